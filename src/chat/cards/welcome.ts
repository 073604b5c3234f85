import { NO_LIST } from '../../club/choosing/sequence.ts'
import { type Club, NAMELESS } from '../../club/club.ts'
import { describeSchedule } from '../../club/schedule.ts'
import { lacksList, saysOf } from '../../club/track.ts'
import { hasBallot as votesAtAll, waysOf } from '../../club/way-of-date.ts'
import { actionId } from '../action.ts'
import type { Card } from '../card.ts'
import { withCommands } from './notice.ts'

/** The first thing a room hears: three lines, once. `key` marks the post. `hasBallot`: there is something to vote on. */
export function welcomeCard(
  club: Pick<Club, 'name' | 'schedule' | 'nextPick' | 'reading' | 'rooms' | 'way' | 'sequence' | 'tracks'>,
  root: string,
  key: string,
  hasBallot: boolean,
): Card {
  const [isVotedOn, says] = [votesAtAll(club), saysOf(club)]
  const isVoted = waysOf(club).every((way) => way === 'vote')
  return {
    title: club.name === NAMELESS ? 'Welcome to your reading group' : `Welcome to “${club.name}”`,
    blocks: [
      {
        kind: 'list',
        items: [
          [
            'Every ',
            { bold: describeSchedule(club.schedule) },
            isVoted ? ' the paper with most votes becomes the paper of the week.' : ` a paper is read. ${says}`,
          ],
          !isVotedOn
            ? ['The next one comes ', { time: club.nextPick, style: 'moment' }, '.']
            : hasBallot
              ? [
                  `The ${club.reading === null ? 'first' : 'next'} pick comes `,
                  { time: club.nextPick, style: 'moment' },
                  '; the ballot follows here at once.',
                ]
              : ['The ballot opens here as soon as there is a paper to vote on.'],
          ...(lacksList(club) ? [withCommands(NO_LIST, root)] : []),
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
    ...(club.rooms.length > 1
      ? { footer: `It meets in ${club.rooms.length} channels: one ballot, one pick, one discussion.` }
      : {}),
  }
}
