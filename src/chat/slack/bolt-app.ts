/** Bolt, acknowledging an event only once it is kept: what Slack was told is received is never lost. */
import { App, type Authorize, type Logger, LogLevel, type Receiver, type ReceiverEvent } from '@slack/bolt'
import type { Log } from '../log.ts'
import { loggable } from './failure.ts'
import { isNotAdded } from './installations.ts'

/** Who the bot is in its workspace, as `auth.test` says. */
export interface Identity {
  team: string
  /** The organisation that the workspace belongs to, if it does. */
  enterprise: string | null
  botId: string
  botUser: string
}

/** What a stop has to know: nothing new is taken up, and what was taken up is waited for. */
export interface Gate {
  isOpen(): boolean
  underWay(work: Promise<void>): void
  /** Slack brings something again that it could not bring before. */
  broughtAgain(): void
}

export function boltApp(receiver: Receiver, authorize: Authorize<boolean>, gate: Gate, log: Log): App {
  const app = new KeepingApp({ receiver, authorize, convoStore: false, logger: boltLogger(log) })
  app.gate = gate
  app.error(async (error) => {
    // What comes from where the bot is not in any more is no use to anybody, and would only come again.
    if (!isNotAdded(error)) throw error
    log.warn({}, 'Slack sent something from a workspace that has not added the bot')
  })
  return app
}

/** Bolt acknowledges an event before its listeners run. Here the acknowledgement waits for them, and fails with them. */
class KeepingApp extends App {
  gate: Gate | undefined

  override async processEvent(event: ReceiverEvent): Promise<void> {
    if (!this.gate?.isOpen()) return
    const work = event.body.type === 'event_callback' ? this.keep(event) : super.processEvent(event)
    this.gate.underWay(work)
    await work
    if (event.retryNum) this.gate.broughtAgain()
  }

  private async keep(event: ReceiverEvent): Promise<void> {
    let acknowledged = false
    await super.processEvent({
      ...event,
      ack: async () => {
        acknowledged = true
      },
    })
    if (acknowledged) await event.ack()
  }
}

/** Whether Slack shall take what failed as received. Never: it delivers again, and that is harmless. */
export function notReceived(log: Log): (args: { error: unknown }) => Promise<boolean> {
  return async ({ error }) => {
    const original = error instanceof Error && 'original' in error ? error.original : error
    log.error(loggable(original), 'What Slack sent could not be handled and was not acknowledged')
    return false
  }
}

/** Slack's libraries put payloads, addresses and headers into what they log: only the first words are passed on. */
export function boltLogger(log: Log): Logger {
  const words = (messages: unknown[]) =>
    String(messages[0])
      .split(/[:({\n]/)[0]
      ?.slice(0, 100) ?? ''
  return {
    debug() {},
    info() {},
    warn: (...messages) => log.warn({ library: 'slack' }, words(messages)),
    error: (...messages) => log.error({ library: 'slack' }, words(messages)),
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  }
}
