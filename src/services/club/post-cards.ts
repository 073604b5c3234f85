import type { Card } from '../../chat/card.ts'
import { afterwardsCard } from '../../chat/cards/afterwards.ts'
import { answeredCard, askCard } from '../../chat/cards/ask.ts'
import { ballotCard } from '../../chat/cards/ballot.ts'
import { readersInWords } from '../../chat/cards/carried.ts'
import { newPapersCard } from '../../chat/cards/fresh.ts'
import { newsCard } from '../../chat/cards/news.ts'
import { withCommands } from '../../chat/cards/notice.ts'
import { besideCard, isMeeting, pickCard } from '../../chat/cards/pick.ts'
import { nextBlocks, otherCard } from '../../chat/cards/plan.ts'
import { reminderCard } from '../../chat/cards/reminder.ts'
import { unvotedCard } from '../../chat/cards/unvoted.ts'
import type { WrapUp } from '../../chat/cards/week-news.ts'
import { welcomeCard } from '../../chat/cards/welcome.ts'
import type { Attendance } from '../../club/attendance.ts'
import type { Club } from '../../club/club.ts'
import { keys, postKey, type ReminderKind, type RoomId, type RoundId, type Talk } from '../../club/keys.ts'
import { lastTimeOf } from '../../club/last-time.ts'
import { trackOf, usualLength } from '../../club/meeting.ts'
import type { News } from '../../club/news.ts'
import type { PeopledDate } from '../../club/people.ts'
import type { Pick as PickOf, Round } from '../../club/round.ts'
import { comingMeetings, datedOf, dateOf } from '../../club/schedule.ts'
import { paperOf } from '../../club/talk.ts'
import { nothingOn, onDate } from '../../club/track.ts'
import { pickToAsk } from '../../club/way-of-date.ts'
import type { Paper } from '../../library/paper.ts'
import { isShownFrom, PICTURE_HOSTS } from '../../library/picture.ts'
import type { Catalogue } from '../../ports/library.ts'
import type { RoundView } from '../../ports/rounds.ts'
import type { House } from '../house.ts'
import { Clubs } from '../records.ts'
import { attendanceAt } from './attendance.ts'
import { readClub } from './clubs.ts'
import { readDiscussion } from './comments.ts'
import { lacksVote, linkToBallot } from './nudges.ts'
import { peopled, planOfRound, roundOfDay } from './planned.ts'
import { mostWanted } from './seconds.ts'
import { bestComments } from './signs.ts'
import { readRound, view } from './views.ts'
import { verdictsAt } from './wrap-up.ts'

/** What the bot's own posts show, made from the store alone, so that any of them can be shown anew. */

/** `id`: of the round that the welcome was posted with. */
export async function welcomeOf(house: House, id: RoundId): Promise<Card> {
  const club = await readClub(house, id.club)
  const open = await readRound(house, { club: club.id, n: club.voting })
  return welcomeCard(club, house.root, postKey('welcome', id), (open?.candidates.length ?? 0) > 0)
}

/** Undefined where there is nothing to tell any more. */
export async function newsOf(house: House, id: RoundId, news: News | null): Promise<Card | undefined> {
  const club = await Clubs.find(house.store, keys.club(id.club))
  if (!club || !news) return undefined
  const { what, day, at } = news
  const key = postKey('news', id)
  if (what === 'ask') return askOf(house, club, day, key)
  if (what === 'answered') return answeredOf(house, club, day, key)
  if (what === 'unvoted') {
    const link = await linkToBallot(house, { club: club.id, n: club.voting }, news.whom?.account ?? '')
    return (await lacksVote(house, club, news)) ? unvotedCard(club, { at, link }, house.root, key) : undefined
  }
  if (what === 'fresh') return freshOf(house, id.club, news, key)
  if (what !== 'meeting' && what !== 'reminder' && what !== 'unchosen')
    return newsCard(club, { ...news, what }, house.root, key)
  const date = day === undefined ? null : dateOf(club.schedule, day)
  // It was moved or cancelled since.
  if (!at || !date?.at.equals(at)) return undefined
  const [{ plan }, attendance] = await Promise.all([peopled(house, club, date), attendanceAt(house, club.id, date.day)])
  const isReminder = what === 'reminder'
  const meeting = { at, plan, day: date.day, attendance }
  if (plan.kind !== 'papers') return otherCard(club, meeting, { isReminder, nothing: null }, key)
  if (what === 'meeting' || (await roundOfDay(house, club.id, date.day))) return undefined
  const nothing = isReminder ? null : withCommands(nothingOn(club, date.day), house.root)
  return otherCard(club, meeting, { isReminder, nothing }, key)
}

