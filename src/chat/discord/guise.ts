/** The name that a webhook's message bears. */
import { type Copy, UNNAMED } from '../platform.ts'
import { cutText } from '../text.ts'
import { clean } from './escape.ts'
import { LIMITS } from './limits.ts'

/** Null where nobody is named, or Discord would take no such name. */
export function guiseOf({ author, chat }: Copy): string | null {
  const name = clean(author).replace(/\s+/g, ' ').trim()
  if (name === '' || name === UNNAMED) return null
  const whole = FORBIDDEN_WITHIN.test(chat) ? name : `${name} (${chat})`
  return FORBIDDEN.test(whole) ? null : cutText(whole.replaceAll(WHERE_PARTED, '·'), LIMITS.webhook.name)
}

const FORBIDDEN = /^(everyone|here)$/i
const FORBIDDEN_WITHIN = /discord|clyde/i
/** A dot there, and the words can still be read. */
const WHERE_PARTED = /(?<=dis)(?=cord)|(?<=cly)(?=de)/gi
