/** What people do in Slack, handed to the app, and the app's answers brought back in time. */
import type { App, BlockAction, BlockElementAction, MessageShortcut, ViewOutput, ViewSubmitAction } from '@slack/bolt'
import type { ModalView, WebClient } from '@slack/web-api'
import type { RoomId } from '../../club/keys.ts'
import { parseActionId } from '../action.ts'
import type { Form } from '../card.ts'
import type { Answers } from '../command.ts'
import type { Log } from '../log.ts'
import { type Inbound, type Pending, type Reply, UNNAMED } from '../platform.ts'
import { type Answer, immediate, readSpot, type Spot } from './answer.ts'
import type { Identity } from './bolt-app.ts'
import { commandText, mentioned } from './decode.ts'
import { loggable, slackCode } from './failure.ts'
import type { FileOf } from './files.ts'
import { filledOf, formView, loadingView, problemView } from './form-view.ts'
import { instantOf, threadEvent } from './heard.ts'
import { inPortTerms, wordsOf } from './in-port-terms.ts'
import type { People } from './people.ts'
import { againView, doneView, problemText, typedBlocks } from './submitted-view.ts'

export interface Door {
  inbound: Inbound
  client: WebClient
  me: Identity
  people: People
  answer: Answer
  fileOf: FileOf
  /** Without the right to read files Slack opens no form that asks for some: it opens without them then. */
  mayReadFiles(): boolean
  /** Lets work go on after Slack has been acknowledged; a stop waits for it. */
  later(work: Promise<void>): void
  log: Log
}

/** Slack wants an answer within three seconds; we give one within one. */
const SOON_MS = 800

