import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from '../../library/formats/lectern.ts'
import type { Problem } from '../../library/paper.ts'
import type { ParsedDigest } from '../../library/parsed-digest.ts'
import { watchFolder } from './watch-folder.ts'

/** A folder of digests, read at once and again whenever a file in it changes. */
export interface SeedFolder {
  /** As they were read last. One that was not read again since is the same object. */
  digests(): ParsedDigest[]
  problems(): Problem[]
  /** Looks at the folder now; resolves once its changes are taken in. Never rejects. */
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
}

/** Rejects when the folder cannot be read at the start. A file in it that cannot be read is a problem, and the rest loads. */
export async function openSeedFolder(folder: string, options: SeedFolderOptions = {}): Promise<SeedFolder> {
  let files: Files = new Map()
  let problems: readonly Problem[] = []
  let reported = new Set<string>()
  let isClosed = false

  function serve(found: readonly Problem[]): void {
    problems = found
    const keyed = new Map(found.map((problem) => [JSON.stringify(problem), problem]))
    for (const [key, problem] of keyed) if (!reported.has(key)) options.onProblem?.(problem)
    reported = new Set(keyed.keys())
  }

  const digests = () => [...files.values()].flatMap(({ digest }) => digest ?? [])

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
    const found = problemsOf(files)
    const isSame = summary.added.length + summary.changed.length + summary.removed.length === 0
    if (isSame && JSON.stringify(found) === JSON.stringify(problems)) return
    serve(found)
    if (!isSame) options.onReload?.(summary)
  }

  let queue: Promise<void> = Promise.resolve()
  const reload = () => {
    queue = queue.then(load)
    return queue
  }

  const names = await digestNames(folder).catch((cause: unknown) => {
    const remedy = 'It came with Lectern: put it back, readable for the user that Lectern runs as.'
    throw new Error(`The folder of digests, ${folder}, cannot be read (${errorCode(cause)}). ${remedy}`, { cause })
  })
  for (const name of names) {
    const file = await readDigest(folder, name, undefined)
    if (file) files.set(name, file)
  }
  serve(problemsOf(files))
  const stopWatching = watchFolder(folder, reload)
  return {
    digests,
    problems: () => [...problems],
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
    const about = await stat(path, { bigint: true })
    const { mtimeNs, size, ino } = about
    mark = `${mtimeNs} ${size} ${ino}`
    if (last?.mark === mark) return last
    // Reading a pipe would wait for ever for whoever writes to it.
    if (!about.isFile())
      return keep(last, mark, name, 'This is not a file: put a digest in its place, or take it away.')
    if (size > MOST_BYTES) return keep(last, mark, name, 'The file is over 2 MB, too large for a digest.')
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await readFile(path))
    return take(last, mark, name, text)
  } catch (error) {
    const code = errorCode(error)
    return code === 'ENOENT'
      ? null
      : keep(last, '', name, `The file cannot be read (${code}): let the user that Lectern runs as read it.`)
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
