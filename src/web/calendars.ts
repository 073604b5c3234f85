/** The clubs' dates for calendar programs, and what they have read, each at an address that its members know. */
import { createHash } from 'node:crypto'
import type { AllServices } from '../services/open.ts'
import { type Listener, onlyReads, pathOf } from './guarded.ts'

/** All of them are below this. */
export const CALENDAR = '/calendar/'

/** The club, its secret, and the day where it is for one date alone, or the form of a list. */
const ADDRESS =
  /^\/calendar\/([A-Za-z0-9-]{1,40})\/([A-Za-z0-9_-]{16,64})(?:(?:\/(\d{4}-\d{2}-\d{2}(?:\.[2-9b-z])?))?\.ics|\/history\.([a-z]+))$/

/** Seconds after which a program asks again. */
const FRESH = 900

export function calendars(services: Pick<AllServices, 'calendar' | 'readingList'>): Listener {
  /** What stands at a path; undefined where nothing does. */
  async function at(path: string): Promise<{ text: string; type: string; name: string } | undefined> {
    const [, club, token = '', day, ending] = ADDRESS.exec(path) ?? []
    if (club === undefined) return undefined
    if (ending === undefined) {
      const text = await services.calendar({ club, token, day })
      return text === undefined ? undefined : { text, type: 'text/calendar', name: `${day ?? 'reading-group'}.ics` }
    }
    const list = await services.readingList({ club, token, ending })
    return list && { ...list, name: `history.${ending}` }
  }

  return async (request, response) => {
    if (!onlyReads(request)) {
      response.writeHead(405, { allow: 'GET, HEAD', 'content-type': 'text/plain' }).end('This can only be read.\n')
      return
    }
    const found = await at(pathOf(request))
    if (!found) {
      response.writeHead(404, { 'content-type': 'text/plain' })
      response.end('There is nothing here, or no longer: ask in the club’s channel for its address.\n')
      return
    }
    const tag = `"${createHash('sha256').update(found.text).digest('base64url').slice(0, 27)}"`
    const headers = { etag: tag, 'cache-control': `private, max-age=${FRESH}`, 'x-robots-tag': 'noindex' }
    if (isKnown(request.headers['if-none-match'], tag)) return void response.writeHead(304, headers).end()
    response.writeHead(200, {
      ...headers,
      'content-type': `${found.type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${found.name}"`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    response.end(found.text)
  }
}

/** Whether who asks has the same already. */
function isKnown(asked: string | undefined, tag: string): boolean {
  return (asked ?? '').split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag)
}
