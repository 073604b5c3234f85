/**
 * Why a chat did not do what it was asked. All but the last stay so until somebody acts.
 * `token`: it takes the bot's token no more. `outside`: the bot is not in the room, or may not see it. `archived`: the room
 * takes no messages. `gone`: there is no such room. `missing`: there is no such message. `forbidden`: the bot lacks a
 * permission. `full`: there are as many threads as there may be. `restricted`: only some people may post there. `locked`: the thread is closed to new messages. `unfit`: a
 * room of this kind takes no such messages. `unread`: its history cannot be read, so that nobody knows what was sent.
 * `invalid`: the message itself was refused. `busy`: it did not answer, or not now; that passes by itself.
 */
export const FAILURE_REASONS = [
  'token',
  'outside',
  'archived',
  'gone',
  'missing',
  'forbidden',
  'full',
  'restricted',
  'locked',
  'unfit',
  'unread',
  'invalid',
  'busy',
] as const

export type FailureReason = (typeof FAILURE_REASONS)[number]

/** A call to a chat that failed. */
export class ChatFailure extends Error {
  readonly reason: FailureReason
  /** Whether the message may be there all the same: after a time-out nobody knows. */
  readonly sent: 'no' | 'unknown'
  /** Milliseconds after which the chat wants to be asked again; null when it does not say. */
  readonly retryAfter: number | null
  /** The permission that lacks, by the chat's own name; null when the chat does not say. */
  readonly lacking: string | null

  constructor(
    reason: FailureReason,
    sent: ChatFailure['sent'],
    cause: unknown,
    { retryAfter = null, lacking = null }: { retryAfter?: number | null; lacking?: string | null } = {},
  ) {
    super(`chat call failed: ${reason}`, { cause })
    this.name = 'ChatFailure'
    this.reason = reason
    this.sent = sent
    this.retryAfter = retryAfter
    this.lacking = lacking
  }
}

/** Whether what a call was about is there: false where it failed for one of these reasons. */
export async function ifThere(calling: Promise<void>, otherwise: readonly FailureReason[]): Promise<boolean> {
  try {
    await calling
    return true
  } catch (error) {
    if (error instanceof ChatFailure && otherwise.includes(error.reason)) return false
    throw error
  }
}

/** The cause as the second half of a sentence, with what to do about it: `nothing could be posted there: …`. */
export function causeAndRemedy({ reason, lacking }: Pick<ChatFailure, 'reason' | 'lacking'>): string {
  switch (reason) {
    case 'token':
      return 'the chat no longer takes the bot’s token. Whoever runs the bot has to set a new one, or somebody there to add the bot again.'
    case 'outside':
      return 'the bot is not in that channel, or may not see it. Invite it there, and let it view the channel.'
    case 'archived':
      return 'the channel is archived. Open it again, or take it out of the club.'
    case 'gone':
      return 'that channel is not there any more. Take it out of the club.'
    case 'missing':
      return 'the message is not there any more: somebody has deleted it.'
    case 'forbidden':
      if (lacking?.includes(':'))
        return `the bot was not given “${lacking}” when it was added. Whoever runs it has to give it the scopes of its manifest, and add it again.`
      return lacking
        ? `the bot lacks the permission “${lacking}” there. Grant it in the channel’s settings.`
        : 'the bot lacks a permission there. Grant it those that README lists, in the channel’s settings.'
    case 'full':
      return 'there are as many open threads as there may be. Close some that nobody needs.'
    case 'restricted':
      return 'only some people may post in that channel. Let the bot post there, in the channel’s settings.'
    case 'locked':
      return 'the thread is locked. A moderator can unlock it.'
    case 'unfit':
      return 'a channel of that kind takes no such messages. Use an ordinary text channel.'
    case 'unread':
      return 'the channel’s history cannot be read, so that nobody knows whether the message is there. Let the bot read the history.'
    case 'invalid':
      return 'the chat refused the message itself. Tell whoever runs the bot; its log has the cause.'
    case 'busy':
      return 'the chat did not take it just now. It is tried again by itself.'
  }
}
