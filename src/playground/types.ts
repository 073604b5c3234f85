/** The playground's own words: what its two chats show the page and tests, and what may be done in them. */

export type ChatName = 'discord' | 'slack'

/** A local chat server that the bot's real client logs in to. */
export interface LocalChat {
  readonly name: ChatName
  /** Environment variables that point a bot at this chat: tokens and base URL. */
  readonly env: Readonly<Record<string, string>>
  /** The bot's rooms in this chat, as `CLUB_ROOMS` names them. */
  readonly rooms: readonly string[]
  state(): ChatState
  /** Does what a person would do. Resolves once the bot has answered for the first time, or 3 s have passed. */
  act(act: Act): Promise<ActResult>
  stop(): Promise<void>
}

export interface ChatState {
  /** The server's or workspace's name. */
  name: string
  /** Whether a bot is logged in and listening. */
  connected: boolean
  bot: { id: string; name: string }
  personas: Persona[]
  channels: ChannelView[]
  /** Servers and workspaces that the bot may be asked into, beside the one that it is in from the beginning. */
  others?: ServerView[]
  /** Everyone's conversation with the bot, begun or not. */
  directs?: ChannelView[]
  /** Discord: events of its servers, those that are over among them. */
  events?: EventView[]
  /** Root commands that the box completes: Discord's as registered, Slack's as configured. */
  commands: unknown[]
  modals: ModalView[]
  /** Slack: what the bot shows people on its Home. */
  homes?: HomeView[]
}

export interface Persona {
  id: string
  name: string
  admin: boolean
}

export interface ServerView {
  id: string
  name: string
  /** Whether the bot is in it; `unavailable`: it is, and the server is down. */
  bot: 'in' | 'out' | 'unavailable'
  personas: Persona[]
  channels: ChannelView[]
}

/** `text`: what is said of it. `interested`: personas. */
export interface EventView {
  id: string
  server: string
  name: string
  text: string
  start: string
  end: string
  place: string
  state: 'to come' | 'now' | 'over' | 'cancelled'
  interested: string[]
}

export interface ChannelView {
  id: string
  name: string
  /** What is special about it: no word for an ordinary text channel that everyone sees. */
  kind?: 'announcement' | 'forum' | 'voice' | 'private' | 'direct'
  /** Slack: whether the bot is in it; on Discord it is in every channel of its server. */
  bot?: boolean
  /** Whose conversation with the bot it is. */
  persona?: string
  messages: MessageView[]
  threads: ThreadView[]
}

export interface ThreadView {
  id: string
  /** The message it hangs on. */
  parent: string
  name: string
  archived: boolean
  messages: MessageView[]
}

export interface MessageView {
  id: string
  author: { id: string; name: string; bot: boolean }
  /** ISO instants by the playground's clock. */
  at: string
  editedAt: string | null
  /** Plain content (Discord content, Slack top-level text). */
  text: string
  /** As the bot sent it: Discord's components and embeds, Slack's blocks. */
  components: unknown[]
  /** What people sent with it. */
  files: { name: string; size: number }[]
  /** Discord's flag IS_COMPONENTS_V2. */
  componentsV2: boolean
  reactions: { emoji: string; by: string[] }[]
  /** Persona who alone sees it; null: everyone. */
  onlyFor: string | null
  /** `thinking`: deferred, not yet answered. `failed`: no answer within 3 s. */
  state: 'sent' | 'thinking' | 'failed'
  /** The command that it answers, as people see it above the answer: `Ada used /paper week`. */
  answering: { persona: string; command: string } | null
}

export interface ModalView {
  id: string
  /** Persona who has it open. */
  persona: string
  /** Where it was opened: in the pane of a thread, or in the channel. */
  from?: { channel: string; thread: string | null }
  /** Discord's modal data or Slack's view, as the bot sent it. */
  view: unknown
  /** Slack: field errors of the last submission by block id. */
  errors: Record<string, string>
}

/** The bot's page for one person alone. `view`: Slack's, as the bot published it. */
export interface HomeView {
  id: string
  persona: string
  /** Their conversation with the bot: where it answers what is pressed there. */
  channel: string
  view: unknown
}

/** A file that a person sends. */
export interface FileSent {
  name: string
  /** Its media type; may be empty. */
  type: string
  base64: string
}

