/** How long the bot takes to be ready, and what memory it holds at rest, the playground not counted. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Ground } from './ground.ts'
import { BOT, memoryOf, start } from './process.ts'
import { median, print, rounded } from './stats.ts'

const RUNS = 7

export async function benchStart(ground: Ground): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'))
  const starts: number[] = []
  const memory: number[] = []
  const bare: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const bot = await start(BOT, { ...ground.env, STORE_URL: `sqlite:${join(folder, `${run}.db`)}` }, /Ctrl-C/)
    starts.push(bot.startedIn)
    await setTimeout(2_000)
    memory.push(await memoryOf(bot.pid))
    await bot.stop()
    const peer = await start('tests/bench/bare-discord.ts', ground.env, /ready/)
    bare.push(peer.startedIn)
    await peer.stop()
  }
  await rm(folder, { recursive: true })
  print({ bench: 'start', ms: rounded(median(starts)), aim: 1500, bareDiscordMs: rounded(median(bare)), runs: RUNS })
  print({ bench: 'memory at rest', mb: rounded(median(memory)), aim: 200, runs: RUNS })
}
