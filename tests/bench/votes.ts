/** Whether what many people did costs those who come after them: a vote beside many others, the latest of many comments. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { indexFolder } from '../../src/services/library/index-folder.ts'
import { openStore } from '../../src/store/open.ts'
import { NORTH, openBot, person, SEEDS, type TestClub } from '../fakes/bot.ts'
import { fakeChat } from '../fakes/chat.ts'
import { fixedClock } from '../fakes/clock.ts'
import { noReader } from '../fakes/no-reader.ts'
import { median, print, rounded } from './stats.ts'

const VOTERS = [10, 1_000, 20_000]
const COMMENTS = [100, 10_000]
const SAMPLES = 200
const AT_ONCE = 64
const AIM = 1.3

export async function benchVotes(): Promise<void> {
  const club = await open()
  const votes = await growing(VOTERS, async (from, to) => {
    await atOnce(from, to, (nth) => vote(club.bot, nth))
    return sample((nth) => vote(club.bot, nth % to))
  })
  print({ bench: 'vote', ...said(votes, 'Voters') })
  club.bot.clock.set((await club.bot.all.nextPick()) ?? '')
  await club.bot.all.tick()
  const { thread = '' } = club.bot.north.posts.findLast(({ key }) => key.startsWith('pick.')) ?? {}
  const { rounds, discussion } = await club.bot.all.of(NORTH)
  const [read] = await rounds.history(1)
  if (!read || !thread) throw new Error('Nothing was picked.')
  const latest = await growing(COMMENTS, async (from, to) => {
    await atOnce(from, to, (nth) => comment(club.bot, thread, nth))
    return sample(() => discussion.latest(read, 5))
  })
  print({ bench: 'latest comments', ...said(latest, 'Comments') })
  await club.close()
}

async function open() {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'))
  const store = await openStore(`sqlite:${join(folder, 'club.db')}`)
  const indexes = indexFolder(null)
  const [north, south] = [fakeChat('north'), fakeChat('south')]
  const clock = fixedClock('2026-11-18T12:00:00Z')
  const bot = await openBot({ store, clock, north, south, reader: noReader, seeds: SEEDS, indexes })
  await bot.fillIn('club start', {}, person('ada', true))
  await bot.all.tick()
  return {
    bot,
    async close() {
      await bot.all.idle()
      await indexes.close()
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** Each voter takes their turn with another paper than before. */
const turns = new Map<number, number>()
async function vote(bot: TestClub, nth: number): Promise<void> {
  const turn = (turns.get(nth) ?? 0) + 1
  turns.set(nth, turn)
  await bot.click(await voteAction(bot), [String((turn % 3) + 1)], person(`voter${nth}`))
}

let action: string | undefined
async function voteAction(bot: TestClub): Promise<string> {
  if (action !== undefined) return action
  const { blocks } = await bot.type('vote')
  const selects = blocks.flatMap((block) => (block.kind === 'select' ? [block.select] : []))
  action = selects[0]?.action ?? ''
  return action
}

function comment(bot: TestClub, thread: string, nth: number): Promise<void> {
  const author = { account: `north:writer${nth % 50}`, name: `Writer ${nth % 50}` } as const
  const at = bot.clock.now().add({ seconds: nth })
  return bot.all.hear({ kind: 'said', room: NORTH, thread, message: `m${nth}`, author, text: `Remark ${nth}`, at })
}

async function growing(sizes: readonly number[], measure: (from: number, to: number) => Promise<number>) {
  const measured: [size: number, ms: number][] = []
  for (const [nth, size] of sizes.entries()) measured.push([size, await measure(sizes[nth - 1] ?? 0, size)])
  return measured
}

async function atOnce(from: number, to: number, work: (nth: number) => Promise<void>): Promise<void> {
  let next = from
  const takeOn = async () => {
    while (next < to) await work(next++)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, takeOn))
}

async function sample(work: (nth: number) => Promise<unknown>): Promise<number> {
  const taken: number[] = []
  for (let nth = 0; nth < SAMPLES; nth++) {
    const begun = performance.now()
    await work(nth)
    taken.push(performance.now() - begun)
  }
  return median(taken)
}

function said(measured: readonly [size: number, ms: number][], what: string): Record<string, number> {
  const [[, least = Number.NaN] = []] = measured
  const times = Math.max(...measured.map(([, ms]) => ms / least))
  const each = measured.map(([size, ms]) => [`ms${size}${what}`, rounded(ms)])
  return { ...Object.fromEntries(each), mostTimesTheFirst: rounded(times), aim: AIM }
}
