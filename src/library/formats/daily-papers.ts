import { fold } from '../fold.ts'
import type { Format, Source } from '../format.ts'
import type { Parsed } from '../parsed-digest.ts'
import type { Complaint } from './complaint.ts'
import { endOfHead, type Page, readPage } from './daily-page.ts'
import { toParsed } from './digest-entry.ts'
import { withoutFrontMatter } from './front-matter.ts'
import { type Card, cardsOf, isAnchor } from './page-cards.ts'
import { withoutSpreadLinks } from './page-links.ts'
import { AUTHORS, isChrome, isNoText, type Token, tokensOf } from './page-tokens.ts'
import { countWords, isUnfinished } from './prose.ts'
import { addAddress, type DraftPaper, finish, newDraft, newPaper } from './text-draft.ts'
import type { TextLine } from './text-line.ts'
import { glance, readLines } from './text-lines.ts'
import { leaning, type PaperLines, partPapers, shareWithoutAbstract } from './titles-and-abstracts.ts'
import { joinLines, unwrap } from './unwrap.ts'
import { isoDate, type WrittenDate } from './written-dates.ts'

/**
 * Captures of the Hugging Face daily, trending and search pages: title and abstract, often with the number of authors,
 * a date, upvotes and comments around them. A date without a year belongs to the page's year: the one that its head or
 * address names, else that of the arXiv ids, else the one after the newest that an entry names, since the site omits a
 * year only when it is the current one.
 */
export const format: Format = { name: 'daily-papers', detect, parse }

function detect({ text }: Source): number {
  const rows = glance(text)
  let score = 0
  let authors = 0
  let submitters = 0
  rows.forEach((row, index) => {
    if (AUTHORS.test(row.replace(/^[·•|] ?/, ''))) authors++
    if (/^(?:Subscribe)?Submitted by/i.test(row)) submitters++
    if (index >= 40) return
    if (/^(?:Subscribe)?No papers? found\b/i.test(row) || /trending papers in your email inbox/i.test(row)) score += 0.6
    if (/^(?:Daily|Trending) Papers\b/i.test(row)) score += 0.3
    if (/^by ?AK and the research community/i.test(row)) score += 0.5
  })
  score += Math.min(authors, 3) * 0.3 + Math.min(submitters, 3) * 0.2
  return score > 0 ? Math.min(score, 0.97) : takesTurns(rows) ? 0.4 : 0
}

/** A page without any of the site's own words: titles and abstracts by turns, or each entry twice. */
function takesTurns(rows: string[]): boolean {
  const leanings = rows.map((text) => leaning({ text, heading: 0 }))
  const abstracts = rows.filter((_, index) => (leanings[index] ?? 0) > 2 && (leanings[index - 1] ?? 2) < 1.5)
  if (abstracts.length < 3 || abstracts.length < rows.length * 0.4) return false
  if (new Set(abstracts).size <= abstracts.length * 0.7) return true
  const titles = rows.filter((_, index) => (leanings[index] ?? 0) < 1.5)
  const isShort = (row: string) => countWords(row) < 3 || /[:;,]$|^(?:idea|defn?)\b/i.test(row)
  const spoken = abstracts.filter((row) => /\b(?:we|this (?:paper|work|study)|propose|present)\b/i.test(row))
  const long = abstracts.filter((row) => row.length > 200)
  return (
    titles.filter(isShort).length <= titles.length * 0.3 &&
    long.length >= abstracts.length * 0.7 &&
    spoken.length >= abstracts.length * 0.4
  )
}

function parse(source: Source): Parsed {
  const { lines, complaints, refusal } = readLines(withoutSpreadLinks(withoutFrontMatter(source.text)))
  if (refusal) return toParsed(source, null, [refusal])
  const draft = newDraft()
  const tokens = tokensOf(joinWrapped(withoutGluedButton(lines)))
  const start = endOfHead(tokens)
  const page = readPage(tokens.slice(0, start), source)
  const entries = readEntries(tokens.slice(start))
  const year = yearOf(page, entries)
  draft.papers = entries.map(({ paper, written }) => ({
    ...paper,
    date: written ? dateOf(written, paper, year, complaints) : null,
  }))
  draft.title = page.title
  draft.publication = 'Daily Papers'
  draft.period = page.period(year)
  return finish(source, draft, complaints)
}

/** Hugging Face prints what its button says and the first title without a space between. */
function withoutGluedButton(lines: TextLine[]): TextLine[] {
  return lines.flatMap((line, index) => {
    const glued = index < 40 ? /^Subscribe(?!d\b|rs?\b)([^\s.,!:].+)$/.exec(line.text)?.[1] : undefined
    return glued ? [{ ...line, text: glued, raw: glued, gap: true }] : [line]
  })
}

