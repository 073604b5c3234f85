/** Forms as Slack's modals, and what was filled in. */
import type { KnownBlock, ModalView, PlainTextOption } from '@slack/web-api'
import { type Card, type Form, type Input, linesOf } from '../card.ts'
import type { Filled } from '../command.ts'
import type { Choice } from '../platform.ts'
import type { SentFile } from '../sent-file.ts'
import { cutText, visibleText } from '../text.ts'
import { fieldOf } from './fields.ts'
import type { FileOf } from './files.ts'
import { LIMITS } from './limits.ts'
import { isControl, render, verbatim } from './outbound.ts'

export function formView(form: Form, metadata: string): ModalView {
  const intro: KnownBlock[] = form.intro?.trim()
    ? [{ type: 'section', text: verbatim(form.intro, LIMITS.section) }]
    : []
  return {
    type: 'modal',
    callback_id: form.action,
    private_metadata: metadata,
    title: verbatim(form.title, LIMITS.viewTitle),
    submit: verbatim(form.submit, LIMITS.viewButton),
    close: verbatim('Cancel', LIMITS.viewButton),
    blocks: [...intro, ...form.inputs.slice(0, LIMITS.inputs).flatMap(inputBlock)],
  }
}

/** Shown while the form is being prepared: Slack wants a modal before a trigger runs out. */
export function loadingView(title: string): ModalView {
  return notice(title, [{ type: 'section', text: verbatim('One moment…', LIMITS.section) }])
}

/** What went wrong, in the modal that was already open. */
export function problemView(card: Card): ModalView {
  const shown = render({ ...card, title: '' }).blocks.filter((block) => !isControl(block))
  return notice(
    card.title,
    shown.length > 0 ? shown : [{ type: 'section', text: verbatim(card.title, LIMITS.section) }],
  )
}

/** A modal that only says something. */
export function notice(title: string, blocks: KnownBlock[]): ModalView {
  return {
    type: 'modal',
    title: verbatim(title, LIMITS.viewTitle),
    close: verbatim('Close', LIMITS.viewButton),
    blocks,
  }
}

/** What a submitted view holds by input name; what was left empty is an empty text, or no files. */
export function filledOf(state: unknown, fileOf: FileOf): Filled {
  const fields: Record<string, string> = Object.create(null)
  const files: Record<string, SentFile[]> = Object.create(null)
  for (const [block, elements] of entries(fieldOf(state, 'values'))) {
    const name = inputOf(block)
    const [, element] = entries(elements)[0] ?? []
    if (fieldOf(element, 'type') === 'file_input') {
      files[name] = listOf(fieldOf(element, 'files')).map(fileOf)
      continue
    }
    const several = listOf(fieldOf(element, 'selected_options')).map((option) => fieldOf(option, 'value'))
    const value =
      fieldOf(element, 'value') ?? fieldOf(fieldOf(element, 'selected_option'), 'value') ?? several.join('\n')
    // What was chosen goes before what was typed in its place.
    fields[name] ||= typeof value === 'string' ? value : ''
  }
  return { fields: { ...fields }, files: { ...files } }
}

/** What a menu offers for what was typed in it. */
export function offered(choices: readonly Choice[]): (PlainTextOption & { value: string })[] {
  return choices
    .filter(({ label, value }) => label.trim() !== '' && value !== '' && value.length <= LIMITS.optionValue)
    .slice(0, LIMITS.options)
    .map(({ label, value }) => ({ text: verbatim(label, LIMITS.optionText), value }))
}

/** Ends the name of a block whose line says what an input's menu does not offer. */
const OWN = '/own'

/** The input that a block belongs to. */
function inputOf(block: string): string {
  return block.endsWith(OWN) ? block.slice(0, -OWN.length) : block
}

function inputBlock(input: Input): KnownBlock[] {
  if (input.kind === 'completed') return completedBlocks(input)
  const element = inputElement(input)
  if (!element) return []
  return [
    {
      type: 'input',
      block_id: input.name,
      label: verbatim(input.label, LIMITS.label),
      optional: !input.required,
      element,
      ...(input.hint?.trim() ? { hint: verbatim(input.hint, LIMITS.label) } : {}),
    },
  ]
}

/** Either is enough, so that Slack can ask for neither. */
function completedBlocks({ own, max, ...input }: Extract<Input, { kind: 'completed' }>): KnownBlock[] {
  const { name, label, hint } = input
  return [
    {
      type: 'input',
      block_id: name,
      label: verbatim(label, LIMITS.label),
      optional: true,
      element: {
        type: 'external_select',
        action_id: name,
        min_query_length: 2,
        placeholder: verbatim(TYPE, LIMITS.placeholder),
      },
    },
    ...inputBlock({ kind: 'line', name: `${name}${OWN}`, label: own, ...(hint ? { hint } : {}), required: false, max }),
  ]
}

const TYPE = 'Type a part of it'

function inputElement(input: Exclude<Input, { kind: 'completed' }>) {
  switch (input.kind) {
    case 'line':
    case 'paragraph': {
      const max = Math.max(1, Math.min(input.max, LIMITS.inputText))
      const value = cutText(visibleText(input.value ?? ''), max)
      return {
        type: 'plain_text_input' as const,
        action_id: input.name,
        multiline: input.kind === 'paragraph',
        max_length: max,
        ...(value === '' ? {} : { initial_value: value }),
      }
    }
    case 'choice':
    case 'choices': {
      const options = offered(input.choices)
      if (options.length === 0) return null
      const chosen = linesOf(input.value)
      const initial = options.filter(({ value }) => chosen.includes(value))
      if (input.kind === 'choices') {
        return {
          type: 'multi_static_select' as const,
          action_id: input.name,
          options,
          ...(initial.length > 0 ? { initial_options: initial } : {}),
        }
      }
      const [first] = initial
      return {
        type: 'static_select' as const,
        action_id: input.name,
        options,
        ...(first ? { initial_option: first } : {}),
      }
    }
    case 'file':
      return {
        type: 'file_input' as const,
        action_id: input.name,
        max_files: Math.max(1, Math.min(input.most, LIMITS.inputFiles)),
      }
  }
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}
