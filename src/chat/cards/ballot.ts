import { type Candidate, type Dropped, titlesOfGone } from '../../club/ballot.ts'
import { WAYS } from '../../club/choosing/ways.ts'
import { type Place, type Rule, ranked, ruleBetween } from '../../club/counting.ts'
import { postKey } from '../../club/keys.ts'
import type { PeopledDate } from '../../club/people.ts'
import { type Pick as PickOf, wasVoted } from '../../club/round.ts'
import type { Voting } from '../../club/voting.ts'
import type { Paper } from '../../library/paper.ts'
import type { RoundView } from '../../ports/rounds.ts'
import { actionId } from '../action.ts'
import type { Block, Button, Card, Cell, Inline, Rich, Select } from '../card.ts'
import { cutText } from '../text.ts'
import { divider, notice, plural } from './notice.ts'
import { yearOf } from './paper.ts'
import { comingBlock } from './plan.ts'

/** The ballot as the room sees it: what may be read next, and the count so far. Never a name beside a vote. `date`: of whom it is, if of anybody; `track`: which of the club's. */
export function ballotCard(
  view: RoundView,
  papers: readonly Paper[],
  date: PeopledDate | null,
  track: string | null = null,
): Card {
  const { round, tally, closesAt } = view
  if (!closesAt) return closedBallotCard(view)
  if (!WAYS[view.way].ballot) return noBallotCard(view)
  const key = postKey('ballot', round)
  return {
    title: 'What shall we read next?',
    about: 'ballot',
    blocks: [
      { kind: 'text', text: [`${howToVote(round.voting)} `, ...closing(view, closesAt)] },
      ...(date ? [comingBlock('For ', date, track)] : []),
      ...newsBlocks(view),
      { kind: 'list', ordered: true, items: shortLines(view, papers) },
      { kind: 'buttons', buttons: round.candidates.map((candidate, index) => numberButton(candidate, index, key)) },
      {
        kind: 'buttons',
        buttons: [
          myVote(view),
          { label: 'Read more', action: actionId('vote', 'more', key) },
          { label: 'Nominate a paper', action: actionId('nominate', 'ask') },
          ...pauseButtons(view),
        ],
      },
    ],
    footer: `${plural(tally.voters, 'person has', 'people have')} voted${ofThose(round.voting)}. Votes are secret: only the counts are shown${round.voting.hidden ? ', once it has closed' : ''}.`,
  }
}

/** What one presses, and how often. */
function howToVote({ ranked, most }: Voting): string {
  if (ranked) {
    const limit = most === null ? '' : `, ${most} at most`
    return `Press the numbers in your order${limit}: first that of the paper that you want most, then the next.`
  }
  if (most === 1) return 'Press the number of the one paper that you would read.'
  if (most !== null) return `Press the numbers of the papers that you would read, ${most} at most.`
  return 'Press the number of every paper that you would read.'
}

/** ` of the 4 that it takes` */
function ofThose({ quorum }: Voting): string {
  return quorum > 1 ? ` of the ${quorum} that it takes` : ''
}

/** Of a club that chooses otherwise: what was nominated waits. */
function noBallotCard({ round: { candidates, queue, skipped }, says, closesAt }: RoundView): Card {
  // What waits after a date's paper was chosen is on the next round.
  const waiting = closesAt ? [...candidates, ...queue].filter(({ nomination }) => nomination) : []
  const heading: Block = { kind: 'text', text: [{ bold: 'Nominations that wait' }] }
  return {
    title: 'This group does not vote',
    blocks: [
      { kind: 'text', text: says },
      ...(closesAt ? skipped.map((at): Block => ({ kind: 'text', text: skippedLine(at) })) : []),
      ...(waiting.length > 0 ? [heading, { kind: 'list' as const, items: waiting.map(waitingLine) }] : []),
      { kind: 'buttons', buttons: [{ label: 'Nominate a paper', action: actionId('nominate', 'ask') }] },
    ],
  }
}

function waitingLine({ title, nomination }: Candidate): Rich {
  const reason = nomination?.reason ? `: “${nomination.reason}”` : '.'
  return [{ bold: title }, ` Nominated by ${nomination?.name}${reason}`]
}

