import { Unavailable } from '../club/errors.ts'

/** A value that is in the store and cannot be read as JSON. */
export class BadRecord extends Error {
  readonly key: string

  constructor(key: string, cause: unknown) {
    super(`The store holds something unreadable under ${JSON.stringify(recordName(key))}.`, { cause })
    this.name = 'BadRecord'
    this.key = key
  }
}

/** A record's name for logs: its kind and what it belongs to, without the part that names a person or a place in a chat. */
export function recordName(key: string): string {
  const [named = ''] = key.split(':', 1)
  return named === key ? key : `${named.slice(0, named.lastIndexOf('/') + 1)}…`
}

export function unread(cause: unknown): Unavailable {
  return new Unavailable('The bot’s database cannot be read just now.', { lost: false, cause })
}

export function unsaved(cause: unknown): Unavailable {
  return new Unavailable('The bot’s database cannot be written just now.', { lost: true, cause })
}

export function closed(): Error {
  return new Error('The store is closed.')
}
