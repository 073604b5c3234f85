import type { Source } from './format.ts'
import { countLines } from './formats/texts.ts'
import { mended } from './mojibake.ts'
import type { Problem } from './paper.ts'

/** What a document may weigh in bytes; the text's own kind decides which. */
export const SIZE_LIMITS = { markdownAndHtml: 2_000_000, other: 10_000_000, streamed: 100_000_000 } as const

/** A document as text, or null and the reason; beside it, the lines whose characters look wrong. */
export interface Decoded {
  source: Source | null
  problems: Problem[]
}

/**
 * Bytes as text: by their byte order mark, the charset that came with them, the encoding that XML or HTML declares, UTF-8,
 * and as a last guess Windows-1252. `charset`: as in the content type.
 */
export function decode(name: string, bytes: Uint8Array, charset: string | null = null): Decoded {
  const refused = (message: string): Decoded => ({ source: null, problems: [{ file: name, line: 1, message }] })
  if (bytes.length > SIZE_LIMITS.other) return refused('The document is over 10 MB, which is more than can be read.')
  const binary = binaryKind(bytes)
  if (binary) return refused(binary)
  const { encoding, isGuess } = encodingOf(bytes, charset)
  const text = tidy(new TextDecoder(encoding).decode(bytes))
  if (text.trim() === '') return refused('The document is empty.')
  if (text.includes('\0')) return refused(NO_TEXT)
  if (bytes.length > SIZE_LIMITS.markdownAndHtml && isMarkdownOrHtml(name, text)) {
    return refused('The document is over 2 MB, which is more than can be read of Markdown or HTML.')
  }
  const mender = new Mender()
  const source = { name, text: mender.mend(text) }
  const problems = [...(isGuess ? [GUESSED] : []), ...mender.problems]
  return { source, problems: problems.map((problem) => ({ file: name, ...problem })) }
}

/** A large document as text, piece by piece, for formats that stream. Its pieces have LF line ends and no byte order mark. */
export async function* decodeStream(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  charset: string | null = null,
): AsyncGenerator<{ text: string } | { problem: Problem }> {
  let decoder: TextDecoder | null = null
  let head = new Uint8Array(0)
  let size = 0
  let held = ''
  const mender = new Mender()
  const problem = (message: string, line = 1) => ({ problem: { file: name, line, message } })
  function* taken(part: string, isLast = false): Generator<{ text: string } | { problem: Problem }> {
    const whole = held + part
    const end = isLast ? whole.length : endOfLines(whole)
    held = whole.slice(end)
    const said = mender.problems.length
    yield { text: mender.mend(tidy(whole.slice(0, end))) }
    for (const { line, message } of mender.problems.slice(said)) yield problem(message, line)
  }
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > SIZE_LIMITS.streamed) {
      yield problem('The document is over 100 MB, which is more than can be read; what is beyond is left out.')
      break
    }
    if (decoder) {
      const text = decoder.decode(chunk, { stream: true })
      if (text.includes('\0')) return yield problem(NO_TEXT)
      yield* taken(text)
      continue
    }
    head = joined(head, chunk)
    if (head.length < ENOUGH) continue
    const opened = open(head, charset)
    if ('message' in opened) return yield problem(opened.message)
    decoder = opened.decoder
    if (opened.isGuess) yield problem(GUESSED.message)
    yield* taken(decoder.decode(head, { stream: true }))
  }
  if (!decoder) {
    const opened = open(head, charset)
    if ('message' in opened) return yield problem(opened.message)
    decoder = opened.decoder
    if (opened.isGuess) yield problem(GUESSED.message)
    yield* taken(decoder.decode(head, { stream: true }))
  }
  yield* taken(decoder.decode(), true)
}

/** Behind the last whole line; a line that goes on for long is handed on as far as it has come. */
function endOfLines(text: string): number {
  const end = text.lastIndexOf('\n') + 1
  if (end > 0 || text.length < LONGEST_LINE) return end
  return text.endsWith('\r') ? text.length - 1 : text.length
}

const LONGEST_LINE = 65_536

/** How much of a stream is looked at before it is known what it is. */
const ENOUGH = 65_536
const NO_TEXT = 'This is no text: it holds bytes that stand for no character. Save it as text in UTF-8.'
const GUESSED = {
  line: 1,
  message:
    'The document is not in UTF-8 and declares no encoding; it is read as Windows-1252. Save it in UTF-8 if letters look wrong.',
}

