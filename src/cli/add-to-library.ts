import { CLUB } from '../club/club.ts'
import { UserError } from '../club/errors.ts'
import { shortId, titleKey } from '../library/identity.ts'
import { areOthers, type Origin, originOf } from '../library/origin.ts'
import type { Piece } from '../services/importing/pieces.ts'
import { LOOKED_AT, noteArrivals } from '../services/library/arrivals.ts'
import { addEntries, type NewEntry } from '../services/library/entries.ts'
import { systemClock } from '../start/clock.ts'
import { withLibraries } from './clubs.ts'

/** Takes a document's papers into the club's library as they are read; returns how many were new and how many were known. */
export function addToLibrary(
  storeUrl: string,
  name: string,
  pieces: AsyncIterable<Piece>,
): Promise<{ added: number; known: number }> {
  return withLibraries(storeUrl, async ({ store, libraries }) => {
    const catalogue = await libraries.of(CLUB)
    await libraries.refresh()
    const fresh = new Map<string, Origin[]>()
    let latest: string[] = []
    let added = 0
    let read = 0
    let why = ''
    const reading = pieces[Symbol.asyncIterator]()
    const first = await reading.next()
    const head = !first.done && first.value.kind === 'head' ? first.value.digest : null

    async function* entries(): AsyncGenerator<NewEntry[]> {
      for (let next = await reading.next(); !next.done; next = await reading.next()) {
        const piece = next.value
        if (piece.kind === 'end') why = piece.problems.map(({ message }) => message).join(' ')
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

    if (head) await addEntries(store, CLUB, head, entries())
    else for await (const _ of entries());
    if (read === 0) throw new UserError('no-papers', `${name}: ${why || 'No paper was found in it.'}`)
    await noteArrivals({ store, clock: systemClock }, CLUB, latest)
    return { added, known: read - added }
  })
}
