/** What the app asks of a workspace: no more rights and events than are used. */
import { askedOf } from '../asked.ts'

const SCOPE_USES = {
  'channels:history':
    'To read the discussions in public channels, also what was said while it was away, and to find its own posts again.',
  'channels:join': 'To join the club’s public channel if nobody invited it.',
  'channels:read': 'To see what the club’s channel is called, and whether it can be used.',
  'chat:write': 'To post the ballot, the paper of the week and its answers.',
  'chat:write.customize':
    'To show what is said in other chats under its author’s name and picture. Without it a line says the name.',
  commands: 'To offer its command and the entries in the menu of a message.',
  'files:read': 'To read the files that organisers hand in; others are never fetched.',
  'files:write': 'To hand organisers the export of their group as a file.',
  'groups:history': 'The same as `channels:history`, in private channels that it was invited to.',
  'groups:read': 'The same as `channels:read`, in private channels that it was invited to.',
  'reactions:read':
    'To count the emoji that a comment was answered with, where it is read elsewhere. Without it they are not shown.',
  'users:read': 'To show comments and nominations with a name, and to know the workspace’s admins.',
}

const EVENT_USES = {
  'message.channels': 'Tells it of replies in a discussion’s thread, their edits and deletions, in public channels.',
  'message.groups': 'The same in private channels.',
  reaction_added: 'Tells it that somebody answered a comment with an emoji.',
  reaction_removed: 'Tells it that somebody took that back.',
  member_joined_channel: 'Tells it that it was invited to a channel, so that it says hello there once.',
  app_home_opened: 'Tells it that somebody opened its Home, so that it shows them there what is theirs.',
  channel_left: 'Tells it that it was taken out of a channel, so that it sends nothing there any more.',
  group_left: 'The same of a private channel.',
  channel_archive: 'Tells it that a channel takes no messages any more.',
  group_archive: 'The same of a private channel.',
  channel_unarchive: 'Tells it that a channel takes messages again.',
  group_unarchive: 'The same of a private channel.',
  channel_deleted: 'Tells it that a channel is gone, so that it keeps nothing of what was said there.',
  group_deleted: 'The same of a private channel.',
  app_uninstalled:
    'Tells it that it was taken out of the workspace, so that it keeps no token and posts there no more.',
  tokens_revoked: 'Tells it that its token is taken no more.',
}

export const SCOPES: readonly string[] = Object.keys(SCOPE_USES)
export const EVENTS: readonly string[] = Object.keys(EVENT_USES)
export const ASKS = [...askedOf('scope', SCOPE_USES), ...askedOf('event', EVENT_USES)]
