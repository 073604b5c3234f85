import type { Act, ActResult } from '../types.ts'
import { messageView, modalView } from './chat-state.ts'
import type { Effect } from './effects.ts'
import { type Fields, fieldsOf, listOf } from './fields.ts'
import { causeAt, homeOf, openHome } from './homes.ts'
import {
  immediateAnswer,
  messageAction,
  messageShortcut,
  messageState,
  slashCommand,
  submissionAnswered,
  suggest,
  TROUBLE,
  viewAction,
  viewClosed,
  viewSubmission,
} from './interactions.ts'
import { dismissAct, inviteAct, manageAct } from './managing.ts'
import { EMOJI_NAME } from './methods/reactions.ts'
import { typedText } from './mrkdwn.ts'
import { edit, type Happened, react, remove, say, whisper } from './postings.ts'
import type { Slack } from './slack.ts'
import { ACK_WITHIN, type Ack } from './transport.ts'
import type { Cause, Message, Suggesting } from './types.ts'
import { entryProblem, findElement, uploadProblem, valuesOf, withEntry, withFiles } from './view-state.ts'
import type { View } from './views.ts'

type Of<D extends Act['do']> = Extract<Act, { do: D }>

/** Does what a person would do in Slack, and tells what the person then sees. */
export async function act(slack: Slack, grace: number, doing: Act): Promise<ActResult> {
  if (!slack.people.get(doing.persona)) return { error: `There is no persona ${doing.persona}.` }
  switch (doing.do) {
    case 'say':
      return sayAct(slack, grace, doing)
    case 'edit':
      return change(slack, doing, (message) => {
        const { text } = doing
        return edit(slack, message, { text: typedText(text, mentionable(slack)) }, doing.persona)
      })
    case 'delete':
      return change(slack, doing, (message) => remove(slack, message))
    case 'react':
      return reactAct(slack, doing)
    case 'command':
      return commandAct(slack, grace, doing)
    case 'complete':
      return doing.control === undefined ? { choices: [] } : offer(slack, { ...doing, control: doing.control })
    case 'click':
      return pressAct(slack, grace, doing, [])
    case 'select':
      return pressAct(slack, grace, doing, doing.values)
    case 'submit':
      return submitAct(slack, grace, doing)
    case 'close':
      return closeAct(slack, doing)
    case 'home':
      return homeAct(slack, grace, doing)
    case 'point':
      return pointAct(slack, grace, doing)
    case 'invite':
      return inviteAct(slack, doing)
    case 'dismiss':
      return dismissAct(slack, doing)
    case 'interest':
      return { error: 'A workspace has no events.' }
    case 'manage':
      return manageAct(slack, doing)
  }
}

async function offer(slack: Slack, asking: Suggesting): Promise<ActResult> {
  const options = await suggest(slack, asking)
  return { choices: options.map(({ text, value }) => ({ name: String(fieldsOf(text).text), value: String(value) })) }
}

/** Nobody can call an app that is not in the workspace. */
const hasApp = ({ installs, team }: Slack): boolean => installs.at(team.id) !== undefined

const mentionable = ({ people, team }: Slack): ReadonlySet<string> =>
  new Set([...people.values().map(({ id }) => id), team.bot.user])

async function sayAct(slack: Slack, grace: number, doing: Of<'say'>): Promise<ActResult> {
  const { channel, persona, text, thread, files = [], answers } = doing
  const problem = answers ? 'Slack has threads, and no answers to one message.' : cannotWrite(slack, channel, persona)
  if (problem) return { error: problem }
  if (text.startsWith('/')) {
    if (thread === undefined) return commandAct(slack, grace, { do: 'command', persona, channel, text })
    return { error: `${text.split(' ')[0]} is not supported in threads. Sorry!` }
  }
  if (text.trim() === '' && files.length === 0) return { error: 'There is nothing to send.' }
  if (thread !== undefined) {
    const parent = slack.messages.get(channel, thread)
    if (!parent || parent.thread !== undefined) return { error: 'There is no such thread.' }
  }
  const said = {
    channel,
    user: persona,
    text: typedText(text, mentionable(slack)),
    files: files.map((file) => slack.files.keep(file, persona)),
    ...(thread === undefined ? {} : { thread }),
  }
  return written(slack, say(slack, said))
}

