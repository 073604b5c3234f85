/** A bot that workspaces add themselves: the adapter behind a web server, tokens in a real store, and who goes through Slack's pages. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Log } from '../../../src/chat/log.ts'
import type { Inbound } from '../../../src/chat/platform.ts'
import { createSlack, manifest, type SlackPlatform } from '../../../src/chat/slack/index.ts'
import { seeing } from '../../../src/playground/seeing.ts'
import { APP_TOKEN, CLIENT_ID, CLIENT_SECRET } from '../../../src/playground/slack/ids.ts'
import { type LocalSlack, type SlackOptions, startSlack } from '../../../src/playground/slack/server.ts'
import { FIRST, SECOND } from '../../../src/playground/slack/teams.ts'
import type { LocalChat } from '../../../src/playground/types.ts'
import { openWorld, type World } from '../../../src/playground/world.ts'
import { openVault, type VaultKeys } from '../../../src/services/vault.ts'
import { openStore } from '../../../src/store/open.ts'
import type { Store } from '../../../src/store/store.ts'
import { messagePage } from '../../../src/web/html.ts'
import { appOf } from './bot.ts'

export { FIRST, SECOND }
export const papers = `slack:${FIRST.id}:${FIRST.channels[0]?.id}` as const
export const birds = `slack:${SECOND.id}:${SECOND.channels[0]?.id}` as const

export interface Town {
  world: World
  slack: LocalSlack
  bot: SlackPlatform
  store: Store
  /** File of the store. */
  file: string
  /** Where the bot's web is. */
  url: string
  acts: { first: LocalChat['act']; second: LocalChat['act'] }
  logged: { level: string; fields: object; message: string }[]
  /** Another bot on the same store, with other keys. */
  another(keys: VaultKeys): Promise<SlackPlatform>
}

export const STATE_SECRET = 'signed by us'
export const newKey = () => randomBytes(32)

type Options = SlackOptions & { socket?: boolean; key?: Uint8Array; reconnected?: () => void }

export async function openTown(app: Partial<Inbound>, options: Options = {}): Promise<Town> {
  const { socket = false, key = newKey(), reconnected, ...more } = options
  const folder = await mkdtemp(join(tmpdir(), 'lectern-town-'))
  const file = join(folder, 'lectern.db')
  const store = await openStore(`sqlite:${file}`)
  const world = openWorld(':memory:')
  const bots: SlackPlatform[] = []
  const web = createServer((request, response) => {
    const handler = bots[0]?.handlers.get(new URL(request.url ?? '', 'http://x').pathname)
    if (handler) void handler(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(web.address() as AddressInfo).port}`
  const slack = await startSlack(world, {
    rate: Number.POSITIVE_INFINITY,
    retryDelays: [20, 40, 80],
    alone: false,
    delivery: socket ? 'socket' : { url: `${url}/slack/events` },
    ...more,
  })
  slack.configure(manifest('paper', [], { publicUrl: url }))
  const logged: Town['logged'] = []
  const write = (level: string) => (fields: object, message: string) => void logged.push({ level, fields, message })
  const log: Log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }

  async function start(keys: VaultKeys): Promise<SlackPlatform> {
    const bot = createSlack({
      ...(socket ? { appToken: APP_TOKEN } : { signingSecret: slack.signingSecret }),
      apiUrl: slack.env.SLACK_API_URL ?? '',
      installing: {
        clientId: CLIENT_ID,
        clientSecret: CLIENT_SECRET,
        stateSecret: STATE_SECRET,
        publicUrl: url,
        vault: openVault(Promise.resolve(store), keys),
        page: messagePage,
      },
      log,
    })
    bots.unshift(bot)
    await bot.start(appOf(app), reconnected)
    return bot
  }

  const bot = await start({ key })
  onTestFinished(async () => {
    await Promise.all(bots.map((one) => one.stop()))
    await slack.stop()
    web.closeAllConnections()
    await new Promise((resolve) => web.close(resolve))
    await store.close()
    world.close()
    await rm(folder, { recursive: true })
  })
  const acts = { first: seeing(slack), second: seeing({ ...slack, ...slack.second }) }
  return { world, slack, bot, store, file, url, acts, logged, another: start }
}

/** What somebody's browser does: from the bot's page to Slack's, and back with the cookie. `team`: an id, or `organisation`. */
export async function add(town: Town, team: string, answer: 'allow' | 'cancel' = 'allow'): Promise<Response> {
  const { authorize, cookie } = await begin(town)
  return comeBack(await decide(authorize, team, answer), cookie)
}

export async function begin({ url }: Town): Promise<{ authorize: URL; cookie: string }> {
  const first = await fetch(`${url}/slack/install`, { redirect: 'manual' })
  const [cookie = ''] = (first.headers.get('set-cookie') ?? '').split(';')
  return { authorize: new URL(first.headers.get('location') ?? ''), cookie }
}

/** Answers where Slack sends the browser to. */
export async function decide(authorize: URL, team: string, answer = 'allow'): Promise<string> {
  const asked = new URL('/oauth/v2/decide', authorize)
  asked.search = authorize.search
  asked.searchParams.set('team', team)
  asked.searchParams.set('answer', answer)
  const response = await fetch(asked, { redirect: 'manual' })
  return response.headers.get('location') ?? ''
}

export function comeBack(address: string, cookie: string): Promise<Response> {
  return fetch(address, { headers: { cookie } })
}

/** The bot is invited to the second workspace's channel. */
export function inviteToBirds({ slack }: Town): void {
  const [channel] = SECOND.channels
  if (channel) slack.second.setting({ invite: channel.id })
}
