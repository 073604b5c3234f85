/** Who is one person with several accounts. */
import { type AccountId, isAccountId, keys } from '../club/keys.ts'
import type { PersonOf } from '../club/person.ts'
import type { Store, Values } from '../store/store.ts'
import { Linkeds } from './records.ts'

/** All accounts of whoever has this one, this one first. */
export async function accountsLinkedTo(store: Store, account: AccountId): Promise<readonly AccountId[]> {
  return ownFirst(account, (await Linkeds.find(store, keys.linked(account)))?.accounts)
}

/** As {@link accountsLinkedTo}, within a change that reads {@link keys.linked} of the account. */
export function accountsIn(store: Store, values: Values, account: AccountId): readonly AccountId[] {
  return ownFirst(account, Linkeds.findIn(store, values, keys.linked(account))?.accounts)
}

/** Which of the accounts are one person's, as it is now. */
export async function peopleAmong(store: Store, accounts: Iterable<string>): Promise<PersonOf> {
  // Mostly nobody has linked any: then it is not asked of each.
  const isAny = (await store.range(keys.allLinked(), { limit: 1 })).length > 0
  const asked = isAny ? [...new Set(accounts)].filter(isAccountId) : []
  const found = await Promise.all(asked.map(async (account) => [account, await personOf(store, account)] as const))
  const people = new Map<string, string>(found)
  return (account) => people.get(account) ?? account
}

async function personOf(store: Store, account: AccountId): Promise<string> {
  return (await Linkeds.find(store, keys.linked(account)))?.accounts[0] ?? account
}

function ownFirst(account: AccountId, accounts: readonly AccountId[] = []): readonly AccountId[] {
  return [account, ...accounts.filter((other) => other !== account)]
}
