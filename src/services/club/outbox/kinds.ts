/** What the kinds of what is sent have of their own: what they are called, when their time is over, what is in vain. */
import type { FailureReason } from '../../../chat/failure.ts'
import {
  isTalk,
  type OutKind,
  ofBesides,
  ofThreads,
  opensThread,
  type PostKind,
  REMINDER_KINDS,
  type ReminderKind,
} from '../../../club/keys.ts'
import type { Round } from '../../../club/round.ts'
import type { Out } from '../outgoing.ts'
import { ofReminders } from '../room-queues.ts'
import type { Subject } from '../troubles.ts'

/** What is about a round, and stale with it. */
export type OfRound = Exclude<OutKind, 'news' | 'daily' | 'dailyagain'>

export function isPost(kind: OutKind): kind is PostKind {
  return !opensThread(kind) && kind !== 'closing' && kind !== 'again' && kind !== 'dailyagain'
}

export function isReminder(kind: OutKind): kind is ReminderKind {
  return REMINDER_KINDS.some((reminder) => reminder === kind)
}

/** Whether it is not tried again: who closed the room to the bot need not hear of it when it is news no more. */
export function isVain({ kind }: Out, reason: FailureReason): boolean {
  if (kind === 'news') return reason !== 'busy' && reason !== 'token'
  if (kind === 'daily') return GONE.includes(reason)
  return opensThread(kind) && reason === 'missing'
}

/** A post whose week is over helps nobody, but a menu that does nothing any more misleads: that one is taken away once. */
export function isStale(
  { kind, attempts }: Out & { kind: OfRound },
  { state, meets }: Round,
  now: Temporal.Instant,
): boolean {
  if (isReminder(kind)) {
    const last = kind === 'wrapup' ? meets?.at.add(ASKED_FOR) : meets?.at
    return !last || meets?.cancelled !== null || Temporal.Instant.compare(last, now) < 0
  }
  if (isTalk(kind) || opensThread(kind)) return state === 'done'
  switch (kind) {
    case 'closing':
    case 'again':
      return state === 'done' && attempts > 0
    case 'ballot':
      return state !== 'voting'
    case 'welcome':
      return false
  }
}

/** So long after it began a meeting is not asked about any more. */
const ASKED_FOR = { hours: 48 }

export const SUBJECTS: Readonly<Record<OutKind, Subject>> = {
  welcome: 'post',
  pick: 'post',
  ...ofBesides<Subject>(() => 'post'),
  ballot: 'post',
  ...ofThreads<Subject>('thread'),
  closing: 'edit',
  again: 'edit',
  ...ofReminders<Subject>('post'),
  news: 'post',
  daily: 'post',
  dailyagain: 'edit',
}

export const FAILED: Readonly<Record<OutKind, string>> = {
  welcome: 'The welcome could not be posted',
  pick: 'The paper of the week could not be posted',
  ...ofBesides(() => 'A paper that is read beside the pick could not be posted'),
  ballot: 'The ballot could not be posted',
  ...ofThreads('A paper beside the pick is there, but no thread could be opened below it'),
  thread: 'The pick is there, but no thread could be opened below it',
  closing: 'The closed ballot could not be shown as closed',
  again: 'The pick or a reminder could not be shown with its meeting as it is now',
  ...ofReminders('A reminder could not be posted'),
  wrapup: 'What is asked after a meeting could not be posted',
  news: 'The channel could not be told',
  daily: 'What was said elsewhere could not be told',
  dailyagain: 'What was said elsewhere could not be shown as it is now',
}

/** What a post is called in a sentence. */
export const NAMES: Readonly<Record<PostKind, string>> = {
  welcome: 'welcome',
  pick: 'pick',
  ...ofBesides((beside) => `${beside} paper`),
  ballot: 'ballot',
  ...ofReminders('reminder'),
  wrapup: 'wrap-up',
  news: 'news',
  daily: 'summary of a day',
}

/** After these nothing is said in a thread any more. */
const GONE: readonly FailureReason[] = ['gone', 'missing', 'invalid']
