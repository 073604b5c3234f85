import type { Caller } from '../../club/caller.ts'
import {
  addOrganiser,
  type Club,
  type ClubChanges,
  changeClub,
  isOrganiser,
  noteName,
  removeOrganiser,
} from '../../club/club.ts'
import { UserError } from '../../club/errors.ts'
import { keys } from '../../club/keys.ts'
import type { Round } from '../../club/round.ts'
import { describeSchedule, nextTime, nextTimeWithNotice } from '../../club/schedule.ts'
import type { ClubService } from '../../ports/services.ts'
import type { Writes } from '../../store/store.ts'
import type { Act } from '../act.ts'
import type { House } from '../house.ts'
import { Clubs, Comments, Done, Due, Rounds, Troubles } from '../records.ts'

export async function readClub({ store }: House, id: string): Promise<Club> {
  const club = await Clubs.get(store, keys.club(id))
  if (!club) throw new Error(`club ${id} is bound to a room and not in the store`)
  return club
}

export function clubService(house: House, id: string, act: Act, refresh: (club: Club) => void): ClubService {
  const { store, clock } = house

  async function update(change: (club: Club) => Club): Promise<Club> {
    await act.change('club', Done, [keys.club(id)], (values) => {
      const club = Clubs.from(values, keys.club(id))
      if (!club) throw new Error(`club ${id} is not in the store`)
      const next = change(club)
      return { writes: { [keys.club(id)]: Clubs.json(next), ...moveDue(club, next) }, result: true }
    })
    const changed = await readClub(house, id)
    refresh(changed)
    return changed
  }

  async function learnName(caller: Caller): Promise<void> {
    const key = keys.club(id)
    await store.change([key], (values) => {
      const club = Clubs.from(values, key)
      const named = club && noteName(club, caller)
      return { writes: named && named !== club ? { [key]: Clubs.json(named) } : {} }
    })
  }

  return {
    get: () => readClub(house, id),
    async requireOrganiser(caller: Caller) {
      const club = await readClub(house, id)
      if (isOrganiser(club, caller)) {
        if (noteName(club, caller) !== club) await learnName(caller)
        return
      }
      throw new UserError(
        'organisers-only',
        'Only organisers of this reading group can do that. See who they are with `club show`.',
      )
    },
    async change(changes: ClubChanges) {
      const { voting } = await readClub(house, id)
      const round = await Rounds.find(store, keys.round({ club: id, n: voting }))
      return update((club) => {
        const next = changeClub(club, changes)
        const moved = describeSchedule(next.schedule) !== describeSchedule(club.schedule)
        return moved ? { ...next, nextPick: nextPickOf(next, round, clock.now()) } : next
      })
    },
    async organisers() {
      const club = await readClub(house, id)
      const unnamed = club.organisers.some((account) => club.names[account] === undefined)
      const names = unnamed ? { ...(await namesInRounds(house, club)), ...club.names } : club.names
      return club.organisers.map((account) => ({ account, name: names[account] ?? null }))
    },
    addOrganiser: (account) => update((club) => addOrganiser(club, account)),
    removeOrganiser: (account) => update((club) => removeOrganiser(club, account)),
    pause: () => update((club) => ({ ...club, paused: club.paused ?? clock.now() })),
    resume: () =>
      update((club) =>
        club.paused ? { ...club, paused: null, nextPick: nextTimeWithNotice(club.schedule, clock.now()) } : club,
      ),
    async troubles() {
      const entries = await Troubles.range(store, keys.troubles(id))
      return entries.map(({ value }) => value)
    },
  }
}

/** What those are called who nominated or commented lately. */
async function namesInRounds({ store }: House, { id, reading }: Club): Promise<Record<string, string>> {
  const rounds = await Rounds.range(store, keys.rounds(id), { reverse: true, limit: ROUNDS_ASKED })
  const comments = reading === null ? [] : await Comments.range(store, keys.comments({ club: id, n: reading }))
  const authors = comments.flatMap(({ value: { author } }) => author ?? [])
  const nominators = rounds
    .toReversed()
    .flatMap(({ value: { candidates, queue } }) => [...candidates, ...queue])
    .flatMap(({ nomination }) => (nomination ? [{ account: nomination.by, name: nomination.name }] : []))
  return Object.fromEntries([...authors, ...nominators].map(({ account, name }) => [account, name]))
}

const ROUNDS_ASKED = 5

/** A ballot stays open at least a day, never closes in the past, nor in a week that was skipped. */
function nextPickOf({ schedule }: Club, round: Round | undefined, now: Temporal.Instant): Temporal.Instant {
  const openedAt = round && Temporal.Instant.compare(round.openedAt, now) < 0 ? round.openedAt : now
  const opened = nextTimeWithNotice(schedule, openedAt)
  const skipped = round?.skipped.at(-1)
  const earliest = skipped && Temporal.Instant.compare(skipped, now) > 0 ? skipped : now
  return Temporal.Instant.compare(opened, earliest) > 0 ? opened : nextTime(schedule, earliest)
}

/** What moves a club's due time along with the club. It is written in any case, so that one that was lost comes back. Of a paused one nothing is due. */
export function moveDue(from: Club, to: Club): Writes {
  const before = from.paused ? null : keys.due(from.nextPick, from.id)
  const after = to.paused ? null : keys.due(to.nextPick, to.id)
  return {
    ...(before === null ? {} : { [before]: undefined }),
    ...(after === null ? {} : { [after]: Due.json({ club: to.id }) }),
  }
}
