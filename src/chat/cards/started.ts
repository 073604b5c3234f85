import { NO_LIST } from '../../club/choosing/sequence.ts'
import { WAYS } from '../../club/choosing/ways.ts'
import { describeSchedule } from '../../club/schedule.ts'
import { lacksList } from '../../club/track.ts'
import type { FirstPapers } from '../../ports/club.ts'
import { actionId } from '../action.ts'
import type { Card, Rich } from '../card.ts'
import type { Context } from '../command.ts'
import { followedSentence, readSentence } from './added.ts'
import { withCommands } from './notice.ts'
import { sourcesOf } from './sources.ts'

/** What was made, and what comes when: for whoever started a club. */
export async function startedCard({ services, root }: Context, first: FirstPapers | null): Promise<Card> {
  const [club, { round }] = await Promise.all([services.club.get(), services.rounds.voting()])
  const call = (name: string) => ({ code: `/${root} ${name}` })
  const way = WAYS[club.way]
  const ballot: Rich = !way.ballot
    ? [`${way.says} The first date is `, { time: club.nextPick, style: 'moment' }, '.']
    : round.candidates.length > 0
      ? ['The first ballot is open here until ', { time: club.nextPick, style: 'moment' }, '.']
      : [
          'There is nothing to vote on yet. Add papers with ',
          call('add'),
          ', follow a feed with ',
          call('follow'),
          ', or nominate some with ',
          call('nominate'),
          ': the ballot opens by itself with the first of them.',
        ]
  return {
    title: `“${club.name}” has begun`,
    blocks: [
      { kind: 'text', text: ballot },
      ...(lacksList(club) ? [{ kind: 'text' as const, text: withCommands(NO_LIST, root) }] : []),
      ...(first ? [{ kind: 'text' as const, text: firstOf(first) }] : []),
      {
        kind: 'fields',
        fields: [
          { name: 'A paper is picked', value: `every ${describeSchedule(club.schedule)}` },
          { name: 'Read from', value: sourcesOf(club.digests, services.room.shipped()) },
          { name: 'Organiser', value: 'you' },
        ],
      },
      {
        kind: 'list',
        items: [
          ['Change the time with ', call('club set'), ', see all of it with ', call('club show'), '.'],
          ['Make others organisers with ', call('club organiser'), '.'],
        ],
      },
      { kind: 'buttons', buttons: [{ label: 'All commands', action: actionId('help', 'open') }] },
    ],
  }
}

function firstOf(first: FirstPapers): Rich {
  if ('problem' in first) return ['Nothing came from the address: ', first.problem.message]
  if ('feed' in first) return ['It follows ', { bold: first.feed.title }, `. ${followedSentence(first)}`]
  return [{ bold: first.added.title }, ` — ${readSentence(first.added)}`]
}
