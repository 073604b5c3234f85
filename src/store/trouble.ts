import { Unavailable } from '../club/errors.ts'

/** A value that is in the store and cannot be read as JSON. */
export class BadRecord extends Error {
  readonly key: string

  constructor(key: string, cause: unknown) {
    super(`The store holds something unreadable under ${JSON.stringify(key)}.`, { cause })
    this.name = 'BadRecord'
    this.key = key
  }
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
