/** People press buttons, choose from menus and fill in forms. */
import { ComponentType, InteractionType } from 'discord-api-types/v10'
import type { ActResult } from '../../types.ts'
import type { Attachment } from '../cdn.ts'
import { flatten, isSelect } from '../component-limits.ts'
import type { Interactions } from '../interactions.ts'
import { type Fields, fieldsOf, listOf } from '../json.ts'
import { submissionOf } from '../modal-submission.ts'
import { placeOf, type Realm } from '../realm.ts'
import { answerTo, modalView, visibleIn } from './answered.ts'
import { attach, resolvedFiles } from './attach.ts'
import type { Doing } from './doing.ts'
import { resolvedValues } from './resolved.ts'

export async function useControl(
  realm: Realm,
  interactions: Interactions,
  wish: Doing<'click' | 'select'>,
): Promise<ActResult> {
  const used = usable(realm, wish)
  if (!used) return { error: 'There is no such control' }
  const { message, place, control } = used
  const refused = wish.do === 'select' ? refusedSelection(control, wish.values) : refusedClick(control)
  if (refused) return { error: refused }
  return answerTo(realm, interactions, {
    type: InteractionType.MessageComponent,
    persona: wish.persona,
    place,
    message,
    command: null,
    data: {
      id: control.id,
      custom_id: wish.control,
      component_type: control.type,
      ...(wish.do === 'select' && {
        values: wish.values,
        ...resolvedValues(realm, { persona: wish.persona, guild: place.channel.guild }, control, wish.values),
      }),
    },
  })
}

export async function submit(realm: Realm, interactions: Interactions, wish: Doing<'submit'>): Promise<ActResult> {
  const modal = realm.modals.get(wish.modal)
  const place = modal && placeOf(realm, modal.channel)
  if (!place || modal?.persona !== wish.persona) return { error: 'That form is not open' }
  const attached: Attachment[] = []
  const files: Record<string, string[]> = {}
  for (const [field, sent] of Object.entries(wish.files ?? {})) {
    const kept = attach(realm, sent, { place: place.id, ephemeral: true })
    if ('error' in kept) return { error: kept.error, modal: modalView(modal) }
    attached.push(...kept)
    files[field] = kept.map(({ id }) => id)
  }
  const components = submissionOf(modal.view, { fields: wish.fields, files })
  if ('error' in components) return { error: components.error, modal: modalView(modal) }
  const message = modal.message ? realm.message(modal.message) : undefined
  const result = await answerTo(realm, interactions, {
    type: InteractionType.ModalSubmit,
    persona: wish.persona,
    place,
    command: null,
    opener: modal.opener,
    ...(message && { message }),
    data: {
      custom_id: modal.view.custom_id,
      components,
      ...(attached.length > 0 && { resolved: { attachments: resolvedFiles(realm, attached) } }),
    },
  })
  if (result.error) return { error: 'Something went wrong. Try again.', modal: modalView(modal) }
  realm.modals.delete(modal.id)
  realm.world.changed()
  return result
}

/** The control, on a message that the person sees. */
function usable(realm: Realm, { persona, message, control: wanted }: Doing<'click' | 'select'>) {
  const seen = visibleIn(realm, persona, message)
  const control = flatten(seen?.message.components ?? []).find(({ custom_id: id }) => id === wanted)
  return seen && control ? { ...seen, control } : undefined
}

function refusedClick(control: Fields): string | null {
  if (control.type !== ComponentType.Button) return 'This is not a button'
  return control.disabled === true ? 'This button is disabled' : null
}

function refusedSelection(control: Fields, values: string[]): string | null {
  if (!isSelect(control)) return 'This is not a menu'
  if (control.disabled === true) return 'This menu is disabled'
  const min = Number(control.min_values ?? 1)
  const max = Number(control.max_values ?? 1)
  if (values.length < min || values.length > max) return `Choose ${min === max ? min : `${min} to ${max}`} of these`
  if (new Set(values).size < values.length) return 'Choose each option once'
  if (control.type !== ComponentType.StringSelect) return null
  const offered = listOf(control.options).map((option) => fieldsOf(option).value)
  return values.every((value) => offered.includes(value)) ? null : 'Choose from the options of this menu'
}
