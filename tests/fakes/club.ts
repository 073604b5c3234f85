import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import { createApp } from '../../src/app/app.ts'
import type { Card } from '../../src/chat/card.ts'
import type { Log } from '../../src/chat/log.ts'
import type { Inbound, Pending } from '../../src/chat/platform.ts'
import type { Caller } from '../../src/club/caller.ts'
import type { RoomId } from '../../src/club/keys.ts'
import type { LibraryIndex } from '../../src/library/index/library-index.ts'
import type { ClubSettings } from '../../src/services/club/declared-club.ts'
import { indexFolder } from '../../src/services/library/index-folder.ts'
import { openLibraries } from '../../src/services/library/libraries.ts'
import type { Reader } from '../../src/services/library/reader.ts'
import { openSeedFolder } from '../../src/services/library/seed-folder.ts'
import { type AllServices, openServices } from '../../src/services/open.ts'
import { loadCommands } from '../../src/start/load-commands.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { type FakeChat, fakeChat } from './chat.ts'
import { type FixedClock, fixedClock } from './clock.ts'
import { interaction } from './interaction.ts'
import { noReader } from './no-reader.ts'

export const NORTH: RoomId = 'north:g1:c1'
export const SOUTH: RoomId = 'south:w1:c1'

export const settings: ClubSettings = {
  id: 'club',
  schedule: { weekday: 1, time: '09:00', zone: 'Europe/Berlin' },
  ballotSize: 5,
  organisers: ['north:olga'],
  rooms: [NORTH, SOUTH],
}

/** A club over two fake chats, on the shipped digests, a memory store and a clock that stands still. */
export interface TestClub {
  store: Store
  clock: FixedClock
  north: FakeChat
  south: FakeChat
  all: AllServices
  app: Inbound
  logged: { level: string; fields: object; message: string }[]
  /** Types a command in a room and gives back what the caller is shown. With the `id` of one before it is delivered again. */
  type(text: string, caller?: Caller, room?: RoomId, id?: string): Promise<Card>
  click(action: string, values?: string[], caller?: Caller, room?: RoomId, id?: string): Promise<Card>
  /** Fills the form in that a command opens, what is not given left as proposed, and sends it; gives back what is answered. */
  fillIn(text: string, fields?: Record<string, string>, caller?: Caller, room?: RoomId, id?: string): Promise<Card>
  /** A second process on the same store. */
  again(chats?: { north?: FakeChat; south?: FakeChat }): Promise<TestClub>
}

/** What a room shows, oldest first, once nothing is on its way there. */
export async function postedIn(bot: TestClub, room: RoomId): Promise<string[]> {
  await bot.all.idle()
  return [...bot.north.posts, ...bot.south.posts].filter((post) => post.room === room).map(({ card }) => textOf(card))
}

/** The code that an organiser is given for one more channel. */
export async function codeFrom(bot: TestClub, organiser: Caller): Promise<string> {
  return /club join ([\w-]+)/.exec(textOf(await bot.type('club invite', organiser)))?.[1] ?? ''
}

export const person = (name: string, admin = false): Caller => {
  const [chat = 'north', who = name] = name.includes(':') ? name.split(':') : ['north', name]
  return { account: `${chat}:${who}`, name: who, admin }
}

const seeds = fileURLToPath(new URL('../../seeds', import.meta.url))

export async function testClub(
  options: {
    store?: Store
    now?: string
    found?: boolean
    reader?: Reader
    /** The folder of the digests that ship. */
    seeds?: string
    /** Chats and clock of another, for a second process. */
    chats?: Pick<TestClub, 'north' | 'south' | 'clock'>
  } = {},
): Promise<TestClub> {
  const store = options.store ?? (await openStore('memory:'))
  const clock = options.chats?.clock ?? fixedClock(options.now ?? '2026-11-18T12:00:00Z')
  const { north = fakeChat('north'), south = fakeChat('south') } = options.chats ?? {}
  const club = await join(store, clock, north, south, options.reader ?? noReader, options.seeds ?? seeds)
  if (options.found !== false) {
    await club.all.found(settings)
    await club.all.tick()
  }
  return club
}

