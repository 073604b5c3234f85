/** Both local chats in this process, which outlives the bots, and each call of theirs to listen to. */
import { isRoomId, type RoomId } from '../../../src/club/keys.ts'
import { startControl } from '../../../src/playground/control.ts'
import { startDiscord } from '../../../src/playground/discord/server.ts'
import { startSlack } from '../../../src/playground/slack/server.ts'
import type { Act, ActResult, ChannelView, ChatName, MessageView } from '../../../src/playground/types.ts'
import { openWorld } from '../../../src/playground/world.ts'
import { CHATS } from '../../e2e/people.ts'
import { controlIds } from '../../e2e/words.ts'

export interface Town {
  /** Environment of a bot between these chats. */
  env: Record<string, string>
  rooms: Record<ChatName, RoomId>
  members: readonly Member[]
  /** The bot's own accounts. */
  bots: Record<ChatName, string>
  /** What stands in the club's room; not older than so many milliseconds. */
  room(chat: ChatName, age?: number): ChannelView
  act(member: Member, act: ActOf): Promise<ActResult>
  /** Called just before a chat does what a bot asks it for, with `POST /api/chat.postMessage` and the like. */
  onCall(listener: (chat: ChatName, call: string) => void): void
  /** By the chats' clock. */
  now(): Temporal.Instant
  /** Milliseconds by the chats' clock. */
  advance(milliseconds: number): void
  /** Moves the clock past the next pick; false while no bot has said when that is. */
  toNextPick(): Promise<boolean>
  close(): Promise<void>
}

export interface Member {
  chat: ChatName
  id: string
  account: string
  isAdmin: boolean
}

type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never
type ActOf = Without<Act, 'persona'>

/** A post of the bot's to everybody. */
export interface BotPost {
  kind: 'welcome' | 'pick' | 'ballot'
  n: number
  message: MessageView
}

/** More than the local Slack has from the beginning: one chat with many people, one with few. */
const NEWCOMERS = ['Grace', 'Hedy', 'Ida', 'Joan', 'Mary']

export async function openTown(): Promise<Town> {
  const listeners: ((chat: ChatName, call: string) => void)[] = []
  const ground = openWorld(':memory:')
  const world: typeof ground = {
    ...ground,
    fault(chat, call) {
      for (const listener of listeners) listener(chat, call)
      return ground.fault(chat, call)
    },
  }
  const [discord, slack] = await Promise.all([startDiscord(world), startSlack(world)])
  const control = await startControl({ world, discord, slack, host: '127.0.0.1', port: 0 })
  const chats = { discord, slack }
  const rooms = { discord: roomOf(discord.rooms), slack: roomOf(slack.rooms) }
  const [, team = '', channel = ''] = rooms.slack.split(':')
  NEWCOMERS.forEach((name, index) => {
    const id = `U0NEW0000${index}`
    slack.setting({ person: { id, name: name.toLowerCase(), realName: name, admin: false } })
    slack.setting({ join: channel, persona: id })
  })

  const accountOf = (chat: ChatName, id: string) => (chat === 'slack' ? `slack:${team}:${id}` : `discord:${id}`)
  const members = CHATS.flatMap((chat) =>
    chats[chat].state().personas.map(({ id, admin }) => ({ chat, id, account: accountOf(chat, id), isAdmin: admin })),
  )
  const seen = new Map<ChatName, { at: number; room: ChannelView }>()
  const url = `http://127.0.0.1:${control.port}`
  return {
    env: { ...discord.env, ...slack.env, CLUB_ROOMS: Object.values(rooms).join(), PLAYGROUND_URL: url },
    rooms,
    members,
    bots: {
      discord: accountOf('discord', discord.state().bot.id),
      slack: accountOf('slack', slack.state().bot.id),
    },
    room(chat, age = 0) {
      const before = seen.get(chat)
      if (before && performance.now() - before.at < age) return before.room
      const [room] = chats[chat].state().channels
      if (!room) throw new Error(`${chat} has no channel`)
      seen.set(chat, { at: performance.now(), room })
      return room
    },
    act: ({ chat, id }, act) => chats[chat].act({ ...act, persona: id }),
    onCall: (listener) => void listeners.push(listener),
    now: () => Temporal.Instant.fromEpochMilliseconds(world.now()),
    advance: (milliseconds) => world.advance(milliseconds),
    async toNextPick() {
      const headers = { 'content-type': 'application/json' }
      const moved = await fetch(`${url}/control/clock`, { method: 'POST', headers, body: '{"toNextPick":true}' })
      await moved.body?.cancel()
      return moved.ok
    },
    async close() {
      await control.stop()
      await Promise.all([discord.stop(), slack.stop()])
      world.close()
    },
  }
}

/** What the bot posted to everybody in a room, the oldest first. */
export function botPosts({ messages }: ChannelView): BotPost[] {
  return messages.flatMap((message) => {
    if (!message.author.bot || message.onlyFor !== null) return []
    const found = controlIds(message)
      .map((id) => /:(welcome|pick|ballot)\.club\.(\d+)$/.exec(id))
      .find((match) => match !== null)
    return found ? [{ kind: found[1] as BotPost['kind'], n: Number(found[2]), message }] : []
  })
}

/** The thread of a post, where there is one to write in. */
export function threadOf(chat: ChatName, room: ChannelView, post: MessageView): string | undefined {
  return chat === 'slack' ? post.id : room.threads.find(({ parent }) => parent === post.id)?.id
}

function roomOf([room = '']: readonly string[]): RoomId {
  if (!isRoomId(room)) throw new Error('the local chat names no room')
  return room
}
