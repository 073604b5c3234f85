/** Has all that a club keeps of papers follow what organisers said of them: titles that were corrected, two that are one, one that is two. */
import { randomUUID } from 'node:crypto'
import { type Ballot, everOn, fill, followMerged, type Proposal } from '../../club/ballot.ts'
import { assertGoesOn, type Club } from '../../club/club.ts'
import { keys, type Talk, THREADS } from '../../club/keys.ts'
import type { Plan } from '../../club/plan.ts'
import { type Round, readOnce, retitled, withoutPapers } from '../../club/round.ts'
import { paperOf, talksHeld } from '../../club/talk.ts'
import { changeEachList, listsOf } from '../../club/track.ts'
import type { Json, Values, Writes } from '../../store/store.ts'
import type { Act } from '../act.ts'
import type { House } from '../house.ts'
import { Clubs, Done, Plans, Proposals, Rounds } from '../records.ts'
import { clubGoingOn, readClub } from './clubs.ts'
import { fillersFor } from './fillers.ts'
import { outgoing } from './outgoing.ts'
import { announced, planWrites } from './planned.ts'
import type { PostService } from './posts.ts'
import { proposalsOf } from './proposals.ts'
import { readVotes, uncounted } from './tallies.ts'
import { readRound } from './views.ts'

export async function followPapers(house: House, posts: PostService, act: Act, id: string): Promise<void> {
  const club = await readClub(house, id)
  const shown = await announced(house, club)
  await Promise.all([
    followOnBallot(house, act, club, shown),
    followWhatWasRead(house, act, id, shown),
    followAhead(house, act, club),
  ])
  posts.refresh({ club: id, n: club.voting })
  posts.deliverSoon(id)
}

/** `shown`: rounds whose posts are brought to date; those of the others stay as they are. */
async function followWhatWasRead(house: House, act: Act, id: string, shown: readonly Round[]): Promise<void> {
  const rounds = (await Rounds.range(house.store, keys.rounds(id))).flatMap(({ value }) => (value.pick ? [value] : []))
  const readIn = ({ pick, also }: Round) => (pick ? [pick, ...also] : also)
  const now = await papersNow(house, id, rounds.flatMap(readIn))
  const titles = new Map([...now].map(([was, { title }]) => [was, title]))
  const ids = await idsNow(
    house,
    id,
    rounds.flatMap((round) => [...readIn(round), ...round.candidates]),
  )
  for (const read of rounds) {
    const follow = (round: Round, votes: Parameters<typeof readOnce>[2]) =>
      retitled(readOnce(round, ids, votes), titles)
    if (isSame(Rounds.json(follow(read, [])), Rounds.json(read))) continue
    const votes = await readVotes(house, read)
    const [key, clubKey] = [keys.round(read), keys.club(id)]
    await act.change(`retitle:${read.n}`, Done, [key, clubKey], (values) => {
      const [before, latest] = [Rounds.from(values, key), Clubs.from(values, clubKey)]
      if (!before || !latest) return { writes: {}, result: true as const }
      assertGoesOn(latest)
      const after = follow(before, votes)
      const isOther = (talk: Talk) => paperOf(after, talk)?.title !== paperOf(before, talk)?.title
      const isShown = shown.some(({ n }) => n === read.n)
      const renamed = after.state === 'reading' ? talksHeld(after).filter(isOther) : []
      const names = renamed.map((talk) => outgoing(read, THREADS[talk], latest.rooms))
      const writes = {
        [key]: Rounds.json(after),
        ...(isShown ? outgoing(read, 'again', latest.rooms, { mark: randomUUID() }) : {}),
        ...(isShown ? Object.assign({}, ...names) : {}),
      }
      return { writes, result: true as const }
    })
  }
}