async function reactAct(slack: Slack, doing: Of<'react'>): Promise<ActResult> {
  const message = slack.messages.get(doing.channel, doing.message)
  const problem = cannotWrite(slack, doing.channel, doing.persona)
  if (!message || problem) return { error: problem ?? GONE }
  const name = EMOJI[doing.emoji] ?? doing.emoji.replace(/^:|:$/g, '')
  if (!EMOJI_NAME.test(name)) return { error: `There is no emoji ${doing.emoji}.` }
  const mine = message.reactions.find((one) => one.name === name)?.users.includes(doing.persona) ?? false
  if (mine !== (doing.remove ?? false)) return { message: messageView(slack, message) }
  return written(slack, react(slack, message, name, doing.persona, !mine))
}

async function change(
  slack: Slack,
  doing: Of<'edit'> | Of<'delete'>,
  how: (message: Message) => Happened,
): Promise<ActResult> {
  const message = slack.messages.get(doing.channel, doing.message)
  const problem = cannotWrite(slack, doing.channel, doing.persona)
  if (!message || problem) return { error: problem ?? GONE }
  const admin = slack.people.get(doing.persona)?.admin ?? false
  if (message.user !== doing.persona && !(doing.do === 'delete' && admin)) {
    return { error: `You cannot ${doing.do} this message.` }
  }
  return written(slack, how(message))
}

async function commandAct(slack: Slack, grace: number, doing: Of<'command'>): Promise<ActResult> {
  const { channel, persona, text } = doing
  const problem = cannotWrite(slack, channel, persona)
  if (problem) return { error: problem }
  const name = text.trim().split(/\s/)[0] ?? ''
  if (doing.files) return { error: 'Commands take no files here.' }
  const command = hasApp(slack) && slack.settings.commands.find((one) => one.name === name.toLowerCase())
  const cause = { persona, channel, command: text.trim() }
  if (!command) return fail(slack, cause, `${name} is not a valid command.`)
  return answered(slack, grace, cause, async () => {
    const { ack, responseUrl } = await slashCommand(slack, cause, command, text.trim().slice(name.length).trim())
    if (!ack.ok) return fail(slack, cause, `${name} failed with the error "${commandError(ack)}"`)
    const refused = immediateAnswer(slack, cause, responseUrl, ack.body)
    return refused === undefined ? undefined : fail(slack, cause, `${name} failed with the error "${refused}"`)
  })
}

/** A press or a choice, in a message or, where `message` is the id of a modal or of a Home, in that. */
async function pressAct(
  slack: Slack,
  grace: number,
  doing: Of<'click'> | Of<'select'>,
  values: string[],
): Promise<ActResult> {
  const { persona, channel, message: id, control } = doing
  const view = slack.views.get(id) ?? homeOf(slack, persona, id)
  if (view) return pressInView(slack, grace, view, persona, control, values)
  const message = visible(slack, persona, channel, id)
  if (!message) return { error: GONE }
  const found = findElement(message.blocks ?? [], control)
  if (!found) return { error: `There is no control ${control} on this message.` }
  const [block, element] = found
  const state = withChoice(messageState(slack, persona, message), block, element, doing)
  slack.chosen.set(`${persona} ${channel}/${id}`, state)
  const cause = { persona, channel, ...paneOf(doing, message) }
  return answered(slack, grace, cause, async () => {
    const ack = await messageAction(slack, cause, message, block, element, values, state)
    return ack.ok ? undefined : { error: 'This app did not respond in time. Try again?' }
  })
}

async function pressInView(
  slack: Slack,
  grace: number,
  view: View,
  persona: string,
  control: string,
  values: string[],
): Promise<ActResult> {
  if (view.cause.persona !== persona) return { error: GONE }
  const found = findElement(listOf(view.sent.blocks), control)
  if (!found) return { error: `There is no control ${control} in this modal.` }
  const [block, element] = found
  if (element.type !== 'button') view.state = withEntry(view.state, block, element, values)
  slack.world.changed()
  if (block.type === 'input' && block.dispatch_action !== true) return { modal: modalView(slack, view) }
  const cause = viewCause(view)
  view.cause = cause
  return answered(slack, grace, cause, async () => {
    const ack = await viewAction(slack, cause, view, block, element, values)
    return ack.ok ? undefined : { error: TROUBLE }
  })
}