export function myVote({ round }: RoundView): Button {
  return { label: 'My vote', action: actionId('vote', 'mine', postKey('ballot', round)) }
}

/** One tap says that one would read it, another takes that back. */
function numberButton({ number, title }: Candidate, index: number, key: string): Button {
  return {
    label: `${index + 1}`,
    says: `${index + 1}: ${title}`,
    action: actionId('vote', 'toggle', `${key}.${number}`),
  }
}

/** The papers of a ballot, in a line each: what it takes to choose, and never so long that the next one is lost. */
function shortLines(view: RoundView, papers: readonly Paper[]): Rich[] {
  const { round, tally } = view
  const votesFor = ({ paper }: Candidate) => tally.approvals[paper] ?? 0
  const most = Math.max(...round.candidates.map(votesFor))
  return round.candidates.map((candidate): Rich => {
    const paper = papers.find(({ id }) => id === candidate.paper)
    const votes = votesFor(candidate)
    const year = paper && yearOf(paper)
    if (round.voting.hidden) return [titleOf(candidate, paper), year ? ` · ${year}` : '']
    return [titleOf(candidate, paper), year ? ` · ${year} · ` : ' · ', ...bar(votes, most), votesSoFar(view, votes)]
  })
}

/** `2 votes`; of an open ballot whose order counts `2 first choices`, as nothing is decided by them alone. */
function votesSoFar({ round, closesAt }: RoundView, votes: number): string {
  return closesAt && round.voting.ranked ? plural(votes, 'first choice') : plural(votes, 'vote')
}

const SHORT_TITLE = 64
const SHORT_LINK = 200

/** The title, leading to the paper where its address is not so long that it would take the room of other papers. */
function titleOf({ title }: Candidate, paper: Paper | undefined): Inline {
  const short = cutText(title, SHORT_TITLE)
  const link = paper?.link ?? null
  return link !== null && link.length <= SHORT_LINK ? { link, label: short } : { bold: short }
}

const BAR = 5

/** Votes drawn as a part of those for the paper that has most. */
function bar(votes: number, most: number): Inline[] {
  if (votes === 0) return []
  const full = Math.max(1, Math.round((votes / most) * BAR))
  return [{ drawn: `${'▰'.repeat(full)}${'▱'.repeat(BAR - full)} ` }]
}

/** What a ballot's papers are about, who brought them and why. Only the caller sees it. */
export function moreCard(view: RoundView, papers: readonly Paper[]): Card {
  if (!view.closesAt) return closedBallotCard(view)
  return {
    title: 'What we may read next',
    blocks: [
      { kind: 'list', ordered: true, items: view.round.candidates.map((one) => candidateLine(one, view, papers)) },
      { kind: 'buttons', buttons: [myVote(view)] },
    ],
  }
}

/** What a vote is answered with: what it is now, in a line. */
export function votedCard(view: RoundView, approved: readonly number[], dropped: readonly Dropped[]): Card {
  return { title: '', blocks: [...votedLines(view, approved, dropped), { kind: 'buttons', buttons: [myVote(view)] }] }
}

function votedLines(view: RoundView, approved: readonly number[], dropped: readonly Dropped[]): Block[] {
  const mine = standing(view, approved)
  const titles = mine.map(({ title }): Inline => ({ bold: title }))
  const words = isOrdered(view) ? orderWords(view, mine) : ['You voted for ', ...listedRich(titles), '.']
  return [
    ...dropped.map((title): Block => ({ kind: 'text', text: droppedLine(view, title) })),
    { kind: 'text', text: mine.length > 0 ? words : 'You have no vote on this ballot now.' },
    ...lostLines(view, approved),
  ]
}

/** `Your first choice is 3. A, then 1. B and 2. C.`, each with its number on the ballot. */
function orderWords({ round: { candidates } }: RoundView, mine: readonly Candidate[]): Inline[] {
  const [first, ...others] = mine.map(
    (candidate): Inline => ({ bold: `${candidates.indexOf(candidate) + 1}. ${candidate.title}` }),
  )
  if (first === undefined) return []
  return ['Your first choice is ', first, ...(others.length > 0 ? [', then ', ...listedRich(others)] : []), '.']
}

