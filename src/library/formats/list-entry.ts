import { readPartialDate } from './dates.ts'
import type { Run } from './markdown-pieces.ts'
import { textOf } from './markdown-pieces.ts'
import { isRest, namesIn } from './names.ts'
import { type FoundFacts, webLink } from './paper-entry.ts'
import { oneLine } from './texts.ts'

/** A paper's entry in a list: its title, what is said of it, and the places to which it links. */
export interface ListEntry {
  title: string
  /** The title is set off from the rest, in bold or as a link. */
  isMarked: boolean
  facts: Pick<FoundFacts, 'idea' | 'remarks' | 'date' | 'authors' | 'authorsCount'>
  links: Link[]
}

export interface Link {
  label: string
  url: string
}

/** Reads `1) **Title** - idea. [Paper](…)`, `[Title](…) — idea`, `Title  Idea ● a point ● another`. */
export function readListEntry(runs: readonly Run[], nested: readonly Run[][] = []): ListEntry | null {
  const { title, rest, isMarked } = splitTitle(withoutNumber(runs))
  if (title === '' || !/\p{L}/u.test(title)) return null
  const links = linksIn([...runs, ...nested.flat()])
  const { facts, said } = withoutAside(wordsOf(rest))
  const [first = '', ...points] = said.split(/\s*[●•▪◦]\s*/)
  const below = nested.map(readBelow)
  const idea =
    withoutLead(first) ??
    below.find(({ key }) => key === 'idea')?.text ??
    below.find(({ key }) => key === 'said')?.text ??
    null
  const remarks = [
    ...points.map((point) => `- ${point.trim()}`),
    ...below.flatMap(({ key, text }) => (key === 'said' && text !== idea ? [`- ${text}`] : [])),
  ]
  const named = below.find(({ key }) => key === 'authors')?.text
  return {
    title,
    isMarked,
    links,
    facts: {
      ...facts,
      ...(named ? authorsOf(named) : {}),
      idea,
      remarks: remarks.length > 0 ? remarks.join('\n') : null,
    },
  }
}

/** Of an entry's links the one to the paper itself; talk of it elsewhere is none. */
export function paperLink(links: readonly Link[]): string | null {
  const named = links.find(({ label, url }) => PAPER_LABEL.test(label) && !isTalk(url))
  const known = named ?? links.find(({ url }) => isPaperPlace(url))
  return (known ?? links.find(({ label, url }) => !isTalk(url) && !SIDE_LABEL.test(label)))?.url ?? null
}

/** Whether an address is one at which papers are published. */
export function isPaperPlace(url: string): boolean {
  return PAPER_PLACES.test(url)
}

/** Whether an address is one at which people talk about papers, or at which they subscribe. */
export function isTalk(url: string): boolean {
  return TALK_PLACES.test(url)
}

const PAPER_LABEL =
  /^\W*(?:the\s+)?(?:paper|arxiv|pdf|preprint|abs(?:tract)?|publication|doi|openreview|(?:technical\s+)?report|full\s+text)\b/i
const SIDE_LABEL =
  /^\W*(?:tweet|thread|twitter|x|code|github|repo(?:sitory)?|project(?:\s+page)?|website|site|page|demo|video|talk|slides|poster|blog(?:\s+post)?|dataset|data|models?|weights|hf|hugging\s*face|colab|notebook|discussion|summary|review|link|html|bibtex)\W*$/i
