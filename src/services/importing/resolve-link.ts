import { UserError } from '../../club/errors.ts'
import { toParsed } from '../../library/formats/digest-entry.ts'
import { LINK, linkName, linkPage, linkQuery, MOST_AT_ONCE, type PaperLink } from '../../library/formats/link.ts'
import { arxivKey } from '../../library/identity.ts'
import type { Problem } from '../../library/paper.ts'
import { FetchFailure } from '../library/reader.ts'
import { UNRESOLVED } from './address.ts'
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

/** A sentence where there is no paper. */
type Answers = Map<PaperLink, ReadPaper | string>

/** The papers that links lead to, in their order. A link that leads to none is a problem, and the rest is read. */
export async function* resolveLinks(
  name: string,
  links: readonly PaperLink[],
  by: LinkResolver,
): AsyncGenerator<Piece> {
  const papers: ReadPaper[] = []
  const problems: Problem[] = []
  const answers = await answersFor(links, by)
  for (const link of links) {
    const answer = answers.get(link) ?? unknown(link)
    if (typeof answer === 'string') problems.push({ file: name, line: 1, message: answer })
    else papers.push(answer)
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

/** One question after another: the services ask their users not to come in crowds. */
async function answersFor(links: readonly PaperLink[], by: LinkResolver): Promise<Answers> {
  const answers: Answers = new Map()
  const down = new Map<string, string>()
  for (const [site, ofSite] of Map.groupBy(links, (link) => link.site)) {
    for (let start = 0; start < ofSite.length; start += MOST_AT_ONCE[site]) {
      const together = ofSite.slice(start, start + MOST_AT_ONCE[site])
      for (const link of together) answers.set(link, `${linkName(link)} cannot be looked up: no address to ask is set.`)
      for (const base of by.bases[site]) await askBase(base, together, by, { answers, down })
    }
  }
  return answers
}

/** Asks for what is not answered yet. `down`: bases that are in trouble, and which; they are not asked again. */
async function askBase(
  base: string,
  links: readonly PaperLink[],
  by: LinkResolver,
  { answers, down }: { answers: Answers; down: Map<string, string> },
): Promise<void> {
  const open = links.filter((link) => typeof answers.get(link) === 'string')
  if (open.length === 0) return
  const known = down.get(base)
  const said = known === undefined ? await ask(base, open, by) : { trouble: known }
  if (said instanceof Map) for (const [link, answer] of said) answers.set(link, answer)
  else {
    down.set(base, said.trouble)
    for (const link of open) answers.set(link, `${linkName(link)} cannot be looked up: ${said.trouble}`)
  }
}

async function ask(
  base: string,
  links: readonly PaperLink[],
  by: LinkResolver,
): Promise<Answers | { trouble: string }> {
  const [link, ...more] = links
  if (!link) return new Map()
  const { path, accept, format } = linkQuery(link, ...more)
  try {
    const answer = await fetchDocument(base.replace(/\/+$/, '') + path, { ...by.fetch, accept })
    if (answer.kind === 'unchanged') return new Map()
    const { bytes, charset } = answer
    const { papers, problems } = await collect(by.read({ name: linkName(link), format, charset, bytes }))
    if (papers.length === 0 && more.length > 0) return await askAlone(base, links, by)
    return new Map(links.map((one) => [one, paperFor(one, papers, links.length) ?? unknown(one, problems)]))
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    // The address is the configuration's: nobody who asks can check it.
    if (error.code === UNRESOLVED)
      return { trouble: `${new URL(base).hostname} cannot be reached at the moment. Please try again later.` }
    if (!(error instanceof FetchFailure) || error.status >= 500 || error.status === 429)
      return { trouble: error.message }
    if (more.length > 0) return await askAlone(base, links, by)
    const cause = `${linkName(link)} cannot be looked up: ${error.message}`
    return new Map([[link, error.status === 404 ? unknown(link) : cause]])
  }
}

/** A service may refuse all that are asked for together because of one. */
async function askAlone(
  base: string,
  links: readonly PaperLink[],
  by: LinkResolver,
): Promise<Answers | { trouble: string }> {
  const answers: Answers = new Map()
  for (const link of links) {
    const said = await ask(base, [link], by)
    if (!(said instanceof Map)) return said
    for (const [one, answer] of said) answers.set(one, answer)
  }
  return answers
}

function paperFor(link: PaperLink, papers: readonly ReadPaper[], asked: number): ReadPaper | undefined {
  const key = arxivKey({ arxivId: link.id, doi: null })
  const found = asked === 1 ? papers[0] : papers.find(({ paper }) => arxivKey(paper) === key)
  return found && { ...found, paper: { ...found.paper, link: found.paper.link ?? linkPage(link) } }
}

function unknown(link: PaperLink, problems: readonly Problem[] = []): string {
  const said = problems.find(({ message }) => /error/i.test(message))?.message
  return `There is no paper ${linkName(link)}${said ? ` (${said})` : '; check the link'}.`
}
