/** A channel's webhooks: made, listed and deleted by the bot where it may, and used by whoever has the token. */
import { takesMessages } from '../channel-kinds.ts'
import { textOf } from '../json.ts'
import { refuseMessage } from '../message-limits.ts'
import { draftOf, patch, post, remove } from '../messages.ts'
import { botMay } from '../permissions.ts'
import { BOT } from '../personas.ts'
import { botPlace, type Place, placeOf, type Realm } from '../realm.ts'
import type { StoredMessage, StoredWebhook } from '../records.ts'
import { refusal, refuseForm } from '../refusals.ts'
import { type Call, done, ok, openRoute, type Route, route } from '../router.ts'
import { reopenedForBot } from '../threads.ts'
import { messageView } from '../views/messages.ts'
import { webhookView } from '../views/webhooks.ts'
import { createWebhook, guiseProblems, nameProblems, webhooksIn } from '../webhooks.ts'

const WEBHOOK = '/webhooks/:webhook/:token'

export function webhookRoutes(realm: Realm): Route[] {
  const managed = (call: Call) => {
    const { channel, thread } = botPlace(realm, call.params.channel ?? '')
    if (thread || !takesMessages(channel)) throw refusal('wrongChannelType')
    if (!botMay(realm, channel, 'ManageWebhooks')) throw refusal('missingPermissions')
    return channel
  }
  const named = ({ params }: Call) => {
    const webhook = realm.webhooks.get(params.webhook ?? '')
    if (!webhook) throw refusal('unknownWebhook')
    return webhook
  }
  /** One that the bot's application made needs no permission. */
  const known = (call: Call) => {
    const webhook = named(call)
    const channel = placeOf(realm, webhook.channel)?.channel
    const mayManage = channel !== undefined && botMay(realm, channel, 'ManageWebhooks')
    if (webhook.application !== BOT.id && !mayManage) throw refusal('missingPermissions')
    return webhook
  }
  const holder = (call: Call) => {
    const webhook = named(call)
    if (webhook.token !== call.params.token) throw refusal('invalidToken')
    return webhook
  }
  const view = (message: StoredMessage) => messageView(realm, message, true)

  return [
    route('POST', '/channels/:channel/webhooks', (call) => {
      const channel = managed(call)
      refuseForm(nameProblems('name', call.body.name, 1))
      return ok(webhookView(realm, createWebhook(realm, channel, textOf(call.body.name), BOT.id)))
    }),
    route('GET', '/channels/:channel/webhooks', (call) =>
      ok(webhooksIn(realm, managed(call).id).map((webhook) => webhookView(realm, webhook))),
    ),
    route('GET', '/webhooks/:webhook', (call) => ok(webhookView(realm, known(call)))),
    route('DELETE', '/webhooks/:webhook', (call) => {
      realm.webhooks.delete(known(call).id)
      realm.world.changed()
      return done
    }),
    openRoute('POST', WEBHOOK, (call) => {
      const webhook = holder(call)
      const place = placeFor(realm, webhook, call)
      refuseForm(guiseProblems(call.body))
      refuseMessage(call.body, call.files)
      const { nonce: _, ...draft } = draftOf(realm, call.body, call.files)
      const guise = {
        name: textOf(call.body.username) || webhook.name,
        avatar: textOf(call.body.avatar_url) || null,
        application: webhook.application,
      }
      const sent = post(realm, reopenedForBot(realm, place), { ...draft, nonce: null, author: webhook.id, guise })
      return call.query.get('wait') === 'true' ? ok(view(sent)) : done
    }),
    openRoute('GET', `${WEBHOOK}/messages/:message`, (call) => ok(view(messageOf(realm, holder(call), call)))),
    openRoute('PATCH', `${WEBHOOK}/messages/:message`, (call) => {
      const message = messageOf(realm, holder(call), call)
      refuseArchived(realm, message)
      refuseMessage(call.body, call.files, message)
      return ok(view(patch(realm, message, call.body, call.files)))
    }),
    openRoute('DELETE', `${WEBHOOK}/messages/:message`, (call) => {
      const message = messageOf(realm, holder(call), call)
      refuseArchived(realm, message)
      remove(realm, message)
      return done
    }),
  ]
}

/** The webhook's channel, or the thread of it that the call names. */
function placeFor(realm: Realm, webhook: StoredWebhook, { query }: Call): Place {
  const place = placeOf(realm, query.get('thread_id') ?? webhook.channel)
  if (place?.channel.id !== webhook.channel) throw refusal('unknownChannel')
  return place
}

/** A message of the webhook's own. What stands in a thread is only found with the thread's id. */
function messageOf(realm: Realm, webhook: StoredWebhook, call: Call): StoredMessage {
  const place = placeFor(realm, webhook, call)
  const message = realm.message(call.params.message ?? '')
  if (message?.author !== webhook.id || message.channel !== place.id) throw refusal('unknownMessage')
  return message
}

function refuseArchived(realm: Realm, { channel }: StoredMessage): void {
  if (placeOf(realm, channel)?.thread?.archived) throw refusal('threadArchived')
}
