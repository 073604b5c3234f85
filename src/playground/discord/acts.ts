/** What people do in the chat: each act as Discord's client lets them, or a sentence why not. */
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ComponentType,
  InteractionType,
} from 'discord-api-types/v10'
import type { Act, ActResult } from '../types.ts'
import { commandType } from './command-limits.ts'
import { flatten, isSelect } from './component-limits.ts'
import type { Interactions, Outcome, Start } from './interactions.ts'
import { type Fields, fieldsOf, listOf, textOf } from './json.ts'
import { LIMITS } from './limits.ts'
import { change, emojiOf, personaDraft, post, react, remove } from './messages.ts'
import { submissionOf } from './modal-submission.ts'
import { EVERYONE, personaPermissions } from './permissions.ts'
import { ADMIN_ROLE, BOT, GUILD, PERSONAS, personaOf } from './personas.ts'
import { type Place, placeOf, type Realm } from './realm.ts'
import type { StoredMessage, StoredModal } from './records.ts'
import { commandView } from './routes/commands.ts'
import { messageOf } from './state.ts'
import { changeThread } from './threads.ts'
import { type Known, parseCall, parseTyping, type TypedOption } from './typed-command.ts'
import { channelView, memberPart, messageView, rolesView, userView } from './views.ts'

const NO_ANSWER = 'The application did not respond'

export async function act(realm: Realm, interactions: Interactions, wish: Act): Promise<ActResult> {
  if (!personaOf(wish.persona)) return { error: 'Nobody of that id is here' }
  switch (wish.do) {
    case 'say':
      return say(realm, wish)
    case 'edit':
      return edit(realm, wish)
    case 'delete':
      return erase(realm, wish)
    case 'react':
      return addReaction(realm, wish)
    case 'command':
      return runCommand(realm, interactions, wish)
    case 'complete':
      return complete(realm, interactions, wish)
    case 'click':
    case 'select':
      return useControl(realm, interactions, wish)
    case 'submit':
      return submit(realm, interactions, wish)
    case 'close':
      realm.modals.delete(wish.modal)
      realm.world.changed()
      return {}
    case 'point':
      return point(realm, interactions, wish)
  }
}

type Doing<D extends Act['do']> = Extract<Act, { do: D }>

function say(realm: Realm, { persona, channel, thread, text }: Doing<'say'>): ActResult {
  const place = placeOf(realm, thread ?? channel)
  if (!place) return { error: 'There is no such channel' }
  if (text.trim() === '') return { error: 'There is nothing to send' }
  if (text.length > LIMITS.content) return { error: 'Your message is too long' }
  const opened = opensFor(realm, place, persona)
  if (!opened) return { error: 'This thread is locked' }
  return { message: messageOf(realm, post(realm, opened, personaDraft(persona, withMentions(text)))) }
}

/** The client turns a typed name into a mention. */
function withMentions(text: string): string {
  const people = [...PERSONAS, BOT]
  return text.replace(/(?<![\w<])@(\w+)/g, (typed, name) => {
    const person = people.find((candidate) => candidate.name === name)
    return person ? `<@${person.id}>` : typed
  })
}

function opensFor(realm: Realm, place: Place, persona: string): Place | null {
  const { thread } = place
  if (!thread) return place
  if (thread.locked && !personaOf(persona)?.admin) return null
  return thread.archived ? { ...place, thread: changeThread(realm, thread, { archived: false }) } : place
}

function edit(realm: Realm, { persona, message: id, text }: Doing<'edit'>): ActResult {
  const message = visible(realm, persona, id)
  if (!message || message.author !== persona) return { error: 'Only your own messages can be edited' }
  if (placeOf(realm, message.channel)?.thread?.archived) return { error: 'This thread is archived' }
  if (text.length > LIMITS.content) return { error: 'Your message is too long' }
  const { content, pings } = personaDraft(persona, withMentions(text))
  const edited = { ...message, content, pings, editedAt: realm.now() }
  change(realm, edited)
  return { message: messageOf(realm, edited) }
}

