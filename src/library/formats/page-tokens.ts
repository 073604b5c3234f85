import { type People, peopleIn } from '../reading/people.ts'
import { readCount } from './facts.ts'
import { collapse, countWords } from './prose.ts'
import type { TextLine } from './text-line.ts'
import { readLeadingDate, readWrittenPeriod, type WrittenDate } from './written-dates.ts'

/** What a line of one of Hugging Face's paper pages is: text of an entry, a fact of it, or a word of the page's own. */
export type Token = { line: TextLine } & (
  | { kind: 'text' }
  | { kind: 'authors'; count: number }
  | { kind: 'names'; people: People }
  | { kind: 'date'; date: WrittenDate }
  /** A number without a word: votes above a title, comments below it. */
  | { kind: 'count'; count: number }
  | { kind: 'upvotes'; count: number | null }
  | { kind: 'comments'; count: number }
  | { kind: 'submitter' }
  | { kind: 'address' }
  | { kind: 'separator' }
  | { kind: 'heading' }
  | { kind: 'chrome' }
)

export function tokensOf(lines: readonly TextLine[]): Token[] {
  const tokens: Token[] = []
  const hasNames = namesSubmitters(lines)
  const parts = lines.flatMap(partsOf)
  for (let at = 0; at < parts.length; at++) {
    const line = parts[at]
    if (!line) continue
    const next = parts[at + 1]?.text ?? ''
    const found = tokensIn(line, next)
    tokens.push(...found)
    const [only] = found
    if (only?.kind === 'submitter' && isBareLabel(line.text) && hasNames && isName(next)) at++
    if (LABEL.test(line.text) && !/\d|-/.test(line.text) && (COUNT.test(next) || next === '-')) at++
  }
  return tokens
}

/** Whether a line is anything but text. */
export function isNoText(text: string): boolean {
  return partsOf({ ...BARE, text }).length > 1 || tokensIn({ ...BARE, text }, '').some(({ kind }) => kind !== 'text')
}

/** Whether a line is one of the page's own words, such as the label of a button. */
export function isChrome(text: string): boolean {
  if (text.length > 120) return false
  return CHROME.has(text.toLowerCase().replace(/[.!…:]+$/, '')) || CHROME_LINES.some((pattern) => pattern.test(text))
}

export const AUTHORS = /^(?:[-*] ?)?(\d{1,3}(?:,\d{3})*|\d+) authors?\b ?(.*)$/i
const COUNT = /^(?:[▲△⬆↑🔼👍❤♥💬]\s?)?(\d{1,3}(?:,\d{3})+|\d{1,6}(?:\.\d+)?)([km])?$/iu
const SEPARATOR = /^[·•|,.+–—]+$/
const LABEL = /^(upvotes?|votes?|comments?|github|stars?)\s*:?\s*([\d.,]+[km]?|-)?$/i
/** `77 upvotes`, `3 comments`. */
const COUNTED = /^([\d.,]+[km]?) (upvotes?|votes?|comments?|stars?)$/i
const RELATIVE =
  /^(?:about |over |almost )?(?:an?|\d+) (?:second|minute|hour|day|week|month|year)s? ago(?: (\d{1,5}))?$/i
/** Where the page's own links lead; another address right below a line belongs to its sentence. */
const SITE = /^https?:\/\/(?:[\w-]+\.)*(?:huggingface\.co|hf\.co|arxiv\.org)(?:\/|$)/i
const DATE_LABEL = /^(?:published|submitted|updated)(?: on)?:? (?=\S)/i

const BARE: TextLine = {
  line: 0,
  text: '',
  raw: '',
  width: 0,
  heading: 0,
  isItem: false,
  isQuote: false,
  isBold: false,
  links: [],
  gap: false,
}

const FACTS = [AUTHORS, COUNT, COUNTED, RELATIVE]

/** `5 authors · May 4, 2024 · 7` are three lines in one, so are links side by side; `A | B` is a title. */
function partsOf(line: TextLine): TextLine[] {
  if (line.text.length > 160) return [line]
  if (line.links.length > 1 && collapse(line.links.map(({ label }) => label).join(' ')) === line.text) {
    return line.links.map((link) => ({ ...line, text: link.label, links: [link] }))
  }
  if (!/[·•|]/.test(line.text)) return [line]
  const parts = line.text
    .split(/([·•|])/)
    .map(collapse)
    .filter((part) => part !== '')
  const isFacts = parts.some((text) => FACTS.some((pattern) => pattern.test(text)) || datedToken(text, line) !== null)
  return isFacts ? parts.map((text) => ({ ...line, text })) : [line]
}