function open(
  head: Uint8Array,
  charset: string | null,
): { decoder: TextDecoder; isGuess: boolean } | { message: string } {
  if (head.length === 0) return { message: 'The document is empty.' }
  const binary = binaryKind(head)
  if (binary) return { message: binary }
  const { encoding, isGuess } = encodingOf(head, charset)
  return new TextDecoder(encoding).decode(head).includes('\0')
    ? { message: NO_TEXT }
    : { decoder: new TextDecoder(encoding), isGuess }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

function tidy(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
}

function isMarkdownOrHtml(name: string, text: string): boolean {
  return (
    /\.(?:md|markdown|html?)(?:[?#]|$)/i.test(name) ||
    /^\s*(?:<!doctype html|<html|# |---\n)/i.test(text.slice(0, 1000))
  )
}

const SIGNATURES: readonly [start: string, kind: string][] = [
  ['%PDF-', 'a PDF'],
  ['%!PS', 'PostScript'],
  ['PK\x03\x04', 'a ZIP archive or an office document'],
  ['PK\x05\x06', 'an empty ZIP archive'],
  ['\x1f\x8b', 'a compressed file'],
  ['\x89PNG', 'a picture'],
  ['\xff\xd8\xff', 'a picture'],
  ['GIF8', 'a picture'],
  ['RIFF', 'a media file'],
  ['SQLite format 3', 'a database'],
  ['\xd0\xcf\x11\xe0', 'an office document'],
  ['7z\xbc\xaf', 'an archive'],
  ['BZh', 'a compressed file'],
  ['\xfd7zXZ', 'a compressed file'],
  ['\x28\xb5\x2f\xfd', 'a compressed file'],
  ['\x7fELF', 'a program'],
  ['{\\rtf', 'a document in rich text'],
]

/** A sentence on what the bytes are, when they are no text. */
function binaryKind(bytes: Uint8Array): string | null {
  const start = String.fromCharCode(...bytes.subarray(0, 16))
  if (/^(?:\xff\xfe\0\0|\0\0\xfe\xff)/.test(start))
    return 'This text is in UTF-32, which is not read; save it in UTF-8.'
  const kind = SIGNATURES.find(([signature]) => start.startsWith(signature))?.[1]
  return kind ? `This is ${kind}, not text; export it as text, Markdown, BibTeX or CSV.` : null
}

function encodingOf(bytes: Uint8Array, charset: string | null): { encoding: string; isGuess: boolean } {
  const sure = (encoding: string) => ({ encoding, isGuess: false })
  const marked = byteOrderMark(bytes) ?? wideWithoutMark(bytes)
  if (marked) return sure(marked)
  const isUtf8 = readsAsUtf8(bytes)
  const declared = known(charset) ?? known(declaredIn(bytes))
  // What declares a wide encoding in single bytes is not in it, and what reads as UTF-8 beyond ASCII is hardly anything else.
  if (declared && !/^utf-16/.test(declared) && !(isUtf8 && hasBytesOver(bytes))) return sure(declared)
  return isUtf8 || mostlyUtf8(bytes) ? sure('utf-8') : { encoding: 'windows-1252', isGuess: true }
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
}

/** Text in Latin letters has a zero in every other byte of UTF-16. */
function wideWithoutMark(bytes: Uint8Array): string | null {
  const head = bytes.subarray(0, 1000)
  if (head.length < 4) return null
  let even = 0
  let odd = 0
  head.forEach((byte, index) => {
    if (byte === 0) index % 2 === 0 ? even++ : odd++
  })
  const most = head.length / 2
  if (odd > most * 0.7 && even < most * 0.05) return 'utf-16le'
  return even > most * 0.7 && odd < most * 0.05 ? 'utf-16be' : null
}

/** The encoding of an XML declaration or of a page's meta element. */
function declaredIn(bytes: Uint8Array): string | null {
  const head = String.fromCharCode(...bytes.subarray(0, 2000))
  const xml = /^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]{1,40})["']/i.exec(head)?.[1]
  return xml ?? /<meta\s[^>]{0,300}?charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(head)?.[1] ?? null
}

function known(label: string | null): string | null {
  if (!label) return null
  try {
    return new TextDecoder(label.trim()).encoding
  } catch {
    return null
  }
}

function readsAsUtf8(bytes: Uint8Array): boolean {
  try {
    // The last character of a part may be cut.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

function hasBytesOver(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte > 0x7f)
}

/** Whether a few bytes are broken in a text that is UTF-8 for the rest. */
function mostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes)
  const broken = text.match(/\uFFFD/g)?.length ?? 0
  const whole = text.match(/[^\0-\x7f\uFFFD]/g)?.length ?? 0
  return whole > broken * 2
}

const BROKEN = /\uFFFD/
/** What is left of garbled letters when they cannot be mended. */
const MOJIBAKE = /Ã[\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00BF™œ“”˜¦¢\u009d]|Â[\u00A0-\u00BF]/
const MOST_LINES = 20

/** Reads whole lines one after another, mends what is garbled in them, and keeps what there is to say of them by line. */
class Mender {
  readonly problems: { line: number; message: string }[] = []
  #line = 1

  mend(text: string): string {
    const whole = mended(text)
    if (whole !== text || BROKEN.test(whole) || MOJIBAKE.test(whole)) this.#compare(text, whole)
    this.#line += countLines(text, 0, text.length)
    return whole
  }

  #compare(text: string, whole: string): void {
    const before = text.split('\n')
    whole.split('\n').forEach((line, index) => {
      const message = messageFor(line, before[index] ?? '')
      if (message !== null && this.problems.length <= MOST_LINES) {
        const isLast = this.problems.length === MOST_LINES
        this.problems.push({ line: this.#line + index, message: isLast ? AND_MORE : message })
      }
    })
  }
}

const AND_MORE = 'There are more lines with garbled letters from here on; they are not listed.'

function messageFor(line: string, before: string): string | null {
  if (line !== before) {
    return 'Some letters here were garbled (as “Ã¼” for “ü”), because the text was once read in another encoding than it was saved in; they are mended.'
  }
  if (BROKEN.test(line)) return 'Some characters here could not be read; save the document in UTF-8.'
  return MOJIBAKE.test(line)
    ? 'Some letters here look garbled (as “Ã¼” for “ü”): the text was saved in another encoding than it was read in.'
    : null
}