/** The open ballot in few words: its papers, those marked that somebody voted for, and until when they can. */
export function briefBallot(view: RoundView, approved: readonly number[]): Block[] {
  const { round, closesAt, way, says } = view
  if (!WAYS[way].ballot) return [{ kind: 'text', text: says }]
  if (!closesAt) return [{ kind: 'text', text: 'The votes are being counted.' }]
  if (round.candidates.length === 0) return [{ kind: 'text', text: NOTHING_ON_IT }]
  const mine = standing(view, approved)
  const lines = round.candidates.map((candidate): Rich => {
    const title = cutText(candidate.title, SHORT_TITLE)
    return mine.includes(candidate) ? [{ bold: title }, ` — ${markOf(view, mine, candidate)}`] : title
  })
  return [
    { kind: 'list', ordered: true, items: lines },
    ...lostLines(view, approved),
    ...(approved.length > 0 ? [] : [{ kind: 'text' as const, text: 'You have not voted on this ballot yet.' }]),
    { kind: 'text', text: untilWhen(view, closesAt, mine.length > 0) },
  ]
}

/** `your choice 2`, or nothing */
function markOf(view: RoundView, mine: readonly Candidate[], candidate: Candidate): string {
  const place = mine.indexOf(candidate)
  if (place < 0) return ''
  return isOrdered(view) ? `your choice ${place + 1}` : 'your vote'
}

/**
 * The open ballot on a page of the voter's own, where they vote: with the count as in the room, and what their vote is now. `control`
 * gives the action of a paper's number; `said`: what came of what they did just now.
 */
export function ballotToVoteOn(
  view: RoundView,
  approved: readonly number[],
  papers: readonly Paper[],
  control: (arg: string) => string,
  { dropped = [], problem = [] }: { dropped?: readonly Dropped[]; problem?: readonly Block[] } = {},
): Block[] {
  const { round, closesAt, way } = view
  if (!WAYS[way].ballot || !closesAt || round.candidates.length === 0)
    return [...problem, ...briefBallot(view, approved)]
  const mine = standing(view, approved)
  const key = postKey('ballot', round)
  return [
    { kind: 'list', ordered: true, items: shortLines(view, papers) },
    { kind: 'text', text: `${howToVote(round.voting)} Press it again to take that back.` },
    {
      kind: 'buttons',
      buttons: round.candidates.map((candidate, index): Button => {
        const mark = markOf(view, mine, candidate)
        return {
          label: `${index + 1}`,
          says: `${index + 1}${mark && `, ${mark}`}: ${candidate.title}`,
          action: control(`${key}.${candidate.number}`),
          ...(mark ? { style: 'primary' as const } : {}),
        }
      }),
    },
    ...problem,
    ...votedLines(view, approved, dropped),
    { kind: 'text', text: untilWhen(view, closesAt, mine.length > 0) },
  ]
}

/** What of a vote stands on the ballot: in the voter's order where that counts, else as on the ballot. */
function standing({ round: { candidates, voting } }: RoundView, approved: readonly number[]): Candidate[] {
  if (!voting.ranked) return candidates.filter(({ number }) => approved.includes(number))
  return approved.flatMap((number) => candidates.find((candidate) => candidate.number === number) ?? [])
}

function isOrdered({ round }: RoundView): boolean {
  return round.voting.ranked
}

/** `Ada, Bob and Carl`, each as it is shown. */
function listedRich(items: readonly Inline[]): Inline[] {
  return items.flatMap((item, index) => (index === 0 ? [item] : [index === items.length - 1 ? ' and ' : ', ', item]))
}

/** When voting ends. */
export function closing({ paused }: Pick<RoundView, 'paused'>, closesAt: Temporal.Instant): Inline[] {
  if (paused) return ['The club has paused, so voting stays open until it goes on.']
  return ['Voting closes ', { time: closesAt, style: 'moment' }, '.']
}

