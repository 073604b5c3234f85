/** Who comes to a meeting, as its posts show it and as members say it. */
import type { Attendance, Coming, ComingAnswer } from '../../club/attendance.ts'
import { listed } from '../../club/calendar/rule.ts'
import { actionId } from '../action.ts'
import type { Block, Button, Card } from '../card.ts'
import { notice, plural } from './notice.ts'

/**
 * On a meeting's post: how many come, and the buttons to say so. Null where nobody can. `day`: the calendar's own. `isPick`: there is
 * a paper that can wait.
 */
export function attendanceBlocks(
  attendance: Attendance | null,
  meets: { day: string | null } | null,
  isPick = false,
): Block[] {
  const day = meets?.day
  if (!attendance || !day) return []
  const { yes, no, wait } = attendance
  const parts = [
    ...(yes.count > 0 ? [`${plural(yes.count, 'person comes', 'people come')}${among(yes)}`] : []),
    ...(no.count > 0 ? [`${no.count} cannot this time${among(no)}`] : []),
    ...(wait.count > 0 ? [`${wait.count} would like it to wait${among(wait)}`] : []),
  ]
  return [
    ...(parts.length > 0 ? [{ kind: 'text' as const, text: `${parts.join('; ')}.` }] : []),
    { kind: 'buttons', buttons: [...answerButtons(day), ...(isPick && wait.count > 0 ? [holdButton(day)] : [])] },
  ]
}

/** For organisers. */
function holdButton(day: string): Button {
  return { label: 'Let it wait', action: actionId('meeting hold', 'hold', day) }
}

function answerButtons(day: string): Button[] {
  return [
    { label: "I'm coming", action: actionId('meeting coming', 'yes', day) },
    { label: 'Not this time', action: actionId('meeting coming', 'no', day) },
    { label: 'Wait for me', action: actionId('meeting coming', 'wait', day) },
  ]
}

/** `, among them Ada and Bob`; all of them by name where they all agreed to that. */
function among({ count, names }: Attendance['yes']): string {
  if (names.length === 0) return ''
  return count === names.length ? `: ${listed(names)}` : `, among them ${listed(names)}`
}

/** What somebody says of a meeting, for them alone. `more`: what they have to do with it. */
export function saidCard(
  { at, said, attendance }: { at: Temporal.Instant; said: Coming | null; attendance: Attendance },
  day: string,
  more: readonly Block[] = [],
): Card {
  if (!said)
    return notice('You have not said whether you come', ['The meeting is ', { time: at, style: 'moment' }, '.'], {
      kind: 'buttons',
      buttons: answerButtons(day),
    })
  const { count } = attendance[said.answer]
  const shown = said.isNamed ? 'Your name is shown.' : 'You are counted, and your name is not shown.'
  const name = said.isNamed
    ? { label: 'Hide my name', action: actionId('meeting coming', 'nameless', day) }
    : { label: 'Show my name', action: actionId('meeting coming', 'named', day) }
  return notice(
    TITLES[said.answer],
    [
      'The meeting is ',
      { time: at, style: 'moment' },
      `. ${count > 1 ? `With you it is ${count} who say so. ` : ''}${shown}`,
    ],
    ...more,
    { kind: 'buttons', buttons: [name] },
    { kind: 'buttons', buttons: answerButtons(day) },
  )
}

const TITLES: Readonly<Record<ComingAnswer, string>> = {
  yes: 'You are coming',
  no: 'You are not coming this time',
  wait: 'You would like it to wait for you',
}
