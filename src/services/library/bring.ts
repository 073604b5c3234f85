/** What a member brings by naming it: found in the library, looked up by its address, or described by hand. */
import { UserError } from '../../club/errors.ts'
import type { WrittenPaper } from '../../club/plan-words.ts'
import { toParsed } from '../../library/formats/digest-entry.ts'
import { addressesAmong, paperLink } from '../../library/formats/link.ts'
import { toPaper, webLink } from '../../library/formats/paper-entry.ts'
import { pageTyped } from '../../library/formats/paper-sites.ts'
import { titleKey } from '../../library/identity.ts'
import type { Paper } from '../../library/paper.ts'
import { peopleIn } from '../../library/reading/people.ts'
import type { Brought, Catalogue, Described } from '../../ports/services.ts'
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

/** The paper that an organiser wrote down; where the library has no such one it is added as it was written. */
export async function meant(
  house: House,
  club: string,
  catalogue: Catalogue,
  { title, url }: Pick<WrittenPaper, 'title' | 'url'>,
  once: Once,
): Promise<Brought> {
  if (title === null) return bring(house, club, catalogue, url ?? '', once)
  const known = await resolved(catalogue, url ?? title)
  if (known && (url !== null || titleKey(known.title) === titleKey(title))) return { paper: known, isNew: false }
  return describe(house, club, catalogue, { title, link: url ?? '', people: '' }, once)
}

async function resolved(catalogue: Catalogue, text: string): Promise<Paper | undefined> {
  try {
    return await catalogue.resolve(text)
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
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
