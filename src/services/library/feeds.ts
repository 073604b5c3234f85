/** The feeds that a club follows, and what one reading of them brings. */
import { UserError } from '../../club/errors.ts'
import { brought, type Feed, type FeedFilter, readBadly, readWell } from '../../club/feed.ts'
import { passes } from '../../library/feed-filter.ts'
import { saysCutOff } from '../../library/formats/cut-off.ts'
import { saysNothingNew } from '../../library/formats/nothing-new.ts'
import type { ParsedPaper } from '../../library/parsed-digest.ts'
import { sameEntry } from '../../library/same-entry.ts'
import type { Added, Catalogue, LibraryService } from '../../ports/library.ts'
import { type Act, actOf } from '../act.ts'
import { requireGoingOn } from '../club/clubs.ts'
import { readOrMend } from '../club/mended.ts'
import type { House } from '../house.ts'
import { Done, Feeds, FollowedAs, LeftOut, UnfollowedAs } from '../records.ts'
import { shortHash } from '../short-hash.ts'
import { asKept, asTold } from './added-as.ts'
import { correctionsOf } from './corrections.ts'
import { markOf, type NewEntry } from './entries.ts'
import { libraryKeys } from './library-keys.ts'
import { FetchFailure, type ReadDocument, type Validators } from './reader.ts'
import { type Once, takeIn } from './take-in.ts'

const NO_VALIDATORS = { etag: null, lastModified: null }

/** As many as one menu shows, so that each can be ended; what they bring fits into the weekly post. */
const MOST_FEEDS = 25

/** What is followed but was not brought in, because the process died, is read again after this. */
const FIRST_READING = { hours: 1 }

export function feedService(
  house: House,
  club: string,
  catalogue: Catalogue,
  act: Act,
): Pick<LibraryService, 'follow' | 'refine' | 'unfollow' | 'feeds'> {
  const { store, clock, reader } = house
  const all = async () => {
    const prefix = libraryKeys.feeds(club)
    const entries = await Feeds.range(store, prefix)
    return entries.map(({ key, value }) => ({ id: key.slice(prefix.length), ...value }))
  }

  async function refuseFollowed(url: string): Promise<void> {
    const spelled = oneSpelling(url)
    const feeds = await all()
    if (await act.isDone('follow')) return
    const known = feeds.find((feed) => oneSpelling(feed.url) === spelled && !feed.endedAt)
    if (known) throw new UserError('followed-already', `This club follows “${known.title}” already.`)
    if (feeds.length < MOST_FEEDS) return
    throw new UserError(
      'too-many-feeds',
      `A club follows at most ${MOST_FEEDS} feeds. Choose one in \`follow\` to stop following it, then try again.`,
    )
  }

  async function begin(link: string, wanted: FeedFilter) {
    const address = addressOf(link)
    await refuseFollowed(address)
    const { document, movedTo } = await reader.readFeed(address, NO_VALIDATORS)
    const url = movedTo ?? address
    if (movedTo) await refuseFollowed(movedTo)
    if (!document) throw new UserError('no-feed', 'That address gave nothing to read. Check the link.')
    refuseBroken(document)
    const id = shortHash(oneSpelling(url))
    const key = libraryKeys.feed(club, id)
    const now = clock.now()
    const feed: Feed = {
      url,
      title: document.digest.title,
      format: document.format,
      digest: `feed-${id}`,
      wanted,
      validators: NO_VALIDATORS,
      nextAt: now.add(FIRST_READING),
      failing: null,
      newAt: null,
      endedAt: null,
      fresh: 0,
      told: null,
    }
    const first = newestOf(onlyThose(document, (paper) => passes(wanted, paper)))
    const leftOut = libraryKeys.leftOut(club, id)
    await act.change('follow', Done, [key, leftOut], () => ({
      writes: { [key]: Feeds.json(feed), [leftOut]: LeftOut.json({ names: first.leftOut }) },
      result: true,
    }))
    const once = { act, what: 'in' }
    const added = await bringIn(house, club, catalogue, key, feed, first.document, once)
    const { format } = document
    const validators = validatorsOf(document)
    await settle(house, key, (latest) => readWell(latest, now, { url, format, validators }))
    return { ...asKept(added), feed: id, leftOut: first.leftOut.length }
  }

  return {
    async follow(_caller, link, wanted = { only: [], not: [] }) {
      const {
        feed: id,
        leftOut,
        ...added
      } = await act.answer('followed', FollowedAs, async () => {
        await requireGoingOn(house, club)
        return begin(link, wanted)
      })
      const feed = await Feeds.find(store, libraryKeys.feed(club, id))
      if (!feed) throw new UserError('not-found', 'That feed is no longer followed.')
      return { feed: { id, ...feed }, added: await asTold(catalogue, added), leftOut }
    },
    async refine(link, wanted) {
      await requireGoingOn(house, club)
      const spelled = oneSpelling(addressOf(link))
      const known = (await all()).find((feed) => oneSpelling(feed.url) === spelled && !feed.endedAt)
      if (!known || (await act.isDone('follow'))) return undefined
      const key = libraryKeys.feed(club, known.id)
      await act.change('refine', Done, [key], (values) => {
        const latest = Feeds.findIn(store, values, key)
        if (!latest) return { writes: {}, result: true }
        // What was passed over may be wanted now: the feed is read again, though it has not changed.
        const next: Feed = { ...latest, wanted, validators: NO_VALIDATORS, nextAt: clock.now() }
        return { writes: { [key]: Feeds.json(next) }, result: true }
      })
      const feed = await Feeds.find(store, key)
      return feed && { id: known.id, ...feed }
    },
    async unfollow(id) {
      const key = libraryKeys.feed(club, id)
      const leftOut = libraryKeys.leftOut(club, id)
      const ended = await act.change(`unfollow:${id}`, UnfollowedAs, [key, leftOut], (values) => {
        const feed = Feeds.findIn(store, values, key)
        return { writes: { [key]: undefined, [leftOut]: undefined }, result: feed ? { title: feed.title } : null }
      })
      return ended ?? undefined
    },
    feeds: all,
  }
}