export function listen(app: App, door: Door): void {
  const { inbound, me, people, answer, fileOf, later } = door
  const roomOf = (channel: string): RoomId => `slack:${me.team}:${channel}`
  const whereOf = (channel: string, trigger: string) => ({ room: roomOf(channel), interaction: `slack:${trigger}` })

  app.command(/^\//, async ({ command, ack }) => {
    const spot: Spot = { channel: command.channel_id, user: command.user_id, responseUrl: command.response_url }
    const call = (async () => {
      const caller = await people.caller(command.user_id, command.user_name)
      const text = commandText(command.text ?? '', people.account)
      return inbound.runText({ ...whereOf(command.channel_id, command.trigger_id), caller, text })
    })()
    for (const user of mentioned(command.text ?? '')) people.introduce(user)
    const soon = await within(call.then(settled), SOON_MS)
    const body = soon ? immediate(soon.answers, soon.reply) : undefined
    const told = await acknowledged(() => (body ? ack(body) : ack()))
    if (!body || !told) later(call.then((pending) => bring(door, command.trigger_id, spot, pending)))
  })

  app.action<BlockAction>({ type: 'block_actions' }, async ({ body, action, ack }) => {
    await ack()
    const spot = spotOf(body)
    if (!spot || !parseActionId(action.action_id)) return
    later(
      (async () => {
        const caller = await people.caller(body.user.id, body.user.name)
        const where = { ...whereOf(spot.channel, body.trigger_id), caller }
        const click = { ...where, action: action.action_id, values: chosen(action) }
        await bring(door, body.trigger_id, spot, inbound.act(click))
      })(),
    )
  })

  app.view<ViewSubmitAction>({ type: 'view_submission' }, async ({ body, view, ack }) => {
    const spot = readSpot(view.private_metadata)
    if (!spot) return ack()
    const caller = await people.caller(body.user.id, body.user.name)
    const filled = filledOf(view.state, fileOf)
    const result = inbound.submit({
      ...whereOf(spot.channel, body.trigger_id),
      caller,
      action: view.callback_id,
      ...filled,
    })
    const inputs = Object.keys({ ...filled.fields, ...filled.files })
    if ('errors' in result) return ack({ response_action: 'errors', errors: placed(result.errors, inputs) })
    const soon = await within(result.reply, SOON_MS)
    const [input] = inputs
    if (soon?.kind === 'problem' && input !== undefined) {
      // The form stays open as it is, with everything that was typed and chosen.
      return ack({ response_action: 'errors', errors: { [input]: problemText(soon.card) } })
    }
    if (soon) {
      await acknowledged(() => ack())
      return later(answer(spot, result.answers, soon, 'call'))
    }
    const isOpen = await acknowledged(() => ack({ response_action: 'update', view: loadingView(view.title.text) }))
    later(finish(door, spot, result, isOpen ? view : null))
  })

  app.shortcut<MessageShortcut>({ type: 'message_action' }, async ({ shortcut, ack }) => {
    await ack()
    later(
      (async () => {
        const { message, channel, user } = shortcut
        const room = roomOf(channel.id)
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
          ...whereOf(channel.id, shortcut.trigger_id),
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

  app.event('message', async ({ event }) => {
    const heard = threadEvent(event, me.botUser)
    if (heard) await inbound.heard(await inPortTerms(heard, roomOf(heard.channel), people))
  })
}

interface Outcome {
  answers: Answers
  reply: Reply
}

const settled = async (pending: Pending): Promise<Outcome> => ({ answers: pending.answers, reply: await pending.reply })

/** What a promise gives in time, else null. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  const late = Promise.withResolvers<null>()
  const timer = setTimeout(late.resolve, ms, null)
  try {
    return await Promise.race([promise, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

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

/** Brings what comes of a call or a click to where it was made. */
async function bring(door: Door, trigger: string, spot: Spot, pending: Pending): Promise<void> {
  if (pending.answers === 'form') return openForm(door, trigger, spot, pending)
  await door.answer(spot, pending.answers, await pending.reply)
}

/** Opens the modal at once, since a trigger lives three seconds: filled in when the form is there, else on its way. */
async function openForm(door: Door, trigger: string, spot: Spot, pending: Pending): Promise<void> {
  const { client, answer, log } = door
  const view = (form: Form) => formView(door.mayReadFiles() ? form : withoutFiles(form), JSON.stringify(spot))
  const soon = await within(pending.reply, SOON_MS)
  try {
    if (soon?.kind === 'form') {
      await client.views.open({ trigger_id: trigger, view: view(soon.form) })
      return
    }
    if (soon) return answer(spot, 'actor', soon)
    const loading = loadingView(pending.empty?.title ?? '')
    const { view: opened } = await client.views.open({ trigger_id: trigger, view: loading })
    const reply = await pending.reply
    if (!opened?.id) return
    const filled = reply.kind === 'form' ? view(reply.form) : problemView(reply.card)
    await client.views.update({ view_id: opened.id, ...(opened.hash ? { hash: opened.hash } : {}), view: filled })
  } catch (error) {
    // The person closed the modal before it was filled in.
    if (slackCode(error) === 'not_found') return
    log.warn(loggable(error), 'A form could not be opened in Slack')
    await answer(spot, 'actor', { kind: 'problem', card: NOT_OPENED })
  }
}

/** Brings what comes of a form that took long: what went wrong into the form itself, with all that was typed. */
async function finish(door: Door, spot: Spot, pending: Pending, submitted: ViewOutput | null): Promise<void> {
  const reply = await pending.reply
  const show = async (view: ModalView) => {
    if (!submitted) return false
    try {
      await door.client.views.update({ view_id: submitted.id, view })
      return true
    } catch (error) {
      // The person closed the modal meanwhile.
      if (slackCode(error) !== 'not_found') door.log.warn(loggable(error), 'A form could not be shown again in Slack')
      return false
    }
  }
  if (reply.kind !== 'problem') {
    await door.answer(spot, pending.answers, reply, 'call')
    if (reply.kind === 'card') await show(doneView(reply.card))
    return
  }
  if (submitted && (await show(againView(submitted, reply.card)))) return
  const typed = submitted ? typedBlocks(submitted) : []
  const card = { ...reply.card, blocks: [...reply.card.blocks, ...typed] }
  await door.answer(spot, pending.answers, { kind: 'problem', card }, 'call')
}

function withoutFiles(form: Form): Form {
  return { ...form, inputs: form.inputs.filter(({ kind }) => kind !== 'file') }
}

const NOT_OPENED = {
  title: 'The form did not open',
  blocks: [{ kind: 'text' as const, text: 'Slack did not take it in time. Nothing was lost: please try again.' }],
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
