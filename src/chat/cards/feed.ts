import type { CalendarFeed } from '../../ports/meetings.ts'
import type { Block } from '../card.ts'

/** How a calendar program follows the club's dates; nothing where the bot is not reached from outside. */
export function feedBlocks(address: string | null, { path, names, links }: CalendarFeed): Block[] {
  if (address === null) return []
  return [
    { kind: 'text', text: ['Give your calendar program this address: ', { code: `${address}${path}` }] },
    {
      kind: 'text',
      text:
        `Whoever has it can see the dates${names ? ', who presents' : ''}${links ? ', and the addresses of calls' : ''}, ` +
        'so keep it within the club. Organisers can replace it.',
    },
  ]
}

/** Where one date is had as a file for a calendar program. */
export function dateLink(address: string | null, { path }: CalendarFeed, day: string): Block[] {
  if (address === null) return []
  return [{ kind: 'link', url: `${address}${path.replace(/\.ics$/, `/${day}.ics`)}`, label: 'Add it to your calendar' }]
}
