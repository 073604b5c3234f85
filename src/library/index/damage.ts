import { errcodeOf } from '../../worker/trouble.ts'

const ERROR = 1
const CORRUPT = 11
const NOT_A_DATABASE = 26
/** SQLite's word for a file that does not lie any more where it was opened. */
const MOVED = 1032

/** Whether SQLite says that the file is not what it should be: all that was in it must be given again. */
export function isDamage(error: unknown): boolean {
  const code = (errcodeOf(error) ?? 0) & 0xff
  return code === CORRUPT || code === NOT_A_DATABASE || isEmptied(error, code)
}

/** Somebody has cut the file to nothing while it was open. */
function isEmptied(error: unknown, code: number): boolean {
  return code === ERROR && error instanceof Error && error.message.startsWith('no such table')
}

/** Whether the file was made anew by somebody else while it was written: what was written so far is not in it. */
export function isMoved(error: unknown): boolean {
  return errcodeOf(error) === MOVED
}

export function moved(): Error {
  return Object.assign(new Error('The library’s file was made anew meanwhile.'), { errcode: MOVED })
}
