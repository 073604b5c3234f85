/** Draws a paper from the library, of one tag if asked. */

import { actionId } from '../src/chat/action.ts'
import type { Card } from '../src/chat/card.ts'
import { firstOf, notice } from '../src/chat/cards/notice.ts'
import { factBlocks, ideaLine, linkBlocks, nominateButton } from '../src/chat/cards/paper.ts'
import { shareButton } from '../src/chat/cards/share.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'

export default defineCommand({
  name: 'random',
  description: 'Draw a paper from the library',
  answers: 'actor',
  options: { tag: { kind: 'text', description: 'Only papers with this tag', max: 60, complete: 'tag' } },
  run: (context, { tag }) => draw(context, tag),
  actions: { again: { answers: 'update', run: (context, tag) => draw(context, tag || undefined) } },
})

async function draw({ services }: Context, tag: string | undefined): Promise<Card> {
  const paper = await services.catalogue.random(tag, Math.random())
  if (!paper) {
    const tags = firstOf(await services.catalogue.tags(), 20)
    return notice('No such paper', tag ? `No paper has the tag “${tag}”. There are: ${tags}.` : 'The library is empty.')
  }
  return {
    title: paper.title,
    blocks: [
      { kind: 'text', text: ideaLine(paper) },
      ...factBlocks(paper),
      ...linkBlocks(paper),
      {
        kind: 'buttons',
        buttons: [
          nominateButton(paper.id),
          { label: 'Another one', action: actionId('random', 'again', (tag ?? '').slice(0, 80)) },
          { label: 'Everything known', action: actionId('show', 'open', paper.id) },
          ...shareButton('show', paper.id),
        ],
      },
    ],
    footer: tag ? `Drawn from the papers tagged ${tag}` : 'Drawn from the whole library',
  }
}