async function submitAct(slack: Slack, grace: number, doing: Of<'submit'>): Promise<ActResult> {
  const view = slack.views.get(doing.modal)
  if (!view || view.cause.persona !== doing.persona) return { error: GONE }
  const blocks = listOf(view.sent.blocks)
  for (const [control, text] of Object.entries(doing.fields)) {
    const found = findElement(blocks, control)
    if (!found) return { error: `There is no field ${control} in this modal.` }
    const [block, element] = found
    const chosenOf = String(element.type).endsWith('external_select') ? { ...element, options: view.offered } : element
    view.state = withEntry(view.state, block, chosenOf, valuesOf(element, text))
  }
  for (const [control, sent] of Object.entries(doing.files ?? {})) {
    const found = findElement(blocks, control)
    if (found?.[1].type !== 'file_input') return { error: `There is no file field ${control} in this modal.` }
    const [block, element] = found
    const problem = uploadProblem(element, sent)
    if (problem) return { error: problem, modal: modalView(slack, view) }
    const files = sent.map((file) => slack.files.view(slack.files.keep(file, doing.persona)))
    const entered = files.filter((file) => file !== undefined)
    view.state = withFiles(view.state, block, element, entered)
  }
  view.errors = formProblems(view, blocks)
  slack.world.changed()
  if (Object.keys(view.errors).length > 0) return { modal: modalView(slack, view) }
  const cause = viewCause(view)
  view.cause = cause
  return answered(slack, grace, cause, async () => {
    const ack = await viewSubmission(slack, cause, view)
    if (!ack.ok) return { error: TROUBLE }
    const { error } = submissionAnswered(slack, view, ack.body)
    return error === undefined ? undefined : { error }
  })
}

async function closeAct(slack: Slack, doing: Of<'close'>): Promise<ActResult> {
  const view = slack.views.get(doing.modal)
  if (!view || view.cause.persona !== doing.persona) return { error: GONE }
  const cleared = view.sent.clear_on_close === true
  if (cleared) slack.views.clear(doing.persona)
  else slack.views.close(view)
  slack.world.changed()
  if (view.sent.notify_on_close === true) await viewClosed(slack, view, cleared)
  return {}
}

async function homeAct(slack: Slack, grace: number, { persona, tab }: Of<'home'>): Promise<ActResult> {
  if (!hasApp(slack) || !slack.settings.homeTab) return { error: 'This app has no Home.' }
  const cause = causeAt(persona)
  const isHeard = slack.settings.events?.includes('app_home_opened') !== false
  if (!isHeard || tab === 'messages') {
    await openHome(slack, cause, tab ?? 'home')
    return {}
  }
  return answered(slack, grace, cause, async () => {
    const isTold = await openHome(slack, cause, 'home')
    return isTold ? undefined : { error: TROUBLE }
  })
}

async function pointAct(slack: Slack, grace: number, doing: Of<'point'>): Promise<ActResult> {
  const { persona, channel, name } = doing
  const shortcut = hasApp(slack) && slack.settings.shortcuts.find((one) => one.callbackId === name || one.name === name)
  const message = visible(slack, persona, channel, doing.message)
  if (!message || message.onlyFor !== undefined) return { error: GONE }
  if (!shortcut) return { error: `There is no shortcut ${name}.` }
  const cause = { persona, channel, ...paneOf(doing, message) }
  return answered(slack, grace, cause, async () => {
    const ack = await messageShortcut(slack, cause, shortcut, message)
    return ack.ok ? undefined : { error: `${shortcut.name} did not work: apps need to respond within 3 seconds.` }
  })
}

