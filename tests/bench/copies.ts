/**
 * A comment written in one chat until its copies stand in the other, beside a bare bot of the same clients that receives and posts, in
 * turn in one run: with one channel there, and with so many that 20 copies are made a second, each channel at the pace that chats allow.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { startDiscord } from '../../src/playground/discord/server.ts'
import { startSlack } from '../../src/playground/slack/server.ts'
import type { ChannelView, ChatName, LocalChat } from '../../src/playground/types.ts'
import { openWorld, type World } from '../../src/playground/world.ts'
import { type People, people } from '../e2e/people.ts'
import { candidatesOf } from '../e2e/words.ts'
import { BOT, start } from './process.ts'
import { median, print, quantile, rounded } from './stats.ts'

/** A pick's threads, by chat. */
export type Threads = Record<ChatName, { channel: string; thread: string }[]>

const ROUNDS = 3
const COMMENTS = 12
/** Milliseconds between two comments: a chat takes about one message a second in one channel. */
const EVERY = 1_200
const MANY = 24
const PATIENCE = 20_000

interface Town {
  world: World
  chats: Record<ChatName, LocalChat>
  env: Record<string, string>
  people: People
  close(): Promise<void>
}

export async function benchCopies(): Promise<void> {
  for (const channels of [1, MANY]) {
    for (const to of ['slack', 'discord'] as const) await compare(to, channels)
  }
}

async function compare(to: ChatName, channels: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'))
  const from = to === 'slack' ? 'discord' : 'slack'
  // Each has a town of its own: what one carried the other would carry after it.
  const sides = {
    ours: await openSide(join(folder, 'ours'), to, channels),
    bare: await openSide(join(folder, 'bare'), to, channels),
  }
  const begin = {
    ours: () => start(BOT, sides.ours.env, /Ctrl-C/),
    bare: () => start(`tests/bench/bare-carrier.ts ${sides.bare.file}`, sides.bare.town.env, /ready/),
  }
  const rounds: Record<Name, number[]>[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const taken: Record<Name, number[]> = { ours: [], bare: [] }
    for (const name of round % 2 ? NAMES.toReversed() : NAMES) {
      const bot = await begin[name]()
      // The first ones open connections and make webhooks.
      await carried(sides[name], from, to, 3)
      taken[name] = await carried(sides[name], from, to, COMMENTS)
      await bot.stop()
    }
    rounds.push(taken)
  }
  const figure = (name: Name, share: number) => rounds.map((taken) => quantile(taken[name], share))
  const ratios = (share: number) => rounds.map((taken) => quantile(taken.ours, share) / quantile(taken.bare, share))
  print({
    bench: `comment to copy, ${from} to ${to}, ${channels === 1 ? 1 : 20} a second`,
    p50Ms: rounded(median(figure('ours', 0.5))),
    bareP50Ms: rounded(median(figure('bare', 0.5))),
    p50Ratio: rounded(median(ratios(0.5))),
    p50RatioFrom: rounded(Math.min(...ratios(0.5))),
    p50RatioTo: rounded(Math.max(...ratios(0.5))),
    p99Ms: rounded(median(figure('ours', 0.99))),
    bareP99Ms: rounded(median(figure('bare', 0.99))),
    p99Ratio: rounded(median(ratios(0.99))),
    aim: 1.5,
    channels,
    rounds: ROUNDS,
  })
  for (const { town } of Object.values(sides)) await town.close()
  await rm(folder, { recursive: true })
}

const NAMES = ['ours', 'bare'] as const
type Name = (typeof NAMES)[number]

interface Side {
  town: Town
  threads: Threads
  /** Where the peer finds the threads. */
  file: string
  env: Record<string, string>
}

/** A pick in every room of a town, posted by our bot. */
async function openSide(name: string, to: ChatName, channels: number): Promise<Side> {
  const town = await openTown(to, channels)
  const env = { ...town.env, STORE_URL: `sqlite:${name}.db` }
  const bot = await start(BOT, env, /Ctrl-C/)
  const threads = await threadsOfPick(town, channels)
  await bot.stop()
  const file = `${name}.json`
  await writeFile(file, JSON.stringify(threads))
  return { town, threads, file, env }
}