function tokensIn(line: TextLine, next: string): Token[] {
  const { text } = line
  if (SEPARATOR.test(text)) return [{ kind: 'separator', line }]
  if (text === '-') return [{ kind: 'count', count: 0, line }]
  const authors = AUTHORS.exec(text)
  if (authors) {
    const [, count = '', rest = ''] = authors
    const others = rest === '' ? [] : tokensIn({ ...line, text: rest }, '')
    return [{ kind: 'authors', count: Number(count.replaceAll(',', '')), line }, ...others.filter(isFact)]
  }
  const names = /^authors?: ?(.+)$/i.exec(text)?.[1]
  if (names) return [{ kind: 'names', people: peopleIn(names), line }]
  const [, said = '', what = ''] = COUNTED.exec(text) ?? []
  if (what !== '') return [labelled(what, said, line)]
  const label = LABEL.exec(text)
  if (label) return [labelled(label[1] ?? '', label[2] ?? next, line)]
  if (/^Submitted by/i.test(text)) return [{ kind: 'submitter', line }]
  if (COUNT.test(text)) return [{ kind: 'count', count: readCount(text.replace(/^[^\d]+/u, '')) ?? 0, line }]
  if (/^https?:\/\/\S+$/.test(text) && (line.gap || SITE.test(text))) return [{ kind: 'address', line }]
  const dated = datedToken(text, line)
  if (dated) return dated
  const relative = RELATIVE.exec(text)
  if (relative) {
    const comments: Token[] = relative[1] ? [{ kind: 'comments', count: Number(relative[1]), line }] : []
    return [{ kind: 'chrome', line }, ...comments]
  }
  if (/^(?:Daily|Weekly|Monthly|Trending) Papers\b.{0,40}$/i.test(text)) return [{ kind: 'heading', line }]
  return [isChrome(text) || readWrittenPeriod(text) !== null ? { kind: 'chrome', line } : { kind: 'text', line }]
}

function isFact({ kind }: Token): boolean {
  return kind === 'date' || kind === 'count' || kind === 'comments'
}

/** A date with the number of comments behind it. */
function datedToken(text: string, line: TextLine): Token[] | null {
  if (text.length > 60) return null
  const dated = readLeadingDate(text.replace(DATE_LABEL, ''))
  if (!dated || (dated.rest !== '' && !/^\d{1,5}$/.test(dated.rest))) return null
  const comments: Token[] = dated.rest === '' ? [] : [{ kind: 'comments', count: Number(dated.rest), line }]
  return [{ kind: 'date', date: dated.date, line }, ...comments]
}

function labelled(name: string, value: string, line: TextLine): Token {
  const count = readCount(value)
  if (/vote/i.test(name)) return { kind: 'upvotes', count: count ?? (value === '-' ? 0 : null), line }
  if (/comment/i.test(name) && count !== null) return { kind: 'comments', count, line }
  return { kind: 'chrome', line }
}

/** Whether the page prints who submitted below its label; where it shows a picture only, a title follows. */
function namesSubmitters(lines: readonly TextLine[]): boolean {
  const below = lines.filter((_, index) => isBareLabel(lines[index - 1]?.text ?? ''))
  return below.filter(({ text }) => countWords(text) <= 3).length >= below.length * 0.8
}

function isBareLabel(text: string): boolean {
  return /^Submitted by:?$/i.test(text)
}

function isName(text: string): boolean {
  return text !== '' && countWords(text) <= 4 && !COUNT.test(text) && !/[:?]/.test(text) && !/^Submitted by/i.test(text)
}

const CHROME = new Set([
  'new', 'subscribe', 'search', 'papers', 'daily', 'weekly', 'monthly', 'trending', 'trending papers', 'previous', 'next',
  'today', 'load more', 'show more', 'models', 'datasets', 'spaces', 'buckets', 'buckets new', 'posts', 'docs', 'enterprise',
  'pricing', 'community', 'log in', 'sign up', 'login', 'hugging face', 'website', 'company', 'tos', 'privacy', 'about',
  'jobs', 'careers', 'tasks', 'languages', 'organizations', 'blog', 'learn', 'forum', 'collections',
  'inference endpoints', 'inference providers', 'enterprise support', 'team & enterprise', 'huggingchat', 'system theme',
  'arxiv page', 'view arxiv page', 'view pdf', 'pdf', 'project page', 'add to collection', 'github', 'upvote', 'all',
  'back to articles', 'view all papers', 'submit', 'submit a paper', 'solutions', 'resources', 'view comments', 'paper',
  'abstract', '...', '…',
]) // biome-ignore format: one word a line would hide how alike they are

const CHROME_LINES = [
  /^get (?:trending|daily) papers in your email/i,
  /^by ?(?:AK)?(?:,? and the research community)?$/i,
  /^and the research community$/i,
  /^no papers? found\.?$/i,
  /^subscribe (?:to|for|now)\b/i,
  /^©/,
  /^(?:(?:link|image): ?)?(?:github|arxiv page|hugging face|storage buckets)\b.{0,12}$/i,
  /^github [\d.,]{1,9}[km]? arxiv page$/i,
  /^hugging face(?: PRO|['’]s logo.*)$/i,
  /^(?:search|filter) (?:papers|by (?:title|arxiv|date))\b.{0,40}$/i,
  /^(?:search )?results (?:for|matching)\b/i,
  /^(?:papers|results) (?:matching|for|related to|tagged|about)\b.{0,60}$/i,
  /^\d[\d,]* (?:papers|results)(?: found)?$/i,
  /^(?:models|datasets|spaces|collections) (?:citing|including) this paper\b/i,
  /^week (?:\d{1,2}|of)\b.{0,20}$/i,
  /^AI & ML interests$/i,
  /^(?:\+\d+|·\s*\d+)$/,
  /^\[[^\]]*\]$/,
]
