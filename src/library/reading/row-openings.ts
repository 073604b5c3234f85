/** What a row begins with before anything of its paper: numbers, days, who speaks, what a letter announces. */
import { MONTHS_IN_FULL } from '../formats/months.ts'
import { leadingDay, type Order } from './days.ts'
import { type Run, textOf } from './row.ts'
import { isNoTitle } from './titles.ts'

/** `Next week: Maria, “Title”`: what a letter says of the meetings to come. */
export function announcedIn(text: string): { who: string | null } | null {
  if (!ANNOUNCED.test(text) || text.length > LONGEST_LEAD) return null
  const who = /[:,–—-]\s*(\p{Lu}[\p{L}.'’ -]{1,40}?)[\s,:]*$/u.exec(text)?.[1] ?? null
  return { who: who === null || isNoTitle(who) ? null : who }
}

const ANNOUNCED =
  /^\W*(?:(?:next|this|last|following) (?:week|time|month|meeting|session|\p{L}{3,6}day)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:the week )?after that|then)\b/iu

const LONGEST_LEAD = 60

/** Numbers, boxes and pictures; the day of `12. Oktober 2023` is no number. */
const NUMBER = new RegExp(
  String.raw`^(?:\s|~~|paper #?\d{1,3}\s?[:.)]\s|\p{Extended_Pictographic}|\uFE0F|:[a-z0-9_+-]{2,30}:|\d\uFE0F?\u20E3\s*|#\d{1,4}\s+[|–—-]\s+|#?\d{1,4}\uFE0F?\u20E3?\s*(?:[.):]+|\/{1,2}|\\[.)])(?=\s|$)(?!\s+(?:${MONTHS_IN_FULL})\s*(?:\d{4}|[:–—-]))|\[[ xX✓✔]?\](?=\s)|[•·–—-]\s)+`,
  'iu',
)

/** Takes numbers, boxes, pictures, days and short brackets off the beginning. */
export function withoutPrefix(
  runs: readonly Run[],
  order: Order,
  keepsTags = false,
): { runs: Run[]; day: string | null; isDated: boolean; who: string | null; tags: string[] } {
  const kept = runs.map((run) => ({ ...run }))
  const tags: string[] = []
  let day: string | null = null
  let isDated = false
  let who: string | null = null
  for (let turn = 0; turn < 8 && kept[0]; turn++) {
    const [first] = kept
    let text = first.text.replace(NUMBER, '')
    if (first.url === null) text = text.replace(HOW_NEEDED, '')
    const [named] = NAMED_TURN.exec(first.url === null ? text : '') ?? []
    if (named && (named.length < text.length || kept.length > 1)) {
      text = text.slice(named.length)
      if (text.trim() === '' && kept[1]) kept[1].text = kept[1].text.replace(/^\s*[:.–—|-]+\s*/, '')
    }
    const isFree = first.url === null
    const dated: { day: string | null; rest: string } | null = isFree && day === null ? leadingDay(text, order) : null
    if (dated && (dated.rest !== '' || kept.length > 1)) {
      day = dated.day
      isDated = true
      const named = SPEAKER.exec(dated.rest)
      const isSpeaker = named !== null && /[-–—|]\s*$/.test(text.slice(0, text.length - dated.rest.length))
      who = isSpeaker ? (named[1] ?? null) : null
      text = isSpeaker ? dated.rest.slice(named[0].length) : dated.rest
    } else {
      const tag = isFree && !keepsTags ? /^[([]([^()[\]]{2,40})[)\]]\s*(?=\S|$)/.exec(text) : null
      if (tag && !/\bet al\b/i.test(tag[1] ?? '') && (tag[0].length < text.length || kept.length > 1)) {
        tags.push(tag[1] ?? '')
        text = text.slice(tag[0].length)
      }
    }
    const isSame = text === first.text
    first.text = text
    if (text.trim() === '' && kept.length > 1) kept.shift()
    else if (isSame) break
  }
  return { runs: kept, day, isDated, who, tags }
}

/** `Recommended: Brun, Ada. “Title”`. */
export const HOW_NEEDED =
  /^\s*(?:optional|required|recommended|suggested|background|further|supplementary|main|core|extra|primary|secondary|essential|assigned)(?: (?:readings?|texts?))?\s?: (?=\S)/i

/** `Sess. 2 —`, `Week 3:`, which say when it is read. */
const NAMED_TURN =
  /^\s*(?:sess(?:ion)?|week|wk|meeting|mtg|lecture|lect|seminar|day|class|sitzung|woche|termin|séance|semaine|sesión|semana)\.? ?#?\d{1,3}(?:\s*[:.–—|-]+\s*|\s*$)/i

/** Who speaks, between the day and the title: `01/18/2019 - Ada - Title`. */
const SPEAKER = /^(\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,2})\s+[-–—|]\s+(?=\S)/u

/** A row that begins with a day, and what it says of that day. */
export function dayOf(runs: readonly Run[], order: Order): { day: string; words: string } | null {
  const { runs: own, day } = withoutPrefix(runs, order)
  return day === null ? null : { day, words: textOf(own) }
}
