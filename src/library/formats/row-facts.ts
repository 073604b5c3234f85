import { peopleFrom } from '../reading/people.ts'
import { readPartialDate } from './dates.ts'
import { readCount } from './facts.ts'
import { isObject, type JsonObject } from './json-value.ts'
import { arxivIdWithin, type FoundFacts, webLink } from './paper-entry.ts'
import { usualRow } from './row-dialects.ts'
import { oneLine } from './texts.ts'

type Fact = TextFact | ListFact | CountFact | 'date' | 'pick' | 'reviewed'
type TextFact = 'title' | 'idea' | 'abstract' | 'summary' | 'link' | 'arxivId' | 'doi' | 'remarks'
type ListFact = 'authors' | 'affiliations' | 'tags'
type CountFact = 'authorsCount' | 'likes' | 'upvotes' | 'comments'

/** What the columns of a table and the keys of a record are called, in lower case without spaces and signs, best known first. */
const CALLED: readonly (readonly [Fact, string])[] = [
  [
    'title',
    'title papertitle paper name papername titleauthors papertitles titles articletitle documenttitle worktitle displayname',
  ],
  [
    'idea',
    'idea tldr oneliner onelinesummary onesentencesummary takeaway keytakeaway keyidea mainidea gist contribution maincontribution keycontribution description desc introduction note notes comment',
  ],
  ['abstract', 'abstract abstractnote'],
  ['summary', 'summary'],
  ['authors', 'authors author authorfullnames authornames creators authorshipsauthordisplayname'],
  ['authorsCount', 'authorscount authorcount numauthors nauthors'],
  [
    'affiliations',
    'affiliations affiliation institutions institution organization org authorshipsinstitutionsdisplayname',
  ],
  [
    'date',
    'date publicationdate published publishedat pubdate publishdate releasedate datepublished year publicationyear pubyear publicationdateyear',
  ],
  ['link', 'paperurl paperlink url link links arxivurl arxivlink pdf pdfurl href'],
  ['arxivId', 'arxivid arxiv eprint id paperid'],
  ['doi', 'doi'],
  ['likes', 'likes hearts favorites'],
  ['upvotes', 'upvotes votes stars points'],
  ['comments', 'comments commentscount numcomments commentcount'],
  ['tags', 'tags keywords categories category topics topic manualtags'],
  ['pick', 'pick editorspick'],
  ['reviewed', 'reviewed'],
  ['remarks', 'remarks'],
]

const KNOWN = new Map(
  CALLED.flatMap(([fact, names]) =>
    names.split(' ').map((name, rank): [string, { fact: Fact; rank: number }] => [name, { fact, rank }]),
  ),
)

/** Which fact a column or key is about; null for those that a paper has no place for. */
export function factOf(name: string): Fact | null {
  return known(name)?.fact ?? null
}

function known(name: string): { fact: Fact; rank: number } | null {
  return KNOWN.get(name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')) ?? null
}

/** A record under whatever names it has its facts; null where it has no title. Of two names for one fact the better known counts. */
export function readRow(written: JsonObject): FoundFacts | null {
  const row = usualRow(written)
  const facts = factsOf(row)
  const text = (fact: Fact) => textOf(facts.get(fact))
  const title = text('title')
  if (title === '') return null
  const named = peopleFrom(facts.get('authors'))
  const isOwnIdea = textOf(row.ideaFrom) !== 'abstract'
  const link = webLink(text('link')) ?? webLinkWithin(text('link'))
  return {
    title,
    ...summarised(isOwnIdea ? text('idea') : '', text('abstract'), text('summary')),
    ...named,
    authorsCount: countOf(facts.get('authorsCount')) ?? named.authorsCount,
    affiliations: listOf(facts.get('affiliations'), /\s*;\s*/),
    date: readPartialDate(text('date')),
    link,
    arxivId: arxivOf(text('arxivId')),
    doi: text('doi'),
    likes: countOf(facts.get('likes')),
    upvotes: countOf(facts.get('upvotes')),
    comments: countOf(facts.get('comments')),
    tags: listOf(facts.get('tags'), /\s*[;,]\s*/),
    pick: isYes(facts.get('pick')),
    reviewed: facts.has('reviewed') ? isYes(facts.get('reviewed')) : true,
    remarks: text('remarks'),
  }
}

/** What is called a summary is a line in lists that people keep, and the abstract in those of programs. */
export function summarised(idea: string, abstract: string, summary: string): Pick<FoundFacts, 'idea' | 'abstract'> {
  const isLine = summary.length <= 300 && !summary.includes('\n')
  return { idea: idea || (isLine ? summary : ''), abstract: abstract || (isLine ? '' : summary) }
}

/** Facts that are there, under the name that stands first in the list of what each is called. */
function factsOf(row: JsonObject): Map<Fact, unknown> {
  const facts = new Map<Fact, unknown>()
  const ranks = new Map<Fact, number>()
  for (const [name, value] of Object.entries(row)) {
    const named = known(name)
    if (!named || value === null || value === undefined || value === '') continue
    if (named.rank >= (ranks.get(named.fact) ?? Number.POSITIVE_INFINITY)) continue
    ranks.set(named.fact, named.rank)
    facts.set(named.fact, value)
  }
  return facts
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'number') return String(value)
  return isObject(value) && typeof value.text === 'string' ? value.text.trim() : ''
}

function listOf(value: unknown, separator: RegExp): string[] {
  if (typeof value === 'string') return value.split(separator).map(oneLine)
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

function countOf(value: unknown): number | null {
  if (typeof value === 'number') return value
  return typeof value === 'string' ? readCount(value) : null
}

function isYes(value: unknown): boolean {
  return value === true || (typeof value === 'string' && /^(?:yes|true|1|x)$/i.test(value.trim()))
}

/** `id` names arXiv's id in some records and a number of the site's own in others; only the former has its form. */
function arxivOf(text: string): string | null {
  return text === '' ? null : (arxivIdWithin(`arXiv:${text.replace(/^arxiv:\s*/i, '')}`) ?? arxivIdWithin(text))
}

function webLinkWithin(text: string): string | null {
  return webLink(/https?:\/\/[^\s<>()[\]"',]+/i.exec(text)?.[0])
}
