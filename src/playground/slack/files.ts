/** The files that people sent in Slack: kept in the world, shown to whoever has the bot's token and the right to read them. */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { type KeptFile, openKeptFiles } from '../kept-files.ts'
import { requestUrl } from '../request-url.ts'
import type { FileSent } from '../types.ts'
import type { World } from '../world.ts'
import type { Fields } from './fields.ts'
import { newId } from './ids.ts'
import type { Team } from './teams.ts'

interface SlackFile extends KeptFile {
  user: string
  /** Seconds. */
  created: number
}

export interface Files {
  /** Keeps a person's file and answers its id. */
  keep(file: FileSent, user: string): string
  /** A file as the API shows it; undefined once it is gone. */
  view(id: string): Fields | undefined
  /** Answers if the address is a file's. Without the right to read it Slack leads to its login. */
  serve(request: IncomingMessage, response: ServerResponse): boolean
}

export const FILES_SCOPE = 'files:read'
/** What a modal's file input takes, in bytes. */
export const FILE_INPUT_LIMIT = 10_485_760

/** `mayRead`: whether a token may fetch them; `origin`: of the server, known once it listens. */
export function openFiles(world: World, team: Team, mayRead: (token: string) => boolean, origin: () => string): Files {
  const files = openKeptFiles<SlackFile>(world, `${team.space}.files`)

  return {
    keep(file, user) {
      return files.keep(file, { id: newId('F'), user, created: Math.floor(world.now() / 1000) }).id
    },
    view(id) {
      const file = files.get(id)
      if (!file) return undefined
      const { name, type, size, user, created } = file
      const filetype = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? 'text'
      const named = encodeURIComponent(name)
      const address = `${origin()}/files-pri/${team.id}-${id}`
      return {
        id,
        created,
        timestamp: created,
        name,
        title: name,
        mimetype: type || 'application/octet-stream',
        filetype,
        pretty_type: filetype.toUpperCase(),
        user,
        user_team: team.id,
        editable: false,
        size,
        mode: 'hosted',
        is_external: false,
        external_type: '',
        is_public: true,
        public_url_shared: false,
        display_as_bot: false,
        username: '',
        url_private: `${address}/${named}`,
        url_private_download: `${address}/download/${named}`,
        permalink: `${origin()}/files/${user}/${id}/${named}`,
        has_rich_preview: false,
        file_access: 'visible',
      }
    },
    serve(request, response) {
      const { pathname } = requestUrl(request)
      const [, of, id = ''] = /^\/files-pri\/([^/]+)-(F\w+)\//.exec(pathname) ?? []
      if (of !== team.id) return false
      const bytes = files.bytes(id)
      if (!mayRead(request.headers.authorization?.replace(/^Bearer /, '') ?? '')) {
        response.writeHead(302, { location: `${origin()}/?redir=${encodeURIComponent(pathname)}` }).end()
      } else if (bytes) {
        response.writeHead(200, { 'content-type': files.get(id)?.type || 'application/octet-stream' }).end(bytes)
      } else response.writeHead(404).end()
      return true
    },
  }
}
