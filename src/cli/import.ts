/** `lectern import`: documents into the library, or shown with what is in them. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { UserError } from '../club/errors.ts'
import { SIZE_LIMITS } from '../library/decode.ts'
import { paperLink } from '../library/formats/link.ts'
import type { Problem } from '../library/paper.ts'
import type { Unread } from '../library/parsed-digest.ts'
import { type Documents, openDocuments } from '../services/importing/documents.ts'
import { withOwnId } from '../services/importing/own-id.ts'
import type { Piece } from '../services/importing/pieces.ts'
import type { ReadingThread } from '../services/importing/reading-thread.ts'
import { type Config, readConfig } from '../start/config.ts'
import { filesAndOptions } from '../start/program.ts'
import { documentJson } from './document-json.ts'
import { problemLines, summary, unreadLines } from './document-summary.ts'
import { type Io, write } from './io.ts'
import { withProgress } from './progress.ts'

const USAGE =
  'Usage: npm run lectern -- import FILE|URL|- … [--json] [--dry-run] [--format NAME] [--progress] [--as history [--club NAME]]'

const OPTIONS = {
  json: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  format: { type: 'string' },
  progress: { type: 'boolean', default: false },
  as: { type: 'string' },
  club: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** 0: all documents were read; 1: not all of them; 2: it was called wrongly. */
export async function importCommand(args: string[], io: Io, reading: ReadingThread): Promise<number> {
  try {
    return await importAll(args, io, reading)
  } finally {
    await reading.close()
  }
}

async function importAll(args: string[], io: Io, reading: ReadingThread): Promise<number> {
  const asked = await readArgs(args)
  if (asked === 'help') {
    io.stdout.write(`${USAGE}\n`)
    return 0
  }
  const settings = typeof asked === 'string' ? asked : readSettings(io)
  if (typeof asked === 'string' || typeof settings === 'string') {
    io.stderr.write(`${typeof asked === 'string' ? `${asked}\n${USAGE}` : settings}\n`)
    return 2
  }
  const documents = openDocuments({
    bases: {
      arxiv: [settings.ARXIV_API_URL],
      doi: [settings.DOI_API_URL],
      openreview: settings.OPENREVIEW_API_URL,
    },
    reading,
  })
  let isAllRead = true
  for (const name of asked.names) {
    isAllRead = (await handle(name, asked, documents, settings.STORE_URL, io)) && isAllRead
  }
  return isAllRead ? 0 : 1
}

interface Asked {
  names: string[]
  format: string | null
  json: boolean
  dryRun: boolean
  progress: boolean
  /** Whether its meetings become past ones of a club. */
  history: boolean
  club: string | undefined
}

