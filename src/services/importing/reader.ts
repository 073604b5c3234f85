import { UserError } from '../../club/errors.ts'
import { paperLink } from '../../library/formats/link.ts'
import type { ReadDocument, Reader } from '../library/reader.ts'
import type { Documents } from './documents.ts'
import { ownId } from './own-id.ts'
import { collect, type Piece } from './pieces.ts'

/** Reads what members hand in: a link to a page or a paper, text as it was pasted, or a file. */
export function createReader(documents: Documents): Reader {
  return {
    async read(what) {
      if (typeof what !== 'string') return own(documents.bytes(what.name, what.bytes, null), what.bytes)
      const text = what.trim()
      if (paperLink(text)) return whole(documents.url(text, null))
      if (isAddress(text)) return own(documents.url(text, null), text)
      return own(documents.bytes('Pasted text', new TextEncoder().encode(what), null), text)
    },
    async readFeed(url, validators) {
      const { read, movedTo } = await documents.newer(url, validators)
      return { document: read && { ...(await whole(read.pieces)), validators: read.validators }, movedTo }
    },
  }
}

/** Other schemes too, so that they are refused as addresses rather than read as text. */
function isAddress(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(text)
}

/** Documents of one name stay digests of their own: the same text is the same digest again. */
async function own(pieces: AsyncGenerator<Piece>, of: string | Uint8Array): Promise<ReadDocument> {
  const document = await whole(pieces)
  return { ...document, digest: { ...document.digest, id: ownId(document.digest.id, of) } }
}

async function whole(pieces: AsyncGenerator<Piece>): Promise<ReadDocument> {
  const { format, digest, papers, problems, unread, meetings } = await collect(pieces)
  const picked = papers.map(({ idea, ideaFrom }) => (ideaFrom === 'abstract' ? idea : null))
  if (format !== null && digest !== null) return { format, digest, picked, problems, unread, meetings }
  const said = problems.map(({ message }) => message).slice(0, MOST_SAID)
  throw new UserError('not-read', said.join(' ') || 'Nothing in this document can be read.')
}

const MOST_SAID = 3