/** What happened to an open ballot: picks that were skipped, or that there were not for want of votes. */
function newsBlocks({ round, tally, paused }: RoundView): Block[] {
  const { skipped, unvoted, voting } = round
  const lines: Rich[] = [
    ...skipped.map(skippedLine),
    ...(unvoted && tally.voters < voting.quorum
      ? [
          [
            voting.quorum > 1 ? `Fewer than ${voting.quorum} people had voted by ` : 'Nobody had voted by ',
            { time: unvoted.at, style: 'moment' as const },
            ', so there was no pick, and this ballot stays open for a week more.',
          ],
        ]
      : []),
    ...(isIdle({ round, tally }) && !paused
      ? [`There were no votes ${unvoted?.times} weeks in a row. Organisers: shall the club pause?`]
      : []),
  ]
  return lines.map((text) => ({ kind: 'text', text }))
}

function skippedLine(at: Temporal.Instant): Rich {
  return ['An organiser skipped the pick of ', { time: at, style: 'date' }, '.']
}

/** After so many weeks without a vote the club is asked whether to pause. */
const IDLE_WEEKS = 3

function isIdle({ round: { unvoted }, tally }: Pick<RoundView, 'round' | 'tally'>): boolean {
  return tally.voters === 0 && (unvoted?.times ?? 0) >= IDLE_WEEKS
}

function pauseButtons(view: RoundView): Button[] {
  if (view.paused) return [{ label: 'Let the club go on', action: actionId('club resume', 'confirm') }]
  return isIdle(view) ? [{ label: 'Pause the club', action: actionId('club pause', 'confirm') }] : []
}

/**
 * My own ballot, which nobody else sees. `dropped`: what I chose just now, and what had left the ballot before. `isNudged`: whether I
 * am told while I have not voted.
 */
export function ownBallotCard(
  view: RoundView,
  approved: readonly number[],
  papers: readonly Paper[],
  { isNudged, dropped = [] }: { isNudged: boolean; dropped?: readonly Dropped[] },
): Card {
  const { round, closesAt } = view
  if (closesAt && !WAYS[view.way].ballot) return noBallotCard(view)
  const key = postKey('ballot', round)
  const mine = standing(view, approved)
  const said: Block[] = [
    ...dropped.map((title): Block => ({ kind: 'text', text: droppedLine(view, title) })),
    ...(mine.length > 0
      ? [
          { kind: 'text' as const, text: isOrdered(view) ? 'Your order:' : 'You voted for:' },
          {
            kind: 'list' as const,
            ...(isOrdered(view) ? { ordered: true } : {}),
            items: mine.map(({ title }): Rich => [{ bold: cutText(title, SHORT_TITLE) }]),
          },
        ]
      : []),
    ...lostLines(view, approved),
  ]
  if (!closesAt) {
    const closed = closedBallotCard(view)
    const kept: Block[] = approved.length > 0 ? said : [{ kind: 'text', text: 'You have no vote on it.' }]
    return { ...closed, blocks: [...kept, divider, ...closed.blocks] }
  }
  if (approved.length === 0) said.push({ kind: 'text', text: 'You have not voted on this ballot yet.' })
  return {
    title: 'Your vote',
    blocks: [
      ...said,
      { kind: 'text', text: round.candidates.length > 0 ? untilWhen(view, closesAt, mine.length > 0) : NOTHING_ON_IT },
      ...(round.candidates.length > 0 ? votingControls(view, key, mine) : []),
      {
        kind: 'buttons',
        buttons: [
          ...(mine.length > 0
            ? [{ label: 'Withdraw my vote', action: actionId('vote', 'clear', key), style: 'danger' as const }]
            : []),
          { label: 'Nominate a paper', action: actionId('nominate', 'ask') },
          nudgeButton(isNudged),
        ],
      },
      divider,
      {
        kind: 'list',
        ordered: true,
        items: round.candidates.map((candidate) => candidateLine(candidate, view, papers)),
      },
    ],
    footer: 'Only you see this. If you vote in both chats, link your accounts with “me show”: then you count once.',
  }
}

function nudgeButton(isNudged: boolean): Button {
  return isNudged
    ? { label: 'Do not remind me to vote', action: actionId('vote', 'nudge', 'off') }
    : { label: 'Remind me to vote', action: actionId('vote', 'nudge', 'on') }
}

export const NOTHING_ON_IT = 'Nothing is on the ballot yet. Nominate a paper, or ask an organiser to add some.'

