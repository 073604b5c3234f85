/** The clubs' dates for calendar programs, each at an address that its members know. */
import { createHash } from 'node:crypto'
import type { CalendarAddress } from '../services/club/calendar-feed.ts'
import { type Listener, pathOf } from './guarded.ts'

/** All of them are below this. */
export const CALENDAR = '/calendar/'

/** The club, its secret, and the day where it is for one date alone. */
const ADDRESS = /^\/calendar\/([A-Za-z0-9-]{1,40})\/([A-Za-z0-9_-]{16,64})(?:\/(\d{4}-\d{2}-\d{2}))?\.ics$/

/** Seconds after which a program asks again. */
const FRESH = 900

/** `read`: the text of a calendar; undefined where nothing is there. */
export function calendars(read: (address: CalendarAddress) => Promise<string | undefined>): Listener {
  return async (request, response) => {
    const { method = '' } = request
    if (method !== 'GET' && method !== 'HEAD') {
      response
        .writeHead(405, { allow: 'GET, HEAD', 'content-type': 'text/plain' })
        .end('A calendar can only be read.\n')
      return
    }
    const [, club = '', token = '', day] = ADDRESS.exec(pathOf(request)) ?? []
    const text = club === '' ? undefined : await read({ club, token, day })
    if (text === undefined) {
      response.writeHead(404, { 'content-type': 'text/plain' })
      response.end('There is no calendar here, or no longer: ask in the club’s channel for its address.\n')
      return
    }
    const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
    const headers = { etag: tag, 'cache-control': `private, max-age=${FRESH}`, 'x-robots-tag': 'noindex' }
    if (isKnown(request.headers['if-none-match'], tag)) return void response.writeHead(304, headers).end()
    response.writeHead(200, {
      ...headers,
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `attachment; filename="${day ?? 'reading-group'}.ics"`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    response.end(text)
  }
}

/** Whether who asks has the same already. */
function isKnown(asked: string | undefined, tag: string): boolean {
  return (asked ?? '').split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag)
}