/** Undefined where there is nothing to ask for any more. */
async function askOf(house: House, club: Club, day: string | undefined, key: string): Promise<Card | undefined> {
  const date = day === undefined ? null : dateOf(club.schedule, day)
  const pick = pickToAsk(club)
  if (!date || !pick || Temporal.Instant.compare(club.nextPick, house.clock.now()) < 0) return undefined
  const meeting = await peopled(house, club, date)
  const { kind, papers } = meeting.plan
  const isWanted = kind === 'papers' && papers.length === 0 && datedOf(club.schedule, pick)?.day === day
  return isWanted ? askCard({ ...onDate(club, date.day), nextPick: pick }, meeting, key) : undefined
}

/** What is new in the library, as it was when that was due. */
async function freshOf(house: House, club: string, { at, papers = [], count = 0 }: News, key: string): Promise<Card> {
  const catalogue = await house.libraries.of(club)
  const seconds = new Map((await mostWanted(house, club)).map((one) => [one.id, one.count]))
  const shown = (await catalogue.papers(papers)).map((paper) => ({ paper, seconds: seconds.get(paper.id) ?? 0 }))
  const since = at ?? house.clock.now()
  return newPapersCard('New in the library', { since, shown, before: 0, count }, key)
}

/** What takes the place of {@link askOf}, or the same as it is now. */
async function answeredOf(house: House, club: Club, day: string | undefined, key: string): Promise<Card> {
  const still = await askOf(house, club, day, key)
  if (still) return still
  const date = day === undefined ? null : dateOf(club.schedule, day)
  const read = day === undefined ? undefined : await roundOfDay(house, club.id, day)
  const planned = date ? (await peopled(house, club, date)).plan.papers[0] : undefined
  return answeredCard(date, (read?.pick ?? planned)?.title ?? null, key)
}

/** A ballot as a room gets it. `copies`: how many of the same one were deleted from there before. */
export async function ballotInRoom(house: House, round: Round, copies: number): Promise<Card> {
  const club = await readClub(house, round.club)
  const current = await view(house, round, club)
  return postedAgain(await ballotOf(house, current, club), current, copies)
}

export async function ballotOf(house: House, view: RoundView, club: Club): Promise<Card> {
  const catalogue = await house.libraries.of(club.id)
  const papers = await catalogue.papers(view.round.candidates.map(({ paper }) => paper))
  const date = view.closesAt && (await peopledDate(house, club, datedOf, view.closesAt))
  return ballotCard(view, papers, date, date && trackOf(club, date.day))
}

/** The ballot where `copies` of it were deleted before: as long as it is open it says so. */
export function postedAgain(card: Card, { round }: RoundView, copies: number): Card {
  if (copies === 0 || round.state !== 'voting') return card
  const why = { italic: 'The ballot was deleted here, so it is posted again. No vote was lost.' }
  return { ...card, blocks: [{ kind: 'text', text: [why] }, ...card.blocks] }
}

/** What a post with a thread shows; parameters as below. */
export async function talkCardOf(
  house: House,
  round: Round,
  talk: Talk,
  room: RoomId,
  threadless: string | null,
): Promise<Card | undefined> {
  return talk === 'pick' ? pickOf(house, round, room, threadless) : besideOf(house, round, talk, room, threadless)
}

async function besideOf(
  house: House,
  round: Round,
  talk: Talk,
  room: RoomId,
  threadless: string | null,
): Promise<Card> {
  const read = paperOf(round, talk)
  const catalogue = await house.libraries.of(round.club)
  const [paper, club] = await Promise.all([
    read ? paperShown(house, catalogue, read.paper) : undefined,
    Clubs.find(house.store, keys.club(round.club)),
  ])
  const readers = club ? readersInWords(club, room) : ''
  return besideCard(round, read, paper, postKey(talk, round), { threadless, readers: readers || null })
}

/** A paper with its picture, where that may be shown. */
async function paperShown(
  { pictureHosts = PICTURE_HOSTS }: House,
  catalogue: Catalogue,
  id: string,
): Promise<Paper | undefined> {
  const found = await catalogue.get(id)
  if (!found?.picture || isShownFrom(pictureHosts, found.picture)) return found
  const { picture: _, ...paper } = found
  return paper
}