/** Reads a feed that is due, and brings what is new in it into the club's library. */
export async function readFeed(
  house: House,
  club: string,
  catalogue: () => Promise<Catalogue>,
  key: string,
  feed: Feed,
): Promise<void> {
  const { store, clock, reader, log } = house
  const now = clock.now()
  try {
    const { document, movedTo } = await reader.readFeed(feed.url, feed.validators)
    if (document) refuseOther(feed, document)
    if (document) {
      const id = key.slice(libraryKeys.feeds(club).length)
      const kept = await readOrMend(store, LeftOut, libraryKeys.leftOut(club, id), async () => ({
        names: newestOf(document).leftOut,
      }))
      const leftOut = new Set(kept?.names)
      const isWanted = (paper: ParsedPaper) => !leftOut.has(markOf(paper)) && passes(feed.wanted, paper)
      const wanted = onlyThose(document, isWanted)
      await bringIn(house, club, await catalogue(), key, feed, wanted)
    }
    // Only now: until its papers are in, the feed counts as changed.
    const { format } = document ?? feed
    const validators = document ? validatorsOf(document) : feed.validators
    await settle(house, key, (latest) => readWell(latest, now, { url: movedTo ?? feed.url, format, validators }))
  } catch (error) {
    const isGone = error instanceof FetchFailure && error.status === GONE
    const wish = error instanceof FetchFailure ? (error.retryAfter ?? 0) : 0
    const why = error instanceof UserError ? error.message : 'The bot stumbled over it; its log says how.'
    log.warn({ err: error, feed: key }, isGone ? 'a followed feed has ended' : 'a followed feed could not be read')
    await settle(house, key, (latest) => (isGone ? { ...latest, endedAt: now } : readBadly(latest, now, { why, wish })))
  }
}

const GONE = 410

/** Writes how a reading went upon what the feed is by now; one that is not followed any more stays so. */
async function settle({ store }: House, key: string, change: (latest: Feed) => Feed): Promise<Feed | undefined> {
  return store.change([key], (values) => {
    const latest = Feeds.from(values, key)
    const next = latest && change(latest)
    return { writes: next ? { [key]: Feeds.json(next) } : {}, result: next }
  })
}

/** A page in place of a feed is no news, whatever can be read out of it. */
function refuseOther(feed: Feed, document: ReadDocument): void {
  refuseBroken(document)
  if (feed.format === null || document.problems.some(saysNothingNew)) return
  const kinds = [feed.format, document.format].map((format) => (FEED_FORMATS.has(format) ? 'feed' : format))
  if (kinds[0] === kinds[1]) return
  throw new UserError('other-format', `Its address gives something else now (${document.format}, not ${feed.format}).`)
}

