/** What a member brings by naming it: found in the library, looked up by its address, or described by hand. */
import { UserError } from '../../club/errors.ts'
import { readArxivId, readDoi } from '../../library/addresses.ts'
import { paperLink } from '../../library/formats/link.ts'
import { namesOnLine } from '../../library/formats/name-line.ts'
import { authorsOf } from '../../library/formats/names.ts'
import { type ParsedDigest, ParsedPaper } from '../../library/parsed-digest.ts'
import type { Brought, Catalogue, Described } from '../../ports/services.ts'
import type { House } from '../house.ts'
import { takeIn } from './take-in.ts'

/** Throws {@link UserError}: `not-found` where nothing is meant, so that the member can describe it instead. */
export async function bring(house: House, club: string, catalogue: Catalogue, text: string): Promise<Brought> {
  try {
    return { paper: await catalogue.resolve(text), isNew: false }
  } catch (error) {
    const isUnknown = error instanceof UserError && error.code === 'not-found'
    if (!isUnknown || !isAddress(text)) throw error
  }
  const document = await house.reader.read(text.trim())
  const { papers } = document.digest
  if (papers.length === 0) throw new UserError('not-found', `No paper was found there. ${INSTEAD}`)
  if (papers.length > 1) {
    throw new UserError(
      'several-papers',
      `${papers.length} papers were found there. Name one of them by its own link or title; an organiser can bring in all of them with \`add\`.`,
    )
  }
  return theOne(await takeIn(house, club, catalogue, document))
}

const INSTEAD = 'Give its DOI, its arXiv number or its title instead.'

/** Adds a paper in the member's own words. Throws {@link UserError} where they do not make one. */
export async function describe(
  house: House,
  club: string,
  catalogue: Catalogue,
  { title, link, people }: Described,
): Promise<Brought> {
  const authors = people.trim() === '' ? [] : authorsOf(namesOnLine(people)).authors
  const address = link.trim()
  const paper = ParsedPaper.safeParse({
    ...BLANK,
    title: title.replace(/\s+/g, ' '),
    authors,
    authorsCount: authors.length > 0 ? authors.length : null,
    link: address === '' ? null : address,
    arxivId: readArxivId(address),
    doi: readDoi(address),
  })
  if (!paper.success) {
    const about = paper.error.issues[0]?.path[0]
    throw new UserError(
      'bad-description',
      about === 'link'
        ? 'The link must be a whole web address, such as https://example.org/paper.pdf. It may be left empty.'
        : 'The title must have 1 to 500 characters.',
    )
  }
  const document = { format: 'by hand', digest: { ...BY_HAND, papers: [paper.data] }, picked: [null], problems: [] }
  return theOne(await takeIn(house, club, catalogue, document))
}

function theOne({ papers: [paper], known }: { papers: Brought['paper'][]; known: number }): Brought {
  if (!paper) throw new Error('what was taken in is not in the library')
  return { paper, isNew: known === 0 }
}

/** A link, or a number that stands for a paper: what can be looked up. */
function isAddress(text: string): boolean {
  return paperLink(text) !== null || /^https?:\/\/\S+$/i.test(text.trim())
}

const BLANK: ParsedPaper = {
  title: '-',
  idea: null,
  abstract: null,
  authors: [],
  authorsCount: null,
  affiliations: [],
  date: null,
  link: null,
  arxivId: null,
  doi: null,
  likes: null,
  upvotes: null,
  comments: null,
  tags: [],
  pick: false,
  reviewed: false,
  remarks: null,
}

/** The digest in which papers gather that members described. */
const BY_HAND: ParsedDigest = {
  id: 'by-hand',
  title: 'Described by members',
  publication: null,
  issue: null,
  period: null,
  source: null,
  opening: null,
  papers: [],
  definitions: [],
  news: [],
  comments: [],
  closing: null,
}
