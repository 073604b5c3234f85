/** Whether a line is running text, as an abstract or a remark is, and no title. */
export function isProse(text: string): boolean {
  if (text.length > 280) return true
  const words = countWords(text)
  if (words > 40) return true
  if (words < 8 || titleCase(text) >= 0.7) return false
  if (words >= 18 && countSentences(text) >= 2) return true
  if (words >= 22 && titleCase(text) < 0.4) return true
  return /[.!][)”"’']*$/.test(text) && !/\b(?:et al|etc|inc|vs)\.$/i.test(text)
}

/** Which part of a text's words of weight begin with a capital or a digit, 0 to 1. */
export function titleCase(text: string): number {
  const words = text.split(' ').filter((word) => /[\p{L}\p{N}]/u.test(word) && !SMALL_WORDS.has(word.toLowerCase()))
  if (words.length === 0) return 0
  return (
    words.filter((word) => /^[^\p{L}\p{N}]*[\p{Lu}\p{N}]/u.test(word) || /\p{Lu}/u.test(word)).length / words.length
  )
}

/** Whether a line is printed as titles are: several words, most of them capitalised, and no stop. */
export function looksLikeTitle(text: string): boolean {
  return !isProse(text) && countWords(text) >= 3 && !/[.!:;,]$/.test(text) && titleCase(text) >= 0.7
}

/** Whether a line seems to go on in the next one: it ends where no title does. */
export function isUnfinished(text: string): boolean {
  return /[:,;–—-]$/.test(text) || SMALL_WORDS.has((/[\p{L}]+$/u.exec(text.slice(-20))?.[0] ?? '').toLowerCase())
}

/** Whether a line names who wrote something as a body: `Qwen Team`, `Orbit Labs`, `by the committee`. */
export function namesTeam(text: string): boolean {
  return /^team\b|\b(?:team|labs?|group|university|institute|intelligence|research|college|academy|AI)$|^(?:by|the)\b/i.test(
    text,
  )
}

export function countWords(text: string): number {
  return text === '' ? 0 : text.split(' ').length
}

function countSentences(text: string): number {
  return (text.match(/[.!?][”")’']*(?= [“"(]?\p{Lu})|[.!?][”")’']*$/gu) ?? []).length
}

const SMALL_WORDS = new Set(
  'a an and as at but by for from in into is its nor of on onto or over per so than that the their to up upon using via vs with without'.split(
    ' ',
  ),
)

export function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