async function followOnBallot(house: House, act: Act, club: Club, shown: readonly Round[]): Promise<void> {
  const open = { club: club.id, n: club.voting }
  const ballot = (await readRound(house, open)) ?? { candidates: [], queue: [] }
  const reading = shown.flatMap(({ pick, also, meets }) => (pick && !meets?.cancelled ? [pick, ...also] : []))
  const now = await papersNow(house, open.club, [...everOn(ballot), ...reading])
  const read = reading.flatMap(({ paper }) => now.get(paper) ?? [])
  const fillers = await fillersFor(house, club, open.n)
  const [key, clubKey] = [keys.round(open), keys.club(open.club)]
  await act.change('join', Done, [key, clubKey], (values) => {
    const [round, latest] = [Rounds.from(values, key), Clubs.from(values, clubKey)]
    if (!round || !latest || round.state !== 'voting') return { writes: {}, result: true as const }
    assertGoesOn(latest)
    const left = withoutPapers(followMerged(round, now, latest.ballotSize, fillers), read)
    const after = isShorter(left, round) ? fill(left, latest.ballotSize, fillers) : left
    const isParted = mergedOn(after) < mergedOn(round)
    return { writes: { [key]: Rounds.json(after), ...(isParted ? uncounted(open) : {}) }, result: true as const }
  })
}

function isShorter({ candidates: some }: Ballot, { candidates: others }: Ballot): boolean {
  return some.length < others.length
}

function mergedOn({ candidates }: Ballot): number {
  return candidates.flatMap(({ merged = [] }) => merged).length
}

/** What is planned, listed and proposed. */
async function followAhead(house: House, act: Act, club: Club): Promise<void> {
  const { store } = house
  const { id } = club
  const [plans, proposals] = await Promise.all([Plans.range(store, keys.plans(id)), proposalsOf(house, id)])
  const planned = plans.flatMap(({ value }) => value.papers)
  const now = await papersNow(house, id, [...planned, ...listsOf(club).flatMap(({ papers }) => papers), ...proposals])
  const called = <P extends Pick<Proposal, 'paper' | 'title'>>(paper: P): P => ({
    ...paper,
    title: now.get(paper.paper)?.title ?? paper.title,
  })
  const once = ({ papers }: Plan) => {
    const ids = papers.map(({ paper }) => now.get(paper)?.paper ?? paper)
    return papers.filter((_, index) => ids.indexOf(ids[index] ?? '') === index).map(called)
  }
  const follow = async (what: string, key: string, write: (values: Values, club: Club) => Writes) => {
    const before = await store.get(key)
    const clubKey = keys.club(id)
    if (before === undefined || isSame(write(new Map([[key, before]]), club)[key] ?? before, before)) return
    const change = (values: Values) => ({ writes: write(values, clubGoingOn(values, id)), result: true as const })
    await act.change(what, Done, [clubKey, key], change)
  }

  for (const { key } of plans) {
    const day = key.slice(keys.plans(id).length)
    await follow(`plan:${day}`, key, (values, latest) => {
      const plan = Plans.findIn(store, values, key)
      return plan ? planWrites(latest, day, { ...plan, papers: once(plan) }) : {}
    })
  }
  await follow('list', keys.club(id), (_, latest) => {
    const lists = changeEachList(latest, (list) => ({ ...list, papers: list.papers.map(called) }))
    return { [keys.club(id)]: Clubs.json({ ...latest, ...lists }) }
  })
  for (const { n } of proposals) {
    const key = keys.proposal({ club: id, n })
    await follow(`proposal:${n}`, key, (values) => {
      const proposal = Proposals.findIn(store, values, key)
      return proposal ? { [key]: Proposals.json(called(proposal)) } : {}
    })
  }
}

function isSame(one: Json, other: Json): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** The ids that papers have by now, by those that they had. */
async function idsNow(
  { libraries }: House,
  club: string,
  were: readonly { paper: string }[],
): Promise<Map<string, string>> {
  const ids = [...new Set(were.map(({ paper }) => paper))]
  const current = await (await libraries.of(club)).idsNow(ids)
  return new Map(ids.map((was, nth) => [was, current[nth] ?? was]))
}

/** What papers are by now, by the ids that they had; without those that have left the library. */
async function papersNow(
  house: House,
  club: string,
  were: readonly { paper: string }[],
): Promise<Map<string, { paper: string; title: string }>> {
  const ids = await idsNow(house, club, were)
  const papers = await (await house.libraries.of(club)).papers([...new Set(ids.values())])
  const titles = new Map(papers.map(({ id, title }) => [id, title]))
  return new Map(
    [...ids].flatMap(([was, paper]) => {
      const title = titles.get(paper)
      return title === undefined ? [] : [[was, { paper, title }] as const]
    }),
  )
}
