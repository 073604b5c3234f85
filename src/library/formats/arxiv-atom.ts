import { readArxivId } from '../addresses.ts'
import type { Format, Source } from '../format.ts'
import type { Parsed, ParsedPaper } from '../parsed-digest.ts'
import { peopleOf } from '../reading/people.ts'
import { readPartialDate } from './dates.ts'
import { toParsed } from './digest-entry.ts'
import { feedKind } from './feed-kind.ts'
import { feedEntries } from './feed-parts.ts'
import { lettersToText } from './latex.ts'
import { nothingNew } from './nothing-new.ts'
import { toPaper } from './paper-entry.ts'
import { lineOrNull } from './texts.ts'
import { childOf, childrenOf, readXml, textIn, type XmlElement } from './xml-tree.ts'

/** What arXiv's API answers: an Atom feed of papers with their abstracts. */
export const format: Format = {
  name: 'arxiv-atom',
  detect: (source) => (feedKind(source.text) === 'arxiv-atom' ? 1 : 0),
  parse,
}

function parse(source: Source): Parsed {
  const { root, complaints } = readXml(source.text)
  if (root?.name !== 'feed') {
    return toParsed(source, null, [...complaints, { line: 1, message: 'This is no Atom feed.' }])
  }
  const papers: ParsedPaper[] = []
  let failed = false
  for (const entry of feedEntries(root)) {
    const error = errorOf(entry)
    if (error) {
      failed = true
      complaints.push({ line: entry.line, message: `arXiv answered with an error: ${error}` })
      continue
    }
    const read = readEntry(entry)
    if ('paper' in read) papers.push(read.paper)
    else complaints.push({ line: entry.line, message: read.complaint, isEntry: true })
  }
  if (failed && papers.length === 0) return toParsed(source, null, complaints)
  if (papers.length === 0 && complaints.length === 0) complaints.push(nothingNew('it has no papers.'))
  const title = queryTitle(textIn(childOf(root, 'title')))
  return toParsed(source, { title, publication: 'arXiv', papers }, complaints)
}

/** arXiv tells of a wrong query in an entry whose id leads to its list of errors. */
function errorOf(entry: XmlElement): string | null {
  const id = textIn(childOf(entry, 'id'))
  if (!/^\s*https?:\/\/(?:[\w-]+\.)*arxiv\.org\/api\/errors/i.test(id)) return null
  return lineOrNull(textIn(childOf(entry, 'summary'))) ?? 'it does not say which.'
}

function readEntry(entry: XmlElement): ReturnType<typeof toPaper> {
  const text = (name: string) => lineOrNull(textIn(childOf(entry, name)))
  const arxivId = readArxivId(text('id') ?? '')
  const authors = childrenOf(entry, 'author')
  const primary = childOf(entry, 'arxiv:primary_category')?.attributes.term
  const tags = childrenOf(entry, 'category').map(({ attributes }) => attributes.term ?? '')
  return toPaper({
    title: lettersToText(text('title') ?? ''),
    abstract: lettersToText(text('summary') ?? ''),
    ...peopleOf(authors.map((author) => lettersToText(textIn(childOf(author, 'name'))))),
    affiliations: authors.flatMap((author) => childrenOf(author, 'arxiv:affiliation').map(textIn)),
    date: readPartialDate(text('published') ?? text('updated') ?? ''),
    link: arxivId ? `https://arxiv.org/abs/${arxivId}` : text('id'),
    arxivId,
    doi: text('arxiv:doi'),
    tags: primary ? [primary, ...tags] : tags,
  })
}

/** “arXiv Query: search_query=cat:cs.CL&id_list=&start=0” says in its first part what was asked for. */
function queryTitle(title: string): string | null {
  const asked = /search_query=([^&]+)/.exec(title)?.[1]
  return lineOrNull(asked ? `arXiv: ${asked}` : title)
}
