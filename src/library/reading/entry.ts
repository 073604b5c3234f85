/** A paper's entry as it grows from its title by what stands below. */
import { dateWithin } from '../formats/citation.ts'
import { readPartialDate } from '../formats/dates.ts'
import { arxivIdWithin, doiWithin, type FoundFacts } from '../formats/paper-entry.ts'
import { countWords } from '../formats/prose.ts'
import { readReference } from '../formats/reference.ts'
import type { Head } from './heads.ts'
import { readLabel } from './labels.ts'
import { peopleIn } from './people.ts'
import { isPeople, nameAlone, takePeople } from './people-found.ts'
import { isLinkLabel, type Place, paperPlace, placesIn, placeWorth } from './places.ts'
import { wordsOf } from './plain-line.ts'
import type { Row } from './row.ts'
import { pointsIn } from './said.ts'
import { rank, type Unit } from './units.ts'
import { isVenueLine, venueAlone, venueIn } from './venue.ts'
import { arePlaces } from './work-places.ts'

export interface Entry {
  line: number
  /** Null where the beginning of what is said stands for one. */
  title: string | null
  said: string
  depth: number
  rank: number
  isHeading: boolean
  facts: FoundFacts
  places: Place[]
  words: string[]
}

/** What is said of a paper whose title is not there: the beginning of its line stands for one, cut as titles are. */
export function untitled({ row, below, head }: Unit): FoundFacts | null {
  const places = placesIn(row.runs)
  const isPaper = places.some(({ url }) => placeWorth(url) >= 3)
  if ((!isPaper && below < 2.5) || row.runs.some(({ text, url }) => url !== null && !isLinkLabel(text))) return null
  const idea = wordsOf(row.runs)
    .replace(/\s+/g, ' ')
    .replace(/^\s*\d{1,3}[.):]+\s+/, '')
    .trim()
  if (countWords(idea) < 4 || head?.evidence === undefined) return null
  const whole = idea.length <= 100 ? idea : idea.slice(0, 100).replace(/\s\S*$/, '')
  return { title: `${whole.replace(/[\s.,;:]+$/, '')}…`, idea, link: paperPlace(places), reviewed: true }
}

export function begun({ row, role }: Unit, head: Head): Entry {
  return {
    line: row.line,
    title: head.title,
    said: head.said,
    depth: row.depth,
    rank: rank(row),
    isHeading: role === 'heading',
    facts: { title: head.title, ...head.facts },
    places: [...head.places],
    words: [],
  }
}

/** Takes in what stands below a title. */
export function extend(entry: Entry, { row, role, text }: Unit): void {
  const { facts } = entry
  switch (role) {
    case 'people': {
      const taken = isPeople(text) ? { people: peopleIn(text), rest: '' } : (takePeople(text) ?? nameAlone(text))
      if (!facts.authors?.length) Object.assign(facts, taken?.people)
      const place = (taken?.rest ?? '').replace(/^[\s,.;:–—·|-]+/, '')
      facts.date ??= countWords(place) <= 12 ? dateWithin(place) : null
      facts.venue ??= countWords(place) <= 12 && /\d{4}/.test(place) ? venueIn(place) : undefined
      const said = /^\s+[–—-]+\s+(\S.*)$/.exec(taken?.rest ?? '')?.[1] ?? ''
      if (countWords(said) >= 3) entry.words.push(said)
      entry.places.push(...placesIn(row.runs))
      return
    }
    case 'links':
      entry.places.push(...placesIn(row.runs))
      return
    case 'reference': {
      entry.places.push(...placesIn(row.runs))
      const reference = readReference(text)
      const people = reference?.authors?.length ? reference : takePeople(text)?.people
      if (people?.authors?.length && (facts.authorsCount == null || !facts.authors?.length)) {
        facts.authors = people.authors
        facts.authorsCount = people.authorsCount ?? facts.authorsCount ?? null
      }
      facts.date ??= reference?.date ?? dateInBrackets(text)
      return
    }
    case 'label':
      takeLabel(entry, row, text)
      return
    case 'words':
    case 'head': {
      const words = wordsOf(row.runs).replace(/\s+/g, ' ').trim()
      if (row.kind === 'item' && entry.words.length === 0 && facts.authors?.length && arePlaces(words)) {
        facts.affiliations ??= words.split(/\s*[;,]\s*(?:and\s+)?/).map((part) => part.replace(/\.$/, ''))
        return
      }
      if (
        placesIn(row.runs).length > 0 &&
        (countWords(words) <= 4 || (countWords(words) <= 12 && paperPlace(entry.places) === null))
      )
        entry.places.push(...placesIn(row.runs))
      if (facts.authors?.length && isVenueLine(words)) {
        facts.venue ??= venueIn(words)
        facts.date ??= dateWithin(words)
        return
      }
      facts.venue ??= venueAlone(words)
      if (/^(?:pages?|pp\.?) ?\d[\d\s–-]*$/i.test(words)) return
      if (/\p{L}/u.test(words) && venueAlone(words) === null)
        entry.words.push(row.kind === 'item' ? `- ${words}` : words)
      return
    }
    case 'heading':
    case 'cells':
  }
}

