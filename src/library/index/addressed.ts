import { paperLink } from '../formats/link.ts'
import { arxivKey } from '../identity.ts'
import { keys } from './entries.ts'
import { idAt, workAt } from './papers.ts'
import type { Ask } from './statements.ts'

/** What a text says by id, link, arXiv number or DOI, and what it says besides. */
export interface Addressed {
  /** Ids of the papers, in the order of the text. */
  works: string[]
  /** Links and numbers that no paper here has, as they were typed. */
  lacking: string[]
  /** The words that are neither. */
  rest: string
}

/** `2412.14093`, `arXiv 2412.14093`, `[2412.14093] Its title`, `DOI 10.…`, links with their scheme or without, several of them. */
export function addressed(ask: Ask, text: string): Addressed {
  const own = idAt(ask, text.trim())
  if (own !== undefined) return { works: [own], lacking: [], rest: '' }
  const works = new Set<string>()
  const lacking: string[] = []
  const rest: string[] = []
  const words = text.slice(0, LONGEST).replace(NAMED_LINK, '] ').replace(LABEL, '$1:').split(/\s+/)
  for (const word of words) {
    const bare = withoutMarks(word)
    const keys = keysFor(bare)
    const work = keys.map((key) => workAt(ask, key)).find((id) => id !== undefined)
    if (work !== undefined) works.add(work)
    else if (keys.length > 0 && isAddress(bare)) lacking.push(bare)
    else rest.push(word)
  }
  return { works: [...works], lacking, rest: rest.join(' ').trim() }
}

const LONGEST = 4_000
/** `[Title](https://…)`. */
const NAMED_LINK = /\]\((?=https?:)/gi
/** `arXiv 2412.14093` and `doi: 10.1000/182` are one word each. */
const LABEL = /\b(arxiv|doi)(?:\s*:\s*|\s+)(?=\[?(?:\d{4}\.\d{4}|10\.\d{4}|[a-z-]+(?:\.[a-z]{2})?\/\d{7}))/gi

function isAddress(word: string): boolean {
  return /^https?:\/\/\S+$/i.test(word) || paperLink(word) !== null
}

/** Under what a paper with this address is kept; empty for what is none. */
function keysFor(word: string): string[] {
  const known = paperLink(word)
  const link = /[./]/.test(word) ? [keys.link(word)] : []
  switch (known?.site) {
    case 'arxiv':
      return [keys.arxiv(arxivKey({ arxivId: known.id, doi: null }) ?? known.id), ...link]
    case 'doi':
      return [keys.doi(known.id), ...link]
    case 'openreview':
    case undefined:
      return link
  }
}

/** Without what a sentence puts around an address; a bracket that is opened within it stays. */
function withoutMarks(word: string): string {
  const bare = word.replace(/^[([{<"'“‘«]+/, '').replace(/[\]}>"'”’».,;:!?…。，、]+$/, '')
  return bare.includes('(') ? bare : bare.replace(/\).*$/, '')
}
