/** Text without what people leave out when they type: case, accents, apostrophes and punctuation. Words parted by one space. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .replace(LETTERS_WITHOUT_DECOMPOSITION, (letter) => SPELLED[letter] ?? letter)
    .replace(APOSTROPHES, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(NOT_WORD, ' ')
    .trim()
}

/** The words of a text, folded. Scripts that are written without spaces are parted where a reader would part them. */
export function words(text: string): string[] {
  const folded = fold(text)
  if (folded === '') return []
  return folded.split(' ').flatMap((word) => (isUnspaced(word) ? partUnspaced(word) : [word]))
}

/** Whether a word belongs to a script that puts no spaces between words. */
export function isUnspaced(word: string): boolean {
  return UNSPACED.test(word)
}

const ACCENTS = /\p{Mn}+/gu
const APOSTROPHES = /['’‘ʼ`´]/g
const NOT_WORD = /[^\p{L}\p{N}\p{M}]+/gu
const LETTERS_WITHOUT_DECOMPOSITION = /[ßæœøłđðþı]/g
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

let segmenter: Intl.Segmenter | undefined

function partUnspaced(word: string): string[] {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' })
  return Array.from(segmenter.segment(word), ({ segment }) => segment)
}