async function join(
  store: Store,
  clock: FixedClock,
  north: FakeChat,
  south: FakeChat,
  reader: Reader,
  folder: string,
): Promise<TestClub> {
  const logged: TestClub['logged'] = []
  const level = (name: string) => (fields: object, message: string) =>
    void logged.push({ level: name, fields, message })
  const log: Log = { debug: level('debug'), info: level('info'), warn: level('warn'), error: level('error') }
  const libraries = openLibraries(store, await openSeedFolder(folder), {
    open: openShared,
    onFailure: (club, error) => log.error({ club, err: error }, 'a library could not be brought up to date'),
  })
  const platforms = new Map([north, south].map((chat) => [chat.name, chat]))
  const all = openServices({ store, clock, libraries, reader, platforms, log, root: 'paper' })
  const commands = await loadCommands()
  const app = createApp({ commands, root: 'paper', clock, log, servicesOf: all.of, hear: all.hear, erase: all.erase })
  const club: TestClub = {
    store,
    clock,
    north,
    south,
    all,
    app,
    logged,
    type: (text, caller = person('ada'), room = NORTH, id = interaction()) =>
      cardOf(app.runText({ text, caller, room, interaction: id })),
    click: (action, values = [], caller = person('ada'), room = NORTH, id = interaction()) =>
      cardOf(app.act({ action, values, caller, room, interaction: id })),
    async fillIn(text, fields = {}, caller = person('ada'), room = NORTH, id = interaction()) {
      const opened = await app.runText({ text, caller, room, interaction: interaction() }).reply
      if (opened.kind !== 'form') return opened.card
      const { action, inputs } = opened.form
      const proposed = inputs.map((input) => [input.name, 'value' in input ? (input.value ?? '') : ''])
      const filled = { ...Object.fromEntries(proposed), ...fields }
      const sent = app.submit({ action, fields: filled, files: {}, caller, room, interaction: id })
      if ('errors' in sent) throw new Error(JSON.stringify(sent.errors))
      return cardOf(sent)
    },
    again: (chats = {}) => join(store, clock, chats.north ?? north, chats.south ?? south, reader, folder),
  }
  return club
}

/** The library on disk that all clubs of a test file have in turn: to each it becomes its own. */
let shared: Promise<LibraryIndex> | undefined
afterAll(async () => (await shared)?.close())

async function openShared(club: string): Promise<LibraryIndex> {
  shared ??= indexFolder(null)(club, () => {})
  return { ...(await shared), close: async () => {} }
}

async function cardOf(pending: Pending): Promise<Card> {
  const reply = await pending.reply
  if (reply.kind === 'form') throw new Error('a form where a card was expected')
  return reply.card
}

/** Somebody votes for the first paper of the open ballot, so that there is a pick. */
export async function someVote(
  club: Pick<TestClub, 'type' | 'click'>,
  voter = person('vera'),
  room = NORTH,
): Promise<void> {
  const card = await club.type('vote', voter, room)
  const select = card.blocks.flatMap((block) => (block.kind === 'select' ? [block.select] : []))[0]
  const [first] = select?.options ?? []
  if (select && first) await club.click(select.action, [first.value], voter, room)
}

/** Presses a button of a card by its label. */
export async function press(club: TestClub, card: Card, label: string, caller?: Caller, id?: string): Promise<Card> {
  const buttons = card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
  const button = buttons.find((other) => other.label === label)
  if (!button || !('action' in button)) throw new Error(`no button ${label} on “${card.title}”: ${textOf(card)}`)
  return club.click(button.action, [], caller, NORTH, id)
}

/** Every word of a card, as a reader meets it. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Temporal.Instant) return value.toString()
  if (Array.isArray(value)) return value.map(textOf).join(' ')
  if (typeof value === 'object' && value !== null) return Object.values(value).map(textOf).join(' ')
  return ''
}

/** An organiser closes the ballot, on which somebody has voted, and confirms it; gives back what they are told. */
export async function postNow(club: TestClub, organiser = person('olga')): Promise<Card> {
  await someVote(club)
  return press(club, await club.type('club post', organiser), 'Close and post', organiser)
}
