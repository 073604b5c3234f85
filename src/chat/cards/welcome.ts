import { describeSchedule, type Schedule } from '../../club/schedule.ts'
import { actionId } from '../action.ts'
import type { Card } from '../card.ts'

/** The first thing a room hears: three lines, once. `key` marks the post. */
export function welcomeCard(club: { schedule: Schedule; nextPick: Temporal.Instant }, root: string, key: string): Card {
  return {
    title: 'Welcome to your reading group',
    blocks: [
      {
        kind: 'list',
        items: [
          [
            'Every ',
            { bold: describeSchedule(club.schedule) },
            ' the paper with most votes becomes the paper of the week.',
          ],
          ['The first pick comes ', { time: club.nextPick, style: 'moment' }, '; the ballot follows here at once.'],
          [
            'Look papers up with ',
            { code: `/${root} find` },
            ', nominate one with ',
            { code: `/${root} nominate` },
            '.',
          ],
        ],
      },
      { kind: 'buttons', buttons: [{ label: 'All commands', action: actionId('help', 'open', key) }] },
    ],
  }
}
