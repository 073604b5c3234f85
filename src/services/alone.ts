/** Messages to one person alone, which their chat may refuse. */
import type { Card } from '../chat/card.ts'
import { ChatFailure, type FailureReason } from '../chat/failure.ts'
import { Unavailable, UserError } from '../club/errors.ts'
import { type AccountId, chatNameOf, platformOf } from '../club/keys.ts'
import type { House } from './house.ts'

/** Says what is to come, before it is promised. Throws {@link UserError} where the chat does not let the bot write to them. */
export async function sayAlone({ platforms, log }: House, account: AccountId, card: Card, key: string): Promise<void> {
  const platform = platforms.get(platformOf(account))
  try {
    await platform?.post(platform.roomWith(account), card, key)
  } catch (error) {
    if (!(error instanceof ChatFailure)) throw error
    log.warn({ reason: error.reason, err: error.cause }, 'somebody could not be written to alone')
    if (isShutAlone(error.reason))
      throw new UserError(
        'shut-alone',
        'The bot may not write to you alone, so nothing was switched on. Allow direct messages in the settings of ' +
          `${chatNameOf(account)}, or write to the bot first; then press the button again.`,
      )
    throw new Unavailable('No message to you alone can be sent at the moment.', { lost: true, cause: error })
  }
}

/** Whether a message to somebody alone will be refused until they act. */
export function isShutAlone(reason: FailureReason): boolean {
  return !PASSING.includes(reason)
}

const PASSING: readonly FailureReason[] = ['busy', 'token', 'invalid', 'unread']
