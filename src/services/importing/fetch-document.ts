/** Fetches what people link to, and nothing that only this machine can reach. */
import { type IncomingMessage, Agent as PlainAgent, type RequestOptions, request as requestHttp } from 'node:http'
import { request as requestHttps, Agent as TlsAgent } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { Readable, Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { UserError } from '../../club/errors.ts'
import { FetchFailure, type Validators } from '../library/reader.ts'
import { type Address, checkedAddresses, checkedUrl, type Resolve, refusal, resolveByDns } from './address.ts'
import { isReadableType, readContentType } from './content-type.ts'

export interface FetchOptions {
  /** Base URLs of the configuration: what is below them may be on a private network and on any port. Default: none. */
  exempt?: readonly string[]
  /** Milliseconds for everything, redirects and all. Default: 15,000. */
  within?: number
  /** Bytes of the document at most, unpacked. Default: 10,000,000. */
  most?: number
  /** The `Accept` header. Default: whatever a document of papers may be. */
  accept?: string
  /** What was said of the version that is known already: an unchanged document is not sent again. */
  validators?: Validators
  /** Reads in a document where the wanted one is, which is then fetched in its place as if it had moved there. */
  onwards?: (document: Pick<FetchedDocument, 'url' | 'bytes'>) => string | null
  /** Default: the system's own. */
  resolve?: Resolve
  signal?: AbortSignal
}

export interface FetchedDocument {
  kind: 'document'
  /** Where it was found in the end. */
  url: string
  /** Where it has moved for good; null when the address still holds. */
  movedTo: string | null
  bytes: Uint8Array<ArrayBuffer>
  contentType: string
  charset: string | null
  validators: Validators
}

export type Fetched = FetchedDocument | { kind: 'unchanged'; movedTo: string | null }

/** Throws {@link UserError} with a sentence for whatever keeps the document from being had. */
export async function fetchDocument(address: string, options: FetchOptions = {}): Promise<Fetched> {
  const within = options.within ?? LONGEST_WAIT
  const timeout = AbortSignal.timeout(within)
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout
  try {
    return await follow(address, options, signal)
  } catch (error) {
    if (error instanceof UserError) throw error
    if (timeout.aborted)
      throw refusal(`${hostOf(address)} did not send the document within ${seconds(within)}; try again later.`)
    if (options.signal?.aborted) throw options.signal.reason
    throw refusal(`${hostOf(address)} cannot be reached (${codeOf(error)}); try again later.`)
  }
}

const LONGEST_WAIT = 15_000
const MOST_BYTES = 10_000_000
const MOST_REDIRECTS = 5
const REDIRECTS = new Set([301, 302, 303, 307, 308])
const FOR_GOOD = new Set([301, 308])
const ANY_DOCUMENT =
  'text/html, text/markdown, text/plain, application/atom+xml, application/rss+xml, application/xml;q=0.9, application/json;q=0.9, text/csv, application/x-bibtex, */*;q=0.5'

async function follow(address: string, options: FetchOptions, signal: AbortSignal): Promise<Fetched> {
  const exempt = (options.exempt ?? []).map((base) => new URL(base))
  let url = checkedUrl(address, exempt)
  let movedTo: string | null = null
  let isForGood = true
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const addresses = await unlessAborted(checkedAddresses(url, options.resolve ?? resolveByDns, exempt), signal)
    const answer = await ask(url, addresses, headersFor(options), signal)
    try {
      let target = redirectOf(answer, url)
      // What comes behind a redirect of the day is of that day too.
      isForGood &&= target === null || FOR_GOOD.has(answer.statusCode ?? 0)
      if (target === null) {
        const found = await documentOf(answer, url, options, signal)
        target = found.kind === 'document' ? (options.onwards?.(found) ?? null) : null
        if (target === null || target === url.href) return { ...found, movedTo }
      }
      url = checkedUrl(target, exempt)
      if (isForGood) movedTo = url.href
    } finally {
      answer.destroy()
    }
  }
  throw refusal(
    `${hostOf(address)} leads on from page to page, more than ${MOST_REDIRECTS} times; import the last one.`,
  )
}

function headersFor({ accept, validators }: FetchOptions): Record<string, string> {
  return {
    accept: accept ?? ANY_DOCUMENT,
    'accept-encoding': 'gzip, deflate, br',
    'user-agent': 'Lectern (a reading-group bot)',
    ...(validators?.etag ? { 'if-none-match': validators.etag } : {}),
    ...(validators?.lastModified ? { 'if-modified-since': validators.lastModified } : {}),
  }
}

