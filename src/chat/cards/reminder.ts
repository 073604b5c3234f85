import type { Attendance } from '../../club/attendance.ts'
import type { Meeting } from '../../club/meeting.ts'
import type { Plan } from '../../club/plan.ts'
import type { Pick as PickOf, Round } from '../../club/round.ts'
import type { Paper } from '../../library/paper.ts'
import { actionId } from '../action.ts'
import type { Card } from '../card.ts'
import { attendanceBlocks } from './attendance.ts'
import { ideaLine, linkBlocks } from './paper.ts'
import { meetingBlocks } from './pick.ts'
import { aroundBlocks, papersBlocks } from './plan.ts'

/** What reminds the rooms of a meeting. `key` marks the post. `paper` is undefined when its digest was taken away since. */
export function reminderCard(
  { pick, also, meets }: Round & { pick: PickOf; meets: Meeting },
  plan: Plan,
  attendance: Attendance | null,
  paper: Paper | undefined,
  key: string,
): Card {
  return {
    title: `Coming up: ${pick.title}`,
    about: 'meeting',
    blocks: [
      ...meetingBlocks({ meets, closedAt: null }, plan),
      ...(paper ? [{ kind: 'text' as const, text: ideaLine(paper) }, ...linkBlocks(paper)] : []),
      ...papersBlocks(also, 'Also to read'),
      ...aroundBlocks(plan),
      ...attendanceBlocks(attendance, meets, true),
      {
        kind: 'buttons',
        buttons: [
          { label: 'Discussion', action: actionId('discuss', 'open', pick.paper) },
          { label: 'Paper of the week', action: actionId('week', 'open', key) },
        ],
      },
    ],
  }
}
