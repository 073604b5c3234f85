/** What concerns one person alone: kept with the act that it is about, and told at their next command, or by a message where they wish that. */
import { messagedCard, notesCard } from '../chat/cards/notes.ts'
import { ChatFailure } from '../chat/failure.ts'
import type { Caller } from '../club/caller.ts'
import { type AccountId, keys, platformOf } from '../club/keys.ts'
import type { Note, Noted } from '../club/note.ts'
import { accountsOf } from '../club/person.ts'
import type { NoteService } from '../ports/members.ts'
import type { Store, Values, Writes } from '../store/store.ts'
import type { Act } from './act.ts'
import { isShutAlone, sayAlone } from './alone.ts'
import type { House } from './house.ts'
import { accountsLinkedTo } from './people.ts'
import { Messaged, NotedAs, Notes } from './records.ts'
import { shortHash } from './short-hash.ts'
import { removing } from './writes.ts'

/** As many as are read before one's answer; the others come with the next. */
const AT_ONCE = 5
/** What was not noted as told by then is told once more: whoever was at it is gone. */
const ON_ITS_WAY = { minutes: 1 }
/** Hours: who does nothing for so long is not told any more. */
const LASTING = 60 * 24

/** Under what is kept which notes an act was answered with. */
export const TOLD = 'notes'

/** What keeps notes, for a change to write along. */
export function noting(notes: readonly Noted[], at: Temporal.Instant): Writes {
  const each = notes.map(({ for: account, ...note }): [string, Writes[string]] => {
    const value = Notes.json({ ...note, at, shown: null, tried: false })
    return [keys.note(account, at, shortHash(JSON.stringify(value))), value]
  })
  return Object.fromEntries(each)
}

/** `mayWait`: whether something may wait for one of these accounts. */
export function noteService(
  house: House,
  act: Act,
  mayWait: (accounts: readonly AccountId[]) => Promise<boolean>,
): NoteService {
  const { store, clock, log } = house
  return {
    async take(caller) {
      if (!(await mayWait(accountsOf(caller)))) return { notes: [], told: async () => {} }
      const [before, found] = await Promise.all([act.told(TOLD, NotedAs), notesOf(store, caller)])
      const all = found.map(({ key }) => key)
      if (!before && all.length === 0) return { notes: [], told: async () => {} }
      const taken =
        before ??
        (await act.change(TOLD, NotedAs, all, (values) => {
          const { notes, writes } = claimed(store, values, all, clock.now())
          const told = { to: caller.account, notes: notes.map(({ value }) => value), keys: notes.map(({ key }) => key) }
          return { writes, result: told }
        }))
      return {
        notes: taken.notes,
        // What was told and could not be noted as told comes once more.
        async told() {
          const noted = store.change([], () => ({ writes: removing(taken.keys) }))
          await noted.catch((error: unknown) => log.warn({ err: error }, 'what was told may be told again'))
        },
      }
    },
    async messaged({ account }, wanted) {
      const key = keys.messaged(account)
      if (wanted && !(await Messaged.find(store, key))) {
        const mark = shortHash(`messaged ${account} ${clock.now().epochMilliseconds}`)
        await sayAlone(house, account, messagedCard(mark), mark)
      }
      if (wanted !== undefined)
        await store.change([], () => ({ writes: { [key]: wanted ? Messaged.json(true) : undefined } }))
      return (await Messaged.find(store, key)) === true
    },
  }
}

/** Sends those what waits for them who wish that. Where it may not have got there, their next command tells it. */
export async function messageNotes(house: House): Promise<void> {
  const { store, clock, platforms, log } = house
  for (const { key } of await Messaged.range(store, keys.allMessaged())) {
    const account = key.slice(keys.allMessaged().length) as AccountId
    const platform = platforms.get(platformOf(account))
    if (platform?.health().state !== 'ready') continue
    const waiting = await notesOf(store, { account, accounts: await accountsLinkedTo(store, account) })
    const untried = waiting.filter(({ value }) => !value.tried).map((note) => note.key)
    if (untried.length === 0) continue
    const notes = await store.change(untried, (values) => {
      const { notes, writes } = claimed(store, values, untried, clock.now(), true)
      return { writes, result: notes }
    })
    if (notes.length === 0) continue
    const all = notes.map((note) => note.key)
    try {
      const mark = shortHash(all.join())
      await platform.post(
        platform.roomWith(account),
        notesCard(
          notes.map(({ value }) => value),
          mark,
        ),
        mark,
      )
      await store.change([], () => ({ writes: removing(all) }))
    } catch (error) {
      if (!(error instanceof ChatFailure)) throw error
      log.warn({ reason: error.reason, err: error.cause }, 'somebody could not be told by a message')
      const isLater = error.sent === 'no' && error.reason === 'busy'
      await store.change(all, (values) => ({
        writes: {
          ...Object.fromEntries(
            all.flatMap((one) => {
              const note = Notes.findIn(store, values, one)
              return note ? [[one, Notes.json({ ...note, shown: null, tried: !isLater })]] : []
            }),
          ),
          ...(isShutAlone(error.reason) ? switchedOff(account, clock.now()) : {}),
        },
      }))
    }
  }
}

/** There are no messages any more, which their next command tells. */
function switchedOff(account: AccountId, now: Temporal.Instant): Writes {
  return {
    ...removing([keys.messaged(account)]),
    ...noting([{ for: account, what: 'no messages', title: '', words: null }], now),
  }
}

/** Notes that are on their way to nobody, the first of these, and what says that they are now; `tried`: by a message. */
function claimed(store: Store, values: Values, all: readonly string[], now: Temporal.Instant, tried = false) {
  const isFree = ({ shown }: Note) => shown === null || Temporal.Instant.compare(shown.add(ON_ITS_WAY), now) <= 0
  const free = all.flatMap((key) => {
    const value = Notes.findIn(store, values, key)
    return value && isFree(value) ? [{ key, value }] : []
  })
  const notes = free.slice(0, AT_ONCE)
  const writes: Writes = Object.fromEntries(
    notes.map(({ key, value }) => [key, Notes.json({ ...value, shown: now, tried: tried || value.tried })]),
  )
  return { notes, writes }
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
