import type { Caller } from '../club/caller.ts'
import type { AccountId } from '../club/keys.ts'

/** Whose account a mention within a text names: somebody of the caller's own chat. Null where it is none. */
export function mentioned(caller: Pick<Caller, 'account' | 'name'>) {
  const place = caller.account.slice(0, caller.account.lastIndexOf(':') + 1)
  return (text: string): { account: AccountId; name: string } | null => {
    const [, id, label = ''] = /^<@!?(\w+)(?:\|([^>]*))?>$/.exec(text) ?? []
    const account = id ? `${place}${id}` : text
    if (!account.startsWith(place) || /\W/.test(account.slice(place.length))) return null
    return { account: account as AccountId, name: account === caller.account ? caller.name : label }
  }
}
