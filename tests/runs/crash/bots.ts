/** The real bot program, in one process or two on one store, killed and started again. */
import type { ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { BOT, end, launch } from '../../bench/process.ts'
import { type Dice, oneOf } from '../../dice.ts'

export interface Bots {
  /** Resolves once every process is ready; those that ended by themselves are started again. */
  ready(): Promise<void>
  /** The exit codes of those that ended by themselves, which none should. */
  endedAlone(): readonly string[]
  /** Starts what is not there; does not wait for it. */
  start(): void
  /** Ends one of the processes, or all of them, with SIGKILL. */
  kill(): Promise<void>
  /** The process ids of those that are there. */
  pids(): number[]
  stop(): Promise<void>
}

/** How often more than one process dies at once. */
const ALL_AT_ONCE = 0.4
const READY = /Ctrl-C/

/** `log`: the file that takes what they say on standard error. */
export function openBots(count: number, env: Record<string, string>, log: string, dice: Dice): Bots {
  const errors = openSync(log, 'a')
  const processes: ({ child: ChildProcess; isReady: Promise<void>; isKilled: boolean } | undefined)[] = Array.from({
    length: count,
  })
  const alone: string[] = []
  const living = () => processes.filter((one) => one !== undefined)

  async function endOne(one: ReturnType<typeof living>[number], signal: NodeJS.Signals): Promise<void> {
    one.isKilled = true
    processes[processes.indexOf(one)] = undefined
    await end(one.child, signal)
  }

  function start(): void {
    for (let index = 0; index < count; index++) {
      if (processes[index]) continue
      const one = { ...launch(BOT, env, READY, errors), isKilled: false }
      // Whoever ends on the way is never ready, which the exit tells as well.
      one.isReady = one.isReady.catch(() => {})
      one.child.once('exit', (code) => {
        if (!one.isKilled) alone.push(`ended with ${code}`)
        if (processes[index] === one) processes[index] = undefined
      })
      processes[index] = one
    }
  }

  return {
    start,
    async ready() {
      do {
        start()
        await Promise.all(living().map(({ isReady }) => isReady))
      } while (living().length < count)
    },
    endedAlone: () => alone,
    async kill() {
      const one = dice() < ALL_AT_ONCE ? undefined : oneOf(living(), dice)
      await Promise.all((one ? [one] : living()).map((each) => endOne(each, 'SIGKILL')))
    },
    pids: () => living().map(({ child }) => child.pid ?? 0),
    async stop() {
      await Promise.all(living().map((one) => endOne(one, 'SIGTERM')))
      closeSync(errors)
    },
  }
}