/** Puts together what was broken to fit a width, or within a paragraph where empty lines part the paragraphs. */
function joinWrapped(lines: TextLine[]): TextLine[] {
  const hasAbstracts = lines.some((line) => leaning(line) > 3)
  const alone = new Set(
    lines.filter((line, index) => {
      const above = lines[index - 1]?.text
      if (!hasAbstracts && isAboveAuthors(lines, index) && above && !isUnfinished(above)) return true
      if (isSubmitterLabel(above) || (isNoText(line.text) && !isChrome(line.text))) return true
      // Below a long line a button's label is rather the last word of a title.
      return (
        isChrome(line.text) && (line.gap || line.links.length > 0 || !above || above.length < 40 || isChrome(above))
      )
    }),
  )
  const unwrapped = unwrap(lines, (line) => alone.has(line))
  if (unwrapped.length < lines.length || lines.filter(({ gap }) => gap).length < lines.length / 4) return unwrapped
  const groups: TextLine[][] = []
  for (const line of lines) {
    const group = groups.at(-1)
    const above = group?.at(-1)
    const canJoin =
      group && above && !line.gap && line.heading + above.heading === 0 && !alone.has(line) && !alone.has(above)
    const goesOn = canJoin && (isUnfinished(above.text) || /^\p{Ll}/u.test(line.text))
    const isBody = canJoin && group.length === 1 && leaning(above) < 0 && leaning(line) > 2
    const isOne = goesOn || (canJoin && !isBody && line.text.length <= 200)
    if (isOne && !line.isItem) group.push(line)
    else groups.push([line])
  }
  return groups.flatMap((group) => joinLines(group) ?? [])
}

/** Where there are titles alone, a short line between one and the number of its authors is whose they are. */
function isAboveAuthors(lines: readonly TextLine[], index: number): boolean {
  const [line, separator, authors] = lines.slice(index, index + 3)
  const isShort = line !== undefined && countWords(line.text) <= 4 && /^\p{Lu}/u.test(line.text)
  return isShort && /^[·•]$/.test(separator?.text ?? '') && AUTHORS.test(authors?.text ?? '')
}

function isSubmitterLabel(text: string | undefined): boolean {
  return text !== undefined && /^Submitted by/i.test(text)
}

interface DatedEntry {
  paper: DraftPaper
  written: WrittenDate | null
}

function readEntries(tokens: Token[]): DatedEntry[] {
  const cards = cardsOf(tokens).map((card) => ({ ...card, texts: withoutTwins(card.texts) }))
  const withoutAbstract = shareWithoutAbstract(cards.flatMap(({ texts }) => texts))
  const isAnchored = cards.some(({ facts }) => facts.some(({ kind }) => kind === 'authors'))
  const entries = cards.flatMap((card) => {
    const found = entriesOf(card, withoutAbstract)
    return isAnchored && !isAnchor(card) ? found.filter(({ paper }) => paper.abstract !== null) : found
  })
  return withoutEcho(withoutLoneWords(entries))
}

/** A trending page prints each entry twice, one below the other: where all are, the line that begins a pair is a title. */
function withoutTwins(lines: TextLine[]): TextLine[] {
  const kept: TextLine[] = []
  let isEachTwice = true
  for (let at = 0; at < lines.length; ) {
    const length = twinLength(lines, at)
    const [title, ...rest] = lines.slice(at, at + Math.max(length, 1))
    if (title) kept.push({ ...title, heading: Math.max(title.heading, length > 0 ? 3 : 0) }, ...rest)
    isEachTwice &&= length > 0
    at += Math.max(2 * length, 1)
  }
  return isEachTwice ? kept : lines
}

/** How many lines from here on stand there once more right below; 0 where none do. */
function twinLength(lines: TextLine[], at: number): number {
  for (let length = 1; length <= LONGEST_ENTRY; length++) {
    if (lines.slice(at, at + length).every(({ text }, index) => lines[at + length + index]?.text === text))
      return length
  }
  return 0
}

const LONGEST_ENTRY = 12

/** The papers of a card. Facts are about the last of them; above them only a label of the page lacks an abstract. */
function entriesOf(card: Card, withoutAbstract: number): DatedEntry[] {
  const isAnchored = isAnchor(card)
  const parts = partPapers(card.texts, withoutAbstract, isAnchored)
  const full = parts.filter(({ abstract }) => abstract.length > 0)
  const kept = !isAnchored
    ? parts.filter((part) => card.isSubmitted || isPaper(part))
    : full.length > 0
      ? full
      : parts.slice(-1)
  const entries = kept.flatMap(({ title, abstract }): DatedEntry[] => {
    const line = joinLines(title)
    return line
      ? [{ paper: { ...newPaper(line, true), abstract: joinLines(abstract)?.text ?? null }, written: null }]
      : []
  })
  const last = entries.at(-1)
  if (last) takeFacts(last, card)
  return entries
}

