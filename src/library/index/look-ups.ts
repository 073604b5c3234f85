import type { Questions } from './questions.ts'

/**
 * The questions to a library, as they are asked outside its thread. One whose signal fires before its turn is never answered,
 * and rejects with the signal's reason.
 */
export type LookUps = {
  [Name in keyof Questions]: (
    ...args: [...Parameters<Questions[Name]>, signal?: AbortSignal]
  ) => Promise<ReturnType<Questions[Name]>>
}

type Name = keyof Questions

/** Puts a question, whichever it is. */
export type Ask = (name: Name, args: Parameters<Questions[Name]>, signal: AbortSignal | undefined) => Promise<unknown>

/** Their names alone, since what answers them is loaded in the thread only. */
const NAMES: Record<Name, null> = {
  papers: null,
  idsNow: null,
  idsOf: null,
  entries: null,
  ofEntries: null,
  identify: null,
  alike: null,
  find: null,
  resolve: null,
  complete: null,
  nearest: null,
  namedIn: null,
  similar: null,
  random: null,
  mix: null,
  define: null,
  terms: null,
  tags: null,
  digests: null,
  digest: null,
  size: null,
}

export function lookUps(ask: Ask): LookUps {
  const lookUp = (name: Name) => {
    return (...args: [...Parameters<Questions[Name]>, signal?: AbortSignal]) => {
      const last = args.at(-1)
      const signal = last instanceof AbortSignal ? last : undefined
      return ask(name, (signal ? args.slice(0, -1) : args) as Parameters<Questions[Name]>, signal)
    }
  }
  const names = Object.keys(NAMES) as Name[]
  // What each takes and answers is held to its own type where it is asked, and where it is answered.
  return Object.fromEntries(names.map((name) => [name, lookUp(name)])) as LookUps
}
