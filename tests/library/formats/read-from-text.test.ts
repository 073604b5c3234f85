import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ParsedDigest } from '../../../src/library/parsed-digest.ts'
import { fixture, READ_FROM_TEXT } from './text-fixtures.ts'

const KINDS: readonly (readonly [string, string])[] = [
  ['blog-', 'blog-post'],
  ['newsletter-', 'newsletter'],
  ['comment-', 'comment-feed'],
  ['daily-', 'daily-papers'],
]
const FIXTURES = readdirSync(new URL('fixtures/', import.meta.url)).filter((name) =>
  KINDS.some(([start]) => name.startsWith(start)),
)

test.each(
  KINDS.flatMap(([start, kind]) => FIXTURES.filter((name) => name.startsWith(start)).map((name) => [name, kind])),
)('%s is known for a %s and for nothing else', (name, kind) => {
  const source = fixture(name ?? '')
  const [best, ...others] = READ_FROM_TEXT.map((format) => ({ name: format.name, sure: format.detect(source) })).sort(
    (a, b) => b.sure - a.sure,
  )
  expect(best?.name).toBe(kind)
  expect(best?.sure).toBeGreaterThan(0.4)
  expect(others.filter(({ sure }) => sure > 0.3)).toEqual([])
})

const OTHERS: Readonly<Record<string, string>> = {
  prose:
    'It was a dark night. The wind blew over the hills, and the town slept.\n\nNobody saw the rider. He came late.\n'.repeat(
      5,
    ),
  Markdown: '# Notes\n\nSome notes on cooking.\n\n## Papers to buy\n\n- baking paper\n- sandpaper\n\nThat is all.\n',
  JSON: '[{"title": "A Fine Title", "authors": ["Osei"], "publishedAt": "2025-01-01", "upvotes": 5}]',
  CSV: 'title,authors,year\nA Fine Title,Osei,2025\nAnother,Prado,2024\n',
  BibTeX: '@article{osei2025,\n  title = {A Fine Title},\n  author = {Osei, Mira},\n  year = {2025}\n}\n',
  XML: '<?xml version="1.0"?>\n<feed><entry><title>A Fine Title</title><summary>We find.</summary></entry></feed>',
  nothing: '',
  spaces: ' \n\t\n\u00a0',
}

test.each(Object.entries(OTHERS))('%s is of none of the kinds', (_, text) => {
  for (const format of READ_FROM_TEXT)
    expect([format.name, format.detect({ name: 'other', text })]).toEqual([format.name, 0])
})

describe.each(READ_FROM_TEXT)('$name', (format) => {
  test('says the same whatever the line ends, spaces and byte order mark of a document', () => {
    for (const name of FIXTURES) {
      const source = fixture(name)
      const { digest } = format.parse(source)
      const odd = `\uFEFF${source.text.replaceAll('\n', '\r\n').replaceAll(' of ', '\u00a0of\u00a0')}`
      expect(format.parse({ name, text: odd }).digest).toEqual(digest)
    }
  })

  test('never throws, and gives nothing but sound digests and problems with a line', () => {
    const pieces = [
      'A Fine Title', 'idea. Yes.', 'defn. x := y', '♥ 11k LLM', '♥ 5 News are news.', 'Osei et al. [Oslo]', '# ', '===', '---',
      'Daily Papers', 'Submitted by', '5 authors', '·', 'Dec 4', 'Feb 30, 2024', '112', 'Upvote', 'Subscribe', '> ', '- ', '“', '”',
      '**', '[a](b)', 'https://', 'x.com/…', 'top papers:', 'Jan 1 ~ Feb 31', 'We show it. It is shown, in truth.', '\u0000', '\ud800',
    ] // biome-ignore format: one piece a line would hide how they belong together
    const line = fc.oneof(fc.constantFrom(...pieces), fc.string(), fc.string({ unit: 'grapheme' }))
    const text = fc.array(fc.tuple(line, fc.constantFrom('\n', '\n\n', ' ', '\r\n')), { maxLength: 60 })
    fc.assert(
      fc.property(text, (parts) => {
        const source = { name: 'any', text: parts.map((part) => part.join('')).join('') }
        const sure = format.detect(source)
        expect(sure).toBeGreaterThanOrEqual(0)
        expect(sure).toBeLessThanOrEqual(1)
        const { digest, problems } = format.parse(source)
        if (digest) expect(ParsedDigest.parse(digest)).toEqual(digest)
        else expect(problems.length).toBeGreaterThan(0)
        for (const { line, message } of problems) {
          expect(line).toBeGreaterThanOrEqual(1)
          expect(message).toMatch(/\S/)
        }
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    ['one endless line', () => 'aA“. '.repeat(399_000)],
    ['endless marks', () => '**a [b](c '.repeat(199_000)],
    ['many lines of marks', () => `${'*a_[<` '.repeat(14)}\n`.repeat(19_000)],
    ['many titles', () => 'A Fine Title, Indeed\n'.repeat(19_000)],
    ['many likes', () => 'A Fine Title\nOsei et al.\n♥ 11k a b\n'.repeat(6_000)],
    ['many authors', () => 'Title\n5 authors\n1\n'.repeat(6_000)],
  ])('comes to an end with 2 MB of %s', (_, make) => {
    const source = { name: 'hostile', text: make() }
    format.detect(source)
    const { digest, problems } = format.parse(source)
    expect(digest !== null || problems.length > 0).toBe(true)
  })

  test.each([
    ['over 2 MB', 'a '.repeat(1_000_001)],
    ['over 20000 lines', 'a\n'.repeat(20_001)],
    ['not text', 'PK\u0003\u0004\u0000\u0000'],
    ['no text', ' \n'],
  ])('refuses in words what is %s', (words, text) => {
    expect(format.detect({ name: 'file', text })).toBe(0)
    expect(format.parse({ name: 'file', text })).toEqual({
      digest: null,
      problems: [{ file: 'file', line: expect.any(Number), message: expect.stringContaining(words) }],
    })
  })
})
