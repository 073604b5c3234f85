/** Shows the list of papers that the club follows and how far it has come; gives it another one, from a digest or written down. */
import type { Block, Card, Rich } from '../../src/chat/card.ts'
import { plural } from '../../src/chat/cards/notice.ts'
import { TRACK } from '../../src/chat/cards/tracks.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'
import { papersMeant } from '../../src/chat/papers-meant.ts'
import { bare, saysNone } from '../../src/club/calendar/written.ts'
import { progress } from '../../src/club/choosing/sequence.ts'
import type { Club } from '../../src/club/club.ts'
import { UserError } from '../../src/club/errors.ts'
import type { PlannedPaper } from '../../src/club/plan.ts'
import { papersFrom } from '../../src/club/plan-words.ts'
import { inTrack, trackName, trackSaid } from '../../src/club/track.ts'
import { waysOf } from '../../src/club/way-of-date.ts'

/** Most papers of a list. */
const MOST = 200
/** Papers of it that are shown. */
const SHOWN = 15

export default defineCommand({
  name: 'club list',
  description: 'Show the list of papers that the group follows, or give it one',
  answers: 'actor',
  costs: 'import',
  options: {
    digest: { kind: 'text', description: 'The papers of this digest, in its order', max: 200, complete: 'digest' },
    papers: { kind: 'text', description: 'Titles or links, parted by “; ”; “none” empties the list', max: 6000 },
    more: { kind: 'text', description: 'Titles or links to add at its end', max: 6000 },
    next: { kind: 'integer', description: 'Which one of it comes next', min: 1, max: MOST },
    track: TRACK,
  },
  async run(context, { digest, papers, more, next, track: said }) {
    const { club } = context.services
    const track = said === undefined ? undefined : trackSaid(await club.get(), said)
    const listNow = async () => listOf(await club.get(), track)
    if ([digest, papers, more, next].every((value) => value === undefined)) return listCard(context, 'The list', track)
    await club.requireOrganiser(context.caller)
    const before = (await listNow()).papers
    const digested = digest === undefined ? undefined : await papersOf(context, digest)
    const counted = digested?.length ?? (papers === undefined ? before.length : countWritten(papers))
    // Nothing is added to the library for what is refused.
    if (next !== undefined) assertListed(next, Math.min(counted + countWritten(more ?? ''), MOST))
    const written = papers === undefined ? undefined : await papersMeant(context, papers, LISTED)
    const given = digested ?? written?.papers
    const added = more === undefined ? undefined : await papersMeant(context, more, LISTED)
    const all = given || added ? [...(given ?? before), ...(added?.papers ?? [])] : undefined
    const list = all?.slice(0, MOST)
    const listed = next !== undefined ? next - 1 : given ? 0 : (await listNow()).next
    await club.change({ track, list, listed })
    const isNone = before.length === 0 && list?.length === 0
    const card = await listCard(context, isNone ? 'Nothing was changed' : 'Changed. The list', track)
    const cut = (all?.length ?? 0) > MOST ? [TOO_LONG] : []
    return { ...card, blocks: [...card.blocks, ...cut, ...(written?.unknown ?? []), ...(added?.unknown ?? [])] }
  },
})

/** A long paper may be on a list twice. */
const LISTED = { most: MOST, twice: true }

const TOO_LONG: Block = {
  kind: 'text',
  text: `A list has ${MOST} papers at most: those after that were left out. Add them once the first ones are read.`,
}

function countWritten(text: string): number {
  return saysNone(bare(text)) ? 0 : papersFrom(bare(text)).length
}

async function papersOf({ services, caller }: Context, digest: string): Promise<PlannedPaper[]> {
  const found = await services.catalogue.digest(digest, MOST + 1)
  if (!found) throw new UserError('not-found', `There is no digest “${digest}”. See them all with \`digest\`.`)
  return found.papers.map(({ id, title }) => ({ paper: id, title, optional: false, by: caller.account }))
}

function assertListed(next: number, length: number): void {
  if (next <= length) return
  throw new UserError(
    'bad-option',
    length === 0
      ? 'There is no list yet. Give one with `club list papers:…`.'
      : `The list has ${plural(length, 'paper')}. Nothing of it was changed.`,
  )
}

/** The list of a track, by its key, empty where it has none of its own; else that of the club. */
function listOf({ sequence, tracks }: Club, track: string | undefined): Club['sequence'] {
  if (track === undefined) return sequence
  return tracks.find(({ key }) => key === track)?.sequence ?? { papers: [], next: 0 }
}

async function listCard({ services, root }: Context, called: string, track: string | undefined): Promise<Card> {
  const all = await services.club.get()
  const own = track === undefined ? all : inTrack(all, track)
  const name = track === undefined ? null : trackName(all, track)
  const title = name === null ? called : `${called} of ${name}`
  const ways = track === undefined ? waysOf(all) : [own.way]
  const club = { ...own, sequence: listOf(all, track) }
  const of = name === null ? '' : ` track:"${name}"`
  const { papers, next } = club.sequence
  const coming = papers.slice(next, next + SHOWN)
  const left = papers.length - next - coming.length
  const follow: Rich = ways.includes('sequence')
    ? ''
    : [' Follow it with ', { code: `/${root} club set way:sequence${of}` }, '.']
  if (papers.length === 0)
    return {
      title,
      blocks: [
        {
          kind: 'text',
          text: [
            'There is no list. Organisers give one with ',
            { code: `/${root} club list digest:…${of}` },
            ' or ',
            { code: `/${root} club list papers:…; …${of}` },
            '.',
            ...[follow].flat(),
          ],
        },
      ],
    }
  const where = coming.length === 0 ? `All ${papers.length} are read.` : `Next is ${progress(club, 1)}.`
  return {
    title,
    blocks: [
      { kind: 'text', text: [where, ...[follow].flat()] },
      { kind: 'list', items: coming.map((paper, index): Rich => [`${next + index + 1}. `, { bold: paper.title }]) },
      ...(left > 0 ? [{ kind: 'text' as const, text: `And ${left} more.` }] : []),
    ],
  }
}
