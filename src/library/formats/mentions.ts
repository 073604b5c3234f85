import { titleKey } from '../identity.ts'
import { citations } from './citations.ts'
import type { Link } from './inline-markdown.ts'
import type { Named } from './named.ts'
import { countWords, looksLikeTitle } from './prose.ts'
import { attributions, quotedTitles, speltTitles } from './spelt-titles.ts'
import { addAddress, addressesIn, type DraftPaper, newPaper } from './text-draft.ts'
import type { TextLine } from './text-line.ts'
import { isWorkLink, titleOfLink } from './work-links.ts'
import { workNames } from './work-names.ts'

/** The works that running text mentions: by a link, a title in quotes, author and year, or a name that is known or introduced as one. */
export function findMentions(lines: readonly TextLine[]): DraftPaper[] {
  const found: DraftPaper[] = []
  const keys = new Map<string, DraftPaper>()
  for (const line of lines) {
    for (const mention of mentionsIn(line)) {
      const key = titleKey(mention.title)
      const first = keys.get(key) ?? found.find((paper) => sameWork(paper, mention))
      if (first) {
        fill(first, mention)
        continue
      }
      keys.set(key, mention)
      found.push(mention)
    }
    if (found.length >= MOST) break
  }
  return found
}

const MOST = 500

function sameWork(a: DraftPaper, b: DraftPaper): boolean {
  if (a.arxivId !== null && a.arxivId === b.arxivId) return true
  return (a.link !== null && a.link === b.link) || isCitationOf(a.title, b) || isCitationOf(b.title, a)
}

/** `the Jones paper` and `Jones et al. 2021`. */
function isCitationOf(name: string, { title, date }: DraftPaper): boolean {
  return date !== null && title.startsWith(`${name} `) && title.endsWith(` ${date}`)
}

function fill(paper: DraftPaper, other: DraftPaper): void {
  if ((isAddressTitle(paper.title) && !isAddressTitle(other.title)) || isCitationOf(paper.title, other))
    paper.title = other.title
  paper.link ??= other.link
  paper.arxivId ??= other.arxivId
  paper.doi ??= other.doi
  paper.date ??= other.date
}

function isAddressTitle(title: string): boolean {
  return /^arXiv:|^doi:|^10\.\d{4}/.test(title)
}

function mentionsIn(line: TextLine): DraftPaper[] {
  const text = line.text.slice(0, 10_000)
  const listed = listedWork(line, text)
  if (listed) return [listed]
  const named = namedIn(text)
  const papers = named.map(({ title, date }) => work(title, line, date))
  const links = addressesIn({ ...line, text })
    .filter(({ url }) => isWorkLink(url))
    .slice(0, 20)
  for (const link of links) {
    const own = papers[ownerOf(link, links, text, named)]
    if (own) addAddress(own, link.url)
    else papers.push(linked(link, line))
  }
  return papers
}

/** Which of the named works a link belongs to: the one it is labelled with, or one right before it; -1 when it is none. */
function ownerOf(link: Link, links: readonly Link[], text: string, named: readonly Named[]): number {
  if (link.label !== '') {
    const key = titleKey(titleOfLink(link))
    return named.findIndex(({ title }) => titleKey(title) === key)
  }
  const at = text.indexOf(link.url.replace(/^https?:\/\//, ''))
  const between = named.map(({ at: start, title }) => (at < start ? null : text.slice(start + title.length, at)))
  const beside = between.findIndex((gap) => gap !== null && BESIDE.test(gap))
  if (beside >= 0) return beside
  // One work and one link are the same where they share a sentence, or where the work is what is spoken of.
  const isOnly = named.length === 1 && links.length === 1 && !/github\.com/i.test(link.url)
  const words = between[0] ?? '. '
  return isOnly && !OTHER.test(words) && (named[0]?.at === 0 || !/[.!?]\s/.test(words)) ? 0 : -1
}

/** `the COCONUT people have a new one: https://…` */
const OTHER = /\b(?:new(?:er)? one|another|follow-?up|instead|sequel|successor)\b/i
const BESIDE = /^[”"’'»]?(?: (?:paper|preprint|post|book))?[\s([,:–—-]{1,4}(?:\S{2,8}: ?)?(?:https?:\/\/)?(?:www\.)?$/i

function work(title: string, line: TextLine, date: string | null = null): DraftPaper {
  return { ...newPaper({ ...line, text: title, links: [] }, false), date }
}

/**
 * A line that is a title and no more: `Title (2024)`, as the bot of Hugging Face lists works that are like a paper, and
 * `Title (arxiv.org)` or `[R] Title`, as sites head a page of comments.
 */
function listedWork(line: TextLine, text: string): DraftPaper | null {
  const [, head = '', year, host] = LISTED.exec(text) ?? []
  const flaired = FLAIRED.exec(text)?.[1]
  const isLinked = line.links.length === 1 && isWorkLink(line.links[0]?.url ?? '')
  const isItem = line.isItem || isLinked
  const isPrinted = (host !== undefined && isWorkLink(`https://${host}/a/b`)) || looksLikeTitle(head)
  const title =
    flaired ?? (head !== '' && (isItem || isPrinted) ? head : isLinked && line.isItem ? labelled(line, text) : '')
  if (countWords(title) < 2 || (/[.!?]$/.test(title) && countWords(title) > 20)) return null
  return { ...newPaper({ ...line, text: title }, false), date: year ?? null }
}

/** An item's title where a link is all of it, begins it, or stands behind it as `[pdf]` does. */
function labelled(line: TextLine, text: string): string {
  const label = line.links[0]?.label ?? ''
  if (/^(?:link|paper|pdf|arxiv|html|abs)$/i.test(label)) return text
  return countWords(label) >= 2 && text.startsWith(label) ? label : ''
}

const LISTED = /^(.{8,300}?)\s*\((?:((?:19|20)\d{2})|([\w-]+(?:\.[\w-]+)+))\)$/
const FLAIRED = /^\[R\] (\S.{8,300})$/

function namedIn(text: string): Named[] {
  const cited = citations(text)
  const spelt = [...speltTitles(text), ...quotedTitles(text)]
  // `Representation Engineering (Zou et al., 2023)` and `Zou et al. (2023), “Representation Engineering”` are one work, under its title.
  const loose = cited.filter((citation) => {
    const title = spelt.find((one) => isNextTo(one, citation, 3) || isNextTo(citation, one, 6))
    if (!title) return true
    title.date ??= citation.date ?? null
    return false
  })
  const all = [...spelt, ...attributions(text), ...loose, ...workNames(text)]
  return all.filter((one) => !all.some((other) => isWithin(one, other))).sort((a, b) => a.at - b.at)
}

function isNextTo(first: Named, second: Named, most: number): boolean {
  const gap = second.at - (first.at + first.title.length)
  return first.at < second.at && gap <= most
}

/** `LoRA` in “LoRA Learns Less and Forgets Less” is but a part of that title. */
function isWithin(one: Named, other: Named): boolean {
  const isLonger = other.title.length > one.title.length
  return isLonger && other.at <= one.at + 1 && one.at + one.title.length <= other.at + other.title.length + 2
}

function linked(link: Link, line: TextLine): DraftPaper {
  const paper = work(titleOfLink(link), line)
  addAddress(paper, link.url)
  return paper
}
