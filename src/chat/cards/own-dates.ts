/** What a member is told of the dates that they have. */
import type { PlannedMeeting } from '../../ports/meetings.ts'
import type { Block, Card } from '../card.ts'
import { notice } from './notice.ts'
import { datesList } from './plan.ts'

/** Dates that are listed. */
const SHOWN = 5

export function ownDatesCard(title: string, dates: readonly PlannedMeeting[], ...more: Block[]): Card {
  if (dates.length === 0) return notice(title, 'You have no date that is to come.', ...more)
  return notice(title, 'You have these dates:', meetingsList(dates.slice(0, SHOWN)), ...more)
}

/** Dates with their people. */
function meetingsList(dates: readonly PlannedMeeting[]): Block {
  return datesList(dates.map(({ at, plan: { people }, free }) => ({ at, people, free })))
}
