/** Comments, and what is kept with each so that nobody need read them all: how many there are, by whom, and which are the latest. */
import { applyEvent, type Comment, type CommentEvent } from '../../club/comment.ts'
import { keys, type RoomId, type RoundId } from '../../club/keys.ts'
import { persons } from '../../club/person.ts'
import type { Store, Values, Writes } from '../../store/store.ts'
import { type Act, actOf } from '../act.ts'
import type { House } from '../house.ts'
import { peopleAmong } from '../people.ts'
import { Clubs, Commented, Comments, Discussions, KeptAs, Latest, Speakers } from '../records.ts'
import { followersOf } from './followers.ts'
import { type Place, placeOf } from './place-of.ts'

/** Deleted comments left out. */
export interface Discussion {
  comments: number
  people: number
}

/** Resolves once it is on disk, with whether it is a new comment. */
export async function keepEvent(
  house: House,
  round: RoundId,
  room: RoomId,
  message: string,
  event: CommentEvent,
  act: Act = actOf(house.store, undefined),
): Promise<boolean> {
  const { store } = house
  const [key, club, discussion] = [keys.comment(round, room, message), keys.club(round.club), keys.discussion(round)]
  const asked = new Set('author' in event && event.author ? [event.author.account as string] : [])
  for (;;) {
    const followers = await followersOf(house, round, room, message, event)
    const speakers = [...asked].map((who) => keys.speaker(round, who))
    const outcome = await act.change(
      'comment',
      KeptAs,
      [key, club, discussion, ...speakers, ...followers.keys],
      (values) => {
        // Of a club that is deleted no more is kept; what its members take back goes all the same.
        if (event.kind !== 'deleted' && Clubs.findIn(store, values, club)?.ending)
          return { writes: {}, result: 'known' }
        // One that cannot be read is what is told of it now; its thread is read back.
        const before = Comments.findIn(store, values, key)
        const heard = applyEvent(before, event)
        const after = before ? heard : { ...heard, paper: followers.paper }
        if (after === before) return { writes: {}, result: 'known' }
        const kept = Discussions.findIn(store, values, discussion)
        if (!kept) return { writes: {}, result: 'uncounted', again: true }
        const [from, to] = [speakerOf(before), speakerOf(after)]
        const others = [from, to].filter((who) => who !== null && from !== to && !asked.has(who))
        if (others.length > 0) {
          for (const who of others) if (who !== null) asked.add(who)
          return { writes: {}, result: 'others', again: true }
        }
        return {
          writes: {
            ...countWrites(store, values, round, kept, from, to),
            ...(before && from !== null ? { [keys.latestOne(round, before.at, room, message)]: undefined } : {}),
            ...(to === null ? {} : { [keys.latestOne(round, after.at, room, message)]: Latest.json(true) }),
            ...followers.after(values, before, after),
            [key]: Comments.json(after),
            [keys.commented(room, message)]: Commented.json({ club: round.club, n: round.n }),
          },
          result: before ? 'known' : 'new',
        }
      },
    )
    if (outcome === 'uncounted') await countAnew(house, round)
    else if (outcome !== 'others') return outcome === 'new'
  }
}

export async function readDiscussion(house: House, round: RoundId): Promise<Discussion> {
  const { store } = house
  const [kept, speakers] = await Promise.all([
    Discussions.find(store, keys.discussion(round)),
    store.range(keys.speaker(round, '')),
  ])
  const { comments, people } = kept ?? (await countAnew(house, round))
  const accounts = speakers.map(({ key }) => key.slice(keys.speaker(round, '').length))
  const twice = accounts.length - persons(accounts, await peopleAmong(store, accounts)).length
  return { comments, people: people - twice }
}

/** The latest comments of a round, newest last. */
export async function latestComments(house: House, round: RoundId, limit: number): Promise<(Comment & Place)[]> {
  const { store } = house
  const prefix = keys.latest(round)
  const latest = await Latest.range(store, prefix, { reverse: true, limit })
  const read = latest.toReversed().map(async ({ key }) => {
    const [, path = ''] = /^\d+\/(.*)$/s.exec(key.slice(prefix.length)) ?? []
    const place = placeOf(path)
    const comment = await Comments.find(store, keys.comment(round, place.room, place.message))
    return comment && comment.deletedAt === null ? [{ ...comment, ...place }] : []
  })
  return (await Promise.all(read)).flat()
}

/** All comments of a round that speak of one paper, oldest first; `isAlso`: also those that name none. */
export async function commentsOn(
  { store }: House,
  round: RoundId,
  ids: readonly string[],
  isAlso: boolean,
): Promise<(Comment & Place)[]> {
  const prefix = keys.comments(round)
  return (await Comments.range(store, prefix))
    .filter(({ value: { deletedAt, paper } }) => deletedAt === null && (paper === null ? isAlso : ids.includes(paper)))
    .map(({ key, value }) => ({ ...value, ...placeOf(key.slice(prefix.length)) }))
    .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
}

/** How many people comments are by. */
export async function peopleIn({ store }: House, comments: readonly Comment[]): Promise<number> {
  const speakers = [...new Set(comments.flatMap((comment) => speakerOf(comment) ?? []))]
  return persons(speakers, await peopleAmong(store, speakers)).length
}

function countWrites(
  store: Store,
  values: Values,
  round: RoundId,
  { comments, people }: Discussion,
  from: string | null,
  to: string | null,
): Writes {
  if (from === to) return {}
  const said = (who: string) => Speakers.findIn(store, values, keys.speaker(round, who))?.comments ?? 0
  const speaker = (who: string | null, by: number): Writes => {
    if (who === null) return {}
    const count = said(who) + by
    return { [keys.speaker(round, who)]: count > 0 ? Speakers.json({ comments: count }) : undefined }
  }
  const left = from !== null && said(from) <= 1 ? 1 : 0
  const joined = to !== null && said(to) === 0 ? 1 : 0
  const after = {
    comments: comments + Number(to !== null) - Number(from !== null),
    people: people + joined - left,
  }
  return { [keys.discussion(round)]: Discussions.json(after), ...speaker(from, -1), ...speaker(to, 1) }
}

/** As long as nothing is counted no comment changes: what is counted meanwhile is all there is. */
async function countAnew({ store }: House, round: RoundId): Promise<Discussion> {
  const prefix = keys.comments(round)
  const standing = (await Comments.range(store, prefix)).flatMap(({ key, value }) => {
    const who = speakerOf(value)
    return who === null ? [] : [{ who, at: value.at, ...placeOf(key.slice(prefix.length)) }]
  })
  const speakers = Map.groupBy(standing, ({ who }) => who)
  const discussion = keys.discussion(round)
  return store.change([discussion], (values) => {
    const kept = Discussions.findIn(store, values, discussion)
    if (kept) return { writes: {}, result: kept }
    const counted = { comments: standing.length, people: speakers.size }
    const latest = standing.map(({ at, room, message }) => keys.latestOne(round, at, room, message))
    return {
      writes: {
        [discussion]: Discussions.json(counted),
        ...Object.fromEntries(latest.map((key) => [key, Latest.json(true)])),
        ...Object.fromEntries(
          [...speakers].map(([who, said]) => [keys.speaker(round, who), Speakers.json({ comments: said.length })]),
        ),
      },
      result: counted,
    }
  })
}

const UNNAMED = 'unnamed'

/** Whom a comment counts for; null when it counts for nobody. */
function speakerOf(comment: Comment | undefined): string | null {
  return comment && comment.deletedAt === null ? (comment.author?.account ?? UNNAMED) : null
}