/** Both chats, with so many channels on the one side. */
async function openTown(to: ChatName, channels: number): Promise<Town> {
  const world = openWorld(':memory:')
  const [discord, slack] = await Promise.all([startDiscord(world), startSlack(world)])
  const rooms = [...discord.rooms, ...slack.rooms]
  const [place = ''] = (to === 'discord' ? discord : slack).rooms
  const tenant = place.slice(0, place.lastIndexOf(':'))
  const { bot, personas } = slack.state()
  for (let n = 1; n < channels; n++) {
    const channel =
      to === 'discord' ? `11800000000000005${String(n).padStart(2, '0')}` : `C0BENCH0${String(n).padStart(2, '0')}`
    if (to === 'discord') discord.setting('channelCreated', { channel, name: `bench-${n}`, type: 0 })
    else slack.setting({ channel, name: `bench-${n}`, members: [bot.id, ...personas.map(({ id }) => id)] })
    rooms.push(`${tenant}:${channel}`)
  }
  const chats = { discord, slack }
  const env = { CLUB_ROOMS: rooms.join(','), PORT: '0', LOG_LEVEL: 'error', COMMANDS_A_MINUTE: '1000000' }
  return {
    world,
    chats,
    env: { ...discord.env, ...slack.env, ...env },
    people: people({
      chats: async () => ({ discord: discord.state(), slack: slack.state() }),
      act: (chat, act) => chats[chat].act(act),
    }),
    async close() {
      await Promise.all([discord.stop(), slack.stop()])
      world.close()
    },
  }
}

/** The threads of a pick in every room. */
async function threadsOfPick({ people, chats }: Town, channels: number): Promise<Threads> {
  const [paper] = candidatesOf(await people.ballot('discord'))
  await people.vote('discord', paper?.title.slice(0, 20) ?? '', 1)
  await people.click('discord', await people.type('discord', '/paper club post'), 'Close and post')
  const until = performance.now() + 5 * PATIENCE
  for (;;) {
    const threads = { discord: threadsIn(chats.discord), slack: threadsIn(chats.slack) }
    if (threads.discord.length + threads.slack.length === channels + 1) return threads
    if (performance.now() > until) throw new Error('The pick did not come into every room.')
    await setTimeout(200)
  }
}

function threadsIn(chat: LocalChat): { channel: string; thread: string }[] {
  return chat.state().channels.flatMap((place) => {
    const post = pickIn(place)
    if (!post) return []
    const thread = chat.name === 'slack' ? post.id : place.threads.find(({ parent }) => parent === post.id)?.id
    return thread ? [{ channel: place.id, thread }] : []
  })
}

const pickIn = ({ messages }: ChannelView) =>
  messages.find((one) => one.author.bot && JSON.stringify(one.components).includes('Paper of the week'))

/** Milliseconds from each comment until each of its copies stood. */
async function carried({ town, threads }: Side, from: ChatName, to: ChatName, count: number): Promise<number[]> {
  const { chats, people, world } = town
  const [place] = threads[from]
  if (!place) throw new Error('There is no thread to write in.')
  const persona = await people.id(from, 1)
  const sent = new Map<string, number>()
  const stood = new Map<string, number[]>()
  const seen = new Set<string>()
  const stop = world.onChange(() => {
    const now = performance.now()
    for (const { messages } of chats[to].state().channels.flatMap((channel) => channel.threads)) {
      for (const { id, text, components } of messages.slice(-3)) {
        const word = /bench-\w+/.exec(`${text}${JSON.stringify(components)}`)?.[0]
        const begun = word === undefined ? undefined : sent.get(word)
        if (word === undefined || begun === undefined || seen.has(id)) continue
        seen.add(id)
        stood.set(word, [...(stood.get(word) ?? []), now - begun])
      }
    }
  })
  const begun = performance.now()
  for (let n = 0; n < count; n++) {
    const wait = begun + n * EVERY - performance.now()
    if (wait > 0) await setTimeout(wait)
    const word = `bench-${Math.random().toString(36).slice(2)}`
    sent.set(word, performance.now())
    await chats[from].act({ persona, do: 'say', ...place, text: `What do you make of ${word}?` })
  }
  const until = performance.now() + PATIENCE
  const isDone = () => [...sent.keys()].every((word) => stood.get(word)?.length === threads[to].length)
  while (!isDone() && performance.now() < until) await setTimeout(20)
  stop()
  if (!isDone()) throw new Error(`Of ${count} comments some have not come to ${to}.`)
  return [...stood.values()].flat()
}
