/** Has ballot and picks follow what organisers said of papers: titles that were corrected, two that are one, one that is two. */
import { randomUUID } from 'node:crypto'
import { joinMerged } from '../../club/ballot.ts'
import { assertGoesOn, type Club } from '../../club/club.ts'
import { keys } from '../../club/keys.ts'
import { type Round, retitled } from '../../club/round.ts'
import type { Act } from '../act.ts'
import type { House } from '../house.ts'
import { Clubs, Done, Rounds } from '../records.ts'
import { readClub } from './clubs.ts'
import { fillersFor } from './fillers.ts'
import { outgoing } from './outgoing.ts'
import { announced } from './planned.ts'
import type { PostService } from './posts.ts'
import { readRound } from './views.ts'

export async function followPapers(house: House, posts: PostService, act: Act, id: string): Promise<void> {
  const club = await readClub(house, id)
  const open = { club: id, n: club.voting }
  await Promise.all([followOnBallot(house, act, club), ...(await announced(house, club)).map(followInPick)])
  posts.refresh(open)
  posts.deliverSoon(id)

  async function followInPick(read: Round): Promise<void> {
    const { pick, also } = read
    const now = await papersNow(house, id, pick ? [pick, ...also] : also)
    const titles = new Map([...now].map(([was, { title }]) => [was, title]))
    const [key, clubKey] = [keys.round(read), keys.club(id)]
    await act.change(`retitle:${read.n}`, Done, [key, clubKey], (values) => {
      const [before, latest] = [Rounds.from(values, key), Clubs.from(values, clubKey)]
      const after = before && retitled(before, titles)
      if (!after || !latest || after === before) return { writes: {}, result: true as const }
      assertGoesOn(latest)
      const isRenamed = after.pick?.title !== before.pick?.title
      const writes = {
        [key]: Rounds.json(after),
        ...outgoing(read, 'again', latest.rooms, { mark: randomUUID() }),
        ...(isRenamed && after.state === 'reading' ? outgoing(read, 'thread', latest.rooms) : {}),
      }
      return { writes, result: true as const }
    })
  }
}

async function followOnBallot(house: House, act: Act, club: Club): Promise<void> {
  const open = { club: club.id, n: club.voting }
  const { candidates, queue } = (await readRound(house, open)) ?? { candidates: [], queue: [] }
  const now = await papersNow(house, open.club, [...candidates, ...queue])
  const fillers = await fillersFor(house, club, open.n)
  const [key, clubKey] = [keys.round(open), keys.club(open.club)]
  await act.change('join', Done, [key, clubKey], (values) => {
    const [round, latest] = [Rounds.from(values, key), Clubs.from(values, clubKey)]
    if (!round || !latest || round.state !== 'voting') return { writes: {}, result: true as const }
    assertGoesOn(latest)
    const joined = joinMerged(round, now, latest.ballotSize, fillers)
    return { writes: { [key]: Rounds.json(joined) }, result: true as const }
  })
}

/** What papers are by now, by the ids that they had; without those that have left the library. */
async function papersNow(
  { libraries }: House,
  club: string,
  were: readonly { paper: string }[],
): Promise<Map<string, { paper: string; title: string }>> {
  const ids = were.map(({ paper }) => paper)
  const catalogue = await libraries.of(club)
  const current = await catalogue.idsNow(ids)
  const papers = await catalogue.papers(current.flatMap((id) => id ?? []))
  const titles = new Map(papers.map(({ id, title }) => [id, title]))
  return new Map(
    ids.flatMap((was, nth) => {
      const [paper, title] = [current[nth] ?? was, titles.get(current[nth] ?? was)]
      return title === undefined ? [] : [[was, { paper, title }] as const]
    }),
  )
}
