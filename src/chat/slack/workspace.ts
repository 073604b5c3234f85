/** One workspace that the bot is in: what it is asked with, who is who there, and how things are said there. */
import type { WebClientOptions } from '@slack/web-api'
import type { Clock } from '../../club/clock.ts'
import type { AccountId } from '../../club/keys.ts'
import type { Log } from '../log.ts'
import { type Answer, answering } from './answer.ts'
import type { Identity } from './bolt-app.ts'
import { type Calls, outwardCalls } from './calls.ts'
import { type FileOf, filesOf } from './files.ts'
import { openHistory } from './history.ts'
import { openMembership } from './membership.ts'
import { lacking } from './options.ts'
import { type People, people } from './people.ts'
import { type Asking, type Reach, reach } from './reach.ts'
import { openSpared, type Spared } from './spared.ts'

export interface Workspace {
  readonly token: string
  me(): Identity
  readonly reached: Reach
  readonly people: People
  readonly answer: Answer
  readonly spared: Spared
  /** Who is in a channel, as of half a minute ago; null where that cannot be found out now. Never rejects. */
  readonly membersOf: (channel: string) => Promise<ReadonlySet<string> | null>
  readonly fileOf: FileOf
  readonly calls: Calls
  /** No more questions of its own, and nothing that waits. */
  stop(): void
  /** Without the right to read files Slack opens no form that asks for some: it opens without them then. */
  mayReadFiles(): boolean
}

export interface WorkspaceParts {
  clientOptions: WebClientOptions
  /** Slack's API; its files are on the same host or on one below it. */
  apiUrl: string
  asking: Asking
  /** The clock that history is read by where Slack allows that only once a minute. */
  slowly?: Clock
  /** What somebody is called, once Slack says so. */
  named(account: AccountId, name: string): void
  log: Log
}

/** `me`: who the bot is there, known once Slack has said so. */
export function openWorkspace(token: string, me: () => Identity, parts: WorkspaceParts): Workspace {
  const { clientOptions, apiUrl, asking, slowly = null, named, log } = parts
  const reached = reach(token, clientOptions, asking, log)
  const { client } = reached
  const history = openHistory(client, slowly)
  const spared = openSpared(log)
  const persons = people(client, me, log, named)
  const may = (scope: string) => () => reached.granted()?.includes(scope) === true
  const [mayName, mayCount] = [may('chat:write.customize'), may('reactions:read')]
  return {
    token,
    me,
    reached,
    people: persons,
    spared,
    answer: answering(client, spared, log),
    membersOf: openMembership(client, log),
    fileOf: filesOf({ client, botToken: token, apiUrl, log }),
    stop() {
      reached.stop()
      history.stop()
    },
    calls: outwardCalls(client, history, me, persons, mayName, mayCount, spared, log),
    mayReadFiles: () => !lacking(reached.granted()).includes('files:read'),
  }
}
