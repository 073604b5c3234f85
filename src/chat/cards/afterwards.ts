/** What is asked and shown of a meeting once it is over. */
import type { Attendance } from '../../club/attendance.ts'
import type { Plan } from '../../club/plan.ts'
import { type Pick as PickOf, type Round, wasVoted } from '../../club/round.ts'
import type { Schedule } from '../../club/schedule.ts'
import { isTalkedApart, titleOf } from '../../club/talk.ts'
import { QUESTIONS, type Question, type Verdicts } from '../../club/verdict.ts'
import type { PlannedMeeting } from '../../ports/meetings.ts'
import { actionId } from '../action.ts'
import type { Block, Button, Card, Form, Rich } from '../card.ts'
import { cutText } from '../text.ts'
import { notice, plural } from './notice.ts'
import { aboutBlocks, linksBlocks, nextBlocks, papersBlocks } from './plan.ts'

/** What there was of a meeting. `best`: the comments that most agree with, would talk about or answer. */
interface Afterwards {
  plan: Plan
  attendance: Attendance | null
  verdicts: Verdicts
  comments: number
  people: number
  best: readonly { name: string | null; text: string; paper: string | null }[]
  /** The date after it, where somebody has that or is needed for it. */
  next: { date: PlannedMeeting; schedule: Schedule } | null
}

/** The post that follows a meeting. `key` marks it. */
export function afterwardsCard(round: Round & { pick: PickOf }, was: Afterwards, key: string): Card {
  const { plan, best, next } = was
  const quoted = best.map(({ name, text, paper }): Rich => {
    const on = paper !== null && isTalkedApart(round) ? titleOf(round, paper) : undefined
    return `“${cutText(text, QUOTED)}”${name ? `, by ${name}` : ''}${on ? `, on “${on}”` : ''}`
  })
  return {
    title: `How was it? ${round.pick.title}`,
    about: 'meeting',
    blocks: [
      { kind: 'text', text: countsOf(round, was) },
      ...papersBlocks(round.also, 'Also read'),
      ...aboutBlocks(plan, { isOver: true }),
      ...(quoted.length > 0 ? [{ kind: 'text' as const, text: [{ bold: 'What was answered most:' }] }] : []),
      ...(quoted.length > 0 ? [{ kind: 'list' as const, items: quoted }] : []),
      ...linksBlocks(plan),
      ...questionBlocks(was.verdicts, key),
      ...(next ? nextBlocks(next.date, next.schedule) : []),
      {
        kind: 'buttons',
        buttons: [linkButton(key), { label: 'Discussion', action: discussionOf(round, key) }],
      },
    ],
    footer: 'Answers are secret: only the counts are shown.',
  }
}

const QUOTED = 250

function discussionOf(round: Round & { pick: PickOf }, key: string): string {
  return isTalkedApart(round) ? actionId('discuss', 'all', key) : actionId('discuss', 'open', round.pick.paper)
}

function countsOf(round: Round, { attendance, comments, people }: Afterwards): string {
  const yes = attendance?.yes.count ?? 0
  const counts = [
    ...(wasVoted(round) && round.tally ? [`${plural(round.tally.voters, 'person', 'people')} voted`] : []),
    ...(yes > 0 ? [`${yes} said that they come`] : []),
    comments > 0
      ? `${plural(comments, 'comment')} by ${plural(people, 'person', 'people')} so far`
      : 'no comments so far',
  ]
  return `${capital(counts.join(', '))}.`
}

/** The two questions, for whoever asks or has answered. */
export function howItWas(title: string, verdicts: Verdicts, key: string): Card {
  return notice(
    `How was it? ${title}`,
    'Nobody is told who says what: only the counts are shown. Press again to take an answer back.',
    ...questionBlocks(verdicts, key),
  )
}

function questionBlocks(verdicts: Verdicts, key: string): Block[] {
  return QUESTIONS.flatMap((question): Block[] => {
    const { yes, no } = verdicts[question]
    const button = (label: string, count: number, answer: string): Button => ({
      label: count > 0 ? `${label} (${count})` : label,
      says: `${label}: ${ASKED[question]}`,
      action: actionId('discuss', 'judge', `${key}/${question}/${answer}`),
    })
    return [
      { kind: 'text', text: ASKED[question] },
      { kind: 'buttons', buttons: [button('Yes', yes, 'yes'), button('No', no, 'no')] },
    ]
  })
}

const ASKED: Readonly<Record<Question, string>> = {
  discussed: 'Did it provoke discussion?',
  recommended: 'Would you recommend it to another group?',
}

/** ` 3 of 4 say that it provoked discussion, 2 of 2 would recommend it.` Empty where nobody says anything. */
export function verdictWords({ discussed, recommended }: Verdicts): string {
  const of = ({ yes, no }: Verdicts[Question], words: string) =>
    yes + no > 0 ? [`${yes} of ${yes + no} ${words}`] : []
  const said = [...of(discussed, 'say that it provoked discussion'), ...of(recommended, 'would recommend it')]
  return said.length === 0 ? '' : ` ${said.join(', ')}.`
}

/** `key`: of the post that it stands on. */
export function linkButton(key: string): Button {
  return { label: 'Add slides / notes / recording', action: actionId('discuss', 'link', key) }
}

export function linkForm(key: string): Form {
  const kinds = ['slides', 'notes', 'recording', 'link']
  return {
    action: actionId('discuss', 'link', key),
    title: 'Add to the meeting',
    submit: 'Add',
    inputs: [
      {
        kind: 'choice',
        name: 'what',
        label: 'What it is',
        required: true,
        value: 'slides',
        choices: kinds.map((what) => ({ label: what === 'link' ? 'Something else' : capital(what), value: what })),
      },
      { kind: 'line', name: 'address', label: 'Its web address', hint: 'All members see it', required: true, max: 500 },
    ],
  }
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
