/** What organisers correct or take out of what their club added. The shipped digests are everyone's and stay as they are. */
import { randomUUID } from 'node:crypto'
import { UserError } from '../../club/errors.ts'
import { readArxivId, readDoi } from '../../library/addresses.ts'
import type { IndexedEntry } from '../../library/index/library-index.ts'
import type { EntryOf } from '../../library/index/papers.ts'
import type { Paper } from '../../library/paper.ts'
import { ParsedPaper } from '../../library/parsed-digest.ts'
import { peopleIn } from '../../library/reading/people.ts'
import type { Catalogue, Corrected, Edited } from '../../ports/library.ts'
import type { Json } from '../../store/store.ts'
import type { Act } from '../act.ts'
import type { House } from '../house.ts'
import { Additions, Done, Entries, LeftOut, Versions } from '../records.ts'
import { asCorrected } from './as-corrected.ts'
import { changed, entriesOf, markOf, nextVersion } from './entries.ts'
import { libraryKeys } from './library-keys.ts'

/** Whether a shipped digest has it still. Throws {@link UserError}. */
export async function removePaper(
  house: House,
  club: string,
  catalogue: Catalogue,
  paper: Paper,
  act: Act,
): Promise<boolean> {
  await rewrite(
    house,
    club,
    catalogue,
    paper,
    act,
    () => true,
    () => undefined,
  )
  return (await catalogue.get(paper.id)) !== undefined
}

/** The paper as it is then; or the one that it would become one with, and then nothing is changed. Throws {@link UserError}. */
export async function editPaper(
  house: House,
  club: string,
  catalogue: Catalogue,
  paper: Paper,
  facts: Corrected,
  act: Act,
): Promise<Edited> {
  const edits = editsOf(facts)
  const edit = (entry: Entry) => {
    const edited = { ...entry.edited, ...edits }
    if (ParsedPaper.safeParse({ ...entry.paper, ...edited }).success) return changed(entry, entry, edited)
    throw new UserError(
      'bad-edit',
      'A title has 1 to 500 characters, a date is such as 2024, 2024-06 or 2024-06-15, and a link is a whole web address.',
    )
  }
  const entries = await catalogue.entries(paper.id)
  const meant = meantBy(paper, entries)
  if (!(await act.isDone('rewrite'))) {
    const own = await meantEntries(house.store, club, catalogue, paper, meant)
    const after = await asCorrected(
      catalogue,
      paper,
      entries,
      own.map((entry) => ({ ...entry, paper: edit(entry).paper })),
    )
    if (after.oneWith) return { now: paper, oneWith: after.oneWith }
    if (after.isParted) throw wouldPart(paper)
  }
  await rewrite(house, club, catalogue, paper, act, meant, edit)
  return { now: (await catalogue.get(paper.id)) ?? paper, oneWith: null }
}

function wouldPart({ title }: Paper): UserError {
  return new UserError(
    'would-part',
    `“${title}” stands in a digest that ships with the bot as well, which no club can change: corrected so, what your club added would be another paper beside it. Nothing was changed.`,
  )
}

function editsOf({ title, people, date, link }: Corrected): Partial<ParsedPaper> {
  return {
    ...(title === undefined ? {} : { title: title.replace(/\s+/g, ' ').trim() }),
    ...(people === undefined ? {} : peopleIn(people)),
    ...(date === undefined ? {} : { date: date.trim() }),
    ...(link === undefined ? {} : { link: link.trim(), arxivId: readArxivId(link), doi: readDoi(link) }),
  }
}

type Entry = NonNullable<Awaited<ReturnType<typeof Entries.get>>>

/** Of a paper that was merged, what said the same before as what names it: a correction is of that, and parting gives back the other. */
function meantBy({ title }: Paper, entries: readonly EntryOf[]): (entry: Named) => boolean {
  const named = entries.find((entry) => entry.paper.title === title)
  const was = named?.ruling?.was
  if (!named || was === undefined) return () => true
  const others = entries.filter(({ ruling }) => ruling?.was !== undefined && ruling.was !== was)
  return ({ digest, name }) => !others.some((other) => other.digest === digest && other.name === name)
}