/** Undefined while there is no pick. `room`: which is to show it. `threadless`: why no thread could be opened below it; null where one could. */
async function pickOf(house: House, round: Round, room: RoomId, threadless: string | null): Promise<Card | undefined> {
  const { pick } = round
  if (!pick) return undefined
  const catalogue = await house.libraries.of(round.club)
  const [paper, wrapUp, club, plan, attendance] = await Promise.all([
    paperShown(house, catalogue, pick.paper),
    wrapUpBefore(house, round),
    Clubs.find(house.store, keys.club(round.club)),
    planOfRound(house, round),
    attendanceOfRound(house, round),
  ])
  const readers = club ? readersInWords(club, room) : ''
  const next = club && round.meets && (await peopledDate(house, club, dateAfter, round.meets.at))
  const card = pickCard(
    { ...round, pick },
    plan,
    attendance,
    paper,
    wrapUp,
    house.clock.now(),
    threadless,
    readers || null,
  )
  return club && next ? { ...card, blocks: [...card.blocks, ...nextBlocks(next, club.schedule)] } : card
}

const dateAfter: typeof datedOf = (schedule, at) => comingMeetings(schedule, at, 1)[0] ?? null

/** The date that is found from an instant on, where it is a track's, or somebody has it or is needed for it. */
async function peopledDate(
  house: House,
  club: Club,
  find: typeof datedOf,
  from: Temporal.Instant,
): Promise<PeopledDate | null> {
  const date = find(club.schedule, from)
  if (!date) return null
  const found = await peopled(house, club, date)
  const isTold = trackOf(club, date.day) !== null || found.plan.people.length > 0 || found.free.length > 0
  return isTold ? found : null
}

/** Undefined where there is nothing to be reminded of. */
export async function reminderOf(house: House, round: Round, kind: ReminderKind): Promise<Card | undefined> {
  const { pick, meets } = round
  if (!pick || !meets) return undefined
  if (kind === 'wrapup') return afterwardsOf(house, { ...round, pick })
  const catalogue = await house.libraries.of(round.club)
  return reminderCard(
    { ...round, pick, meets },
    await planOfRound(house, round),
    await attendanceOfRound(house, round),
    await catalogue.get(pick.paper),
    postKey(kind, round),
  )
}

/** What rooms are asked once a meeting is over. */
async function afterwardsOf(house: House, round: Round & { pick: PickOf }): Promise<Card> {
  const club = await Clubs.find(house.store, keys.club(round.club))
  const [plan, attendance, discussion, verdicts, best, date] = await Promise.all([
    planOfRound(house, round),
    attendanceOfRound(house, round),
    readDiscussion(house, round),
    verdictsAt(house, round),
    bestComments(house, round),
    club && round.meets ? peopledDate(house, club, dateAfter, round.meets.at) : null,
  ])
  return afterwardsCard(
    round,
    {
      plan,
      attendance,
      verdicts,
      best,
      next: club && date ? { date, schedule: club.schedule } : null,
      ...discussion,
    },
    postKey('wrapup', round),
  )
}

/** Null where there is no meeting that anybody could come to. */
async function attendanceOfRound(house: House, { club, meets, closedAt }: Round): Promise<Attendance | null> {
  if (!meets?.day || meets.cancelled) return null
  return isMeeting({ meets, closedAt }) ? attendanceAt(house, club, meets.day) : null
}

async function wrapUpBefore(house: House, round: Round): Promise<WrapUp | null> {
  const club = await Clubs.find(house.store, keys.club(round.club))
  const last = lastTimeOf(round, await roundsUpTo(house, round), (day) => (club ? usualLength(club, day) : null))
  if (!last?.pick) return null
  const [discussion, verdicts] = await Promise.all([readDiscussion(house, last), verdictsAt(house, last)])
  return { round: { ...last, pick: last.pick }, verdicts, ...discussion }
}

async function roundsUpTo(house: House, { club, n }: RoundId): Promise<Round[]> {
  const numbers = Array.from({ length: Math.min(n, LATELY) }, (_, index) => n - index)
  const rounds = await Promise.all(numbers.map((one) => readRound(house, { club, n: one })))
  return rounds.filter((round) => round !== undefined)
}

/** So many are read to tell which meetings were asked about already. */
const LATELY = 12
