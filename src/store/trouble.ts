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
  return new Unavailable('The store cannot be read right now. Nothing was lost; please try again in a moment.', {
    lost: false,
    cause,
  })
}

export function unsaved(cause: unknown): Unavailable {
  return new Unavailable(
    'The store cannot be written right now, so this was not kept. Please do it again in a moment.',
    {
      lost: true,
      cause,
    },
  )
}

export function closed(): Error {
  return new Error('The store is closed.')
}
