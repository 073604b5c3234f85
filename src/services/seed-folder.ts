import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from '../club/paper.ts'
import { parse } from '../library/formats/lectern.ts'
import { merge } from '../library/merge.ts'
import type { ParsedDigest } from '../library/parsed-digest.ts'
import { createCatalogue, type MemoryCatalogue } from './catalogue.ts'
import { watchFolder } from './watch-folder.ts'

/** A folder of digests, read at once and again whenever a file in it changes. */
export interface SeedFolder {
  /** Stays the same object and always answers from the newest library. */
  catalogue: MemoryCatalogue
  /** What the catalogue was made of, for a library that holds more than these. */
  digests(): ParsedDigest[]
  /** Looks at the folder now; resolves once its changes are in the catalogue. Never rejects. */
  reload(): Promise<void>
  close(): void
}

export interface SeedFolderOptions {
  /** Called with each problem when it appears, not again while it lasts. */
  onProblem?(problem: Problem): void
  /** Called after a reload that changed something, never for the first reading. */
  onReload?(summary: ReloadSummary): void
}

export interface ReloadSummary {
  added: string[]
  changed: string[]
  removed: string[]
  papers: number
  digests: number
}

/** Rejects when the folder cannot be read at the start. A file in it that cannot be read is a problem, and the rest loads. */
export async function openSeedFolder(folder: string, options: SeedFolderOptions = {}): Promise<SeedFolder> {
  let files: Files = new Map()
  let current = createCatalogue(merge([]))
  let reported = new Set<string>()
  let isClosed = false

  function serve(problems: readonly Problem[]): void {
    const digests = [...files.values()].flatMap(({ digest }) => digest ?? [])
    current = createCatalogue(merge(digests, problems))
    const keyed = new Map(problems.map((problem) => [JSON.stringify(problem), problem]))
    for (const [key, problem] of keyed) if (!reported.has(key)) options.onProblem?.(problem)
    reported = new Set(keyed.keys())
  }

  async function load(): Promise<void> {
    const names = await digestNames(folder).catch((error: unknown) => errorCode(error))
    if (isClosed) return
    if (typeof names === 'string') {
      const problem = { file: folder, line: 1, message: `The folder of digests cannot be read (${names}).` }
      return serve([problem, ...problemsOf(files)])
    }
    const before = files
    const read = await Promise.all(
      names.map(async (name) => [name, await readDigest(folder, name, before.get(name))] as const),
    )
    if (isClosed) return
    files = new Map(read.flatMap(([name, file]) => (file ? [[name, file] as const] : [])))
    const summary = compare(before, files)
    const problems = problemsOf(files)
    const isSame = summary.added.length + summary.changed.length + summary.removed.length === 0
    if (isSame && JSON.stringify(problems) === JSON.stringify(current.problems())) return
    serve(problems)
    if (!isSame) options.onReload?.({ ...summary, papers: current.papers().length, digests: current.digests().length })
  }

  let queue: Promise<void> = Promise.resolve()
  const reload = () => {
    queue = queue.then(load)
    return queue
  }

  const names = await digestNames(folder)
  for (const name of names) {
    const file = await readDigest(folder, name, undefined)
    if (file) files.set(name, file)
  }
  serve(problemsOf(files))
  const stopWatching = watchFolder(folder, reload)
  return {
    catalogue: follow(() => current),
    digests: () => [...files.values()].flatMap(({ digest }) => digest ?? []),
    reload,
    close() {
      isClosed = true
      stopWatching()
    },
  }
}

type Files = Map<string, DigestFile>

interface DigestFile {
  /** Tells one version of the file from another without reading it. */
  mark: string
  /** The text of the version in use: the last one that could be read as a digest. */
  text: string | null
  digest: ParsedDigest | null
  problems: Problem[]
}

const MOST_BYTES = 2_000_000

async function digestNames(folder: string): Promise<string[]> {
  const names = await readdir(folder)
  return names.filter((name) => /^[^.].*\.md$/i.test(name) && name.toLowerCase() !== 'readme.md').sort()
}

async function readDigest(folder: string, name: string, last: DigestFile | undefined): Promise<DigestFile | null> {
  const path = join(folder, name)
  let mark = ''
  try {
    const { mtimeNs, size, ino } = await stat(path, { bigint: true })
    mark = `${mtimeNs} ${size} ${ino}`
    if (last?.mark === mark) return last
    if (size > MOST_BYTES) return keep(last, mark, name, 'The file is over 2 MB, too large for a digest.')
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await readFile(path))
    return take(last, mark, name, text)
  } catch (error) {
    const code = errorCode(error)
    return code === 'ENOENT' ? null : keep(last, '', name, `The file cannot be read (${code}).`)
  }
}

function take(last: DigestFile | undefined, mark: string, name: string, text: string): DigestFile {
  const { digest, problems } = parse(name, text)
  if (last?.digest && isCutOff(text, last.text ?? '')) {
    const line = text.split('\n').length
    return keep(last, mark, name, 'The file breaks off here; if that is meant, end it with an empty line.', line)
  }
  if (digest || !last?.digest) return { mark, text, digest, problems }
  return { ...last, mark, problems: [...problems, { file: name, line: 1, message: KEPT }] }
}

const KEPT = 'The version read before stays in use.'

/** What a writer that was interrupted leaves behind: the beginning of the file, up to the middle of a line. */
function isCutOff(text: string, before: string): boolean {
  return text !== '' && !text.endsWith('\n') && before.startsWith(text) && text.trimEnd() !== before.trimEnd()
}

function keep(last: DigestFile | undefined, mark: string, file: string, message: string, line = 1): DigestFile {
  const problem = { file, line, message: last?.digest ? `${message} ${KEPT}` : message }
  return { mark, text: last?.text ?? null, digest: last?.digest ?? null, problems: [problem] }
}

function problemsOf(files: Files): Problem[] {
  return [...files.values()].flatMap(({ problems }) => problems)
}

function compare(before: Files, after: Files): Pick<ReloadSummary, 'added' | 'changed' | 'removed'> {
  const names = [...after.keys()]
  return {
    added: names.filter((name) => !before.has(name)),
    changed: names.filter((name) => before.has(name) && before.get(name)?.text !== after.get(name)?.text),
    removed: [...before.keys()].filter((name) => !after.has(name)),
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
}

function follow(current: () => MemoryCatalogue): MemoryCatalogue {
  return {
    get: (id) => current().get(id),
    find: (text, limit) => current().find(text, limit),
    nearest: (text, limit) => current().nearest(text, limit),
    resolve: (text) => current().resolve(text),
    complete: (text, limit) => current().complete(text, limit),
    random: (tag, dice) => current().random(tag, dice),
    similar: (paper, limit) => current().similar(paper, limit),
    define: (term) => current().define(term),
    terms: () => current().terms(),
    tags: () => current().tags(),
    digests: () => current().digests(),
    digest: (text) => current().digest(text),
    papers: () => current().papers(),
    problems: () => current().problems(),
  }
}
