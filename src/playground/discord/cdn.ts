/** Where Discord keeps what people send: addresses that are signed, end after a day, and need no token. */

import { createHmac } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type KeptFile, openKeptFiles } from '../kept-files.ts'
import { requestUrl } from '../request-url.ts'
import type { FileSent } from '../types.ts'
import type { World } from '../world.ts'
import type { Fields } from './json.ts'
import { TOKEN } from './personas.ts'
import { isFromElsewhere } from './visitors.ts'

export interface Attachment extends KeptFile {
  /** Channel or thread. */
  place: string
  /** Given to the application alone: with a command or in a form. */
  ephemeral: boolean
}

export interface Cdn {
  keep(file: FileSent, about: Pick<Attachment, 'id' | 'place' | 'ephemeral'>): Attachment
  /** An attachment as the API shows it. */
  view(attachment: Attachment): Fields
  /** Answers if the address is one of these. */
  serve(request: IncomingMessage, response: ServerResponse): boolean
}

/** What a person without a subscription may send, in bytes. */
export const ATTACHMENT_LIMIT = 10_485_760
const A_DAY = 24 * 60 * 60

/** `origin`: of the server, known once it listens. */
export function openCdn(world: World, origin: () => string): Cdn {
  const files = openKeptFiles<Attachment>(world, 'discord.files')
  const now = () => Math.floor(world.now() / 1000)

  function addressOf({ id, name, place, ephemeral }: Attachment): string {
    const path = `/${ephemeral ? 'ephemeral-attachments' : 'attachments'}/${place}/${id}/${encodeURIComponent(name)}`
    const [ex, is] = [now() + A_DAY, now()].map((second) => second.toString(16))
    return `${origin()}${path}?ex=${ex}&is=${is}&hm=${signature(path, ex ?? '')}&`
  }

  function fileAt({ pathname, searchParams }: URL): Attachment | undefined {
    const ends = searchParams.get('ex') ?? ''
    if (searchParams.get('hm') !== signature(pathname, ends) || Number.parseInt(ends, 16) < now()) return undefined
    return files.get(pathname.split('/')[3] ?? '')
  }

  return {
    keep: (file, about) => files.keep(file, about),
    view(attachment) {
      const { id, name, type, size, ephemeral } = attachment
      const url = addressOf(attachment)
      return {
        id,
        filename: name,
        size,
        url,
        proxy_url: url,
        ...(type && { content_type: type }),
        ...(ephemeral && { ephemeral }),
      }
    },
    serve(request, response) {
      const url = requestUrl(request)
      if (!/^\/(ephemeral-)?attachments\//.test(url.pathname)) return false
      const file = isFromElsewhere(request) || request.method !== 'GET' ? undefined : fileAt(url)
      const fault = world.fault('discord', `${request.method} ${url.pathname}`)
      setTimeout(() => {
        if (fault?.drop) request.socket.destroy()
        else if (fault?.status) response.writeHead(fault.status).end()
        else if (file) response.writeHead(200, { 'content-type': file.type }).end(files.bytes(file.id))
        else response.writeHead(404, { 'content-type': 'text/plain' }).end('This content is no longer available.')
      }, fault?.delay ?? 0)
      return true
    },
  }
}

function signature(path: string, ends: string): string {
  return createHmac('sha256', TOKEN).update(`${path} ${ends}`).digest('hex')
}