function untilWhen(view: RoundView, closesAt: Temporal.Instant, voted: boolean): Rich {
  if (view.paused || !voted) return closing(view, closesAt)
  return ['You can change it until ', { time: closesAt, style: 'moment' }, '.']
}

function droppedLine({ round: { candidates } }: RoundView, title: Dropped): Rich {
  const isBack = candidates.some((one) => one.title === title)
  return [
    title === null ? 'Something that you chose' : { bold: title },
    isBack ? ' had left the ballot and came back since you saw it' : ' has left the ballot since you saw it',
    `, so it is left out of your vote.${isBack ? ' Vote for it again if you like.' : ''}`,
  ]
}

/** What somebody voted for that left the ballot. What came back and has their vote again is not told of. */
function lostLines(view: RoundView, approved: readonly number[]): Block[] {
  const { round } = view
  const mine = standing(view, approved)
  const lost = titlesOfGone(round, approved).filter((title) => !mine.some((one) => one.title === title))
  return lost.map((title): Block => {
    const isBack = round.candidates.some((one) => one.title === title)
    const left = isBack
      ? ', which left the ballot and came back: that vote does not count any more. Vote for it again if you like.'
      : ', which has left the ballot: that does not count any more.'
    return { kind: 'text', text: [mine.length > 0 ? 'You also voted for ' : 'You voted for ', { bold: title }, left] }
  })
}

function closedBallotCard(view: RoundView): Card {
  const { round, tally, way } = view
  if (round.pick && !wasVoted(round)) return WAYS[way].ballot ? goesOnCard(round.pick) : noBallotCard(view)
  const chosen: Rich = round.pick ? ['The pick is ', { bold: round.pick.title }, '.'] : 'The votes are being counted.'
  return {
    title: 'This ballot is closed',
    blocks: [
      { kind: 'text', text: chosen },
      ...(round.tally || !round.voting.hidden
        ? [{ kind: 'list' as const, ordered: true, items: resultLines(round.candidates, round.tally ?? tally) }]
        : []),
      {
        kind: 'buttons',
        buttons: [{ label: 'Results', action: actionId('results', 'open', postKey('ballot', round)) }],
      },
    ],
    footer: `${plural((round.tally ?? tally).voters, 'person', 'people')} voted.`,
  }
}

/** A ballot of which nothing can be read any more. */
export function lostBallotCard(): Card {
  return notice('This ballot is closed', 'What was kept of it cannot be read any more, so another one takes its place.')
}

/** A ballot of a date whose paper was chosen otherwise: nothing on it was decided. */
function goesOnCard({ title }: PickOf): Card {
  return notice('This ballot goes on', [
    'For this date ',
    { bold: title },
    ' was chosen ahead. The same ballot, with every vote, is open for the next one.',
  ])
}

/** Papers with their counts, in the order that the rules decide; where votes were level, which rule did. */
function resultLines(candidates: readonly Candidate[], tally: RoundView['tally']): Rich[] {
  const ranking = ranked(candidates, tally)
  return ranking.map((one, index) => {
    const { title } = one.candidate
    if (one.place) return [{ bold: title }, ` — ${placeWords(one.place, index === 0)}`]
    const next = ranking[index + 1]
    const why = next && one.approvals > 0 ? AHEAD[ruleBetween(one, next)] : ''
    return [{ bold: title }, ` — ${plural(one.approvals, 'vote')}${why}`]
  })
}

/** The same with a row for each, where a chat has tables. */
export function resultTable(candidates: readonly Candidate[], tally: RoundView['tally']): Block {
  const ranking = ranked(candidates, tally)
  const rows = ranking.map((one, index): Cell[] => {
    const { candidate, approvals, place } = one
    const next = ranking[index + 1]
    if (place) return [index + 1, candidate.title, place.votes, placeWords(place, index === 0)]
    const why = next && approvals > 0 ? AHEAD[ruleBetween(one, next)] : ''
    return [index + 1, candidate.title, approvals, why.replace(/^, /, '')]
  })
  const isTold = rows.some(([, , , why]) => why !== '')
  const head = ['Place', 'Paper', 'Votes', 'How it came']
  return {
    kind: 'table',
    caption: 'How the votes stand',
    head: isTold ? head : head.slice(0, 3),
    rows: isTold ? rows : rows.map((row) => row.slice(0, 3)),
    items: resultLines(candidates, tally),
    ordered: true,
  }
}

