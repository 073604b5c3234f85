import type { Club } from '../../club/club.ts'
import { isByNameAlone, presentersOf } from '../../club/plan.ts'
import { sayDate } from '../../club/schedule.ts'
import type { PlannedMeeting } from '../../ports/meetings.ts'
import { actionId } from '../action.ts'
import type { Card, Inline } from '../card.ts'
import { notice } from './notice.ts'
import { allDates, personText } from './plan.ts'

/** Asks whoever has a date for its paper. `key` marks the post. */
export function askCard(
  { nextPick, schedule, rota }: Pick<Club, 'nextPick' | 'schedule' | 'rota'>,
  { at, plan, free }: PlannedMeeting,
  key: string,
): Card {
  const day = sayDate(schedule, { at })
  const people = presentersOf(plan, rota.roles)
  const [meeting, until] = [moment(at), moment(nextPick)]
  const all = allDates(key)
  const standIn = ', else the nomination that most would read stands in.'
  if (people.length === 0) {
    const take = { label: 'Take the date', action: actionId('meeting take', 'date', day), style: 'primary' as const }
    return notice(
      'Who presents next?',
      ['Nobody has the meeting of ', meeting, ' yet. Whoever takes it chooses its paper until ', until, standIn],
      { kind: 'buttons', buttons: free.length > 0 ? [take, all] : [all] },
    )
  }
  const names = people.flatMap((one, nth): Inline[] => [nth > 0 ? ', ' : '', personText(one)])
  const forThem = isByNameAlone(people) ? [' Without an account here, tell an organiser, who chooses it for you.'] : []
  return notice(
    'Which paper shall we read?',
    [...names, ': the meeting of ', meeting, ' is yours. Choose its paper until ', until, standIn, ...forThem],
    {
      kind: 'buttons',
      buttons: [{ label: 'Choose the paper', action: actionId('meeting paper', 'choose', day), style: 'primary' }, all],
    },
  )
}

/** Takes the place of what asked. `title`: what was chosen; null where nothing was, or the date is no more. */
export function answeredCard(date: { at: Temporal.Instant } | null, title: string | null, key: string): Card {
  const dates = { kind: 'buttons' as const, buttons: [allDates(key)] }
  if (!date || title === null)
    return notice(
      'Nothing to choose any more',
      'The date is another one, has no paper, or its paper is chosen in another way.',
      dates,
    )
  return notice('The paper is chosen', ['The meeting of ', moment(date.at), ' reads ', { bold: title }, '.'], dates)
}

function moment(time: Temporal.Instant): Inline {
  return { time, style: 'moment' }
}
