/** What a club may take along, sent to an organiser as a file. */
import { ChatFailure } from '../../chat/failure.ts'
import type { Caller } from '../../club/caller.ts'
import type { Club } from '../../club/club.ts'
import { UserError } from '../../club/errors.ts'
import { platformOf } from '../../club/keys.ts'
import { exportLinesOf } from '../export.ts'
import type { House } from '../house.ts'

/** Bytes of a file that every chat takes. */
const MOST = 8_000_000
const OTHERWISE = 'Whoever runs the bot can export it too: `npm run -s lectern -- export`.'

/** Throws {@link UserError} where it cannot be sent. */
export async function handExport({ store, platforms, log }: House, club: Club, { account }: Caller): Promise<void> {
  let text = ''
  for await (const line of exportLinesOf(store, club)) text += `${JSON.stringify(line)}\n`
  const bytes = new TextEncoder().encode(text)
  if (bytes.length > MOST) throw new UserError('too-large', `The export is too large for a chat. ${OTHERWISE}`)
  try {
    await platforms
      .get(platformOf(account))
      ?.hand(account, { name: 'reading-group.jsonl', bytes }, `The export of “${club.name}”.`)
  } catch (error) {
    if (!(error instanceof ChatFailure)) throw error
    log.warn({ club: club.id, reason: error.reason, err: error.cause }, 'an export could not be sent')
    throw new UserError('not-sent', error.reason === 'busy' ? LATER : NOT_SENT)
  }
}

const LATER = `The chat did not take the export just now. Try again in a minute. ${OTHERWISE}`
const NOT_SENT = `The chat does not let the bot send you files by yourself. Allow the bot, or members of this place, to write to you, then try again. ${OTHERWISE}`
