import { fold } from '../fold.ts'
import type { Format, Source } from '../format.ts'
import type { Parsed } from '../parsed-digest.ts'
import { toParsed } from './digest-entry.ts'
import { readCount } from './facts.ts'
import type { Complaint } from './outline.ts'
import { countWords, isProse, isUnfinished } from './prose.ts'
import { type DraftPaper, finish, newDraft, newPaper } from './text-draft.ts'
import { collapse, glance, joinLines, readLines, type TextLine, unwrap } from './text-lines.ts'
import { isoDate, readLeadingDate, readWrittenPeriod, type WrittenDate } from './written-dates.ts'

/**
 * Captures of the Hugging Face daily, trending and search pages: title and abstract, often with the number of authors,
 * a date, upvotes and comments around them. A date without a year belongs to the page's year: the one its heading names,
 * else the year after the newest that an entry names, since the site omits a year only when it is the current one.
 */
export const format: Format = { name: 'daily-papers', detect, parse }

function detect({ text }: Source): number {
  const rows = glance(text)
  let score = 0
  let authors = 0
  let submitters = 0
  rows.forEach((row, index) => {
    if (AUTHORS.test(row)) authors++
    if (/^(?:Subscribe)?Submitted by/i.test(row)) submitters++
    if (index >= 40) return
    if (/^(?:Subscribe)?No papers? found\b/i.test(row) || /trending papers in your email inbox/i.test(row)) score += 0.6
    if (/^(?:Daily|Trending) Papers\b/i.test(row)) score += 0.3
    if (/^by ?AK and the research community/i.test(row)) score += 0.5
  })
  score += Math.min(authors, 3) * 0.3 + Math.min(submitters, 3) * 0.2
  return score > 0 ? Math.min(score, 0.97) : takesTurns(rows) ? 0.4 : 0
}

/** A page without any of the site's own words: titles and abstracts by turns. */
function takesTurns(rows: string[]): boolean {
  const abstracts = rows.filter((row, index) => row.length > 250 && !isProse(rows[index - 1] ?? row))
  const titles = rows.filter((row) => !isProse(row))
  if (abstracts.length < 3 || abstracts.length < rows.length * 0.4 || titles.length < rows.length * 0.4) return false
  const spoken = abstracts.filter((row) => /\b(?:we|this (?:paper|work|study)|propose|present)\b/i.test(row))
  const isShort = (row: string) => countWords(row) < 3 || /[:;,]$|^(?:idea|defn?)\b/i.test(row)
  return spoken.length >= abstracts.length * 0.7 && titles.filter(isShort).length <= titles.length * 0.3
}

function parse(source: Source): Parsed {
  const { lines, complaints, refusal } = readLines(source.text)
  if (refusal) return toParsed(source, null, [refusal])
  const draft = newDraft()
  const tokens = tokensOf(joinWrapped(withoutGluedButton(lines)))
  const page = readPage(tokens)
  const entries = readEntries(tokens)
  const year = page.year ?? yearOfName(source.name) ?? yearFromEntries(entries, page.date)
  draft.papers = entries.map(({ paper, written }) => ({
    ...paper,
    date: written ? dateOf(written, paper, year, complaints) : null,
  }))
  draft.title = page.title
  draft.publication = 'Daily Papers'
  draft.period = page.period(year)
  return finish(source, draft, complaints)
}

type Token =
  | { kind: 'text'; line: TextLine }
  | { kind: 'authors'; count: number; line: TextLine }
  | { kind: 'date'; date: WrittenDate; comments: number | null; line: TextLine }
  | { kind: 'count'; count: number; line: TextLine }
  | { kind: 'upvotes'; count: number | null; line: TextLine }
  | { kind: 'comments'; count: number; line: TextLine }
  | { kind: 'submitter'; line: TextLine }
  | { kind: 'heading'; line: TextLine }
  | { kind: 'chrome'; line: TextLine }

const AUTHORS = /^(?:[·•*|,-] ?)?(\d{1,3}(?:,\d{3})*|\d+) authors?\b(?: ?[·•|,-])? ?(.*)$/i
const COUNT = /^(?:[▲△⬆↑🔼👍❤♥💬]\s?)?(\d{1,3}(?:,\d{3})+|\d{1,6}(?:\.\d+)?)([km])?$/iu
const SEPARATOR = /^[·•|,.\-–—+]+$/