/** Waits for what the person sees first: what the bot shows, or that it failed. */
async function answered(
  slack: Slack,
  grace: number,
  cause: Cause,
  ask: () => Promise<ActResult | undefined>,
): Promise<ActResult> {
  const watch = slack.effects.watch(cause)
  const timer = setTimeout(watch.stop, ACK_WITHIN + grace)
  try {
    const seen = watch.seen.then((effect) => effect && resultOf(slack, effect))
    const failed = ask()
    return (await Promise.race([seen, failed.then((result) => result ?? seen)])) ?? (await failed) ?? {}
  } finally {
    clearTimeout(timer)
    watch.stop()
  }
}

function resultOf(slack: Slack, { message, view, home }: Effect): ActResult {
  return {
    ...(message ? { message: messageView(slack, message) } : {}),
    ...(message?.failed ? { error: message.text } : {}),
    ...(view ? { modal: modalView(slack, view) } : {}),
    ...(home ? { home } : {}),
  }
}

async function written(slack: Slack, happened: Happened): Promise<ActResult> {
  await happened.delivered
  const { channel, ts } = happened.message
  return { message: messageView(slack, slack.messages.get(channel, ts) ?? happened.message) }
}

function fail(slack: Slack, cause: Cause & { channel: string }, text: string): ActResult {
  return { error: text, message: messageView(slack, whisper(slack, cause, text)) }
}

function commandError(ack: Extract<Ack, { ok: false }>): string {
  return ack.reason === 'timeout' ? 'operation_timeout' : 'dispatch_failed'
}

function cannotWrite(slack: Slack, id: string, persona: string): string | undefined {
  const channel = slack.channels.get(id)
  if (!channel || !sees(slack, id, persona)) return 'There is no such channel.'
  if (channel.archived) return 'This channel is archived.'
  if (channel.direct && !slack.settings.messagesTab) return 'Sending messages to this app has been turned off.'
  return channel.members.includes(persona) ? undefined : 'You are not in this channel.'
}

/** Whether a person finds a channel at all: private ones and conversations are for who is in them. */
function sees(slack: Slack, id: string, persona: string): boolean {
  const channel = slack.channels.get(id)
  const isOpen = channel?.private !== true && channel?.direct === undefined
  return isOpen || channel?.members.includes(persona) === true
}

/** The message, where the person sees both it and its channel. */
function visible(slack: Slack, persona: string, channel: string, ts: string): Message | undefined {
  if (!sees(slack, channel, persona)) return undefined
  const whispered = slack.messages.ephemeral(channel, ts)
  return slack.messages.get(channel, ts) ?? (whispered?.onlyFor === persona ? whispered : undefined)
}

function withChoice(
  state: ReturnType<typeof messageState>,
  block: Fields,
  element: Fields,
  doing: Of<'click'> | Of<'select'>,
) {
  return doing.do === 'select' ? withEntry(state, block, element, doing.values) : state
}

/** The thread's pane in which a message is used: its thread's, or the one hanging on it, if that is open. */
function paneOf({ thread }: { thread?: string }, message: Message): { thread?: string } {
  const pane = message.thread ?? (thread === message.ts ? thread : undefined)
  return pane === undefined ? {} : { thread: pane }
}

function viewCause({ cause: { persona, channel, thread } }: View): Cause {
  return {
    persona,
    ...(channel === undefined ? {} : { channel }),
    ...(thread === undefined ? {} : { thread }),
  }
}

function formProblems(view: View, blocks: Fields[]): Record<string, string> {
  const problems: Record<string, string> = {}
  for (const block of blocks.filter((one) => one.type === 'input')) {
    const [, element] = findElement([block], String(block.block_id)) ?? []
    const value = element && view.state[String(block.block_id)]?.[String(element.action_id)]
    const problem = element && value ? entryProblem(block, element, value) : undefined
    if (problem !== undefined) problems[String(block.block_id)] = problem
  }
  return problems
}

const GONE = 'This is no longer there.'

const EMOJI: Record<string, string> = {
  '👍': '+1',
  '👎': '-1',
  '❤️': 'heart',
  '🎉': 'tada',
  '👀': 'eyes',
  '😂': 'joy',
  '🚀': 'rocket',
  '✅': 'white_check_mark',
  '📄': 'page_facing_up',
  '🙏': 'pray',
}
