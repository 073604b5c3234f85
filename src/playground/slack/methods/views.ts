import { type Fields, fieldsOf, listOf } from '../fields.ts'
import { FILES_SCOPE } from '../files.ts'
import { publish } from '../homes.ts'
import { Refusal, refusalOf } from '../refusal.ts'
import type { Slack } from '../slack.ts'
import { checkedView, type View, viewPayload } from '../views.ts'
import { json, type Methods, need, text } from './method.ts'

export const views: Methods = {
  'views.open': {
    token: 'bot',
    tier: 100,
    run(slack, args) {
      const view = viewArg(slack, args)
      checkedView(view, 'modal')
      return shown(slack, slack.views.open(view, slack.triggers.take(triggerArg(args))))
    },
  },
  'views.push': {
    token: 'bot',
    tier: 100,
    run(slack, args) {
      const view = viewArg(slack, args)
      checkedView(view, 'modal')
      return shown(slack, slack.views.push(view, slack.triggers.take(triggerArg(args))))
    },
  },
  'views.update': {
    token: 'bot',
    tier: 100,
    run(slack, args) {
      const id = text(args, 'view_id')
      const external = text(args, 'external_id')
      if (!id && !external) need(args, 'view_id')
      const sent = viewArg(slack, args)
      checkedView(sent, 'modal')
      const view = id ? slack.views.get(id) : slack.views.byExternalId(external ?? '')
      if (!view) throw new Refusal('not_found')
      return shown(slack, slack.views.update(view, sent, text(args, 'hash') || undefined))
    },
  },
  'views.publish': {
    token: 'bot',
    tier: 100,
    run(slack, args) {
      const home = publish(slack, need(args, 'user_id'), viewArg(slack, args), text(args, 'hash'))
      return { view: viewPayload(slack.team, home) }
    },
  },
}

function shown(slack: Slack, view: View): Fields {
  slack.effects.tell({ cause: view.cause, persona: view.cause.persona, view })
  slack.world.changed()
  return { view: viewPayload(slack.team, view) }
}

function viewArg({ settings: { scopes } }: Slack, args: Fields): unknown {
  const view = json(args, 'view')
  if (view === undefined) {
    throw refusalOf('invalid_arguments', ['[ERROR] missing required field: view [json-pointer:/view]'])
  }
  const asksForFiles = listOf(fieldsOf(view).blocks).some(({ element }) => fieldsOf(element).type === 'file_input')
  if (asksForFiles && !scopes.includes(FILES_SCOPE)) {
    throw new Refusal('missing_scope', { needed: FILES_SCOPE, provided: scopes.join(',') })
  }
  return view
}

/** Slack also takes the id of a view's own interaction, `interactivity_pointer`, for newer apps. */
function triggerArg(args: Fields): string {
  return text(args, 'trigger_id') ?? text(args, 'interactivity_pointer') ?? need(args, 'trigger_id')
}
