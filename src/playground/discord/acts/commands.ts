/** People run commands, have their options completed, and point at messages. */
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionContextType,
  InteractionType,
} from 'discord-api-types/v10'
import type { ActResult } from '../../types.ts'
import { isDirect } from '../channel-kinds.ts'
import { commandType } from '../command-limits.ts'
import { findGuild } from '../guilds.ts'
import type { Start } from '../interaction.ts'
import type { Interactions } from '../interactions.ts'
import { type Fields, fieldsOf, listOf, textOf } from '../json.ts'
import { EVERYONE, personaPermissions, personaSees } from '../permissions.ts'
import { BOT, PERSONAS } from '../personas.ts'
import { type Place, placeOf, type Realm } from '../realm.ts'
import type { StoredChannel, StoredCommand } from '../records.ts'
import { commandView } from '../routes/commands.ts'
import { type Known, parseCall, parseTyping } from '../typed-command.ts'
import { messageView } from '../views/messages.ts'
import { answerTo, visibleIn } from './answered.ts'
import { attach } from './attach.ts'
import type { Doing } from './doing.ts'
import { resolvedOptions } from './resolved.ts'

export async function runCommand(realm: Realm, interactions: Interactions, wish: Doing<'command'>): Promise<ActResult> {
  const place = placeFor(realm, wish.persona, wish.channel)
  if (!place) return { error: 'There is no such channel' }
  const given = Object.entries(wish.files ?? {})
  const attached = attach(
    realm,
    given.map(([, file]) => file),
    { place: place.id, ephemeral: true },
  )
  if ('error' in attached) return attached
  const ids = Object.fromEntries(given.map(([option], index) => [option, attached[index]?.id ?? '']))
  const typed = parseCall(wish.text, knownTo(realm, wish.persona, place), ids)
  if (typed.kind === 'error') return { error: typed.error }
  const start: Start = {
    type: InteractionType.ApplicationCommand,
    persona: wish.persona,
    place,
    command: typed.name,
    commandType: ApplicationCommandType.ChatInput,
    data: {
      ...commandData(typed.command),
      ...(typed.options.length > 0 && { options: typed.options }),
      ...resolvedOptions(realm, { persona: wish.persona, guild: place.channel.guild }, typed.options, attached),
    },
  }
  return answerTo(realm, interactions, start)
}

export async function complete(realm: Realm, interactions: Interactions, wish: Doing<'complete'>): Promise<ActResult> {
  const place = placeFor(realm, wish.persona, wish.channel)
  if (!place) return { error: 'There is no such channel' }
  const known = knownTo(realm, wish.persona, place)
  const typed = parseTyping(wish.text, known)
  if (typed.kind !== 'typing') return { choices: [] }
  if (typed.option.autocomplete !== true) return { choices: ownChoices(typed.option, typed.text, known) }
  const outcome = await interactions.start({
    type: InteractionType.ApplicationCommandAutocomplete,
    persona: wish.persona,
    place,
    command: typed.name,
    commandType: ApplicationCommandType.ChatInput,
    data: { ...commandData(typed.command), options: typed.options },
  })
  if (outcome.kind !== 'choices') return { error: 'Loading options failed', choices: [] }
  return { choices: outcome.choices.map(({ name, value }) => ({ name: textOf(name), value: String(value) })) }
}

export async function point(realm: Realm, interactions: Interactions, wish: Doing<'point'>): Promise<ActResult> {
  const seen = visibleIn(realm, wish.persona, wish.message)
  if (!seen) return { error: 'There is no such message' }
  const { message, place } = seen
  const command = commandsFor(realm, wish.persona, place, ApplicationCommandType.Message).find(
    ({ name }) => name === wish.name,
  )
  if (!command) return { error: 'Unknown application command' }
  return answerTo(realm, interactions, {
    type: InteractionType.ApplicationCommand,
    persona: wish.persona,
    place,
    command: wish.name,
    commandType: ApplicationCommandType.Message,
    target: message.id,
    data: {
      ...commandData(command),
      target_id: message.id,
      resolved: { messages: { [message.id]: messageView(realm, message, true) } },
    },
  })
}

/** What the client offers by itself: an option's fixed choices, people, channels, yes and no. */
function ownChoices(option: Fields, text: string, known: Known): { name: string; value: string }[] {
  const offered = ((): { name: string; value: string }[] => {
    switch (option.type) {
      case ApplicationCommandOptionType.Boolean:
        return ['True', 'False'].map((name) => ({ name, value: name }))
      case ApplicationCommandOptionType.User:
      case ApplicationCommandOptionType.Mentionable:
        return known.users.map(({ id, names }) => ({ name: `@${names[0] ?? ''}`, value: `<@${id}>` }))
      case ApplicationCommandOptionType.Channel:
        return known.channels.map(({ id, names }) => ({ name: `#${names[0] ?? ''}`, value: `<#${id}>` }))
      default: {
        const choices = listOf(option.choices).map(fieldsOf)
        return choices.map(({ name }) => ({ name: textOf(name), value: textOf(name) }))
      }
    }
  })()
  return offered.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()))
}

/** The place, where the person sees it. */
function placeFor(realm: Realm, persona: string, id: string): Place | undefined {
  const place = placeOf(realm, id)
  return place && personaSees(persona, place.channel) ? place : undefined
}

/** Where the bot is not, it offers nothing; in a conversation only what names that context, or none. */
function isOffered(realm: Realm, { guild, definition }: StoredCommand, channel: StoredChannel): boolean {
  if (guild !== null) return guild === channel.guild
  const contexts = Array.isArray(definition.contexts) ? definition.contexts : ALL_CONTEXTS
  if (isDirect(channel)) return contexts.includes(InteractionContextType.BotDM)
  return realm.standing(channel.guild) === 'in' && contexts.includes(InteractionContextType.Guild)
}

const ALL_CONTEXTS: unknown[] = [InteractionContextType.Guild, InteractionContextType.BotDM]

/** Commands of one kind that a persona is offered; the server's own hide global ones of the same name. */
function commandsFor(realm: Realm, persona: string, { channel }: Place, type: number): Fields[] {
  const fitting = realm.commands
    .values()
    .filter((command) => isOffered(realm, command, channel))
    .filter(({ definition }) => commandType(definition) === type)
    .filter(({ definition }) => {
      const needed = definition.default_member_permissions
      if (typeof needed !== 'string') return true
      const has = personaPermissions(persona, channel.guild)
      const isAdmin = has !== EVERYONE
      return isAdmin || (needed !== '0' && (has & BigInt(needed)) === BigInt(needed))
    })
    .sort((a, b) => Number(a.guild === null) - Number(b.guild === null))
  return fitting.map(commandView)
}

function knownTo(realm: Realm, persona: string, place: Place): Known {
  const guild = findGuild(place.channel.guild)
  const people = PERSONAS.filter(({ id }) => guild?.members.includes(id) ?? id === persona)
  return {
    commands: commandsFor(realm, persona, place, ApplicationCommandType.ChatInput),
    users: [
      ...people.map(({ id, name, handle }) => ({ id, names: [name, handle] })),
      { id: BOT.id, names: [BOT.name] },
    ],
    channels: realm.channelsOf(place.channel.guild).map(({ id, name }) => ({ id, names: [name] })),
    roles: guild
      ? [...guild.roles.map(({ id, name }) => ({ id, names: [name] })), { id: guild.id, names: ['everyone'] }]
      : [],
  }
}

function commandData(command: Fields): Fields {
  const { id, name, type, guild_id: guild } = command
  return { id, name, type, ...(guild !== undefined && { guild_id: guild }) }
}
