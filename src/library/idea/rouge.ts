/** ROUGE-1, 2 and L over Porter stems, in which training measures what a line is worth. */
export function rouge1(line: readonly string[], target: readonly string[]): number {
  return overlap(line, target)
}

export function rouge2(line: readonly string[], target: readonly string[]): number {
  return overlap(pairs(line), pairs(target))
}

export function rougeL(line: readonly string[], target: readonly string[]): number {
  let row = new Array<number>(target.length + 1).fill(0)
  for (const word of line) {
    const next = [0]
    target.forEach((other, at) => {
      next.push(word === other ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0))
    })
    row = next
  }
  return balance(row[target.length] ?? 0, line.length, target.length)
}

/** The words that ROUGE compares. */
export function rougeWords(text: string): string[] {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? []
  return words.map((word) => (word.length > 3 ? porterStem(word) : word))
}

const pairs = (words: readonly string[]): string[] => words.slice(1).map((word, at) => `${words[at]} ${word}`)

function overlap(line: readonly string[], target: readonly string[]): number {
  const left = new Map<string, number>()
  for (const item of target) left.set(item, (left.get(item) ?? 0) + 1)
  let hits = 0
  for (const item of line) {
    const count = left.get(item) ?? 0
    if (count === 0) continue
    left.set(item, count - 1)
    hits++
  }
  return balance(hits, line.length, target.length)
}

/** F1: a word too many counts as much as a word that is lacking. */
const balance = (hits: number, length: number, wanted: number): number =>
  hits === 0 ? 0 : (2 * hits) / (length + wanted)

/** Porter's algorithm of 1980. */
function porterStem(word: string): string {
  if (word.length < 3) return word
  const ending = [plural, past, finalY, doubleSuffix, simpleSuffix, bareSuffix, finalE, finalLl]
  return ending.reduce((stem, step) => step(stem), word)
}

const shape = (stem: string): string =>
  stem.replace(/[^aeiouy]|(?<=^|[aeiou])y|(?<=[^aeiouy]y)y/g, 'c').replace(/[^c]/g, 'v')
const measure = (stem: string): number => shape(stem).match(/v+c+/g)?.length ?? 0
const hasVowel = (stem: string): boolean => shape(stem).includes('v')
const endsShort = (stem: string): boolean => /cvc$/.test(shape(stem)) && !/[wxy]$/.test(stem)

function plural(word: string): string {
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2)
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word
}

function past(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word
  const cut = [/ed$/, /ing$/].find((suffix) => suffix.test(word) && hasVowel(word.replace(suffix, '')))
  if (!cut) return word
  const stem = word.replace(cut, '')
  if (/(at|bl|iz)$/.test(stem)) return `${stem}e`
  if (/([^aeiouylsz])\1$/.test(stem) || (/yy$/.test(stem) && shape(stem).endsWith('cc'))) return stem.slice(0, -1)
  return measure(stem) === 1 && endsShort(stem) ? `${stem}e` : stem
}

function finalY(word: string): string {
  return word.endsWith('y') && hasVowel(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word
}

function replaceLongest(word: string, endings: Readonly<Record<string, string>>, least: number): string {
  const suffix = longestEnding(word, Object.keys(endings))
  const stem = word.slice(0, word.length - suffix.length)
  return suffix !== '' && measure(stem) > least ? stem + (endings[suffix] ?? '') : word
}

function longestEnding(word: string, endings: readonly string[]): string {
  return endings.filter((ending) => word.endsWith(ending)).reduce((a, b) => (b.length > a.length ? b : a), '')
}

const DOUBLE: Readonly<Record<string, string>> = {
  ational: 'ate',
  tional: 'tion',
  enci: 'ence',
  anci: 'ance',
  izer: 'ize',
  bli: 'ble',
  alli: 'al',
  entli: 'ent',
  eli: 'e',
  ousli: 'ous',
  ization: 'ize',
  ation: 'ate',
  ator: 'ate',
  alism: 'al',
  iveness: 'ive',
  fulness: 'ful',
  ousness: 'ous',
  aliti: 'al',
  iviti: 'ive',
  biliti: 'ble',
  logi: 'log',
}
const SIMPLE: Readonly<Record<string, string>> = {
  icate: 'ic',
  ative: '',
  alize: 'al',
  iciti: 'ic',
  ical: 'ic',
  ful: '',
  ness: '',
}
const BARE = 'al ance ence er ic able ible ant ement ment ent ion ou ism ate iti ous ive ize'.split(' ')

function doubleSuffix(word: string): string {
  return replaceLongest(word, DOUBLE, 0)
}

function simpleSuffix(word: string): string {
  return replaceLongest(word, SIMPLE, 0)
}

function bareSuffix(word: string): string {
  const suffix = longestEnding(word, BARE)
  const stem = word.slice(0, word.length - suffix.length)
  return suffix !== '' && measure(stem) > 1 && (suffix !== 'ion' || /[st]$/.test(stem)) ? stem : word
}

function finalE(word: string): string {
  if (!word.endsWith('e')) return word
  const stem = word.slice(0, -1)
  const size = measure(stem)
  return size > 1 || (size === 1 && !endsShort(stem)) ? stem : word
}

function finalLl(word: string): string {
  return word.endsWith('ll') && measure(word) > 1 ? word.slice(0, -1) : word
}
