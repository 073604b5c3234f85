import { once } from 'node:events'
import type { Server } from 'node:http'
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import { onTestFinished } from 'vitest'
import { APP_TOKEN, BOT_TOKEN, PAPERS, PEOPLE } from '../../../src/playground/slack/ids.ts'
import { type LocalSlack, type SlackOptions, startSlack } from '../../../src/playground/slack/server.ts'
import { openWorld, type World } from '../../../src/playground/world.ts'

export const [ADA, EMMY, KURT] = [PEOPLE[0].id, PEOPLE[1].id, PEOPLE[2].id]
export { PAPERS }

const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
}

export async function aSlack(
  options: SlackOptions = {},
  file = ':memory:',
): Promise<{ slack: LocalSlack; world: World }> {
  const world = openWorld(file)
  const slack = await startSlack(world, { rate: Number.POSITIVE_INFINITY, ...options })
  let stopped = false
  const stop = slack.stop
  slack.stop = async () => {
    if (stopped) return
    stopped = true
    await stop()
    world.close()
  }
  onTestFinished(() => slack.stop())
  return { slack, world }
}

/** A client of the bot's that gives up at the first refusal. */
export function clientOf(slack: LocalSlack, token: string = BOT_TOKEN): WebClient {
  return new WebClient(token, {
    slackApiUrl: `${slack.origin}/api/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  })
}

/** A real Bolt app in Socket Mode, its listeners added before it connects. */
export async function aSocketBot(slack: LocalSlack, listen: (app: App) => void): Promise<App> {
  const clientOptions = { slackApiUrl: `${slack.origin}/api/`, retryConfig: { retries: 0 } }
  const receiver = new SocketModeReceiver({
    appToken: APP_TOKEN,
    clientPingTimeout: 300,
    logger: silent,
    installerOptions: { clientOptions },
  })
  const app = new App({ token: BOT_TOKEN, receiver, clientOptions, logger: silent })
  app.error(async () => {})
  listen(app)
  await app.start()
  onTestFinished(async () => {
    // Stopped while it connects anew, the client would reject where nobody can hear it.
    receiver.client.removeAllListeners('disconnected')
    await app.stop()
  })
  return app
}

/** A real Bolt app that is reached by signed HTTP; answers its URL. */
export async function anHttpBot(slack: LocalSlack, secret: string, listen: (app: App) => void): Promise<string> {
  const receiver = new HTTPReceiver({ signingSecret: secret, logger: silent })
  const app = new App({
    token: BOT_TOKEN,
    receiver,
    clientOptions: { slackApiUrl: `${slack.origin}/api/`, retryConfig: { retries: 0 } },
    logger: silent,
  })
  app.error(async () => {})
  listen(app)
  const server: Server = await receiver.start({ port: 0, host: '127.0.0.1' } as unknown as number)
  if (!server.listening) await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    await app.stop()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the bot listens nowhere')
  return `http://127.0.0.1:${address.port}/slack/events`
}

/** The error code that Slack refuses a call with, and its messages. */
export async function refusal(call: Promise<unknown>): Promise<{ error: string; messages: string[] }> {
  try {
    await call
  } catch (error) {
    const data = (error as { data?: { error?: string; response_metadata?: { messages?: string[] } } }).data
    if (data?.error !== undefined) return { error: data.error, messages: data.response_metadata?.messages ?? [] }
    throw error
  }
  return { error: 'none', messages: [] }
}

/** Waits until `check` answers something. */
export async function until<T>(check: () => T | undefined | false, within = 5000): Promise<T> {
  const end = Date.now() + within
  for (;;) {
    const found = check()
    if (found) return found
    if (Date.now() > end) throw new Error('it never came')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
