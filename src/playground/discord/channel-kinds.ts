/** What may be done in which kind of channel. */
import { ChannelType } from 'discord-api-types/v10'
import type { StoredChannel } from './records.ts'

const FOR_MESSAGES: readonly number[] = [
  ChannelType.DM,
  ChannelType.GuildText,
  ChannelType.GuildVoice,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildStageVoice,
]
const FOR_THREADS: readonly number[] = [ChannelType.GuildText, ChannelType.GuildAnnouncement]
const FOR_POSTS: readonly number[] = [ChannelType.GuildForum, ChannelType.GuildMedia]

export function kindOf({ type = ChannelType.GuildText }: StoredChannel): number {
  return type
}

/** A conversation with one person, outside every server. */
export function isDirect(channel: StoredChannel): boolean {
  return kindOf(channel) === ChannelType.DM
}

/** Whether messages stand in it directly. */
export function takesMessages(channel: StoredChannel): boolean {
  return FOR_MESSAGES.includes(kindOf(channel))
}

/** Whether threads hang on its messages. */
export function takesThreads(channel: StoredChannel): boolean {
  return FOR_THREADS.includes(kindOf(channel))
}

/** A forum: it holds threads alone, each begun with its first message. */
export function takesPostsOnly(channel: StoredChannel): boolean {
  return FOR_POSTS.includes(kindOf(channel))
}

export function threadKindOf(channel: StoredChannel): number {
  return kindOf(channel) === ChannelType.GuildAnnouncement ? ChannelType.AnnouncementThread : ChannelType.PublicThread
}
