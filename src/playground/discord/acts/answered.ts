/** How the bot answered, as the person sees it. */
import type { ActResult } from '../../types.ts'
import type { Outcome, Start } from '../interaction.ts'
import type { Interactions } from '../interactions.ts'
import { personaDraft, post } from '../messages.ts'
import { personaSees } from '../permissions.ts'
import { BOT } from '../personas.ts'
import { type Place, placeOf, type Realm } from '../realm.ts'
import type { StoredMessage, StoredModal } from '../records.ts'
import { messageOf } from '../state.ts'

const NO_ANSWER = 'The application did not respond'

export async function answerTo(realm: Realm, interactions: Interactions, start: Start): Promise<ActResult> {
  const outcome = await interactions.start(start)
  if (outcome.kind === 'silence') return silence(realm, start)
  return resultOf(realm, outcome)
}

export function modalView({ id, persona, view }: StoredModal): NonNullable<ActResult['modal']> {
  return { id, persona, view, errors: {} }
}

/** The message and where it stands, if the person sees both. */
export function visibleIn(
  realm: Realm,
  persona: string,
  id: string,
): { message: StoredMessage; place: Place } | undefined {
  const message = realm.message(id)
  const place = message && placeOf(realm, message.channel)
  if (!place || !personaSees(persona, place.channel)) return undefined
  return message.onlyFor === null || message.onlyFor === persona ? { message, place } : undefined
}

export function visible(realm: Realm, persona: string, id: string): StoredMessage | undefined {
  return visibleIn(realm, persona, id)?.message
}

function resultOf(realm: Realm, outcome: Exclude<Outcome, { kind: 'silence' }>): ActResult {
  switch (outcome.kind) {
    case 'message': {
      const message = realm.message(outcome.message)
      return message ? { message: messageOf(realm, message) } : {}
    }
    case 'modal': {
      const modal = realm.modals.get(outcome.modal)
      return modal ? { modal: modalView(modal) } : {}
    }
    case 'choices':
    case 'acknowledged':
      return {}
  }
}

/** A command that nobody answered leaves a note that only its caller sees. */
function silence(realm: Realm, start: Start): ActResult {
  if (start.command === null) return { error: NO_ANSWER }
  const note = post(realm, start.place, {
    ...personaDraft(BOT.id, NO_ANSWER),
    onlyFor: start.persona,
    state: 'failed',
    answering: {
      interaction: '',
      type: start.type,
      user: start.persona,
      command: start.command,
      commandType: start.commandType ?? null,
      interacted: null,
      target: null,
      original: null,
      opener: null,
    },
  })
  return { error: NO_ANSWER, message: messageOf(realm, note) }
}
