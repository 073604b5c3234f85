import { randomBytes } from 'node:crypto'
import type { World } from '../world.ts'
import { newId } from './ids.ts'
import type { Cause, Message } from './types.ts'

/** Response URLs: each answers one interaction, five times within half an hour of the playground's clock. */
export interface ResponseUrls {
  issue(kind: 'commands' | 'actions', cause: Cause & { channel: string }, original?: Message): string
  get(path: string): ResponseUrl | undefined
}

export interface ResponseUrl {
  cause: Cause & { channel: string }
  /** The message that was clicked, or the one a command last wrote. */
  original: Message | undefined
  at: number
  left: number
}

const USES = 5

export function openResponseUrls(world: World, team: string, origin: () => string): ResponseUrls {
  const issued = new Map<string, ResponseUrl>()
  return {
    issue(kind, cause, original) {
      const path = `/${kind}/${team}/${newId('A')}/${randomBytes(12).toString('base64url')}`
      issued.set(path, { cause, original, at: world.now(), left: USES })
      return origin() + path
    },
    get: (path) => issued.get(path),
  }
}
