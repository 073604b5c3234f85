import { platformOf } from '../../club/keys.ts'
import { describeSchedule } from '../../club/schedule.ts'
import type { Block, Card, Inline, Rich } from '../card.ts'
import type { Context } from '../command.ts'

/** The club as it stands. */
export async function clubCard({ services, caller }: Context, title = 'This reading group'): Promise<Card> {
  const [club, troubles] = await Promise.all([services.club.get(), services.club.troubles()])
  const chats = club.rooms.map((room) => platformOf(room))
  const organisers: Rich = club.organisers.flatMap((account, index): Inline[] => [
    index > 0 ? ', ' : '',
    { mention: account, name: account === caller.account ? caller.name : `someone on ${platformOf(account)}` },
  ])
  return {
    title,
    blocks: [
      {
        kind: 'fields',
        fields: [
          { name: 'Week', value: describeSchedule(club.schedule) },
          { name: 'Next pick', value: [{ time: club.nextPick, style: 'moment' }] },
          { name: 'Ballot', value: `${club.ballotSize} papers, up to 10 with nominations` },
          { name: 'Rooms', value: chats.map((chat) => `one on ${chat}`).join(', ') || 'none' },
          { name: 'Organisers', value: club.organisers.length > 0 ? organisers : "the chats' own administrators" },
        ],
      },
      ...troubleBlocks(troubles),
    ],
  }
}

function troubleBlocks(troubles: readonly { at: Temporal.Instant; sentence: string }[]): Block[] {
  if (troubles.length === 0) return []
  const items = troubles.map(({ at, sentence }): Rich => [{ time: at, style: 'moment' }, `: ${sentence}`])
  return [
    { kind: 'text', text: [{ bold: 'Needs an organiser' }] },
    { kind: 'list', items },
  ]
}
