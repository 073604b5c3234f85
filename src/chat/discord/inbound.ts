/** What people do in Discord, handed to the app, and the app's answers brought back in time. */
import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIApplicationCommandInteraction,
  type APIChatInputApplicationCommandInteraction,
  type APIInteraction,
  type APIMessageApplicationCommandInteraction,
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
  ApplicationCommandType,
  ComponentType,
  InteractionResponseType,
  InteractionType,
  PermissionFlagsBits,
  type REST,
} from 'discord.js'
import type { Card } from '../card.ts'
import type { Filled } from '../command.ts'
import type { Drafts } from '../drafts.ts'
import type { Log } from '../log.ts'
import type { Choice, Inbound, Pending, Reply, Where } from '../platform.ts'
import type { SentFile } from '../sent-file.ts'
import { answer, modal } from './answer.ts'
import { caption } from './controls.ts'
import { type Corrections, createCorrections } from './corrections.ts'
import { createExchange, type Exchange, message } from './exchange.ts'
import { facts, isApiError } from './failure.ts'
import type { FileOf } from './files.ts'
import { authorOf } from './heard.ts'
import { accountId, directRoom, nameOf, placeOf, roomId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { readCall, readFocus } from './options.ts'
import { plainText } from './plain-text.ts'
import { isThread, type Threads } from './threads.ts'
import { within } from './within.ts'
import { zoneOf } from './zone.ts'

/** Milliseconds after which nobody waits for what completes a word. */
const COMPLETION = 2_500
const UNKNOWN_INTERACTION = 10062

/** Takes one interaction at a time; never rejects. */
export type Door = (interaction: APIInteraction) => Promise<void>

export function createDoor(
  inbound: Inbound,
  rest: REST,
  threads: Threads,
  fileOf: FileOf,
  log: Log,
  drafts?: Drafts,
): Door {
  const corrections = createCorrections(inbound.commands, log, drafts)
  const complete = createCompletion(inbound)

  return async (interaction) => {
    try {
      const where = await whereOf(interaction, threads)
      const exchange = createExchange(rest, interaction)
      if (interaction.type === InteractionType.ApplicationCommandAutocomplete) {
        await complete(interaction, where, exchange)
      } else if (where) {
        await take({ inbound, interaction, where, exchange, corrections, fileOf })
      } else if (interaction.type !== InteractionType.Ping) {
        await exchange.respond(message(NOT_HERE, 'actor'))
      }
    } catch (error) {
      const typing = interaction.type === InteractionType.ApplicationCommandAutocomplete
      const level = typing && isApiError(error, UNKNOWN_INTERACTION) ? 'debug' : 'warn'
      log[level]({ kind: InteractionType[interaction.type], error: facts(error) }, 'an answer did not reach Discord')
    }
  }
}

const NOT_HERE: Card = {
  title: 'Not here',
  blocks: [{ kind: 'text', text: 'Discord does not say who you are here. Please call it in the channel of a server.' }],
}

interface Taken<I extends APIInteraction = APIInteraction> {
  inbound: Inbound
  interaction: I
  where: Where
  exchange: Exchange
  corrections: Corrections
  fileOf: FileOf
}

async function take(taken: Taken): Promise<void> {
  const { interaction } = taken
  switch (interaction.type) {
    case InteractionType.Ping:
    case InteractionType.ApplicationCommandAutocomplete:
      return
    case InteractionType.ApplicationCommand:
      return takeCommand({ ...taken, interaction })
    case InteractionType.MessageComponent:
      return takeClick({ ...taken, interaction })
    case InteractionType.ModalSubmit:
      return takeForm({ ...taken, interaction })
  }
}

async function takeCommand(taken: Taken<APIApplicationCommandInteraction>): Promise<void> {
  const { inbound, interaction, where, fileOf } = taken
  if (isChatInput(interaction)) {
    const { options, resolved } = interaction.data
    const { attached, ...call } = readCall(options, resolved?.attachments)
    const files = Object.fromEntries(Object.entries(attached).map(([name, file]) => [name, fileOf(file)]))
    return give(taken, inbound.run({ ...where, ...call, files }), false)
  }
  if (isMessageMenu(interaction)) return takePointing({ ...taken, interaction })
}

async function takePointing(taken: Taken<APIMessageApplicationCommandInteraction>): Promise<void> {
  const { inbound, interaction, where, exchange, fileOf } = taken
  const { name, target_id: target, resolved } = interaction.data
  const command = inbound.commands.find((candidate) => candidate.message?.label === name)
  const pointed = resolved.messages[target]
  if (!command || !pointed) return exchange.respond(message(GONE, 'actor'))
  const pending = inbound.point({
    ...where,
    command: command.name,
    message: {
      ref: { room: where.room, message: pointed.id },
      thread: placeOf(where.room).channel === pointed.channel_id ? null : pointed.channel_id,
      author: authorOf(pointed),
      text: plainText({ ...pointed, attachments: [] }),
      files: (pointed.attachments ?? []).map(fileOf),
      at: Temporal.Instant.from(pointed.timestamp),
    },
  })
  return give(taken, pending, false)
}

const GONE: Card = {
  title: 'Not found',
  blocks: [{ kind: 'text', text: 'This entry of the menu is not known any more. Reload Discord and try again.' }],
}

async function takeClick(taken: Taken<APIMessageComponentInteraction>): Promise<void> {
  const { inbound, interaction, where, exchange, corrections } = taken
  const { custom_id: action } = interaction.data
  const reopened = await corrections.reopen(where.caller.account, action)
  if (reopened && 'card' in reopened) return exchange.respond(message(reopened.card, 'actor'))
  if (reopened) {
    await exchange.respond(modal(reopened.form))
    corrections.opened(where.caller.account, reopened.form)
    return
  }
  const values = 'values' in interaction.data ? interaction.data.values : []
  return give(taken, inbound.act({ ...where, action, values }), true)
}

async function takeForm(taken: Taken<APIModalSubmitInteraction>): Promise<void> {
  const { inbound, interaction, where, exchange, corrections, fileOf } = taken
  const { custom_id: action } = interaction.data
  const { fields, files } = filledOf(interaction, fileOf)
  const submitted = inbound.submit({ ...where, action, fields, files })
  if ('errors' in submitted) {
    const card = await corrections.refuse(where.caller.account, action, fields, submitted.errors)
    return exchange.respond(message(card, 'actor'))
  }
  const reply = submitted.reply.then(async (outcome): Promise<Reply> => {
    if (outcome.kind !== 'problem') return outcome
    return { ...outcome, card: await corrections.retry(where.caller.account, action, fields, outcome.card) }
  })
  return give(taken, { ...submitted, reply }, interaction.message !== undefined)
}

async function give(taken: Taken, pending: Pending, onMessage: boolean): Promise<void> {
  const { exchange, interaction, where, corrections } = taken
  const form = interaction.type === InteractionType.ModalSubmit
  const opened = await answer(exchange, pending, { message: onMessage, form })
  if (opened) corrections.opened(where.caller.account, opened)
}

/** Answers what is being typed, unless the same person has typed on meanwhile. */
function createCompletion(inbound: Inbound) {
  const latest = new Map<string, AbortController>()

  return async (
    interaction: APIApplicationCommandAutocompleteInteraction,
    where: Where | null,
    exchange: Exchange,
  ): Promise<void> => {
    const typing = readFocus(interaction.data.options)
    const who = where?.caller.account ?? interaction.id
    const keystroke = new AbortController()
    latest.get(who)?.abort()
    latest.set(who, keystroke)
    const { signal } = keystroke
    const choices = where && typing ? await within(inbound.complete({ ...where, ...typing }, signal), COMPLETION) : []
    if (signal.aborted) return
    // Nobody waits any more for what comes too late.
    keystroke.abort()
    latest.delete(who)
    await exchange.respond({
      type: InteractionResponseType.ApplicationCommandAutocompleteResult,
      data: { choices: fitting(choices ?? []) },
    })
  }
}

function fitting(choices: readonly Choice[]): { name: string; value: string }[] {
  const { choices: count, name, value: longest } = LIMITS.autocomplete
  const usable = choices.filter(({ value }) => value !== '' && value.length <= longest && value.isWellFormed())
  return usable.slice(0, count).map(({ label, value }) => ({ name: caption(label, name), value }))
}

function isChatInput(
  interaction: APIApplicationCommandInteraction,
): interaction is APIChatInputApplicationCommandInteraction {
  return interaction.data.type === ApplicationCommandType.ChatInput
}

function isMessageMenu(
  interaction: APIApplicationCommandInteraction,
): interaction is APIMessageApplicationCommandInteraction {
  return interaction.data.type === ApplicationCommandType.Message
}

function filledOf({ data }: APIModalSubmitInteraction, fileOf: FileOf): Filled {
  const fields: Record<string, string> = {}
  const files: Record<string, SentFile[]> = {}
  for (const row of data.components) {
    const inputs = 'component' in row ? [row.component] : 'components' in row ? row.components : []
    for (const input of inputs) {
      if (input.type === ComponentType.FileUpload) {
        files[input.custom_id] = input.values.flatMap((id) => {
          const attachment = data.resolved?.attachments?.[id]
          return attachment ? [fileOf(attachment)] : []
        })
        continue
      }
      fields[input.custom_id] = 'values' in input ? input.values.join('\n') : String(input.value ?? '')
    }
  }
  return { fields, files }
}

const ADMIN = PermissionFlagsBits.Administrator | PermissionFlagsBits.ManageGuild

/** Null where neither a member nor a person is named. In a thread the room is the channel that it hangs in. */
async function whereOf(interaction: APIInteraction, threads: Threads): Promise<Where | null> {
  const { guild_id: guild, member, channel } = interaction
  const id = channel?.id ?? interaction.channel_id
  if (id === undefined) return null
  if (guild === undefined || member === undefined) return directly(interaction, id)
  const parent = channel ? parentOf(channel) : await threads.parentOf(id)
  const { user, nick, permissions } = member
  return {
    room: roomId(guild, parent ?? id),
    interaction: `discord:${interaction.id}`,
    caller: {
      account: accountId(user.id),
      name: nameOf(user, nick),
      admin: (BigInt(permissions) & ADMIN) !== 0n,
      zone: zoneOf('locale' in interaction ? interaction.locale : undefined),
    },
  }
}

/** A conversation with one person is in no server, and nobody is an admin there. */
function directly({ id: act, user }: APIInteraction, channel: string): Where | null {
  if (!user) return null
  const caller = { account: accountId(user.id), name: nameOf(user), admin: false }
  return { room: directRoom(channel), direct: true, interaction: `discord:${act}`, caller }
}

function parentOf(channel: NonNullable<APIInteraction['channel']>): string | null {
  if (!isThread(channel.type) || !('parent_id' in channel)) return null
  return channel.parent_id ?? null
}