/** Why a paper stands before the next one in a list of results. */
const AHEAD: Readonly<Record<Rule, string>> = {
  'only one': '',
  approvals: '',
  'run-off': '',
  nomination: ', ahead because it was nominated',
  earlier: ', ahead because it was nominated earlier',
  title: ', ahead by its title',
}

/** `out in round 2 with 1 vote, level with “B”, which was nominated earlier` */
function placeWords({ votes, round, rule, level, seat }: Place, isFirst: boolean): string {
  if (seat) return `${plural(votes, 'vote')} in round ${round}, the last without what stands before it`
  if (isFirst) return `${plural(votes, 'vote')} in round ${round}, the last`
  if (votes === 0) return 'nobody’s first choice'
  const why = level === null ? '' : `, level with “${level}”${STAYED[rule]}`
  return `out in round ${round} with ${plural(votes, 'vote')}${why}`
}

/** Why that one stayed. */
const STAYED: Readonly<Record<Rule, string>> = {
  'only one': '',
  approvals: '',
  'run-off': '',
  nomination: ', which was nominated',
  earlier: ', which was nominated earlier',
  title: ', which comes before it by its title',
}

function candidateLine(candidate: Candidate, view: RoundView, papers: readonly Paper[]): Rich {
  const votes = view.tally.approvals[candidate.paper] ?? 0
  const count = view.round.voting.hidden ? '' : ` (${votesSoFar(view, votes)})`
  const idea = papers.find(({ id }) => id === candidate.paper)?.idea ?? ''
  const { nomination } = candidate
  const room = Math.floor(ROOM / view.round.candidates.length)
  const title = cutText(candidate.title, Math.floor(room * 0.4))
  const left = room - title.length
  const why = nomination?.reason ?? ''
  const reason = cutText(why, Math.max(Math.floor(left / 2), left - idea.length))
  const said = reason ? `: “${reason}”` : '.'
  const by = nomination ? ` Nominated by ${nomination.name}${timesOf(nomination.lost)}${said}` : ''
  return [{ bold: title }, count, idea ? ` — ${cutText(idea, left - reason.length)}` : '', by]
}

/** Characters for titles, ideas and reasons of all papers together: none is so long that it pushes another off. */
const ROOM = 2_600

/** `, for the third time` */
function timesOf(lost: number): string {
  if (lost === 0) return ''
  return `, for the ${ORDINALS[lost - 1] ?? `${lost + 1}th`} time`
}

const ORDINALS = ['second', 'third', 'fourth', 'fifth']

/** How one votes in private: by a menu, or where the order counts by buttons that put a paper last, and a menu that puts one first. */
function votingControls(view: RoundView, key: string, mine: readonly Candidate[]): Block[] {
  if (!isOrdered(view)) return [votingMenu(view, actionId('vote', 'change', key), mine)]
  const { candidates } = view.round
  const first = { action: actionId('vote', 'first', key), placeholder: 'Put a paper first', min: 1, max: 1 }
  return [
    {
      kind: 'buttons',
      buttons: candidates.map((candidate, index) => ({
        ...numberButton(candidate, index, key),
        action: actionId('vote', 'rank', `${key}.${candidate.number}`),
      })),
    },
    { kind: 'select', select: { ...first, options: candidates.map((candidate) => votingOption(candidate)) } },
  ]
}

function votingMenu({ round: { candidates, voting } }: RoundView, action: string, mine: readonly Candidate[]): Block {
  const options = candidates.map((candidate) => ({
    ...votingOption(candidate),
    ...(mine.includes(candidate) ? { selected: true } : {}),
  }))
  const max = Math.min(voting.most ?? options.length, options.length)
  const placeholder = max === 1 ? 'Vote for one paper' : 'Vote for one paper or several'
  return { kind: 'select', select: { action, placeholder, min: 1, max, options } }
}

function votingOption({ number, title, nomination }: Candidate): Select['options'][number] {
  return {
    label: title,
    value: String(number),
    hint: nomination ? `Nominated by ${nomination.name}` : 'From the library',
  }
}
