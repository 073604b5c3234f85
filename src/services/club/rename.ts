/** Mends the names of people whom a chat named too late: in comments, nominations, proposals and idea lines, and among the organisers. */
import { type Club, noteName } from '../../club/club.ts'
import { renamed } from '../../club/comment.ts'
import { type AccountId, keys, type RoundId } from '../../club/keys.ts'
import { renamedIn } from '../../club/rota.ts'
import { renameNominator } from '../../club/round.ts'
import type { House } from '../house.ts'
import { nextVersion } from '../library/entries.ts'
import { libraryKeys } from '../library/library-keys.ts'
import { ideasOf, suggestionsOf, thanksOf } from '../own-records.ts'
import { Clubs, Comments, Ideas, Plans, Proposals, Rounds, Suggestions, Thanked, Versions } from '../records.ts'
import { everyClub } from './every-club.ts'
import { showCopiesAnew } from './followers.ts'
import { placeOf } from './place-of.ts'

interface Named {
  account: AccountId
  name: string
}

/** Rounds that people still speak of: the one being voted on, and those read last. */
const LATEST = 3

/** `shown`: is told of each open ballot that shows another name now. */
export async function rename(house: House, named: Named, shown: (round: RoundId) => void): Promise<void> {
  for await (const club of everyClub(house.store)) {
    await renameInClub(house, club.id, named)
    await renameProposals(house, club.id, named)
    await renameIdeas(house, club, named)
    for (let n = club.voting; n > Math.max(club.voting - LATEST, 0); n--) {
      const round = { club: club.id, n }
      if (await renameIn(house, round, named)) shown(round)
      await renameComments(house, round, named)
    }
  }
}

/** Among the organisers, who takes turns and who has a date. */
export async function renameInClub(house: House, club: string, named: Named): Promise<void> {
  await renameAmongPeople(house, club, named)
  await renameInPlans(house, club, named)
}

async function renameAmongPeople({ store }: House, id: string, named: Named): Promise<void> {
  const key = keys.club(id)
  await store.change([key], (values) => {
    const before = Clubs.findIn(store, values, key)
    const after = before && noteName(before, named)
    return { writes: after && after !== before ? { [key]: Clubs.json(after) } : {} }
  })
}

async function renameInPlans({ store }: House, club: string, named: Named): Promise<void> {
  for (const { key, value } of await Plans.range(store, keys.plans(club))) {
    if (renamedIn(value.people, named) === value.people) continue
    await store.change([key], (values) => {
      const plan = Plans.findIn(store, values, key)
      return { writes: plan ? { [key]: Plans.json({ ...plan, people: renamedIn(plan.people, named) }) } : {} }
    })
  }
}

async function renameProposals({ store }: House, club: string, { account, name }: Named): Promise<void> {
  for (const { key, value } of await Proposals.range(store, keys.proposals(club))) {
    if (value.by !== account || value.name === name) continue
    await store.change([key], (values) => {
      const before = Proposals.findIn(store, values, key)
      return { writes: before ? { [key]: Proposals.json({ ...before, name }) } : {} }
    })
  }
}

/** Lines that wait for an organiser, those that were accepted, and the thanks for them that no pick has said yet. */
async function renameIdeas(house: House, club: Club, { account, name }: Named): Promise<void> {
  const { store, libraries } = house
  const who = { account, name }
  const suggestions = (await suggestionsOf(house, club, who)).filter(({ value }) => value.name !== name)
  const ideas = (await ideasOf(house, club, who)).filter(({ value }) => value.name !== name)
  const thanks = (await thanksOf(house, club, who)).filter(({ value }) => value.name !== name)
  const all = [...suggestions, ...ideas, ...thanks].map(({ key }) => key)
  if (all.length === 0) return
  const version = libraryKeys.version(club.id)
  await store.change([...all, version], (values) => {
    // What was settled or erased meanwhile stays so.
    const standing = <T extends { key: string }>(records: readonly T[]) => records.filter(({ key }) => values.has(key))
    return {
      writes: {
        ...Object.fromEntries(
          standing(suggestions).map(({ key, value }) => [key, Suggestions.json({ ...value, name })]),
        ),
        ...Object.fromEntries(standing(ideas).map(({ key, value }) => [key, Ideas.json({ ...value, name })])),
        ...Object.fromEntries(standing(thanks).map(({ key, value }) => [key, Thanked.json({ ...value, name })])),
        ...(ideas.length > 0 ? nextVersion(club.id, Versions.findIn(store, values, version)) : {}),
      },
    }
  })
  if (ideas.length > 0) await libraries.refresh(club.id)
}

/** Resolves with whether the round shows another name now. */
async function renameIn({ store }: House, id: RoundId, named: Named): Promise<boolean> {
  const key = keys.round(id)
  return store.change([key], (values) => {
    const before = Rounds.findIn(store, values, key)
    const after = before && renameNominator(before, named.account, named.name)
    const changed = after !== undefined && after !== before
    return { writes: changed ? { [key]: Rounds.json(after) } : {}, result: changed }
  })
}

async function renameComments(house: House, round: RoundId, named: Named): Promise<void> {
  const { store } = house
  for (const { key, value } of await Comments.range(store, keys.comments(round))) {
    if (renamed(value, named) === value) continue
    await store.change([key], (values) => {
      const before = Comments.findIn(store, values, key)
      const after = before && renamed(before, named)
      return { writes: after && after !== before ? { [key]: Comments.json(after) } : {} }
    })
    const { room, message } = placeOf(key.slice(keys.comments(round).length))
    await showCopiesAnew(house, round, room, message)
  }
}
