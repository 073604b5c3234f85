/** Where a person who does something in a chat sees what the bot answers. */
import type { Act, ActResult, ChannelView, ChatState, LocalChat, Seen } from './types.ts'

/** Does what a person would do, and tells where that person then saw the answer; nothing of what the chat itself refused. */
export function seeing(chat: LocalChat): (act: Act) => Promise<ActResult> {
  return async (act) => {
    const eyes = eyesOf(act, chat.state())
    const result = await chat.act(act)
    const isRefused = result.error !== undefined && !result.message
    return eyes && !isRefused ? { ...result, seen: seenBy(eyes, result, allChannels(chat.state())) } : result
  }
}

/** Every channel of every server, and every conversation. */
function allChannels({ channels, others = [], directs = [] }: ChatState): ChannelView[] {
  return [...channels, ...others.flatMap((server) => server.channels), ...directs]
}

/** What a person looks at: a channel, and the pane of one of its threads beside it if there is one open. */
interface Eyes {
  channel: string
  thread: string | null
}

/** Nothing for an act that no bot has to answer. */
function eyesOf(act: Act, state: ChatState): Eyes | 'anywhere' | undefined {
  const { modals } = state
  const channels = allChannels(state)
  switch (act.do) {
    case 'command':
      return { channel: act.channel, thread: null }
    case 'click':
    case 'select':
    case 'point': {
      const modal = modals.find(({ id }) => id === act.message)
      if (modal) return modal.from ?? 'anywhere'
      const isIt = ({ id }: { id: string }) => id === act.message
      const within = channels.flatMap(({ threads }) => threads).find(({ messages }) => messages.some(isIt))
      const inChannel = channels.some(({ messages }) => messages.some(isIt))
      return { channel: act.channel, thread: act.thread ?? (inChannel ? null : (within?.id ?? null)) }
    }
    case 'submit':
      return modals.find(({ id }) => id === act.modal)?.from ?? 'anywhere'
    case 'say':
    case 'edit':
    case 'delete':
    case 'react':
    case 'complete':
    case 'close':
    case 'home':
    case 'invite':
    case 'dismiss':
    case 'interest':
    case 'manage':
      return undefined
  }
}

/** A chat tells of no answer that another person alone sees. */
function seenBy(eyes: Eyes | 'anywhere', { message, modal }: ActResult, channels: ChannelView[]): Seen {
  if (modal) return 'modal'
  if (!message || message.state === 'failed') return 'nowhere'
  const isIt = ({ id }: { id: string }) => id === message.id
  for (const channel of channels) {
    const near = eyes === 'anywhere' || eyes.channel === channel.id
    if (near && channel.messages.some(isIt)) return 'channel'
    const thread = channel.threads.find(({ messages }) => messages.some(isIt))
    if (thread && (eyes === 'anywhere' || [eyes.thread, eyes.channel].includes(thread.id))) return 'thread'
  }
  return 'nowhere'
}