/** A sentence when it was called wrongly. */
async function readArgs(args: string[]): Promise<Asked | string> {
  try {
    const { values, files: names } = filesAndOptions(args, OPTIONS)
    if (values.help) return 'help'
    if (names.length === 0) return 'Name a file, an address of the web, or - for standard input.'
    if (names.filter((name) => name === '-').length > 1) return 'Standard input can be read only once; name - once.'
    const format = values.format?.trim().toLowerCase() ?? null
    const known = format === null ? [] : await knownFormats()
    if (format !== null && !known.includes(format)) {
      return `There is no format “${values.format}”. There are: ${known.join(', ')}.`
    }
    if (values.as !== undefined && values.as !== 'history') return '--as can only be history.'
    const { json, progress, as, club } = values
    return { names, format, json, dryRun: values['dry-run'], progress, history: as === 'history', club }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Loaded only when asked for: all the parsers come with it, which otherwise only the thread that reads needs. */
async function knownFormats(): Promise<string[]> {
  const { formatNames } = await import('../services/importing/formats.ts')
  return formatNames()
}

type Settings = Pick<Config, 'STORE_URL' | 'ARXIV_API_URL' | 'DOI_API_URL' | 'OPENREVIEW_API_URL'>

/** Only what an import needs: half a chat's settings must not stop it. */
function readSettings({ env }: Io): Settings | string {
  const { STORE_URL, ARXIV_API_URL, DOI_API_URL, OPENREVIEW_API_URL } = env
  const read = readConfig({ STORE_URL, ARXIV_API_URL, DOI_API_URL, OPENREVIEW_API_URL })
  return 'problems' in read ? read.problems.join('\n') : read.config
}

interface Opened {
  pieces: AsyncIterable<Piece>
  /** What tells its digest from others of the same name; null where the name does. */
  of: string | Uint8Array | null
}

/** A file goes before a link of the same spelling. */
async function openNamed(name: string, format: string | null, documents: Documents, io: Io): Promise<Opened> {
  if (name === '-') {
    const bytes = await standardInput(io.stdin)
    return { pieces: documents.bytes('standard input', bytes, format), of: bytes }
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(name)) {
    return { pieces: documents.url(name, format), of: paperLink(name) ? null : name }
  }
  const isLink = paperLink(name) !== null && !existsSync(name)
  return { pieces: isLink ? documents.url(name, format) : documents.file(name, format), of: null }
}

/** As much as may be read, and a little more to tell that there is more. */
async function standardInput(stdin: Readable): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stdin) {
    chunks.push(chunk)
    size += chunk.length
    if (size > SIZE_LIMITS.other) break
  }
  return new Uint8Array(Buffer.concat(chunks))
}

/** Whether the document could be read. */
async function handle(name: string, asked: Asked, documents: Documents, storeUrl: string, io: Io): Promise<boolean> {
  if (asked.history) return pastOf(name, asked, documents, storeUrl, io)
  const { pieces, of } = await openNamed(name, asked.format, documents, io)
  const seen: Seen = { isRead: false, problems: [], unread: [] }
  const watched = watch(asked.progress || io.stderr.isTTY ? withProgress(name, pieces, io) : pieces, seen)
  if (asked.json) {
    for await (const part of documentJson(watched)) await write(io.stdout, part)
  } else if (asked.dryRun) {
    await write(io.stdout, await summary(name, watched))
  } else {
    await add(name, of === null ? watched : withOwnId(watched, of), seen, storeUrl, io)
  }
  return seen.isRead
}

async function pastOf(name: string, asked: Asked, documents: Documents, storeUrl: string, io: Io): Promise<boolean> {
  const { importHistory } = await import('./import-history.ts')
  const text = existsSync(name) ? await readFile(name, 'utf8') : null
  const pieces = async () => (await openNamed(name, asked.format, documents, io)).pieces
  await write(io.stdout, `${name}: ${await importHistory(storeUrl, asked.club, text, pieces)}\n`)
  return true
}

interface Seen {
  isRead: boolean
  problems: Problem[]
  unread: Unread[]
}

async function* watch(pieces: AsyncIterable<Piece>, seen: Seen): AsyncGenerator<Piece> {
  for await (const piece of pieces) {
    if (piece.kind === 'end')
      Object.assign(seen, { isRead: piece.isWhole, problems: piece.problems, unread: piece.unread ?? [] })
    yield piece
  }
}

/** A document with nothing to add keeps none of the others from being added. */
async function add(name: string, pieces: AsyncIterable<Piece>, seen: Seen, storeUrl: string, io: Io): Promise<void> {
  try {
    // Loaded only here: who looks at a document needs no store.
    const { addToLibrary } = await import('./add-to-library.ts')
    const { added, known } = await addToLibrary(storeUrl, name, pieces)
    await write(io.stdout, `${name}: ${added} ${added === 1 ? 'paper' : 'papers'} added, ${known} known already.\n`)
    for (const line of unreadLines(seen.unread)) await write(io.stdout, `${line}\n`)
    for (const line of problemLines(seen.problems)) await write(io.stderr, `${line}\n`)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    seen.isRead = false
    await write(io.stderr, `${error.message}\n`)
  }
}
