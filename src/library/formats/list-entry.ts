import { type Citation, dateWithin, readCitation } from './citation.ts'
import { readPartialDate } from './dates.ts'
import { BARE_ADDRESS, BARE_NUMBER, isLabel, type Link, linksIn } from './list-links.ts'
import type { Run } from './markdown-pieces.ts'
import { textOf } from './markdown-pieces.ts'
import { authorsOf, namesIn } from './names.ts'
import type { FoundFacts } from './paper-entry.ts'
import { oneLine } from './texts.ts'
import { leaning } from './titles-and-abstracts.ts'

/** A paper's entry in a list: its title, what is said of it, and the places to which it links. */
export interface ListEntry {
  title: string
  /** The title is set off from the rest, in bold or as a link. */
  isMarked: boolean
  facts: Pick<FoundFacts, 'idea' | 'remarks'> & Citation
  links: Link[]
}

/** Reads `1) **Title** - idea. [Paper](…)`, `[Title](…) — idea`, `Title  Idea ● a point ● another`. */
export function readListEntry(runs: readonly Run[], nested: readonly Run[][] = []): ListEntry | null {
  const { tags, runs: own } = withoutPrefix(runs)
  const { title, rest, isMarked } = splitTitle(own)
  if (title === '' || !/\p{L}/u.test(title)) return null
  const { facts, rest: said } = readCitation(wordsOf(rest))
  const [first = '', ...points] = oneLine(said).split(/\s*[●•▪◦]\s*/)
  const below = nested.flatMap(factLines).map(readBelow)
  const idea =
    withoutLead(first) ??
    below.find(({ key }) => key === 'idea')?.text ??
    below.find(({ key }) => key === 'said')?.text ??
    null
  const remarks = [
    ...points.map((point) => `- ${point.trim()}`),
    ...below.flatMap(({ key, text }) => (key === 'said' && text !== idea ? [`- ${text}`] : [])),
  ]
  const about = Object.assign({}, ...below.map(({ facts }) => facts)) as Citation
  return {
    title,
    isMarked,
    links: linksIn([...runs, ...nested.flat()]),
    facts: {
      ...facts,
      ...about,
      date: facts.date ?? about.date ?? tags.map(dateWithin).find((date) => date !== null) ?? null,
      idea,
      remarks: remarks.length > 0 ? remarks.join('\n') : null,
    },
  }
}

/** Takes the number, the check box or the picture off the beginning, and brackets such as `[ICML 2024]` and `(2023.05)`. */
function withoutPrefix(runs: readonly Run[]): { tags: string[]; runs: Run[] } {
  const tags: string[] = []
  const kept = joined(runs)
  while (kept[0]) {
    const [first] = kept
    const text = first.text.replace(PREFIX, '')
    const tag = first.url ? null : /^[([]([^()[\]]{2,40})[)\]]\s*(?=\S|$)/.exec(text)
    const isTag = tag !== null && !/\bet al\b/i.test(tag[1] ?? '') && (tag[0].length < text.length || kept.length > 1)
    if (isTag) tags.push(tag[1] ?? '')
    kept[0] = { ...first, text: isTag ? text.slice(tag[0].length) : text }
    if (kept[0].text === '') kept.shift()
    else if (!isTag) break
  }
  return { tags, runs: kept }
}

const PREFIX = /^(?:\s|~~|\p{Extended_Pictographic}|\uFE0F|\d\uFE0F?\u20E3|\d{1,3}\s*[.):]+(?=\s|$)|\[[ xX]\]\s)+/u

/** Runs that look alike are one run. */
function joined(runs: readonly Run[]): Run[] {
  const found: Run[] = []
  for (const run of runs) {
    const last = found.at(-1)
    if (last && last.bold === run.bold && last.url === run.url)
      found[found.length - 1] = { ...last, text: last.text + run.text }
    else found.push(run)
  }
  return found
}

function splitTitle(runs: readonly Run[]): { title: string; rest: Run[]; isMarked: boolean } {
  const [first] = runs
  if (first?.bold || first?.url) {
    const same = (run: Run) => (first.bold ? run.bold : run.url === first.url && !run.bold)
    const end = runs.findIndex((run) => !same(run))
    const marked = end < 0 ? runs : runs.slice(0, end)
    const title = textOf(marked)
      .replace(/\s*[:–—-]$/, '')
      .replace(/^\d{1,3}[.)]+\s+/, '')
    return { title: unquoted(title.replace(/(?<!\.)\.$/, '')), rest: end < 0 ? [] : runs.slice(end), isMarked: true }
  }
  const text = first?.text.replace(/^https?:\/\/\S+\s+/, '') ?? ''
  const { title, rest } = splitPlain(text)
  return { title, rest: [{ text: rest, bold: false, url: null }, ...runs.slice(1)], isMarked: false }
}

