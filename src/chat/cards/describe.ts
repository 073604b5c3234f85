/** Asks which paper is meant, and for it in a member's own words where nothing was found by what they named. */
import { UserError } from '../../club/errors.ts'
import { actionId } from '../action.ts'
import type { Card, Form, Input } from '../card.ts'
import { notice } from './notice.ts'

/**
 * Opens that form where the error says that nothing was found, else throws it. `text`: what was typed, which is the title as far as
 * a control's id holds it. `reason`: what was typed beside it, to be copied. `arg`: before the title in the id.
 */
export function describeCard(
  error: unknown,
  command: string,
  { text, reason = '', arg = '' }: { text: string; reason?: string | undefined; arg?: string },
): Card {
  if (!(error instanceof UserError) || error.code !== 'not-found') throw error
  const action = actionId(command, 'describe', `${arg}${fitting(text)}`)
  return notice(
    'Not in the library yet',
    error.message,
    ...(reason ? [{ kind: 'text' as const, text: ['You wrote: ', reason] }] : []),
    { kind: 'buttons', buttons: [{ label: 'Describe it yourself', action, style: 'primary' }] },
  )
}

/** An address is no title; what a control's id cannot hold is typed again. */
function fitting(text: string): string {
  if (/^\S+:\/\//.test(text.trim())) return ''
  return [...text.replace(/\s+/g, ' ').trim()].slice(0, TITLE_IN_BUTTON).join('')
}

const TITLE_IN_BUTTON = 40

/** `reason`: the last input. */
export function describeForm(action: string, title: string, submit: string, reason: Input): Form {
  const line = { kind: 'line' as const, required: false, max: 500 }
  return {
    action,
    title: 'Describe the paper',
    submit,
    inputs: [
      { ...line, name: 'title', label: 'Title', required: true, ...(title ? { value: title } : {}) },
      { ...line, name: 'link', label: 'Link', hint: 'Optional. Where it can be read' },
      { ...line, name: 'people', label: 'Who wrote it', hint: 'Optional. Names, parted by commas' },
      reason,
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
export function reasonInput(label: string, hint: string): Input {
  return { kind: 'paragraph', name: 'reason', label, hint, required: false, max: LONGEST_REASON }
}
