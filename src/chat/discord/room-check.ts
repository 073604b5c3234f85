/** Whether a channel can be a club's room: where it is, of what kind, and what the bot may do there. */
import { type APIChannel, ChannelType, type REST, Routes } from 'discord.js'
import type { RoomId } from '../../club/keys.ts'
import type { RoomCheck } from '../platform.ts'
import { NEEDED_PERMISSIONS, type NeededPermission } from './asks.ts'
import { isApiError, UNKNOWN_CHANNEL } from './failure.ts'
import { placeOf } from './ids.ts'
import { lackingIn } from './lacking.ts'

const MISSING_ACCESS = 50001
const NOT_A_SNOWFLAKE = 50035

/** In Discord's own words, as its settings show them. */
const NEEDED: Readonly<Record<NeededPermission, string>> = {
  ViewChannel: 'View Channel',
  SendMessages: 'Send Messages',
  CreatePublicThreads: 'Create Public Threads',
  SendMessagesInThreads: 'Send Messages in Threads',
  ReadMessageHistory: 'Read Message History',
}

const COPY = 'Call the bot’s command “week” in the right channel, and copy what it says into CLUB_ROOMS.'
const GONE = `is not there. ${COPY}`
const TEXT = 'Choose an ordinary text channel.'
const VIEW =
  'cannot be seen by the bot. In the channel’s settings give it the permission View Channel; if the channel is in another server, invite the bot there.'

const KINDS = new Map<ChannelType, string>([
  [ChannelType.GuildForum, 'is a forum, where nothing can be posted but threads.'],
  [ChannelType.GuildMedia, 'is a media channel, where nothing can be posted but threads.'],
  [ChannelType.GuildVoice, 'is a voice channel, which has no threads.'],
  [ChannelType.GuildStageVoice, 'is a stage channel, which has no threads.'],
  [ChannelType.GuildAnnouncement, 'is an announcement channel, where members do not write.'],
  [ChannelType.GuildCategory, 'is a category, which holds channels and no messages.'],
  [ChannelType.PublicThread, 'is a thread, in which no further threads can be opened.'],
  [ChannelType.PrivateThread, 'is a thread, in which no further threads can be opened.'],
  [ChannelType.AnnouncementThread, 'is a thread, in which no further threads can be opened.'],
  [ChannelType.DM, 'is a conversation with one person.'],
])

export async function checkRoom(rest: REST, self: string, room: RoomId): Promise<RoomCheck | null> {
  const { guild, channel } = placeOf(room)
  let place: APIChannel
  try {
    place = (await rest.get(Routes.channel(channel))) as APIChannel
  } catch (error) {
    if (isApiError(error, UNKNOWN_CHANNEL)) return { name: null, problems: [GONE], access: 'deleted' }
    if (isApiError(error, NOT_A_SNOWFLAKE)) return { name: null, problems: [GONE] }
    if (isApiError(error, MISSING_ACCESS)) return { name: null, problems: [VIEW], access: 'outside' }
    return null
  }
  const name = place.name ? `#${place.name}` : null
  const kind = KINDS.get(place.type)
  if (kind) return { name, problems: [`${kind} ${TEXT}`] }
  if ('guild_id' in place && place.guild_id !== guild) {
    return { name, problems: [`belongs to another server than CLUB_ROOMS says. ${COPY}`] }
  }
  const lacking = await lackingIn(rest, self, room, NEEDED_PERMISSIONS)
  const names = lacking.map((permission) => NEEDED[permission])
  return {
    name,
    problems: names.length > 0 ? [`does not give the bot ${asked(names)} in the channel’s settings.`] : [],
    access: lacking.includes('ViewChannel') ? 'outside' : 'in',
  }
}

function asked(names: readonly string[]): string {
  return names.length === 1
    ? `the permission ${names[0]}. Grant it`
    : `the permissions ${names.slice(0, -1).join(', ')} and ${names.at(-1)}. Grant them`
}