/** One request, to the very addresses that were checked: the name is not looked up again. */
function ask(
  url: URL,
  addresses: Address[],
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const lookup: LookupFunction = (_hostname, { all }, callback) => {
    const [first] = addresses
    if (all || !first) callback(null, addresses)
    else callback(null, first.address, first.family)
  }
  const isTls = url.protocol === 'https:'
  // An agent of its own: no connection is shared with other requests, and none goes through a proxy of the environment.
  const agent = isTls ? new TlsAgent({ keepAlive: false }) : new PlainAgent({ keepAlive: false })
  const options: RequestOptions = { agent, headers, lookup, signal, maxHeaderSize: 32_768 }
  return new Promise((resolve, reject) => {
    const asked = isTls ? requestHttps(url, options, resolve) : requestHttp(url, options, resolve)
    asked.on('error', reject)
    asked.end()
  })
}

function redirectOf(answer: IncomingMessage, from: URL): string | null {
  if (!REDIRECTS.has(answer.statusCode ?? 0)) return null
  const target = URL.parse(answer.headers.location ?? '', from)
  if (!answer.headers.location || !target)
    throw refusal(`${from.host} leads on to another page, but does not say to which.`)
  return target.href
}

async function documentOf(
  answer: IncomingMessage,
  url: URL,
  { most = MOST_BYTES, validators }: FetchOptions,
  signal: AbortSignal,
): Promise<Omit<FetchedDocument, 'movedTo'> | { kind: 'unchanged' }> {
  const status = answer.statusCode ?? 0
  if (status === 304 && validators) return { kind: 'unchanged' }
  if (status !== 200) throw new FetchFailure(status, retryAfterOf(answer), `${url.host} ${sentenceFor(status)}`)
  const { type, charset } = readContentType(answer.headers['content-type'])
  if (!isReadableType(type, url.pathname)) {
    const what = type === '' ? 'does not say what kind of document this is' : `sends ${shownType(type)}`
    throw refusal(`${url.host} ${what}; only text, HTML, XML, JSON, CSV and BibTeX can be read.`)
  }
  return {
    kind: 'document',
    url: url.href,
    bytes: await bytesOf(answer, url, most, signal),
    contentType: type,
    charset,
    validators: { etag: answer.headers.etag ?? null, lastModified: answer.headers['last-modified'] ?? null },
  }
}

/** Stops as soon as there is too much, packed or unpacked, whatever the answer said of its length. */
async function bytesOf(
  answer: IncomingMessage,
  url: URL,
  most: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const tooMuch = () =>
    refusal(`The document at ${url.host} is over ${megabytes(most)}, which is more than can be fetched.`)
  if (Number(answer.headers['content-length'] ?? 0) > most) throw tooMuch()
  const chunks: Buffer[] = []
  let size = 0
  const body = unpacked(answer, url)
  const stop = () => body.destroy(signal.reason instanceof Error ? signal.reason : undefined)
  signal.addEventListener('abort', stop, { once: true })
  try {
    for await (const chunk of body) {
      size += chunk.length
      if (size > most) throw tooMuch()
      chunks.push(chunk)
    }
  } finally {
    signal.removeEventListener('abort', stop)
    body.destroy()
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

function unpacked(answer: IncomingMessage, url: URL): Readable {
  const encoding = (answer.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  if (encoding === 'identity' || encoding === '') return answer
  const unpack = UNPACKERS[encoding]?.()
  if (!unpack)
    throw refusal(`${url.host} sends the document packed in a way that cannot be unpacked (${shownType(encoding)}).`)
  answer.once('error', (error) => unpack.destroy(error))
  return answer.pipe(unpack)
}

const UNPACKERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

function sentenceFor(status: number): string {
  switch (status) {
    case 401:
    case 403:
      return `does not show this page to everyone (${status}); open it yourself and import what it says as a file.`
    case 404:
    case 410:
      return `has no such page (${status}); check the address.`
    case 429:
      return 'wants to be asked less often (429); try again later.'
  }
  return status >= 500
    ? `is in trouble (${status}); try again later.`
    : `answers with status ${status}; check the address.`
}

function retryAfterOf(answer: IncomingMessage): number | null {
  const header = answer.headers['retry-after'] ?? ''
  if (/^\d{1,9}$/.test(header)) return Number(header)
  const until = Date.parse(header)
  return Number.isNaN(until) ? null : Math.max(0, Math.ceil((until - Date.now()) / 1000))
}

/** A look-up cannot be stopped, but need not be waited for. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = () => reject(signal.reason)
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function hostOf(address: string): string {
  return URL.parse(address)?.host ?? 'The server'
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer'
  const causes = error instanceof AggregateError ? [error, ...error.errors] : [error]
  const code = causes.map((cause: { code?: unknown }) => cause.code).find((found) => typeof found === 'string')
  return code ?? 'a broken answer'
}

function shownType(type: string): string {
  return type.slice(0, 80)
}

function seconds(milliseconds: number): string {
  return milliseconds >= 1000 ? `${Math.round(milliseconds / 1000)} seconds` : `${milliseconds} milliseconds`
}

function megabytes(bytes: number): string {
  return bytes >= 1_000_000 ? `${Math.round(bytes / 1_000_000)} MB` : `${bytes} bytes`
}