function tokensOf(lines: TextLine[]): Token[] {
  const tokens: Token[] = []
  const hasNames = namesSubmitters(lines)
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]
    if (!line || SEPARATOR.test(line.text)) continue
    const next = lines[at + 1]
    const { text } = line
    const authors = AUTHORS.exec(text)
    if (authors) {
      tokens.push({ kind: 'authors', count: Number((authors[1] ?? '').replaceAll(',', '')), line })
      tokens.push(...factTokens(authors[2] ?? '', line))
      continue
    }
    const label = LABEL.exec(text)
    if (label) {
      const [, name = '', rest = ''] = label
      const value = rest !== '' ? rest : (next?.text ?? '')
      if (rest === '' && (COUNT.test(value) || value === '-')) at++
      tokens.push(labelled(name, value, line))
      continue
    }
    const submitter = /^Submitted by:?\s*(.*)$/i.exec(text)
    if (submitter) {
      tokens.push({ kind: 'submitter', line })
      if (submitter[1] === '' && next && hasNames && isName(next.text)) at++
      continue
    }
    tokens.push(...(isMeta(text) ? factTokens(text, line) : [plainToken(line)]))
  }
  return tokens
}

const LABEL = /^(upvotes?|votes?|comments?|github|stars?)\s*:?\s*([\d.,]+[km]?|-)?$/i

/** Whether the page prints who submitted below its label; where it shows a picture only, a title follows. */
function namesSubmitters(lines: TextLine[]): boolean {
  const below = lines.filter((_, index) => /^Submitted by:?$/i.test(lines[index - 1]?.text ?? ''))
  return below.filter(({ text }) => countWords(text) <= 3).length >= below.length / 2
}

function labelled(name: string, value: string, line: TextLine): Token {
  const count = readCount(value)
  if (/vote/i.test(name)) return { kind: 'upvotes', count: count ?? (value === '-' ? 0 : null), line }
  if (/comment/i.test(name) && count !== null) return { kind: 'comments', count, line }
  return { kind: 'chrome', line }
}

function plainToken(line: TextLine): Token {
  if (/^(?:Daily|Trending) Papers\b.{0,40}$/i.test(line.text)) return { kind: 'heading', line }
  return isChrome(line.text) ? { kind: 'chrome', line } : { kind: 'text', line }
}

/** What stands behind the authors, on their line or on one of its own: `· Published on Apr 22, 2024 · 3`. */
function factTokens(text: string, line: TextLine): Token[] {
  const bare = collapse(text.replace(/[·•|]/g, ' ').replace(/\b(?:published|submitted|updated)(?: on)?\b:?/gi, ' '))
  if (bare === '') return []
  const dated = readLeadingDate(bare)
  if (dated) {
    const comments = readCount(dated.rest)
    return [{ kind: 'date', date: dated.date, comments, line }]
  }
  const count = readCount(bare)
  return count === null ? [] : [{ kind: 'count', count, line }]
}

function isMeta(text: string): boolean {
  if (text.length > 60) return false
  if (COUNT.test(text)) return true
  const bare = text.replace(/^[·•|] ?/, '').replace(/^(?:published|submitted|updated)(?: on)? /i, '')
  const dated = readLeadingDate(bare)
  return dated !== null && /^(?:[·•|]? ?\d{1,5})?$/.test(dated.rest)
}

