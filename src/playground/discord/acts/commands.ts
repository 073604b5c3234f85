/** People run commands, have their options completed, and point at messages. */
import { ApplicationCommandOptionType, ApplicationCommandType, InteractionType } from 'discord-api-types/v10'
import type { ActResult } from '../../types.ts'
import { commandType } from '../command-limits.ts'
import type { Start } from '../interaction.ts'
import type { Interactions } from '../interactions.ts'
import { type Fields, fieldsOf, listOf, textOf } from '../json.ts'
import { EVERYONE, personaPermissions } from '../permissions.ts'
import { ADMIN_ROLE, BOT, GUILD, PERSONAS } from '../personas.ts'
import { placeOf, type Realm } from '../realm.ts'
import { commandView } from '../routes/commands.ts'
import { type Known, parseCall, parseTyping } from '../typed-command.ts'
import { messageView } from '../views/messages.ts'
import { answerTo, visible } from './answered.ts'
import { attach } from './attach.ts'
import type { Doing } from './doing.ts'
import { resolvedOptions } from './resolved.ts'

export async function runCommand(realm: Realm, interactions: Interactions, wish: Doing<'command'>): Promise<ActResult> {
  const place = placeOf(realm, wish.channel)
  if (!place) return { error: 'There is no such channel' }
  const given = Object.entries(wish.files ?? {})
  const attached = attach(
    realm,
    given.map(([, file]) => file),
    { place: place.id, ephemeral: true },
  )
  if ('error' in attached) return attached
  const ids = Object.fromEntries(given.map(([option], index) => [option, attached[index]?.id ?? '']))
  const typed = parseCall(wish.text, knownTo(realm, wish.persona), ids)
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
      ...resolvedOptions(realm, wish.persona, typed.options, attached),
    },
  }
  return answerTo(realm, interactions, start)
}

export async function complete(realm: Realm, interactions: Interactions, wish: Doing<'complete'>): Promise<ActResult> {
  const place = placeOf(realm, wish.channel)
  if (!place) return { error: 'There is no such channel' }
  const known = knownTo(realm, wish.persona)
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
  const message = visible(realm, wish.persona, wish.message)
  const place = message && placeOf(realm, message.channel)
  if (!message || !place) return { error: 'There is no such message' }
  const command = commandsFor(realm, wish.persona, ApplicationCommandType.Message).find(
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

/** Commands of one kind that a persona is offered; the server's own hide global ones of the same name. */
function commandsFor(realm: Realm, persona: string, type: number): Fields[] {
  const fitting = realm.commands
    .values()
    .filter(({ definition }) => commandType(definition) === type)
    .filter(({ definition }) => {
      const needed = definition.default_member_permissions
      if (typeof needed !== 'string') return true
      const has = personaPermissions(persona)
      const isAdmin = has !== EVERYONE
      return isAdmin || (needed !== '0' && (has & BigInt(needed)) === BigInt(needed))
    })
    .sort((a, b) => Number(a.guild === null) - Number(b.guild === null))
  return fitting.map(commandView)
}

function knownTo(realm: Realm, persona: string): Known {
  return {
    commands: commandsFor(realm, persona, ApplicationCommandType.ChatInput),
    users: [
      ...PERSONAS.map(({ id, name, handle }) => ({ id, names: [name, handle] })),
      { id: BOT.id, names: [BOT.name] },
    ],
    channels: realm.channels.values().map(({ id, name }) => ({ id, names: [name] })),
    roles: [
      { id: ADMIN_ROLE, names: ['Organisers'] },
      { id: GUILD.id, names: ['everyone'] },
    ],
  }
}

function commandData(command: Fields): Fields {
  const { id, name, type, guild_id: guild } = command
  return { id, name, type, ...(guild !== undefined && { guild_id: guild }) }
}
