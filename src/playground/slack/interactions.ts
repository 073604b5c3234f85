import { type Fields, fieldsOf, listOf, textOf } from './fields.ts'
import { APP_ID, VERIFICATION_TOKEN } from './ids.ts'
import { rendered } from './messages.ts'
import { commandText } from './mrkdwn.ts'
import { Refusal } from './refusal.ts'
import { answer } from './respond.ts'
import type { Slack } from './slack.ts'
import { ORGANISATION } from './teams.ts'
import type { Ack } from './transport.ts'
import type { Cause, Message, MessageShortcut, SlashCommand, Suggesting } from './types.ts'
import { actionOf, findElement, initialState, type StateValues } from './view-state.ts'
import { type View, viewPayload } from './views.ts'

/** What the app is sent when a person uses it, and what its acknowledgement then does. */

type InChannel = Cause & { channel: string }

/** A person's failure to be told, in Slack's own words. */
export type Outcome = { error?: string }

export async function slashCommand(
  slack: Slack,
  cause: InChannel,
  command: SlashCommand,
  text: string,
): Promise<{ ack: Ack; responseUrl: string }> {
  const responseUrl = slack.responseUrls.issue('commands', cause)
  const ack = await slack.delivery.ask('slash_commands', {
    token: VERIFICATION_TOKEN,
    team_id: slack.team.id,
    team_domain: slack.team.domain,
    channel_id: cause.channel,
    channel_name: channelName(slack, cause.channel),
    user_id: cause.persona,
    user_name: nameOf(slack, cause.persona),
    command: command.name,
    text: commandText(text, command.escape === false, slack.people.values()),
    api_app_id: APP_ID,
    is_enterprise_install: String(isOrgWide(slack)),
    ...(isOrgWide(slack) ? { enterprise_id: ORGANISATION.id, enterprise_name: ORGANISATION.name } : {}),
    response_url: responseUrl,
    trigger_id: slack.triggers.issue(cause),
  })
  return { ack, responseUrl }
}

