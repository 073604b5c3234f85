import type { Problem } from '../club/paper.ts'
import type { Source } from './format.ts'

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
  const problems = [...(isGuess ? [GUESSED] : []), ...wrongCharacters(text)]
  return { source: { name, text }, problems: problems.map((problem) => ({ file: name, ...problem })) }
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
  let heldReturn = ''
  const problem = (message: string) => ({ problem: { file: name, line: 1, message } })
  const taken = (part: string, isLast = false): string => {
    const whole = heldReturn + part
    heldReturn = !isLast && whole.endsWith('\r') ? '\r' : ''
    return tidy(heldReturn === '' ? whole : whole.slice(0, -1))
  }
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > SIZE_LIMITS.streamed) {
      yield problem('The document is over 100 MB, which is more than can be read; what is beyond is left out.')
      break
    }
    if (decoder) {
      const text = taken(decoder.decode(chunk, { stream: true }))
      if (text.includes('\0')) return yield problem(NO_TEXT)
      yield { text }
      continue
    }
    head = joined(head, chunk)
    if (head.length < ENOUGH) continue
    const opened = open(head, charset)
    if ('message' in opened) return yield problem(opened.message)
    decoder = opened.decoder
    if (opened.isGuess) yield problem(GUESSED.message)
    yield { text: taken(decoder.decode(head, { stream: true })) }
  }
  if (!decoder) {
    const opened = open(head, charset)
    if ('message' in opened) return yield problem(opened.message)
    decoder = opened.decoder
    if (opened.isGuess) yield problem(GUESSED.message)
    yield { text: taken(decoder.decode(head, { stream: true })) }
  }
  yield { text: taken(decoder.decode(), true) }
}

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
  ['PK\x03\x04', 'a ZIP archive or an office document'],
  ['\x1f\x8b', 'a compressed file'],
  ['\x89PNG', 'a picture'],
  ['\xff\xd8\xff', 'a picture'],
  ['GIF8', 'a picture'],
  ['RIFF', 'a media file'],
  ['SQLite format 3', 'a database'],
  ['\xd0\xcf\x11\xe0', 'an office document'],
  ['7z\xbc\xaf', 'an archive'],
  ['BZh', 'a compressed file'],
  ['\x7fELF', 'a program'],
  ['{\\rtf', 'a document in rich text'],
]

/** A sentence on what the bytes are, when they are no text. */
function binaryKind(bytes: Uint8Array): string | null {
  const start = String.fromCharCode(...bytes.subarray(0, 16))
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
/** UTF-8 that was once read as Latin-1 or Windows-1252: `Ã¼` for ü, `â€™` for ’, `Â ` for a no-break space. */
const MOJIBAKE = /Ã[\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00BF™œ“”˜¦¢\u009d]|Â[\u00A0-\u00BF]/
const MOST_LINES = 20

function wrongCharacters(text: string): { line: number; message: string }[] {
  if (!BROKEN.test(text) && !MOJIBAKE.test(text)) return []
  const found: { line: number; message: string }[] = []
  text.split('\n').forEach((line, index) => {
    if (found.length >= MOST_LINES) return
    if (BROKEN.test(line))
      found.push({ line: index + 1, message: 'Some characters here could not be read; save the document in UTF-8.' })
    else if (MOJIBAKE.test(line)) {
      found.push({
        line: index + 1,
        message:
          'Some letters here look garbled (as “Ã¼” for “ü”): the text was saved in another encoding than it was read in.',
      })
    }
  })
  return found
}
