import type { LocalChat } from '../types.ts'
import type { Fields } from './fields.ts'

/** Slack's local server, and what tests and the control server may do to it beyond what a person can. */
export interface LocalSlack extends LocalChat {
  /** The other workspace: what is seen and done there. */
  readonly second: Workspace
  /** Where it listens, `http://127.0.0.1:40123`. */
  readonly origin: string
  readonly signingSecret: string
  /** Takes over what the app's manifest configures in the real Slack. */
  configure(configuration: Configuration): void
  /** What the bot sent, the newest last, bounded. */
  requests(): ApiRequest[]
  setting(change: Setting): void
  /** Cuts every Socket Mode connection without a word. */
  cutSocket(): void
  /** Asks every Socket Mode connection to reconnect, as Slack does every few hours. */
  refreshSocket(): void
  /** Sends the last message event once more, under its own id or, as Slack sometimes does, under a new one. */
  redeliver(as?: 'same' | 'new'): Promise<void>
  /** Asks the bot for the options of an external select, of a modal or a message. */
  suggest(asking: Suggesting): Promise<Fields[]>
}

export type Workspace = Pick<LocalChat, 'name' | 'rooms' | 'state' | 'act'> & { setting(change: Setting): void }

export interface SlackOptions {
  /** Default: one that is free. */
  port?: number
  /** How events and interactions reach the bot. Default `socket`. */
  delivery?: 'socket' | { url: string }
  commands?: SlashCommand[]
  shortcuts?: MessageShortcut[]
  /** Milliseconds before each new try of an event that was not acknowledged. Default at once, 1 and 5 minutes. */
  retryDelays?: number[]
  /** Milliseconds that `act` gives the bot beyond the 3 s. Default 250. */
  grace?: number
  /** Multiplies every rate limit; `Infinity` turns them off. Default 1. */
  rate?: number
  /** False: the app is in no workspace until somebody adds it, and no token is known beforehand. Default true. */
  alone?: boolean
  /** Both workspaces belong to one organisation, to which the app can be added as a whole. Default false. */
  organisation?: boolean
  /** Seconds that tokens are good for. Default: they do not end. */
  rotation?: number
  /** History can be read once a minute of the world’s clock, 15 messages at a time. Default false. */
  limitedHistory?: boolean
}

export interface SlashCommand {
  name: string
  description: string
  usage: string
  /** Slack's should_escape: mentions and links of the text arrive marked. Default true. */
  escape?: boolean
}

export interface MessageShortcut {
  name: string
  callbackId: string
}

/** Commands and shortcuts by themselves, or an app manifest, whose events and scopes count too. */
export type Configuration = DirectConfiguration | AppManifest

export interface DirectConfiguration {
  commands?: SlashCommand[]
  shortcuts?: MessageShortcut[]
  events?: string[]
  scopes?: string[]
  redirects?: string[]
}

export interface AppManifest {
  features: unknown
  settings?: unknown
  oauth_config?: unknown
}

export interface ApiRequest {
  /** `chat.postMessage`, or `response_url`. */
  method: string
  body: Fields
  ok: boolean
  error: string | null
}

/** What an admin of the workspace, or Slack itself, changes behind the bot's back. */
export type Setting =
  | { archive: string; undo?: boolean }
  | { kick: string }
  | { invite: string }
  /** A persona joins a channel, or leaves it. */
  | { join: string; persona: string }
  | { leave: string; persona: string }
  | { scopes: string[] }
  /** Types of blocks that the workspace does not have. */
  | { lackingBlocks: string[] }
  | { deleteMessage: string; channel: string }
  | { delivery: 'socket' | { url: string } }
  | { signingSecret: string }
  | { revokeToken: boolean }
  /** Slack refuses the bot's token with this code from now on, `account_inactive`; null: it takes it again. */
  | { refuseToken: string | null }
  /** Who may post in a channel is restricted: posts of who is not `allowed` are refused with `restricted_action` or one of its kinds. */
  | { restrict: string; code?: string; allowed?: string[]; undo?: boolean }
  /** Another organisation has ended to share this channel: what was said stays, and nobody can post. */
  | { freeze: string; undo?: boolean }
  /** A channel that is made, or whose facts change. Members stay as they are unless given. */
  | { channel: string; name: string; private?: boolean; members?: string[]; shared?: Channel['shared'] }
  | { deleteChannel: string }
  /** Someone new, or what changes about someone. */
  | { person: Person }
  /** An admin takes the app out of the workspace. */
  | { uninstall: true }
  /** The app’s token there is revoked, the app stays. */
  | { revoke: true }

export interface Suggesting {
  persona: string
  /** A modal's id, or a message's in `channel`. */
  modal?: string
  channel?: string
  message?: string
  control: string
  text: string
}

/** One message as it is kept; `rendered` in messages.ts is what the API shows of it. */
export interface Message {
  channel: string
  ts: string
  user: string
  /** Sent by the app. */
  bot: boolean
  subtype?: 'bot_message' | 'tombstone' | 'channel_join'
  /** What the app called itself for this message. */
  username?: string
  /** An address of the picture that goes with that name. */
  icon?: string
  text: string
  blocks?: Fields[]
  attachments?: Fields[]
  /** Ids of what a person sent with it. */
  files?: string[]
  thread?: string
  broadcast?: boolean
  edited?: { user: string; ts: string }
  reactions: { name: string; users: string[] }[]
  metadata?: { event_type: string; event_payload: Fields }
  clientId?: string
  onlyFor?: string
  failed?: boolean
  answering?: { persona: string; command: string }
}

export interface Channel {
  id: string
  name: string
  created: number
  archived: boolean
  members: string[]
  private?: boolean
  /** The conversation between the app and this person. */
  direct?: string
  /** With another organisation, or with other workspaces of this one. */
  shared?: 'external' | 'organisation'
  /** The code that posts are refused with where who may post is restricted. */
  restricted?: string
  /** Who may post there all the same. */
  allowed?: string[]
  /** Another organisation shares it no more: nobody can post. */
  frozen?: boolean
}

/** Someone who is in at least one of the workspace's channels. */
export interface Person {
  id: string
  name: string
  realName: string
  /** Of the workspace that the person belongs to, whichever that is. */
  admin: boolean
  /** Another workspace than the playground's own: someone from outside in a shared channel. */
  team?: string
  /** The organisation that the person's workspace belongs to. */
  enterprise?: string
  /** May use the channels that they were invited to only; `single`: one channel. */
  guest?: 'multi' | 'single'
  /** The workspace does not share a channel with the person any more. */
  stranger?: boolean
  deleted?: boolean
}

/** What a person did that the bot may answer. Identity counts: effects name the cause they answer. */
export interface Cause {
  persona: string
  channel?: string
  /** The thread in whose pane it was done. */
  thread?: string
  command?: string
}
