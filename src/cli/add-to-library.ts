import { CLUB } from '../club/club.ts'
import { UserError } from '../club/errors.ts'
import { shortId, titleKey } from '../library/identity.ts'
import { areOthers, type Origin, originOf } from '../library/origin.ts'
import type { Piece } from '../services/importing/pieces.ts'
import { LOOKED_AT, noteArrivals } from '../services/library/arrivals.ts'
import { addEntries, type NewEntry } from '../services/library/entries.ts'
import { systemClock } from '../start/clock.ts'
import { withLibraries } from './clubs.ts'

/**
 * Takes a document's papers into the club's library as they are read; returns how many were new and how many were known. The store is
 * opened once there is a paper: where it is not there yet, none is made for nothing. Throws {@link UserError}.
 */
export async function addToLibrary(
  storeUrl: string,
  name: string,
  pieces: AsyncIterable<Piece>,
): Promise<{ added: number; known: number }> {
  const reading = pieces[Symbol.asyncIterator]()
  const begun: Piece[] = []
  while (!begun.some((piece) => piece.kind === 'papers' && piece.papers.length > 0)) {
    const next = await reading.next()
    if (next.done) throw nothingIn(name, begun)
    begun.push(next.value)
  }
  return withLibraries(storeUrl, async ({ store, libraries }) => {
    const catalogue = await libraries.of(CLUB)
    await libraries.refresh()
    const fresh = new Map<string, Origin[]>()
    let latest: string[] = []
    let added = 0
    let read = 0
    const head = begun.flatMap((piece) => (piece.kind === 'head' ? [piece.digest] : []))[0]

    async function* entries(): AsyncGenerator<NewEntry[]> {
      for await (const piece of all()) {
        if (piece.kind !== 'papers') continue
        const had = await catalogue.identify(piece.papers.map(({ paper }) => paper))
        for (const [index, { paper }] of piece.papers.entries()) {
          if (had[index] !== null) continue
          const own = originOf([paper])
          const namesakes = fresh.get(titleKey(paper.title)) ?? []
          if (!namesakes.every((other) => areOthers(other, own))) continue
          fresh.set(titleKey(paper.title), [...namesakes, own])
          added++
          latest.push(shortId(titleKey(paper.title)))
        }
        latest = latest.slice(-LOOKED_AT)
        read += piece.papers.length
        yield piece.papers.map(({ paper, idea, ideaFrom }) => ({
          paper,
          picked: ideaFrom === 'abstract' ? idea : null,
        }))
      }
    }

    async function* all(): AsyncGenerator<Piece> {
      yield* begun
      for (let next = await reading.next(); !next.done; next = await reading.next()) yield next.value
    }

    if (head) await addEntries(store, CLUB, head, entries())
    else for await (const _ of entries());
    await noteArrivals({ store, clock: systemClock }, CLUB, latest)
    return { added, known: read - added }
  })
}

function nothingIn(name: string, pieces: readonly Piece[]): UserError {
  const problems = pieces.flatMap((piece) => (piece.kind === 'end' ? piece.problems : []))
  const why = problems.map(({ message }) => message).join(' ')
  return new UserError('no-papers', `${name}: ${why || 'No paper was found in it.'}`)
}
