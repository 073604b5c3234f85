import type { Card, MessageRef } from '../../src/chat/card.ts'
import { ChatFailure } from '../../src/chat/failure.ts'
import type { Heard, Platform } from '../../src/chat/platform.ts'
import type { AccountId, RoomId } from '../../src/club/keys.ts'

export interface FakePost {
  room: RoomId
  message: string
  key: string
  card: Card
  thread: string | null
}

/** A chat that keeps what is posted in memory and can be told to fail. */
export interface FakeChat extends Platform {
  posts: FakePost[]
  state: 'ready' | 'failing'
  /** The next calls of `post` fail with these, in turn; `after` it has been sent or before. */
  failures: { failure: ChatFailure; after: boolean }[]
  /** What `findPost` says when history cannot be read. */
  historyReadable: boolean
  forbidsEdits: boolean
  /** What is wrong with its rooms. */
  roomProblems: string[]
  forbidsThreads: boolean
  /** Who manages its rooms without being an admin. */
  roomManagers: AccountId[]
  /** Calls of `edit`. */
  edits: number
  /** What people said, whether the bot heard it or not. */
  said: Heard[]
  /** False: threads have more messages than are read of them. */
  readsWhole: boolean
  /** How many readings of threads are refused from now on. */
  busyThreads: number
  /** Called in the midst of each send. */
  onPost: () => void
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
    state: 'ready',
    failures: [],
    historyReadable: true,
    forbidsEdits: false,
    roomProblems: [],
    forbidsThreads: false,
    roomManagers: [],
    edits: 0,
    said: [],
    readsWhole: true,
    busyThreads: 0,
    onPost: () => {},
    start: async () => {},
    manages: async (_room, account) => chat.roomManagers.includes(account),
    managers: `whoever manages the channel in ${name}`,
    checkRoom: async () => ({ name: `#${name}`, problems: chat.roomProblems }),
    stop: async () => {},
    health: () => ({ state: chat.state, detail: null }),
    async post(room, card, key) {
      const fault = chat.failures.shift()
      if (fault && !fault.after) throw fault.failure
      const message = `m${++serial}`
      chat.posts.push({ room, message, key, card, thread: null })
      chat.onPost()
      if (fault) throw fault.failure
      return { room, message }
    },
    async edit(ref, card) {
      chat.edits++
      if (chat.forbidsEdits) throw new ChatFailure('forbidden', 'no', 'no permission')
      find(ref).card = card
    },
    threadOf: ({ room, message }) => ({ room, thread: `t-${message}` }),
    async openThread(ref) {
      if (chat.forbidsThreads) throw new ChatFailure('forbidden', 'no', 'no permission')
      const { thread } = chat.threadOf(ref)
      find(ref).thread = thread
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
    roomLink: (room) => `https://${name}.example/${room}`,
    link: async (ref) => `https://${name}.example/${'message' in ref ? ref.message : ref.thread}`,
  }
  return chat
}
