/** Milliseconds. A longer wait is a slip of whoever named it: nothing is silent for longer. */
const LONGEST = 24 * 60 * 60_000

/** What the header `Retry-After` says, in milliseconds from now: seconds, whole or not, or a date. Null where it says neither. */
export function waitOf(header: string | null | undefined, now = Date.now()): number | null {
  const said = header?.trim() ?? ''
  const wait = /^\d+(\.\d+)?$/.test(said) ? Number(said) * 1_000 : Date.parse(said) - now
  return Number.isNaN(wait) ? null : Math.min(Math.max(wait, 0), LONGEST)
}

/** Headers that say it in seconds, the only way that the chats' clients read; where it is not said they ask again in five. */
export function inSeconds(headers: Iterable<[string, string]>, round: (seconds: number) => number): Headers {
  const said = new Headers([...headers])
  said.set('retry-after', String(round((waitOf(said.get('retry-after')) ?? UNSAID) / 1_000)))
  return said
}

/** Milliseconds. */
const UNSAID = 5_000
