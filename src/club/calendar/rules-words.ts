/** Reads when people say that they meet, with several rules, their times, names and places: `Mon 10:00 and Thu 14:00`. */

import { wayFrom } from '../choosing/way-name.ts'
import { type SaidRule, saidRhythm } from './change-rules.ts'
import { rhythmFrom } from './rhythm-words.ts'
import { parseWeekday } from './rule.ts'
import { isRfc, type ReadRules, rulesInRfc, type Usual, type WrittenRules } from './rules-rfc.ts'
import { minutesFrom, timeFrom } from './written.ts'

/** Rules as people write them, in words or as calendar programs do. */
export function rulesFrom(text: string, usual: Usual): ReadRules<WrittenRules> {
  if (isRfc(text)) return rulesInRfc(text, usual)
  const read = rulesInWords(text)
  return 'unread' in read ? read : { ...read, off: [], extra: [] }
}

/** Each rule stands behind the one before it: after its time, a semicolon or a new line. */
function rulesInWords(text: string): ReadRules<{ rules: SaidRule[] }> {
  const whole = rhythmFrom(text)
  if (whole) return { rules: [saidRhythm(whole)] }
  const parts = text.split(/[;\n]/).filter((part) => part.trim() !== '')
  const read = parts.map(rulesOfPart)
  const unread = read.find((part) => 'unread' in part)
  if (unread) return unread
  return parts.length === 0 ? { unread: text } : { rules: read.flatMap((part) => ('rules' in part ? part.rules : [])) }
}

/**
 * `methods: every fourth Friday 15:00 in Room 7, presenter chooses`: the name, the place and how papers are chosen are those of all rules
 * between two semicolons.
 */
function rulesOfPart(part: string): ReadRules<{ rules: SaidRule[] }> {
  const [, days = '', how = ''] = WAY_BEHIND.exec(part.trim()) ?? []
  const way = wayFrom(how)
  if (way === null) return rulesCalled(part)
  const read = rulesCalled(days)
  const found = 'unread' in read ? (namedBehind(days) ?? read) : read
  return 'unread' in found ? found : { rules: found.rules.map((rule) => ({ ...rule, way })) }
}

const WAY_BEHIND = /^(.*?)(?:\s*[,;]\s*|\s+[-–—]\s+|\s*\()([^,;()]{3,40})\)?$/s

/** `Tuesdays 16:00 Theory in Room 7`: what stands behind the time and is no day is the name. */
function namedBehind(text: string): { rules: SaidRule[] } | null {
  for (const { index, 0: time } of [...text.matchAll(TIMES)].toReversed()) {
    const [days, rest] = [text.slice(0, index + time.length), text.slice(index + time.length).trim()]
    const [, name = '', behind = ''] =
      /^["“‘']?([\p{L}\p{N}][^"”’':,;]*?)["”’']?((?:\s+(?:in|at|@)\s.*)?)$/su.exec(rest) ?? []
    const read = rulesCalled(`${days}${behind}`)
    if (name !== '' && name.length <= 60 && 'rules' in read && rhythmFrom(name) === null)
      return { rules: read.rules.map((rule) => ({ ...rule, name })) }
  }
  return null
}

function rulesCalled(part: string): ReadRules<{ rules: SaidRule[] }> {
  const [, called = '', said = ''] = /^([^:]{1,60}):\s+(.+)$/s.exec(part.trim()) ?? []
  // “Mondays: 10:00” names nothing.
  const name = called === '' || rhythmFrom(called) ? null : called.trim()
  const text = name !== null ? said : called === '' ? part : `${called} ${said}`
  const whole = rulesAt(text)
  if ('rules' in whole) return { rules: whole.rules.map((rule) => ({ ...rule, name })) }
  for (const { index, 0: between } of [...text.matchAll(PLACE)].toReversed()) {
    const place = text.slice(index + between.length).trim()
    const found = rulesAt(text.slice(0, index))
    const isPlace = /^https?:/i.test(place) || (/^\D/.test(place) && place.search(TIMES) < 0)
    if ('rules' in found && isPlace) return { rules: found.rules.map((rule) => ({ ...rule, name, place })) }
  }
  return whole
}

const PLACE = /[\s,]+(?:in|at)\s+|[\s,]*@\s*|[\s,]+(?=https?:)/gi

function rulesAt(part: string): ReadRules<{ rules: SaidRule[] }> {
  const read = timed(part).map((said) => {
    const isAny = said.time !== undefined && said.days !== ''
    return ruleOfWords(said) ?? { unread: isAny ? said.days : part.trim() }
  })
  return read.find((rule) => 'unread' in rule) ?? { rules: read.filter((rule) => 'rhythm' in rule) }
}

