import { actionId } from '../action.ts'
import type { Card } from '../card.ts'

/** The first words where the bot was asked in: three lines, once. `key` marks the post. */
export function helloCard(root: string, key: string): Card {
  return {
    title: 'A reading group for this place',
    blocks: [
      {
        kind: 'list',
        items: [
          'This bot runs reading groups: a vote on what to read next, a paper of the week, one discussion.',
          [
            'Look papers up at once with ',
            { code: `/${root} find` },
            '; ',
            { code: `/${root} help` },
            ' lists the rest.',
          ],
          'Whoever manages this channel can start a group in it with one button and a short form.',
        ],
      },
      {
        kind: 'buttons',
        buttons: [
          { label: 'Start a reading group here', action: actionId('club start', 'ask', key), style: 'primary' },
        ],
      },
    ],
  }
}
