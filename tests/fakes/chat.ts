import type { Card, MessageRef } from '../../src/chat/card.ts'
import { ChatFailure } from '../../src/chat/failure.ts'
import type { Copy, Events, Heard, Platform, Reaction, RoomCheck, ShownDate } from '../../src/chat/platform.ts'
import type { AccountId, RoomId } from '../../src/club/keys.ts'

export interface FakePost {
  room: RoomId
  message: string
  key: string
  card: Card
  thread: string | null
}

export interface FakeCopy extends Copy {
  thread: string
  message: string
}

/** A chat that keeps what is posted in memory and can be told to fail. */
export interface FakeChat extends Platform {
  posts: FakePost[]
  /** What stands in its threads of other rooms, oldest first. */
  copied: FakeCopy[]
  state: 'ready' | 'failing'
  /** The next calls of `copies.post` fail with these, in turn; `after` it has been sent or before. */
  copyFailures: { failure: ChatFailure; after: boolean }[]
  /** The next calls of `post` fail with these, in turn; `after` it has been sent or before. */
  failures: { failure: ChatFailure; after: boolean }[]
  /** What `findPost` says when history cannot be read. */
  historyReadable: boolean
  forbidsEdits: boolean
  /** Files that people were sent. */
  handed: { account: AccountId; name: string; text: string }[]
  /** What is wrong with its rooms; null: it does not tell. */
  roomProblems: string[] | null
  /** Whether the bot is in them, of each that is not open as usual; null: the chat does not tell. */
  access: Map<RoomId, RoomCheck['access'] | null>
  /** Who is in none of its servers any more. */
  left: Set<AccountId>
  forbidsThreads: boolean
  /** What its threads are called. */
  threadNames: Map<string, string>
  /** Who manages its rooms without being an admin. */
  roomManagers: AccountId[]
  /** Calls of `edit`. */
  edits: number
  /** What people said, whether the bot heard it or not. */
  said: Heard[]
  /** What messages were answered with. */
  reacted: Map<string, Reaction[]>
  /** False: threads have more messages than are read of them. */
  readsWhole: boolean
  /** How many readings of threads are refused from now on. */
  busyThreads: number
  /** What stands among the events of its servers, cancelled ones too. `interested`: names of accounts. */
  shown: (ShownDate & { room: RoomId; event: string; isOff: boolean; interested: string[] })[]
  /** The next calls about events fail with these, in turn; `after` it was done or before. */
  eventFailures: { failure: ChatFailure; after: boolean }[]
  /** Called in the midst of each send. */
  onPost: () => void
  /** Awaited in the midst of each send of a copy. */
  onCopy: () => Promise<void>
}

