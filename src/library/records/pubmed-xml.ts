import type { Format, Source } from '../format.ts'
import { partialDate, readPartialDate } from '../formats/dates.ts'
import { listOf } from '../formats/digest-entry.ts'
import { monthOf } from '../formats/months.ts'
import { toPaper } from '../formats/paper-entry.ts'
import { oneLine } from '../formats/texts.ts'
import { childOf, childrenOf, readXml, textIn, type XmlElement } from '../formats/xml-tree.ts'
import type { Parsed, ParsedPaper } from '../parsed-digest.ts'
import { spokenName } from '../reading/name.ts'
import { peopleOf } from '../reading/people.ts'
import { venueOf } from '../reading/venue.ts'

/** PubMed's XML, and that of Europe PMC's kin: a set of articles with their citations. */
export const format: Format = { name: 'pubmed-xml', detect, parse }

function detect({ text }: Source): number {
  const head = text.slice(0, 4_000)
  return /^\s*</.test(head) && /<(?:PubmedArticleSet|PubmedArticle|MedlineCitation(?:Set)?)[\s>]/.test(head) ? 1 : 0
}

function parse(source: Source): Parsed {
  const { root, complaints } = readXml(source.text)
  const papers: ParsedPaper[] = []
  for (const article of root ? articlesIn(root) : []) {
    const read = readArticle(article)
    if ('paper' in read) papers.push(read.paper)
    else complaints.push({ line: article.line, message: read.complaint, isEntry: true })
  }
  return listOf(source, { papers }, complaints, 'document')
}

function articlesIn(root: XmlElement): XmlElement[] {
  if (root.name === 'pubmedarticle' || root.name === 'medlinecitation') return [root]
  return childrenOf(root, 'pubmedarticle', 'pubmedbookarticle', 'medlinecitation')
}

function readArticle(article: XmlElement): ReturnType<typeof toPaper> {
  const citation = childOf(article, 'medlinecitation', 'bookdocument') ?? article
  const work = childOf(citation, 'article') ?? citation
  const ids = childrenOf(at(article, 'pubmeddata', 'articleidlist') ?? citation, 'articleid')
  const doi =
    ids.find(({ attributes }) => attributes.IdType === 'doi') ??
    childrenOf(work, 'elocationid').find(({ attributes }) => attributes.EIdType === 'doi')
  const pmid = oneLine(textIn(childOf(citation, 'pmid')))
  const names = childrenOf(childOf(work, 'authorlist') ?? work, 'author')
    .map(nameOf)
    .filter((name) => name !== '')
  return toPaper({
    title: oneLine(textIn(childOf(work, 'articletitle', 'booktitle', 'vernaculartitle')))
      .replace(/^\[(.*)\]\.?$/, '$1')
      .replace(/(?<!\.)\.$/, ''),
    abstract: childrenOf(childOf(work, 'abstract') ?? work, 'abstracttext')
      .map(partOf)
      .join('\n\n'),
    ...peopleOf(names),
    venue: venueOf(oneLine(textIn(at(work, 'journal', 'title') ?? at(work, 'journal', 'isoabbreviation'))), {
      volume: textIn(at(work, 'journal', 'journalissue', 'volume')),
      number: textIn(at(work, 'journal', 'journalissue', 'issue')),
      pages: textIn(at(work, 'pagination', 'medlinepgn')),
    }),
    date:
      dateOf(childOf(work, 'articledate')) ??
      dateOf(at(work, 'journal', 'journalissue', 'pubdate')) ??
      dateOf(at(work, 'book', 'pubdate')),
    doi: doi ? oneLine(textIn(doi)) : null,
    link: pmid === '' ? null : `https://pubmed.ncbi.nlm.nih.gov/${pmid}/`,
    tags: childrenOf(childOf(citation, 'keywordlist') ?? work, 'keyword').map((word) => oneLine(textIn(word))),
  })
}

function at(element: XmlElement, ...path: string[]): XmlElement | null {
  return path.reduce<XmlElement | null>((found, name) => found && childOf(found, name), element)
}

function nameOf(author: XmlElement): string {
  const text = (...names: string[]) => oneLine(textIn(childOf(author, ...names)))
  const family = text('lastname')
  const suffix = text('suffix')
  if (family === '') return text('collectivename')
  return spokenName(
    [family, suffix, text('forename', 'firstname', 'initials')].filter((part) => part !== '').join(', '),
  )
}

/** A part of an abstract under its own heading. */
function partOf(part: XmlElement): string {
  const { Label: label } = part.attributes
  const text = oneLine(textIn(part))
  return label && !/^unlabelled$/i.test(label) ? `${label}: ${text}` : text
}

function dateOf(element: XmlElement | null): string | null {
  if (!element) return null
  const text = (name: string) => oneLine(textIn(childOf(element, name)))
  if (text('year') === '') return readPartialDate(text('medlinedate'))
  const month = text('month')
  return partialDate(
    Number(text('year')),
    /^\d+$/.test(month) ? Number(month) : monthOf(month),
    Number(text('day')) || null,
  )
}
