/** The playground's own door: the page, what the page and tests may do, and what the bot follows. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { readPage } from './page-server.ts'
import { requestUrl } from './request-url.ts'
import { seeing } from './seeing.ts'
import type { Act, ActResult, ChannelChange, Fault, LocalChat, PlaygroundState, StoreView } from './types.ts'
import type { World } from './world.ts'

/** A chat with what only some of them can do. */
export type ControlledChat = LocalChat & {
  /** Cuts the bot's gateway or socket. */
  cutSocket?(): unknown
  /** Sends the last message event once more. */
  redeliver?(): unknown
  /** Takes up an app's manifest. */
  configure?(manifest: unknown): unknown
}

export interface ControlOptions {
  world: World
  discord: ControlledChat
  slack: ControlledChat
  host: string
  /** 0: any free one. */
  port: number
}

export interface Control {
  port: number
  stop(): Promise<void>
}

/** Serves page and control. Rejects with the server's own error when the port cannot be had. */
export async function startControl({ world, discord, slack, host, port }: ControlOptions): Promise<Control> {
  const page = await readPage()
  const chats = { discord, slack }
  let store: StoreView | null = null

  const routes: Record<string, (request: IncomingMessage, response: ServerResponse) => unknown> = {
    'GET /control/state': (): PlaygroundState => ({
      clock: { now: new Date(world.now()).toISOString(), offsetMs: world.offset() },
      discord: discord.state(),
      slack: slack.state(),
      store,
      version: world.version(),
    }),
    'GET /control/events': (_, response) =>
      stream(response, world, VERSION_EVERY, () => ({ version: world.version() })),
    'POST /control/act': async (request): Promise<ActResult> => {
      const { chat, ...act } = await body(request, ActBody, MOST_OF_AN_ACT)
      return seeing(chats[chat])(act)
    },
    'POST /control/clock': async (request) => {
      world.advance(distance(await body(request, ClockBody)))
      return { now: new Date(world.now()).toISOString(), offsetMs: world.offset() }
    },
    'POST /control/fault': async (request) => {
      const fault = await body(request, FaultBody)
      const chat = chats[fault.chat]
      if (fault.now === 'socket') await can(chat.cutSocket, chat)
      else if (fault.now === 'redeliver') await can(chat.redeliver, chat)
      else world.addFault(fault)
      return {}
    },
    'GET /bot/clock': (_, response) => stream(response, world, 0, () => ({ offsetMs: world.offset() })),
    'PUT /bot/store': async (request) => {
      store = await body(request, StoreBody)
      world.changed()
      return {}
    },
    'PUT /bot/manifest': async (request) => {
      await slack.configure?.(await body(request, z.record(z.string(), z.unknown())))
      world.changed()
      return {}
    },
  }

  function distance(move: z.output<typeof ClockBody>): number {
    if ('advance' in move) return move.advance
    if ('to' in move) return Date.parse(move.to) - world.now()
    if (!store?.nextPick) throw new Refusal(409, 'No pick is due yet: the bot has not said when the next one is.')
    return Math.max(0, Date.parse(store.nextPick) + 1000 - world.now())
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) {
        response.destroy()
        return
      }
      const [status, sentence] = error instanceof Refusal ? [error.status, error.message] : [500, String(error)]
      send(response, status, { error: sentence })
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!fromHere(request)) throw new Refusal(403, 'Only this machine may use the playground.')
    const path = requestUrl(request).pathname
    const route = routes[`${request.method} ${path}`]
    if (route) {
      const result = await route(request, response)
      if (!response.headersSent) send(response, 200, result)
      return
    }
    const file = request.method === 'GET' ? page(path) : undefined
    if (!file) throw new Refusal(404, `The playground has no ${request.method} ${path}.`)
    response.writeHead(200, file.headers).end(file.body)
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve())
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Milliseconds between two versions: a burst of changes is drawn once. */
const VERSION_EVERY = 30

const MEGABYTE = 1024 * 1024
/** An act brings files along, in base64. */
const MOST_OF_AN_ACT = 32

class Refusal extends Error {
  readonly status: number

  constructor(status: number, sentence: string) {
    super(sentence)
    this.status = status
  }
}

/** A page of another site that has its name point here sends its own Host; a form of another site its own Origin. */
function fromHere({ headers: { host, origin } }: IncomingMessage): boolean {
  if (!host || !/^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host)) return false
  return origin === undefined || origin === `http://${host}`
}

async function body<T extends z.ZodType>(request: IncomingMessage, schema: T, megabytes = 1): Promise<z.output<T>> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > megabytes * MEGABYTE) throw new Refusal(413, `The body is over ${megabytes} MB.`)
    chunks.push(chunk)
  }
  const parsed = schema.safeParse(json(Buffer.concat(chunks).toString()))
  if (parsed.success) return parsed.data
  throw new Refusal(400, `The body is not as it should be: ${z.prettifyError(parsed.error)}`)
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal(400, 'The body is not JSON.')
  }
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(value ?? {}))
}

