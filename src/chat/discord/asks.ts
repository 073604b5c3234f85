/** What the bot asks of Discord: the intents that it logs in with, and the permissions that it needs in a channel. */
import { GatewayIntentBits } from 'discord.js'
import { askedOf } from '../asked.ts'
import type { Permission } from './lacking.ts'

const INTENT_USES = {
  Guilds: 'Tells it of channels and threads.',
  GuildMessages:
    'Tells it of new messages, so that it notices replies in a discussion’s thread, their edits and deletions.',
  GuildMessageReactions:
    'Tells it that somebody answered a comment with an emoji, whose count is shown where the comment is read elsewhere.',
  MessageContent: 'To read what people write in the thread of a pick. Without it all the rest works.',
} satisfies Partial<Record<keyof typeof GatewayIntentBits, string>>

const PERMISSION_USES = {
  ViewChannel: 'To see the club’s channel.',
  SendMessages: 'To post the ballot and the paper of the week.',
  SendMessagesInThreads: 'To answer inside a discussion.',
  CreatePublicThreads: 'To open the discussion of a pick.',
  ReadMessageHistory:
    'To find its own post after a crash, not post twice, and to read what was said while it was away.',
} satisfies Partial<Record<Permission, string>>

const WELCOME_USES = {
  ManageWebhooks:
    'To show what is said in other chats under its author’s name and picture. Without it a line says the name.',
} satisfies Partial<Record<Permission, string>>

/** Nobody is asked for these before they want what they are for. */
const WANTED_USES = {
  CreateEvents: 'To show meetings among the events of the server, where an organiser switches that on.',
} satisfies Partial<Record<Permission, string>>

type Intent = keyof typeof INTENT_USES
export type NeededPermission = keyof typeof PERMISSION_USES

export const NEEDED_PERMISSIONS = Object.keys(PERMISSION_USES) as NeededPermission[]
/** Those that it can do without. */
export const WELCOME_PERMISSIONS = Object.keys(WELCOME_USES) as (keyof typeof WELCOME_USES)[]

/** The intents by their bits; without `content` all but the text of messages. */
export function intents(content: boolean): GatewayIntentBits[] {
  const names = Object.keys(INTENT_USES) as Intent[]
  return names.filter((name) => content || name !== 'MessageContent').map((name) => GatewayIntentBits[name])
}

export const ASKS = [
  ...askedOf('intent', INTENT_USES),
  ...askedOf('permission', { ...PERMISSION_USES, ...WELCOME_USES, ...WANTED_USES }),
]
