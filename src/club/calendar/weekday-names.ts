/** Weekdays by their names in every language that the runtime knows. */

/** 1 to 7, from `Freitag`, `vendredi`, `segunda-feira`, `金曜日`; null when it is none, or another day elsewhere. */
export function weekdayByName(word: string): number | null {
  return namesOfWeekdays().get(plain(word)) ?? null
}

/** The text with names of several words, `segunda-feira`, as ours are: one word each. */
export function withOneWord(text: string, names: readonly string[]): string {
  let one = plain(text)
  for (const [name, weekday] of severalWords()) one = one.replaceAll(name, names[weekday - 1] ?? name)
  return one
}

let known: Map<string, number> | undefined

/** Made when it is asked for first: that takes a while. */
function namesOfWeekdays(): Map<string, number> {
  if (known) return known
  known = namesIn('weekday', WEEK)
  return known
}

/** What the months, or days, beginning at those times are called elsewhere: their places, counted from 1. */
export function namesElsewhere(part: 'weekday' | 'month', times: readonly number[]): (word: string) => number | null {
  const names = namesIn(part, times)
  return (word) => names.get(plain(word)) ?? null
}

function namesIn(part: 'weekday' | 'month', times: readonly number[]): Map<string, number> {
  const found = new Map<string, Set<number>>()
  for (const language of Intl.DateTimeFormat.supportedLocalesOf(TWO_LETTERS)) {
    const format = new Intl.DateTimeFormat(language, { [part]: 'long', timeZone: 'UTC', calendar: 'gregory' })
    for (const [index, time] of times.entries()) {
      const name = plain(format.format(time))
      found.set(name, (found.get(name) ?? new Set()).add(index + 1))
    }
  }
  return new Map(
    [...found].flatMap(([name, [place, ...others]]) => (place && others.length === 0 ? [[name, place] as const] : [])),
  )
}

function severalWords(): [string, number][] {
  return [...namesOfWeekdays()].filter(([name]) => /[\s-]/.test(name)).toSorted(([a], [b]) => b.length - a.length)
}

/** Codes of languages, those that there are among them. */
const TWO_LETTERS = letters().flatMap((first) => letters().map((second) => first + second))

function letters(): string[] {
  return [...'abcdefghijklmnopqrstuvwxyz']
}

/** A Monday and what follows it, in milliseconds. */
const WEEK = Array.from({ length: 7 }, (_, day) => Date.UTC(2024, 0, 1 + day))

function plain(name: string): string {
  return name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
}
