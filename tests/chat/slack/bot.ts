import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Card } from '../../../src/chat/card.ts'
import type { Log } from '../../../src/chat/log.ts'
import type { Inbound, Pending } from '../../../src/chat/platform.ts'
import type { Handler } from '../../../src/chat/slack/http.ts'
import { createSlack, manifest, type SlackPlatform } from '../../../src/chat/slack/index.ts'
import { seeing } from '../../../src/playground/seeing.ts'
import { BOT_TOKEN, PAPERS, PEOPLE, TEAM } from '../../../src/playground/slack/ids.ts'
import { type LocalSlack, type SlackOptions, startSlack } from '../../../src/playground/slack/server.ts'
import type { LocalChat } from '../../../src/playground/types.ts'
import { openWorld, type World } from '../../../src/playground/world.ts'
import { clockOf } from '../../fakes/clock.ts'

export const channel = PAPERS
export const room = `slack:${TEAM.id}:${PAPERS}` as const
export const [ada, emmy] = [PEOPLE[0].id, PEOPLE[1].id]
export const account = (user: string) => `slack:${TEAM.id}:${user}` as const

export interface Bot {
  world: World
  slack: LocalSlack
  bot: SlackPlatform
  /** What a person does, and where that person then saw the answer. */
  act: LocalChat['act']
  logged: { level: string; fields: object; message: string }[]
}

/** A local Slack, and the adapter logged in to it with real Bolt; `app` is what stands behind the port. */
export async function startBot(app: Partial<Inbound>, options: Installed = {}): Promise<Bot> {
  const started = await openSlack(options)
  const env = started.slack.env
  const bot = createSlack({
    botToken: env.SLACK_BOT_TOKEN ?? '',
    ...(env.SLACK_APP_TOKEN ? { appToken: env.SLACK_APP_TOKEN } : {}),
    apiUrl: env.SLACK_API_URL ?? '',
    ...(options.limitedHistory ? { slowly: clockOf(started.world) } : {}),
    log: started.log,
  })
  onTestFinished(() => bot.stop())
  await bot.start(appOf(app), options.reconnected)
  return { ...started, bot }
}

/** The same over signed HTTP, the adapter's handler behind a web server as the bot's own. */
export async function startHttpBot(app: Partial<Inbound>, options: Installed = {}): Promise<Bot & { url: string }> {
  let handler: Handler | undefined
  const web = createServer((request, response) => handler?.(request, response))
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => web.close(() => resolve())))
  const url = `http://127.0.0.1:${(web.address() as AddressInfo).port}/slack/events`

  const started = await openSlack({ ...options, delivery: { url } })
  const bot = createSlack({
    botToken: BOT_TOKEN,
    signingSecret: started.slack.signingSecret,
    ...(options.lookBackMs ? { lookBackMs: options.lookBackMs } : {}),
    apiUrl: started.slack.env.SLACK_API_URL ?? '',
    log: started.log,
  })
  handler = bot.handlers.get('/slack/events')
  onTestFinished(() => bot.stop())
  await bot.start(appOf(app), options.reconnected)
  return { ...started, bot, url }
}

/** `scopes`: those that the app was installed with; default: all that its manifest asks for. */
type Installed = SlackOptions & { scopes?: string[]; reconnected?: () => void; lookBackMs?: number }

async function openSlack({ scopes, reconnected: _, lookBackMs: __, ...options }: Installed) {
  const world = openWorld(':memory:')
  const slack = await startSlack(world, { rate: Number.POSITIVE_INFINITY, retryDelays: [20, 40, 80], ...options })
  onTestFinished(async () => {
    await slack.stop()
    world.close()
  })
  const { oauth_config, settings } = manifest('paper', [])
  slack.configure({ scopes: scopes ?? oauth_config.scopes.bot, events: settings.event_subscriptions.bot_events })
  const logged: Bot['logged'] = []
  const write = (level: string) => (fields: object, message: string) => void logged.push({ level, fields, message })
  const log: Log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
  return { world, slack, act: seeing(slack), logged, log }
}

export const card = (title: string, ...blocks: Card['blocks']): Card => ({ title, blocks })

export function shows(answers: 'actor' | 'room' | 'update' | 'page', shown: Card, afterMs = 0): Pending {
  return { answers, reply: soon({ kind: 'card' as const, card: shown }, afterMs) }
}

export async function soon<T>(value: T, afterMs: number): Promise<T> {
  if (afterMs > 0) await new Promise((resolve) => setTimeout(resolve, afterMs))
  return value
}

/** Waits until something is so, and says what was waited for when it never is. */
export async function until<T>(what: string, look: () => T | undefined | false): Promise<T> {
  const end = Date.now() + 15_000
  for (;;) {
    const found = look()
    if (found !== undefined && found !== false) return found
    if (Date.now() > end) throw new Error(`never came: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

export function messagesOf({ slack }: Pick<Bot, 'slack'>) {
  return slack.state().channels.find(({ id }) => id === channel)?.messages ?? []
}

export function appOf(app: Partial<Inbound>): Inbound {
  const unasked = (what: string) => () => {
    throw new Error(`nobody expected ${what}`)
  }
  return {
    commands: [],
    run: unasked('run'),
    runText: unasked('runText'),
    act: unasked('act'),
    submit: unasked('submit'),
    point: unasked('point'),
    complete: async () => [],
    heard: async () => {},
    erased: async () => {},
    ...app,
  }
}