type Named = Pick<EntryOf, 'digest' | 'name'>

/** Writes anew what the club added of a paper, of what is meant where any of that is its own; what becomes undefined is taken out, and no feed brings it again. */
async function rewrite(
  { store, libraries }: House,
  club: string,
  catalogue: Catalogue,
  paper: Paper,
  act: Act,
  isMeant: (entry: Named) => boolean,
  change: (entry: Entry) => Entry | undefined,
): Promise<void> {
  const own = await meantEntries(store, club, catalogue, paper, isMeant)
  if (own.length === 0 && !(await act.isDone('rewrite'))) throw notOwn(paper)
  const version = libraryKeys.version(club)
  const heads = [...new Set(own.map(({ digest }) => libraryKeys.addition(club, digest)))]
  const leftOut = [...new Set(own.map(({ digest }) => leftOutKey(club, digest)))].filter((key) => key !== null)
  const keys = own.map(({ key }) => key)
  await act.change('rewrite', Done, [...keys, ...heads, ...leftOut, version], (values) => {
    const writes: Record<string, Json | undefined> = { ...nextVersion(club, Versions.findIn(store, values, version)) }
    const gone = new Map<string, string[]>()
    for (const { key, digest } of own) {
      const before = Entries.findIn(store, values, key)
      if (!before) continue
      const after = change(before)
      writes[key] = after && Entries.json(after)
      const left = leftOutKey(club, digest)
      if (after || left === null) continue
      const names = gone.get(left) ?? LeftOut.findIn(store, values, left)?.names ?? []
      gone.set(left, [...names, markOf(before.paper)])
    }
    for (const [key, names] of gone) writes[key] = LeftOut.json({ names })
    for (const key of heads) {
      const head = Additions.findIn(store, values, key)
      if (head) writes[key] = Additions.json({ ...head, version: randomUUID() })
    }
    return { writes, result: true }
  })
  await libraries.refresh(club)
}

function leftOutKey(club: string, digest: string): string | null {
  const feed = /^feed-(.+)$/.exec(digest)?.[1]
  return feed === undefined ? null : libraryKeys.leftOut(club, feed)
}

/** What the club added of a paper: of what is meant, where any of that is its own. */
/** Throws {@link UserError} where a club added nothing of a paper. */
export async function requireOwn({ store }: House, club: string, catalogue: Catalogue, paper: Paper): Promise<void> {
  if ((await ownEntries(store, club, catalogue, paper)).length === 0) throw notOwn(paper)
}

function notOwn({ title }: Paper): UserError {
  return new UserError(
    'not-own',
    `“${title}” stands in a digest that ships with the bot, and no club can change these. What your club added it can.`,
  )
}

async function meantEntries(
  store: House['store'],
  club: string,
  catalogue: Catalogue,
  paper: Paper,
  isMeant: (entry: Named) => boolean,
) {
  const all = await ownEntries(store, club, catalogue, paper)
  const those = all.filter(isMeant)
  return those.length > 0 ? those : all
}

async function ownEntries(store: House['store'], club: string, catalogue: Catalogue, paper: Paper) {
  const own: (IndexedEntry & { key: string; digest: string })[] = []
  const seen = new Set(paper.appearances.map(({ digest }) => digest))
  for (const { value } of await Additions.range(store, libraryKeys.additions(club))) {
    if (!seen.has(value.id)) continue
    for await (const page of entriesOf(store, club, value.id)) {
      const ids = await catalogue.identify(page.map((entry) => entry.paper))
      const found = page.filter((_, nth) => ids[nth] === paper.id)
      const placed = (entry: IndexedEntry) => ({ ...entry, digest: value.id })
      own.push(...found.map((entry) => ({ ...placed(entry), key: libraryKeys.entry(club, value.id, entry.name) })))
    }
  }
  return own
}
