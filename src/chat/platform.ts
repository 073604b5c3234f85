import type { Caller } from '../club/caller.ts'
import type { Shut } from '../club/closed-room.ts'
import type { AccountId, RoomId, TenantId } from '../club/keys.ts'
import type { Prose } from '../club/prose.ts'
import type { Asked } from './asked.ts'
import type { Card, Form, MessageRef, ThreadRef } from './card.ts'
import type { Answers, Command, Filled, PointedMessage } from './command.ts'
import type { RawValues } from './options.ts'
import type { SentFile } from './sent-file.ts'

/** What a chat platform offers the bot: the outward half of the port. */
export interface Platform {
  /** The first part of its rooms' and accounts' ids: `discord`, `slack`. */
  readonly name: string
  /** What it asks the chat for, for people to read. */
  readonly asks: readonly Asked[]
  /**
   * Connects, registers the commands and hands what comes in to `inbound`. Rejects with a sentence when it cannot.
   * `reconnected` is called whenever the connection was lost and is there again: what came meanwhile may not have been heard.
   */
  start(inbound: Inbound, reconnected?: () => void): Promise<void>
  /** Stops taking events, lets answers under way finish for a moment, then disconnects. */
  stop(): Promise<void>
  /**
   * For health and the start's report. `ready`: posts go out and answers come, even where `detail` names what is missing.
   * `detail` is a sentence for the operator; null when all is well.
   */
  health(): { state: 'off' | 'connecting' | 'ready' | 'failing'; detail: string | null }
  /**
   * Sends a card once. One of its controls' action ids must end in `:key` so that the post can be found again. `copy`: how many
   * posts of that key were deleted from the room before; default 0. `thread`: stands in that thread of the room.
   * Rejects with {@link ChatFailure}.
   */
  post(room: RoomId, card: Card, key: string, copy?: number, thread?: string): Promise<MessageRef>
  /** Replaces what a message shows. Rejects with {@link ChatFailure}. */
  edit(ref: MessageRef & Partial<ThreadRef>, card: Card): Promise<void>
  /** The thread of a message, opened or not: where it stands is known from the start. */
  threadOf(ref: MessageRef): ThreadRef
  /** Opens the thread of a message; one that is open already gets the name, where the bot may give it one. `name`: plain text, cut where the platform must. Rejects with {@link ChatFailure}. */
  openThread(ref: MessageRef, name: string): Promise<ThreadRef>
  /**
   * Looks for a post by its key among what the bot sent to the room, or a thread of it, since `since`. `unknown`: history cannot be
   * read. Rejects with {@link ChatFailure} where that is to be asked again later.
   */
  findPost(
    room: RoomId,
    key: string,
    since: Temporal.Instant,
    thread?: string,
  ): Promise<MessageRef | 'absent' | 'unknown'>
  /**
   * A thread as it reads now; thousands of messages at most. Rejects with {@link ChatFailure}. That may take half an hour where a
   * chat allows no more: so what is handed to `hear` as it comes is not in the result again.
   */
  readThread(thread: ThreadRef, hear?: (said: Heard[]) => Promise<void>): Promise<ThreadReading>
  /** An address where the picture stands that somebody shows; null where they show none. Never rejects: who is not known shows none. */
  picture(account: AccountId): Promise<string | null>
  /** The emoji that a message was answered with, in the chat's own order. Rejects with {@link ChatFailure}. */
  reactions(ref: MessageRef & ThreadRef): Promise<Reaction[]>
  /** A link that jumps to a message, to one in a thread, or to a thread; null when there is none. Never rejects. */
  link(ref: MessageRef | ThreadRef | (MessageRef & ThreadRef)): Promise<string | null>
  /** How many messages it takes a second in all its rooms; null: as many as there are rooms, each at its own pace. */
  readonly perSecond: number | null
  /** What is said elsewhere, in this chat's threads. */
  readonly copies: Copies
  /** Events of its servers; a chat without such has none. */
  readonly events?: Events
  /** Pages of people's own; a chat without such has none. */
  readonly pages?: Pages
  /** Where somebody adds the bot to a server or workspace of theirs; null where only whoever runs it can. */
  installLink?(): string | null
  /** A link that leads to a room. */
  roomLink(room: RoomId): string
  /** The room of a conversation with one person alone: what is posted there, only they see. */
  roomWith(account: AccountId): RoomId
  /** Sends somebody a file in a conversation with them alone, with a line beside it. Rejects with {@link ChatFailure}. */
  hand(account: AccountId, file: OwnFile, says: string): Promise<void>
  /** Whether a room can be used as a club’s. Null where that cannot be found out now. Never rejects. */
  checkRoom(room: RoomId): Promise<RoomCheck | null>
  /**
   * Whether someone decides what a room is for, without being an admin of the whole server: who may manage the channel, or made
   * it. Never rejects: whoever is not known to may not.
   */
  manages(room: RoomId, account: AccountId): Promise<boolean>
  /** Whether someone is in none of these rooms' servers or workspaces any more. Never rejects: while that is not known, they are there. */
  hasLeft(account: AccountId, rooms: readonly RoomId[]): Promise<boolean>
  /** Who does so, admins included, in the chat's own words: `members with the permission Manage Channels`. */
  readonly managers: string
}

