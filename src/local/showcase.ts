import type { Club } from '../club/club.ts'
import { keys } from '../club/keys.ts'
import { describeSchedule } from '../club/schedule.ts'
import type { StoreView } from '../playground/types.ts'
import { view } from '../services/club/views.ts'
import type { House } from '../services/house.ts'
import { Clubs, Comments, Posts, Rounds } from '../services/records.ts'

const WEEKS = 4
const COMMENTS = 12

/** What the store holds, for eyes: votes are counted, and never shown beside a name. */
export async function showcase(house: House): Promise<StoreView> {
  const { store, clock } = house
  const clubs = await Clubs.range(store, keys.club(''))
  const sections: StoreView['sections'] = []
  for (const { key, value: club } of clubs) {
    sections.push({
      title: 'Club',
      rows: [
        { key, value: `${describeSchedule(club.schedule)}, week ${club.voting} is voting` },
        ...club.rooms.map((room) => ({ key: keys.room(room), value: club.id })),
      ],
    })
    const rounds = await Rounds.range(store, keys.rounds(club.id), { reverse: true, limit: WEEKS })
    for (const { key, value: round } of rounds) {
      const { tally } = await view(house, round)
      const candidates = round.candidates.map(({ paper, title, nomination }) => ({
        key: round.voting.hidden
          ? 'sealed'
          : `${tally.approvals[paper] ?? 0} ${tally.approvals[paper] === 1 ? 'vote' : 'votes'}`,
        value: nomination ? `${title} (nominated by ${nomination.name})` : title,
      }))
      const pick = round.pick ? [{ key: 'pick', value: round.pick.title }] : []
      const ballot = round.state === 'voting' ? candidates : []
      sections.push({
        title: `Week ${round.n}: ${round.state}`,
        rows: [
          { key, value: `${tally.voters} voted; who for what stays sealed` },
          ...pick,
          ...ballot,
          ...(await commentRows(house, round)),
        ],
      })
    }
  }
  return { at: clock.now().toString(), nextPick: nextOf(clubs)?.toString() ?? null, sections }
}

/** The next pick of all clubs; null while none is to come. */
function nextOf(clubs: readonly { value: Club }[]): Temporal.Instant | null {
  const picks = clubs.flatMap(({ value: { nextPick, paused } }) => (paused ? [] : [nextPick]))
  return picks.toSorted(Temporal.Instant.compare)[0] ?? null
}

async function commentRows(
  { store }: House,
  round: { club: string; n: number },
): Promise<{ key: string; value: string }[]> {
  const prefix = keys.comments(round)
  const posts = await Posts.range(store, keys.posts(round, 'pick'))
  const comments = await Comments.range(store, prefix)
  return [
    ...posts.map(({ value }) => ({ key: 'thread', value: `${value.room}, ${value.thread ?? 'to be opened'}` })),
    ...comments.slice(-COMMENTS).map(({ key, value }) => ({
      key: key.slice(prefix.length),
      value: value.deletedAt ? 'deleted' : `${value.author?.name ?? 'Someone'}: ${value.text}`,
    })),
  ]
}
