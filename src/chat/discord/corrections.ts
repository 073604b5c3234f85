import { randomUUID } from 'node:crypto'
import type { Card, Form } from '../card.ts'

/**
 * Discord closes a form when it is sent, so what was wrong is said in a message, with a button that opens the form again
 * as it was filled in. Forms are remembered for as long as the process lives; without one, people start again.
 */
export interface Corrections {
  /** Remembers what someone has open. */
  opened(user: string, form: Form): void
  /** What to say of a form that was filled in wrongly. */
  refuse(user: string, action: string, fields: Readonly<Record<string, string>>, errors: Record<string, string>): Card
  /** The form behind the button of such a message. Undefined when this is no such button, null when it is forgotten. */
  reopen(user: string, customId: string): Form | null | undefined
}

const PREFIX = 'correct/'
const REMEMBERED = 500

export function createCorrections(): Corrections {
  const open = new Map<string, Form>()
  const wrong = new Map<string, { user: string; form: Form }>()

  return {
    opened(user, form) {
      remember(open, `${user} ${form.action}`, form)
    },
    refuse(user, action, fields, errors) {
      const form = open.get(`${user} ${action}`)
      const label = (name: string) => form?.inputs.find((input) => input.name === name)?.label ?? name
      const items = Object.entries(errors).map(([name, sentence]) => [{ bold: label(name) }, `: ${sentence}`])
      const blocks: Card['blocks'] = [{ kind: 'list', items }]
      if (form) {
        const id = PREFIX + randomUUID()
        remember(wrong, id, { user, form: filledIn(form, fields) })
        blocks.push({ kind: 'buttons', buttons: [{ label: 'Correct it', action: id, style: 'primary' }] })
      } else blocks.push({ kind: 'text', text: 'Please start again from the button or command you came from.' })
      return { title: 'Nothing was sent yet', blocks }
    },
    reopen(user, customId) {
      if (!customId.startsWith(PREFIX)) return undefined
      const kept = wrong.get(customId)
      return kept?.user === user ? kept.form : null
    },
  }
}

function filledIn(form: Form, fields: Readonly<Record<string, string>>): Form {
  const inputs = form.inputs.map((input) =>
    input.kind === 'file' ? input : { ...input, value: fields[input.name] ?? '' },
  )
  return { ...form, inputs }
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > REMEMBERED && oldest !== undefined) map.delete(oldest)
}
