/** A bot with many clubs in its store, in a process of its own: fills a store, or starts on one and prints what it measured as JSON. */
import { setTimeout } from 'node:timers/promises'
import { keys } from '../../src/club/keys.ts'
import { indexFolder } from '../../src/services/library/index-folder.ts'
import { openStore } from '../../src/store/open.ts'
import type { Json } from '../../src/store/store.ts'
import { NORTH, openBot, person, SEEDS, someVote } from '../fakes/bot.ts'
import { fakeChat } from '../fakes/chat.ts'
import { fixedClock } from '../fakes/clock.ts'
import { noReader } from '../fakes/no-reader.ts'
import { median } from './stats.ts'

const NOW = '2026-11-18T12:00:00Z'
const TICKS = 30
const AT_ONCE = 500
/** Milliseconds. */
const BETWEEN = 50

const [what, file = '', count = '1'] = process.argv.slice(2)
const store = await openStore(`sqlite:${file}`)
const indexes = indexFolder(null)
if (what === 'fill') await fill(Number(count))
else process.stdout.write(JSON.stringify(await measure(what === 'tick' ? [] : ['north', 'south'])))
await indexes.close()
await store.close()

/** A chat that takes all and holds nothing. */
function chat(name: string) {
  const post = { message: 'm', thread: 't' }
  return { ...fakeChat(name), edit: async () => {}, post: async (room: typeof NORTH) => ({ room, ...post }) }
}

function open() {
  const [north, south] = [chat('north'), chat('south')]
  return openBot({ store, clock: fixedClock(NOW), north, south, reader: noReader, seeds: SEEDS, indexes })
}

/** One club as somebody starts it, with its ballot, and copies of it under other names. */
async function fill(count: number): Promise<void> {
  const bot = await open()
  await bot.fillIn('club start', { name: 'Birds' }, person('ada', true))
  await bot.all.tick()
  await someVote(bot)
  await bot.all.idle()
  await bot.all.leave()
  const id = (await store.range(keys.club('')))[0]?.key.slice(keys.club('').length) ?? ''
  const of = (await store.range('')).filter(({ key, value }) => `${key}${JSON.stringify(value)}`.includes(id))
  for (let from = 1; from < count; from += AT_ONCE) {
    const writes: Record<string, Json> = {}
    for (let nth = from; nth < Math.min(from + AT_ONCE, count); nth++) {
      for (const { key, value } of of)
        writes[renamed(key, id, nth)] = JSON.parse(renamed(JSON.stringify(value), id, nth))
    }
    await store.change([], () => ({ writes }))
  }
}

function renamed(text: string, id: string, nth: number): string {
  return text.replaceAll(id, `${id}${nth}`).replaceAll(NORTH, `${NORTH}${nth}`)
}

/** The start: until a tick has gone by; ballots are shown anew beside, some at a time, in the chats that are given. */
async function measure(chats: readonly string[]) {
  const begun = performance.now()
  const bot = await open()
  const resumed = Promise.all(chats.map((chat) => bot.all.resume(chat)))
  await bot.all.tick()
  const startMs = performance.now() - begun
  await resumed
  await bot.all.idle()
  const ticks: number[] = []
  for (let nth = 0; nth < TICKS; nth++) {
    await setTimeout(BETWEEN)
    const before = performance.now()
    await bot.all.tick()
    ticks.push(performance.now() - before)
    await bot.all.idle()
  }
  return { startMs, tickMs: median(ticks), mb: await memory(), clubs: (await store.range(keys.club(''))).length }
}

async function memory(): Promise<number> {
  for (let pass = 0; pass < 3; pass++) {
    globalThis.gc?.()
    await setTimeout(100)
  }
  return process.memoryUsage().rss / 2 ** 20
}
