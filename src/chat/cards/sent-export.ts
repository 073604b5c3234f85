import type { Card } from '../card.ts'
import type { Context } from '../command.ts'
import { notice } from './notice.ts'

/** Sends an organiser all that is kept of the group, and says so. */
export async function sentExport({ services, caller }: Context): Promise<Card> {
  await services.club.handExport(caller)
  return notice('Sent', 'The export is in your conversation with the bot: a file with one JSON object a line.')
}
