import type { Attachment } from './cdn.ts'
import type { Fields } from './json.ts'

/** What the local Discord keeps in the world. Instants are milliseconds of the world's clock. */

export interface StoredChannel {
  id: string
  /** Its server's id; empty for a conversation with one person. */
  guild: string
  name: string
  /** Discord's number of it: 0 for text, 2 voice, 5 announcements, 15 forum; default text. */
  type?: number
  topic: string
  position: number
  /** A conversation's: the persona who has it with the bot. */
  recipient?: string
  /** Permission bits that an overwrite takes from everyone here, in decimal. */
  deniedToAll?: string
  /** Permission bits that an overwrite takes from the bot here, in decimal. */
  deniedToBot: string
  /** Those that it gives to the bot beyond its role. */
  grantedToBot: string
}

/** Whether the bot is in a server. `unavailable`: it is, and Discord has an outage there. */
export type Standing = 'in' | 'out' | 'unavailable'

export interface StoredGuild {
  id: string
  standing: Standing
  /** When the bot joined. */
  joinedAt: number
}

export interface StoredThread {
  id: string
  /** Its channel. */
  channel: string
  /** The message it hangs on, or the notice that announces it. */
  parent: string
  name: string
  owner: string
  archived: boolean
  locked: boolean
  /** Minutes without a message until it archives itself. */
  autoArchive: number
  createdAt: number
  archivedAt: number
  activeAt: number
  messageCount: number
}

/** An event of a server. `status`: as somebody left it; the clock begins and ends one besides. `interested`: people's ids. */
export interface StoredEvent {
  id: string
  guild: string
  creator: string
  name: string
  description: string
  start: number
  end: number
  location: string
  status: number
  interested: string[]
}

export interface StoredMessage {
  id: string
  /** Channel or thread. */
  channel: string
  /** A webhook's own id where one wrote it. */
  author: string
  /** The name and picture that it bears instead of its author's. */
  guise?: Guise
  type: number
  content: string
  at: number
  editedAt: number | null
  components: Fields[]
  embeds: Fields[]
  /** The bot's own. */
  attachments: Fields[]
  /** What a person sent with it. */
  files?: Attachment[]
  flags: number
  nonce: string | number | null
  pings: Pings
  reference: { channel: string; message: string | null } | null
  reactions: { emoji: Emoji; by: string[] }[]
  /** Persona who alone sees it: an ephemeral message. */
  onlyFor: string | null
  state: 'sent' | 'thinking' | 'failed'
  /** The interaction that it answers. */
  answering: Answering | null
}

/** How a webhook shows itself in one message. `avatar`: an address. `application`: whose the webhook is. */
export interface Guise {
  name: string
  avatar: string | null
  application: string | null
}

export interface StoredWebhook {
  id: string
  channel: string
  name: string
  token: string
  /** Whose application made it; null where a person did. */
  application: string | null
}

/** A nonce that the bot sent: it holds for its every channel, and longer than its message may. */
export interface StoredNonce {
  message: string
  at: number
}

/** Whom a message notifies. */
export interface Pings {
  users: string[]
  roles: string[]
  everyone: boolean
}

export interface Emoji {
  id: string | null
  name: string
}

export interface Answering {
  interaction: string
  type: number
  user: string
  /** `paper find`; null for components and modals. */
  command: string | null
  commandType: number | null
  /** The message whose component was used. */
  interacted: string | null
  /** The message that a message command was run on. */
  target: string | null
  /** Set on follow-ups: the first answer. */
  original: string | null
  /** A modal's: the interaction that opened it. */
  opener: Answering | null
}

export interface StoredCommand {
  id: string
  version: string
  /** Null: registered globally. */
  guild: string | null
  definition: Fields
}

export interface StoredInteraction {
  id: string
  token: string
  type: number
  at: number
  persona: string
  channel: string
  /** What `interaction_metadata` of its answers will say. */
  trace: Answering
  /** The message that `@original` names. */
  original: string | null
  /** Messages that its token may edit and delete. */
  messages: string[]
}

export interface StoredModal {
  id: string
  persona: string
  channel: string
  /** The message whose component opened it. */
  message: string | null
  opener: Answering
  view: Fields
}

/** What an operator may switch in the developer portal or the server's settings. */
export interface StoredSettings {
  messageContent: boolean
  oldEdits: { left: number; retryAfter: number } | null
  threadsFull: boolean
  /** Whether the bot's role may not make events. */
  eventsForbidden?: boolean
  tokenRevoked?: boolean
  /** How fast every route may be called in one place; default as each is on Discord. */
  pace?: { calls: number; window: number }
  /** Who may add the bot, and what its own install link asks for. */
  installing?: { isPublic: boolean; params: { scopes: string[]; permissions: string } | null }
  /** How many shards there shall be; one without. */
  sharding?: { recommended: number; required: number; concurrency: number; every: number }
}
