/** Conversations between the bot and one person: each has an id of its own from the beginning, as on Discord. */
import { ChannelType } from 'discord-api-types/v10'
import { personaOf } from './personas.ts'
import type { StoredChannel } from './records.ts'

const DIRECT = 1_000_000_000n

export function directId(persona: string): string {
  return String(BigInt(persona) + DIRECT)
}

/** The conversation of an id, if it is one's. */
export function directChannel(id: string): StoredChannel | undefined {
  const persona = /^\d+$/.test(id) ? personaOf(String(BigInt(id) - DIRECT)) : undefined
  if (!persona) return undefined
  const { id: recipient, name } = persona
  return {
    id,
    guild: '',
    name,
    type: ChannelType.DM,
    recipient,
    topic: '',
    position: 0,
    deniedToBot: '0',
    grantedToBot: '0',
  }
}
