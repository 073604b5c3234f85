import type { Log } from '../chat/log.ts'

/** Whether this machine's clock can be trusted: whether it jumps, and what other clocks say. */
export interface ClockWatch {
  /** What whoever runs the machine must mend, as sentences. */
  problems(): string[]
  /** What has happened and is over. */
  notes(): string[]
  /** Asks the other clocks now; false where none of them has told its time so far. Never rejects. */
  compare(): Promise<boolean>
  stop(): void
}

/** Another clock. `ask` resolves with its time in milliseconds, null when it tells none. */
export interface OtherClock {
  name: string
  ask(): Promise<number | null>
}

/** Milliseconds. */
const LOOK_EVERY = 20_000
const ASK_EVERY = 15 * 60_000
/** Apart by more, a ballot closes noticeably early or late. */
const APART = 90_000
/** What slewing of a clock that is set right by and by does not reach between two looks. */
const JUMP = 60_000
/** By which two readings of a clock that nobody set may differ. */
const STEADY = 1_000
const REMEMBERED = 24 * 60 * 60_000
/** Without another clock to go by, a jump is trouble for this long. */
const DOUBTFUL = 60 * 60_000

/** Watches the system's clock against one that nobody can set, and against `others`. */
export function watchClock(others: readonly OtherClock[], log: Log): ClockWatch {
  const gap = () => Date.now() - performance.now()
  let last = gap()
  let jump: { by: number; at: number; wall: number } | undefined
  const ahead = new Map<string, { by: number; gap: number }>()

  function look(): void {
    const now = gap()
    const by = now - last
    last = now
    if (Math.abs(by) < JUMP) return
    jump = { by, at: performance.now(), wall: Date.now() }
    log.error({ by: Math.round(by / 1000) }, 'the system’s clock has jumped')
    void compare()
  }

  async function compare(): Promise<boolean> {
    await Promise.all(
      others.map(async ({ name, ask }) => {
        const [before, asked] = [gap(), performance.now()]
        const told = await ask().catch(() => null)
        const after = gap()
        // What a jump falls into tells nothing; it is asked again because of the jump.
        if (told === null || Math.abs(after - before) > STEADY) return
        // Half the way there and back; headers name whole seconds.
        ahead.set(name, { by: (asked + performance.now()) / 2 + after - (told + 500), gap: after })
      }),
    )
    return ahead.size > 0
  }

  function apart(): { name: string; by: number }[] {
    return [...ahead]
      .map(([name, known]) => ({ name, by: known.by + (gap() - known.gap) }))
      .filter(({ by }) => Math.abs(by) > APART)
  }

  const looking = setInterval(look, LOOK_EVERY).unref()
  const asking = setInterval(() => void compare(), ASK_EVERY).unref()

  return {
    problems() {
      look()
      const wrong = apart().map(
        ({ name, by }) =>
          `This machine’s clock is ${length(by)} ${by > 0 ? 'ahead of' : 'behind'} ${name}’s. ${SET_IT}`,
      )
      if (wrong.length > 0 || ahead.size > 0 || !jump) return wrong
      return performance.now() - jump.at < DOUBTFUL ? [`${told(jump)} ${SET_IT}`] : []
    },
    notes() {
      return jump && performance.now() - jump.at < REMEMBERED ? [told(jump)] : []
    },
    compare,
    stop() {
      clearInterval(looking)
      clearInterval(asking)
    },
  }
}

const SET_IT = 'Let the system set it by a time server: until it is right, ballots close at the wrong time.'

function told({ by, wall }: { by: number; wall: number }): string {
  const time = new Date(wall).toISOString().slice(0, 16).replace('T', ' ')
  return `This machine’s clock jumped ${by > 0 ? 'ahead' : 'back'} by ${length(by)}, to ${time} UTC.`
}

const UNITS: [ms: number, name: string][] = [
  [24 * 60 * 60_000, 'day'],
  [60 * 60_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
]

function length(ms: number): string {
  const [unit, name] = UNITS.find(([size]) => Math.abs(ms) >= 2 * size) ?? [1_000, 'second']
  const count = Math.round(Math.abs(ms) / unit)
  return `${count} ${name}${count === 1 ? '' : 's'}`
}
