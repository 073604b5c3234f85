import { UserError } from '../../src/club/errors.ts'
import type { Reader } from '../../src/services/library/reader.ts'

/** Reads nothing: for a house whose members add nothing. */
export const noReader: Reader = {
  read: () => Promise.reject(new UserError('no-reader', 'Nothing can be added here.')),
  readFeed: () => Promise.reject(new UserError('no-reader', 'Nothing can be followed here.')),
}