/** The title that a line begins with and what is said behind it; of several ways to part them the one that parts them best. */
export function splitPlain(text: string): { title: string; rest: string } {
  const [, quoted, behind] = /^[“"]([^“”"]{3,300})[”"][,.:]?(?=\s|$)(.*)$/s.exec(text) ?? []
  if (quoted && behind !== undefined) return { title: oneLine(quoted), rest: behind }
  for (const { sign, isWeak } of SIGNS) {
    const ways = [...text.slice(0, 600).matchAll(sign)]
      .slice(0, 12)
      .map((match) => ({ title: text.slice(0, match.index), rest: text.slice(match.index + match[0].length) }))
      .filter(({ title, rest }) => isTitle(title.trim()) && (!isWeak || lean(rest) > 0))
    const [first, ...others] = ways
    if (!first) continue
    const { title, rest } = others.reduce((best, way) => (worth(way) > worth(best) ? way : best), first)
    const [bracket = ''] = BRACKET.exec(title) ?? []
    return { title: plainTitle(title.slice(0, title.length - bracket.length)), rest: `${bracket} ${rest}` }
  }
  return { title: plainTitle(text.replace(BARE_ADDRESS, '')), rest: '' }
}

/** Who wrote it and when: `(Osei et al., 2024)`, `(Osei & Prado)`. */
const BRACKET =
  /\s*\((?:[^()]*(?:\b(?:19|20)\d{2}\b|\bet al)[^()]*|\p{Lu}[\p{L}'’-]+(?:, \p{Lu}[\p{L}'’-]+)*,? (?:&|and) \p{Lu}[\p{L}'’-]+)\)$/u

/** What parts a title from what is said of it, the plainest sign first. Behind a weak one there must be a sentence. */
const SIGNS = [
  { sign: /\s{2,}(?=\S)|\n/g, isWeak: false },
  { sign: /\s+[-–—]+\s+|\s*—\s*/g, isWeak: false },
  { sign: /\s+(?=\((?:[^()]*\b(?:19|20)\d{2}|[^()]*\bet al)[^()]*\))/g, isWeak: false },
  { sign: /\s*[:：]\s*(?=\p{Ll})/gu, isWeak: false },
  {
    sign: /,\s+(?=(?:(?:\p{Lu}[\p{L}'’-]{1,20}|arXiv|bioRxiv|medRxiv)(?: preprint)? )?(?:19|20)\d{2}\b)/gu,
    isWeak: false,
  },
  { sign: /\s*[:：]\s+|[.?!]\s+(?=\p{Lu})/gu, isWeak: true },
]

function worth({ title, rest }: { title: string; rest: string }): number {
  return lean(rest) - 2 * lean(title)
}

function lean(text: string): number {
  return leaning({ text: text.trim().slice(0, 300), heading: 0 })
}

function isTitle(text: string): boolean {
  return text.length >= 3 && text.split(' ').length <= 25 && lean(text) < 1 && !/^https?:/.test(text)
}

const IN_BRACKETS = /\s?[([]?https?:\/\/[^\s<>()[\]"'|]+[)\]]?/gi

/** A short line that is no sentence; a sentence says something of a work whose title is not there. */
function plainTitle(text: string): string {
  const title = unquoted(oneLine(text.replace(IN_BRACKETS, '')).replace(/(?:\.? ?[[(|])+$/, '')).replace(
    /[\s:–—-]+$/,
    '',
  )
  return /[.;]$/.test(title) || title.split(' ').length > 18 ? '' : title
}

function unquoted(title: string): string {
  return title.replace(/^[“"](.*)[”"]$/, '$1').trim()
}

/** What is said in words: links that only lead somewhere are left out, those within a sentence keep their words. */
export function wordsOf(runs: readonly Run[]): string {
  const marked = runs.map(({ text, url }) => (url ? `\uE000${text}\uE001` : text)).join('')
  const said = marked
    .replace(BARE_ADDRESS, '\uE000\uE001')
    .replace(BARE_NUMBER, '\uE000\uE001')
    .replace(/[^\S\n]+/g, ' ')
    // Behind the last sentence, links lead on whatever their words are.
    .replace(/(^|[.!?;|)。…])(?:[,|/· \n]{0,9}\uE000[^\uE001]{0,30}\uE001)+\s*$/u, '$1')
    .replace(/[([][^()[\]\n]{0,80}\uE000[^()[\]]{0,200}[)\]]/g, ' ')
    .replace(/([\p{L}\p{N},] )?\uE000([^\uE001]*)\uE001(?=( [\p{L}\p{N}])?)/gu, (_, before, label, after) => {
      const isWord = label !== '' && !/^https?:/i.test(label) && (!isLabel(label) || (before && after))
      return `${before ?? ''}${isWord ? label : ' '}`
    })
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\( ?[,|/·;]* ?\)|\[ ?[,|/·;]* ?\]/g, '')
    .replace(/ ([.,;:!?])/g, '$1')
    .replace(/^\s*\w+\W*$/, (word) => (isLabel(word.trim()) ? '' : word))
  return said.slice(0, endOfWords(said)).trim()
}

/** Where a text ends without the signs that parted it from its links. */
function endOfWords(text: string): number {
  let end = text.length
  while (end > 0 && ' \n([|,/·;~'.includes(text[end - 1] ?? 'x')) end--
  return end
}

/** A paragraph below an entry as the things that it says: facts by name have a line each, other lines run on. */
function factLines(runs: readonly Run[]): Run[][] {
  const found: { runs: Run[]; isFact: boolean }[] = []
  for (const line of linesOf(runs)) {
    const isFact = FACT_NAME.test(textOf(line))
    const last = found.at(-1)
    const goesOn = last && !isFact && (!last.isFact || /,$/.test(textOf(last.runs)))
    if (goesOn) last.runs.push(LINE_END, ...line)
    else found.push({ runs: line, isFact })
  }
  return found.map(({ runs }) => runs)
}

const LINE_END: Run = { text: '\n', bold: false, url: null }

/** A paragraph as the lines on which it stands. */
export function linesOf(runs: readonly Run[]): Run[][] {
  const lines: Run[][] = [[]]
  for (const run of runs) {
    run.text.split('\n').forEach((text, index) => {
      if (index > 0) lines.push([])
      lines.at(-1)?.push({ ...run, text })
    })
  }
  return lines
}

const KEY = /^([\w;’' -]{2,30}?)\s*[:：]\s*(.*)$/s
const IDEA_NAME = /^(?:tl;?dr|(?:key |main |core )?idea|summary|one-?liner|takeaway|contribution|description|gist)$/i
const FACT_NAME =
  /^\W*(?:authors?|date|published|year|venue|conference|journal|tags?|keywords|links?|url|paper|pdf|arxiv|doi|code|github|project|website|tl;?dr|(?:key |main |core )?idea|summary|one-?liner|takeaway|contribution|description|gist)\s*[:：]/i

interface Below {
  key: 'idea' | 'said' | 'fact'
  text: string
  facts?: Citation
}

/** A line below an entry: `Authors: …`, `TL;DR: …`, a link, or more of what is said. */
function readBelow(runs: readonly Run[]): Below {
  const text = oneLine(runs.map((run) => run.text).join(''))
  const [, key = '', value = ''] = KEY.exec(text) ?? []
  if (IDEA_NAME.test(key)) {
    return { key: 'idea', text: oneLine(wordsOf([{ text: value, bold: false, url: null }])) }
  }
  if (/^authors?$/i.test(key)) return { key: 'fact', text: '', facts: authorsOf(namesIn(value)) }
  if (/^(?:date|published|year|venue|conference|journal)$/i.test(key)) {
    return { key: 'fact', text: '', facts: { date: readPartialDate(value) ?? dateWithin(value) } }
  }
  const words = oneLine(wordsOf(runs))
  return words === '' || isLabel(words.replace(/\W+$/, '')) ? { key: 'fact', text: '' } : { key: 'said', text: words }
}

/** The sign between a title and what is said of it; an opening of the points to come is no part of the line. */
function withoutLead(text: string): string | null {
  const line = text.replace(/^(?:[\s:：–—.|,~-]|\p{Extended_Pictographic}\uFE0F?)+/u, '').trim()
  const kept = /^(.*[.!?;])\s+[^.!?;]{1,60}:$/s.exec(line)?.[1] ?? line
  return /[\p{L}\p{N}]/u.test(kept) ? kept.trim() : null
}

/** Adds what stands below an entry of its own, line by line: the idea first, then remarks. */
export function extendEntry(entry: ListEntry, runs: readonly Run[]): void {
  entry.links.push(...linksIn(runs))
  for (const { key, text, facts } of factLines(runs).map(readBelow)) {
    if (facts) Object.assign(entry.facts, facts)
    else if (key !== 'fact' && text !== '') addWords(entry, key, text)
  }
}

function addWords({ facts }: ListEntry, key: Below['key'], text: string): void {
  if (facts.idea == null || (key === 'idea' && facts.remarks == null)) {
    const [before, idea] = [facts.idea, withoutLead(text)]
    facts.idea = idea
    if (before != null) facts.remarks = before
  } else facts.remarks = [facts.remarks, text].filter((part) => part != null).join('\n\n')
}
