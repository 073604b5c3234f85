/** The bot's side of the playground: its clock, and what the store is shown to hold. Used where PLAYGROUND_URL is set. */
import type { Clock } from '../club/clock.ts'
import type { StoreView } from '../playground/types.ts'

export interface FollowedPlayground {
  /** The system's time, moved as the playground's clock was moved. */
  clock: Clock
  /** Called after each move of the clock. Returns how to stop. */
  onMove(listener: () => void): () => void
  /** Shows the store; a playground that is not there is shown it when it comes back. Never rejects. */
  show(view: StoreView): Promise<void>
  /** Hands over the Slack app's manifest; again when the playground comes back. Never rejects. */
  sendManifest(manifest: unknown): Promise<void>
  close(): void
}

export interface FollowOptions {
  /** Milliseconds to wait for the playground's first word; default 30,000, for a machine that does much else. */
  patience?: number
}

/** Resolves once the playground has told its time. Rejects with a sentence when it does not answer. */
export async function followPlayground(url: string, options: FollowOptions = {}): Promise<FollowedPlayground> {
  const base = url.replace(/\/+$/, '')
  const ending = new AbortController()
  const listeners = new Set<() => void>()
  const shown = new Map<string, unknown>()
  let offset = 0

  async function put(path: string, value: unknown): Promise<void> {
    shown.set(path, value)
    await send(path, value)
  }

  async function send(path: string, value: unknown): Promise<void> {
    try {
      const request = { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
      const response = await fetch(base + path, { ...request, signal: ending.signal })
      await response.body?.cancel()
    } catch {
      // Shown again on reconnection: the playground is a help, and its absence is no trouble of the bot's.
    }
  }

  function moveTo(next: number): void {
    if (next === offset) return
    offset = next
    for (const listener of [...listeners]) listener()
  }

  const first = Promise.withResolvers<void>()
  async function follow(): Promise<void> {
    let pause = FIRST_PAUSE
    let known = false
    while (!ending.signal.aborted) {
      let connected = false
      try {
        for await (const next of offsets(`${base}/bot/clock`, ending.signal)) {
          if (known && !connected) for (const [path, value] of shown) void send(path, value)
          connected = known = true
          moveTo(next)
          first.resolve()
        }
      } catch {
        // Tried again below, whatever it was.
      }
      pause = connected ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, pause * 2)
      await sleep(pause, ending.signal)
    }
  }
  void follow()

  const patience = setTimeout(() => {
    first.reject(new Error(`The playground at ${base} does not answer. Start it, or leave PLAYGROUND_URL unset.`))
  }, options.patience ?? 30_000)
  try {
    await first.promise
  } catch (error) {
    ending.abort()
    throw error
  } finally {
    clearTimeout(patience)
  }

  return {
    clock: movedClock(() => offset, listeners),
    onMove(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    show: (view) => put('/bot/store', view),
    sendManifest: (manifest) => put('/bot/manifest', manifest),
    close: () => ending.abort(),
  }
}

const FIRST_PAUSE = 50
const LONGEST_PAUSE = 1000

/** The longest a timer can be set: a longer wait is armed again when it ends. */
const LONGEST_TIMER = 2 ** 31 - 1

function movedClock(offset: () => number, moves: Set<() => void>): Clock {
  const now = () => Temporal.Instant.fromEpochMilliseconds(Date.now() + offset())
  return {
    now,
    wait: (until, signal) =>
      new Promise((resolve, reject) => {
        let timer: NodeJS.Timeout | undefined
        const end = () => {
          clearTimeout(timer)
          moves.delete(arm)
          signal?.removeEventListener('abort', abort)
        }
        const abort = () => {
          end()
          reject(signal?.reason)
        }
        const arm = () => {
          clearTimeout(timer)
          const left = until.epochMilliseconds - now().epochMilliseconds
          if (left > 0) {
            timer = setTimeout(arm, Math.min(left, LONGEST_TIMER))
            return
          }
          end()
          resolve()
        }
        if (signal?.aborted) return reject(signal.reason)
        moves.add(arm)
        signal?.addEventListener('abort', abort)
        arm()
      }),
  }
}

async function* offsets(url: string, signal: AbortSignal): AsyncGenerator<number> {
  const response = await fetch(url, { headers: { accept: 'text/event-stream' }, signal })
  if (!response.ok || !response.body) throw new Error(`the clock answered ${response.status}`)
  let rest = ''
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const events = (rest + chunk).split('\n\n')
    rest = events.pop() ?? ''
    for (const event of events) {
      const offset = offsetOf(event)
      if (offset !== undefined) yield offset
    }
  }
}

function offsetOf(event: string): number | undefined {
  const data = event.split('\n').find((line) => line.startsWith('data: '))
  if (!data) return undefined
  const value: unknown = JSON.parse(data.slice('data: '.length))
  if (typeof value !== 'object' || value === null || !('offsetMs' in value)) return undefined
  return typeof value.offsetMs === 'number' ? value.offsetMs : undefined
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
}
