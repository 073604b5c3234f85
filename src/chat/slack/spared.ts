/** What a workspace does not take of a card: it is said without that then. */
import type { KnownBlock } from '@slack/web-api'
import type { Card } from '../card.ts'
import type { Log } from '../log.ts'
import { loggable, slackCode } from './failure.ts'
import { type Parts, type Rendered, render } from './outbound.ts'
import { addressRefusal } from './response-address.ts'

export interface Spared {
  /**
   * Sends a card, again without what Slack refused of it: without its pictures, which Slack has to fetch first, and then without
   * its tables, which it is not asked to show in that workspace again. Rejects as `send` does.
   */
  send<T>(card: Card, turn: string, send: (said: Rendered) => Promise<T>): Promise<T>
  /** A card for what is sent once, where Slack does not say what it refuses; null where it may refuse some of it. */
  once(card: Card): Rendered | null
}

export function openSpared(log: Log): Spared {
  /** Null while none was sent yet. */
  let tables: boolean | null = null

  async function tried<T>(card: Card, turn: string, parts: Parts, send: (said: Rendered) => Promise<T>): Promise<T> {
    const said = render(card, turn, parts)
    try {
      const sent = await send(said)
      if (has(said, 'data_table')) tables = true
      return sent
    } catch (error) {
      const less = without(said, parts)
      if (!less || codeOf(error) !== 'invalid_blocks') throw error
      log.warn({ ...loggable(error), ...less }, 'Slack did not take all of a message: it is sent again without')
      const sent = await tried(card, turn, less, send)
      if (parts.tables && !less.tables) tables = false
      return sent
    }
  }

  return {
    send: (card, turn, send) => tried(card, turn, { pictures: true, tables: tables !== false }, send),
    once(card) {
      const isSure = card.blocks.every(({ kind }) => kind !== 'image' && (kind !== 'table' || tables !== null))
      return isSure ? render(card, '', { pictures: false, tables: tables === true }) : null
    },
  }
}

function without(said: Rendered, parts: Parts): Parts | null {
  if (has(said, 'image')) return { ...parts, pictures: false }
  return has(said, 'data_table') ? { ...parts, tables: false } : null
}

const codeOf = (error: unknown): string | null => addressRefusal(error)?.code ?? slackCode(error)

const has = ({ blocks }: Rendered, type: KnownBlock['type']): boolean => blocks.some((block) => block.type === type)
