import { UserError } from '../../club/errors.ts'
import { toParsed } from '../../library/formats/digest-entry.ts'
import { addressesOnly, LINK, paperLink, paperLinks } from '../../library/formats/link.ts'
import { pageTyped } from '../../library/formats/paper-sites.ts'
import type { ReadDocument, Reader } from '../library/reader.ts'
import type { Documents } from './documents.ts'
import { ownId } from './own-id.ts'
import { collect, type Piece, refused, type WholeDocument } from './pieces.ts'

/** Reads what members hand in: a link to a page or a paper, several of them, text as it was pasted, or a file. */
export function createReader(documents: Documents): Reader {
  return {
    async read(what) {
      if (typeof what !== 'string') return own(documents.bytes(what.name, what.bytes, null), what.bytes)
      const text = what.trim()
      if (paperLink(text)) return whole(documents.url(text, null))
      const page = pageTyped(text) ?? (isAddress(text) ? text : null)
      if (page !== null) return own(orInstead(documents.url(page, null)), text)
      const several = paperLinks(text) === null ? addressesOnly(text) : null
      if (several) return own(together(documents, several), text)
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

/** One after another; an address that leads to no paper keeps none of the others out. */
async function* together(documents: Documents, addresses: readonly string[]): AsyncGenerator<Piece> {
  const read: WholeDocument[] = []
  for (const address of addresses) {
    const typed = paperLink(address) ? address : (pageTyped(address) ?? address)
    read.push(await collect(documents.url(typed, null)))
  }
  const problems = read.flatMap((document) => document.problems)
  const papers = read.flatMap((document) => document.papers)
  const head = papers.length > 0 ? toParsed({ name: 'Pasted links', text: '' }, { papers: [] }, []).digest : null
  if (!head) return yield* refused(problems)
  const { papers: _, ...digest } = head
  yield { kind: 'head', format: LINK, digest }
  yield { kind: 'papers', papers, progress: { bytes: 0, of: null } }
  yield { kind: 'end', problems, isWhole: true, unread: read.flatMap((document) => document.unread) }
}

/** A page that cannot be had or read is said with what helps where it is a paper's. */
async function* orInstead(pieces: AsyncGenerator<Piece>): AsyncGenerator<Piece> {
  let isRead = false
  for await (const piece of pieces) {
    if (piece.kind === 'head') isRead = piece.digest !== null
    if (piece.kind === 'end' && !isRead) {
      const [first, ...others] = piece.problems
      const problems = first ? [{ ...first, message: `${first.message} ${INSTEAD}` }, ...others] : []
      yield { ...piece, problems }
    } else yield piece
  }
}

const INSTEAD = 'If it is a paper, give its DOI, its arXiv number or its title instead.'

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
