import { type AccountId, keys } from '../club/keys.ts'
import type { House } from './house.ts'

/** Milliseconds after which it is seen in any case that another process has noted something for somebody. */
const TRUSTED = 10 * 60_000

/** Tells whether something may wait to be told to one of these accounts, mostly without asking the store: hardly anybody has any. */
export function notedPeople({ store }: House): (accounts: readonly AccountId[]) => Promise<boolean> {
  let known: { people: Promise<Set<string>>; until: number } | undefined
  store.onWrite(
    (written) => {
      const noted = written.filter((key) => key.startsWith(keys.allNotes())).map(accountIn)
      if (noted.length === 0) return
      void known?.people.then((people) => {
        for (const account of noted) people.add(account)
      })
    },
    [keys.allNotes()],
  )
  store.onMissed(() => {
    known = undefined
  })

  async function ask(): Promise<Set<string>> {
    return new Set((await store.range(keys.allNotes())).map(({ key }) => accountIn(key)))
  }

  return async (accounts) => {
    if (!known || known.until < performance.now()) {
      const asked = { people: ask(), until: performance.now() + TRUSTED }
      asked.people.catch(() => {
        if (known === asked) known = undefined
      })
      known = asked
    }
    const people = await known.people
    return accounts.some((account) => people.has(account))
  }
}

function accountIn(key: string): string {
  return key.slice(keys.allNotes().length).split('/')[0] ?? ''
}