/** A date as the chat's own calendar shows it. `about`: plain lines. `place`: null where it has none besides the room. */
export interface ShownDate {
  at: Temporal.Instant
  end: Temporal.Instant
  name: string
  about: readonly string[]
  place: string | null
}

/** Dates of a server or workspace that the chat itself shows, and asks people whether they are interested. All reject with {@link ChatFailure}. */
export interface Events {
  /** Shows a date once; gives back by what it is known from then on. */
  create(room: RoomId, date: ShownDate): Promise<string>
  /** Fails with `missing` where it is over, or somebody has taken it away. */
  edit(room: RoomId, event: string, date: ShownDate): Promise<void>
  /** As above. */
  cancel(room: RoomId, event: string): Promise<void>
  /** Looks for one that the bot may have made for the room at that time. */
  find(room: RoomId, at: Temporal.Instant): Promise<string | 'absent'>
  /** Who says that they are interested. */
  interested(room: RoomId, event: string): Promise<{ account: AccountId; name: string }[]>
}

/** Pages that people have with the bot: what {@link Inbound.home} shows, and what they do there. */
export interface Pages {
  /** What lives in these rooms has changed: whoever has their page open there is shown it anew, soon. */
  stale(rooms: readonly RoomId[]): void
  /** Whether someone is in one of these rooms; null where that cannot be found out now. Never rejects. */
  isIn(account: AccountId, rooms: readonly RoomId[]): Promise<boolean | null>
}

/** A comment of another room, as a thread shows it. */
export interface Copy {
  author: string
  /** An address where its author's picture stands; what is shown already keeps its own. */
  picture?: string | null
  /** The chat that it was written in, as people write it. */
  chat: string
  /** A link to the comment itself, which the copy bears: by it the copy is found again. */
  original: string
  prose: Prose
  /** What was answered to the comment with emoji. */
  reactions: readonly Reaction[]
}

/** `sign`: the character of an emoji, or the name of one that has none, `:parrot:`. */
export interface Reaction {
  sign: string
  count: number
}

/** A copy that stands somewhere. `named`: it bears its author's name as its own, else a line says it. */
export type Posted = MessageRef & { named: boolean }
export type CopyRef = Posted & ThreadRef

/** Comments of other rooms in a chat's threads. They ping nobody, and are never heard. All reject with {@link ChatFailure}. */
export interface Copies {
  /** Milliseconds that a channel wants between messages where there are many. */
  readonly pace: number
  post(thread: ThreadRef, copy: Copy): Promise<Posted>
  edit(ref: CopyRef, copy: Copy): Promise<void>
  remove(ref: CopyRef): Promise<void>
  /** Looks for a copy by its original among what the bot sent to the thread since `since`. `unknown`: it cannot be read. */
  find(thread: ThreadRef, original: string, since: Temporal.Instant): Promise<Posted | 'absent' | 'unknown'>
}

/** A file of the bot's own. */
export interface OwnFile {
  name: string
  bytes: Uint8Array<ArrayBuffer>
}

export interface RoomCheck {
  /** As people write it, `#papers`; null where the chat does not tell. */
  name: string | null
  /** What is wrong with it, the room being the subject: `is a forum. Choose an ordinary text channel.` */
  problems: string[]
  /** Why the bot is shut out of it; `in`: it is not; `beside`: it is not in there, and could go in by itself. None: that is not known now. */
  access?: Exclude<Shut, 'removed' | 'revoked'> | 'in' | 'beside'
}

export interface ThreadReading {
  /** What people said, the oldest first. */
  said: Heard[]
  /** Every message that stands there, whoever it is by; null where there may be more of them than were read. */
  standing: ReadonlySet<string> | null
}