const PAPER_PLACES =
  /^https?:\/\/(?:[\w-]+\.)*(?:arxiv\.org|alphaxiv\.org|doi\.org|openreview\.net|aclanthology\.org|biorxiv\.org|medrxiv\.org|ssrn\.com|neurips\.cc|nips\.cc|mlr\.press|jmlr\.org|thecvf\.com|nature\.com|science\.org|pnas\.org|cell\.com|ieeexplore\.ieee\.org|dl\.acm\.org|springer\.com|sciencedirect\.com|semanticscholar\.org|eprint\.iacr\.org|transformer-circuits\.pub|distill\.pub|osf\.io|usenix\.org|isca-speech\.org)(?:[/?#]|$)|^https?:\/\/huggingface\.co\/papers\/|\.pdf(?:[?#]|$)/i
const TALK_PLACES =
  /^https?:\/\/(?:[\w-]+\.)*(?:twitter\.com|x\.com|t\.co|youtube\.com|youtu\.be|linkedin\.com|facebook\.com|instagram\.com|reddit\.com|bsky\.app|threads\.net|t\.me|patreon\.com|substack\.com\/subscribe)(?:[/?#]|$)/i

/** Whether a link's words invite rather than name a work. */
export function isInvitation(title: string): boolean {
  return /^(?:please\s+)?(?:join|subscribe|follow|sign up|register|contact us|donate|sponsor|back to top|contribut(?:e|ing))\b/i.test(
    title,
  )
}

/** Where a text leads, its bare addresses too. */
export function linksIn(runs: readonly Run[]): Link[] {
  return runs.flatMap(linkOf)
}

function linkOf({ text, url }: Run): Link[] {
  const address = webLink(url)
  if (address) return [{ label: oneLine(text), url: address }]
  // A bare address is no link in Markdown, but readers follow it.
  return [...text.matchAll(BARE_ADDRESS)].map(([found]) => ({ label: '', url: found.replace(/[.,;:]+$/, '') }))
}

const BARE_ADDRESS = /https?:\/\/[^\s<>()[\]"'|]+/gi

/** Takes the number, the check box or the picture off the beginning. */
function withoutNumber(runs: readonly Run[]): Run[] {
  const kept = [...runs]
  while (kept[0]) {
    const text = kept[0].text.replace(
      /^(?:\s|\p{Extended_Pictographic}|\uFE0F|\d\uFE0F?\u20E3|\d{1,3}\s*[.):](?=\s|$)|\[[ xX]\]\s)+/u,
      '',
    )
    if (text !== '') return [{ ...kept[0], text }, ...kept.slice(1)]
    kept.shift()
  }
  return kept
}

function splitTitle(runs: readonly Run[]): { title: string; rest: Run[]; isMarked: boolean } {
  const [first] = runs
  if (first?.bold || first?.url) {
    const same = (run: Run) => (first.bold ? run.bold : run.url === first.url && !run.bold)
    const end = runs.findIndex((run) => !same(run))
    const marked = end < 0 ? runs : runs.slice(0, end)
    const title = textOf(marked)
      .replace(/\s*[:–—-]$/, '')
      .replace(/^\d{1,3}[.)]\s+/, '')
    return { title: unquoted(title.replace(/\.$/, '')), rest: end < 0 ? [] : [...runs.slice(end)], isMarked: true }
  }
  const text = first?.text ?? ''
  const parts = /^(.{2,200}?)\s{2,}/.exec(text) ?? /^(.{2,200}?)\s+[-–—]\s+/.exec(text)
  if (!parts) return { title: plainTitle(text.replace(BARE_ADDRESS, '')), rest: runs.slice(1), isMarked: false }
  const [lead, title = ''] = parts
  const rest = [{ text: text.slice(lead.length), bold: false, url: null }, ...runs.slice(1)]
  return { title: plainTitle(title), rest, isMarked: false }
}

/** A short line that is no sentence; a sentence says something of a work whose title is not there. */
function plainTitle(text: string): string {
  const title = unquoted(oneLine(text)).replace(/[\s:–—-]+$/, '')
  return /[.;]$/.test(title) || title.split(' ').length > 18 ? '' : title
}

function unquoted(title: string): string {
  return title.replace(/^[“"](.*)[”"]$/, '$1').trim()
}

/** What is said in words: links that only lead somewhere are left out, those within a sentence keep their words. */
function wordsOf(runs: readonly Run[]): string {
  const words = runs.map(({ text, url }) => (url && (isLabel(text) || /^https?:/i.test(text)) ? ' ' : text))
  const said = oneLine(words.join('').replace(BARE_ADDRESS, ' '))
    .replace(/\(\s*[,|/·;]*\s*\)|\[\s*[,|/·;]*\s*\]/g, '')
    .replace(/(?:\s*[([|,/·;]\s*)+$/, '')
    .replace(/\s+([.,;:!?])/g, '$1')
    .trim()
  return /^\W*\w+\W*$/.test(said) && isLabel(said) ? '' : said
}

function isLabel(text: string): boolean {
  return SIDE_LABEL.test(text) || (text.length < 30 && PAPER_LABEL.test(text))
}

/** The bracket behind a title: `(Lovelace et al., 2024)`, `(ICML 2024)`; or `by Ada Lovelace, Alan Turing`. */
function withoutAside(said: string): { facts: Pick<FoundFacts, 'date' | 'authors' | 'authorsCount'>; said: string } {
  const aside = /^[,\s]*\(([^()]{1,200})\)\s*/.exec(said)
  const year = /\b(?:19|20)\d{2}\b/.exec(aside?.[1] ?? '')?.[0]
  if (aside && (year || /\bet al\b/i.test(aside[1] ?? ''))) {
    const named = /^(.*?\bet al\b)/i.exec(aside[1] ?? '')?.[1]
    const whole = aside[1]?.trim() ?? ''
    return {
      facts: { date: readPartialDate(whole) ?? year ?? null, ...(named ? authorsOf(named) : {}) },
      said: said.slice(aside[0].length),
    }
  }
  const by = /^[,\s]*by\s+([\p{Lu}][^.:;()–—]{2,300}?(?:\set al\.?)?)\s*(?:[-–—:.]\s+|$)/u.exec(said)
  return by ? { facts: authorsOf(by[1] ?? ''), said: said.slice(by[0].length) } : { facts: {}, said }
}

function authorsOf(text: string): Pick<FoundFacts, 'authors' | 'authorsCount'> {
  const isCut = /\bet al\b/i.test(text)
  const named = namesIn(text.replace(/,?\s*\bet al\b.*$/i, ''))
  const authors = named.filter((name) => !isRest(name))
  return { authors, authorsCount: isCut || authors.length !== named.length ? null : authors.length }
}

/** A line below an entry: `Authors: …`, `TL;DR: …`, a link, or more of what is said. */
function readBelow(runs: readonly Run[]): { key: 'idea' | 'authors' | 'said' | 'link'; text: string } {
  const text = oneLine(runs.map((run) => run.text).join(''))
  const [, key = '', value = ''] = /^([\w;’' -]{2,30}?)\s*[:：]\s*(.*)$/s.exec(text) ?? []
  if (/^(?:tl;?dr|idea|key idea|summary|one-?liner|takeaway|contribution|description|main idea)$/i.test(key)) {
    return { key: 'idea', text: wordsOf([{ text: value, bold: false, url: null }]) }
  }
  if (/^authors?$/i.test(key)) return { key: 'authors', text: value }
  const words = wordsOf(runs)
  return words === '' ? { key: 'link', text: '' } : { key: 'said', text: words }
}

/** The sign between a title and what is said of it; an opening of the points to come is no part of the line. */
function withoutLead(text: string): string | null {
  const line = text.replace(/^[\s:–—.|,-]+/, '').trim()
  const kept = /^(.*[.!?;])\s+[^.!?;]{1,60}:$/s.exec(line)?.[1] ?? line
  return /[\p{L}\p{N}]/u.test(kept) ? kept.trim() : null
}
