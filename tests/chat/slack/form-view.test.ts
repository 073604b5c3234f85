import fc from 'fast-check'
import { expect, test } from 'vitest'
import { filledOf, formView, loadingView, problemView } from '../../../src/chat/slack/form-view.ts'
import { viewProblems } from '../../../src/playground/slack/blocks.ts'
import { anyCard, anyForm, nastyText } from '../../fakes/any-card.ts'

test('F15 any form whatever is within every limit of Slack', () => {
  fc.assert(
    fc.property(anyForm, (form) => {
      expect(viewProblems(formView(form, '{}'))).toEqual([])
    }),
  )
})

test('F15 what stands in a modal while it loads, or when it cannot, is within the limits too', () => {
  fc.assert(
    fc.property(nastyText, anyCard, (title, card) => {
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
      lists: { lists: { type: 'file_input', files: [{ name: 'list.bib', size: 12 }] } },
      paper: { paper: { type: 'external_select', selected_option: null } },
      'paper/own': { 'paper/own': { type: 'plain_text_input', value: 'https://papers.example' } },
      other: { other: { type: 'external_select', selected_option: { value: 'p1' } } },
      'other/own': { 'other/own': { type: 'plain_text_input', value: 'typed before' } },
      none: { none: { type: 'file_input', files: [] } },
    },
  }
  const fileOf = (file: unknown) => ({ ...Object(file), read: () => Promise.reject(new Error('nobody reads it')) })
  expect(filledOf(state, fileOf)).toEqual({
    fields: { reason: 'It is short', note: '', when: 'now', paper: 'https://papers.example', other: 'p1' },
    files: { lists: [expect.objectContaining({ name: 'list.bib', size: 12 })], none: [] },
  })
  expect(filledOf(null, fileOf)).toEqual({ fields: {}, files: {} })
})
