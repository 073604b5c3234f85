/** Lists the digests, shows the papers, news and remarks of one, or what is new in the library since the last pick. */
import { actionId } from '../src/chat/action.ts'
import type { Block, Card, Rich } from '../src/chat/card.ts'
import { AT_ONCE, askedOf, newPapersCard } from '../src/chat/cards/fresh.ts'
import { firstOf, fromTo, notice, plural } from '../src/chat/cards/notice.ts'
import { digestName, paperLine } from '../src/chat/cards/paper.ts'
import { paperMenu, shareButton, sharing } from '../src/chat/cards/share.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'
import type { DigestSummary } from '../src/library/paper.ts'
import type { Services } from '../src/ports/services.ts'

const SHOWN = 12
/** As many as a menu offers. */
const CHOICES = 25

export default defineCommand({
  name: 'digest',
  description: 'List the digests, or show the papers and news of one',
  answers: 'actor',
  options: {
    name: { kind: 'text', description: 'The digest by its title, or week: what is new', max: 200, complete: 'digest' },
  },
  run: async (context, { name }) =>
    name?.trim().toLowerCase() === 'week'
      ? newCard(context, askedOf(''))
      : name
        ? digestCard(context, name)
        : listCard(context),
  actions: {
    /** Arg: how many of them were shown before, and since when they are. */
    new: { answers: 'actor', run: (context, arg) => newCard(context, askedOf(arg)) },
    choose: { answers: 'actor', run: async (context, _arg, [id]) => digestCard(context, id ?? '') },
    share: sharing((context, id) => (id ? digestCard(context, id) : listCard(context))),
  },
})

async function newCard(
  { services, clock }: Context,
  { before, since: asked }: ReturnType<typeof askedOf>,
): Promise<Card> {
  const { library, rounds } = services
  const picked = (await rounds.reading())?.round.closedAt
  const since = asked ?? picked ?? (await sinceBeginning(rounds, clock.now()))
  const papers = await library.fresh(since)
  const shown = papers.slice(before, before + AT_ONCE)
  const title = asked || !picked ? 'New in the library' : 'New since the last pick'
  return newPapersCard(title, { since, shown, before, count: papers.length })
}

/** A week back, or to where the club began. */
async function sinceBeginning(rounds: Services['rounds'], now: Temporal.Instant): Promise<Temporal.Instant> {
  const { round } = await rounds.voting()
  const weekAgo = now.subtract({ hours: 7 * 24 })
  return round.n === 1 && Temporal.Instant.compare(round.openedAt, weekAgo) > 0 ? round.openedAt : weekAgo
}

async function listCard({ services }: Context): Promise<Card> {
  const digests = await services.catalogue.digests()
  if (digests.length === 0) return notice('No digests', 'The library holds no digest yet.')
  const options = digests
    .slice(0, 25)
    .map((digest) => ({ label: digestName(digest), value: digest.id, hint: summary(digest) }))
  return {
    title: 'The digests of this library',
    blocks: [
      { kind: 'list', items: digests.map((digest): Rich => [{ bold: digestName(digest) }, ` — ${summary(digest)}`]) },
      {
        kind: 'select',
        select: { action: actionId('digest', 'choose'), placeholder: 'Open one of them', min: 1, max: 1, options },
      },
      { kind: 'buttons', buttons: shareButton('digest', '') },
    ],
  }
}

type Counted = Pick<DigestSummary, 'papers' | 'definitions' | 'news' | 'period'>

function summary({ papers, definitions, news, period }: Counted): string {
  const parts = [
    plural(papers, 'paper'),
    definitions > 0 ? plural(definitions, 'definition') : '',
    news > 0 ? plural(news, 'news item') : '',
    period ? fromTo(period) : '',
  ]
  return parts.filter((part) => part !== '').join(', ')
}

async function digestCard(context: Context, name: string): Promise<Card> {
  const { catalogue } = context.services
  const found = await catalogue.digest(name, CHOICES)
  if (!found) {
    const titles = (await catalogue.digests()).map((other) => `“${digestName(other)}”`)
    return notice('No such digest', `No digest is called “${name}”. There are: ${firstOf(titles, 10)}.`)
  }
  const { digest, papers, total } = found
  const { definitions, news, period } = digest
  return {
    title: digestName(digest),
    blocks: [
      ...textBlocks(digest.opening),
      { kind: 'list', ordered: true, items: papers.slice(0, SHOWN).map(paperLine) },
      ...(total > SHOWN
        ? [
            {
              kind: 'text' as const,
              text: `And ${plural(total - SHOWN, 'more paper')}: find them with in:${digest.id}`,
            },
          ]
        : []),
      ...(papers.length > 0 ? [paperMenu(papers)] : []),
      ...section(
        'Definitions',
        definitions.map(({ term, meaning }) => [{ bold: term }, ` — ${meaning}`]),
      ),
      ...section(
        'News',
        news.map(({ text, likes }) => (likes === null ? text : `${text} (${plural(likes, 'like')})`)),
      ),
      ...section('Comments', digest.comments.slice(0, SHOWN)),
      ...textBlocks(digest.closing),
      ...(digest.source ? [{ kind: 'link' as const, url: digest.source, label: 'Read the digest' }] : []),
      { kind: 'buttons', buttons: shareButton('digest', digest.id) },
    ],
    footer: summary({ papers: total, definitions: definitions.length, news: news.length, period }),
  }
}

function textBlocks(text: string | null): Block[] {
  return text ? [{ kind: 'text', text }] : []
}

function section(title: string, items: Rich[]): Block[] {
  return items.length > 0
    ? [
        { kind: 'text', text: [{ bold: title }] },
        { kind: 'list', items },
      ]
    : []
}
