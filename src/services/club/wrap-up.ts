/** What is said of a meeting once it was: slides and notes that are added, how it was, and what there was of it. */
import { randomUUID } from 'node:crypto'
import type { Caller } from '../../club/caller.ts'
import { UserError } from '../../club/errors.ts'
import { keys, type RoomId, type RoundId, roundOfPostKey } from '../../club/keys.ts'
import { changePlan, type Plan, UNPLANNED } from '../../club/plan.ts'
import { MOST_PLANNED } from '../../club/plan-words.ts'
import { type Question, type Verdicts as Said, type Verdict, verdictsOf } from '../../club/verdict.ts'
import type { Writes } from '../../store/store.ts'
import type { Act } from '../act.ts'
import type { House } from '../house.ts'
import { Done, Plans, Rounds, Verdicts } from '../records.ts'
import { clubGoingOn } from './clubs.ts'
import { outgoing } from './outgoing.ts'
import { planWrites } from './planned.ts'

/** How many said what of a discussion. */
export async function verdictsAt({ store }: House, round: RoundId): Promise<Said> {
  return verdictsOf((await Verdicts.range(store, keys.verdicts(round))).map(({ value }) => value))
}

/** Keeps what somebody says of a discussion; said a second time it is taken back. Throws {@link UserError}. */
export async function judge(
  house: House,
  act: Act,
  { account }: Pick<Caller, 'account'>,
  round: RoundId,
  question: Question,
  value: boolean,
): Promise<Verdict> {
  const { store } = house
  const [mine, roundKey, clubKey] = [keys.verdict(round, account), keys.round(round), keys.club(round.club)]
  return act.change('judge', Verdicts, [clubKey, roundKey, mine], (values) => {
    const club = clubGoingOn(values, round.club)
    if (!Rounds.findIn(store, values, roundKey)?.pick) throw notRead()
    const before = Verdicts.findIn(store, values, mine) ?? { discussed: null, recommended: null }
    const after = { ...before, [question]: before[question] === value ? null : value }
    const isNone = after.discussed === null && after.recommended === null
    return {
      writes: { [mine]: isNone ? undefined : Verdicts.json(after), ...again(round, club.rooms) },
      result: after,
    }
  })
}

/** Adds slides, notes or a recording to a meeting, which its posts show. Throws {@link UserError}. */
export async function addLink(house: House, act: Act, round: RoundId, link: Plan['links'][number]): Promise<void> {
  const { store } = house
  const day = (await Rounds.find(store, keys.round(round)))?.meets?.day
  if (day == null) throw notRead()
  const plan = keys.plan(round.club, day)
  await act.change('link', Done, [keys.club(round.club), plan], (values) => {
    const club = clubGoingOn(values, round.club)
    const before = Plans.findIn(store, values, plan) ?? UNPLANNED
    const others = before.links.filter(({ url }) => url !== link.url)
    if (others.length >= MOST_PLANNED)
      throw new UserError('too-many', `A meeting has ${MOST_PLANNED} links at most. Nothing was added.`)
    const after = changePlan(before, { links: [...others, link] })
    return { writes: { ...planWrites(club, day, after), ...again(round, club.rooms) }, result: true }
  })
}

/** The round that a control is about; throws {@link UserError} where it is none of the club's. */
export function roundIn(club: string, postKey: string): RoundId {
  const round = roundOfPostKey(postKey)
  if (round?.club !== club) throw notRead()
  return round
}

function again(round: RoundId, rooms: readonly RoomId[]): Writes {
  return outgoing(round, 'again', rooms, { mark: randomUUID() })
}

function notRead(): UserError {
  return new UserError(
    'not-found',
    'That is not a meeting of this reading group any more. See them with `meeting show`.',
  )
}
