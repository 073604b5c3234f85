/** What organisers say of which entries are one paper: two papers are merged, or one is parted. Nothing of either is lost by it. */
import { UserError } from '../../club/errors.ts'
import type { EntryOf } from '../../library/index/papers.ts'
import type { Paper } from '../../library/paper.ts'
import type { Catalogue, Part } from '../../ports/library.ts'
import type { Writes } from '../../store/store.ts'
import type { Act } from '../act.ts'
import type { House } from '../house.ts'
import { Done, Rulings, Versions } from '../records.ts'
import { shortHash } from '../short-hash.ts'
import { nextVersion } from './entries.ts'
import { libraryKeys } from './library-keys.ts'

/** The two as one; the id of either leads to it. Throws {@link UserError} where they are one already. */
export async function mergePapers(
  house: House,
  club: string,
  catalogue: Catalogue,
  [one, other]: readonly [Pick<Paper, 'id' | 'title'>, Pick<Paper, 'id' | 'title'>],
  act: Act,
): Promise<Paper> {
  await act.retold('rule', Done, async () => {
    const [its, theirs] = await Promise.all([catalogue.entries(one.id), catalogue.entries(other.id)])
    if (its.some((entry) => theirs.some((same) => placeOf(same) === placeOf(entry)))) {
      throw new UserError('one-paper', `That is “${one.title}” itself. Name the paper that it is to be merged with.`)
    }
    return rule(house, club, act, asOne(club, [...knownAs(its, one.id), ...knownAs(theirs, other.id)]))
  })
  const merged = await catalogue.get(one.id)
  if (!merged) throw new UserError('not-found', `“${one.title}” has left the library meanwhile.`)
  return merged
}

/** What digests say of a paper, in their order: what it can be parted into. */
export async function partsOf(catalogue: Catalogue, paper: string): Promise<Part[]> {
  const entries = await catalogue.entries(paper)
  const digests = await catalogue.digests(entries.map(({ digest }) => digest))
  return entries.map((entry) => {
    const { title, authors, date, arxivId, doi } = entry.paper
    const digest = digests.find(({ id }) => id === entry.digest)
    return { place: placeOf(entry), digest: digest?.title ?? entry.digest, title, authors, date, arxivId, doi }
  })
}

/**
 * Makes a paper of its own of some of these parts; the older one keeps the id. The papers that there are then. Throws
 * {@link UserError} where that leaves nothing on one side.
 */
export async function partPaper(
  house: House,
  club: string,
  catalogue: Catalogue,
  paper: Pick<Paper, 'id' | 'title'>,
  places: readonly string[],
  act: Act,
): Promise<Paper[]> {
  const entries = await catalogue.entries(paper.id)
  await act.retold('rule', Done, async () => {
    const apart = entries.filter((entry) => places.includes(placeOf(entry)))
    const rest = entries.filter((entry) => !apart.includes(entry))
    if (apart.length === 0 || rest.length === 0) {
      throw new UserError(
        'nothing-to-part',
        `Choose some of what is said of “${paper.title}”, but not all of it: see what there is with \`edit\`.`,
      )
    }
    return rule(house, club, act, { ...asOne(club, apart), ...asOne(club, rest) })
  })
  const ids = await catalogue.ofEntries(entries.map(({ digest, name }) => ({ digest, name })))
  return catalogue.papers([...new Set(ids.flatMap((id) => id ?? []))])
}

/** Short enough for any control. */
function placeOf({ digest, name }: Pick<EntryOf, 'digest' | 'name'>): string {
  return shortHash(`${digest}\n${name}`)
}

/** With the id that their paper has before it becomes another's, so that it leads there from then on. */
function knownAs(entries: readonly EntryOf[], was: string): EntryOf[] {
  return entries.map((entry) => ({ ...entry, ruling: { work: '', was: entry.ruling?.was ?? was } }))
}

function asOne(club: string, entries: readonly EntryOf[]): Writes {
  const work = shortHash(entries.map(placeOf).toSorted().join('\n'))
  return Object.fromEntries(
    entries.map(({ digest, name, ruling }) => [
      libraryKeys.ruling(club, digest, name),
      Rulings.json({ work, was: ruling?.was }),
    ]),
  )
}

async function rule({ store, libraries }: House, club: string, act: Act, writes: Writes): Promise<true> {
  const version = libraryKeys.version(club)
  const ruled = await act.change('rule', Done, [version, ...Object.keys(writes)], (values) => ({
    writes: { ...writes, ...nextVersion(club, Versions.findIn(store, values, version)) },
    result: true as const,
  }))
  await libraries.refresh(club)
  return ruled
}
