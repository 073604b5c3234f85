/** Reads how long something is, as people write it. */

/** Minutes of `90 minutes`, `1h30`, `1½ hours`, `half an hour`, `an hour and a half`, `a week`; null where it is none, or has no unit. */
export function durationFrom(text: string): number | null {
  const words = text.toLowerCase().match(/\d+(?:[.,]\d+)?(?:\/\d)?|[a-z]+|[^\sa-z\d]/g) ?? []
  let minutes = 0
  /** What has not found its unit yet, and the unit before it. */
  let count: number | null = null
  let unit = 0
  let isMore = false
  for (const word of words) {
    const [number, part, size] = [countFrom(word), PARTS.get(word), UNITS.get(word)]
    if (size !== undefined) {
      if (count === null && word.length === 1) return null
      minutes += (count ?? 1) * size
      unit = size
      count = null
    } else if (part !== undefined) count = isMore ? (count ?? 0) + part : (count ?? 1) * part
    else if (number !== null) count = (count ?? 0) + number
    else if (!FILL.has(word)) return null
    isMore = word === 'and' || (isMore && FILL.has(word))
  }
  // “An hour and a half”, “1h30”.
  if (count !== null && count < 1) minutes += count * unit
  else if (count !== null) minutes = unit === HOUR ? minutes + count : 0
  return Math.round(minutes) || null
}

/** A number in figures, also `1,5` and `1/2`, or in a word; null where it is none. */
export function countFrom(word: string): number | null {
  const [, whole, over] = /^(\d{1,3}(?:[.,]\d{1,2})?)(?:\/(\d))?$/.exec(word) ?? []
  if (whole !== undefined) return Number(whole.replace(',', '.')) / Number(over ?? 1)
  return NUMBERS.get(word) ?? GLYPHS.get(word) ?? null
}

const NUMBERS = new Map(
  ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'].map((word, nth) => [word, nth + 1]),
)

const GLYPHS = new Map([
  ['½', 1 / 2],
  ['¼', 1 / 4],
  ['¾', 3 / 4],
])

const PARTS = new Map([
  ['half', 1 / 2],
  ['quarter', 1 / 4],
  ['quarters', 1 / 4],
])

const HOUR = 60

const UNITS = new Map(
  [
    { words: ['w', 'wk', 'wks', 'week', 'weeks'], minutes: 7 * 24 * HOUR },
    { words: ['d', 'day', 'days'], minutes: 24 * HOUR },
    { words: ['h', 'hr', 'hrs', 'hour', 'hours'], minutes: HOUR },
    { words: ['m', 'min', 'mins', 'minute', 'minutes'], minutes: 1 },
  ].flatMap(({ words, minutes }) => words.map((word): [string, number] => [word, minutes])),
)

const FILL = new Set(['a', 'an', 'and', 'of', ','])
