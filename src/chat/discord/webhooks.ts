/** The bot's own webhooks: by one a message bears another name than the bot's. They are found again by asking Discord; no token is kept. */
import { type APIWebhook, type REST, Routes } from 'discord.js'
import { remembered } from '../remembered.ts'
import { unless } from './asking.ts'
import { isApiError } from './failure.ts'

export interface Webhook {
  id: string
  token: string
}

export interface Webhooks {
  /** The bot's own of a channel, made where there is none; null where it may make none, or there are as many as there may be. */
  of(channel: string): Promise<Webhook | null>
  /** One of the bot's own, by its id; null when somebody has deleted it. */
  byId(id: string): Promise<Webhook | null>
  /** Somebody has deleted it. */
  forget(webhook: Webhook): void
}

const NAME = 'Lectern'
const UNKNOWN_WEBHOOK = 10015
const INVALID_TOKEN = 50027
const NOT_HERE = [30007, 50013]
/** Milliseconds after which it is asked again whether one may be made. */
const LATER = 10 * 60_000
const MOST = 5_000

/** `self`: the bot's own user id. */
export function createWebhooks(rest: REST, self: () => string): Webhooks {
  const byChannel = remembered(findOrMake, (webhook) => (webhook ? Number.POSITIVE_INFINITY : LATER))
  const known = new Map<string, Webhook>()

  const isOwn = (webhook: APIWebhook) => webhook.user?.id === self()

  function learn({ id, token = '' }: APIWebhook): Webhook {
    if (known.size >= MOST) known.clear()
    const webhook = { id, token }
    known.set(id, webhook)
    return webhook
  }

  async function findOrMake(channel: string): Promise<Webhook | null> {
    const route = Routes.channelWebhooks(channel)
    try {
      const found = ((await rest.get(route)) as APIWebhook[]).find((one) => isOwn(one) && one.token)
      return learn(found ?? ((await rest.post(route, { body: { name: NAME } })) as APIWebhook))
    } catch (error) {
      if (isApiError(error, ...NOT_HERE)) return null
      throw error
    }
  }

  return {
    of: byChannel.of,
    async byId(id) {
      const before = known.get(id)
      if (before) return before
      const found = (await unless(UNKNOWN_WEBHOOK, rest.get(Routes.webhook(id)))) as APIWebhook | undefined
      return found ? learn(found) : null
    },
    forget({ id }) {
      known.delete(id)
      byChannel.clear()
    },
  }
}

/** Whether a webhook was refused since it is not there any more. */
export function isGone(error: unknown): boolean {
  return isApiError(error, UNKNOWN_WEBHOOK, INVALID_TOKEN)
}
