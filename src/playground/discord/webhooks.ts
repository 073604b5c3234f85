/** Webhooks of channels: whoever has a webhook's token writes there under any name. */
import { randomBytes } from 'node:crypto'
import { problem, text, webAddress } from './checks.ts'
import type { Fields } from './json.ts'
import { LIMITS } from './limits.ts'
import type { Realm } from './realm.ts'
import type { StoredChannel, StoredWebhook } from './records.ts'
import { type Problem, refusal } from './refusals.ts'

export function webhooksIn(realm: Realm, channel: string): StoredWebhook[] {
  return realm.webhooks.values().filter((webhook) => webhook.channel === channel)
}

export function createWebhook(
  realm: Realm,
  channel: StoredChannel,
  name: string,
  application: string | null,
): StoredWebhook {
  if (webhooksIn(realm, channel.id).length >= LIMITS.webhooks) throw refusal('tooManyWebhooks')
  const token = randomBytes(51).toString('base64url')
  const webhook = { id: realm.mint(), channel: channel.id, name, token, application }
  realm.webhooks.set(webhook.id, webhook)
  realm.world.changed()
  return webhook
}

/** What a webhook may not be called, nor call itself in a message. */
export function nameProblems(path: string, value: unknown, min: 0 | 1): Problem[] {
  const problems = text(path, value, min, LIMITS.webhookName)
  if (problems.length > 0 || typeof value !== 'string') return problems
  const within = FORBIDDEN_WITHIN.filter((word) => value.toLowerCase().includes(word))
  const refused = (word: string, rule: 'contain' | 'be') =>
    problem(path, `USERNAME_INVALID_${rule === 'be' ? 'EQUALS' : 'CONTAINS'}`, `Username cannot ${rule} "${word}"`)
  if (FORBIDDEN.includes(value.trim().toLowerCase())) return [refused(value, 'be')]
  return within.map((word) => refused(word, 'contain'))
}

const FORBIDDEN_WITHIN = ['clyde', 'discord']
const FORBIDDEN = ['everyone', 'here']

export function guiseProblems(body: Fields): Problem[] {
  const { avatar_url: avatar } = body
  const hasPicture = avatar !== undefined && avatar !== null && avatar !== ''
  return [...nameProblems('username', body.username, 0), ...(hasPicture ? webAddress('avatar_url', avatar, 2_048) : [])]
}
