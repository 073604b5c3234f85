import { orAfter } from './late.ts'

/**
 * A look at what may hang, such as a disk. One is under way at a time, however many ask: each that hangs holds a thread. Who waits
 * longer than `ms` milliseconds is told `hanging`, of how many seconds it has hung.
 */
export function probe<T, U>(ms: number, look: () => Promise<T>, hanging: (seconds: number) => U): () => Promise<T | U> {
  let underWay: { since: number; found: Promise<T> } | undefined

  function begin() {
    const found = look().finally(() => {
      underWay = undefined
    })
    return { since: performance.now(), found }
  }

  return () => {
    underWay ??= begin()
    const { since, found } = underWay
    return orAfter(ms, found, () => hanging(Math.ceil((performance.now() - since) / 1000)))
  }
}

/** “1 second”, “3 seconds” */
export function secondsLong(seconds: number): string {
  return `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`
}
