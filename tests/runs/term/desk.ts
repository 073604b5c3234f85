/** The bot in its chat, the clock, and what happens by itself while that goes on. */
import type { Card } from '../../../src/chat/card.ts'
import type { Caller } from '../../../src/club/caller.ts'
import { keys, type RoomId } from '../../../src/club/keys.ts'
import { indexFolder } from '../../../src/services/library/index-folder.ts'
import { Outgoing } from '../../../src/services/records.ts'
import { openStore } from '../../../src/store/open.ts'
import { openBot, SEEDS, type TestClub, textOf } from '../../fakes/bot.ts'
import { fakeChat } from '../../fakes/chat.ts'
import { fixedClock } from '../../fakes/clock.ts'
import { interaction } from '../../fakes/interaction.ts'
import { noReader } from '../../fakes/no-reader.ts'
import { lineOf, type Typed } from './commands.ts'
import { isRefusal, meetingsIn } from './seen.ts'

/** What the bot said to everybody. `meets`: the meetings that it names. */
export interface Post {
  kind: string
  at: Temporal.Instant
  meets: Temporal.Instant[]
  title: string
}

export interface Desk {
  bot: TestClub
  posts: readonly Post[]
  /** What the bot refused, with what it said. */
  refused: string[]
  now(): Temporal.Instant
  type(typed: Typed, room: RoomId, caller: Caller): Promise<Card>
  /** As above; false where the bot does not do it, which is no fault then. */
  tries(typed: Typed, room: RoomId, caller: Caller): Promise<boolean>
  /** Sends a form of the bot's; false where it does not take it. */
  send(action: string, fields: Record<string, string>, room: RoomId, caller: Caller): Promise<boolean>
  /** Presses the button of what was asked last in a room; false where the bot does not do it. */
  agrees(room: RoomId, caller: Caller): Promise<boolean>
  /** Those of the rooms that belong to a club. */
  founded(rooms: readonly RoomId[]): Promise<RoomId[]>
  /** Lets the bot do what is due until then, each thing at its time; `before` is called before each. */
  until(end: Temporal.Instant, before: (due: Temporal.Instant) => Promise<void>): Promise<void>
  close(): Promise<void>
}

export async function openDesk(start: Temporal.Instant): Promise<Desk> {
  const clock = fixedClock(start.toString())
  const store = await openStore('memory:')
  const posts: Post[] = []
  const refused: string[] = []
  const chat = fakeChat('north')
  chat.onPost = () => {
    const { key, card } = chat.posts.at(-1) ?? { key: '', card: { title: '', blocks: [] } }
    const kind = key.slice(0, key.indexOf('.'))
    posts.push({ kind, at: clock.now(), title: card.title, meets: meetingsIn(card).meets })
  }
  const indexes = indexFolder(null)
  const bot = await openBot({
    store,
    clock,
    north: chat,
    south: fakeChat('south'),
    reader: noReader,
    seeds: SEEDS,
    indexes,
  })

  /** When the bot does something by itself. What came due just now is done within the next minute. */
  async function nextDue(end: Temporal.Instant): Promise<Temporal.Instant> {
    const waiting = await Outgoing.range(store, keys.outbox())
    const due = await bot.all.nextPick()
    const soon = clock.now().add({ minutes: 1 })
    const moments = [due, ...waiting.map(({ value }) => value.notBefore)].filter((at) => at !== null)
    const coming = moments.filter((at) => Temporal.Instant.compare(at, clock.now()) > 0)
    const isOverdue =
      due !== null && Temporal.Instant.compare(due, clock.now()) <= 0 && Temporal.Instant.compare(soon, end) < 0
    return [...coming, end, ...(isOverdue ? [soon] : [])].toSorted(Temporal.Instant.compare)[0] ?? end
  }

  return {
    bot,
    posts,
    refused,
    now: () => clock.now(),
    async type(typed, room, caller) {
      const line = lineOf(typed)
      const card = await bot.type(line, caller, room)
      if (isRefusal(card)) refused.push(`${line}: ${textOf(card)}`)
      return card
    },
    tries: async (typed, room, caller) => !isRefusal(await bot.type(lineOf(typed), caller, room)),
    async send(action, fields, room, caller) {
      const sent = bot.app.submit({ action, fields, files: {}, caller, room, interaction: interaction() })
      if ('errors' in sent) return false
      const reply = await sent.reply
      return reply.kind === 'card' && !isRefusal(reply.card)
    },
    async agrees(room, caller) {
      await bot.all.idle()
      const asked = chat.posts.findLast((post) => post.room === room && buttonOf(post.card, 'Agree') !== undefined)
      const action = asked && buttonOf(asked.card, 'Agree')
      return action !== undefined && !isRefusal(await bot.click(action, [], caller, room))
    },
    async founded(rooms) {
      const each = await Promise.all(
        rooms.map(async (room) => [room, (await store.get(keys.room(room))) !== undefined] as const),
      )
      return each.flatMap(([room, isThere]) => (isThere ? [room] : []))
    },
    async until(end, before) {
      for (;;) {
        const next = await nextDue(end)
        if (!next.equals(end)) await before(next)
        clock.set(next)
        await bot.all.tick()
        if (next.equals(end)) return
      }
    },
    async close() {
      await bot.all.idle()
      await indexes.close()
      await store.close()
    },
  }
}

function buttonOf({ blocks }: Card, label: string): string | undefined {
  const buttons = blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
  const found = buttons.find((button) => button.label === label)
  return found && 'action' in found ? found.action : undefined
}
