/** Answers to interactions, and what their tokens may do afterwards. */
import type { Interactions } from '../interactions.ts'
import { BOT } from '../personas.ts'
import type { Realm } from '../realm.ts'
import type { StoredMessage } from '../records.ts'
import { type Call, done, ok, openRoute, type Route } from '../router.ts'
import { messageView } from '../views/messages.ts'

/** An interaction's token makes a webhook of the application itself. */
const WEBHOOK = `/webhooks/${BOT.id}/:token`

export function interactionRoutes(realm: Realm, interactions: Interactions): Route[] {
  const view = (message: StoredMessage) => messageView(realm, message, true)
  const holder = ({ params }: Call) => interactions.byToken(params.token ?? '')

  return [
    openRoute('POST', '/interactions/:id/:token/callback', ({ params, query, body, files }) => {
      const answer = interactions.callback(params.id ?? '', params.token ?? '', body, files)
      return query.get('with_response') === 'true' ? ok(answer) : done
    }),
    openRoute('POST', WEBHOOK, (call) => ok(view(interactions.followUp(holder(call), call.body, call.files)))),
    openRoute('GET', `${WEBHOOK}/messages/:message`, (call) =>
      ok(view(interactions.message(holder(call), call.params.message ?? ''))),
    ),
    openRoute('PATCH', `${WEBHOOK}/messages/:message`, (call) =>
      ok(view(interactions.edit(holder(call), call.params.message ?? '', call.body, call.files))),
    ),
    openRoute('DELETE', `${WEBHOOK}/messages/:message`, (call) => {
      interactions.remove(holder(call), call.params.message ?? '')
      return done
    }),
  ]
}
