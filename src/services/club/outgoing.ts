import type { Club } from '../../club/club.ts'
import { keys, type OutKind, platformOf, type RoomId, type RoundId, type Talk } from '../../club/keys.ts'
import { usualLength } from '../../club/meeting.ts'
import type { News } from '../../club/news.ts'
import { REMINDERS, remindersOf } from '../../club/reminder.ts'
import type { Round } from '../../club/round.ts'
import type { Writes } from '../../store/store.ts'
import type { House } from '../house.ts'
import { Clubs, Outgoing, Sendings } from '../records.ts'
import { removing } from '../writes.ts'

interface Besides {
  copies?: number
  notBefore?: Temporal.Instant | null
  news?: News | null
  of?: number
  talk?: Talk
  mark?: string
}

/**
 * What puts a post for each room into the outbox. `copies`: how many of it were deleted there before. `notBefore`: when it is to leave.
 * `of`, `talk`: the round of what is told of a day, and where it was said.
 */
export function outgoing(
  { club, n }: RoundId,
  kind: OutKind,
  rooms: readonly RoomId[],
  { copies = 0, notBefore = null, news = null, ...besides }: Besides = {},
): Writes {
  const untried = { due: null, since: null, message: null, attempts: 0, failed: null }
  const entry = { club, n, kind, ...untried, notBefore, copies, news, ...besides }
  return Object.assign({}, ...rooms.map((room) => keeping(keys.outgoing({ club, n }, kind, room), { ...entry, room })))
}

/** An entry of the outbox. */
export type Out = NonNullable<Awaited<ReturnType<typeof Outgoing.get>>>

/** What writes an entry of the outbox so that it is found when it may leave. */
export function keeping(key: string, out: Out): Writes {
  return { [key]: Outgoing.json(out), [leavesAt(key, out)]: Sendings.json({ club: out.club }) }
}

/** What takes an entry out of the outbox. What it leaves behind where it has another time meanwhile, whoever finds it drops. */
export function takingOut(key: string, out: Out): Writes {
  return removing([key, leavesAt(key, out)])
}

/** Where it says when an entry may leave. */
export function leavesAt(key: string, { notBefore, failed }: Pick<Out, 'notBefore' | 'failed'>): string {
  return keys.sending(notBefore !== null && failed === null, notBefore, key)
}

/** What puts the reminders of a round's meeting into the outbox, and takes those out that are no more. */
export function reminding(round: Round, club: Club, now: Temporal.Instant): Writes {
  const { rooms, reminders, schedule } = club
  const minutes = usualLength(club, round.meets?.day ?? null)
  const wanted = remindersOf(round.meets, { ...schedule, reminders, minutes }, now)
  const gone = Object.values(REMINDERS).flatMap(({ kind }) => rooms.map((room) => keys.outgoing(round, kind, room)))
  return Object.assign(removing(gone), ...wanted.map(({ kind, at }) => outgoing(round, kind, rooms, { notBefore: at })))
}

/** What tells rooms of a club something, each once; the club is written along, since it counts what was told. */
export function telling(club: Club, rooms: readonly RoomId[], news: News): Writes {
  return tellingEach(club, rooms, [{ news }])
}

/** As {@link telling}, several things, some of them not before an instant. */
export function tellingEach(
  club: Club,
  rooms: readonly RoomId[],
  told: readonly { news: News; notBefore?: Temporal.Instant }[],
): Writes {
  const each = told.map((one, index) => outgoing({ club: club.id, n: club.told + index + 1 }, 'news', rooms, one))
  return Object.assign({ [keys.club(club.id)]: Clubs.json({ ...club, told: club.told + told.length }) }, ...each)
}

/** What shows those who were asked for the paper of a day how that stands: that nothing is to be chosen any more, or by whom. */
export function answered(
  { id, asked, rooms }: Pick<Club, 'id' | 'asked' | 'rooms'>,
  day: string | null | undefined,
): Writes {
  if (day == null || asked?.day !== day) return {}
  const news = { what: 'answered' as const, place: null, at: null, day }
  return Object.assign({}, ...asked.posts.map((n) => outgoing({ club: id, n }, 'news', rooms, { news })))
}

/** Where organisers are told by themselves what they may not see in any channel. */
export function conversations({ platforms }: House, { organisers }: Club): RoomId[] {
  const reached = organisers.slice(0, MOST_TOLD)
  return reached.flatMap((account) => platforms.get(platformOf(account))?.roomWith(account) ?? [])
}

const MOST_TOLD = 10
