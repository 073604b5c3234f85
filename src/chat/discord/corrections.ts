import { randomUUID } from 'node:crypto'
import type { AccountId } from '../../club/keys.ts'
import { parseActionId } from '../action.ts'
import type { Card, Form } from '../card.ts'
import type { Command } from '../command.ts'
import type { Draft, Drafts } from '../drafts.ts'
import type { Log } from '../log.ts'
import { facts } from './failure.ts'
import { within } from './within.ts'

/**
 * Discord closes a form when it is sent, so what went wrong is said in a message, with a button that opens the form again
 * as it was filled in. What was typed is remembered by this process, and by the drafts for when it was started anew.
 */
export interface Corrections {
  /** Remembers what someone has open. */
  opened(user: AccountId, form: Form): void
  /** What to say of a form that was filled in wrongly. */
  refuse(user: AccountId, action: string, fields: Draft['fields'], errors: Record<string, string>): Promise<Card>
  /** What to say of a form that was sent in vain: the card, and a way back to what was typed. */
  retry(user: AccountId, action: string, fields: Draft['fields'], card: Card): Promise<Card>
  /** The form behind the button of such a message, or what to say where it cannot be opened. Undefined when this is no such button. */
  reopen(user: AccountId, customId: string): Promise<{ form: Form } | { card: Card } | undefined>
}

const PREFIX = 'correct/'
const NAME = /^[\da-f-]{36}$/
const REMEMBERED = 500
/** Milliseconds that an answer waits for the drafts. */
const PATIENCE = 1_000

export function createCorrections(commands: readonly Command[], log: Log, drafts?: Drafts): Corrections {
  const open = new Map<string, Form>()
  const wrong = new Map<string, { user: AccountId; form: Form }>()

  const formOf = (user: AccountId, action: string) => open.get(`${user} ${action}`) ?? definedForm(commands, action)

  /** A way back to what was typed: the form as it was, or where nobody knows the form, the words themselves. */
  async function wayBack(user: AccountId, { action, fields }: Draft, label: string): Promise<Card['blocks']> {
    const form = formOf(user, action)
    if (!form) return [START_AGAIN, ...typedWords(fields)]
    const name = randomUUID()
    remember(wrong, name, { user, form: filledIn(form, fields) })
    const keeping = drafts?.keep(user, name, { action, fields }).catch((error: unknown) => {
      log.warn({ error: facts(error) }, 'what was typed into a form is lost if the bot ends now')
    })
    if (keeping) await within(keeping, PATIENCE)
    const files = form.inputs.some(({ kind }) => kind === 'file')
    return [
      ...(files ? ([{ kind: 'text', text: 'Files have to be chosen once more.' }] as const) : []),
      { kind: 'buttons', buttons: [{ label, action: PREFIX + name, style: 'primary' }] },
    ]
  }

  return {
    opened(user, form) {
      remember(open, `${user} ${form.action}`, form)
    },
    async refuse(user, action, fields, errors) {
      const form = formOf(user, action)
      const label = (name: string) => form?.inputs.find((input) => input.name === name)?.label ?? name
      const items = Object.entries(errors).map(([name, sentence]) => [{ bold: label(name) }, `: ${sentence}`])
      return {
        title: 'Nothing was sent yet',
        blocks: [{ kind: 'list', items }, ...(await wayBack(user, { action, fields }, 'Correct it'))],
      }
    },
    async retry(user, action, fields, card) {
      return { ...card, blocks: [...card.blocks, ...(await wayBack(user, { action, fields }, 'Open the form again'))] }
    },
    async reopen(user, customId) {
      if (!customId.startsWith(PREFIX)) return undefined
      const name = customId.slice(PREFIX.length)
      const kept = wrong.get(name)
      if (kept) return kept.user === user ? { form: kept.form } : { card: closed({}) }
      const draft = NAME.test(name) ? await within(found(user, name), PATIENCE) : null
      if (draft === undefined) return { card: UNKNOWN }
      const form = draft && formOf(user, draft.action)
      return draft && form ? { form: filledIn(form, draft.fields) } : { card: closed(draft?.fields ?? {}) }
    },
  }

  /** Null: there is none. Undefined: nobody can tell. */
  async function found(user: AccountId, name: string): Promise<Draft | null | undefined> {
    try {
      return (await drafts?.find(user, name)) ?? null
    } catch (error) {
      log.warn({ error: facts(error) }, 'what was typed into a form cannot be looked up')
      return undefined
    }
  }
}

const START_AGAIN = { kind: 'text', text: 'Please start again from the button or command you came from.' } as const

function closed(fields: Draft['fields']): Card {
  return { title: 'That form is closed', blocks: [START_AGAIN, ...typedWords(fields)] }
}

const UNKNOWN: Card = {
  title: 'Not now',
  blocks: [
    {
      kind: 'text',
      text: 'What you typed cannot be looked up at the moment. Please press the button again in a minute.',
    },
  ],
}

function typedWords(fields: Draft['fields']): Card['blocks'] {
  const typed = Object.values(fields).filter((text) => text.trim() !== '')
  if (typed.length === 0) return []
  return [
    { kind: 'text', text: 'You wrote:' },
    { kind: 'list', items: typed },
  ]
}

/** The form of that name, as its command defines it: one that was opened before the process began is known by it. */
function definedForm(commands: readonly Command[], action: string): Form | undefined {
  const named = parseActionId(action)
  const command = commands.find(({ name }) => name === named?.command)
  if (!command || !named) return undefined
  const forms = Object.values(command.actions ?? {}).flatMap((handler) =>
    handler.answers === 'form' ? [handler.empty(named.arg)] : [],
  )
  const all = [...(command.ask ? [command.ask] : []), ...forms]
  // A form's id may end with what it showed when it opened.
  const found =
    all.find((form) => form.action === action) ??
    all.find((form) => parseActionId(form.action)?.action === named.action)
  return found && { ...found, action }
}

function filledIn(form: Form, fields: Draft['fields']): Form {
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
