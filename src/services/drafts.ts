/** What people typed into forms that were refused, for an hour, so that it is there again after a restart. */
import type { Drafts } from '../chat/drafts.ts'
import { type AccountId, keys } from '../club/keys.ts'
import type { Store } from '../store/store.ts'
import { Typed } from './records.ts'
import { keepFor, removing } from './writes.ts'

const AN_HOUR = 60 * 60_000

export function openDrafts(store: Promise<Store>): Drafts {
  return {
    async keep(account, name, { action, fields }) {
      await keepFor(await store, AN_HOUR, {
        [keys.typed(account, name)]: Typed.json({ action, fields: { ...fields } }),
      })
    },
    find: async (account, name) => Typed.find(await store, keys.typed(account, name)),
  }
}

export function draftsOf(store: Store, account: AccountId) {
  return Typed.range(store, keys.typedBy(account))
}

export async function forgetDrafts(store: Store, account: AccountId): Promise<void> {
  const theirs = (await store.range(keys.typedBy(account))).map(({ key }) => key)
  await store.change([], () => ({ writes: removing(theirs) }))
}
