/** Which rows are papers: the evidence in a row, below it, and of those that are like it. */
import { countWords, titleCase } from '../formats/prose.ts'
import { leaning } from '../formats/titles-and-abstracts.ts'
import { citedLine } from './cited-line.ts'
import { readLabel } from './labels.ts'
import { placesIn, placeWorth } from './places.ts'
import type { Run } from './row.ts'
import { isNoTitle } from './titles.ts'
import { rank, type Unit } from './units.ts'

/** What the rows below a title say for it: its people, its links, facts by name. */
export function weighBelow(units: readonly Unit[]): void {
  const listed = linkedTitles(units)
  units.forEach((unit, at) => {
    if (!unit.head) return
    const isHeading = unit.role === 'heading'
    if (isDetail(unit, units, at) || isBelowSigned(unit, units[at - 1])) {
      unit.role = 'words'
      return
    }
    for (let next = at + 1; next < units.length && next <= at + 14; next++) {
      const other = units[next]
      if (!other || other.role === 'heading' || other.role === 'cells') break
      if (isHeading && (listed.get(other.section.number) ?? 0) >= 2) break
      if (!isHeading && other.row.kind === 'item' && other.row.depth <= unit.row.depth && !(unit.row.kind === 'text'))
        break
      if (other.head && other.role === 'head' && other.head.evidence >= 1.5) break
      if (unit.row.kind === 'text' && !isHeading && other.row.gap && other.role === 'head') break
      unit.below += worthBelow(other, next === at + 1)
      unit.isSigned ||= other.role === 'people' && next === at + 1
      unit.isTold ||= other.role === 'people' || other.role === 'label' || other.role === 'reference'
      if (unit.below >= 6) break
    }
  })
}

/** How many titles of each section have their link right below them: what heads several is none itself. */
function linkedTitles(units: readonly Unit[]): Map<number, number> {
  const counts = new Map<number, number>()
  units.forEach(({ role, row, head, section }, at) => {
    const next = units[at + 1]
    const isLinked =
      role === 'head' && row.gap && head !== null && head.odds >= 1 && next?.role === 'links' && !next.row.gap
    if (isLinked) counts.set(section.number, (counts.get(section.number) ?? 0) + 1)
  })
  return counts
}

/** Plain words right below a heading that names its people say something of that paper. */
function isBelowSigned({ row, head }: Unit, above: Unit | undefined): boolean {
  return (
    row.kind === 'text' &&
    head?.mark === 'plain' &&
    head.evidence < 1 &&
    above?.role === 'heading' &&
    !!above.head?.facts.authors?.length
  )
}

/** A plain item within what a marked title begins is a detail of it: where its people work, what it shows. */
function isDetail({ row, head }: Unit, units: readonly Unit[], at: number): boolean {
  if (row.kind !== 'item' || !head || head.evidence >= 0.5) return false
  for (let before = at - 1; before >= 0 && before >= at - 6; before--) {
    const other = units[before]
    if (!other || other.role === 'heading' || other.role === 'cells') return false
    if (rank(other.row) < rank(row))
      return other.head !== null && other.head.mark !== 'plain' && other.head.evidence >= 1
  }
  return false
}

function worthBelow({ role, text, row }: Unit, isNext: boolean): number {
  const isPaper = () => placesIn(row.runs).some(({ url }) => placeWorth(url) >= 3)
  switch (role) {
    case 'people':
      return (isNext ? 2.5 : 0.5) + (isPaper() ? 1 : 0)
    case 'links':
      return isPaper() ? 2.5 : 0.5
    case 'reference':
      return 2.5
    case 'label': {
      const said = readLabel(text)?.said
      if (said === 'authors' || said === 'abstract') return 2.5
      if (said === 'id' || said === 'link') return isPaper() || said === 'id' ? 2.5 : 1
      return said === 'idea' || said === 'venue' || said === 'date'
        ? 1
        : said === 'remark' || said === 'summary'
          ? 0.7
          : 0.2
    }
    case 'head':
    case 'heading':
    case 'words':
    case 'cells':
      return 0
  }
}

interface Group {
  size: number
  /** Which part of its rows are told to be papers, and which part merely looks like titles. */
  told: number
  titled: number
  /** Those that may be titles at all. */
  possible: number
  /** Links of a word or two, as menus have them. */
  short: number
}

