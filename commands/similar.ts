/** Lists papers that are about the same things. */

import type { Card } from '../src/chat/card.ts'
import { notice } from '../src/chat/cards/notice.ts'
import { paperLine } from '../src/chat/cards/paper.ts'
import { paperById } from '../src/chat/cards/paper-by-id.ts'
import { paperMenu, shareButton, sharing } from '../src/chat/cards/share.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'
import type { Paper } from '../src/library/paper.ts'

export default defineCommand({
  name: 'similar',
  description: 'List papers that are about the same things as another',
  answers: 'actor',
  options: { paper: { kind: 'paper', description: 'The paper to start from, by its title', required: true } },
  run: (context, { paper }) => similarCard(context, paper),
  actions: {
    open: { answers: 'actor', run: (context, id) => similarById(context, id) },
    share: sharing(similarById),
  },
})

async function similarById(context: Context, id: string): Promise<Card> {
  return similarCard(context, await paperById(context, id))
}

async function similarCard({ services }: Context, paper: Paper): Promise<Card> {
  const papers = await services.catalogue.similar(paper.id, 5)
  if (papers.length === 0) return notice('Nothing similar', `The library holds nothing close to “${paper.title}”.`)
  return {
    title: `Similar to ${paper.title}`,
    blocks: [
      { kind: 'list', ordered: true, items: papers.map(paperLine) },
      paperMenu(papers),
      { kind: 'buttons', buttons: shareButton('similar', paper.id) },
    ],
  }
}
