import { UserError } from '../../club/errors.ts'
import type { Problem } from '../../club/paper.ts'
import { toParsed } from '../../library/formats/digest-entry.ts'
import { LINK, linkName, linkPage, linkQuery, type PaperLink } from '../../library/formats/link.ts'
import { FetchFailure } from '../reader.ts'
import { type FetchOptions, fetchDocument } from './fetch-document.ts'
import { collect, type Job, type Piece, type ReadPaper, refused } from './pieces.ts'

/** Where each service is asked; of several bases each is asked until one knows the paper. */
export type LinkBases = Readonly<Record<PaperLink['site'], readonly string[]>>

export interface LinkResolver {
  bases: LinkBases
  fetch: FetchOptions
  /** Reads an answer. */
  read(job: Job): AsyncIterable<Piece>
}

/** The papers that links lead to, in their order. A link that leads to none is a problem, and the rest is read. */
export async function* resolveLinks(
  name: string,
  links: readonly PaperLink[],
  by: LinkResolver,
): AsyncGenerator<Piece> {
  const papers: ReadPaper[] = []
  const problems: Problem[] = []
  const down = new Map<string, string>()
  // One after another: the services ask their users not to come in crowds.
  for (const link of links) {
    const found = await resolveLink(link, by, down)
    if (typeof found === 'string') problems.push({ file: name, line: 1, message: found })
    else papers.push(found)
  }
  const [link] = links
  const id = link ? linkName(link) : name
  const head = papers.length > 0 ? toParsed({ name: id, text: '' }, { papers: [] }, []).digest : null
  if (!head) return yield* refused(problems)
  const { papers: _, ...digest } = { ...head, id, title: id }
  yield { kind: 'head', format: LINK, digest }
  yield { kind: 'papers', papers, progress: { bytes: 0, of: null } }
  yield { kind: 'end', problems, isWhole: true }
}

/** A sentence where there is no paper. `down`: bases that are in trouble, and which; they are not asked again. */
async function resolveLink(link: PaperLink, by: LinkResolver, down: Map<string, string>): Promise<ReadPaper | string> {
  let sentence = `${linkName(link)} cannot be looked up: no address to ask is set.`
  for (const base of by.bases[link.site]) {
    const trouble = down.get(base)
    const found = trouble === undefined ? await ask(base, link, by) : { trouble }
    if (typeof found === 'object' && 'paper' in found) return found
    if (typeof found === 'object') down.set(base, found.trouble)
    sentence = typeof found === 'string' ? found : `${linkName(link)} cannot be looked up: ${found.trouble}`
  }
  return sentence
}

async function ask(
  base: string,
  link: PaperLink,
  { fetch, read }: LinkResolver,
): Promise<ReadPaper | string | { trouble: string }> {
  const { path, accept, format } = linkQuery(link)
  try {
    const answer = await fetchDocument(base.replace(/\/+$/, '') + path, { ...fetch, accept })
    if (answer.kind === 'unchanged') return unknown(link)
    const { bytes, charset } = answer
    const { papers, problems } = await collect(read({ name: linkName(link), format, charset, bytes }))
    const [paper] = papers
    if (!paper) return unknown(link, problems)
    return { ...paper, paper: { ...paper.paper, link: paper.paper.link ?? linkPage(link) } }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    if (!(error instanceof FetchFailure)) return { trouble: error.message }
    if (error.status === 404) return unknown(link)
    const isDown = error.status >= 500 || error.status === 429
    return isDown ? { trouble: error.message } : `${linkName(link)} cannot be looked up: ${error.message}`
  }
}

function unknown(link: PaperLink, problems: readonly Problem[] = []): string {
  const said = problems.find(({ message }) => /error/i.test(message))?.message
  return `There is no paper ${linkName(link)}${said ? ` (${said})` : '; check the link'}.`
}
