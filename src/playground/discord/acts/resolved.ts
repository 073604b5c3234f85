/** The people, channels, roles and files that an interaction names, spelled out beside it. */
import { ApplicationCommandOptionType, ComponentType } from 'discord-api-types/v10'
import type { Attachment } from '../cdn.ts'
import { findGuild } from '../guilds.ts'
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

/** Who names them, and in which server; none: in a conversation. */
interface Acting {
  persona: string
  guild: string
}

export function resolvedOptions(
  realm: Realm,
  who: Acting,
  options: TypedOption[],
  files: readonly Attachment[],
): Fields {
  const leaves = options.flatMap(leavesOf)
  const named = (...kinds: number[]) =>
    leaves.filter(({ type }) => kinds.includes(type)).map(({ value }) => String(value))
  const { User, Mentionable, Channel, Role } = ApplicationCommandOptionType
  return resolve(realm, who, [...named(User, Mentionable)], named(Channel), named(Role, Mentionable), files)
}

export function resolvedValues(realm: Realm, who: Acting, control: Fields, values: string[]): Fields {
  switch (control.type) {
    case ComponentType.UserSelect:
      return resolve(realm, who, values, [], [])
    case ComponentType.RoleSelect:
      return resolve(realm, who, [], [], values)
    case ComponentType.MentionableSelect:
      return resolve(realm, who, values, [], values)
    case ComponentType.ChannelSelect:
      return resolve(realm, who, [], values, [])
    default:
      return {}
  }
}

function leavesOf(option: TypedOption): TypedOption[] {
  return option.options ? option.options.flatMap(leavesOf) : [option]
}

function resolve(
  realm: Realm,
  who: Acting,
  people: string[],
  channels: string[],
  roles: string[],
  files: readonly Attachment[] = [],
): Fields {
  const users = people.filter((id) => id === BOT.id || personaOf(id))
  const places = channels.flatMap((id) => realm.channels.get(id) ?? [])
  const guild = findGuild(who.guild)
  const named = (guild ? rolesView(guild) : []).filter(({ id }) => roles.includes(textOf(id)))
  if (users.length + places.length + named.length + files.length === 0) return {}
  const part = (entries: [string, Fields][]) => Object.fromEntries(entries)
  return {
    resolved: {
      ...(users.length > 0 && {
        users: part(users.map((id) => [id, userView(id)])),
        ...(guild && { members: part(users.map((id) => [id, memberNamed(id, guild.id)])) }),
      }),
      ...(places.length > 0 && {
        channels: part(places.map((channel) => [channel.id, channelNamed(realm, who, channel)])),
      }),
      ...(named.length > 0 && { roles: part(named.map((role) => [textOf(role.id), role])) }),
      ...(files.length > 0 && { attachments: resolvedFiles(realm, files) }),
    },
  }
}

function memberNamed(id: string, guild: string): Fields {
  return { ...memberPart(id, guild), permissions: String(personaPermissions(id, guild)) }
}

/** With what the person and the bot may do there. */
function channelNamed(realm: Realm, { persona, guild }: Acting, channel: StoredChannel): Fields {
  return {
    ...channelView(realm, channel),
    permissions: String(personaPermissions(persona, guild)),
    app_permissions: String(botPermissions(realm, channel)),
  }
}
