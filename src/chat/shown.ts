/** What a form of settings showed when it opened, kept in its id: what others changed meanwhile is not put back. */
import type { Form } from './card.ts'

/** The form with what it shows in its id, which ends with the empty argument. */
export function withShown(form: Form): Form {
  return { ...form, action: form.action + valuesOf(form).join(PARTED) }
}

/** What somebody changed in a form, by input name. `shown`: the id's argument. `now`: the form as it would open now. */
export function changedIn(now: Form, shown: string, fields: Readonly<Record<string, string>>): Record<string, string> {
  const before = shown.split(PARTED)
  const changed = Object.entries(fields).filter(([name, value]) => {
    const at = now.inputs.findIndex((input) => input.name === name)
    return shown === '' || at === -1 || inForm(value) !== before[at]
  })
  return Object.fromEntries(changed)
}

/** The same, with what the form would show now of all else. */
export function filledNow(now: Form, shown: string, fields: Readonly<Record<string, string>>): Record<string, string> {
  const values = valuesOf(now)
  const settled = now.inputs.map(({ name }, at) => [name, values[at] ?? ''])
  return { ...Object.fromEntries(settled), ...changedIn(now, shown, fields) }
}

const PARTED = '|'

const valuesOf = ({ inputs }: Form): string[] =>
  inputs.map((input) => inForm('value' in input ? (input.value ?? '') : ''))

const inForm = (value: string): string => value.trim().replaceAll(PARTED, ' ')
