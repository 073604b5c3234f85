import { randomUUID } from 'node:crypto'
import { parseActionId } from '../action.ts'
import type { Card, Form } from '../card.ts'
import type { Command } from '../command.ts'

/**
 * Discord closes a form when it is sent, so what went wrong is said in a message, with a button that opens the form again
 * as it was filled in. What was typed is remembered for as long as the process lives.
 */
export interface Corrections {
  /** Remembers what someone has open. */
  opened(user: string, form: Form): void
  /** What to say of a form that was filled in wrongly. */
  refuse(user: string, action: string, fields: Typed, errors: Record<string, string>): Card
  /** What to say of a form that was sent in vain: the card, and a way back to what was typed. */
  retry(user: string, action: string, fields: Typed, card: Card): Card
  /** The form behind the button of such a message. Undefined when this is no such button, null when it is forgotten. */
  reopen(user: string, customId: string): Form | null | undefined
}

type Typed = Readonly<Record<string, string>>

const PREFIX = 'correct/'
const REMEMBERED = 500

export function createCorrections(commands: readonly Command[]): Corrections {
  const open = new Map<string, Form>()
  const wrong = new Map<string, { user: string; form: Form }>()

  const formOf = (user: string, action: string) => open.get(`${user} ${action}`) ?? definedForm(commands, action)

  /** A way back to what was typed: the form as it was, or where nobody knows the form, the words themselves. */
  function wayBack(user: string, form: Form | undefined, fields: Typed, label: string): Card['blocks'] {
    if (!form) {
      const typed = Object.values(fields).filter((text) => text.trim() !== '')
      return [
        { kind: 'text', text: 'Please start again from the button or command you came from.' },
        ...(typed.length > 0
          ? ([
              { kind: 'text', text: 'You wrote:' },
              { kind: 'list', items: typed },
            ] as const)
          : []),
      ]
    }
    const action = PREFIX + randomUUID()
    remember(wrong, action, { user, form: filledIn(form, fields) })
    const files = form.inputs.some(({ kind }) => kind === 'file')
    return [
      ...(files ? ([{ kind: 'text', text: 'Files have to be chosen once more.' }] as const) : []),
      { kind: 'buttons', buttons: [{ label, action, style: 'primary' }] },
    ]
  }

  return {
    opened(user, form) {
      remember(open, `${user} ${form.action}`, form)
    },
    refuse(user, action, fields, errors) {
      const form = formOf(user, action)
      const label = (name: string) => form?.inputs.find((input) => input.name === name)?.label ?? name
      const items = Object.entries(errors).map(([name, sentence]) => [{ bold: label(name) }, `: ${sentence}`])
      return {
        title: 'Nothing was sent yet',
        blocks: [{ kind: 'list', items }, ...wayBack(user, form, fields, 'Correct it')],
      }
    },
    retry(user, action, fields, card) {
      return {
        ...card,
        blocks: [...card.blocks, ...wayBack(user, formOf(user, action), fields, 'Open the form again')],
      }
    },
    reopen(user, customId) {
      if (!customId.startsWith(PREFIX)) return undefined
      const kept = wrong.get(customId)
      return kept?.user === user ? kept.form : null
    },
  }
}

/** The form of that name, as its command defines it: one that was opened before the process began is known by it. */
function definedForm(commands: readonly Command[], action: string): Form | undefined {
  const named = parseActionId(action)
  const command = commands.find(({ name }) => name === named?.command)
  if (!command || !named) return undefined
  const forms = Object.values(command.actions ?? {}).flatMap((handler) =>
    handler.answers === 'form' ? [handler.empty(named.arg)] : [],
  )
  return [...(command.ask ? [command.ask] : []), ...forms].find((form) => form.action === action)
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
