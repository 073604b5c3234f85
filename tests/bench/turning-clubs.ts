/** A bot whose many clubs all turn their weeks at one instant, in a process of its own: prints what it measured as JSON. */
import { setTimeout } from 'node:timers/promises'
import type { RoomId } from '../../src/club/keys.ts'
import { indexFolder } from '../../src/services/library/index-folder.ts'
import { openStore } from '../../src/store/open.ts'
import { NORTH, openBot, person, SEEDS } from '../fakes/bot.ts'
import { fakeChat } from '../fakes/chat.ts'
import { fixedClock } from '../fakes/clock.ts'
import { noReader } from '../fakes/no-reader.ts'
import { quantile } from './stats.ts'

const NOW = '2026-11-18T12:00:00Z'
/** What the chat takes a second, and what the bot sends it at most. */
const LIMIT = 50
const PER_SECOND = 48
/** Milliseconds that it takes for a call. */
const CALL = 100
/** Milliseconds of sending that are measured, between two ticks, and between two answers. */
const MEASURED = 60_000
const A_TICK = 15_000
const BETWEEN = 25
const ANSWERS = 400

const [file = '', count = '1'] = process.argv.slice(2)
const store = await openStore(`sqlite:${file}`)
const indexes = indexFolder(null)
const calls: number[] = []

const north = limited('north')
const clock = fixedClock(NOW)
const bot = await openBot({ store, clock, north, south: fakeChat('south'), reader: noReader, seeds: SEEDS, indexes })
await bot.all.tick()
await bot.all.idle()
await answers(ANSWERS)
const before = await answers(ANSWERS)
calls.length = 0
clock.set(Temporal.Instant.from((await bot.all.nextPick()) ?? '').add({ seconds: 1 }))
const begun = performance.now()
let turnedMs: number | null = null
void tickOn()
const meanwhile = await answers(Number.POSITIVE_INFINITY)
const taken = calls.filter((at) => at < begun + MEASURED)
const sending = (taken.at(-1) ?? 0) - (taken[0] ?? 0)
process.stdout.write(
  JSON.stringify({
    perSecond: (1_000 * taken.length) / sending,
    limit: LIMIT,
    firstMs: (taken[0] ?? 0) - begun,
    turnedMs,
    beforeMs: quantile(before, 0.99),
    meanwhileMs: quantile(meanwhile, 0.99),
  }),
)
process.exit(0)

/** A chat that takes so many calls in a second, lets those beyond them wait as its client does, and holds nothing. */
function limited(name: string) {
  async function call(): Promise<void> {
    for (;;) {
      const before = calls.at(-LIMIT)
      if (before === undefined || before < performance.now() - 1_000) break
      await setTimeout(before + 1_000 - performance.now())
    }
    calls.push(performance.now())
    await setTimeout(CALL)
  }
  return {
    ...fakeChat(name),
    perSecond: PER_SECOND,
    async edit() {
      await call()
    },
    async post(room: RoomId) {
      await call()
      return { room, message: 'm' }
    },
    async openThread({ room }: { room: RoomId }) {
      await call()
      return { room, thread: 't' }
    },
  }
}

async function tickOn(): Promise<void> {
  while (performance.now() - begun < MEASURED) {
    const next = performance.now() + A_TICK
    await bot.all.tick()
    const due = await bot.all.nextPick()
    if (due && Temporal.Instant.compare(due, clock.now()) > 0) turnedMs ??= performance.now() - begun
    await setTimeout(Math.max(0, next - performance.now()))
  }
}

/** Milliseconds in which members of one club after another are answered: so many of them, or until all is measured. */
async function answers(most: number): Promise<number[]> {
  const took: number[] = []
  const isOver = () => (most === Number.POSITIVE_INFINITY ? performance.now() - begun > MEASURED : took.length >= most)
  for (let nth = 1; !isOver(); nth = (nth + 7) % Number(count) || 1) {
    const asked = performance.now()
    await bot.type('vote', person('bo'), `${NORTH}${nth}`)
    took.push(performance.now() - asked)
    await setTimeout(BETWEEN)
  }
  return took
}
