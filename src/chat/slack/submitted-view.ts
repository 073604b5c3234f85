/** A form that was sent in and did not work, or took long: nobody types a text twice. */
import type { ViewOutput } from '@slack/bolt'
import type { InputBlock, ModalView } from '@slack/web-api'
import type { Block, Card } from '../card.ts'
import { cutText } from '../text.ts'
import { notice } from './form-view.ts'
import { LIMITS } from './limits.ts'
import { verbatim } from './outbound.ts'
import { plainCard } from './plain.ts'

/** What went wrong as Slack shows it below a field. */
export function problemText(card: Card): string {
  const said = plainCard({ ...card, title: '' })
  return cutText(said === '' ? plainCard(card) : said, LIMITS.fieldError)
}

/** The form once more, with what was filled in, and above it what went wrong. Files have to be chosen anew. */
export function againView(view: ViewOutput, problem: Card): ModalView {
  const kept = view.blocks.filter(({ block_id }) => block_id !== PROBLEM).map((block) => refilled(block, view))
  return {
    type: 'modal',
    callback_id: view.callback_id,
    private_metadata: view.private_metadata,
    title: verbatim(view.title.text, LIMITS.viewTitle),
    ...(view.submit ? { submit: verbatim(view.submit.text, LIMITS.viewButton) } : {}),
    ...(view.close ? { close: verbatim(view.close.text, LIMITS.viewButton) } : {}),
    blocks: [{ type: 'section', block_id: PROBLEM, text: verbatim(problemText(problem), LIMITS.section) }, ...kept],
  }
}

/** Shown where a form took so long that its modal was kept open. */
export function doneView(card: Card): ModalView {
  return notice(card.title, [
    { type: 'section', text: verbatim('Done. You find the answer in the chat.', LIMITS.section) },
  ])
}

/** What was typed, for where the form is no longer open to show it. */
export function typedBlocks(view: ViewOutput): Block[] {
  const fields = view.blocks.flatMap((block) => {
    const value = isInput(block) ? textIn(block, view) : ''
    return isInput(block) && value !== '' ? [{ name: block.label.text, value }] : []
  })
  return fields.length === 0
    ? []
    : [
        { kind: 'text', text: 'This is what you wrote:' },
        { kind: 'fields', fields },
      ]
}

const PROBLEM = 'problem'

type SlackBlock = ViewOutput['blocks'][number]

const isInput = (block: SlackBlock): block is InputBlock => block.type === 'input'

function refilled(block: SlackBlock, view: ViewOutput): SlackBlock {
  if (!isInput(block)) return block
  const { element } = block
  const { action_id } = element
  switch (element.type) {
    case 'plain_text_input': {
      const { initial_value: _, ...empty } = element
      const value = textIn(block, view)
      return { ...block, element: { ...empty, ...(value === '' ? {} : { initial_value: value }) } }
    }
    case 'static_select': {
      const { initial_option: _, ...empty } = element
      const chosen = view.state.values[block.block_id ?? '']?.[action_id ?? '']?.selected_option?.value
      const option = element.options?.find(({ value }) => value === chosen)
      return { ...block, element: { ...empty, ...(option ? { initial_option: option } : {}) } }
    }
    case 'external_select': {
      const { initial_option: _, ...empty } = element
      const option = view.state.values[block.block_id ?? '']?.[action_id ?? '']?.selected_option
      return { ...block, element: { ...empty, ...(option ? { initial_option: option } : {}) } }
    }
    case 'multi_static_select': {
      const { initial_options: _, ...empty } = element
      const chosen = view.state.values[block.block_id ?? '']?.[action_id ?? '']?.selected_options ?? []
      const options = element.options?.filter(({ value }) => chosen.some((one) => one.value === value)) ?? []
      return { ...block, element: { ...empty, ...(options.length > 0 ? { initial_options: options } : {}) } }
    }
    default:
      return block
  }
}

function textIn({ block_id = '', element: { action_id = '' } }: InputBlock, view: ViewOutput): string {
  const { value, selected_option } = view.state.values[block_id]?.[action_id] ?? {}
  return value ?? selected_option?.text.text ?? ''
}
