/** What the runner and vitest's settings tell each other: they are loaded apart, in one process. */
import type { Vitest } from 'vitest/node'

interface Running {
  vitest?: Vitest
  /** Names of the test files that are to be run, in their order. */
  files: readonly string[]
}

const KEY = Symbol.for('lectern.mutate')
const held: typeof globalThis & { [KEY]?: Running } = globalThis

export function running(): Running {
  held[KEY] ??= { files: [] }
  return held[KEY]
}
