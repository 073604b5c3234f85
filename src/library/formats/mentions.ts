import { titleKey } from '../identity.ts'
import { citations } from './citations.ts'
import type { Named } from './named.ts'
import { countWords } from './prose.ts'
import { attributions, quotedTitles, speltTitles } from './spelt-titles.ts'
import { addAddress, addressesIn, type DraftPaper, newPaper } from './text-draft.ts'
import type { Link, TextLine } from './text-lines.ts'
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
    // A title and one link beside it are one work.
    const [only] = papers
    const isItsOwn =
      link.label === '' && only && papers.length === 1 && links.length === 1 && !/github\.com/i.test(link.url)
    if (isItsOwn) {
      addAddress(only, link.url)
      continue
    }
    const same = papers.find(({ title }) => titleKey(title) === titleKey(link.label))
    if (same) addAddress(same, link.url)
    else papers.push(linked(link, line))
  }
  return papers
}

function work(title: string, line: TextLine, date: string | null = null): DraftPaper {
  return { ...newPaper({ ...line, text: title, links: [] }, false), date }
}

/** `Title (2024)` as an item, as the bot of Hugging Face lists works that are like a paper. */
function listedWork(line: TextLine, text: string): DraftPaper | null {
  const isLinked = line.links.length === 1 && isWorkLink(line.links[0]?.url ?? '')
  const match = /^(.{8,300}?)\s*\(((?:19|20)\d{2})\)$/.exec(text)
  const title = match?.[1] ?? (isLinked && line.isItem ? text : '')
  const isList = line.isItem || isLinked
  if (!isList || title === '' || countWords(title) < 2 || (/[.!?]$/.test(title) && countWords(title) > 20)) return null
  return { ...newPaper({ ...line, text: title }, false), date: match?.[2] ?? null }
}

function namedIn(text: string): Named[] {
  const cited = citations(text)
  const spelt = [...speltTitles(text), ...quotedTitles(text)]
  // `Representation Engineering (Zou et al., 2023)` is one work, under its title.
  const loose = cited.filter(({ at }) => {
    const title = spelt.find((one) => one.at < at && at - (one.at + one.title.length) <= 3)
    if (!title) return true
    title.date ??= cited.find((one) => one.at === at)?.date ?? null
    return false
  })
  return [...spelt, ...attributions(text), ...loose, ...workNames(text)].sort((a, b) => a.at - b.at)
}

function linked(link: Link, line: TextLine): DraftPaper {
  const paper = work(titleOfLink(link), line)
  addAddress(paper, link.url)
  return paper
}
