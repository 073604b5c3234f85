/** What people do in Slack, handed to the app, and the app's answers brought back in time. */
import type { App, BlockAction, BlockElementAction, Context, MessageShortcut, ViewSubmitAction } from '@slack/bolt'
import type { RoomId } from '../../club/keys.ts'
import { parseActionId } from '../action.ts'
import type { Answers } from '../command.ts'
import type { Log } from '../log.ts'
import { type Inbound, type Left, type Pending, type Reply, UNNAMED, type Where } from '../platform.ts'
import { immediate, readSpot, type Spot } from './answer.ts'
import { bring, finish, OFFER_MS, SOON_MS, within } from './bring.ts'
import { commandText, mentioned } from './decode.ts'
import { fieldOf } from './fields.ts'
import { filledOf, loadingView, offered } from './form-view.ts'
import { instantOf, threadEvent } from './heard.ts'
import type { Homes } from './home.ts'
import { inPortTerms, wordsOf } from './in-port-terms.ts'
import { problemText } from './submitted-view.ts'
import type { Workspace } from './workspace.ts'

export interface Door {
  inbound: Inbound
  homes: Homes
  /** Where something happened, as Bolt found out when it looked for the token. */
  workspaceOf(context: Context): Promise<Workspace>
  /** The bot may have been taken out of where something happened. */
  left(context: Context, why: Left['why'], at: Temporal.Instant): Promise<void>
  /** Lets work go on after Slack has been acknowledged; a stop waits for it. */
  later(work: Promise<void>): void
  log: Log
}

