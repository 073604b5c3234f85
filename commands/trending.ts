/** Shows what the readers of each publication made most of lately. */
import type { Block, Card, Rich } from '../src/chat/card.ts'
import { notice, plural } from '../src/chat/cards/notice.ts'
import { paperMenu } from '../src/chat/cards/share.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'
import type { DigestSummary, Paper, SiteCount } from '../src/library/paper.ts'

const WEEKS = 4
/** Papers of each publication. */
const SHOWN = 5
const MOST_PUBLICATIONS = 5
/** Of a long digest or feed so many papers are looked at. */
const LOOKED_AT = 300

export default defineCommand({
  name: 'trending',
  description: 'Show what each publication counted most lately: likes, upvotes, comments',
  answers: 'actor',
  options: {
    weeks: { kind: 'integer', description: `How many weeks back, ${WEEKS} unless said`, min: 1, max: 104 },
    in: { kind: 'text', description: 'Only this publication', max: 200, complete: 'digest' },
  },
  run: trendingCard,
})

type Args = { weeks: number | undefined; in: string | undefined }

async function trendingCard({ services, clock }: Context, { weeks = WEEKS, in: wanted }: Args): Promise<Card> {
  const { catalogue } = services
  const today = clock.now().toZonedDateTimeISO('UTC').toPlainDate()
  const since = today.subtract({ weeks }).toString()
  const digests = (await catalogue.digests()).filter((digest) => isNamed(digest, wanted))
  const lately = digests.filter(({ period }) => period === null || period.to >= since.slice(0, period.to.length))
  const issues = await Promise.all(lately.map(({ id }) => catalogue.digest(id, LOOKED_AT)))
  const papers = new Map<string, Paper>()
  for (const issue of issues) {
    // A feed goes on without an end: there the papers' own dates tell.
    const isFeed = issue?.digest.period == null
    for (const paper of issue?.papers ?? []) {
      if (!isFeed || (paper.date !== null && paper.date >= since.slice(0, paper.date.length)))
        papers.set(paper.id, paper)
    }
  }
  const sites = sitesOf([...papers.values()], new Set(lately.map(({ id }) => id)))
  if (sites.length === 0) return nothingCounted(weeks, wanted)
  const shown = sites.slice(0, MOST_PUBLICATIONS).map(({ site, ranked }) => ({ site, best: ranked.slice(0, SHOWN) }))
  const best = [...new Map(shown.flatMap(({ best }) => best.map(({ paper }) => [paper.id, paper] as const))).values()]
  return {
    title: `Trending: the last ${plural(weeks, 'week')}`,
    blocks: [...shown.flatMap(({ site, best }) => siteBlocks(site, best)), paperMenu(best)],
    footer: 'Each publication counts its own readers; counts of several are never added up.',
  }
}

function isNamed({ id, title, publication }: DigestSummary, wanted: string | undefined): boolean {
  return (
    wanted === undefined ||
    [id, title, publication ?? ''].some((name) => name.toLowerCase().includes(wanted.trim().toLowerCase()))
  )
}

interface Ranked {
  paper: Paper
  counts: SiteCount[]
}

/** Each publication on its own scale: by what it counts first of likes, upvotes and comments. */
function sitesOf(papers: readonly Paper[], digests: ReadonlySet<string>): { site: string; ranked: Ranked[] }[] {
  const bySite = new Map<string, Ranked[]>()
  for (const paper of papers) {
    const counted = paper.counts.filter(({ digest }) => digests.has(digest))
    for (const [site, counts] of Map.groupBy(counted, ({ site }) => site)) {
      bySite.set(site, [...(bySite.get(site) ?? []), { paper, counts }])
    }
  }
  return Array.from(bySite, ([site, ranked]) => ({
    site,
    ranked: ranked.sort((a, b) => KINDS.map((kind) => of(b, kind) - of(a, kind)).find((by) => by !== 0) ?? 0),
  })).sort((a, b) => b.ranked.length - a.ranked.length || (a.site < b.site ? -1 : 1))
}

const KINDS = ['likes', 'upvotes', 'comments'] as const
const ONE = { likes: 'like', upvotes: 'upvote', comments: 'comment' } as const

function of({ counts }: Ranked, wanted: SiteCount['kind']): number {
  return counts.find(({ kind }) => kind === wanted)?.count ?? 0
}

function siteBlocks(site: string, best: readonly Ranked[]): Block[] {
  const items = best.map(({ paper, counts }): Rich => {
    const said = counts.map(({ kind, count }) => plural(count, ONE[kind])).join(', ')
    return [{ bold: paper.title }, ` (${said})`, paper.idea ? ` — ${paper.idea}` : '']
  })
  return [
    { kind: 'text', text: [{ bold: site }] },
    { kind: 'list', ordered: true, items },
  ]
}

function nothingCounted(weeks: number, wanted: string | undefined): Card {
  const where = wanted === undefined ? 'No publication' : `Nothing called “${wanted}”`
  return notice(
    'Nothing is trending',
    `${where} has counted likes, upvotes or comments in the last ${plural(weeks, 'week')}. Ask for more weeks, up to 104.`,
  )
}
