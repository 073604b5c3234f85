import { listed } from '../club/calendar/rule.ts'
import type { Caller } from '../club/caller.ts'
import type { AccountId } from '../club/keys.ts'
import type { Block } from './card.ts'

interface Known {
  account: AccountId
  name: string
}

/**
 * Whose account a mention within a text names: somebody of the caller's own chat. Where a name was only typed behind an @, whoever
 * alone of the `known` is called so, in either chat. Null where it is nobody's.
 */
export function mentioned(caller: Pick<Caller, 'account' | 'name'>, known: readonly Known[] = []) {
  const place = caller.account.slice(0, caller.account.lastIndexOf(':') + 1)
  return (text: string): Known | null => {
    if (text.startsWith('@')) return onlyOne(known.filter(({ name }) => isSame(name, text.slice(1))))
    const [, id, label = ''] = /^<@!?(\w+)(?:\|([^>]*))?>$/.exec(text) ?? []
    const account = id ? `${place}${id}` : text
    if (!account.startsWith(place) || /\W/.test(account.slice(place.length))) return null
    return {
      account: account as AccountId,
      name: account === caller.account ? caller.name : label || nameOf(account, known),
    }
  }
}

function nameOf(account: string, known: readonly Known[]): string {
  return known.find((one) => one.account === account)?.name ?? ''
}

function onlyOne(found: readonly Known[]): Known | null {
  return found.length === 1 ? (found[0] ?? null) : null
}

function isSame(name: string, typed: string): boolean {
  return name.trim().toLowerCase() === typed.trim().toLowerCase()
}

/** Says of names that were typed behind an @ and are nobody's account what they are. */
export function namesAlone(
  text: string | undefined,
  people: readonly { account: AccountId | null; name: string }[],
): Block[] {
  const alone = people.filter(({ account, name }) => account === null && text?.includes(`@${name}`))
  if (alone.length === 0) return []
  const names = listed(alone.map(({ name }) => `“${name}”`))
  const what = alone.length === 1 ? 'is a name without an account' : 'are names without accounts'
  return [
    {
      kind: 'text',
      text: `${names} ${what} here, and cannot press buttons. If members are meant, pick them from the list that your chat shows after an @.`,
    },
  ]
}
