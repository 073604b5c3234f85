import { readArxivId } from '../addresses.ts'
import type { Format, Source } from '../format.ts'
import type { Parsed, ParsedPaper } from '../parsed-digest.ts'
import { peopleOf } from '../reading/people.ts'
import { monthOfArxivId, readPartialDate } from './dates.ts'
import { toParsed } from './digest-entry.ts'
import { feedKind } from './feed-kind.ts'
import { feedDay, feedEntries, feedHead } from './feed-parts.ts'
import { htmlToText, plainText } from './html-text.ts'
import { lettersToText } from './latex.ts'
import { nothingNew } from './nothing-new.ts'
import { arxivIdWithin, toPaper } from './paper-entry.ts'
import { lineOrNull } from './texts.ts'
import { childOf, childrenOf, readXml, textIn, type XmlElement } from './xml-tree.ts'

/** arXiv's daily announcements, as RSS (the present and the former one) and as Atom. */
export const format: Format = {
  name: 'arxiv-rss',
  detect: (source) => (feedKind(source.text) === 'arxiv-rss' ? 1 : 0),
  parse,
}

function parse(source: Source): Parsed {
  const { root, complaints } = readXml(source.text)
  const head = root && feedHead(root)
  if (!root || !head) return toParsed(source, null, [...complaints, { line: 1, message: 'This is no feed.' }])
  const day = feedDay(head)
  const papers: ParsedPaper[] = []
  for (const item of feedEntries(root)) {
    const read = readItem(item, day)
    if ('paper' in read) papers.push(read.paper)
    else complaints.push({ line: item.line, message: read.complaint, isEntry: true })
  }
  if (papers.length === 0 && complaints.length === 0) {
    complaints.push(nothingNew('arXiv announces no papers on weekends and holidays.'))
  }
  const title = lineOrNull(textIn(childOf(head, 'title')))
  const period = day ? { from: day, to: day } : null
  return toParsed(source, { title, publication: 'arXiv', period, papers }, complaints)
}

function readItem(item: XmlElement, day: string | null): ReturnType<typeof toPaper> {
  const text = (...names: string[]) => lineOrNull(textIn(childOf(item, ...names)))
  const description = text('description', 'summary') ?? ''
  const [, said, abstract = description] =
    /^(?:arXiv:\S+\s+)?Announce Type:\s*(\S+)\s+(?:Abstract:\s*)?(.*)$/is.exec(description) ?? []
  const [, bare = '', named, category, note] = FORMER_TITLE.exec(text('title') ?? '') ?? ['', text('title') ?? '']
  const kind = text('arxiv:announce_type') ?? said ?? (note === 'UPDATED' ? 'replace' : 'new')
  const arxivId =
    idOf([
      text('link'),
      text('guid', 'id')?.replace(/^oai:arXiv\.org:/i, ''),
      named ?? null,
      item.attributes['rdf:about'] ?? null,
    ]) ?? arxivIdWithin(description)
  const isReplaced = kind.startsWith('replace')
  const read = toPaper({
    title: lettersToText(bare.replace(/\.$/, named ? '' : '.')),
    // The former feed wrote its abstracts as HTML.
    abstract: lettersToText(named ? plainText(abstract) : abstract),
    ...peopleOf(namesIn(item).map(lettersToText)),
    date: isReplaced
      ? arxivId && monthOfArxivId(arxivId)
      : (readPartialDate(text('pubdate', 'published', 'dc:date') ?? '') ?? day),
    link: arxivId ? `https://arxiv.org/abs/${arxivId}` : text('link'),
    arxivId,
    doi: text('arxiv:doi', 'arxiv:DOI'),
    tags: [category ?? '', ...childrenOf(item, 'category').map((one) => one.attributes.term ?? textIn(one))],
  })
  return isReplaced && 'paper' in read ? { paper: { ...read.paper, replaces: true } } : read
}

/** “A Title. (arXiv:2301.00001v1 [cs.LG] UPDATED)”. */
const FORMER_TITLE = /^(.*?)\s*\(arXiv:(\S+?)(?:\s+\[([\w.-]+)\])?\s*([A-Z ]*)\)$/s

function idOf(places: readonly (string | null | undefined)[]): string | null {
  for (const place of places) {
    const id = place ? readArxivId(place) : null
    if (id) return id
  }
  return null
}

/** All names stand in one element, parted by commas; the former feed linked each. Affiliations in brackets are no names. */
function namesIn(item: XmlElement): string[] {
  const listed = childrenOf(item, 'dc:creator').map((creator) => htmlToText(textIn(creator)))
  const single = childrenOf(item, 'author').map((author) => textIn(childOf(author, 'name') ?? author))
  return [...listed, ...single].flatMap((names) => withoutBrackets(names).split(/,(?!\s*(?:Jr|Sr|II|III|IV)\b)/))
}

function withoutBrackets(text: string): string {
  let kept = ''
  let depth = 0
  for (const character of text) {
    if (character === '(') depth++
    if (depth === 0) kept += character
    if (character === ')' && depth > 0) depth--
  }
  return kept
}
