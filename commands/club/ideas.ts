/** Shows what members suggest, to be accepted or not: idea lines, and papers where nominations wait for an organiser. */
import { actionId } from '../../src/chat/action.ts'
import type { Block, Card, Rich } from '../../src/chat/card.ts'
import { proposalButtons, settledCard } from '../../src/chat/cards/news.ts'
import { notice } from '../../src/chat/cards/notice.ts'
import { ideaLine } from '../../src/chat/cards/paper.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'
import { assertOwnPost } from '../../src/club/club.ts'
import { postKey, roundOfPostKey } from '../../src/club/keys.ts'
import type { IdeaSuggestion } from '../../src/ports/library.ts'

const SHOWN = 5

export default defineCommand({
  name: 'club ideas',
  description: 'Accept or reject what members suggest: idea lines and papers',
  answers: 'actor',
  organisers: true,
  options: {},
  run: waiting,
  actions: {
    accept: { answers: 'update', run: (context, id) => settle(context, id, true) },
    reject: { answers: 'update', run: (context, id) => settle(context, id, false) },
    /** Arg: the key of the message that asks. */
    grant: { answers: 'update', run: (context, key) => settleProposal(context, key, true) },
    refuse: { answers: 'update', run: (context, key) => settleProposal(context, key, false) },
  },
})

async function settle(context: Context, id: string, accept: boolean): Promise<Card> {
  const settled = await context.services.library.settleSuggestion(id, accept)
  const card = await waiting(context)
  return { ...card, blocks: [{ kind: 'text', text: await outcome(context, settled, accept) }, ...card.blocks] }
}

async function settleProposal({ services }: Context, key: string, granted: boolean): Promise<Card> {
  assertOwnPost(await services.club.get(), key)
  const settled = await services.rounds.settleProposal(roundOfPostKey(key)?.n ?? 0, granted)
  return settledCard(settled.title)
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
  const proposals = await services.rounds.proposals()
  const { id: club } = await services.club.get()
  if (suggestions.length + proposals.length === 0) return notice('Suggestions', 'No suggestion waits for an answer.')
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
  const proposed = proposals
    .slice(0, SHOWN)
    .flatMap(({ n, title, name, reason }): Block[] => [
      { kind: 'text', text: [`${name} proposes `, { bold: title }, reason ? `: “${reason}”` : '.'] },
      proposalButtons(postKey('news', { club, n })),
    ])
  const footer = `${suggestions.length + proposals.length} waiting`
  return { title: 'Suggestions', blocks: [...proposed, ...blocks], footer }
}
