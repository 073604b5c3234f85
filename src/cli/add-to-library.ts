import { UserError } from '../club/errors.ts'
import type { Piece } from '../services/importing/pieces.ts'

/** Takes a document's papers into the club's library; returns how many were new and how many were known. */
export async function addToLibrary(
  _name: string,
  _pieces: AsyncIterable<Piece>,
): Promise<{ added: number; known: number }> {
  throw new UserError('no-library', 'Documents cannot be added from here; add --dry-run to see what is in them.')
}
