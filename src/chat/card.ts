import type { AccountId, RoomId } from '../club/keys.ts'

/**
 * What the bot says, as data. Each platform renders it natively. A string is plain text: the renderers escape it, so that
 * no title or name can ping, format or link anything.
 */
export interface Card {
  title: string
  /** A part of the title that leads somewhere, where the chat's headings can; what leads there stands below as well. */
  titleLink?: { of: string; url: string }
  /** What it is about; chats that colour messages tell these apart. */
  about?: 'pick' | 'ballot' | 'meeting'
  blocks: Block[]
  /** Small print below everything else. */
  footer?: Rich
}

export type Block =
  | { kind: 'text'; text: Rich }
  /** Small and pale, for what many skip. */
  | { kind: 'small'; text: Rich }
  | { kind: 'fields'; fields: { name: string; value: Rich }[] }
  | { kind: 'list'; items: Rich[]; ordered?: boolean }
  /** Rows of facts under their heads; `items` say the same in lines, where a chat has no tables. */
  | { kind: 'table'; caption: string; head: string[]; rows: Cell[][]; items: Rich[]; ordered?: boolean }
  | { kind: 'link'; url: string; label: string }
  | { kind: 'divider' }
  | { kind: 'buttons'; buttons: Button[] }
  | { kind: 'select'; select: Select }
  | { kind: 'image'; url: string; alt: string }

export type Cell = string | number

export type Rich = Inline | Inline[]

export type Inline =
  | string
  | { bold: string }
  | { italic: string }
  | { code: string }
  | { link: string; label: string }
  /** Shown as the platform shows a person where the account is its own, else as the plain name. Never pings. */
  | { mention: AccountId; name: string }
  /** Drawn for the eye alone: what is read aloud leaves it out, where the chat can. */
  | { drawn: string }
  /** An instant, shown in the reader's own zone where the platform can. */
  | { time: Temporal.Instant; style: 'date' | 'moment' | 'relative' }

export type Button =
  /** `says`: what is read aloud in place of a label that says little by itself, where the chat can. */
  | { label: string; action: string; style?: 'primary' | 'danger' | 'plain'; disabled?: boolean; says?: string }
  | { label: string; url: string }

export interface Select {
  action: string
  placeholder: string
  /** How many options may be chosen at once: a menu of one, or several. */
  min: number
  max: number
  options: { label: string; value: string; hint?: string; selected?: boolean }[]
}

/** A modal: what is asked for in one go. `action` is a form's id, `command:form:arg`. */
export interface Form {
  action: string
  title: string
  submit: string
  /** Said above the inputs. */
  intro?: string
  /** 1 to 5. */
  inputs: Input[]
}

export type Input = { name: string; label: string; hint?: string; required: boolean } & (
  | { kind: 'line' | 'paragraph'; value?: string; max: number }
  /**
   * What the command's option of this name completes, or a line in the person's own words: offered for what is typed where a
   * form of the chat can do so. `own`: what the line is called where it stands apart.
   */
  | { kind: 'completed'; own: string; max: number }
  | { kind: 'choice'; value?: string; choices: { label: string; value: string }[] }
  /** Any of the choices. What is chosen is a text of their values, a line each: see {@link linesOf}. */
  | { kind: 'choices'; value?: string; choices: { label: string; value: string }[] }
  /** Files of the person's own; `most`: how many, 1 to 10. */
  | { kind: 'file'; most: number }
)

/** The values in what was chosen among several. */
export function linesOf(chosen = ''): string[] {
  return chosen.split('\n').filter((value) => value !== '')
}

/** A message that a platform holds: what it takes to edit it, link to it or open a thread on it. */
export interface MessageRef {
  room: RoomId
  message: string
}

/** The thread of a message, in its room. */
export interface ThreadRef {
  room: RoomId
  thread: string
}
