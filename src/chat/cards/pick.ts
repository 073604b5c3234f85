import type { Attendance } from '../../club/attendance.ts'
import { postKey } from '../../club/keys.ts'
import { type Meeting, USUAL_LENGTH } from '../../club/meeting.ts'
import type { Plan } from '../../club/plan.ts'
import type { Pick as PickOf, Round, Why } from '../../club/round.ts'
import { SIGNS } from '../../club/signs.ts'
import { isTalkedApart } from '../../club/talk.ts'
import type { Paper } from '../../library/paper.ts'
import { actionId } from '../action.ts'
import type { Block, Button, Card, Rich } from '../card.ts'
import { linkButton } from './afterwards.ts'
import { attendanceBlocks } from './attendance.ts'
import { plural } from './notice.ts'
import { byline, ideaLine } from './paper.ts'
import { aboutBlocks, linksBlocks, papersBlocks, personText, questionsBlocks, weMeet } from './plan.ts'
import { type WrapUp, weekNews } from './week-news.ts'

/**
 * The paper of the week, as every room gets it. `paper` is undefined when its digest was taken away since. `threadless`: why no
 * thread could be opened below it. `readers`: where what is said there is read as well, in words. `now`: when it is shown.
 */
export function pickCard(
  round: Round & { pick: PickOf },
  plan: Plan,
  attendance: Attendance | null,
  paper: Paper | undefined,
  wrapUp: WrapUp | null,
  now: Temporal.Instant,
  threadless: string | null = null,
  readers: string | null = null,
): Card {
  const { pick } = round
  return {
    title: `Paper of the week: ${pick.title}`,
    ...(paper?.link && { titleLink: { of: pick.title, url: paper.link } }),
    about: 'pick',
    blocks: [
      ...lateBlocks(round),
      ...meetingBlocks(round, plan, now),
      ...(paper ? aboutPaper(paper) : []),
      ...beginBlocks(plan),
      ...round.vetoed.map(vetoBlock),
      ...papersBlocks(round.also, 'Also to read'),
      ...linksBlocks(plan),
      ...attendanceBlocks(attendance, round.meets, true),
      { kind: 'text', text: threadless === null ? talkBelow(readers) : talkElsewhere(threadless) },
      ...(isTalkedApart(round) ? [{ kind: 'text' as const, text: TALKED_APART }] : []),
      {
        kind: 'buttons',
        buttons: [...pickButtons(round), ...(isTalkedOf(round) ? [linkButton(postKey('pick', round))] : [])],
      },
      ...weekNews(round, wrapUp),
    ],
  }
}

const TALKED_APART = 'That thread is for this paper. Each of the others has a message and a thread of its own below.'

/**
 * A paper that is read beside the pick and has a thread of its own. `read`: null where it is not read any more. `key`: of its post.
 * The others as of {@link pickCard}.
 */
export function besideCard(
  { meets }: Pick<Round, 'meets'>,
  read: { title: string; optional?: boolean } | null,
  paper: Paper | undefined,
  key: string,
  { threadless, readers }: { threadless: string | null; readers: string | null },
): Card {
  const buttons: Block = {
    kind: 'buttons',
    buttons: [{ label: 'Discussion', action: actionId('discuss', 'talk', key) }],
  }
  if (!read) return { title: 'Not read after all', about: 'pick', blocks: [{ kind: 'text', text: NOT_READ }, buttons] }
  return {
    title: `Also to read: ${read.title}`,
    ...(paper?.link && { titleLink: { of: read.title, url: paper.link } }),
    about: 'pick',
    blocks: [
      ...(meets?.cancelled ? [cancelledBlock(meets.at, meets.cancelled.reason)] : []),
      ...(read.optional ? [{ kind: 'text' as const, text: [{ italic: 'Optional: it need not be read.' }] }] : []),
      ...(paper ? aboutPaper(paper) : []),
      { kind: 'text', text: threadless === null ? sayBelow(readers) : talkElsewhere(threadless) },
      buttons,
    ],
  }
}

const NOT_READ =
  'The paper that stood here is not read at this meeting any more. What was said of it is kept in the discussion of the meeting.'

/** Whose it is and where to read it, and its idea; the rest is behind “More”. */
function aboutPaper(paper: Paper): Block[] {
  const line = byline(paper)
  return [
    ...(line.length > 0 ? [{ kind: 'small' as const, text: line }] : []),
    { kind: 'text', text: ideaLine(paper) },
    ...pictureBlocks(paper),
  ]
}

/** In the source's words, or whose it is: what is not seen is still told. */
function pictureBlocks({ title, picture }: Paper): Block[] {
  if (!picture) return []
  const alt = picture.alt ?? `The picture that ${new URL(picture.url).hostname} has of “${title}”`
  return [{ kind: 'image', url: picture.url, alt }]
}

/** One question is enough to begin with. */
function beginBlocks({ questions: [first] }: Plan): Block[] {
  return first === undefined ? [] : [{ kind: 'text', text: [{ bold: 'To begin with: ' }, first] }]
}

/** What stands behind “More” of a pick: why it was picked, and `known`: everything known of the paper. */
export function morePickCard(round: Round & { pick: PickOf }, plan: Plan, known: Card | null): Card {
  const { pick } = round
  return {
    title: pick.title,
    blocks: [
      { kind: 'text', text: [{ bold: 'Why this one: ' }, whyItWon(pick)] },
      ...reasonBlocks(round),
      ...choiceBlocks(plan, pick),
      ...(plan.questions.length > 1 ? questionsBlocks(plan) : []),
      ...(known?.blocks ?? []),
      { kind: 'buttons', buttons: [{ label: 'Results', action: actionId('results', 'open', postKey('pick', round)) }] },
    ],
  }
}

