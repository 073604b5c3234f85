import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldsOf, formView, loadingView, problemView } from '../../../src/chat/slack/form-view.ts'
import { viewProblems } from '../../../src/playground/slack/blocks.ts'
import { anyCard, anyForm, anyText } from './cards.ts'

test('F15 any form whatever is within every limit of Slack', () => {
  fc.assert(
    fc.property(anyForm, (form) => {
      expect(viewProblems(formView(form, '{}'))).toEqual([])
    }),
  )
})

test('F15 what stands in a modal while it loads, or when it cannot, is within the limits too', () => {
  fc.assert(
    fc.property(anyText, anyCard, (title, card) => {
      expect(viewProblems(loadingView(title))).toEqual([])
      expect(viewProblems(problemView(card))).toEqual([])
    }),
    { numRuns: 30 },
  )
})

test('what was filled in is read by input name, and what was left empty is empty', () => {
  const state = {
    values: {
      reason: { reason: { type: 'plain_text_input', value: 'It is short' } },
      note: { note: { type: 'plain_text_input', value: null } },
      when: { when: { type: 'static_select', selected_option: { value: 'now' } } },
    },
  }
  expect(fieldsOf(state)).toEqual({ reason: 'It is short', note: '', when: 'now' })
  expect(fieldsOf(null)).toEqual({})
})
