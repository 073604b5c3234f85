import type { Log } from '../chat/log.ts'
import type { Platform } from '../chat/platform.ts'
import type { Clock } from '../club/clock.ts'
import type { Store } from '../store/store.ts'
import type { Libraries } from './library/libraries.ts'
import type { Reader } from './library/reader.ts'

/** What every service stands on. */
export interface House {
  store: Store
  clock: Clock
  libraries: Libraries
  reader: Reader
  /** By name; a chat that is off is absent. */
  platforms: ReadonlyMap<string, Platform>
  log: Log
  /** With whom pictures of papers may stand that are shown. Default: {@link PICTURE_HOSTS}. */
  pictureHosts?: readonly string[]
  /** The root command's name. */
  root: string
  /** What nobody but the bot knows, and each of its processes: the codes that it gives follow from it. */
  secret: string
}
