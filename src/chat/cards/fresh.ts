/** What is new in a library, some at a time, each with a button for who would read it. */
import type { Fresh } from '../../ports/library.ts'
import { actionId } from '../action.ts'
import type { Block, Button, Card } from '../card.ts'
import { notice, plural } from './notice.ts'
import { byline, ideaLine, secondButton } from './paper.ts'

/** Papers that are shown at once. */
export const AT_ONCE = 5

export interface NewPapers {
  since: Temporal.Instant
  /** Those to be shown, after `before` others. */
  shown: readonly Fresh[]
  before: number
  /** How many there are in all. */
  count: number
}

/** `key`: of the post, where it is one; its button then shows what is new since then to whoever presses it. */
export function newPapersCard(title: string, { since, shown, before, count }: NewPapers, key?: string): Card {
  const date = { time: since, style: 'date' as const }
  const help: Button[] = key === undefined ? [] : [{ label: 'All commands', action: actionId('help', 'open', key) }]
  if (shown.length === 0) {
    const nothing = notice('Nothing new', ['Nothing has come into the library since ', date, '.'])
    return help.length > 0 ? { ...nothing, blocks: [...nothing.blocks, { kind: 'buttons', buttons: help }] } : nothing
  }
  const more = count - before - shown.length
  const buttons = more > 0 ? [nextButton(before + shown.length, more, since, key)] : help
  return {
    title,
    blocks: [
      { kind: 'text', text: [`${plural(count, 'paper')} since `, date, ', best first.'] },
      ...shown.flatMap(paperBlocks),
      ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
    ],
  }
}

function paperBlocks({ paper, seconds }: Fresh): Block[] {
  const line = byline(paper)
  return [
    { kind: 'divider' },
    { kind: 'text', text: [{ bold: paper.title }, ...(line.length > 0 ? [' · ', ...line] : [])] },
    { kind: 'text', text: ideaLine(paper) },
    {
      kind: 'buttons',
      buttons: [
        secondButton(paper.id, seconds),
        { label: 'Everything known', action: actionId('show', 'open', paper.id) },
      ],
    },
  ]
}

/** The key of a post ends the id of its button, by which the post is found. */
function nextButton(before: number, more: number, since: Temporal.Instant, key?: string): Button {
  const arg = `${before}@${Math.floor(since.epochMilliseconds / 1000)}${key === undefined ? '' : `:${key}`}`
  return {
    label: `The next ${Math.min(more, AT_ONCE)} of ${more}`,
    action: actionId('digest', 'new', arg),
    style: 'primary',
  }
}

/** What such a button asks for. `since`: null for what is new since the last pick. */
export function askedOf(arg: string): { before: number; since: Temporal.Instant | null } {
  const [, before = '0', seconds] = /^(\d{1,4})(?:@(\d{1,12}))?(?::|$)/.exec(arg) ?? []
  const since = seconds === undefined ? null : Temporal.Instant.fromEpochMilliseconds(Number(seconds) * 1000)
  return { before: Number(before), since }
}