function erase(realm: Realm, { persona, message: id }: Doing<'delete'>): ActResult {
  const message = visible(realm, persona, id)
  if (!message) return { error: 'There is no such message' }
  // Whoever sees an ephemeral message may dismiss it.
  if (message.author !== persona && message.onlyFor !== persona && !personaOf(persona)?.admin) {
    return { error: 'Only your own messages can be deleted' }
  }
  remove(realm, message)
  return {}
}

function addReaction(realm: Realm, { persona, message: id, emoji, remove: away }: Doing<'react'>): ActResult {
  const message = visible(realm, persona, id)
  const parsed = emojiOf(emoji)
  if (!message || message.onlyFor) return { error: 'There is no such message' }
  if (!parsed) return { error: 'That is no emoji' }
  react(realm, message, parsed, persona, away !== true)
  return { message: messageOf(realm, realm.message(id) ?? message) }
}

async function runCommand(realm: Realm, interactions: Interactions, wish: Doing<'command'>): Promise<ActResult> {
  const place = placeOf(realm, wish.channel)
  if (!place) return { error: 'There is no such channel' }
  const typed = parseCall(wish.text, knownTo(realm, wish.persona))
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
      ...resolvedOf(realm, typed.options),
    },
  }
  return answerTo(realm, interactions, start)
}

