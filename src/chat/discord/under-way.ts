import type { Log } from '../log.ts'
import { facts } from './failure.ts'
import { within } from './within.ts'

/** What has been begun and not yet ended, so that a stop can wait for it. */
export interface UnderWay {
  /** Follows a piece of work to its end; when it fails, the log says so. */
  attend(work: Promise<void>): void
  /** Resolves when all is done, or after so many milliseconds. */
  settle(milliseconds: number): Promise<void>
}

export function createUnderWay(log: Log): UnderWay {
  const works = new Set<Promise<void>>()

  return {
    attend(work) {
      const watched = work
        .catch((error) => log.error({ error: facts(error) }, 'an event from Discord could not be dealt with'))
        .finally(() => works.delete(watched))
      works.add(watched)
    },
    async settle(milliseconds) {
      await within(Promise.all(works), milliseconds)
    },
  }
}
