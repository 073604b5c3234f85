import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode, decodeStream } from '../../src/library/decode.ts'

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))
const textOf = (data: Uint8Array, charset?: string) => decode('x.txt', data, charset ?? null).source?.text

describe('bytes', () => {
  test.each([
    ['UTF-8', Buffer.from('Größe ’ 日本')],
    ['UTF-8 with a byte order mark', bytes([0xef, 0xbb, 0xbf], 'Größe ’ 日本')],
    ['UTF-16 with a byte order mark', Buffer.from('\uFEFFGröße ’ 日本', 'utf16le')],
    ['UTF-16 of the other order', Buffer.from('\uFEFFGröße ’ 日本', 'utf16le').swap16()],
  ])('in %s are text without a mark', (_, data) => {
    expect(decode('x.txt', data)).toEqual({ source: { name: 'x.txt', text: 'Größe ’ 日本' }, problems: [] })
  })

  test('in UTF-16 without a mark are known by their zeros', () => {
    expect(textOf(Buffer.from('A list of papers', 'utf16le'))).toBe('A list of papers')
    expect(textOf(Buffer.from('A list of papers', 'utf16le').swap16())).toBe('A list of papers')
  })

  test.each([
    ['the XML declaration', '<?xml version="1.0" encoding="ISO-8859-2"?><a>', [0xb3], '</a>', 'ł'],
    ['the page’s meta element', '<html><meta charset=windows-1251><p>', [0xe6], '</p>', 'ж'],
    [
      'the former meta element',
      '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">',
      [0x93],
      '',
      '“',
    ],
  ])('are in the encoding that %s names', (_, before, byte, after, letter) => {
    expect(textOf(bytes(before, byte, after))).toContain(letter)
  })

  test('are in the charset that came with them, unless they read as UTF-8 beyond ASCII', () => {
    expect(textOf(Buffer.from([0xa4, 0x41]), 'iso-8859-15')).toBe('€A')
    expect(textOf(Buffer.from('Größe'), 'iso-8859-1')).toBe('Größe')
    expect(textOf(Buffer.from('Größe'), 'no-such-charset')).toBe('Größe')
  })

  test('that declare nothing and are no UTF-8 are read as Windows-1252, which is said', () => {
    const { source, problems } = decode('x.txt', Buffer.from([0x47, 0x72, 0xf6, 0xdf, 0x65, 0x92]))
    expect(source?.text).toBe('Größe’')
    expect(problems.map(({ message }) => message).join()).toMatch(/is not in UTF-8 and declares no encoding/)
  })

  test('with all kinds of line ends have one kind', () => {
    expect(textOf(Buffer.from('a\r\nb\rc\nd'))).toBe('a\nb\nc\nd')
  })

  test('that are garbled are mended where that is sure, else kept, and named by line', () => {
    const { source, problems } = decode('x.txt', Buffer.from('Fine\nMÃ¼ller itâ€™s\nÀ la carte, Ångström'))
    expect(source?.text).toBe('Fine\nMüller it’s\nÀ la carte, Ångström')
    expect(problems).toMatchObject([{ line: 2, message: expect.stringMatching(/were garbled.*they are mended/) }])
    const unsure = decode('x.txt', Buffer.from('Fine\n5 Ã™ 3'))
    expect(unsure.source?.text).toBe('Fine\n5 Ã™ 3')
    expect(unsure.problems).toMatchObject([{ line: 2, message: expect.stringContaining('look garbled') }])
  })

  test('of which a few are broken stay UTF-8, and the lines are named', () => {
    const { source, problems } = decode('x.txt', bytes('Größe ä ö ü\nb', [0xff], 'c'))
    expect(source?.text).toBe('Größe ä ö ü\nb\uFFFDc')
    expect(problems.map(({ line, message }) => [line, message])).toEqual([
      [2, 'Some characters here could not be read; save the document in UTF-8.'],
    ])
  })

  test.each([
    ['a PDF', bytes('%PDF-1.7\n')],
    ['a ZIP archive or an office document', bytes('PK\x03\x04', [20, 0, 6, 0])],
    ['a compressed file', Buffer.from([0x1f, 0x8b, 8, 0])],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10])],
  ])('of %s are refused by name', (kind, data) => {
    const { source, problems } = decode('x', data)
    expect(source).toBeNull()
    expect(problems[0]?.message).toBe(`This is ${kind}, not text; export it as text, Markdown, BibTeX or CSV.`)
  })

  test('with a NUL among them, or none at all, are refused', () => {
    expect(decode('x', Buffer.from('abc\0def')).problems[0]?.message).toMatch(/^This is no text/)
    expect(decode('x', Buffer.from(' \n\t')).problems[0]?.message).toBe('The document is empty.')
    expect(decode('x', Buffer.alloc(0)).source).toBeNull()
  })

  test('are taken up to 2 MB as Markdown or HTML and up to 10 MB as anything else, which is said', () => {
    const over2 = Buffer.alloc(2_000_001, 'a')
    expect(decode('x.md', over2).problems[0]?.message).toBe(
      'The document is over 2 MB, which is more than can be read of Markdown or HTML.',
    )
    expect(decode('page', bytes('<!doctype html>', [...over2])).source).toBeNull()
    expect(decode('x.md', over2.subarray(1)).source).not.toBeNull()
    expect(decode('x.bib', over2).source).not.toBeNull()
    expect(decode('x.bib', Buffer.alloc(10_000_001, 'a')).problems[0]?.message).toMatch(/over 10 MB/)
  })

  test('never throw, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.option(fc.string()), (data, charset) => {
        const { source, problems } = decode('x', data, charset)
        expect(source !== null || problems.length > 0).toBe(true)
        expect(source?.text ?? '').not.toMatch(/\0|\r/)
      }),
      { numRuns: 500 },
    )
  })
})

