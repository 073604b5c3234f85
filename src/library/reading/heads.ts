import { dateWithin } from '../formats/citation.ts'
import type { FoundFacts } from '../formats/paper-entry.ts'
import { countWords, isUnfinished, titleCase } from '../formats/prose.ts'
import { beforeOf, behindOf, ledBy } from './around-titles.ts'
import type { Order } from './days.ts'
import { isLinkLabel, isMeetingPlace, isRelative, type Place, placesIn, placeWorth } from './places.ts'
import { type Run, textOf } from './row.ts'
import { announcedIn, withoutPrefix } from './row-openings.ts'
import {
  behindLabels,
  bestSplit,
  isCitation,
  type Mark,
  type Split,
  signedSplit,
  spansOf,
  workSplit,
} from './title-places.ts'
import { cleanTitle, isMasthead, titleOdds } from './titles.ts'
import { venueAlone } from './venue.ts'

/** What a row would be if a paper's entry began with it. */
export interface Head {
  title: string
  /** How much the title looks like one. */
  odds: number
  /** How much beside the title says that it is a paper's. */
  evidence: number
  /** What sets the title off from the rest. */
  mark: Mark
  places: Place[]
  facts: Partial<FoundFacts>
  /** What is said behind the title and its facts. */
  said: string
  /** The day that the row begins with, on which the paper was read. */
  day: string | null
  /** Who is named before the title, where that is no author. */
  who: string | null
  isNumbered: boolean
  /** The rows beside it say what they say in the same order. */
  isLaid: boolean
}

/** Reads a row as the head of an entry; null where it can be none. */
export function headOf(
  runs: readonly Run[],
  order: Order = 'unknown',
  isCiting = false,
  laid: Split | null = null,
): Head | null {
  const { runs: own, day, isDated, who, tags } = withoutPrefix(spansOf(runs), order)
  if (isMasthead(textOf(own))) return null
  const places = placesIn(runs)
  const spans = behindLabels(spansOf(own))
  const work = workSplit(spans)
  const split = laid ?? work ?? (day === null ? null : signedSplit(spans)) ?? bestSplit(spans, isCiting)
  if (!split) return null
  const { title, year } = cleanTitle(split.title)
  const odds = isCitation(title) ? -9 : titleOdds(title)
  // `Write a review of [this paper](…)`
  const runsOn = split.rest.find(({ text }) => text.trim() !== '')?.url != null && /\s\p{Ll}+$/u.test(title)
  if (odds <= -4 || (split.mark === 'plain' && runsOn && isUnfinished(title))) return null
  const before = beforeOf(split.before)
  const lead = split.mark === 'quoted' ? announcedIn(textOf(split.before)) : null
  const behind = behindOf(split.rest)
  const led = ledBy(behind.said)
  const words = led?.said ?? behind.said
  const place = words.replace(/^[\s.,;:]+/, '')
  const publisher = work && /^\(([^()]+)\)$/.exec(place)?.[1]
  const venue = behind.facts.venue ? null : publisher ? { name: publisher } : venueAlone(place)
  const facts = venue ? { ...behind.facts, venue } : behind.facts
  const said = venue ? '' : words
  const tagged = tags.flatMap((tag) => (/^\d{4}\.\d/.test(tag) ? [] : (dateWithin(tag) ?? [])))[0]
  const people = before.people?.authors.length ? before.people : null
  const all: Partial<FoundFacts> = {
    ...facts,
    ...(people ?? {}),
    date: facts.date ?? before.date ?? year ?? tagged ?? (facts.venue && yearBeside(behind.said)) ?? null,
  }
  return {
    title,
    odds,
    mark: split.mark,
    places,
    facts: all,
    said,
    day,
    who: who ?? before.who ?? lead?.who ?? led?.who ?? null,
    isNumbered: /^\W*(?:paper )?#?\d{1,3}\\?(?:[.):]|\/{1,2})+\s/i.test(textOf(runs)),
    isLaid: laid !== null,
    evidence:
      evidenceOf(split, places, all) +
      (isTold(title, said) ? 1 : 0) +
      (lead ? 2 : 0) +
      (work || laid ? 1 : 0) +
      (day !== null || (isDated && who !== null) ? 0.9 : 0),
  }
}

function evidenceOf({ mark, url }: Split, places: readonly Place[], facts: Partial<FoundFacts>): number {
  const worths = places.map((place) => placeWorth(place.url))
  const best = Math.max(0, ...worths)
  if (mark === 'plain' && best === 0 && places.some((place) => isMeetingPlace(place.url))) return -3
  const own = url === null ? 0 : isRelative(url) ? (/\.(?:pdf|ps)(?:[?#]|$)/i.test(url) ? 3 : 1) : placeWorth(url)
  const isPaper = places.some(
    ({ label, url }) =>
      /^\W*(?:\w+ )?(?:paper|arxiv|pdf|preprint|doi|openreview)\W*$/i.test(label) && placeWorth(url) > -4,
  )
  return (
    Math.max(own < 0 && best < 3 ? own : Math.max(best, own), isPaper ? 2.5 : -4) +
    (facts.authors?.length ? 1.5 : 0) +
    (facts.date ? (facts.authors?.length ? 0.5 : 0.7) : 0) +
    (facts.venue?.pages !== undefined || facts.venue?.volume !== undefined ? 0.6 : 0) +
    (mark === 'bold' || mark === 'quoted' || mark === 'italic' ? 0.5 : 0)
  )
}

/** `Cogs 1, no. 1 (1996): 7–28`, `Cogs 85(3), 1979.` */
function yearBeside(text: string): string | null {
  const [, bracketed, last] =
    /\((?:\p{L}{3,9}\.? )?((?:1[89]|20)\d{2})[a-z]?\)|, ((?:1[89]|20)\d{2})\.?\s*$/u.exec(text) ?? []
  return bracketed ?? last ?? null
}

/** A title in capitals with a sentence behind it. */
function isTold(title: string, said: string): boolean {
  return said.split(' ').length >= 4 && title.includes(' ') && titleCase(title) >= 0.6
}

/** What stands behind a colon in a heading or a cell belongs to the title, in small letters too. */
export function withSubtitle(head: Head | null, text: string): Head | null {
  if (head?.mark !== 'plain' || !text.includes(`${head.title}: ${head.said}`) || /[.!]$/.test(head.said)) return head
  const title = `${head.title}: ${head.said}`
  return head.said === '' || countWords(title) > 25 ? head : { ...head, title, odds: titleOdds(title), said: '' }
}

/** Several titles in one row, each a link, with nothing but signs or a small word between them. */
export function severalIn(runs: readonly Run[]): Run[][] | null {
  const spans = spansOf(runs)
  const links = spans.filter(({ url }) => url !== null)
  if (links.length < 2 || links.length > 30) return null
  const isTitles = links.every(
    ({ text, url }) =>
      url !== null && placeWorth(url) >= 1 && !isLinkLabel(text) && titleOdds(text.trim()) >= 0 && /\p{Lu}/u.test(text),
  )
  const isBare = spans.every(
    ({ text, url }) =>
      url !== null || /^\s*(?:[,;/&+|·•]|\n)?\s*(?:\p{Ll}{1,4})?\s*\.?\s*(?:\(?\d{1,2}[.)]\s*)?$/u.test(text),
  )
  return isTitles && isBare ? links.map((link) => [link]) : null
}