const FEED_FORMATS = new Set(['feed', 'arxiv-rss', 'arxiv-atom'])

/** A feed without papers is all right, as arXiv's on a Sunday; one that broke off before its first paper is not. */
function refuseBroken({ digest, problems }: ReadDocument): void {
  const [problem] = problems
  if (digest.papers.length > 0 || !problem || saysNothingNew(problem)) return
  throw new UserError('no-papers', `No paper can be read in it. ${problem.message}`)
}

/** What was cut off is asked for again, though it has not changed: the next answer may be whole. */
function validatorsOf({ problems, validators }: ReadDocument & { validators: Validators }): Validators {
  return problems.some(saysCutOff) ? NO_VALIDATORS : validators
}

/** Of what a feed has when it is followed first, so many papers are taken in. */
const MOST_AT_FIRST = 200

/** The newest papers of a long feed, those without a date in its own order; and marks of what is left out for good. */
function newestOf<D extends ReadDocument>(document: D): { document: D; leftOut: string[] } {
  const { papers } = document.digest
  if (papers.length <= MOST_AT_FIRST) return { document, leftOut: [] }
  const newest = new Set(
    papers
      .toSorted((a, b) => ((a.date ?? '') < (b.date ?? '') ? 1 : (a.date ?? '') > (b.date ?? '') ? -1 : 0))
      .slice(0, MOST_AT_FIRST),
  )
  const leftOut = new Set(papers.filter((paper) => !newest.has(paper)).map(markOf))
  for (const paper of newest) leftOut.delete(markOf(paper))
  return { document: onlyThose(document, (paper) => newest.has(paper)), leftOut: [...leftOut] }
}

function onlyThose<D extends ReadDocument>(document: D, isWanted: (paper: ParsedPaper) => boolean): D {
  const { papers } = document.digest
  return {
    ...document,
    digest: { ...document.digest, papers: papers.filter(isWanted) },
    picked: document.picked.filter((_, nth) => papers[nth] !== undefined && isWanted(papers[nth])),
  }
}

/**
 * Brings the feed's digest up to date: works that it does not have are added, those that changed are written anew, with the
 * counts of today. A feed that is not followed any more brings nothing.
 */
async function bringIn(
  house: House,
  club: string,
  catalogue: Catalogue,
  key: string,
  { digest: id }: Feed,
  document: ReadDocument,
  once: Once = { act: actOf(house.store, undefined), what: 'in' },
): Promise<Added> {
  const digest = { ...document.digest, id, period: null }
  const corrections = await correctionsOf(house.store, club, id, digest.papers, catalogue)
  return takeIn(house, club, catalogue, { ...document, digest }, once, {
    corrections,
    adding: (fresh) => ({
      again: (before, today) => (today.paper.replaces ? replaced(before, today) : today),
      beside: {
        key,
        write(values, added) {
          const feed = Feeds.from(values, key)
          const papers = added.filter(({ paper }) => fresh.has(paper)).length
          return feed ? { [key]: Feeds.json(brought(feed, house.clock.now(), papers)) } : null
        },
      },
    }),
  })
}

/** A later version keeps the day on which the paper was announced first. */
function replaced(before: NewEntry, today: NewEntry): NewEntry {
  const paper = { ...sameEntry(before.paper, today.paper), date: before.paper.date ?? today.paper.date }
  return { paper, picked: today.picked ?? before.picked }
}

/** The address as it was meant: people leave out the scheme, and readers of feeds have one of their own. */
function addressOf(link: string): string {
  const bare = link
    .trim()
    .replace(/^<(.*)>$/, '$1')
    .replace(/^feed:(?:\/\/)?/i, '')
  return /^[a-z][a-z0-9+.-]*:/i.test(bare) && !/^[\w.-]+:\d/.test(bare) ? bare : `https://${bare}`
}

/** One text for all spellings of an address that lead to one page. */
export function oneSpelling(address: string): string {
  const url = URL.parse(address)
  if (!url) return address
  return `${url.host.replace(/^www\./, '').replace(/\.$/, '')}${url.pathname.replace(/\/+$/, '')}${url.search}`
}
