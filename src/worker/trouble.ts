/** An error as it crosses between threads. `errcode`: SQLite's. */
export interface Trouble {
  message: string
  errcode?: number
}

export function troubleOf(error: unknown): Trouble {
  const message = error instanceof Error ? error.message : String(error)
  const errcode = errcodeOf(error)
  return errcode === undefined ? { message } : { message, errcode }
}

export function errorOf({ message, errcode }: Trouble): Error {
  return Object.assign(new Error(message), errcode === undefined ? {} : { errcode })
}

/** SQLite's own code of an error, in the thread and outside. */
export function errcodeOf(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : undefined
}
