import { errcodeOf } from '../../worker/trouble.ts'

const CORRUPT = 11
const NOT_A_DATABASE = 26

/** Whether SQLite says that the file is not what it should be: all that was in it must be given again. */
export function isDamage(error: unknown): boolean {
  const code = (errcodeOf(error) ?? 0) & 0xff
  return code === CORRUPT || code === NOT_A_DATABASE
}