async function complete(realm: Realm, interactions: Interactions, wish: Doing<'complete'>): Promise<ActResult> {
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

async function point(realm: Realm, interactions: Interactions, wish: Doing<'point'>): Promise<ActResult> {
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

async function useControl(
  realm: Realm,
  interactions: Interactions,
  wish: Doing<'click' | 'select'>,
): Promise<ActResult> {
  const message = visible(realm, wish.persona, wish.message)
  const place = message && placeOf(realm, message.channel)
  const control = message && flatten(message.components).find(({ custom_id: id }) => id === wish.control)
  if (!message || !place || !control) return { error: 'There is no such control' }
  const refused = wish.do === 'select' ? refusedSelection(control, wish.values) : refusedClick(control)
  if (refused) return { error: refused }
  return answerTo(realm, interactions, {
    type: InteractionType.MessageComponent,
    persona: wish.persona,
    place,
    message,
    command: null,
    data: {
      id: control.id,
      custom_id: wish.control,
      component_type: control.type,
      ...(wish.do === 'select' && { values: wish.values, ...resolvedValues(realm, control, wish.values) }),
    },
  })
}

function refusedClick(control: Fields): string | null {
  if (control.type !== ComponentType.Button) return 'This is not a button'
  return control.disabled === true ? 'This button is disabled' : null
}

function refusedSelection(control: Fields, values: string[]): string | null {
  if (!isSelect(control)) return 'This is not a menu'
  if (control.disabled === true) return 'This menu is disabled'
  const min = Number(control.min_values ?? 1)
  const max = Number(control.max_values ?? 1)
  if (values.length < min || values.length > max) return `Choose ${min === max ? min : `${min} to ${max}`} of these`
  if (new Set(values).size < values.length) return 'Choose each option once'
  if (control.type !== ComponentType.StringSelect) return null
  const offered = listOf(control.options).map((option) => fieldsOf(option).value)
  return values.every((value) => offered.includes(value)) ? null : 'Choose from the options of this menu'
}

async function submit(realm: Realm, interactions: Interactions, wish: Doing<'submit'>): Promise<ActResult> {
  const modal = realm.modals.get(wish.modal)
  const place = modal && placeOf(realm, modal.channel)
  if (!modal || !place || modal.persona !== wish.persona) return { error: 'That form is not open' }
  const components = submissionOf(modal.view, wish.fields)
  if ('error' in components) return { error: components.error, modal: modalView(modal) }
  const message = modal.message ? realm.message(modal.message) : undefined
  const result = await answerTo(realm, interactions, {
    type: InteractionType.ModalSubmit,
    persona: wish.persona,
    place,
    command: null,
    opener: modal.opener,
    ...(message && { message }),
    data: { custom_id: modal.view.custom_id, components },
  })
  if (result.error) return { error: 'Something went wrong. Try again.', modal: modalView(modal) }
  realm.modals.delete(modal.id)
  realm.world.changed()
  return result
}

async function answerTo(realm: Realm, interactions: Interactions, start: Start): Promise<ActResult> {
  const outcome = await interactions.start(start)
  if (outcome.kind === 'silence') return silence(realm, start)
  return resultOf(realm, outcome)
}

function resultOf(realm: Realm, outcome: Outcome): ActResult {
  switch (outcome.kind) {
    case 'message': {
      const message = realm.message(outcome.message)
      return message ? { message: messageOf(realm, message) } : {}
    }
    case 'modal': {
      const modal = realm.modals.get(outcome.modal)
      return modal ? { modal: modalView(modal) } : {}
    }
    case 'choices':
    case 'acknowledged':
      return {}
    case 'silence':
      return { error: NO_ANSWER }
  }
}

/** A command that nobody answered leaves a note that only its caller sees. */
function silence(realm: Realm, start: Start): ActResult {
  if (start.command === null) return { error: NO_ANSWER }
  const note = post(realm, start.place, {
    ...personaDraft(BOT.id, NO_ANSWER),
    onlyFor: start.persona,
    state: 'failed',
    answering: {
      interaction: '',
      type: start.type,
      user: start.persona,
      command: start.command,
      commandType: start.commandType ?? null,
      interacted: null,
      target: null,
      original: null,
      opener: null,
    },
  })
  return { error: NO_ANSWER, message: messageOf(realm, note) }
}

function visible(realm: Realm, persona: string, id: string): StoredMessage | undefined {
  const message = realm.message(id)
  return message && (message.onlyFor === null || message.onlyFor === persona) ? message : undefined
}

function modalView({ id, persona, view }: StoredModal): NonNullable<ActResult['modal']> {
  return { id, persona, view, errors: {} }
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

function resolvedOf(realm: Realm, options: TypedOption[]): Fields {
  const leaves = options.flatMap(leavesOf)
  const named = (...kinds: number[]) =>
    leaves.filter(({ type }) => kinds.includes(type)).map(({ value }) => String(value))
  const { User, Mentionable, Channel, Role } = ApplicationCommandOptionType
  return resolve(realm, [...named(User, Mentionable)], named(Channel), named(Role, Mentionable))
}

function leavesOf(option: TypedOption): TypedOption[] {
  return option.options ? option.options.flatMap(leavesOf) : [option]
}

function resolvedValues(realm: Realm, control: Fields, values: string[]): Fields {
  switch (control.type) {
    case ComponentType.UserSelect:
      return resolve(realm, values, [], [])
    case ComponentType.RoleSelect:
      return resolve(realm, [], [], values)
    case ComponentType.MentionableSelect:
      return resolve(realm, values, [], values)
    case ComponentType.ChannelSelect:
      return resolve(realm, [], values, [])
    default:
      return {}
  }
}

function resolve(realm: Realm, people: string[], channels: string[], roles: string[]): Fields {
  const users = people.filter((id) => id === BOT.id || personaOf(id))
  const places = channels.flatMap((id) => realm.channels.get(id) ?? [])
  const named = rolesView().filter(({ id }) => roles.includes(textOf(id)))
  if (users.length + places.length + named.length === 0) return {}
  const part = (entries: [string, Fields][]) => Object.fromEntries(entries)
  return {
    resolved: {
      ...(users.length > 0 && {
        users: part(users.map((id) => [id, userView(id)])),
        members: part(users.map((id) => [id, { ...memberPart(id), permissions: String(personaPermissions(id)) }])),
      }),
      ...(places.length > 0 && {
        channels: part(places.map((channel) => [channel.id, { ...channelView(realm, channel), permissions: '0' }])),
      }),
      ...(named.length > 0 && { roles: part(named.map((role) => [textOf(role.id), role])) }),
    },
  }
}
