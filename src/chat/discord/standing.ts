import type { Log } from '../log.ts'
import type { Platform } from '../platform.ts'

type Health = ReturnType<Platform['health']>
type Subject = 'connection' | 'token' | 'content' | 'commands'

/** How the chat stands, and what the operator should know of it, one sentence a subject. */
export interface Standing {
  set(state: Health['state']): void
  /** Notes a sentence, or takes back what was noted. Says each new sentence once in the log. */
  note(subject: Subject, sentence: string | null, level?: 'warn' | 'error'): void
  health(): Health
}

export function createStanding(log: Log): Standing {
  let state: Health['state'] = 'off'
  const notes = new Map<Subject, string>()

  return {
    set(next) {
      state = next
    },
    note(subject, sentence, level = 'warn') {
      if (sentence === null) {
        notes.delete(subject)
        return
      }
      if (notes.get(subject) !== sentence) log[level]({ chat: 'discord', about: subject }, sentence)
      notes.set(subject, sentence)
    },
    health: () => ({
      state: state === 'ready' && notes.has('token') ? 'failing' : state,
      detail: [...notes.values()].join(' ') || null,
    }),
  }
}
