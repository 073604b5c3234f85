import type { Piece } from '../services/importing/pieces.ts'
import type { Io } from './io.ts'

/** Bytes from which on a document takes long enough for people to wonder. */
const LONG = 1_000_000

/** Hands pieces on, and says on standard error how far a long document has been read. A terminal shows it on one line. */
export async function* withProgress(name: string, pieces: AsyncIterable<Piece>, { stderr }: Io): AsyncGenerator<Piece> {
  let papers = 0
  let shown = -1
  for await (const piece of pieces) {
    yield piece
    if (piece.kind !== 'papers') continue
    papers += piece.papers.length
    const { bytes, of } = piece.progress
    const percent = of === null || of < LONG ? null : Math.floor((bytes / of) * 100)
    if (percent === null || percent === shown) continue
    shown = percent
    stderr.write(`${stderr.isTTY ? '\r' : ''}${name}: ${percent} %, ${papers} papers${stderr.isTTY ? '' : '\n'}`)
  }
  if (shown >= 0 && stderr.isTTY) stderr.write('\n')
}
