import { UserError } from '../../club/errors.ts'
import { accountsOf } from '../../club/person.ts'
import type { WrittenPaper } from '../../club/plan-words.ts'
import type { Brought, Catalogue, IdeaSuggestion, LibraryService } from '../../ports/library.ts'
import { actOf } from '../act.ts'
import { requireGoingOn } from '../club/clubs.ts'
import type { House } from '../house.ts'
import { noting } from '../notes.ts'
import {
  AddedAs,
  BroughtAs,
  Ideas,
  RemovedAs,
  SettledAs,
  SuggestedAs,
  Suggestions,
  Thanked,
  Versions,
} from '../records.ts'
import { shortHash } from '../short-hash.ts'
import { removing } from '../writes.ts'
import { asKept, asTold } from './added-as.ts'
import { freshSince } from './arrivals.ts'
import { bring, describe, meant } from './bring.ts'
import { nextVersion } from './entries.ts'
import { feedService } from './feeds.ts'
import { libraryKeys } from './library-keys.ts'
import { editPaper, removePaper, requireOwn } from './mend.ts'
import { mergePapers, partPaper, partsOf } from './merging.ts'
import type { ReadDocument } from './reader.ts'
import { suggestionPlace } from './suggestion-place.ts'
import { type Once, takeIn } from './take-in.ts'

const LONGEST_IDEA = 300

/** One club's own library. */
export function libraryService(
  house: House,
  club: string,
  catalogue: Catalogue,
  act = actOf(house.store, undefined),
): LibraryService {
  const { store, clock, libraries, reader } = house

  const goingOn = () => requireGoingOn(house, club)

  async function broughtOnce(work: (once: Once) => Promise<Brought>): Promise<Brought> {
    let brought: Brought | undefined
    const kept = await act.answer('brought', BroughtAs, async () => {
      await goingOn()
      brought = await work({ act, what: 'in' })
      return { paper: brought.paper.id, isNew: brought.isNew }
    })
    const paper = brought?.paper.id === kept.paper ? brought.paper : await catalogue.get(kept.paper)
    if (!paper) throw new UserError('not-found', 'That paper has left the library meanwhile.')
    return { paper, isNew: kept.isNew }
  }

  return {
    async add(_caller, what) {
      const name = shortHash(typeof what === 'string' ? what : what.bytes)
      const kept = await act.answer(`added:${name}`, AddedAs, async () => {
        await goingOn()
        const document = await reader.read(what)
        if (document.digest.papers.length === 0) throw nothingIn(document)
        return asKept(await takeIn(house, club, catalogue, document, { act, what: `in:${name}` }))
      })
      return asTold(catalogue, kept)
    },

    async requireOwn(paper) {
      await goingOn()
      await requireOwn(house, club, catalogue, paper)
    },
    async remove(id) {
      const removed = await act.answer('removed', RemovedAs, async () => {
        await goingOn()
        const paper = await catalogue.get(id)
        return paper ? { title: paper.title, stays: await removePaper(house, club, catalogue, paper, act) } : null
      })
      return removed ?? undefined
    },
    async edit(paper, facts) {
      await goingOn()
      return editPaper(house, club, catalogue, paper, facts, act)
    },
    async merge(paper, other) {
      await goingOn()
      return mergePapers(house, club, catalogue, [paper, other], act)
    },
    parts: (paper) => partsOf(catalogue, paper),
    async part(paper, places) {
      await goingOn()
      return partPaper(house, club, catalogue, paper, places, act)
    },
    bring: (text) => broughtOnce((once) => bring(house, club, catalogue, text, once)),
    async meant(written) {
      await goingOn()
      const once = ({ title, url }: Pick<WrittenPaper, 'title' | 'url'>) => ({
        act,
        what: `in:${shortHash(`${title} ${url}`)}`,
      })
      return meant(house, club, catalogue, written, once)
    },
    describe: (paper) => broughtOnce((once) => describe(house, club, catalogue, paper, once)),

    async suggestIdea(caller, paper, line) {
      await goingOn()
      const said = line.replace(/\s+/g, ' ').trim()
      if (said === '' || said.length > LONGEST_IDEA) {
        throw new UserError('bad-idea', `Put the idea into one sentence of at most ${LONGEST_IDEA} characters.`)
      }
      if (said === paper.idea) throw new UserError('same-idea', `That is the line of “${paper.title}” already.`)
      const suggestion = { paper: paper.id, line: said, name: caller.name, at: clock.now(), by: caller.account }
      const theirs = accountsOf(caller).map((account) =>
        libraryKeys.suggestion(club, suggestionPlace(paper.id, account)),
      )
      const [key = ''] = theirs
      return act.change('suggest', SuggestedAs, theirs, (values) => {
        const before = theirs.flatMap((one) => Suggestions.findIn(store, values, one) ?? [])
        return {
          writes: { ...removing(theirs), [key]: Suggestions.json(suggestion) },
          result: { before: before[0]?.line ?? null },
        }
      })
    },
    async suggestions() {
      const prefix = libraryKeys.suggestions(club)
      const entries = await Suggestions.range(store, prefix)
      return entries
        .sort((a, b) => Temporal.Instant.compare(a.value.at, b.value.at))
        .map(({ key, value }): IdeaSuggestion => ({ id: suggestionId(key.slice(prefix.length), value.line), ...value }))
    },
    async settleSuggestion(id, accept) {
      await goingOn()
      const [place = ''] = id.split('.')
      const key = libraryKeys.suggestion(club, place)
      const suggested = await Suggestions.find(store, key)
      const title = suggested && (await catalogue.get(suggested.paper))?.title
      const version = libraryKeys.version(club)
      const settled = await act.change('settle', SettledAs, [key, version], (values) => {
        const suggestion = Suggestions.findIn(store, values, key)
        if (!suggestion || suggestionId(place, suggestion.line) !== id) return { writes: {}, result: null }
        const { paper, line, name, by } = suggestion
        const what = accept ? 'accepted' : 'rejected'
        const notes = by ? [{ for: by, what, title: title ?? paper, words: line } as const] : []
        const accepted = {
          [libraryKeys.idea(club, paper)]: Ideas.json({ line, name, from: place }),
          [libraryKeys.thank(club, paper)]: Thanked.json({ name, paper, title: title ?? paper, from: place }),
          ...nextVersion(club, Versions.findIn(store, values, version)),
        }
        return {
          writes: { [key]: undefined, ...(accept ? accepted : {}), ...noting(notes, clock.now()) },
          result: { id, paper, line, name },
        }
      })
      await libraries.refresh(club)
      return settled ?? undefined
    },

    fresh: (since) => freshSince(house, club, catalogue, since),

    ...feedService(house, club, catalogue, act),
  }
}

function nothingIn({ problems }: ReadDocument): UserError {
  const [first] = problems
  const why = first ? ` ${first.message}` : ''
  return new UserError(
    'no-papers',
    `No paper was found in that.${why} Give a link to a paper or a digest, or paste its text.`,
  )
}

/** Names the line as well: whoever suggests another one must not have it accepted unseen. */
function suggestionId(place: string, line: string): string {
  return `${place}.${shortHash(line)}`
}
