import { randomUUID } from 'node:crypto'
import type { Block, Rich } from '../chat/card.ts'
import { notice, withCommands } from '../chat/cards/notice.ts'
import type { Log } from '../chat/log.ts'
import type { Reply } from '../chat/platform.ts'
import { Unavailable, UserError } from '../club/errors.ts'
import { Asking } from './asking.ts'

/**
 * The one wrapper of every door: whatever goes wrong becomes an answer for the person and a line in the log. Commands that
 * a sentence names in backticks, `club show`, are shown as they are typed below `root`.
 */
export async function guard(log: Log, root: string, door: string, work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work()
  } catch (error) {
    return explain(log, root, door, error)
  }
}

function explain(log: Log, root: string, door: string, error: unknown): Reply {
  if (error instanceof Asking) return { kind: 'problem', card: error.card }
  if (error instanceof UserError) {
    const links = error.links.map((link): Block => ({ kind: 'link', ...link }))
    return problem('That did not work', withCommands(error.message, root), links)
  }
  if (error instanceof Unavailable) {
    log.error({ err: error, door }, 'unavailable')
    const then = error.lost ? 'Nothing was kept' : 'Nothing was lost'
    return problem('That is our fault', `${error.message} ${then}: please try again in a minute.`)
  }
  const id = randomUUID().slice(0, 8)
  log.error({ err: error, door, id }, 'a bug')
  return problem('Something went wrong', `That is a fault of the bot. Tell whoever runs it this number: ${id}.`)
}

function problem(title: string, sentence: Rich, more: readonly Block[] = []): Reply {
  return { kind: 'problem', card: notice(title, sentence, ...more) }
}