export function fakeChat(name: string): FakeChat {
  let serial = 0
  const find = ({ room, message }: MessageRef) => {
    const post = chat.posts.find((other) => other.room === room && other.message === message)
    if (!post) throw new ChatFailure('missing', 'no', 'no such message')
    return post
  }
  const chat: FakeChat = {
    name,
    asks: [],
    posts: [],
    copied: [],
    copyFailures: [],
    state: 'ready',
    failures: [],
    historyReadable: true,
    forbidsEdits: false,
    handed: [],
    roomProblems: [],
    access: new Map(),
    left: new Set(),
    forbidsThreads: false,
    threadNames: new Map(),
    roomManagers: [],
    edits: 0,
    said: [],
    reacted: new Map(),
    readsWhole: true,
    busyThreads: 0,
    shown: [],
    eventFailures: [],
    ...(name === 'north' ? { events: fakeEvents(() => chat) } : {}),
    onPost: () => {},
    onCopy: async () => {},
    start: async () => {},
    manages: async (_room, account) => chat.roomManagers.includes(account),
    managers: `whoever manages the channel in ${name}`,
    async checkRoom(room) {
      if (!chat.roomProblems) return null
      const access = chat.access.has(room) ? chat.access.get(room) : 'in'
      return { name: `#${name}`, problems: chat.roomProblems, ...(access ? { access } : {}) }
    },
    stop: async () => {},
    health: () => ({ state: chat.state, detail: null }),
    async post(room, card, key, _copy, thread) {
      const fault = chat.failures.shift()
      if (fault && !fault.after) throw fault.failure
      do serial++
      while (chat.posts.some((post) => post.message === `m${serial}`))
      const message = `m${serial}`
      chat.posts.push({ room, message, key, card, thread: thread ?? null })
      chat.onPost()
      if (fault) throw fault.failure
      return { room, message }
    },
    async edit(ref, card) {
      chat.edits++
      if (chat.forbidsEdits) throw new ChatFailure('forbidden', 'no', 'no permission')
      find(ref).card = card
    },
    perSecond: null,
    copies: {
      pace: 0,
      async post({ room, thread }, copy) {
        const fault = chat.copyFailures.shift()
        if (fault && !fault.after) throw fault.failure
        const message = `c${++serial}`
        chat.copied.push({ ...copy, thread, message })
        await chat.onCopy()
        if (fault) throw fault.failure
        return { room, message, named: false }
      },
      async edit({ message }, copy) {
        const place = chat.copied.findIndex((other) => other.message === message)
        const before = chat.copied[place]
        if (!before) throw new ChatFailure('missing', 'no', 'no such message')
        chat.copied[place] = { ...before, ...copy }
      },
      async remove({ message }) {
        if (!chat.copied.some((other) => other.message === message))
          throw new ChatFailure('missing', 'no', 'no such message')
        chat.copied = chat.copied.filter((other) => other.message !== message)
      },
      async find({ room, thread }, original) {
        if (!chat.historyReadable) return 'unknown'
        const found = chat.copied.find((other) => other.thread === thread && other.original === original)
        return found ? { room, message: found.message, named: false } : 'absent'
      },
    },
    threadOf: ({ room, message }) => ({ room, thread: `t-${message}` }),
    async openThread(ref, name) {
      if (chat.forbidsThreads) throw new ChatFailure('forbidden', 'no', 'no permission')
      const { thread } = chat.threadOf(ref)
      find(ref).thread = thread
      chat.threadNames.set(thread, name)
      return { room: ref.room, thread }
    },
    async findPost(room, key) {
      if (!chat.historyReadable) return 'unknown'
      return chat.posts.find((post) => post.room === room && post.key === key) ?? 'absent'
    },
    async readThread({ thread }) {
      if (chat.busyThreads-- > 0) throw new ChatFailure('busy', 'no', 'too many calls')
      const said = chat.said.filter((event) => event.thread === thread)
      return { said, standing: chat.readsWhole ? new Set(said.map(({ message }) => message)) : null }
    },
    roomWith: (account) => `${name}:direct:${account.split(':').at(-1) ?? ''}`,
    async hand(account, { name, bytes }) {
      const fault = chat.failures.shift()
      if (fault) throw fault.failure
      chat.handed.push({ account, name, text: new TextDecoder().decode(bytes) })
    },
    roomLink: (room) => `https://${name}.example/${room}`,
    hasLeft: async (account, rooms) => chat.left.has(account) && rooms.every((room) => room.startsWith(`${name}:`)),
    picture: async (account) => `https://${name}.example/pictures/${account}`,
    reactions: async ({ message }) => chat.reacted.get(message) ?? [],
    link: async (ref) => {
      const places = ['thread' in ref ? ref.thread : [], 'message' in ref ? ref.message : []]
      return `https://${name}.example/${places.flat().join('/')}`
    },
  }
  return chat
}

/** The events of a chat that has such. */
function fakeEvents(chat: () => FakeChat): Events {
  let serial = 0
  async function failing<T>(work: () => T): Promise<T> {
    const fault = chat().eventFailures.shift()
    if (fault && !fault.after) throw fault.failure
    const done = work()
    if (fault) throw fault.failure
    return done
  }
  const standing = (event: string) => {
    const found = chat().shown.find((one) => one.event === event)
    if (!found || found.isOff) throw new ChatFailure('missing', 'no', 'no such event')
    return found
  }
  return {
    create: (room, date) =>
      failing(() => {
        const event = `e${++serial}`
        chat().shown.push({ ...date, room, event, isOff: false, interested: [] })
        return event
      }),
    edit: (_room, event, date) => failing(() => void Object.assign(standing(event), date)),
    cancel: (_room, event) =>
      failing(() => {
        standing(event).isOff = true
      }),
    find: (room, at) =>
      failing(
        () => chat().shown.find((one) => one.room === room && !one.isOff && one.at.equals(at))?.event ?? 'absent',
      ),
    interested: (_room, event) =>
      failing(() => standing(event).interested.map((who) => ({ account: `north:${who}` as const, name: who }))),
  }
}
