import { fileURLToPath } from 'node:url'
import { createApp } from '../../src/app/app.ts'
import type { Limits } from '../../src/app/limits.ts'
import type { Card } from '../../src/chat/card.ts'
import type { Log } from '../../src/chat/log.ts'
import type { Inbound, Pending } from '../../src/chat/platform.ts'
import type { Caller } from '../../src/club/caller.ts'
import type { RoomId } from '../../src/club/keys.ts'
import type { Indexes } from '../../src/services/library/index-folder.ts'
import { openLibraries } from '../../src/services/library/libraries.ts'
import type { Reader } from '../../src/services/library/reader.ts'
import { openSeedFolder } from '../../src/services/library/seed-folder.ts'
import { type AllServices, openServices } from '../../src/services/open.ts'
import { loadCommands } from '../../src/start/load-commands.ts'
import type { Store } from '../../src/store/store.ts'
import type { FakeChat } from './chat.ts'
import type { FixedClock } from './clock.ts'
import { interaction } from './interaction.ts'

export const NORTH: RoomId = 'north:g1:c1'

/** The folder of the digests that ship. */
export const SEEDS = fileURLToPath(new URL('../../seeds', import.meta.url))

/** A bot over two fake chats, on the shipped digests, a memory store and a clock that stands still. */
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

interface Parts extends Pick<TestClub, 'store' | 'clock' | 'north' | 'south'> {
  reader: Reader
  /** The folder of the digests that the bot ships with. */
  seeds: string
  indexes: Indexes
  limits?: Limits | undefined
  /** Where its web is; null: nowhere. */
  address?: string | null | undefined
}

/** Where the bot's web would be. */
export const OUTSIDE = 'https://bot.example.org'

/** The bot between its parts, without a club. */
export async function openBot(parts: Parts): Promise<TestClub> {
  const { store, clock, north, south, reader, seeds, indexes, limits, address = OUTSIDE } = parts
  const logged: TestClub['logged'] = []
  const level = (name: string) => (fields: object, message: string) =>
    void logged.push({ level: name, fields, message })
  const log: Log = { debug: level('debug'), info: level('info'), warn: level('warn'), error: level('error') }
  const libraries = openLibraries(store, await openSeedFolder(seeds), {
    indexes,
    onFailure: (club, error) => log.error({ club, err: error }, 'a library could not be brought up to date'),
  })
  const platforms = new Map([north, south].map((chat) => [chat.name, chat]))
  const all = openServices({ store, clock, libraries, reader, platforms, log, root: 'paper', secret: 'a secret' })
  const commands = await loadCommands()
  const about = () => ({ contact: null, address, links: [] })
  const app = createApp({
    commands,
    root: 'paper',
    clock,
    log,
    servicesOf: all.of,
    hear: all.hear,
    react: all.react,
    erase: all.erase,
    join: all.join,
    leave: all.left,
    present: all.present,
    close: all.close,
    look: all.look,
    about,
    ...(limits ? { limits } : {}),
  })
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
    again: (chats = {}) => openBot({ ...parts, ...chats }),
  }
  return club
}

async function cardOf(pending: Pending): Promise<Card> {
  const reply = await pending.reply
  if (reply.kind === 'form') throw new Error('a form where a card was expected')
  if (reply.kind === 'card') await reply.told?.()
  return reply.card
}

export const person = (name: string, admin = false): Caller => {
  const [chat = 'north', who = name] = name.includes(':') ? name.split(':') : ['north', name]
  return { account: `${chat}:${who}`, name: who, admin }
}

/** Sends a form by its id. */
export async function sendForm(
  club: TestClub,
  action: string,
  fields: Record<string, string>,
  caller = person('ada'),
  room = NORTH,
): Promise<Card> {
  const sent = club.app.submit({ action, fields, files: {}, caller, room, interaction: interaction() })
  if ('errors' in sent) throw new Error(JSON.stringify(sent.errors))
  return cardOf(sent)
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
