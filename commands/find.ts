/** Finds papers by any words of their title, idea, authors, tags or remarks. */

import type { Card, Rich } from '../src/chat/card.ts'
import { notice, plural } from '../src/chat/cards/notice.ts'
import { paperLine } from '../src/chat/cards/paper.ts'
import { paperMenu, shareButton, sharing } from '../src/chat/cards/share.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'
import type { Paper } from '../src/library/paper.ts'

const SHOWN = 8
const CLOSEST = 5

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

async function findCard({ services, root }: Context, text: string): Promise<Card> {
  const { papers, total, isExact, corrected, lacking = [] } = await services.catalogue.find(text, SHOWN)
  if (papers.length === 0) {
    // What a link or a number means, nothing comes near to.
    return nothingFound(lacking.length > 0 ? [] : await services.catalogue.nearest(text, CLOSEST), text, root, lacking)
  }
  const all = isExact ? String(total) : `${total} or more`
  const more = total > papers.length ? `The best ${papers.length} of ${all}.` : plural(total, 'paper')
  return {
    title: `Papers that match “${text}”`,
    blocks: [
      ...(corrected ? [{ kind: 'text' as const, text: ['Showing results for ', { bold: corrected }, '.'] }] : []),
      { kind: 'list', ordered: true, items: papers.map(paperLine) },
      ...(lacking.length > 0 ? [{ kind: 'text' as const, text: lackingSentence(lacking, root) }] : []),
      paperMenu(papers),
      { kind: 'buttons', buttons: shareButton('find', text) },
    ],
    footer: more,
  }
}

function nothingFound(closest: readonly Paper[], text: string, root: string, lacking: readonly string[] = []): Card {
  if (lacking.length > 0) return notice('Not in the library', lackingSentence(lacking, root))
  if (closest.length === 0)
    return notice('Nothing found', `No paper in the library matches “${text}”. Try fewer or other words.`)
  const intro = `No paper in the library matches all of “${text}”. These come closest:`
  return notice(`Closest to “${text}”`, intro, { kind: 'list', items: closest.map(paperLine) }, paperMenu(closest))
}

function lackingSentence(lacking: readonly string[], root: string): Rich {
  const named = lacking.map((address) => `“${address}”`).join(', ')
  return [`No paper in the library has ${named}. `, { code: `/${root} nominate` }, ' looks it up and brings it in.']
}

/** A message seldom names a paper word for word: what it names is looked for by its nearest titles. */
async function mentionedCard({ services, root }: Context, text: string): Promise<Card> {
  const said = text.trim().slice(0, 200)
  if (said === '') return notice('Nothing to look for', 'That message has no text to look for.')
  const named = await services.catalogue.namedIn(said, SHOWN)
  const papers = named.length > 0 ? named : await services.catalogue.nearest(said, CLOSEST)
  if (papers.length === 0) return nothingFound([], said, root)
  const intro = named.length > 0 ? 'That message names:' : 'Nothing is named word for word; these come closest:'
  return notice('Papers like this message', intro, { kind: 'list', items: papers.map(paperLine) }, paperMenu(papers))
}
