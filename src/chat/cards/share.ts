import type { Paper } from '../../library/paper.ts'
import { actionId } from '../action.ts'
import type { Block, Button, Card, Rich, Select } from '../card.ts'
import type { ActionHandler, Context } from '../command.ts'

/** A look-up answers only the caller; this button shows its answer to the room. No button when the id would be too long. */
export function shareButton(command: string, arg: string): Button[] {
  if (command.length + ':share:'.length + arg.length > 100) return []
  return [{ label: 'Share with the room', action: actionId(command, 'share', arg) }]
}

/** The handler behind {@link shareButton}: the same card, for everyone, without its buttons for the caller alone. */
export function sharing(card: (context: Context, arg: string) => Card | Promise<Card>): ActionHandler {
  return {
    answers: 'room',
    async run(context, arg) {
      const shared = await card(context, arg)
      const blocks = shared.blocks
        .map(withoutShare)
        .filter((block) => block.kind !== 'buttons' || block.buttons.length > 0)
      const by: Rich = ['Shared by ', { mention: context.caller.account, name: context.caller.name }]
      return { ...shared, blocks, footer: by }
    },
  }
}

function withoutShare(block: Block): Block {
  if (block.kind !== 'buttons') return block
  return {
    ...block,
    buttons: block.buttons.filter((button) => !('action' in button && button.action.includes(':share:'))),
  }
}

/** A menu that opens one of several papers. */
export function paperMenu(papers: readonly Paper[], placeholder = 'Show one of them'): Block {
  // What was read twice is offered once.
  const once = papers.filter(({ id }, index) => papers.findIndex((other) => other.id === id) === index)
  const options: Select['options'] = once.slice(0, 25).map((paper) => ({
    label: paper.title,
    value: paper.id,
    ...(paper.idea ? { hint: paper.idea } : {}),
  }))
  return { kind: 'select', select: { action: actionId('show', 'choose'), placeholder, min: 1, max: 1, options } }
}
