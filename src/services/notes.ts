/** What concerns one person alone: kept with the act that it is about, and told once, at their next command. */
import type { Caller } from '../club/caller.ts'
import { type AccountId, keys } from '../club/keys.ts'
import type { Note, Noted } from '../club/note.ts'
import { accountsOf } from '../club/person.ts'
import type { NoteService } from '../ports/services.ts'
import type { Store, Writes } from '../store/store.ts'
import type { Act } from './act.ts'
import type { House } from './house.ts'
import { NotedAs, Notes } from './records.ts'
import { shortHash } from './short-hash.ts'
import { removing } from './writes.ts'

/** As many as are read before one's answer; the others come with the next. */
const AT_ONCE = 5
/** Hours: who does nothing for so long is not told any more. */
const LASTING = 60 * 24

/** Under what is kept which notes an act was answered with. */
export const TOLD = 'notes'

/** What keeps notes, for a change to write along. */
export function noting(notes: readonly Noted[], at: Temporal.Instant): Writes {
  const each = notes.map(({ for: account, ...note }): [string, Writes[string]] => {
    const value = Notes.json({ ...note, at })
    return [keys.note(account, at, shortHash(JSON.stringify(value))), value]
  })
  return Object.fromEntries(each)
}

export function noteService({ store }: House, act: Act): NoteService {
  return {
    async take(caller) {
      const [told, found] = await Promise.all([act.told(TOLD, NotedAs), notesOf(store, caller)])
      if (told) return told.notes
      const all = found.slice(0, AT_ONCE).map(({ key }) => key)
      if (all.length === 0) return []
      const taken = await act.change(TOLD, NotedAs, all, (values) => {
        const notes = all.flatMap((key) => Notes.findIn(store, values, key) ?? [])
        return { writes: removing(all), result: { to: caller.account, notes } }
      })
      return taken.notes
    },
  }
}

/** What nobody came for. */
export async function dropOldNotes({ store, clock }: House): Promise<void> {
  const since = clock.now().subtract({ hours: LASTING })
  const all = await Notes.range(store, keys.allNotes())
  const old = all.filter(({ value }) => Temporal.Instant.compare(value.at, since) < 0).map(({ key }) => key)
  if (old.length > 0) await store.change([], () => ({ writes: removing(old) }))
}

/** Oldest first. */
export async function notesOf(
  store: Store,
  caller: Pick<Caller, 'account' | 'accounts'>,
): Promise<{ key: string; value: Note }[]> {
  const of = (account: AccountId) => Notes.range(store, keys.notes(account))
  const all = (await Promise.all(accountsOf(caller).map(of))).flat()
  return all.toSorted((a, b) => Temporal.Instant.compare(a.value.at, b.value.at))
}
