/** The one way in for documents: from files, pages, links and text, in pieces. */
import { UserError } from '../../club/errors.ts'
import { LINK, type PaperLink, paperLink } from '../../library/formats/link.ts'
import { namedFeed } from '../../library/formats/named-feed.ts'
import { pageOf } from '../../library/formats/paper-sites.ts'
import { isShownFrom, PICTURE_HOSTS } from '../../library/picture.ts'
import type { Validators } from '../library/reader.ts'
import { type FetchOptions, fetchDocument } from './fetch-document.ts'
import { type Job, type Piece, type Reading, type ReadPaper, refused } from './pieces.ts'
import { openReadingThread, type ReadingThread, type ThreadOptions } from './reading-thread.ts'
import { type LinkBases, type LinkResolver, resolveLinks } from './resolve-link.ts'

export interface DocumentOptions {
  /** Base URLs of the services that know papers; they may be anywhere. */
  bases: LinkBases
  /** Further base URLs that may be anywhere. */
  exempt?: readonly string[]
  fetch?: Omit<FetchOptions, 'exempt' | 'accept' | 'validators' | 'onwards'>
  thread?: ThreadOptions
  /** With whom pictures of papers may stand; those of others are left out. Default: {@link PICTURE_HOSTS}. */
  pictureHosts?: readonly string[]
  /** A thread that is there already. Default: one of its own, which starts when it is needed. */
  reading?: ReadingThread
}

/** Every document comes as pieces, one that cannot be had or read too. `format`: null to recognise it. */
export interface Documents {
  file(path: string, format: string | null): AsyncGenerator<Piece>
  bytes(name: string, bytes: Uint8Array<ArrayBuffer>, format: string | null): AsyncGenerator<Piece>
  /** A page of the web, or a paper if the address is a paper's. */
  url(address: string, format: string | null): AsyncGenerator<Piece>
  /** A feed that is read anew, or the one that a page names as its own. Throws {@link UserError} when it cannot be had. */
  newer(address: string, validators: Validators): Promise<Newer>
  close(): Promise<void>
}

/** `read` is null when the page is unchanged since its validators; `movedTo` when its address still holds. */
export interface Newer {
  read: { pieces: AsyncGenerator<Piece>; validators: Validators } | null
  movedTo: string | null
}

export function openDocuments(options: DocumentOptions): Documents {
  const { pictureHosts = PICTURE_HOSTS } = options
  const thread = options.reading ?? openReadingThread(options.thread)
  const bases = Object.values(options.bases).flat()
  const exempt = [...bases, ...(options.exempt ?? [])]
  const fetch = { ...options.fetch, exempt }
  const resolver: LinkResolver = {
    bases: options.bases,
    // The services may lead on to whatever else is at their own address.
    fetch: { ...options.fetch, exempt: bases.map((base) => new URL(base).origin) },
    read: (job) => withoutLinks(thread.read(job)),
  }

  function withShownPicture(read: ReadPaper): ReadPaper {
    const { picture, ...paper } = read.paper
    return picture === undefined || isShownFrom(pictureHosts, picture) ? read : { ...read, paper }
  }

  async function* read(job: Job): AsyncGenerator<Piece> {
    let links: PaperLink[] = []
    for await (const piece of thread.read(job)) {
      if (piece.kind === 'links') links = piece.links
      else if (piece.kind === 'papers') yield { ...piece, papers: piece.papers.map(withShownPicture) }
      else yield piece
    }
    // Only now: the answers are read by the same thread.
    if (links.length > 0) yield* resolveLinks(job.name, links, resolver)
  }

  async function* url(address: string, format: string | null): AsyncGenerator<Piece> {
    const link = format === null || format === LINK ? paperLink(address) : null
    if (link) return yield* resolveLinks(address, [link], resolver)
    const page = pageOf(address)
    try {
      const fetched = await fetchDocument(page, fetch)
      if (fetched.kind === 'document') yield* read({ name: page, format, ...contentOf(fetched) })
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      yield* refused([{ file: address, line: 1, message: error.message }])
    }
  }

  return {
    file: (path, format) => read({ name: path, format, charset: null, path }),
    bytes: (name, bytes, format) => read({ name, format, charset: null, bytes }),
    url,
    async newer(address, validators) {
      const fetched = await fetchDocument(address, { ...fetch, validators, onwards: feedOf })
      const { movedTo } = fetched
      if (fetched.kind === 'unchanged') return { read: null, movedTo }
      const pieces = read({ name: address, format: null, ...contentOf(fetched) })
      return { read: { pieces, validators: fetched.validators }, movedTo }
    },
    close: () => thread.close(),
  }
}

/** The tags that matter are of plain letters, whatever the page's charset. */
function feedOf({ bytes, url }: { bytes: Uint8Array; url: string }): string | null {
  return namedFeed(new TextDecoder('latin1').decode(bytes), url)
}

function contentOf({ bytes, charset }: { bytes: Uint8Array<ArrayBuffer>; charset: string | null }) {
  return { bytes, charset }
}

/** An answer is asked for under its format, so that it is never taken for links. */
async function* withoutLinks(readings: AsyncIterable<Reading>): AsyncGenerator<Piece> {
  for await (const reading of readings) if (reading.kind !== 'links') yield reading
}