/** Writes the message that the acknowledgement of a command may carry. Answers Slack's error when it cannot be written. */
export function immediateAnswer(
  slack: Slack,
  cause: InChannel,
  responseUrl: string,
  body: unknown,
): string | undefined {
  const message: Fields = typeof body === 'string' ? { text: body } : fieldsOf(body)
  if (!message.text && !message.blocks && !message.attachments) return undefined
  try {
    const written = answer(slack, cause, message)
    const url = slack.responseUrls.get(new URL(responseUrl).pathname)
    if (url) url.original ??= written
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

export async function messageAction(
  slack: Slack,
  cause: InChannel,
  message: Message,
  block: Fields,
  element: Fields,
  chosen: string[],
  state: StateValues,
): Promise<Ack> {
  const ephemeral = message.onlyFor !== undefined
  const thread = threadOf(slack, message)
  return slack.delivery.ask('interactive', {
    type: 'block_actions',
    ...common(slack, cause),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: cause.channel,
      is_ephemeral: ephemeral,
      ...(thread === undefined ? {} : { thread_ts: thread }),
    },
    trigger_id: slack.triggers.issue(cause),
    channel: { id: cause.channel, name: channelName(slack, cause.channel) },
    ...(ephemeral ? {} : { message: rendered(slack.messages, message) }),
    state: { values: state },
    response_url: slack.responseUrls.issue('actions', cause, message),
    actions: [actionEntry(slack, block, element, chosen)],
  })
}

export async function viewAction(
  slack: Slack,
  cause: Cause,
  view: View,
  block: Fields,
  element: Fields,
  chosen: string[],
): Promise<Ack> {
  return slack.delivery.ask('interactive', {
    type: 'block_actions',
    ...common(slack, cause),
    container: { type: 'view', view_id: view.id },
    trigger_id: slack.triggers.issue(cause),
    view: viewPayload(slack.team, view),
    actions: [actionEntry(slack, block, element, chosen)],
  })
}

export async function messageShortcut(
  slack: Slack,
  cause: InChannel,
  shortcut: MessageShortcut,
  message: Message,
): Promise<Ack> {
  return slack.delivery.ask('interactive', {
    type: 'message_action',
    ...common(slack, cause),
    action_ts: slack.mint(),
    callback_id: shortcut.callbackId,
    trigger_id: slack.triggers.issue(cause),
    response_url: slack.responseUrls.issue('actions', cause, message),
    message_ts: message.ts,
    channel: { id: cause.channel, name: channelName(slack, cause.channel) },
    message: rendered(slack.messages, message),
  })
}

export async function viewSubmission(slack: Slack, cause: Cause, view: View): Promise<Ack> {
  return slack.delivery.ask('interactive', {
    type: 'view_submission',
    ...common(slack, cause),
    trigger_id: slack.triggers.issue(cause),
    view: viewPayload(slack.team, view),
    response_urls: [],
  })
}

export async function viewClosed(slack: Slack, view: View, cleared: boolean): Promise<Ack> {
  return slack.delivery.ask('interactive', {
    type: 'view_closed',
    ...common(slack, view.cause),
    view: viewPayload(slack.team, view),
    is_cleared: cleared,
  })
}

/** Does what the acknowledgement of a submission says. `error`: Slack could not make sense of it. */
export function submissionAnswered(slack: Slack, view: View, body: unknown): Outcome {
  const { response_action: action, errors, view: next } = fieldsOf(body)
  try {
    switch (action) {
      case undefined:
        slack.views.close(view)
        break
      case 'clear':
        slack.views.clear(view.cause.persona)
        break
      case 'update':
        show(slack, slack.views.update(view, next))
        break
      case 'push':
        show(slack, slack.views.push(next, view.cause))
        break
      case 'errors':
        return showErrors(slack, view, fieldsOf(errors))
      default:
        return { error: TROUBLE }
    }
  } catch (error) {
    if (error instanceof Refusal) return { error: TROUBLE }
    throw error
  }
  slack.world.changed()
  return {}
}

/** What the bot offers for what is typed in an external select, of a modal or a message. */
export async function suggest(slack: Slack, asking: Suggesting): Promise<Fields[]> {
  const { persona, channel = '', message: ts = '', control, text } = asking
  const view = asking.modal === undefined ? undefined : slack.views.get(asking.modal)
  const message = slack.messages.get(channel, ts) ?? slack.messages.ephemeral(channel, ts)
  const [block, element] = findElement(view ? listOf(view.sent.blocks) : (message?.blocks ?? []), control) ?? []
  if (!block || !element) return []
  const where = view ? { view } : message ? { message } : {}
  const options = await suggestions(slack, { persona, channel }, where, block, element, text)
  view?.offered.push(...options)
  return options
}

async function suggestions(
  slack: Slack,
  cause: Cause,
  where: { view?: View; message?: Message },
  block: Fields,
  element: Fields,
  text: string,
): Promise<Fields[]> {
  const { view, message } = where
  const ack = await slack.delivery.ask('interactive', {
    type: 'block_suggestion',
    ...common(slack, cause),
    action_id: element.action_id,
    block_id: block.block_id,
    value: text,
    ...(view ? { container: { type: 'view', view_id: view.id }, view: viewPayload(slack.team, view) } : {}),
    ...(message
      ? {
          container: {
            type: 'message',
            message_ts: message.ts,
            channel_id: message.channel,
            is_ephemeral: message.onlyFor !== undefined,
          },
          channel: { id: message.channel, name: channelName(slack, message.channel) },
          message: rendered(slack.messages, message),
        }
      : {}),
  })
  return ack.ok ? listOf(fieldsOf(ack.body).options) : []
}

/** What was chosen in a message's menus, starting with what the bot preselected. */
export function messageState(slack: Slack, persona: string, message: Message): StateValues {
  return initialState(message.blocks ?? [], slack.chosen.get(`${persona} ${message.channel}/${message.ts}`))
}

export const TROUBLE = 'We had some trouble connecting. Try again?'

function showErrors(slack: Slack, view: View, errors: Fields): Outcome {
  const inputs = new Set(listOf(view.sent.blocks).flatMap((block) => (block.type === 'input' ? [block.block_id] : [])))
  const entries = Object.entries(errors)
  if (entries.length === 0 || entries.some(([id, problem]) => !inputs.has(id) || textOf(problem) === undefined)) {
    return { error: TROUBLE }
  }
  view.errors = Object.fromEntries(entries.map(([id, problem]) => [id, String(problem)]))
  show(slack, view)
  slack.world.changed()
  return {}
}

function show(slack: Slack, view: View): void {
  slack.effects.tell({ cause: view.cause, persona: view.cause.persona, view })
}

/** The thread that a message stands in, or that hangs on it: Slack tells neither from the other. */
function threadOf(slack: Slack, { channel, thread, ts }: Message): string | undefined {
  return thread ?? (slack.messages.replies(channel, ts).length > 0 ? ts : undefined)
}

function actionEntry(slack: Slack, block: Fields, element: Fields, chosen: string[]): Fields {
  return {
    action_id: element.action_id,
    block_id: block.block_id,
    ...actionOf(element, chosen),
    action_ts: slack.mint(),
  }
}

function common(slack: Slack, cause: Cause): Fields {
  const name = nameOf(slack, cause.persona)
  return {
    user: { id: cause.persona, username: name, name, team_id: slack.people.get(cause.persona)?.team ?? slack.team.id },
    api_app_id: APP_ID,
    token: VERIFICATION_TOKEN,
    team: { id: slack.team.id, domain: slack.team.domain },
    enterprise: isOrgWide(slack) ? ORGANISATION : null,
    is_enterprise_install: isOrgWide(slack),
  }
}

function isOrgWide({ installs, team }: Slack): boolean {
  return installs.at(team.id)?.org === true
}

function nameOf(slack: Slack, persona: string): string {
  return slack.people.get(persona)?.name ?? persona
}

function channelName(slack: Slack, id: string): string {
  const channel = slack.channels.get(id)
  return channel?.private ? 'privategroup' : (channel?.name ?? 'unknown')
}
