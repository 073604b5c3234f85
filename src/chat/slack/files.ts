/** Files that people send in Slack: fetched with the bot's token, which goes to Slack's own hosts and to no other. */
import type { WebClient } from '@slack/web-api'
import type { Log } from '../log.ts'
import { noFile, type SentFile, sentFile } from '../sent-file.ts'
import { slackCode } from './failure.ts'
import { fieldOf } from './fields.ts'

/** `file`: as events, views and shortcuts show it. */
export type FileOf = (file: unknown) => SentFile

export interface FileAccess {
  client: WebClient
  botToken: string
  /** Slack's API; its files are on the same host or on one below it. */
  apiUrl: string
  log: Log
}

export function filesOf({ client, botToken, apiUrl, log }: FileAccess): FileOf {
  const api = new URL(apiUrl)

  async function ask(file: unknown, name: string, signal: AbortSignal): Promise<Response> {
    const url = URL.parse(addressOf(file) ?? addressOf(await informed(file, name)) ?? '')
    if (!url || !isBelow(url, api)) throw notHere(name)
    const headers = { authorization: `Bearer ${botToken}` }
    const response = await fetch(url, { headers, redirect: 'manual', signal })
    if (!isLoginPage(response, file)) return response
    await response.body?.cancel()
    throw notHandedOut(name)
  }

  /** Some files are only named: of a shared channel's, say. */
  async function informed(file: unknown, name: string): Promise<unknown> {
    try {
      return (await client.files.info({ file: textOf(file, 'id') })).file
    } catch (error) {
      throw slackCode(error) === 'missing_scope' ? notHandedOut(name) : error
    }
  }

  return (file) => {
    const name = textOf(file, 'name') || textOf(file, 'title') || 'a file'
    return sentFile({ name, size: sizeOf(file) }, (signal) => ask(file, name, signal), log)
  }
}

function addressOf(file: unknown): string | null {
  return textOf(file, 'url_private_download') || textOf(file, 'url_private') || null
}

function isBelow(url: URL, { protocol, port, hostname }: URL): boolean {
  const isSame = url.hostname === hostname || url.hostname.endsWith(`.${hostname}`)
  return isSame && url.protocol === protocol && url.port === port
}

/** Without the right to read files Slack answers with the way to its login, or with the login itself. */
function isLoginPage({ status, headers }: Response, file: unknown): boolean {
  const isPage = headers.get('content-type')?.startsWith('text/html') === true
  return (status >= 300 && status < 400) || (isPage && textOf(file, 'mimetype') !== 'text/html')
}

function notHandedOut(name: string): Error {
  return noFile(
    `Slack does not hand “${name}” out. Whoever runs the bot gives its app the scope files:read and installs it again.`,
  )
}

function notHere(name: string): Error {
  return noFile(`“${name}” is not kept in Slack. Save it as a file and send that, or give a link to it.`)
}

function textOf(file: unknown, key: string): string {
  const value = fieldOf(file, key)
  return typeof value === 'string' ? value : ''
}

function sizeOf(file: unknown): number {
  const size = fieldOf(file, 'size')
  return typeof size === 'number' ? size : 0
}
