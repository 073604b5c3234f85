import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APITextDisplayComponent,
  ComponentType,
  TextInputStyle,
} from 'discord.js'
import { type Form, type Input, linesOf } from '../card.ts'
import { cutText } from '../text.ts'
import { caption, renderSelect } from './controls.ts'
import { clean } from './escape.ts'
import { LIMITS } from './limits.ts'
import { markdown } from './rich.ts'

/** A form as a Discord modal. The submit button's label is Discord's own. */
export function renderForm(form: Form): APIModalInteractionResponseCallbackData {
  const { components, title } = LIMITS.modal
  const inputs = form.inputs.slice(0, components).map(renderInput)
  const intro = inputs.length < components ? renderIntro(form.intro) : []
  return { custom_id: form.action, title: caption(form.title, title), components: [...intro, ...inputs] }
}

function renderIntro(intro: string | undefined): APITextDisplayComponent[] {
  const { text } = LIMITS.modal
  const content = markdown(intro ?? '', { characters: text, bytes: text * 3 }).text
  return content.trim() === '' ? [] : [{ type: ComponentType.TextDisplay, content }]
}

function renderInput(input: Input): APILabelComponent {
  const hint = cutText(clean(input.hint ?? '').trim(), LIMITS.modal.hint)
  return {
    type: ComponentType.Label,
    label: caption(input.label, LIMITS.modal.label),
    ...(hint && { description: hint }),
    component: renderControl(input),
  }
}

function renderControl(input: Input): APIComponentInLabel {
  switch (input.kind) {
    case 'line':
    case 'completed':
      return textInput(input, TextInputStyle.Short)
    case 'paragraph':
      return textInput(input, TextInputStyle.Paragraph)
    case 'choice':
    case 'choices': {
      const chosen = linesOf(input.value)
      const options = input.choices.map((choice) => ({ ...choice, selected: chosen.includes(choice.value) }))
      const min = input.required ? 1 : 0
      const max = input.kind === 'choice' ? 1 : options.length
      const { menu } = renderSelect({ action: input.name, placeholder: input.label, min, max, options })
      const { disabled: _, ...usable } = menu
      return { ...usable, required: input.required }
    }
    case 'file':
      return {
        type: ComponentType.FileUpload,
        custom_id: input.name,
        min_values: input.required ? 1 : 0,
        max_values: Math.max(1, Math.min(input.most, LIMITS.modal.files)),
        required: input.required,
      }
  }
}

function textInput(input: Extract<Input, { max: number }>, style: TextInputStyle): APIComponentInLabel {
  const max = Math.max(1, Math.min(input.max, LIMITS.modal.value))
  const value = cutText(clean('value' in input ? (input.value ?? '') : ''), max)
  return {
    type: ComponentType.TextInput,
    custom_id: input.name,
    style,
    max_length: max,
    required: input.required,
    ...(value && { value }),
  }
}
