/** Looks a term up among the definitions that the digests give. */

import type { Card } from '../src/chat/card.ts'
import { firstOf, notice } from '../src/chat/cards/notice.ts'
import { digestName } from '../src/chat/cards/paper.ts'
import { shareButton, sharing } from '../src/chat/cards/share.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'

export default defineCommand({
  name: 'define',
  description: 'Look up a term that a digest defines',
  answers: 'actor',
  options: {
    term: { kind: 'text', description: 'The term', required: true, max: 80, complete: 'term', example: 'alignment' },
  },
  run: (context, { term }) => defineCard(context, term),
  actions: { share: sharing(defineCard) },
})

async function defineCard({ services }: Context, term: string): Promise<Card> {
  const found = await services.catalogue.define(term)
  const [first] = found
  if (!first) {
    const terms = firstOf(await services.catalogue.terms(), 20)
    return notice(
      'No such term',
      `No digest defines “${term}”. ${terms ? `There are: ${terms}.` : 'None of those here defines any term.'}`,
    )
  }
  return {
    title: first.definition.term,
    blocks: [
      ...found.map(({ definition, digest }) => ({
        kind: 'text' as const,
        text: [definition.meaning, ' — ', { italic: digestName(digest) }],
      })),
      { kind: 'buttons', buttons: shareButton('define', term) },
    ],
  }
}
