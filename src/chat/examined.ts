import type { RoomId } from '../club/keys.ts'
import type { RoomCheck } from './platform.ts'

/** One thing that was looked at: fine, or wrong with what to do about it. */
export interface Finding {
  ok: boolean
  sentence: string
}

/** What a chat says of the bot when it is asked without being connected to. */
export interface Examined {
  findings: Finding[]
  /** Null where the chat takes no questions about rooms. */
  checkRoom: ((room: RoomId) => Promise<RoomCheck | null>) | null
}

export const fine = (sentence: string): Finding => ({ ok: true, sentence })
export const wrong = (sentence: string): Finding => ({ ok: false, sentence })