/** What a person does. Ids are the chat's own. */
export type Act = { persona: string } /** `answers`: Discord only, the message that it is an answer to. */ & (
  | { do: 'say'; channel: string; thread?: string; text: string; files?: FileSent[]; answers?: string }
  | { do: 'edit'; channel: string; message: string; text: string }
  | { do: 'delete'; channel: string; message: string }
  | { do: 'react'; channel: string; message: string; emoji: string; remove?: boolean }
  /**
   * `/paper find sparse attention tag:nlp`: Discord takes options as `name:value`, the last may hold spaces, and files for
   * those that ask for one, by option.
   */
  | { do: 'command'; channel: string; text: string; files?: Record<string, FileSent> }
  /** What is offered for the text typed so far. Slack: in a menu of a modal. */
  | { do: 'complete'; channel: string; text: string; modal?: string; control?: string }
  /** `thread`: the thread's pane in which it is done; none: the channel, or the thread that the message stands in. */
  | { do: 'click'; channel: string; message: string; thread?: string; control: string }
  | { do: 'select'; channel: string; message: string; thread?: string; control: string; values: string[] }
  | { do: 'submit'; modal: string; fields: Record<string, string>; files?: Record<string, FileSent[]> }
  | { do: 'close'; modal: string }
  /** Slack: opens the bot's Home, or the tab beside it. */
  | { do: 'home'; tab?: 'messages' }
  /** The message menu: Discord's message command or Slack's message shortcut, by its name. */
  | { do: 'point'; channel: string; message: string; thread?: string; name: string }
  /** Asks the bot in, or out: of a server or workspace, or on Slack of a channel. */
  | { do: 'invite'; place: string }
  | { do: 'dismiss'; place: string }
  /** Discord: says that an event of the server is interesting, or takes that back. */
  | { do: 'interest'; event: string; remove?: boolean }
  /** Changes a channel as its manager may. */
  | { do: 'manage'; channel: string; change: ChannelChange }
)

export type ChannelChange =
  | { name: string }
  /** Whether only those see it who are let in. */
  | { private: boolean }
  | { delete: true }
  /** Slack only. */
  | { archived: boolean }

export interface ActResult {
  /** What the person is told when it did not work: `The application did not respond`. */
  error?: string
  /** The message that was written, or the bot's answer. */
  message?: MessageView
  modal?: ModalView
  home?: HomeView
  choices?: { name: string; value: string }[]
  /** Where the person, without looking elsewhere, saw what the bot answered to a command, a control, a form or a pointing. */
  seen?: Seen
}

/** `nowhere`: the bot answered with nothing, or with something that stands where the person was not looking. */
export type Seen = 'channel' | 'thread' | 'modal' | 'nowhere'

/** What to break next. Matches `<METHOD> <path>` of the bot's calls as a substring; `times` calls, default 1. */
export interface Fault {
  chat: ChatName
  match: string
  times?: number
  /** Answer with this status instead of doing it (429 sends Retry-After of `retryAfter` seconds). */
  status?: number
  retryAfter?: number
  /** What Retry-After says instead, with any status: a date, `1.5`; empty: there is none. What stands before a chat answers so. */
  waitSaid?: string
  /** Slack only: refuse it with this code, `restricted_action`, as Slack refuses: with status 200. */
  error?: string
  /** Discord only: whose limit a 429 says it is, default this bot's own on the route. */
  scope?: 'user' | 'global' | 'shared'
  /** Discord only: the error code in the answer, `50013`. */
  code?: number
  /** Milliseconds to wait before answering. */
  delay?: number
  /** Do it, but close the connection without an answer. */
  drop?: boolean
  /** `socket`: cut the bot's gateway or socket now. `redeliver`: send the last message event once more. */
  now?: 'socket' | 'redeliver'
}

/** What the bot tells the playground that its store holds. Votes are counted, never shown. */
export interface StoreView {
  at: string
  /** When the next pick is due, ISO; null before the first round. */
  nextPick: string | null
  sections: { title: string; rows: { key: string; value: string }[] }[]
}

/** The whole playground, as the page draws it: `GET /control/state`. */
export interface PlaygroundState {
  clock: { now: string; offsetMs: number }
  discord: ChatState
  slack: ChatState
  store: StoreView | null
  /** Counts up at every change. */
  version: number
}
