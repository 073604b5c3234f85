/**
 * Slash command to answer over the wire, beside two bare bots of each chat, in turn in one run: one that sends the very cards that
 * ours had sent, and one that only says "pong".
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { LocalChat } from '../../src/playground/types.ts'
import type { GivenCard } from './given-cards.ts'
import type { Ground } from './ground.ts'
import { BOT, type Running, start } from './process.ts'
import { median, print, quantile, rounded } from './stats.ts'

const ROUNDS = 5
const SECONDS = 4
const RATES = [40, 200]
const COMMANDS = ['/paper find alignment faking', '/paper define alignment', '/paper week', '/paper show magistral']
const BOTS = ['ours', 'card', 'pong'] as const
type Bot = (typeof BOTS)[number]

interface Sample {
  command: string
  ms: number
}

export async function benchCommands(ground: Ground): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'))
  const store = `sqlite:${join(folder, 'lectern.db')}`
  for (const chat of [ground.discord, ground.slack]) {
    const cards = join(folder, `${chat.name}.json`)
    const bare = `tests/bench/bare-${chat.name}.ts`
    const begin: Record<Bot, () => Promise<Running>> = {
      ours: () => start(BOT, { ...ground.env, STORE_URL: store }, /Ctrl-C/),
      card: () => start(`${bare} ${cards}`, ground.env, /ready/),
      pong: () => start(bare, ground.env, /ready/),
    }
    // Ours first: it registers the commands that the bare bots answer too.
    const ours = await begin.ours()
    await writeFile(cards, JSON.stringify(await cardsOf(chat)))
    await ours.stop()
    for (const rate of RATES) await compare(chat, rate, begin)
  }
  await rm(folder, { recursive: true })
}

/** What the bot answers, by subcommand. */
async function cardsOf(chat: LocalChat): Promise<Record<string, GivenCard<unknown>>> {
  const answers = COMMANDS.map(async (text) => {
    const { message, error } = await chat.act({ ...placeIn(chat), do: 'command', text })
    if (!message || error) throw new Error(`${text} was not answered: ${error}`)
    return [text.split(' ')[1] ?? '', { text: message.text, components: message.components }] as const
  })
  return Object.fromEntries(await Promise.all(answers))
}

function placeIn(chat: LocalChat): { persona: string; channel: string } {
  const { personas, channels } = chat.state()
  return { persona: personas[0]?.id ?? '', channel: channels[0]?.id ?? '' }
}

async function compare(chat: LocalChat, rate: number, begin: Record<Bot, () => Promise<Running>>): Promise<void> {
  const rounds: Record<Bot, Sample[]>[] = []
  let failed = 0
  for (let round = 0; round < ROUNDS; round++) {
    const taken: Record<Bot, Sample[]> = { ours: [], card: [], pong: [] }
    for (const name of round % 2 ? BOTS.toReversed() : BOTS) {
      const bot = await begin[name]()
      await measure(chat, 20, 1)
      const { times, failures } = await measure(chat, rate, SECONDS)
      taken[name] = times
      failed += failures
      await bot.stop()
    }
    rounds.push(taken)
  }
  const figure = (taken: Record<Bot, Sample[]>, bot: Bot, share: number, command?: string) => {
    const of = taken[bot].filter((sample) => !command || sample.command === command)
    return quantile(
      of.map(({ ms }) => ms),
      share,
    )
  }
  const middle = (bot: Bot, share: number) => rounded(median(rounds.map((taken) => figure(taken, bot, share))))
  /** Of the rounds, each bot beside the other within one. */
  const ratios = (peer: Bot, share: number, command?: string) =>
    rounds.map((taken) => figure(taken, 'ours', share, command) / figure(taken, peer, share, command))
  const [p50, p99] = [ratios('card', 0.5), ratios('card', 0.99)]
  print({
    bench: `command to answer, ${chat.name}, ${rate} a second`,
    p50Ms: middle('ours', 0.5),
    cardP50Ms: middle('card', 0.5),
    p50Ratio: rounded(median(p50)),
    p50RatioFrom: rounded(Math.min(...p50)),
    p50RatioTo: rounded(Math.max(...p50)),
    p50Aim: 1.25,
    p99Ms: middle('ours', 0.99),
    cardP99Ms: middle('card', 0.99),
    p99Ratio: rounded(median(p99)),
    p99RatioFrom: rounded(Math.min(...p99)),
    p99RatioTo: rounded(Math.max(...p99)),
    p99Aim: 1.5,
    pongP50Ms: middle('pong', 0.5),
    pongP50Ratio: rounded(median(ratios('pong', 0.5))),
    rounds: ROUNDS,
    failed,
    ...Object.fromEntries(
      COMMANDS.map((command) => [`p50Ratio ${command}`, rounded(median(ratios('card', 0.5, command)))]),
    ),
  })
}

/** Sends commands at a steady rate, whether or not the earlier ones were answered. */
async function measure(chat: LocalChat, rate: number, seconds: number): Promise<{ times: Sample[]; failures: number }> {
  const place = placeIn(chat)
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
      chat.act({ ...place, do: 'command', text }).then((result) => {
        if (result.message && !result.error) times.push({ command: text, ms: performance.now() - sent })
        else failures++
      }),
    )
  }
  await Promise.all(under)
  return { times, failures }
}
