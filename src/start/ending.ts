import type { Log } from '../chat/log.ts'

/** Milliseconds that ending in order may take after something escaped. */
const PATIENCE = 10_000
const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/**
 * What no guard has caught goes into the log with its cause. Nobody knows what it left behind, so the process has to end,
 * with an exit code that has it started again. Resolves when that is to happen.
 */
export function escaped(log: Log): Promise<void> {
  return new Promise((resolve) => {
    process.on('uncaughtException', (error, origin) => {
      log.error({ err: error, origin }, 'something escaped every guard: the bot ends, to be started again')
      if (process.exitCode === 1) return
      process.exitCode = 1
      setTimeout(() => process.exit(), PATIENCE).unref()
      resolve()
    })
  })
}

/** Resolves at the first signal to end; a second one ends the process at once. */
export function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) {
      process.once(signal, () => {
        for (const other of SIGNALS) process.once(other, () => process.exit(1))
        resolve()
      })
    }
  })
}