/**
 * When and where the paper is talked about, where the club meets later or somewhere; what the meeting is about, and with whom.
 * `now`: when that is read, where it is not always to come.
 */
export function meetingBlocks(
  { meets, closedAt }: Pick<Round, 'meets' | 'closedAt'>,
  plan: Plan,
  now?: Temporal.Instant,
): Block[] {
  if (!meets) return []
  const { at, cancelled, track = null } = meets
  const place = plan.place ?? meets.place
  if (cancelled) return [cancelledBlock(at, cancelled.reason)]
  const end = at.add({ minutes: plan.minutes ?? USUAL_LENGTH })
  const isOver = now !== undefined && Temporal.Instant.compare(end, now) <= 0
  const when = isMeeting({ meets: { at, place }, closedAt }) ? [weMeet(at, place, { isOver, track })] : []
  return [...when, ...aboutBlocks(plan, { isOver })]
}

function cancelledBlock(at: Temporal.Instant, reason: string | null): Block {
  const why = reason ? `: ${reason}` : ''
  return {
    kind: 'text',
    text: [{ bold: 'Cancelled: ' }, 'the meeting of ', { time: at, style: 'moment' }, why, '.'],
  }
}

/** Whether people meet later, or somewhere: else the pick is all there is. */
export function isMeeting({ meets: { at, place }, closedAt }: IsMet): boolean {
  return place !== null || !closedAt || Temporal.Instant.compare(at, closedAt.add({ hours: 1 })) > 0
}

/** Whether slides and notes of a meeting can be kept with it. */
function isTalkedOf({ meets, closedAt }: Pick<Round, 'meets' | 'closedAt'>): boolean {
  return meets?.day != null && !meets.cancelled && isMeeting({ meets, closedAt })
}

type IsMet = Pick<Round, 'closedAt'> & { meets: Pick<Meeting, 'at' | 'place'> }

function sayBelow(readers: string | null): string {
  const talk = 'Say what you think in the thread of this message: it is kept in the discussion of this paper'
  return readers === null ? `${talk}.` : `${talk}, and read in ${readers}, under your name.`
}

function talkBelow(readers: string | null): string {
  return `${sayBelow(readers)} Answer a comment with ${SIGNS.talk} to talk about it when you meet, or with ${SIGNS.agree} to agree.`
}

function talkElsewhere(why: string): string {
  return (
    `The bot could not open a thread here: ${why} ` +
    'Open one on this message yourself, or point at what you wrote with “Add to the discussion” in its menu: that is kept as well.'
  )
}

function pickButtons(round: Round & { pick: PickOf }): Button[] {
  return [
    { label: 'Discussion', action: actionId('discuss', 'open', round.pick.paper) },
    { label: 'More', action: actionId('week', 'more', postKey('pick', round)) },
    { label: 'New this week', action: actionId('digest', 'new') },
  ]
}

/** Why a paper was picked, naming the rule that decided. */
export function whyItWon({ approvals, rule, before, note }: PickOf): string {
  const votes = approvals > 0 ? `it had ${plural(approvals, 'vote')}` : 'nobody voted'
  const level = approvals > 0 ? `${votes}, level with “${before}”` : votes
  const reasons: Record<Why, string> = {
    'only one': `${votes}, and it was the only paper on the ballot.`,
    approvals: `${votes}, more than any other.`,
    'run-off': `${votes} in the last round of the run-off, more than any other.`,
    nomination: `${level}; a nomination goes before a paper picked from the library.`,
    earlier: `${level}; the earlier nomination goes first.`,
    title: `${level}; the title decided, in alphabetical order.`,
    organiser: 'an organiser chose it for this date.',
    presenter: 'who presents it chose it.',
    sequence: note ? `it is next on the list: ${note}.` : 'it is next on the list.',
    veto: `it came next${approvals > 0 ? `, with ${plural(approvals, 'vote')}` : ''}, after an organiser took back “${before}”.`,
    random: 'it was drawn at random.',
    'stand-in': 'nobody had chosen a paper for this date, so the nomination that most would read stands in.',
  }
  return reasons[rule]
}

function reasonBlocks(round: Round & { pick: PickOf }): Block[] {
  const nomination = round.candidates.find(({ paper }) => paper === round.pick.paper)?.nomination
  if (!nomination) return []
  const reason = nomination.reason ? `: “${nomination.reason}”` : '.'
  return [{ kind: 'text', text: `Nominated by ${nomination.name}${reason}` }]
}

function vetoBlock({ title, reason }: Round['vetoed'][number]): Block {
  const why = reason ? `: “${reason}”` : '.'
  return { kind: 'text', text: [{ bold: 'Instead of ' }, `“${title}”, which an organiser took back${why}`] }
}

/** Why, in the words of whoever chose it for their date. */
function choiceBlocks({ papers, people }: Plan, pick: PickOf): Block[] {
  const { by, reason } = papers.find(({ paper }) => paper === pick.paper) ?? {}
  const who = people.find(({ account }) => account === by)
  return reason ? [{ kind: 'text', text: [...(who ? [personText(who), ': '] : []), `“${reason}”`] }] : []
}

function lateBlocks({ lateSince }: Round): Block[] {
  if (!lateSince) return []
  const text: Rich = [
    'This comes late: it was due ',
    { time: lateSince, style: 'moment' },
    ', when the bot was not running.',
  ]
  return [{ kind: 'text', text }]
}
