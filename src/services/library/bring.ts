/** What a member brings by naming it: found in the library, looked up by its address, or described by hand. */
import { UserError } from '../../club/errors.ts'
import type { WrittenPaper } from '../../club/plan-words.ts'
import { words } from '../../library/fold.ts'
import { toParsed } from '../../library/formats/digest-entry.ts'
import { addressesAmong, paperLink } from '../../library/formats/link.ts'
import { toPaper, webLink } from '../../library/formats/paper-entry.ts'
import { pageTyped } from '../../library/formats/paper-sites.ts'
import type { Paper } from '../../library/paper.ts'
import { peopleIn } from '../../library/reading/people.ts'
import type { Brought, Catalogue, Described, Meant } from '../../ports/library.ts'
import type { House } from '../house.ts'
import type { ReadDocument } from './reader.ts'
import { type Once, takeIn } from './take-in.ts'

/** Throws {@link UserError}: `not-found` where nothing is meant, so that the member can describe it instead. */
export async function bring(
  house: House,
  club: string,
  catalogue: Catalogue,
  text: string,
  once: Once,
): Promise<Brought> {
  try {
    return { paper: await catalogue.resolve(text), isNew: false }
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'not-found' || addressIn(text) === null) throw error
  }
  const document = await readAt(house, addressIn(text) ?? text)
  const { papers } = document.digest
  if (papers.length === 0) throw new UserError('not-found', `No paper was found there. ${INSTEAD}`)
  if (papers.length > 1) {
    throw new UserError(
      'several-papers',
      `${papers.length} papers were found there. Name one of them by its own link or title; an organiser can bring in all of them with \`add\`.`,
    )
  }
  return theOne(await takeIn(house, club, catalogue, document, once))
}

const INSTEAD = 'Give its DOI, its arXiv number or its title instead.'

/**
 * The papers that an organiser wrote down; where the library has no such one it is added as it was written. Nothing is added
 * before all are looked for. Throws {@link UserError}: `ambiguous` where the words of a title are in those of several papers.
 */
export async function meant(
  house: House,
  club: string,
  catalogue: Catalogue,
  written: readonly Pick<WrittenPaper, 'title' | 'url'>[],
  onceOf: (one: Pick<WrittenPaper, 'title' | 'url'>) => Once,
): Promise<Meant[]> {
  const known: (Paper | undefined)[] = []
  for (const { title, url } of written) {
    known.push(url === null ? await called(catalogue, title ?? '') : await atLink(catalogue, url))
  }
  const found: Meant[] = []
  for (const [index, one] of written.entries()) {
    const paper = known[index]
    found.push(
      paper ? { paper, isNew: false, isByTitle: false } : await added(house, club, catalogue, one, onceOf(one)),
    )
  }
  return found
}

async function added(
  house: House,
  club: string,
  catalogue: Catalogue,
  { title, url }: Pick<WrittenPaper, 'title' | 'url'>,
  once: Once,
): Promise<Meant> {
  const address = title === null ? (url ?? '') : url === null && paperLink(title) !== null ? title : null
  if (address !== null) return { ...(await bring(house, club, catalogue, address, once)), isByTitle: false }
  const brought = await describe(house, club, catalogue, { title: title ?? '', link: url ?? '', people: '' }, once)
  return { ...brought, isByTitle: url === null && brought.isNew }
}

async function atLink(catalogue: Catalogue, url: string): Promise<Paper | undefined> {
  try {
    return await catalogue.resolve(url)
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}

/** The paper of a title, a part of one, a number or an id; what merely says these words somewhere else is not meant. */
async function called(catalogue: Catalogue, text: string): Promise<Paper | undefined> {
  try {
    const paper = await catalogue.resolve(text)
    return paper.id === text || addressIn(text) !== null || hasWords(paper.title, text) ? paper : undefined
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    if (error.code !== 'ambiguous') return undefined
    const { papers } = await catalogue.find(text, LOOKED_AT)
    if (!papers.some(({ title }) => hasWords(title, text))) return undefined
    throw new UserError('ambiguous', `${error.message} Give one that is not among them with its link.`)
  }
}

const LOOKED_AT = 30

/** A word may be the beginning of one, a number is a whole one: chapter 1 is not in chapter 12. */
function hasWords(title: string, text: string): boolean {
  const [own, asked] = [` ${words(title).join(' ')} `, words(text)]
  return asked.length > 0 && asked.every((word) => own.includes(/^\d+$/.test(word) ? ` ${word} ` : ` ${word}`))
}

/** Adds a paper in the member's own words. Throws {@link UserError} where they do not make one. */
export async function describe(
  house: House,
  club: string,
  catalogue: Catalogue,
  { title, link, people }: Described,
  once: Once,
): Promise<Brought> {
  const address = link.trim()
  if (address !== '' && webLink(address) === null) {
    throw new UserError(
      'bad-description',
      'The link must be a whole web address, such as https://example.org/paper.pdf. It may be left empty.',
    )
  }
  const named = peopleIn(people)
  const read = toPaper({ title, link: address, ...named, reviewed: false })
  if ('complaint' in read) throw new UserError('bad-description', 'The title must have 1 to 500 characters.')
  const { digest } = toParsed(BY_HAND, { title: 'Described by members', papers: [read.paper] }, [])
  if (!digest) throw new Error('a digest of one paper could not be made')
  return theOne(await takeIn(house, club, catalogue, { format: 'by hand', digest, picked: [null], problems: [] }, once))
}

function theOne({ papers: [paper], known }: { papers: Brought['paper'][]; known: number }): Brought {
  if (!paper) throw new Error('what was taken in is not in the library')
  return { paper, isNew: known === 0 }
}

/** A page that cannot be had or read is no bar to describing the paper by hand. */
async function readAt({ reader }: House, address: string): Promise<ReadDocument> {
  try {
    return await reader.read(address)
  } catch (error) {
    throw error instanceof UserError && error.code === 'not-read' ? new UserError('not-found', error.message) : error
  }
}

/** The one link or number in a text that can be looked up. */
function addressIn(text: string): string | null {
  if (paperLink(text) !== null || pageTyped(text) !== null) return text.trim()
  const [address, ...others] = addressesAmong(text)
  if (others.length > 0) {
    throw new UserError('several-papers', 'There are several links here. Nominate them one by one.')
  }
  return address ?? null
}

/** The digest in which papers gather that members described. */
const BY_HAND = { name: 'by-hand', text: '' }
