/** Slash command to answer over the wire, beside a bare bot of each chat that only says "pong", in turn in one run. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { LocalChat } from '../../src/playground/types.ts'
import type { Ground } from './ground.ts'
import { BOT, type Running, start } from './process.ts'
import { print, quantile, rounded } from './stats.ts'

const ROUNDS = 3
const SECONDS = 4
const RATES = [40, 200]
const COMMANDS = ['/paper find alignment faking', '/paper define alignment', '/paper week', '/paper show magistral']

interface Sample {
  command: string
  ms: number
}

export async function benchCommands(ground: Ground): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'))
  const store = `sqlite:${join(folder, 'lectern.db')}`
  for (const chat of [ground.discord, ground.slack]) {
    const ours = () => start(BOT, { ...ground.env, STORE_URL: store }, /Ctrl-C/)
    const bare = () => start(`tests/bench/bare-${chat.name}.ts`, ground.env, /ready/)
    // Ours first: it registers the commands that the bare bot answers too.
    for (const rate of RATES) await compare(chat, rate, ours, bare)
  }
  await rm(folder, { recursive: true })
}

async function compare(
  chat: LocalChat,
  rate: number,
  ours: () => Promise<Running>,
  bare: () => Promise<Running>,
): Promise<void> {
  const taken = { ours: [] as Sample[], bare: [] as Sample[] }
  let failed = 0
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, begin] of [
      ['ours', ours],
      ['bare', bare],
    ] as const) {
      const bot = await begin()
      await measure(chat, 20, 1)
      const { times, failures } = await measure(chat, rate, SECONDS)
      taken[name].push(...times)
      failed += failures
      await bot.stop()
    }
  }
  const figure = (share: number, command?: string) => {
    const of = (samples: Sample[]) =>
      samples.filter((sample) => !command || sample.command === command).map(({ ms }) => ms)
    return { ours: rounded(quantile(of(taken.ours), share)), bare: rounded(quantile(of(taken.bare), share)) }
  }
  const [p50, p99] = [figure(0.5), figure(0.99)]
  const each = COMMANDS.map((command): [string, number] => {
    const { ours, bare } = figure(0.5, command)
    return [`p50Ratio ${command}`, rounded(ours / bare)]
  })
  print({
    bench: `command to answer, ${chat.name}, ${rate} a second`,
    p50Ms: p50.ours,
    bareP50Ms: p50.bare,
    p50Ratio: rounded(p50.ours / p50.bare),
    p50Aim: 1.3,
    p99Ms: p99.ours,
    bareP99Ms: p99.bare,
    p99Ratio: rounded(p99.ours / p99.bare),
    p99Aim: 1.5,
    samples: taken.ours.length,
    failed,
    ...Object.fromEntries(each),
  })
}

/** Sends commands at a steady rate, whether or not the earlier ones were answered. */
async function measure(chat: LocalChat, rate: number, seconds: number): Promise<{ times: Sample[]; failures: number }> {
  const state = chat.state()
  const persona = state.personas[0]?.id ?? ''
  const channel = state.channels[0]?.id ?? ''
  const times: Sample[] = []
  let failures = 0
  const under: Promise<void>[] = []
  const begun = performance.now()
  for (let index = 0; index < rate * seconds; index++) {
    const wait = begun + (index * 1000) / rate - performance.now()
    if (wait > 0) await setTimeout(wait)
    const text = COMMANDS[index % COMMANDS.length] ?? ''
    const sent = performance.now()
    under.push(
      chat.act({ persona, do: 'command', channel, text }).then((result) => {
        if (result.message && !result.error) times.push({ command: text, ms: performance.now() - sent })
        else failures++
      }),
    )
  }
  await Promise.all(under)
  return { times, failures }
}
