/** What people see of a card or a form in either chat has no half characters and no marks that nobody sees. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { renderForm } from '../../src/chat/discord/modal.ts'
import { render as onDiscord } from '../../src/chat/discord/outbound.ts'
import { formView } from '../../src/chat/slack/form-view.ts'
import { render as onSlack } from '../../src/chat/slack/outbound.ts'
import { problemText } from '../../src/chat/slack/submitted-view.ts'
import { visibleText } from '../../src/chat/text.ts'
import { anyCard, anyForm } from '../fakes/any-card.ts'

/** What only machines read. */
const UNREAD = new Set(['url', 'image_url', 'media', 'action_id', 'block_id', 'value', 'custom_id', 'callback_id'])

/** Every text of it that somebody reads. */
function seenIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) => (UNREAD.has(key) ? [] : seenIn(one)))
}

/** Marks of the renderers' own, which part what would run together into markup. */
const PARTINGS = /[\u200B\u2060]/g

const unseen = (view: unknown) =>
  seenIn(view)
    .map((text) => text.replace(PARTINGS, ''))
    .filter((text) => visibleText(text) !== text)

it('any card', () => {
  fc.assert(
    fc.property(anyCard, (card) => {
      for (const view of [onDiscord, onSlack, problemText]) expect(unseen(view(card))).toEqual([])
    }),
    { numRuns: 80 },
  )
})

it('any form', () => {
  fc.assert(
    fc.property(anyForm, (form) => {
      for (const view of [renderForm(form), formView(form, '{}')]) expect(unseen(view)).toEqual([])
    }),
    { numRuns: 80 },
  )
})