/** What a platform hands to the app: the inward half of the port. None of these methods throws or rejects but those for what happened. */
export interface Inbound {
  readonly commands: readonly Command[]
  /** A command's call. `command` is its name, `club skip`. */
  run(call: Invocation): Pending
  /** A command's call as typed text, without the root: `find sparse attention tag:nlp`. */
  runText(call: TextInvocation): Pending
  act(click: Click): Pending
  /** Field errors at once, by input name, or the answer under way. */
  submit(submission: Submission): { errors: Record<string, string> } | Pending
  point(pointing: Pointing): Pending
  /** What the page of the caller's own shows. `where`: their conversation with the bot. */
  home?(where: Where): Pending
  /**
   * Choices for the option being typed; empty when there are none, when it is late, or when anything goes wrong. Abort the
   * signal when the same person has typed on: what nobody waits for is not looked for.
   */
  complete(typing: Completion, signal?: AbortSignal): Promise<Choice[]>
  /**
   * Something was said in a room or a thread. Resolves once it is in the store, rejects when it could not be kept:
   * only then may the chat be told that it was received. What stands in no known thread is ignored.
   */
  heard(event: Heard): Promise<void>
  /** A thread or a room is gone. Resolves once nothing of what was said there is kept, rejects when that could not be done. */
  erased(event: Erased): Promise<void>
  /** Somebody answered a message with an emoji, or took that back. Rejects as above. */
  reacted?(event: Reacted): Promise<void>
  /** The bot is out of a whole server or workspace. Rejects when that could not be kept: the chat tells it again. */
  left?(event: Left): Promise<void>
  /** Where the bot is, said whenever it is connected anew. Rejects as above. */
  present?(event: Present): Promise<void>
  /** The bot is shut out of a room. Rejects when that could not be kept. */
  closed?(event: Closed): Promise<void>
  /** Something about a room has changed, so that the bot may be shut out of it now, or let in again. Rejects as above. */
  changed?(room: RoomId): Promise<void>
  /** The bot was asked in. Resolves once that is kept, rejects when it could not be: it may be told as often as one likes. */
  joined?(event: Joined): Promise<void>
  /** What someone is called, who did something before the chat said so, or was spoken of. */
  named?(account: AccountId, name: string): Promise<void>
}

export interface Where {
  room: RoomId
  /** A conversation between the caller and the bot, or with few others: `room` is in no server then, or in no channel of it. */
  direct?: true | undefined
  caller: Caller
  /** Which act of the caller's it is, `<chat>:<the chat's own id>`: the same when it is delivered again, at most 200 characters. */
  interaction: string
}

export interface Invocation extends Where {
  command: string
  values: RawValues
  /** By option. */
  files?: Readonly<Record<string, SentFile>>
}

export interface TextInvocation extends Where {
  text: string
}

export interface Click extends Where {
  action: string
  values: string[]
}

export interface Submission extends Where, Filled {
  action: string
}

export interface Pointing extends Where {
  command: string
  message: PointedMessage
}

export interface Completion extends Omit<Where, 'interaction'> {
  command: string
  option: string
  text: string
}

export interface Choice {
  label: string
  value: string
}

/** An answer under way: its visibility is known at once, its content soon. `reply` never rejects. */
export interface Pending {
  answers: Answers
  reply: Promise<Reply>
  /** With `form`: what to open when `reply` is not there within 1.5 s. */
  empty?: Form
}

/** `problem`: what went wrong, for the actor alone however the handler answers; the clicked message stays as it is. */
/** `told`: to be called once the person has the answer; never rejects. */
export type Reply =
  | { kind: 'card'; card: Card; told?: () => Promise<void> }
  | { kind: 'problem'; card: Card }
  | { kind: 'form'; form: Form }

/** A thread was deleted in the chat, or a whole room, with all that was said there. `thread`: null for the room. */
export interface Erased {
  room: RoomId
  thread: string | null
  at: Temporal.Instant
}

/**
 * The bot was taken out of a server or workspace. `removed` is the chat’s own word for it; `revoked`: only its token there is taken
 * no more, which may be by mistake.
 */
export interface Left {
  tenant: TenantId
  why: 'removed' | 'revoked'
  at: Temporal.Instant
}

/** A chat has said in which servers or workspaces the bot is. */
export interface Present {
  chat: string
  /** Whether the bot is out of one by that; of some another connection tells. */
  lacks(tenant: TenantId): boolean
}

/** The bot was taken out of one room, or the room takes no messages any more. */
export interface Closed {
  room: RoomId
  why: 'outside' | 'archived'
}

/** The bot was asked into a server, or into one channel. `room`: where it says hello; null where the chat names none. */
export interface Joined {
  into: TenantId | RoomId
  room: RoomId | null
  at: Temporal.Instant
}

/** A message event from a room. Events may come twice, late and out of order. `answers`: the message of the room that it is an answer to. */
export type Heard = { room: RoomId; thread: string; message: string } & (
  | {
      kind: 'said'
      author: { account: AccountId; name: string }
      text: string
      prose?: Prose
      answers?: string
      /** What it is answered with, where a thread is read; none: nothing. */
      reactions?: readonly Reaction[]
      at: Temporal.Instant
    }
  | { kind: 'edited'; text: string; prose?: Prose; at: Temporal.Instant; author?: { account: AccountId; name: string } }
  /** Of any message of the room. `thread` is empty where it stood in none, or the chat does not say in which. */
  | { kind: 'deleted'; at: Temporal.Instant }
)

/** A message that was answered with an emoji. `thread` as above. */
export type Reacted = MessageRef & ThreadRef

export { UNNAMED } from '../club/caller.ts'
export type { MessageRef, ThreadRef }
