/** A person: one account, or several that they linked. */
import { z } from 'zod'
import type { Caller } from './caller.ts'
import { type AccountId, isAccountId } from './keys.ts'

/** All accounts of somebody who has several, in the order of linking; kept with each of them. */
export const Linked = z.object({ accounts: z.array(z.string().refine(isAccountId)).min(2) })
export type Linked = z.infer<typeof Linked>

export type Self = Pick<Caller, 'account' | 'accounts'>

/** All accounts of whoever acts, theirs that they act with first. */
export function accountsOf({ account, accounts = [] }: Self): readonly AccountId[] {
  return [account, ...accounts.filter((other) => other !== account)]
}

/** Whether an account is one of theirs. */
export function isSelf(caller: Self, account: string | null | undefined): boolean {
  return accountsOf(caller).some((own) => own === account)
}

/** Who an account is of: the same for all that were linked. */
export type PersonOf = (account: string) => string

/** The people of these accounts, each once. */
export function persons(accounts: readonly string[], personOf: PersonOf): string[] {
  return [...new Set(accounts.map(personOf))]
}
