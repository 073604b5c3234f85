/** Asks which paper is meant, and for it in a member's own words where nothing was found by what they named. */
import { UserError } from '../../club/errors.ts'
import { actionId, roomIn } from '../action.ts'
import type { Card, Form, Input } from '../card.ts'
import { notice } from './notice.ts'

/**
 * Opens that form where the error says that nothing was found, else throws it. `text`: what was typed, which is the link, or the
 * title as far as a control's id holds it. `reason`: what was typed beside it, to be copied where the id has no room for it. `arg`:
 * before both in the id.
 */
export function describeCard(
  error: unknown,
  command: string,
  { text, reason = '', arg = '' }: { text: string; reason?: string | undefined; arg?: string },
): Card {
  if (!(error instanceof UserError) || error.code !== 'not-found') throw error
  const action = actionId(command, 'describe', arg + fitting(text, reason, roomIn(command, 'describe', arg)))
  return notice(
    'Not in the library yet',
    error.message,
    ...(reason ? [{ kind: 'text' as const, text: ['You wrote: ', reason] }] : []),
    { kind: 'buttons', buttons: [{ label: 'Describe it yourself', action, style: 'primary' }] },
  )
}

/** What of both a control's id can hold: a part of an address leads nowhere, and a part of a reason is none. */
function fitting(text: string, reason: string, room: number): string {
  const plain = (one: string) => one.replaceAll(PARTED, '|').replace(/\s+/g, ' ').trim()
  const [typed, why] = [plain(text), plain(reason)]
  const what = isAddress(typed) ? whole(typed, room) : [...typed].slice(0, TITLE_IN_BUTTON).join('')
  return what + whole(why === '' ? '' : PARTED + why, room - what.length)
}

const isAddress = (text: string) => /^\S+:\/\/\S+$/.test(text)
const whole = (text: string, room: number) => (text.length <= room ? text : '')
const PARTED = '¦'
const TITLE_IN_BUTTON = 40

/** `typed`: as the control that opens it holds it. `reason`: the last input. */
export function describeForm(
  action: string,
  typed: string,
  submit: string,
  reason: Input & { kind: 'paragraph' },
): Form {
  const [what = '', why = ''] = typed.split(PARTED)
  const [title, address] = isAddress(what) ? ['', what] : [what, '']
  const line = { kind: 'line' as const, required: false, max: 500 }
  return {
    action,
    title: 'Describe the paper',
    submit,
    inputs: [
      { ...line, name: 'title', label: 'Title', required: true, ...(title ? { value: title } : {}) },
      {
        ...line,
        name: 'link',
        label: 'Link',
        hint: 'Optional. Where it can be read',
        ...(address ? { value: address } : {}),
      },
      { ...line, name: 'people', label: 'Who wrote it', hint: 'Optional. Names, parted by commas' },
      { ...reason, ...(why ? { value: why } : {}) },
    ],
  }
}

/** For a command that completes papers by its option of this name. */
export const WHICH_PAPER = {
  kind: 'completed',
  name: 'paper',
  label: 'Which paper?',
  own: 'Or one that the library lacks',
  hint: 'Its title or a part of it, a link, a DOI or an arXiv number',
  required: true,
  max: 500,
} as const satisfies Input

/** The option of that name. */
export const PAPER_OPTION = {
  kind: 'text',
  description: 'Its title, link, DOI or arXiv number',
  example: 'attention is all you need',
  required: true,
  complete: 'paper',
} as const

export const LONGEST_REASON = 300

/** Asks whoever brings a paper why. */
export function reasonInput(label: string, hint: string): Input & { kind: 'paragraph' } {
  return { kind: 'paragraph', name: 'reason', label, hint, required: false, max: LONGEST_REASON }
}
