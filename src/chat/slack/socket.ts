/** Keeps a Socket Mode connection: opens it, and opens it again whenever Slack or the network closes it. */
import { SocketModeReceiver } from '@slack/bolt'
import type { WebClientOptions } from '@slack/web-api'
import type { Log } from '../log.ts'
import { boltLogger, notReceived } from './bolt-app.ts'
import { loggable } from './failure.ts'

export interface Socket {
  readonly receiver: SocketModeReceiver
  /** Resolves once Slack says hello; rejects when it does not, and then nothing is retried. */
  open(): Promise<void>
  close(): Promise<void>
}

/** `changed` hears whether the socket is up, and after a failure what went wrong. */
export function socket(
  appToken: string,
  clientOptions: WebClientOptions,
  log: Log,
  changed: (state: 'ready' | 'connecting' | 'failing', error?: unknown) => void,
): Socket {
  const receiver = new SocketModeReceiver({
    appToken,
    logger: boltLogger(log),
    // The library's own way back in waits five seconds and ends the process when Slack refuses.
    autoReconnectEnabled: false,
    installerOptions: { clientOptions },
    processEventErrorHandler: notReceived(log),
  })
  const { client } = receiver
  const stopping = new AbortController()
  let up = false

  async function connect(): Promise<void> {
    const late = AbortSignal.any([stopping.signal, AbortSignal.timeout(HELLO_MS)])
    const gaveUp = Promise.withResolvers<never>()
    const abandon = () => {
      gaveUp.reject(new Error('Slack did not say hello in time'))
      void client.disconnect()
    }
    late.addEventListener('abort', abandon, { once: true })
    try {
      await Promise.race([client.start().catch(refusal), gaveUp.promise])
      up = true
      changed('ready')
    } finally {
      late.removeEventListener('abort', abandon)
    }
  }

  async function reconnect(): Promise<void> {
    for (let attempt = 0; !stopping.signal.aborted; attempt++) {
      try {
        return await connect()
      } catch (error) {
        if (stopping.signal.aborted) return
        changed('failing', error)
        log.warn({ ...loggable(error), attempt }, 'The connection to Slack could not be opened again')
        await pause(PAUSES_MS[attempt] ?? LONGEST_PAUSE_MS, stopping.signal)
      }
    }
  }

  client.on('disconnected', () => {
    if (!up || stopping.signal.aborted) return
    up = false
    changed('connecting')
    void reconnect()
  })

  return {
    receiver,
    open: connect,
    async close() {
      stopping.abort()
      await Promise.race([client.disconnect(), pause(CLOSE_MS)])
    },
  }
}

const HELLO_MS = 15_000
const CLOSE_MS = 1_000
const PAUSES_MS = [500, 1_000, 2_000, 5_000, 10_000]
const LONGEST_PAUSE_MS = 30_000

/** The library rejects with nothing when the socket closes before it was ready. */
function refusal(error: unknown): never {
  throw error ?? new Error('Slack closed the connection before it was ready')
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  timer.unref()
  signal?.addEventListener('abort', () => {
    clearTimeout(timer)
    resolve()
  })
  return promise
}
