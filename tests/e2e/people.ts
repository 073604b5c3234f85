import type { Act, ActResult, ChannelView, ChatName, ChatState, MessageView } from '../../src/playground/types.ts'
import { candidatesOf, controlOf, readIn, wordsOf } from './words.ts'

export const CHATS = ['discord', 'slack'] as const

/** Both chats with a bot in them, wherever they run. */
export interface Scene {
  chats(): Promise<Record<ChatName, ChatState>>
  act(chat: ChatName, act: Act): Promise<ActResult>
}

/** Who does it: the first is an admin. */
export type Who = 0 | 1 | 2

/** What people do in the club's room, and what they then see. Each waits for the bot's answer, a deferred one too. */
export interface People {
  id(chat: ChatName, who?: Who): Promise<string>
  room(chat: ChatName): Promise<ChannelView>
  /** Types a command; gives back the answer. */
  type(chat: ChatName, text: string, who?: Who): Promise<MessageView>
  /** The bot's newest message to everyone that says `words`. */
  posted(chat: ChatName, words: string, patience?: number): Promise<MessageView>
  /** The open ballot in the room, once it satisfies. */
  ballot(chat: ChatName, satisfies?: (ballot: MessageView) => boolean): Promise<MessageView>
  /** Presses the number of a title on the open ballot in the room; gives back what the voter is told. */
  vote(chat: ChatName, title: string, who: Who): Promise<MessageView>
  click(chat: ChatName, message: MessageView, label: string, who?: Who): Promise<ActResult>
  /** The thread of a post. */
  thread(chat: ChatName, post: MessageView): Promise<string>
  say(chat: ChatName, thread: string, text: string, who?: Who): Promise<MessageView>
  /** A message of the room or its threads, once it satisfies. */
  settled(chat: ChatName, id: string, satisfies?: (message: MessageView) => boolean): Promise<MessageView>
}

export function people(scene: Scene): People {
  const until = <T>(
    what: string,
    found: (chats: Record<ChatName, ChatState>) => T | undefined | false,
    patience?: number,
  ) => eventually(what, async () => found(await scene.chats()), patience)

  const id: People['id'] = async (chat, who = 0) => (await scene.chats())[chat].personas[who]?.id ?? ''
  const room: People['room'] = async (chat) => roomOf((await scene.chats())[chat])

  const settled: People['settled'] = (chat, message, satisfies = () => true) =>
    until(`an answer in ${chat}`, (chats) =>
      everythingIn(roomOf(chats[chat])).find(
        (one) => one.id === message && one.state === 'sent' && wordsOf(one).trim() !== '' && satisfies(one),
      ),
    )

  async function answerTo(chat: ChatName, what: string, result: ActResult): Promise<MessageView> {
    if (result.seen === 'nowhere') throw new Error(`${what} in ${chat} was answered where nobody looked`)
    if (result.message && !result.error) return settled(chat, result.message.id)
    throw new Error(`${what} in ${chat}: ${result.error ?? 'no answer'}`)
  }

  const ballot: People['ballot'] = (chat, satisfies = () => true) =>
    until(`the open ballot in ${chat}`, (chats) => {
      const found = postedIn(roomOf(chats[chat]), 'What shall we read next?')
      return found && satisfies(found) ? found : undefined
    })

  return {
    id,
    room,
    settled,
    ballot,
    async type(chat, text, who = 0) {
      const channel = (await room(chat)).id
      const result = await scene.act(chat, { persona: await id(chat, who), do: 'command', channel, text })
      return answerTo(chat, text, result)
    },
    posted: (chat, words, patience) =>
      until(`“${words}” in ${chat}`, (chats) => postedIn(roomOf(chats[chat]), words), patience),
    async vote(chat, title, who) {
      const numberOn = (open: MessageView) => candidatesOf(open).find((one) => one.title.includes(title))?.control
      const open = await ballot(chat, (one) => numberOn(one) !== undefined)
      const result = await scene.act(chat, {
        persona: await id(chat, who),
        do: 'click',
        channel: (await room(chat)).id,
        message: open.id,
        control: numberOn(open) ?? '',
      })
      return answerTo(chat, `a vote for ${title}`, result)
    },
    async click(chat, message, label, who = 0) {
      const channel = (await room(chat)).id
      const control = controlOf(message, label)
      return scene.act(chat, { persona: await id(chat, who), do: 'click', channel, message: message.id, control })
    },
    thread: async (chat, post) =>
      chat === 'slack'
        ? post.id
        : until('the thread', (chats) => roomOf(chats[chat]).threads.find(({ parent }) => parent === post.id)?.id),
    async say(chat, thread, text, who = 0) {
      const channel = (await room(chat)).id
      const result = await scene.act(chat, { persona: await id(chat, who), do: 'say', channel, thread, text })
      if (!result.message || result.error) throw new Error(`nothing could be said in ${chat}: ${result.error}`)
      return result.message
    },
  }
}

/** Every message of a room and of its threads. */
export function everythingIn(room: ChannelView): MessageView[] {
  return [...room.messages, ...room.threads.flatMap(({ messages }) => messages)]
}

/** Asks again and again until there is something; fails with `what` after ten seconds, or so many milliseconds. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false | null> | T | undefined | false | null,
  patience = 10_000,
): Promise<T> {
  const deadline = Date.now() + patience
  for (;;) {
    const found = await look()
    if (found) return found
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
}

function roomOf({ name, channels }: ChatState): ChannelView {
  const [channel] = channels
  if (!channel) throw new Error(`no channel in ${name}`)
  return channel
}

function postedIn({ messages }: ChannelView, words: string): MessageView | undefined {
  return messages.findLast(
    (message) => message.author.bot && message.onlyFor === null && readIn(message).includes(words),
  )
}