/** `118.8 (21-Feb-17): 080501`. */
function dateInBrackets(text: string): string | null {
  return (
    [...text.matchAll(/\(([^()]{4,30})\)/g)].map(([, inner = '']) => readPartialDate(inner)).find((day) => day) ?? null
  )
}

function takeLabel(entry: Entry, row: Row, text: string): void {
  const label = readLabel(text)
  if (!label) return
  const { facts } = entry
  const { said, value } = label
  switch (said) {
    case 'title':
      return
    case 'authors':
      if (value !== '') Object.assign(facts, peopleIn(value))
      return
    case 'affiliations':
      facts.affiliations = value.split(/\s*[;,]\s*/).filter((part) => part !== '')
      return
    case 'abstract':
      if (value !== '') facts.abstract ??= value
      return
    case 'idea':
      facts.idea ??= value || null
      return
    case 'summary':
      if (countWords(value) <= 60) facts.idea ??= value || null
      else entry.words.push(value)
      return
    case 'tags':
      facts.tags = value.split(/\s*[;,]\s*/).filter((part) => part !== '')
      return
    case 'date':
    case 'year':
      facts.date = readPartialDate(value) ?? dateWithin(value) ?? facts.date ?? null
      return
    case 'venue':
      facts.date ??= dateWithin(value)
      facts.venue ??= venueIn(value)
      return
    case 'id':
      facts.arxivId ??= arxivIdWithin(value) ?? /^(\d{4}\.\d{4,5})/.exec(value)?.[1] ?? null
      facts.doi ??= doiWithin(value)
      entry.places.push(...placesIn(row.runs))
      return
    case 'link':
      entry.places.unshift(...placesIn(row.runs))
      return
    case 'presenter':
    case 'place':
    case 'meeting':
      return
    case 'remark':
    case 'aside':
      entry.places.push(...placesIn(row.runs))
      if (said === 'remark' && value !== '') entry.words.push(text)
  }
}

export function finished({ facts, places, words, said, isHeading }: Entry): FoundFacts {
  const { line: own, points } = pointsIn(said)
  const rest = [...points, ...words]
  let idea = facts.idea ?? own
  if (
    facts.abstract == null &&
    facts.authors?.length &&
    rest.length > 0 &&
    isHeading &&
    countWords(rest[0] ?? '') >= 60
  )
    facts.abstract = rest.shift() ?? null
  const [first = ''] = rest
  if (idea == null && first !== '' && countWords(first) <= 45 && (!first.startsWith('- ') || rest.length === 1))
    idea = rest.shift()?.replace(/^- /, '') ?? null
  const remarks = rest.reduce(
    (all, part) => (all === '' ? part : `${all}${part.startsWith('- ') ? '\n' : '\n\n'}${part}`),
    '',
  )
  return {
    ...facts,
    idea,
    remarks: remarks === '' ? null : remarks,
    link: paperPlace(places),
    reviewed: idea != null || remarks !== '',
  }
}
