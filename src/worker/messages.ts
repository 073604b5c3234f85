import type { Trouble } from './trouble.ts'

/** What a thread can be asked, by name. Arguments and answers are copied on their way. */
// biome-ignore lint/suspicious/noExplicitAny: `never` would refuse every table of functions, `unknown` every call.
export type Operations = Record<string, (...args: any[]) => unknown>

export type Asked<O extends Operations, Name extends keyof O> = Awaited<ReturnType<O[Name]>>

export interface Question {
  id: number
  name: string
  args: readonly unknown[]
}

/** To the thread. */
export type ToThread = Question | 'close'

/** From the thread; a note is what it says without being asked. */
export type FromThread = { id: number; answer: unknown } | { id: number; trouble: Trouble } | { note: string }
