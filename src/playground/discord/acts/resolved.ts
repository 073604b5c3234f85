/** The people, channels, roles and files that an interaction names, spelled out beside it. */
import { ApplicationCommandOptionType, ComponentType } from 'discord-api-types/v10'
import type { Attachment } from '../cdn.ts'
import { type Fields, textOf } from '../json.ts'
import { botPermissions, personaPermissions } from '../permissions.ts'
import { BOT, personaOf } from '../personas.ts'
import type { Realm } from '../realm.ts'
import type { StoredChannel } from '../records.ts'
import type { TypedOption } from '../typed-command.ts'
import { channelView } from '../views/channels.ts'
import { rolesView } from '../views/guild.ts'
import { memberPart, userView } from '../views/people.ts'
import { resolvedFiles } from './attach.ts'

export function resolvedOptions(
  realm: Realm,
  persona: string,
  options: TypedOption[],
  files: readonly Attachment[],
): Fields {
  const leaves = options.flatMap(leavesOf)
  const named = (...kinds: number[]) =>
    leaves.filter(({ type }) => kinds.includes(type)).map(({ value }) => String(value))
  const { User, Mentionable, Channel, Role } = ApplicationCommandOptionType
  return resolve(realm, persona, [...named(User, Mentionable)], named(Channel), named(Role, Mentionable), files)
}

export function resolvedValues(realm: Realm, persona: string, control: Fields, values: string[]): Fields {
  switch (control.type) {
    case ComponentType.UserSelect:
      return resolve(realm, persona, values, [], [])
    case ComponentType.RoleSelect:
      return resolve(realm, persona, [], [], values)
    case ComponentType.MentionableSelect:
      return resolve(realm, persona, values, [], values)
    case ComponentType.ChannelSelect:
      return resolve(realm, persona, [], values, [])
    default:
      return {}
  }
}

function leavesOf(option: TypedOption): TypedOption[] {
  return option.options ? option.options.flatMap(leavesOf) : [option]
}

function resolve(
  realm: Realm,
  persona: string,
  people: string[],
  channels: string[],
  roles: string[],
  files: readonly Attachment[] = [],
): Fields {
  const users = people.filter((id) => id === BOT.id || personaOf(id))
  const places = channels.flatMap((id) => realm.channels.get(id) ?? [])
  const named = rolesView().filter(({ id }) => roles.includes(textOf(id)))
  if (users.length + places.length + named.length + files.length === 0) return {}
  const part = (entries: [string, Fields][]) => Object.fromEntries(entries)
  return {
    resolved: {
      ...(users.length > 0 && {
        users: part(users.map((id) => [id, userView(id)])),
        members: part(users.map((id) => [id, { ...memberPart(id), permissions: String(personaPermissions(id)) }])),
      }),
      ...(places.length > 0 && {
        channels: part(places.map((channel) => [channel.id, channelNamed(realm, persona, channel)])),
      }),
      ...(named.length > 0 && { roles: part(named.map((role) => [textOf(role.id), role])) }),
      ...(files.length > 0 && { attachments: resolvedFiles(realm, files) }),
    },
  }
}

/** With what the person and the bot may do there. */
function channelNamed(realm: Realm, persona: string, channel: StoredChannel): Fields {
  return {
    ...channelView(realm, channel),
    permissions: String(personaPermissions(persona)),
    app_permissions: String(botPermissions(channel)),
  }
}
