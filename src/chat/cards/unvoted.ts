/** What somebody is told who has not voted, and asked to be told. */
import type { Club } from '../../club/club.ts'
import { actionId } from '../action.ts'
import type { Card } from '../card.ts'
import { notice } from './notice.ts'

/** What somebody is told alone once they wish to be reminded. `key` marks it. */
export function nudgedCard({ name }: Pick<Club, 'name'>, root: string, key: string): Card {
  return notice(
    'From now on',
    [
      'A day before voting closes in ',
      { bold: name },
      ' you are told here if you have not voted. ',
      { code: `/${root} vote` },
      ' in its channel ends that.',
    ],
    { kind: 'buttons', buttons: [{ label: 'All commands', action: actionId('help', 'open', key) }] },
  )
}

/** `link`: to the ballot. `key` marks the post. */
export function unvotedCard(
  { name }: Pick<Club, 'name'>,
  { at, link }: { at: Temporal.Instant | null; link: string | null },
  root: string,
  key: string,
): Card {
  return notice(
    'You have not voted yet',
    [
      'On the ballot of ',
      { bold: name },
      ...(at ? [' voting closes ', { time: at, style: 'moment' as const }] : [' voting goes on']),
      '. You asked to be told once a ballot: ',
      { code: `/${root} vote` },
      ' in its channel ends that.',
    ],
    ...(link ? [{ kind: 'link' as const, url: link, label: 'To the ballot' }] : []),
    { kind: 'buttons', buttons: [{ label: 'All commands', action: actionId('help', 'open', key) }] },
  )
}
