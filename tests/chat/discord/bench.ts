/** The adapter with its real client, logged in to a local Discord, and an app of the test's own behind it. */
import { onTestFinished } from 'vitest'
import type { Card } from '../../../src/chat/card.ts'
import type { Command } from '../../../src/chat/command.ts'
import { createDiscord, type DiscordOptions } from '../../../src/chat/discord/index.ts'
import { ChatFailure } from '../../../src/chat/failure.ts'
import type { Heard, Inbound, Pending, Platform, Reply } from '../../../src/chat/platform.ts'
import { isRoomId, type RoomId } from '../../../src/club/keys.ts'
import { type LocalDiscord, startDiscord } from '../../../src/playground/discord/server.ts'
import type { Act, ActResult, MessageView } from '../../../src/playground/types.ts'
import { openWorld, type World } from '../../../src/playground/world.ts'
import { textOf } from './within-limits.ts'

export const ADA = '1180000000000000301'
export const BRUNO = '1180000000000000302'
export const PAPERS = '1180000000000000101'
const GUILD = '1180000000000000001'
export const ROOM: RoomId = `discord:${GUILD}:${PAPERS}`

export interface Bench {
  world: World
  server: LocalDiscord
  platform: Platform
  act(act: Act): Promise<ActResult>
  /** Lines that the adapter logged, by level. */
  logged: { level: string; fields: object; message: string }[]
}

export async function bench(
  app: Partial<Inbound> = {},
  prepare?: (server: LocalDiscord, world: World) => void,
  reconnected?: () => void,
): Promise<Bench> {
  const { world, server } = await local()
  prepare?.(server, world)
  const { platform, logged } = adapter(server)
  await platform.start(appOf(app), reconnected)
  return { world, server, platform, logged, act: (wish) => server.act(wish) }
}

export async function local(): Promise<{ world: World; server: LocalDiscord }> {
  const world = openWorld(':memory:')
  const server = await startDiscord(world)
  onTestFinished(async () => {
    await server.stop()
    world.close()
  })
  return { world, server }
}

export function adapter(
  server: LocalDiscord,
  token = server.env.DISCORD_TOKEN ?? '',
  root = 'paper',
  more: Pick<DiscordOptions, 'takeTurn' | 'drafts'> = {},
) {
  const logged: Bench['logged'] = []
  const line = (level: string) => (fields: object, message: string) => void logged.push({ level, fields, message })
  const log = { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') }
  const platform = createDiscord({ token, apiUrl: server.env.DISCORD_API_URL ?? '', root, log, ...more })
  onTestFinished(() => platform.stop())
  return { platform, logged }
}

const say = async (): Promise<Card> => ({ title: 'never', blocks: [] })

export const COMMANDS: readonly Command[] = [
  { name: 'week', description: 'The paper of the week', answers: 'room', options: {}, run: say },
  {
    name: 'nominate',
    description: 'Nominate a paper',
    answers: 'actor',
    options: { paper: { kind: 'paper', description: 'Its title', required: true } },
    run: say,
    message: { label: 'Nominate this', description: 'Nominates what it names', answers: 'actor', run: say },
  },
  {
    name: 'club organiser',
    description: 'Make someone an organiser',
    answers: 'actor',
    options: { who: { kind: 'member', description: 'Who', required: true } },
    run: say,
  },
]

/** An app that answers nothing of itself; each test gives it what it needs. */
export function appOf(app: Partial<Inbound>): Inbound {
  const silent = (): Pending => soon('actor', card('nothing'))
  return {
    commands: COMMANDS,
    run: silent,
    runText: silent,
    act: silent,
    submit: silent,
    point: silent,
    complete: async () => [],
    heard: async () => undefined,
    erased: async () => undefined,
    ...app,
  }
}

export function card(title: string, ...blocks: Card['blocks']): Card {
  return { title, blocks }
}

export function soon(answers: Pending['answers'], one: Card): Pending {
  return { answers, reply: Promise.resolve({ kind: 'card', card: one }) }
}

/** An answer that the test gives when it wants. */
export function later(answers: Pending['answers']): Pending & { give(reply: Reply): void } {
  const { promise, resolve } = Promise.withResolvers<Reply>()
  return { answers, reply: promise, give: resolve }
}

export function messages(server: LocalDiscord): MessageView[] {
  return server.state().channels.find(({ id }) => id === PAPERS)?.messages ?? []
}

export function latest(server: LocalDiscord): MessageView | undefined {
  return messages(server).at(-1)
}

export function shown(message: MessageView | undefined): string {
  return textOf(message?.components ?? [])
}

/** Waits until something is so, in steps; the runner's own limit ends it. */
export async function until<T>(look: () => T | undefined | false): Promise<T> {
  for (;;) {
    const seen = look()
    if (seen !== undefined && seen !== false) return seen
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

export async function failureOf(call: Promise<unknown>): Promise<ChatFailure> {
  const failure = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(failure instanceof ChatFailure)) throw new Error('no ChatFailure')
  return failure
}

/** An app that keeps what it hears. */
export function listener(): { heard: Heard[]; app: Pick<Inbound, 'heard'> } {
  const heard: Heard[] = []
  return { heard, app: { heard: async (event) => void heard.push(event) } }
}

export function asRoom(text: string): RoomId {
  if (!isRoomId(text)) throw new Error(`no room: ${text}`)
  return text
}
