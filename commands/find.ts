/** Finds papers by any words of their title, idea, authors, tags or remarks. */

import type { Card } from '../src/chat/card.ts'
import { notice, plural } from '../src/chat/cards/notice.ts'
import { paperLine } from '../src/chat/cards/paper.ts'
import { paperMenu, shareButton, sharing } from '../src/chat/cards/share.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'

const SHOWN = 8

export default defineCommand({
  name: 'find',
  description: 'Find papers by words of the title, idea, authors, tags or remarks',
  answers: 'actor',
  options: {
    text: {
      kind: 'text',
      description: 'Words to look for; tag:… by:… in:… since:… narrow it down',
      required: true,
      max: 200,
      example: 'sparse attention',
    },
  },
  run: (context, { text }) => findCard(context, text),
  actions: { share: sharing(findCard) },
  message: {
    label: 'Find papers like this',
    description: 'Find the papers that this message names',
    answers: 'actor',
    run: (context, message) => mentionedCard(context, message.text),
  },
})

async function findCard({ services }: Context, text: string): Promise<Card> {
  const { papers, total, isExact, corrected } = await services.catalogue.find(text, SHOWN)
  if (papers.length === 0) return nothingFound(await services.catalogue.nearest(text, 5), text)
  const all = isExact ? String(total) : `${total} or more`
  const more = total > papers.length ? `The best ${papers.length} of ${all}.` : plural(total, 'paper')
  return {
    title: `Papers that match “${text}”`,
    blocks: [
      ...(corrected ? [{ kind: 'text' as const, text: ['Showing results for ', { bold: corrected }, '.'] }] : []),
      { kind: 'list', ordered: true, items: papers.map(paperLine) },
      paperMenu(papers),
      { kind: 'buttons', buttons: shareButton('find', text) },
    ],
    footer: more,
  }
}

function nothingFound(nearest: Parameters<typeof paperMenu>[0], text: string): Card {
  if (nearest.length === 0)
    return notice('Nothing found', `No paper in the library matches “${text}”. Try fewer or other words.`)
  const intro = `No paper in the library matches “${text}”. The nearest titles are:`
  return notice('Nothing found', intro, { kind: 'list', items: nearest.map(paperLine) }, paperMenu(nearest))
}

/** A message seldom names a paper word for word: what it names is looked for by its nearest titles. */
async function mentionedCard({ services }: Context, text: string): Promise<Card> {
  const said = text.trim().slice(0, 200)
  if (said === '') return notice('Nothing to look for', 'That message has no text to look for.')
  const named = await services.catalogue.namedIn(said, SHOWN)
  const papers = named.length > 0 ? named : await services.catalogue.nearest(said, 5)
  if (papers.length === 0) return nothingFound([], said)
  const intro = named.length > 0 ? 'That message names:' : 'Nothing is named word for word; the nearest titles are:'
  return notice('Papers like this message', intro, { kind: 'list', items: papers.map(paperLine) }, paperMenu(papers))
}