export function groupsOf(units: readonly Unit[]): Map<string, Group> {
  const groups = new Map<string, Group>()
  for (const { group, role, head, below, row } of units) {
    if (role !== 'heading' && role !== 'head' && !(role === 'words' && row.kind === 'item')) continue
    const found = groups.get(group) ?? { size: 0, told: 0, titled: 0, possible: 0, short: 0 }
    groups.set(group, found)
    found.size++
    const evidence = (head?.evidence ?? 0) + below
    if (head && evidence >= 1 && head.odds >= -0.5) found.told++
    if (head && head.odds >= 1.5) found.titled++
    if (head?.mark === 'link' && countWords(head.title) <= 2 && evidence < 2) found.short++
    if (head && head.odds >= -0.5 && head.said === '') found.possible++
  }
  return groups
}

export function decide(
  { head, role, below, isTold: isToldBelow, isSigned, section, row, text }: Unit,
  group: Group | undefined,
  isAboutPapers: boolean,
): boolean {
  if (!head || (role !== 'head' && role !== 'heading') || isNoTitle(head.title)) return false
  const evidence = head.evidence + below
  // A thing of which a sentence goes on to say something.
  if (evidence < 2.5 && head.mark === 'link' && GOES_ON.test(head.said)) return false
  const share = group ? group.told / group.size : 0
  const titled = group ? group.titled / group.size : 0
  const inSection = section.kind === 'papers' ? 1.5 : section.kind === 'others' ? -3 : isAboutPapers ? 0.5 : -1
  if (role === 'heading') {
    if (evidence >= 2 && head.odds >= 0) return row.depth > 1 || head.evidence >= 1 || below >= 2.5
    if (head.facts.authors?.length && row.depth > 1 && head.odds >= 0.5 && section.kind !== 'others') return true
    if (head.isNumbered && row.depth > 1 && share >= 0.3 && head.odds >= -1) return true
    return row.depth > 1 && evidence >= 0.5 && share >= 0.5 && (group?.size ?? 0) >= 2 && head.odds >= 1.5
  }
  if (row.kind === 'text' && evidence < 2.5 && isWithinSentence(row.runs, head.title)) return false
  const isSentence =
    head.mark === 'plain' &&
    leaning({ text: head.title, heading: 0 }) > (isSigned || head.isLaid ? 3 : 1) &&
    (row.kind === 'text' ||
      section.kind !== 'papers' ||
      (!head.facts.date && (!section.isNamed || /[.!;]\s*$/.test(text))) ||
      SAYS.test(head.title))
  // Titles may be sentences: `2// Fins remember their size`, and its link below.
  const { size = 0, possible = 0, short = 0 } = group ?? {}
  const areShort = row.kind === 'text' && size >= 2 && short >= size * 0.6
  if (areShort && evidence < 2 && section.kind !== 'papers' && !section.isDay) return false
  const isBelowDay = section.isDay && row.kind === 'item' && size >= 3 && Math.min(titled, possible / size) >= 0.6
  // Titles in small letters, each with its link below.
  const isLinked =
    row.gap && below >= 2.5 && share >= 0.6 && size >= 3 && head.odds >= 1 && countWords(head.title) <= 12
  const isListed =
    (isBelowDay || isLinked || (head.isNumbered && below >= 2.5 && share >= 0.6)) &&
    head.said === '' &&
    !/[.!;]\s*$/.test(text)
  if (isSentence && !isListed && (head.evidence < 1.5 || (row.kind === 'text' && !head.facts.authors?.length)))
    return false
  const isFound = head.places.some(({ url }) => placeWorth(url) >= 3)
  // A section beside those of readings; a link to where people work.
  if (!isFound && section.kind === 'others' && section.isSure) return false
  if (!isFound && !head.facts.authors?.length && head.mark === 'link' && IS_PLACE.test(head.title)) return false
  const isBare =
    row.kind === 'text' && head.mark === 'plain' && !head.facts.authors?.length && !isToldBelow && !isLinked
  if (isBare && (titleCase(head.title) < 0.6 || countWords(head.title) < 2)) return false
  if (evidence >= 2.5 && head.odds >= -1) return section.kind !== 'others' || evidence >= 3
  // A title in capitals, set off, and a sentence on it.
  const isTold =
    head.evidence >= (head.mark === 'plain' ? 1 : 1.5) &&
    titleCase(head.title) >= 0.8 &&
    countWords(head.title) >= 2 &&
    head.said !== ''
  const isBorne = head.mark !== 'plain' || evidence >= 1.4 || (group?.size ?? 0) >= 2
  if (isTold && isBorne && section.kind !== 'others' && share >= 0.6) return true
  // One of several references, though it says less than the others.
  const isCited = !!head.facts.authors?.length && evidence >= 1.5 && share >= 0.6 && (group?.size ?? 0) >= 3
  const isReference = section.kind !== 'others' && (citedLine(text)?.worth ?? 0) >= 4.5 && !!head.facts.authors?.length
  if (row.kind === 'text' && head.mark === 'plain' && evidence < 2.5 && !isCited && !isReference) return false
  const least = section.kind === 'papers' && row.kind === 'item' && share >= 0.3 ? 0.7 : 0.9
  if (evidence >= least) {
    const alike = (group?.size ?? 0) >= 2 ? (share >= 0.6 ? 1.5 : share < 0.3 ? -0.5 : 0.5) : 0
    return head.odds + evidence + inSection + alike >= 3.9
  }
  // One title without a link among papers that have theirs.
  const isAmong =
    (group?.size ?? 0) >= 3 && share >= 0.6 && row.kind === 'item' && section.kind !== 'others' && head.said === ''
  const mayBeOne = head.odds >= 2 && countWords(head.title) >= 5 && !SAYS.test(head.title) && !/\bpapers?\b/i.test(text)
  if (isAmong && evidence >= 0 && mayBeOne) return true
  const isEach = section.isSure && (group?.size ?? 0) >= 3 && (group?.possible ?? 0) >= (group?.size ?? 0) * 0.9
  if (isEach && row.kind === 'item' && evidence >= 0) return true
  // Below each of several days a title and nothing else.
  if (isBelowDay) return evidence >= 0 && head.odds >= 0 && section.kind !== 'others' && isAboutPapers
  return (
    section.isNamed &&
    evidence >= 0 &&
    row.kind === 'item' &&
    (group?.size ?? 0) >= 2 &&
    titled >= 0.7 &&
    head.odds >= 1
  )
}

