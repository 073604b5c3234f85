import type { Caller } from '../club/caller.ts'
import type { Clock } from '../club/clock.ts'
import type { AccountId, RoomId } from '../club/keys.ts'
import type { AskedFor } from '../ports/club.ts'
import type { Services } from '../ports/services.ts'
import type { Card, Form, MessageRef } from './card.ts'
import type { ArgsOf, OptionSpecs } from './options.ts'
import type { SentFile } from './sent-file.ts'

/** What every handler is given. The services are bound to the club of the caller's room. */
export interface Context {
  room: RoomId
  caller: Caller
  clock: Clock
  services: Services
  /** The root command's name, `paper`. */
  root: string
  /** Every command there is, for help. */
  commands: readonly Command[]
  /** Does what was asked before, for the same caller in the same place. */
  again(asked: AskedFor): Promise<Card>
  about: About
}

/** What whoever runs the bot tells of it. */
export interface About {
  /** A mail address or a URL; null where none is given. */
  contact: string | null
  /** Where its web is reached from outside, `https://bot.example.org`; null where it is not. */
  address: string | null
  /** Its pages, and how it is added elsewhere. */
  links: readonly { label: string; url: string }[]
}

/**
 * How a handler answers, known before it runs because a chat fixes visibility at the first answer:
 * `actor` only the caller sees it, `room` everyone does, `update` the message that was clicked changes, `page` the page of their
 * own that was clicked, `form` a modal opens.
 */
export type Answers = 'actor' | 'room' | 'update' | 'page' | 'form'

interface Answering<A extends Answers> {
  answers: A
}

/** A button's or select's handler. `values`: what was chosen in a select, empty for a button. */
export type ActionHandler =
  | (Answering<Exclude<Answers, 'form'>> & { run(context: Context, arg: string, values: string[]): Promise<Card> })
  /** `empty` is shown when `run` has not answered in time to open the modal prefilled. */
  | (Answering<'form'> & { empty(arg: string): Form; run(context: Context, arg: string): Promise<Form> })

/** What was filled into a modal, by input name: texts and choices, and the files of each file input. */
export interface Filled {
  fields: Readonly<Record<string, string>>
  files: Readonly<Record<string, readonly SentFile[]>>
}

/** A submitted modal's handler. `check` is pure and names the sentence for each field that is wrong. */
export type FormHandler = Answering<'actor' | 'room' | 'update'> & {
  check?(filled: Filled): Record<string, string>
  run(context: Context, arg: string, filled: Filled): Promise<Card>
}

/** A message that someone pointed at through the chat's own message menu. */
export interface PointedMessage {
  ref: MessageRef
  /** The thread it stands in, if it does. */
  thread: string | null
  author: { account: AccountId; name: string }
  /** Empty where it has none. */
  text: string
  files: readonly SentFile[]
  at: Temporal.Instant
}

/** An entry in the chat's message menu (Discord's Apps menu, Slack's message shortcut). */
export type MessageHandler = Answering<'actor' | 'room'> & {
  /** At most 24 characters. */
  label: string
  /** What it does with the message, a plain sentence of at most 100 characters. */
  description: string
  run(context: Context, message: PointedMessage): Promise<Card>
}

/** One subcommand, whole: everything both chats and the help page know of it follows from this object. */
export interface Command<O extends OptionSpecs = OptionSpecs> {
  /** Its words joined by a space, as its file's path: `commands/club/skip.ts` is `club skip`. */
  name: string
  /** One plain sentence of at most 100 characters. */
  description: string
  answers: 'actor' | 'room'
  /** Only organisers may call it, use its controls, send its forms and point at messages with it. */
  organisers?: true
  /**
   * Where all that is done: in a club's `room` only, because it changes the club (so it is for organisers, unless said); wherever
   * it can be told which `club` is meant (default); `anywhere`, because it needs none; or it is about the `channel` itself,
   * whosever that is.
   */
  reach?: Reach
  /** What it takes beside the work of any command, of which one server or workspace can have so many a minute. */
  costs?: 'nomination' | 'import' | 'feed'
  options: O
  /** The form that opens when it is called with nothing given, if it has one. */
  ask?: Form
  /** That form as it opens for this caller; without it as it stands, which is also shown when this is late. */
  fill?(context: Context): Promise<Form>
  run(context: Context, args: ArgsOf<O>): Promise<Card>
  actions?: Readonly<Record<string, ActionHandler>>
  forms?: Readonly<Record<string, FormHandler>>
  message?: MessageHandler
  /** What the page of their own shows that each person has with the bot, in a chat that has such pages. One command has it. */
  home?(context: Context): Promise<Card>
}

export type Reach = 'room' | 'club' | 'anywhere' | 'channel'

/** Gives a command file's object its types: `run` sees its own options' values. */
export function defineCommand<const O extends OptionSpecs>(command: Command<O>): Command<O> {
  return command
}