export function listen(app: App, door: Door): void {
  const { inbound, homes, workspaceOf, later, log } = door

  app.command(/^\//, async ({ command, context, ack }) => {
    const at = await workspaceOf(context)
    const { people, spared } = at
    const spot: Spot = { channel: command.channel_id, user: command.user_id, responseUrl: command.response_url }
    const call = (async () => {
      const caller = await people.caller(command.user_id, command.user_name)
      const text = commandText(command.text ?? '', people.account)
      return inbound.runText({ ...whereOf(at, command.channel_id, command.trigger_id), caller, text })
    })()
    for (const user of mentioned(command.text ?? '')) people.introduce(user)
    const soon = await within(call.then(settled), SOON_MS)
    const body = soon ? immediate(spared, soon.answers, soon.reply) : undefined
    const told = await acknowledged(() => (body ? ack(body) : ack()))
    if (body && told && soon?.reply.kind === 'card') await soon.reply.told?.()
    if (!body || !told) later(call.then((pending) => bring(at, log, command.trigger_id, spot, pending)))
  })

  app.action<BlockAction>({ type: 'block_actions' }, async ({ body, action, context, ack }) => {
    await ack()
    const spot = spotOf(body)
    if (!spot || !parseActionId(action.action_id)) return
    later(
      (async () => {
        const at = await workspaceOf(context)
        const caller = await at.people.caller(body.user.id, body.user.name)
        const where = { ...whereOf(at, spot.channel, body.trigger_id), caller }
        const pending = inbound.act({ ...where, action: action.action_id, values: chosen(action) })
        const seen = spot.home && { at, spot, where, hash: body.view?.hash }
        if (seen && pending.answers === 'page') return homes.answer(seen, pending)
        await bring(at, log, body.trigger_id, spot, pending)
        if (seen) await homes.show(seen, 'anew')
      })(),
    )
  })

  app.view<ViewSubmitAction>({ type: 'view_submission' }, async ({ body, view, context, ack }) => {
    const spot = readSpot(view.private_metadata)
    if (!spot) return ack()
    const at = await workspaceOf(context)
    const caller = await at.people.caller(body.user.id, body.user.name)
    const filled = filledOf(view.state, at.fileOf)
    const where = { ...whereOf(at, spot.channel, body.trigger_id), caller }
    const result = inbound.submit({ ...where, action: view.callback_id, ...filled })
    const answered = async (answering: Promise<void>) => {
      await answering
      if (spot.home) await homes.show({ at, spot, where, hash: undefined }, 'anew')
    }
    const inputs = view.blocks.flatMap(({ type, block_id }) => (type === 'input' && block_id ? [block_id] : []))
    if ('errors' in result) return ack({ response_action: 'errors', errors: placed(result.errors, inputs) })
    const soon = await within(result.reply, SOON_MS)
    const [input] = inputs
    if (soon?.kind === 'problem' && input !== undefined) {
      // The form stays open as it is, with everything that was typed and chosen.
      return ack({ response_action: 'errors', errors: { [input]: problemText(soon.card) } })
    }
    if (soon) {
      await acknowledged(() => ack())
      return later(answered(at.answer(spot, result.answers, soon, 'call')))
    }
    const isOpen = await acknowledged(() => ack({ response_action: 'update', view: loadingView(view.title.text) }))
    later(answered(finish(at, log, spot, result, isOpen ? view : null)))
  })

  app.options<'block_suggestion'>({ type: 'block_suggestion' }, async ({ body, context, ack }) => {
    const spot = readSpot(body.view?.private_metadata ?? '')
    const { command = '' } = parseActionId(body.view?.callback_id ?? '') ?? {}
    if (!spot) return ack({ options: [] })
    const signal = AbortSignal.timeout(OFFER_MS)
    const completing = (async () => {
      const at = await workspaceOf(context)
      const caller = await at.people.caller(body.user.id, body.user.name)
      const { room, direct } = whereOf(at, spot.channel, '')
      return inbound.complete({ room, direct, caller, command, option: body.block_id, text: body.value }, signal)
    })()
    return ack({ options: offered((await within(completing, OFFER_MS)) ?? []) })
  })

  app.shortcut<MessageShortcut>({ type: 'message_action' }, async ({ shortcut, context, ack }) => {
    await ack()
    later(
      (async () => {
        const { message, channel, user } = shortcut
        const at = await workspaceOf(context)
        const { people, answer, fileOf } = at
        const room = roomOf(at, channel.id)
        const thread = threadOf(message.ts, message.thread_ts)
        // What was said to the channel too stands there as well, and nobody knows where it was pointed at.
        const pane = message.subtype === 'thread_broadcast' ? null : thread
        const spot: Spot = { channel: channel.id, user: user.id, responseUrl: shortcut.response_url }
        const author = message.user ?? (typeof message.bot_id === 'string' ? message.bot_id : 'unknown')
        const [caller, name, text] = await Promise.all([
          people.caller(user.id, user.name),
          message.user ? people.name(message.user) : null,
          wordsOf(message.text ?? '', people),
        ])
        const username = typeof message.username === 'string' ? message.username : UNNAMED
        const pending = inbound.point({
          ...whereOf(at, channel.id, shortcut.trigger_id),
          caller,
          command: shortcut.callback_id,
          message: {
            ref: { room, message: message.ts },
            thread,
            author: { account: people.account(author), name: name ?? username },
            text,
            files: Array.isArray(message.files) ? message.files.map(fileOf) : [],
            at: instantOf(message.ts),
          },
        })
        await answer(pane ? { ...spot, thread: pane } : spot, pending.answers, await pending.reply)
      })(),
    )
  })

  app.event('app_home_opened', async ({ event: { tab, user, channel, view }, body, context }) => {
    if (tab !== 'home') return
    // Slack tells of it whenever it is opened: once it has come there is no need of it again.
    later(
      (async () => {
        const at = await workspaceOf(context)
        const caller = await at.people.caller(user, undefined)
        const where = { ...whereOf(at, channel, body.event_id), caller }
        await homes.show({ at, spot: { channel, user, home: true }, where, hash: hashOf(view) }, 'opened')
      })(),
    )
  })

  const sent = ({ event_time: seconds }: { event_time: number }) =>
    Temporal.Instant.fromEpochMilliseconds(seconds * 1000)

  app.event('app_uninstalled', ({ context, body }) => door.left(context, 'removed', sent(body)))

  app.event('tokens_revoked', async ({ event, context, body }) => {
    if (event.tokens.bot?.length) await door.left(context, 'revoked', sent(body))
  })

  for (const type of ['channel_left', 'group_left'] as const) {
    app.event(type, async ({ event, context }) => {
      await inbound.closed?.({ room: roomOf(await workspaceOf(context), event.channel), why: 'outside' })
    })
  }
  for (const type of ['channel_archive', 'group_archive'] as const) {
    app.event(type, async ({ event, context }) => {
      await inbound.closed?.({ room: roomOf(await workspaceOf(context), event.channel), why: 'archived' })
    })
  }
  for (const type of ['channel_unarchive', 'group_unarchive'] as const) {
    app.event(type, async ({ event, context }) => {
      await inbound.changed?.(roomOf(await workspaceOf(context), event.channel))
    })
  }
  for (const type of ['channel_deleted', 'group_deleted'] as const) {
    app.event(type, async ({ event, context, body }) => {
      const room = roomOf(await workspaceOf(context), event.channel)
      await inbound.erased({ room, thread: null, at: sent(body) })
    })
  }

  app.event('member_joined_channel', async ({ event, context }) => {
    const at = await workspaceOf(context)
    if (event.user !== at.me().botUser) return
    const room = roomOf(at, event.channel)
    await inbound.joined?.({ into: room, room, at: instantOf(event.event_ts) })
  })

  for (const type of ['reaction_added', 'reaction_removed'] as const) {
    app.event(type, async ({ event, context }) => {
      if (event.item.type !== 'message') return
      const { channel, ts: message } = event.item
      const room = roomOf(await workspaceOf(context), channel)
      await inbound.reacted?.({ room, thread: '', message })
    })
  }

  app.event('message', async ({ event, context }) => {
    const at = await workspaceOf(context)
    const heard = threadEvent(event, at.me().botUser)
    if (heard) await inbound.heard(await inPortTerms(heard, roomOf(at, heard.channel), at.people))
  })
}

