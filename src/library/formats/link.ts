import { readArxivId, readDoi } from '../addresses.ts'
import { arxivIdOfDoi, doiOfLink } from './paper-entry.ts'
import { doiOfSite, pageTyped } from './paper-sites.ts'

/** The name of the format: it is not parsed but asked for. */
export const LINK = 'link'

/** A bare link to one paper, or its number: what it is cannot be read from the text itself, only asked for. */
export interface PaperLink {
  site: 'arxiv' | 'doi' | 'openreview'
  /** `2412.14093` without its version, `10.1000/182` in lower case, or the id of a forum. */
  id: string
}

/** A question to one of the services that know papers, and the format of the answer. */
export interface LinkQuery {
  /** Added to the service's base URL. */
  path: string
  accept: string
  format: 'arxiv-atom' | 'csl-json' | 'openreview'
}

/** The links of a text that holds nothing else, one a line or parted by spaces; null for every other text. */
export function paperLinks(text: string): PaperLink[] | null {
  if (text.length > LONGEST) return null
  const links = text
    .replace(/^[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+/gm, '')
    .split('\n')
    .flatMap((line) => paperLink(line) ?? wordsOf(line).map(paperLink))
  if (links.length === 0 || links.length > MOST_LINKS || links.includes(null)) return null
  return distinct(links.filter((link) => link !== null))
}

function wordsOf(text: string): string[] {
  return joinedNumbers(text)
    .split(/[,;]*\s+|[,;]+$/)
    .filter((word) => word !== '')
}

/** The links to papers in what somebody wrote: `see https://arxiv.org/abs/2412.14093!` A bare number is none there. */
export function linksAmong(text: string): PaperLink[] {
  return distinct(addressesAmong(text).flatMap((address) => paperLink(address) ?? []))
}

/** The addresses in what somebody wrote, of papers and of other pages, each once. */
export function addressesAmong(text: string): string[] {
  if (text.length > LONGEST) return []
  const words = joinedNumbers(text).split(/\s+/).map(withoutMarks)
  const found = words.filter(
    (word) => /^https?:\/\/\S/i.test(word) || (SAYS_ITS_SITE.test(word) && paperLink(word) !== null),
  )
  return [...new Set(found)].slice(0, MOST_LINKS)
}

/** The addresses of a text that holds nothing else: of papers by whatever name, and of pages. */
export function addressesOnly(text: string): string[] | null {
  if (text.length > LONGEST) return null
  const words = text.split('\n').flatMap((line) => (paperLink(line) ? [line.trim()] : wordsOf(line)))
  return words.length > 0 && words.every((word) => paperLink(word) !== null || pageTyped(word) !== null)
    ? [...new Set(words)].slice(0, MOST_LINKS)
    : null
}

const SAYS_ITS_SITE = /^(?:https?:\/\/|www\.|arxiv|(?:dx\.)?doi|openreview|10\.\d{4,9}\/)/i

/** A word without the marks that a sentence puts around it; a parenthesis that is opened within it stays. */
function withoutMarks(word: string): string {
  const bare = word.replace(/^[([{<"'“‘«]+/, '').replace(/[)\]}>"'”’».,;:!?…。，、）]+$/, '')
  return bare.includes('(') && !bare.includes(')') ? `${bare})` : bare
}

function distinct(links: readonly PaperLink[]): PaperLink[] {
  return [...new Map(links.map((link) => [`${link.site} ${link.id}`, link])).values()]
}

const LONGEST = 20_000
const LONGEST_LINK = 2000
const MOST_LINKS = 100

/** `arXiv: 2412.14093`, `arXiv 2412.14093`, `[2412.14093]` and `DOI 10.1000/182` are one word each. */
function joinedNumbers(text: string): string {
  return text
    .replace(/(^|\s)\[(?:arxiv:)?(\d{4}\.\d{4,5}(?:v\d+)?)\](?=\s|$)/gi, '$1arXiv:$2')
    .replace(/\b(arxiv|doi):\s+/gi, '$1:')
    .replace(/\b(arxiv|doi)\s+(?=\d{4}\.\d{4,5}(?:v\d+)?(?:$|[\s,;.)])|10\.\d{4,9}\/)/gi, '$1:')
}

/** The paper that a link leads to, or that an arXiv number or DOI stands for. */
export function paperLink(text: string): PaperLink | null {
  if (text.length > LONGEST_LINK) return null
  const bare = text
    .trim()
    .replace(/[.,;]+$/, '')
    .replace(/^(arxiv|doi)\s+(?=\d)/i, '$1:')
    .replace(/^\[[^\]]*\]\((.*)\)$/s, '$1')
    .replace(/^[<("']+(.*?)[>)"']+$/s, '$1')
  const number = /^\[(?:arxiv:)?(\d{4}\.\d{4,5}(?:v\d+)?)\](?:\s|$)|^(arxiv:\S+)\s+\[[\w.-]+\]$/i.exec(bare)
  const typed = number?.[1] ?? number?.[2] ?? bare
  const address = readArxivId(typed) ? typed : (pageTyped(typed) ?? typed)
  const arxivId = readArxivId(address.replace(/[#?].*$/, ''))
  if (arxivId) return { site: 'arxiv', id: arxivId }
  const forum = forumOf(address)
  if (forum) return { site: 'openreview', id: forum }
  const doi = /^https?:/i.test(address) ? (doiOfLink(address) ?? doiOfSite(address)) : readDoi(address)
  if (!doi) return null
  const arxivIdByDoi = arxivIdOfDoi(doi)
  return arxivIdByDoi ? { site: 'arxiv', id: arxivIdByDoi } : { site: 'doi', id: doi }
}

function forumOf(address: string): string | null {
  const url = URL.parse(address)
  if (!url || !/^(?:www\.)?openreview\.net$/.test(url.hostname)) return null
  if (!/^\/(?:forum|pdf|attachment|references\/pdf)$/.test(url.pathname)) return null
  const id = url.searchParams.get('id') ?? ''
  return /^[\w-]{4,40}$/.test(id) ? id : null
}

/** How many papers a service can be asked for at once. */
export const MOST_AT_ONCE: Readonly<Record<PaperLink['site'], number>> = { arxiv: 50, doi: 1, openreview: 1 }

/** What to ask for a paper, or for several where the service answers for several. */
export function linkQuery(link: PaperLink, ...more: PaperLink[]): LinkQuery {
  const { site, id } = link
  switch (site) {
    case 'arxiv': {
      // Of an old number arXiv's API wants the archive only: `math.GT/0309136` is `math/0309136` there.
      const ids = [link, ...more].map(({ id }) => encodeURIComponent(id.replace(/\.[a-z]{2}\//i, '/')))
      return {
        path: `/query?id_list=${ids.join(',')}&max_results=${ids.length}`,
        accept: 'application/atom+xml',
        format: 'arxiv-atom',
      }
    }
    case 'doi':
      return {
        path: `/${id.split('/').map(encodeURIComponent).join('/')}`,
        accept: 'application/vnd.citationstyles.csl+json',
        format: 'csl-json',
      }
    case 'openreview':
      return { path: `/notes?id=${encodeURIComponent(id)}`, accept: 'application/json', format: 'openreview' }
  }
}

/** The page that people know a paper by. */
export function linkPage({ site, id }: PaperLink): string {
  switch (site) {
    case 'arxiv':
      return `https://arxiv.org/abs/${id}`
    case 'doi':
      return `https://doi.org/${id}`
    case 'openreview':
      return `https://openreview.net/forum?id=${id}`
  }
}

/** As people write it: `arXiv:2412.14093`. */
export function linkName({ site, id }: PaperLink): string {
  switch (site) {
    case 'arxiv':
      return `arXiv:${id}`
    case 'doi':
      return `doi:${id}`
    case 'openreview':
      return `OpenReview ${id}`
  }
}