async function can(ability: (() => unknown) | undefined, chat: LocalChat): Promise<void> {
  if (!ability) throw new Refusal(501, `The local ${chat.name} cannot do that.`)
  await ability.call(chat)
}

/** Sends a value now and at each change, at most once every `every` milliseconds and never the same one twice in a row. */
function stream(response: ServerResponse, world: World, every: number, value: () => unknown): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  let sent = ''
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    timer = undefined
    const data = JSON.stringify(value())
    if (data === sent) return
    sent = data
    response.write(`data: ${data}\n\n`)
  }
  flush()
  const stop = world.onChange(() => {
    if (every === 0) flush()
    else timer ??= setTimeout(flush, every)
  })
  response.on('close', () => {
    clearTimeout(timer)
    stop()
  })
}

const Id = z.string().min(1)

const FileBody = z.object({ name: Id, type: z.string(), base64: z.string() })

const ChangeBody = z.union([
  z.strictObject({ name: Id }),
  z.strictObject({ private: z.boolean() }),
  z.strictObject({ delete: z.literal(true) }),
  z.strictObject({ archived: z.boolean() }),
]) satisfies z.ZodType<ChannelChange>

const ActBody = z.object({ chat: z.enum(['discord', 'slack']), persona: Id }).and(
  z.discriminatedUnion('do', [
    z.object({
      do: z.literal('say'),
      channel: Id,
      thread: Id.exactOptional(),
      text: z.string(),
      files: z.array(FileBody).exactOptional(),
      answers: Id.exactOptional(),
    }),
    z.object({ do: z.literal('edit'), channel: Id, message: Id, text: z.string() }),
    z.object({ do: z.literal('delete'), channel: Id, message: Id }),
    z.object({
      do: z.literal('react'),
      channel: Id,
      message: Id,
      emoji: Id,
      remove: z.boolean().exactOptional(),
    }),
    z.object({
      do: z.literal('command'),
      channel: Id,
      text: z.string(),
      files: z.record(z.string(), FileBody).exactOptional(),
    }),
    z.object({
      do: z.literal('complete'),
      channel: Id,
      text: z.string(),
      modal: z.exactOptional(Id),
      control: z.exactOptional(Id),
    }),
    z.object({ do: z.literal('click'), channel: Id, message: Id, thread: Id.exactOptional(), control: Id }),
    z.object({
      do: z.literal('select'),
      channel: Id,
      message: Id,
      thread: Id.exactOptional(),
      control: Id,
      values: z.array(z.string()),
    }),
    z.object({
      do: z.literal('submit'),
      modal: Id,
      fields: z.record(z.string(), z.string()),
      files: z.record(z.string(), z.array(FileBody)).exactOptional(),
    }),
    z.object({ do: z.literal('close'), modal: Id }),
    z.object({ do: z.literal('home'), tab: z.literal('messages').exactOptional() }),
    z.object({ do: z.enum(['invite', 'dismiss']), place: Id }),
    z.object({ do: z.literal('interest'), event: Id, remove: z.boolean().exactOptional() }),
    z.object({ do: z.literal('manage'), channel: Id, change: ChangeBody }),
    z.object({ do: z.literal('point'), channel: Id, message: Id, thread: Id.exactOptional(), name: Id }),
  ]),
) satisfies z.ZodType<Act & { chat: LocalChat['name'] }>

const ClockBody = z.union(
  [
    z.strictObject({ advance: z.number() }),
    z.strictObject({ to: z.iso.datetime({ offset: true }) }),
    z.strictObject({ toNextPick: z.literal(true) }),
  ],
  'needs one of advance (milliseconds), to (an ISO instant) or toNextPick (true)',
)

const FaultBody = z.object({
  chat: z.enum(['discord', 'slack']),
  match: z.string().default(''),
  times: z.int().positive().exactOptional(),
  status: z.int().min(400).max(599).exactOptional(),
  retryAfter: z.number().nonnegative().exactOptional(),
  waitSaid: z.string().exactOptional(),
  error: z.string().min(1).exactOptional(),
  scope: z.enum(['user', 'global', 'shared']).exactOptional(),
  code: z.int().nonnegative().exactOptional(),
  delay: z.number().nonnegative().exactOptional(),
  drop: z.boolean().exactOptional(),
  now: z.enum(['socket', 'redeliver']).exactOptional(),
}) satisfies z.ZodType<Fault>

const StoreBody = z.object({
  at: z.string(),
  nextPick: z.iso.datetime({ offset: true }).nullable(),
  sections: z.array(z.object({ title: z.string(), rows: z.array(z.object({ key: z.string(), value: z.string() })) })),
}) satisfies z.ZodType<StoreView>
