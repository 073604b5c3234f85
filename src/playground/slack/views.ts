import { randomBytes } from 'node:crypto'
import { named, viewProblems } from './blocks.ts'
import { type Fields, listOf, textOf } from './fields.ts'
import { APP_ID, newId } from './ids.ts'
import { Refusal, refusalOf } from './refusal.ts'
import type { Team } from './teams.ts'
import type { Cause } from './types.ts'
import { initialState, type StateValues } from './view-state.ts'

/** One open modal (or a persona's Home): what the bot sent, what the person entered so far, and why it opened. */
export interface View {
  id: string
  cause: Cause
  /** As the bot sent it, named. */
  sent: Fields
  hash: string
  root: string
  previous: string | null
  state: StateValues
  errors: Record<string, string>
  /** Options of its external selects, as far as they were offered. */
  offered: Fields[]
}

/** Modal stacks by persona: at most three deep, gone once closed. */
export interface Views {
  get(id: string): View | undefined
  byExternalId(id: string): View | undefined
  all(): View[]
  /** The modal that lies on top for a persona. */
  top(persona: string): View | undefined
  open(view: unknown, cause: Cause): View
  push(view: unknown, cause: Cause): View
  update(view: View, sent: unknown, hash?: string): View
  close(view: View): void
  clear(persona: string): void
}

const DEPTH = 3
const MAX_BYTES = 250_000

export function openViews(): Views {
  const stacks = new Map<string, View[]>()

  const stackOf = (persona: string) => stacks.get(persona) ?? []
  const all = () => [...stacks.values()].flat()
  const byExternalId = (id: string) => all().find((view) => view.sent.external_id === id)

  function add(sent: Fields, cause: Cause, stack: View[]): View {
    const id = newId('V')
    const previous = stack.at(-1)
    const view: View = {
      id,
      cause,
      sent,
      hash: newHash(),
      root: stack[0]?.id ?? id,
      previous: previous?.id ?? null,
      state: initialState(listOf(sent.blocks)),
      errors: {},
      offered: [],
    }
    stacks.set(cause.persona, [...stack, view])
    return view
  }

  function checked(sent: unknown, replaced?: View): Fields {
    const view = checkedView(sent, 'modal')
    const external = textOf(view.external_id)
    const holder = external ? byExternalId(external) : undefined
    if (holder && holder !== replaced) throw new Refusal('duplicate_external_id')
    return view
  }

  return {
    get: (id) => all().find((view) => view.id === id),
    byExternalId,
    all,
    top: (persona) => stackOf(persona).at(-1),
    open: (sent, cause) => add(checked(sent), cause, []),
    push(sent, cause) {
      const stack = stackOf(cause.persona)
      if (stack.length >= DEPTH) throw new Refusal('push_limit_reached')
      return add(checked(sent), cause, stack)
    },
    update(view, sent, hash) {
      if (hash !== undefined && hash !== view.hash) throw new Refusal('hash_conflict')
      view.sent = checked(sent, view)
      view.hash = newHash()
      view.errors = {}
      view.state = initialState(listOf(view.sent.blocks), view.state)
      return view
    },
    close(view) {
      const stack = stackOf(view.cause.persona)
      stacks.set(view.cause.persona, stack.slice(0, Math.max(0, stack.indexOf(view))))
    },
    clear: (persona) => void stacks.delete(persona),
  }
}

/** A view that Slack takes, its blocks named. */
export function checkedView(sent: unknown, type: 'modal' | 'home'): Fields {
  const problems = viewProblems(sent)
  if (problems.length > 0) throw refusalOf('invalid_arguments', problems)
  const view = sent as Fields
  if (view.type !== type) {
    throw refusalOf('invalid_arguments', [`[ERROR] expected a ${type} view [json-pointer:/view/type]`])
  }
  if (Buffer.byteLength(JSON.stringify(view)) > MAX_BYTES) throw new Refusal('view_too_large')
  return { ...view, blocks: named(listOf(view.blocks)) }
}

/** The view as answers and payloads show it. */
export function viewPayload(team: Team, view: Omit<View, 'cause' | 'errors' | 'offered'>): Fields {
  return {
    id: view.id,
    team_id: team.id,
    type: view.sent.type,
    blocks: view.sent.blocks,
    private_metadata: view.sent.private_metadata ?? '',
    callback_id: view.sent.callback_id ?? '',
    state: { values: view.state },
    hash: view.hash,
    title: view.sent.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: view.sent.clear_on_close ?? false,
    notify_on_close: view.sent.notify_on_close ?? false,
    close: view.sent.close ?? null,
    submit: view.sent.submit ?? null,
    previous_view_id: view.previous,
    root_view_id: view.root,
    app_id: APP_ID,
    external_id: view.sent.external_id ?? '',
    app_installed_team_id: team.id,
    bot_id: team.bot.bot,
  }
}

export function newHash(): string {
  return `${Math.floor(Date.now() / 1000)}.${randomBytes(4).toString('hex')}`
}