const roomOf = ({ me }: Workspace, channel: string): RoomId => `slack:${me().team}:${channel}`

function whereOf(at: Workspace, channel: string, trigger: string): Omit<Where, 'caller'> {
  const isDirect = channel.startsWith('D')
  return { room: roomOf(at, channel), interaction: `slack:${trigger}`, ...(isDirect && { direct: true }) }
}

/** Slack sends it, and Bolt's types do not know of it. */
function hashOf(view: object | undefined): string | undefined {
  const hash = view && fieldOf(view, 'hash')
  return typeof hash === 'string' ? hash : undefined
}

interface Outcome {
  answers: Answers
  reply: Reply
}

const settled = async (pending: Pending): Promise<Outcome> => ({ answers: pending.answers, reply: await pending.reply })

/** An acknowledgement that the connection no longer takes is made up for by a later answer. */
async function acknowledged(ack: () => Promise<void>): Promise<boolean> {
  try {
    await ack()
    return true
  } catch {
    return false
  }
}

function spotOf(body: BlockAction): Spot | null {
  const { container } = body
  // Where a Home is somebody's, and a modal was opened, travels along in it.
  if (body.view) return readSpot(body.view.private_metadata)
  const channel = body.channel?.id ?? container.channel_id
  if (typeof channel !== 'string') return null
  const message = container.message_ts ?? body.message?.ts
  const thread = threadOf(message, container.thread_ts ?? body.message?.thread_ts)
  return {
    channel,
    user: body.user.id,
    clicked: true,
    ...(thread ? { thread } : {}),
    ...(body.response_url ? { responseUrl: body.response_url } : {}),
    ...(container.is_ephemeral !== true && body.message?.ts ? { message: body.message.ts } : {}),
  }
}

/**
 * The thread that a message stands in. One that has replies names itself as its thread, wherever it was clicked: whoever
 * did so sees the channel, beside its thread's pane if that is open, so it is answered in the channel.
 */
function threadOf(message: unknown, thread: unknown): string | null {
  return typeof thread === 'string' && thread !== message ? thread : null
}

function chosen(action: BlockElementAction): string[] {
  if (action.type === 'static_select') return [action.selected_option.value]
  if (action.type === 'multi_static_select') return action.selected_options.map(({ value }) => value)
  return []
}

/** Slack refuses an error for a field that the modal does not have: the first one speaks for it. */
function placed(errors: Record<string, string>, fields: string[]): Record<string, string> {
  const [first] = fields
  return Object.fromEntries(
    Object.entries(errors).flatMap(([name, sentence]) => {
      const field = fields.includes(name) ? name : first
      return field ? [[field, sentence]] : []
    }),
  )
}