function isName(text: string): boolean {
  return countWords(text) <= 4 && !COUNT.test(text) && !/[:?]/.test(text) && !/^Submitted by/i.test(text)
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
  const alone = new Set(
    lines.filter((line, index) => {
      const above = lines[index - 1]?.text
      if (isSubmitterLabel(above) || standsAlone(line.text)) return true
      // Below a long line a button's label is rather the last word of a title.
      return isChrome(line.text) && (line.gap || !above || above.length < 40 || isChrome(above))
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
    const isOne = canJoin && (isUnfinished(above.text) || /^\p{Ll}/u.test(line.text) || line.text.length <= 200)
    if (isOne && !line.isItem) group.push(line)
    else groups.push([line])
  }
  return groups.flatMap((group) => joinLines(group) ?? [])
}

function standsAlone(text: string): boolean {
  return isMeta(text) || AUTHORS.test(text) || SEPARATOR.test(text) || isSubmitterLabel(text) || LABEL.test(text)
}

function isSubmitterLabel(text: string | undefined): boolean {
  return text !== undefined && /^Submitted by/i.test(text)
}

interface Page {
  title: string | null
  date: WrittenDate | null
  year: number | null
  period(year: number | null): { from: string; to: string } | null
}

/** What stands above the first entry: the page's own title and date. */
function readPage(tokens: Token[]): Page {
  const start = tokens.findIndex(({ kind }) => kind === 'authors' || kind === 'submitter')
  const head = tokens.slice(0, Math.min(start < 0 ? tokens.length : start, 40))
  const heading = head.find(({ kind }) => kind === 'heading')
  const inHeading = heading ? readLeadingDate(heading.line.text.replace(/^\w+ Papers\W*/i, '')) : null
  const isFirst = (token: Token) =>
    head.slice(0, head.indexOf(token)).every(({ line, kind }) => kind !== 'text' || !isProse(line.text))
  const dated = head.find((token) => token.kind === 'date' && isFirst(token))
  const ranged = head.find(({ line }) => readWrittenPeriod(line.text) !== null)
  const date = inHeading?.date ?? (dated?.kind === 'date' ? dated.date : null)
  const range = ranged ? readWrittenPeriod(ranged.line.text) : null
  const title = heading ? heading.line.text.replace(/[\s:,–—-]+$/, '') : null
  return {
    title: title ?? 'Daily Papers',
    date: range?.to ?? date,
    year: range?.to.year ?? date?.year ?? null,
    period(year) {
      const from = range ? isoDate(range.from, range.to.year ?? year) : date ? isoDate(date, year) : null
      const to = range ? isoDate(range.to, year) : from
      return from && to && from <= to ? { from, to } : null
    },
  }
}

interface DatedEntry {
  paper: DraftPaper
  written: WrittenDate | null
}

/** Walks the page: what stands before a number of authors is an entry's title and abstract, what stands behind its facts. */
function readEntries(tokens: Token[]): DatedEntry[] {
  const isAnchored = tokens.some(({ kind }) => kind === 'authors')
  const isLeading = countsLead(tokens)
  const entries: DatedEntry[] = []
  let texts: TextLine[] = []
  let upvotes: number | null = null
  let counts: number[] = []
  let isBehind = false
  let isSubmitted = false

  const close = (anchor: boolean) => {
    const found = readRegion(texts, anchor, isSubmitted).map((paper): DatedEntry => ({ paper, written: null }))
    const kept = isAnchored && !anchor ? found.filter(({ paper }) => paper.abstract !== null) : found
    entries.push(...kept)
    const last = kept.at(-1)
    if (last && upvotes !== null) last.paper.upvotes ??= upvotes
    if (last) upvotes = null
    texts = []
    return last
  }
  const settle = (isNextSeen: boolean) => {
    const last = entries.at(-1)
    const ownedByNext = isLeading && isNextSeen && counts.length > 0 ? counts.pop() : undefined
    if (ownedByNext !== undefined) upvotes = ownedByNext
    const comments = counts.at(-1)
    if (last && isBehind && comments !== undefined) last.paper.comments ??= comments
    counts = []
  }

  for (const token of tokens) {
    const last = isBehind ? entries.at(-1) : undefined
    switch (token.kind) {
      case 'text':
        if (isBehind || counts.length > 0) settle(true)
        isBehind = false
        texts.push(token.line)
        break
      case 'authors': {
        const entry = close(true)
        if (entry) entry.paper.authorsCount = token.count
        isBehind = entry !== undefined
        counts = []
        break
      }
      case 'date':
        if (last) {
          last.written ??= token.date
          last.paper.comments ??= token.comments
        }
        break
      case 'count':
        if (!isBehind && texts.length > 0) isBehind = !isAnchored && close(false) !== undefined
        counts.push(token.count)
        break
      case 'upvotes':
        if (!isAnchored && texts.length > 0) close(false)
        if (texts.length === 0 && entries.length > 0) {
          const entry = entries.at(-1)
          if (entry && token.count !== null) entry.paper.upvotes ??= token.count
        } else upvotes = token.count
        break
      case 'comments': {
        if (!isAnchored && texts.length > 0) close(false)
        const entry = entries.at(-1)
        if (entry && texts.length === 0) entry.paper.comments ??= token.count
        break
      }
      case 'submitter':
        if (!isAnchored && texts.length > 0) close(false)
        else if (isBehind) settle(false)
        texts = []
        counts = []
        isBehind = false
        isSubmitted = true
        break
      case 'heading':
      case 'chrome':
        break
    }
  }
  if (isBehind) settle(false)
  if (texts.length > 0) close(false)
  return withoutEcho(withoutLoneWords(entries))
}

/** Whether counts stand before the titles, as upvotes do: the first entry has one above its title. */
function countsLead(tokens: Token[]): boolean {
  const first = tokens.findIndex(({ kind }) => kind === 'authors')
  const head = tokens.slice(0, Math.max(first, 0))
  return head.some(
    (token, index) => token.kind === 'count' && head.slice(index + 1).some(({ kind }) => kind === 'text'),
  )
}

/** The papers in a run of lines. With an anchor below, the last of them is the anchor's. */
function readRegion(lines: TextLine[], isAnchored: boolean, isSubmitted: boolean): DraftPaper[] {
  const found: { title: TextLine[]; abstract: TextLine[]; authors: string[] }[] = []
  const hasProse = lines.some(({ text }) => isProse(text))
  const hasTitle = lines.some(({ text }) => !isProse(text))
  for (const line of lines) {
    const entry = found.at(-1)
    const names = /^authors?: ?(.+)$/i.exec(line.text)?.[1]
    if (entry && names) {
      entry.authors = names.split(/\s*[,;·]\s*(?:and )?/).filter((name) => name !== '')
      continue
    }
    const isTitle = line.heading > 0 || !isProse(line.text)
    if (!entry) {
      if (isTitle || (isAnchored && !hasTitle)) found.push({ title: [line], abstract: [], authors: [] })
    } else if (entry.abstract.length > 0) {
      if (!isTitle || isAfterthought(line)) entry.abstract.push(line)
      else found.push({ title: [line], abstract: [], authors: [] })
    } else if (!isTitle || (!hasProse && /[.!]$/.test(line.text))) {
      entry.abstract.push(line)
    } else if (goesOn(entry.title, line)) {
      entry.title.push(line)
    } else {
      found.push({ title: [line], abstract: [], authors: [] })
    }
  }
  const entries = isAnchored ? anchoredEntries(found) : found.filter((entry) => isSubmitted || isPaper(entry))
  return entries.flatMap(({ title, abstract, authors }) => {
    const line = joinLines(title)
    const text = joinLines(abstract)?.text ?? null
    return line ? [{ ...newPaper(line, true), abstract: text, authors }] : []
  })
}

/** Above a number of authors only the last lines can lack an abstract; what else lacks one is a label of the page. */
function anchoredEntries<T extends { title: TextLine[]; abstract: TextLine[] }>(found: T[]): T[] {
  const full = found.filter(({ abstract }) => abstract.length > 0)
  return full.length > 0 ? full : found.slice(-1)
}

function isPaper({ title, abstract }: { title: TextLine[]; abstract: TextLine[] }): boolean {
  const text = joinLines(title)?.text ?? ''
  return abstract.length > 0 || title.some(({ heading }) => heading > 0) || countWords(text) >= 2
}

function goesOn(title: TextLine[], line: TextLine): boolean {
  const above = title.at(-1)
  if (!above || line.gap || line.heading > 0) return false
  return isUnfinished(above.text) || (/^\p{Ll}/u.test(line.text) && countWords(above.text) > 3)
}

/** A short line that still belongs to the abstract above it: where the code is, or a point of a list. */
function isAfterthought({ text, isItem, heading }: TextLine): boolean {
  if (heading > 0) return false
  if (isItem || /https?:\/\/|github\.com|\bavailable at\b/i.test(text)) return true
  if (/^(?:code|project|demo|data(?:set)?s?|models?|website|homepage|keywords)\b[^:]{0,30}:/i.test(text)) return true
  return /^(?:\(?\d{1,2}\)|\(?[ivx]{1,4}\)|[-–—•*])\s?\S/.test(text) || (/^\p{Ll}/u.test(text) && /[.;]$/.test(text))
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

function yearOfName(name: string): number | null {
  const year = /(?<!\d)(20[2-9]\d)-\d{2}(?:-\d{2})?(?!\d)/.exec(name.slice(0, 300))?.[1]
  return year ? Number(year) : null
}

/** The site leaves out a year only where it is the current one: it is newer than every year that stands there. */
function yearFromEntries(entries: DatedEntry[], page: WrittenDate | null): number | null {
  const dates = entries.flatMap(({ written }) => written ?? [])
  const years = dates.flatMap(({ year }) => year ?? [])
  if (years.length === 0) return null
  const newest = years.reduce((latest, year) => Math.max(latest, year))
  if (years.length < dates.length || !page) return newest + 1
  const last = dates
    .flatMap((date) => isoDate(date, null) ?? [])
    .reduce((latest, day) => (day > latest ? day : latest), '')
  return (isoDate(page, newest) ?? '') >= last ? newest : newest + 1
}

function dateOf(written: WrittenDate, paper: DraftPaper, year: number | null, complaints: Complaint[]): string | null {
  const date = isoDate(written, year ?? yearOfArxivId(paper.arxivId))
  if (date === null) {
    const why = written.year === null && year === null ? 'has no year, and neither has the page' : 'does not exist'
    complaints.push({ line: paper.line, message: `The date below this title ${why}; it is left out.` })
  }
  return date
}

function yearOfArxivId(id: string | null): number | null {
  const year = /^(\d{2})\d{2}\./.exec(id ?? '')?.[1]
  return year ? 2000 + Number(year) : null
}

function isChrome(text: string): boolean {
  if (text.length > 120) return false
  return CHROME.has(text.toLowerCase().replace(/[.!…:]+$/, '')) || CHROME_LINES.some((pattern) => pattern.test(text))
}

const CHROME = new Set([
  'new', 'subscribe', 'search', 'papers', 'daily', 'weekly', 'monthly', 'trending', 'trending papers', 'previous', 'next',
  'today', 'load more', 'show more', 'models', 'datasets', 'spaces', 'buckets', 'posts', 'docs', 'enterprise', 'pricing',
  'community', 'log in', 'sign up', 'login', 'hugging face', 'website', 'company', 'tos', 'privacy', 'about', 'jobs',
  'careers', 'inference endpoints', 'huggingchat', 'system theme', 'arxiv page', 'view arxiv page', 'view pdf', 'pdf',
  'project page', 'add to collection', 'github', 'upvote', 'back to articles', 'all', 'collections', 'organizations',
  'view all papers', 'submit', 'submit a paper', 'solutions', 'resources', 'view comments', 'paper', 'abstract',
]) // biome-ignore format: one word a line would hide how alike they are

const CHROME_LINES = [
  /^get (?:trending|daily) papers in your email/i,
  /^by ?AK(?:,? and the research community)?$/i,
  /^no papers? found\.?$/i,
  /^subscribe (?:to|for|now)\b/i,
  /^©/,
  /^(?:github|arxiv page|hugging face)\b.{0,12}$/i,
  /^(?:search|filter) (?:papers|by (?:title|arxiv|date))\b.{0,40}$/i,
  /^(?:search )?results (?:for|matching)\b/i,
  /^(?:papers|results) (?:matching|for|related to|tagged|about)\b.{0,60}$/i,
  /^\d[\d,]* (?:papers|results)(?: found)?$/i,
  /^(?:models|datasets|spaces|collections) (?:citing|including) this paper\b/i,
  /^week (?:\d{1,2}|of)\b.{0,20}$/i,
  /^(?:\d+ )?(?:minutes?|hours?|days?|weeks?|months?|years?) ago$/i,
  /^AI & ML interests$/i,
  /^(?:\+\d+|·\s*\d+)$/,
]
