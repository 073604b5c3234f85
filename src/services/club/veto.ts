/** Puts other papers in the place of a pick, which its rooms are told with the reason. */
import { assertGoesOn, type Club } from '../../club/club.ts'
import { ranked } from '../../club/counting.ts'
import { UserError } from '../../club/errors.ts'
import { isBeside, keys, type RoomId, type RoundId, THREADS } from '../../club/keys.ts'
import { type Note, noted } from '../../club/note.ts'
import type { PlannedPaper } from '../../club/plan.ts'
import { type Chosen, type Round, replaced, wasVoted, withoutPapers } from '../../club/round.ts'
import { dayIn } from '../../club/schedule.ts'
import { paperOf, talksHeld } from '../../club/talk.ts'
import { hasBallot } from '../../club/way-of-date.ts'
import type { Writes } from '../../store/store.ts'
import type { Act } from '../act.ts'
import type { House } from '../house.ts'
import { noting } from '../notes.ts'
import { Clubs, Picked, Replaced, Rounds } from '../records.ts'
import { readClub } from './clubs.ts'
import { outgoing, telling } from './outgoing.ts'
import type { PostService } from './posts.ts'

/** `papers`: null for what came next. Throws {@link UserError} where there is nothing. */
export async function replacePick(
  house: House,
  posts: PostService,
  act: Act,
  { club: id, n }: RoundId,
  papers: readonly PlannedPaper[] | null,
  reason: string | null,
): Promise<{ before: string; after: string }> {
  const { voting } = await readClub(house, id)
  const [read, open] = [keys.round({ club: id, n }), keys.round({ club: id, n: voting })]
  const told = await act.change('replace', Replaced, [keys.club(id), read, open], (values) => {
    const club = Clubs.from(values, keys.club(id))
    const round = Rounds.from(values, read)
    const next = Rounds.from(values, open)
    if (!club || !round?.pick || !next) throw new UserError('not-found', 'There is no pick to take back.')
    assertGoesOn(club)
    if (round.meets?.cancelled) throw notHeld(dayIn(round.meets.at, club.schedule.zone), round.pick.title)
    const before = round.pick
    if (papers && isRead(papers, round)) throw readAlready(before.title, comesNext(round) !== null)
    const chosen = papers ? { papers, rule: 'organiser' as const } : comesNext(round)
    const after = chosen && replaced(round, chosen, reason)
    if (!after?.pick) throw nothingElse(club, round)
    const gone = [before, ...round.also].filter((one) => !isIn(one, after))
    const all = [...round.candidates, ...next.candidates, ...next.queue]
    const fate = (papers: readonly { paper: string }[], what: (paper: string) => Note['what'], why: string | null) =>
      all
        .filter((one) => papers.some(({ paper }) => paper === one.paper))
        .flatMap((one) => noted(one, what(one.paper), why))
    const cameAs = (paper: string) => (paper === after.pick?.paper ? 'picked' : 'picked beside')
    const come = [after.pick, ...after.also].filter((one) => !isIn(one, round))
    return {
      writes: {
        [read]: Rounds.json(after),
        [open]: Rounds.json(withoutPapers(next, [after.pick, ...after.also])),
        ...Object.fromEntries(gone.map(({ paper }) => [keys.picked(id, paper), undefined])),
        ...Object.fromEntries(
          [after.pick, ...after.also].map(({ paper }) => [keys.picked(id, paper), Picked.json(round)]),
        ),
        ...outgoing(round, 'again', club.rooms),
        ...talksAnew(round, after, club.rooms),
        ...tellOf(club, before.title, after.pick.title, reason),
        ...noting([...fate(gone, () => 'replaced', reason), ...fate(come, cameAs, null)], house.clock.now()),
      },
      result: { before: before.title, after: after.pick.title },
    }
  })
  posts.refresh({ club: id, n: voting })
  posts.deliverSoon(id)
  return told
}

/** The posts of papers that come, and the names of threads that are about another paper now. */
function talksAnew(before: Round, after: Round, rooms: readonly RoomId[]): Writes {
  const others = talksHeld(after).filter((talk) => paperOf(after, talk)?.title !== paperOf(before, talk)?.title)
  const anew = others.map((talk) => outgoing(before, isBeside(talk) ? talk : THREADS[talk], rooms))
  return Object.assign({}, ...anew)
}

function notHeld(day: string, title: string): UserError {
  return new UserError(
    'cancelled',
    `“${title}” is not read: the meeting of ${day} is cancelled. Nothing was changed. What a coming date reads is said with \`club choose\`.`,
  )
}

/** Whether a date has just these papers. */
function isRead(papers: readonly PlannedPaper[], { pick, also }: Round): boolean {
  const read = pick ? [pick, ...also] : also
  return papers.length === read.length && papers.every(({ paper }, nth) => paper === read[nth]?.paper)
}

/** `hasNext`: whether something came next by the votes. */
function readAlready(title: string, hasNext: boolean): UserError {
  return new UserError(
    'read-already',
    `“${title}” is what the group reads already, so nothing was changed. Name another paper${hasNext ? ', or none: then what came next is read' : ''}.`,
  )
}

function isIn({ paper }: { paper: string }, { pick, also }: Round): boolean {
  return pick?.paper === paper || also.some((one) => one.paper === paper)
}

/** Of papers that stay nothing is told. */
function tellOf(club: Club, before: string, after: string, reason: string | null) {
  if (before === after) return {}
  const news = { what: 'replaced' as const, place: null, at: null, titles: [before, after] }
  return telling(club, club.rooms, { ...news, ...(reason === null ? {} : { reason }) })
}

/** The runner-up that anybody voted for, of those that were not taken back. */
function comesNext(round: Round): Chosen | null {
  if (!round.tally) return null
  const isOut = (title: string) => round.vetoed.some((one) => one.title === title)
  const next = ranked(round.candidates, round.tally).find(
    ({ candidate, approvals }) => approvals > 0 && !isIn(candidate, round) && !isOut(candidate.title),
  )
  return next ? { papers: [{ ...next.candidate, optional: false }], rule: 'veto' } : null
}

/** Votes that people see on the open ballot are not those that are asked for here. */
function nothingElse(club: Club, round: Round): UserError {
  const open = hasBallot(club) ? ', and the open ballot is for the next one' : ''
  const why = wasVoted(round) ? 'Nothing else had a vote for that date' : 'Nobody voted on what is read on that date'
  const sentence = `${why}${open}. Say what is read instead: \`club veto paper:… reason:…\`.`
  return new UserError('nothing-else', sentence)
}
