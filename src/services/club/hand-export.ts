/** Files that somebody is sent, in their conversation with the bot: what a club may take along, and what is kept of them. */
import { ChatFailure, causeAndRemedy } from '../../chat/failure.ts'
import type { Caller } from '../../club/caller.ts'
import type { Club } from '../../club/club.ts'
import { UserError } from '../../club/errors.ts'
import { type AccountId, platformOf } from '../../club/keys.ts'
import { LIST_FORMATS, type ListFormat } from '../../library/records/reading-list.ts'
import { exportLinesOf } from '../export.ts'
import type { House } from '../house.ts'
import { datesRead } from './reading-list.ts'

/** Bytes of a file that every chat takes. */
const MOST = 8_000_000
const OTHERWISE = 'Whoever runs the bot can export it too, with “npm run -s lectern -- export”.'

/** Throws {@link UserError} where it cannot be sent. */
export async function handExport(house: House, club: Club, { account }: Caller): Promise<void> {
  let text = ''
  for await (const line of exportLinesOf(house.store, club)) text += `${JSON.stringify(line)}\n`
  const file = { name: 'reading-group.jsonl', bytes: new TextEncoder().encode(text) }
  await handFile(house, account, file, `The export of “${club.name}”.`, OTHERWISE)
}

/** What the club has read, date by date. Throws {@link UserError} where it cannot be sent. */
export async function handList(house: House, club: Club, { account }: Caller, format: string): Promise<void> {
  if (!isListFormat(format))
    throw new UserError('not-found', 'There is no such file. Ask for it again with `club export`.')
  const { ending, write } = LIST_FORMATS[format]
  const dates = await datesRead(house, club)
  if (dates.length === 0)
    throw new UserError('nothing-read', 'The club has read nothing yet, so there is no file to send.')
  const file = { name: `history.${ending}`, bytes: new TextEncoder().encode(write(dates)) }
  await handFile(house, account, file, `What “${club.name}” has read.`)
}

function isListFormat(text: string): text is ListFormat {
  return Object.hasOwn(LIST_FORMATS, text)
}

/** `otherwise`: how else they get it. Throws {@link UserError} where it cannot be sent. */
export async function handFile(
  { platforms, log }: House,
  account: AccountId,
  file: { name: string; bytes: Uint8Array<ArrayBuffer> },
  says: string,
  otherwise = '',
): Promise<void> {
  const refusal = (code: string, sentence: string) => new UserError(code, `${sentence} ${otherwise}`.trim())
  if (file.bytes.length > MOST) throw refusal('too-large', 'The export is too large for a chat.')
  try {
    await platforms.get(platformOf(account))?.hand(account, file, says)
  } catch (error) {
    if (!(error instanceof ChatFailure)) throw error
    log.warn({ reason: error.reason, err: error.cause }, 'an export could not be sent')
    throw refusal('not-sent', notSent(error))
  }
}

/** By who has to do something about it. */
function notSent(failure: ChatFailure): string {
  if (failure.reason === 'busy') return LATER
  const isOurs = failure.reason === 'token' || failure.reason === 'invalid' || failure.lacking !== null
  return isOurs ? `The export could not be sent: ${causeAndRemedy(failure)}` : NOT_SENT
}

const LATER = 'The chat did not take the export just now. Try again in a minute.'
const NOT_SENT =
  'The chat does not let the bot write to you, so the file was not sent. Write the bot a message of your own, or allow messages from members here, then try again.'
