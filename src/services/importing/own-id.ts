import { shortHash } from '../short-hash.ts'
import type { Piece } from './pieces.ts'

/** Many pages are called `index` and many texts are pasted: what each brings stays a digest of its own. */
export function ownId(id: string, of: string | Uint8Array): string {
  return `${id}-${shortHash(of).slice(0, 8)}`
}

/** The same pieces, of a digest whose id says which page or text it is from. */
export async function* withOwnId(pieces: AsyncIterable<Piece>, of: string | Uint8Array): AsyncGenerator<Piece> {
  for await (const piece of pieces) {
    if (piece.kind === 'head' && piece.digest) {
      yield { ...piece, digest: { ...piece.digest, id: ownId(piece.digest.id, of) } }
    } else yield piece
  }
}
