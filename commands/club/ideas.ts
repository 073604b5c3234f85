/** Shows the idea lines that members suggest, to be accepted or rejected. */
import { actionId } from '../../src/chat/action.ts'
import type { Block, Card, Rich } from '../../src/chat/card.ts'
import { notice } from '../../src/chat/cards/notice.ts'
import { ideaLine } from '../../src/chat/cards/paper.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'
import type { IdeaSuggestion } from '../../src/ports/services.ts'

const SHOWN = 5

export default defineCommand({
  name: 'club ideas',
  description: 'Accept or reject the idea lines that members suggest',
  answers: 'actor',
  organisers: true,
  options: {},
  run: waiting,
  actions: {
    accept: { answers: 'update', run: (context, id) => settle(context, id, true) },
    reject: { answers: 'update', run: (context, id) => settle(context, id, false) },
  },
})

async function settle(context: Context, id: string, accept: boolean): Promise<Card> {
  const settled = await context.services.library.settleSuggestion(id, accept)
  const card = await waiting(context)
  return { ...card, blocks: [{ kind: 'text', text: await outcome(context, settled, accept) }, ...card.blocks] }
}

async function outcome({ services }: Context, settled: IdeaSuggestion | undefined, accept: boolean): Promise<Rich> {
  if (!settled) return 'That line waits no longer: somebody settled it, or another one took its place.'
  const title = { bold: (await services.catalogue.get(settled.paper))?.title ?? settled.paper }
  return accept
    ? [title, ` shows the line of ${settled.name} now. The next pick thanks them for it.`]
    : [`The line of ${settled.name} for `, title, ' is rejected.']
}

async function waiting({ services }: Context): Promise<Card> {
  const suggestions = await services.library.suggestions()
  if (suggestions.length === 0) return notice('Suggested ideas', 'No suggestion waits for an answer.')
  const shown = suggestions.slice(0, SHOWN)
  const papers = await Promise.all(shown.map(({ paper }) => services.catalogue.get(paper)))
  const blocks = shown.flatMap(({ id, paper, line, name }, index): Block[] => {
    const known = papers[index]
    return [
      {
        kind: 'text',
        text: [{ bold: known?.title ?? paper }, ' — ', ...(known ? ideaLine(known) : ['no longer in the library'])],
      },
      { kind: 'text', text: [`${name} suggests: `, { italic: line }] },
      {
        kind: 'buttons',
        buttons: [
          { label: 'Accept', action: actionId('club ideas', 'accept', id), style: 'primary' },
          { label: 'Reject', action: actionId('club ideas', 'reject', id) },
        ],
      },
    ]
  })
  return { title: 'Suggested ideas', blocks, footer: `${suggestions.length} waiting` }
}
