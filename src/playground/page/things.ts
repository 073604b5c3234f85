/** What a newcomer may try, in an order that makes sense: each leads somewhere, does something, or stands ready to be sent. */
import type { ChatName, ChatState, MessageView } from '../types.ts'

export interface Thing {
  id: string
  /** What to do and what comes of it. */
  says: string
  does: Doing
}

export type Doing =
  /** Puts it into the message boxes, where Enter sends it. */
  | { kind: 'write'; text: string }
  /** Leads to the newest post that has such a control. */
  | { kind: 'see'; control: string; thread: boolean; missing: string }
  | { kind: 'next pick' }
  /** Leads to the first server that the bot may be asked into. */
  | { kind: 'elsewhere' }

export const THINGS: readonly Thing[] = [
  {
    id: 'vote',
    says: 'Vote with a number on the ballot: both counts move.',
    does: { kind: 'see', control: 'vote:toggle:', thread: false, missing: 'The ballot is not there yet.' },
  },
  {
    id: 'find',
    says: 'Look papers up. You alone see the answer.',
    does: { kind: 'write', text: '/paper find alignment' },
  },
  {
    id: 'nominate',
    says: 'Nominate a paper for the ballot.',
    does: { kind: 'write', text: '/paper nominate Magistral' },
  },
  {
    id: 'pick',
    says: 'Let the week pass: what was voted for becomes the paper of the week.',
    does: { kind: 'next pick' },
  },
  {
    id: 'talk',
    says: 'Talk in the thread of the pick: the other chat reads it.',
    does: { kind: 'see', control: ':pick.', thread: true, missing: 'This comes with the first pick.' },
  },
  {
    id: 'discuss',
    says: 'Read the whole discussion.',
    does: { kind: 'write', text: '/paper discuss' },
  },
  {
    id: 'elsewhere',
    says: 'Ask the bot into a second server.',
    does: { kind: 'elsewhere' },
  },
  { id: 'help', says: 'List all commands.', does: { kind: 'write', text: '/paper help' } },
]

/** Where a thing is found in a chat. */
export interface Post {
  channel: string
  message: string
}

/** The newest post for everyone that has a control whose id holds these characters; `thread`: once somebody can write below it. */
export function postWith(control: string, { channels }: ChatState, thread = false): Post | null {
  const has = ({ onlyFor, components }: MessageView) => onlyFor === null && JSON.stringify(components).includes(control)
  for (const { id, messages, threads } of channels) {
    const found = messages.findLast(has)
    if (found && thread && !threads.some(({ parent }) => parent === found.id)) return null
    if (found) return { channel: id, message: found.id }
  }
  return null
}

/** What the page is led to in a chat: see {@link Doing}. */
export type Lead = { chat: ChatName } & (
  | { to: 'box'; text: string }
  | { to: 'post'; post: Post; thread: boolean }
  | { to: 'place'; place: string }
)