/** `[Moss](…) is a tool for …`. */
const GOES_ON = /^(?:is|are|was|were|has|have|can|will|lets?|gives?|provides?|offers?|helps?|allows?|contains?)\b/

const IS_PLACE =
  /^(?:the )?(?:(?:faculty|department|school|institute) of [\p{L} ]{3,40}|(?:\p{Lu}[\p{L}-]+ ){0,3}(?:university|college|institute)(?: of (?:\p{Lu}[\p{L}-]+ ?){1,3})?)$/iu

/** Whether a sentence goes on before and behind a link: `We meet at the [School of Gears](…) to talk.` */
function isWithinSentence(runs: readonly Run[], title: string): boolean {
  const at = runs.findIndex(({ text, url }) => url !== null && text.includes(title))
  const [before = '', behind = ''] = at <= 0 ? [] : [runs[at - 1]?.text, runs[at + 1]?.text]
  return /(?:\p{L}+ ){2}\p{Ll}+\s*$/u.test(before) && /^\s+\p{Ll}/u.test(behind)
}

/** What sentences have and titles in small letters lack. */
export const SAYS =
  /^\p{Ll}|(?<![\p{L}'’-])(?:[Ww]e|[Oo]ur|[Tt]his|[Tt]hese|is|are|was|were|has|have|had|can|will|would|should|must|that|[Yy]ou|[Yy]our|[Mm]y|me|[Ii]t|[Tt]hey|[Hh]e|[Ss]he)(?![\p{L}'’-])/u

/** A row that looks like a paper's entry though too little says that it is one. */
export function isMissed({ head, below, section, row, text }: Unit, isAboutPapers: boolean, isAmong: boolean): boolean {
  if (!head || isNoTitle(head.title) || section.kind === 'others') return false
  const evidence = head.evidence + below
  // A reference is one though its title was not found.
  if ((citedLine(text)?.worth ?? 0) >= 4) return true
  if (evidence < 2.5 && isWithinSentence(row.runs, head.title)) return false
  // One of several rows that are alike, most of which are papers.
  const isSaid = leaning({ text: head.title, heading: 0 }) > 1 || /[!?:]$/.test(text)
  if (isAmong && !isSaid && (row.kind === 'item' || (row.gap && below >= 2.5))) return head.odds >= -1
  if (
    row.kind === 'text' &&
    head.mark === 'plain' &&
    (head.evidence < 2.5 || leaning({ text: head.title, heading: 0 }) > 1)
  )
    return false
  if (row.kind === 'text' && head.mark === 'plain' && titleCase(head.title) < 0.6) return false
  if (evidence >= 2.5) return head.odds >= -2
  if (head.mark === 'plain' && leaning({ text: head.title, heading: 0 }) > 1) return false
  return evidence >= 0.9 && head.odds >= 1.5 && (section.kind === 'papers' || isAboutPapers)
}