function isPaper({ title, abstract }: PaperLines): boolean {
  return abstract.length > 0 || title.some(({ heading, text }) => heading > 0 || countWords(text) >= 2)
}

function takeFacts(entry: DatedEntry, { votes, facts, addresses }: Card): void {
  const { paper } = entry
  for (const address of addresses) if (/\/papers\/[\d.]+$/.test(address)) addAddress(paper, address)
  const about = facts.findIndex(({ kind }) => kind === 'authors' || kind === 'date' || kind === 'byline')
  const buttons = facts.findIndex(({ kind }, index) => kind === 'chrome' && index > about)
  facts.forEach((fact, index) => {
    switch (fact.kind) {
      case 'authors':
        if (paper.authorsCount === null || paper.authors.length > 0) paper.authorsCount = fact.count
        break
      case 'names':
        Object.assign(paper, fact.people, { authorsCount: paper.authorsCount ?? fact.people.authorsCount })
        break
      case 'byline':
        paper.affiliations = [fact.line.text]
        break
      case 'date':
        entry.written ??= fact.date
        break
      case 'upvotes':
      case 'comments':
        paper[fact.kind] ??= fact.count
        break
      case 'count':
        // Of two numbers the first says how many stars the code has. Behind the page's buttons a number is one of a page.
        if (index < about) paper.upvotes ??= fact.count || null
        else if (fact.count > 0 && (buttons < 0 || index < buttons)) paper.comments = fact.count
        break
      case 'separator':
      case 'heading':
      case 'chrome':
        break
    }
  })
  paper.upvotes ??= votes
}

/** One word without an abstract is a title among titles, and on a page of nothing else a name or a button. */
function withoutLoneWords(entries: DatedEntry[]): DatedEntry[] {
  const isLone = ({ paper }: DatedEntry) =>
    paper.abstract === null && paper.authorsCount === null && paper.link === null && countWords(paper.title) === 1
  return entries.filter(isLone).length > entries.length / 2 ? entries.filter((entry) => !isLone(entry)) : entries
}

/** A search page repeats what was searched for above its results; most of those hold the words. */
function withoutEcho(entries: DatedEntry[]): DatedEntry[] {
  const [first, ...rest] = entries
  if (!first || first.paper.abstract !== null || first.paper.authorsCount !== null || rest.length < 3) return entries
  const echo = fold(first.paper.title)
  if (echo === '' || countWords(echo) > 6) return entries
  const holding = rest.filter(({ paper }) => fold(`${paper.title} ${paper.abstract ?? ''}`).includes(echo))
  return holding.length >= rest.length / 2 ? rest : entries
}

/** The page's year: where an entry leaves its year out it is the current one, thus newer than every year that is named. */
function yearOf(page: Page, entries: DatedEntry[]): number | null {
  const dates = entries.flatMap(({ written }) => written ?? [])
  const newest = dates.reduce<number | null>(
    (latest, { year }) => (year === null ? latest : Math.max(latest ?? year, year)),
    null,
  )
  const isLeftOut = dates.some(({ year }) => year === null)
  const least = newest === null ? 0 : isLeftOut ? newest + 1 : newest
  if (page.year !== null && page.year >= least) return page.year
  const known = entries.flatMap(({ paper, written }) =>
    written?.year === null ? yearBy(paper.arxivId, written.month) : [],
  )
  if (known.length > 0) return known.reduce((latest, year) => Math.max(latest, year))
  if (newest === null || isLeftOut || !page.date) return newest === null ? null : least
  const last = dates
    .flatMap((date) => isoDate(date, null) ?? [])
    .reduce((latest, day) => (day > latest ? day : latest), '')
  return (isoDate(page.date, newest) ?? '') >= last ? newest : newest + 1
}

/** The year of a month by an arXiv id of about then. */
function yearBy(id: string | null, month: number): number[] {
  const [, year, named] = /^(\d{2})(\d{2})\./.exec(id ?? '') ?? []
  if (!year) return []
  const ahead = month - Number(named)
  return [2000 + Number(year) + (ahead > 6 ? -1 : ahead < -6 ? 1 : 0)]
}

function dateOf(written: WrittenDate, paper: DraftPaper, year: number | null, complaints: Complaint[]): string | null {
  const date = isoDate(written, year)
  if (date === null) {
    const why = written.year === null && year === null ? 'has no year, and neither has the page' : 'does not exist'
    complaints.push({ line: paper.line, message: `The date below this title ${why}; it is left out.` })
  }
  return date
}
