/** Which channels are threads, and of which room: learnt from events, asked for when they have not told. */
import { type APIChannel, type APIThreadChannel, ChannelType, type REST, Routes } from 'discord.js'

export interface Threads {
  learn(channel: { id: string; type: ChannelType; parent_id?: string | null }): void
  forget(channel: string): void
  /** The channel that a thread hangs in; null when it is no thread. Rejects when Discord does not say. */
  parentOf(channel: string): Promise<string | null>
}

const REMEMBERED = 20_000

export function createThreads(rest: REST): Threads {
  const parents = new Map<string, string | null>()
  const asking = new Map<string, Promise<string | null>>()

  const learn: Threads['learn'] = (channel) => {
    parents.delete(channel.id)
    parents.set(channel.id, isThread(channel.type) ? (channel.parent_id ?? null) : null)
    const [oldest] = parents.keys()
    if (parents.size > REMEMBERED && oldest !== undefined) parents.delete(oldest)
  }

  const ask = async (id: string) => {
    try {
      const channel = (await rest.get(Routes.channel(id))) as APIChannel
      learn('parent_id' in channel ? channel : { id, type: channel.type })
      return parents.get(id) ?? null
    } finally {
      asking.delete(id)
    }
  }

  return {
    learn,
    forget: (channel) => parents.delete(channel),
    async parentOf(id) {
      const known = parents.get(id)
      if (known !== undefined) return known
      const answer = asking.get(id) ?? ask(id)
      asking.set(id, answer)
      return answer
    },
  }
}

export function isThread(type: ChannelType): type is APIThreadChannel['type'] {
  return (
    type === ChannelType.PublicThread || type === ChannelType.PrivateThread || type === ChannelType.AnnouncementThread
  )
}