function ruleOfWords({ days, time, minutes }: Timed): SaidRule | null {
  const rhythm = rhythmFrom(days)
  return rhythm && time !== undefined ? { ...saidRhythm(rhythm), time, minutes } : null
}

/** What was said of days, each with the time beside it. `time`: null where there is none, undefined where it is none. */
interface Timed {
  days: string
  time: string | null | undefined
  minutes: number | null
}

function timed(part: string): Timed[] {
  const text = withWholeHours(part)
  const found = [...text.matchAll(TIMES)]
  if (found.length === 0) return [{ days: text, time: null, minutes: null }]
  const ends = found.map((one) => one.index + one[0].length)
  const before = found.map(({ index }, nth) => bare(text.slice(ends[nth - 1] ?? 0, index)))
  const rest = bare(text.slice(ends.at(-1)))
  // “At 10:00 on Mondays” has its days behind its time, and “first Tuesday at 18:00 of the month” some of them.
  const isBehind = before[0] === ''
  const days = isBehind ? [...before.slice(1), rest] : before.toSpliced(-1, 1, `${before.at(-1)} ${rest}`.trim())
  // Days behind the last time have none.
  const isOver = !isBehind && rhythmFrom(rest) !== null
  return found.map((one, nth) => {
    const span = spanOf(one.groups ?? {})
    return { days: days[nth] ?? '', ...span, time: isOver ? undefined : span.time }
  })
}

/** The time that a meeting begins at, and how long it is where that was said. */
function spanOf({ start = '', end, length }: Record<string, string | undefined>): Omit<Timed, 'days'> {
  const half = /[ap]\.?m\.?$/i.exec(end ?? '')?.[0]
  const [plain, last] = [timeFrom(start), end === undefined ? null : timeFrom(end)]
  const inHalf = half && !/m\.?$/i.test(start) ? timeFrom(`${start.replace(/:00$/, '')}${half}`) : null
  const first = inHalf && last && inHalf < last ? inHalf : plain
  if (first === null || (end !== undefined && last === null)) return { time: undefined, minutes: null }
  if (length !== undefined) {
    const minutes = minutesFrom(length)
    return { time: minutes === null ? undefined : first, minutes }
  }
  return { time: first, minutes: last === null ? null : minutesBetween(first, last) }
}

function minutesBetween(from: string, to: string): number {
  const minutes = Temporal.PlainTime.from(from).until(Temporal.PlainTime.from(to)).total('minutes')
  return minutes > 0 ? minutes : minutes + 24 * 60
}

/** `Mon 10`, `Mondays at 10` with the hour as a time. */
function withWholeHours(text: string): string {
  return text
    .replaceAll(/[\s,]+(?:at|from|um|@)\s+(?=\d|noon|mid)/gi, ' at ')
    .replaceAll(HOUR, (all, word: string, hour: string) => {
      const isDay = word === 'at' || parseWeekday(word) !== null || parseWeekday(word.replace(/s$/, '')) !== null
      return isDay ? `${word} ${hour}:00` : all
    })
}

const HOUR = /(\p{L}+)[.,]?\s+(\d{1,2})(?![\d:.h]|st|nd|rd|th|\s*(?:weeks?|months?|[ap]\.?m|uhr|o.clock|h\b))/giu

const CLOCK =
  '\\d{1,2}[:.h][0-5]\\d\\s*(?:[ap]\\.?m\\b\\.?|uhr|h\\b)?|\\d{1,2}\\s*(?:[ap]\\.?m\\b\\.?|uhr|h\\b)|noon|midday|midnight'
const LENGTH =
  '\\d[\\d.,]*\\s*(?:h|hours?|hrs?|m|mins?|minutes?)(?:\\s*\\d{1,2}\\s*(?:m|mins?|minutes?))?\\b|(?:half )?an hour|two hours'
const TIMES = new RegExp(
  `(?<![\\d:.])(?<start>${CLOCK})(?:\\s*(?:-|–|—|to|until|till|bis)\\s*(?<end>${CLOCK}|\\d{1,2}(?![\\d:.])))?(?:\\s*,?\\s*(?:for\\s+|\\()(?<length>${LENGTH})\\)?)?`,
  'giu',
)

/** Without what joins it to what is before and behind. */
function bare(text: string): string {
  return text
    .replace(/^[\s,.&+]*(?:(?:and|und|et|y)\b)?[\s,.&+]*/iu, '')
    .replace(/[\s,]*(?:\b(?:at|from|um)|@)?[\s,]*$/iu, '')
}