describe('bytes that come in pieces', () => {
  async function streamOf(data: Uint8Array, size: number) {
    async function* pieces() {
      for (let at = 0; at < data.length; at += size) yield data.subarray(at, at + size)
    }
    let text = ''
    const problems: string[] = []
    for await (const part of decodeStream('x', pieces())) {
      if ('text' in part) text += part.text
      else problems.push(part.problem.message)
    }
    return { text, problems }
  }

  test('are the same text as all at once, wherever they are cut', async () => {
    const unit = fc.constantFrom('a', 'ö', '日', '😀', '\n', '\r\n', '\r', ' ')
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, minLength: 1 }), fc.integer({ min: 1, max: 9 }), async (text, size) => {
        const whole = decode('x', Buffer.from(`x${text}`)).source?.text
        expect(await streamOf(Buffer.from(`x${text}`), size)).toEqual({ text: whole, problems: [] })
      }),
      { numRuns: 200 },
    )
  })

  test('may be of another encoding and longer than what is looked at first', async () => {
    const text = `${'Größe\r\n'.repeat(20_000)}Ende`
    const expected = text.replaceAll('\r\n', '\n')
    expect((await streamOf(Buffer.from(`\uFEFF${text}`, 'utf16le'), 10_001)).text).toBe(expected)
    const { text: guessed, problems } = await streamOf(Buffer.from(text, 'latin1'), 9_999)
    expect(guessed).toBe(expected)
    expect(problems.join()).toMatch(/read as Windows-1252/)
  })

  test('are mended where they are garbled, and named by line', async () => {
    const text = `${'Fine\r\n'.repeat(20_000)}MÃ¼ller\nitâ€™s`
    async function* pieces() {
      for (let at = 0; at < text.length; at += 7_001) yield Buffer.from(text.slice(at, at + 7_001))
    }
    const found: unknown[] = []
    let read = ''
    for await (const part of decodeStream('x', pieces())) {
      if ('text' in part) read += part.text
      else found.push(part.problem.line)
    }
    expect(read.slice(-11)).toBe('Müller\nit’s')
    expect(found).toEqual([20_001, 20_002])
  })

  test('are refused when they are no text, also when that shows late', async () => {
    expect((await streamOf(bytes('%PDF-1.7\n'), 3)).problems.join()).toMatch(/^This is a PDF/)
    expect((await streamOf(Buffer.alloc(0), 3)).problems).toEqual(['The document is empty.'])
    const late = Buffer.concat([Buffer.alloc(200_000, 'a'), Buffer.from([0]), Buffer.alloc(10, 'a')])
    expect((await streamOf(late, 50_000)).problems.join()).toMatch(/^This is no text/)
  })
})
