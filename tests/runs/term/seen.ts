/** What somebody reads off the bot's cards. */
import type { Card } from '../../../src/chat/card.ts'
import { textOf } from '../../fakes/bot.ts'

/** Whether an answer says that the bot did not do what it was told. */
export function isRefusal({ title }: Card): boolean {
  return /^(That did not work|That is our fault|Something went wrong|Not in the library yet)$/.test(title)
}

/** The meetings that a card names, and the days that it calls cancelled. */
export function meetingsIn({ blocks }: Card): {
  meets: Temporal.Instant[]
  cancelled: { day: string; time: string | null }[]
} {
  const lines = blocks.flatMap((block): unknown[] => (block.kind === 'list' ? [...block.items] : [block]))
  const isOff = (line: unknown) => /cancelled/i.test(textOf(line))
  const meets = lines.filter((line) => !isOff(line)).flatMap(instantsIn)
  return {
    meets: [...new Map(meets.map((at) => [at.epochMilliseconds, at])).values()],
    cancelled: lines.filter(isOff).flatMap((line) => {
      const [, day, time = null] = /(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}))?/.exec(textOf(line)) ?? []
      return day === undefined ? [] : [{ day, time }]
    }),
  }
}

function instantsIn(value: unknown): Temporal.Instant[] {
  if (value instanceof Temporal.Instant) return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(instantsIn)
}

/** The breaks that a calendar lists. */
export function breaksIn({ blocks }: Card): { from: string; to: string }[] {
  const [, ...after] = blocks.slice(blocks.findIndex((block) => textOf(block).trim().endsWith('Breaks')))
  return [...textOf(after).matchAll(/(\d{4}-\d{2}-\d{2})(?: to (\d{4}-\d{2}-\d{2}))?/g)].map(
    ([, from = '', to = from]) => ({ from, to }),
  )
}
