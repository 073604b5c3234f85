import { parseActionId } from '../chat/action.ts'
import type { Card } from '../chat/card.ts'
import { whichClubCard, withPlace } from '../chat/cards/elsewhere.ts'
import { withNotes } from '../chat/cards/notes.ts'
import { digestName } from '../chat/cards/paper.ts'
import type { About, ActionHandler, Answers, Command, Context, Reach } from '../chat/command.ts'
import type { Log } from '../chat/log.ts'
import { badOption, missingOption } from '../chat/option-problems.ts'
import { type ArgsOf, type OptionSpec, type OptionSpecs, type RawValues, schemaOf } from '../chat/options.ts'
import { parseText } from '../chat/parse-text.ts'
import type {
  Choice,
  Closed,
  Completion,
  Erased,
  Heard,
  Inbound,
  Invocation,
  Joined,
  Left,
  Pending,
  Present,
  Reacted,
  Reply,
  Where,
} from '../chat/platform.ts'
import type { Clock } from '../club/clock.ts'
import { UserError } from '../club/errors.ts'
import { type AccountId, type RoomId, tenantOf } from '../club/keys.ts'
import { inNumbers } from '../club/said-date.ts'
import type { AskedFor, NamedClub } from '../ports/club.ts'
import type { Services } from '../ports/services.ts'
import { Asking } from './asking.ts'
import { guard } from './guard.ts'
import type { Limits } from './limits.ts'

/** What the app needs of the rest. */
export interface AppParts {
  commands: readonly Command[]
  root: string
  clock: Clock
  log: Log
  servicesOf(room: RoomId, interaction?: string, asker?: Asker): Promise<Services>
  hear(event: Heard): Promise<void>
  /** What is to be done when somebody answered a message with an emoji. */
  react?(event: Reacted): Promise<void>
  erase(event: Erased): Promise<void>
  /** What someone is called, once the chat says so. */
  rename?(account: AccountId, name: string): Promise<void>
  about?(): About
  /** What is to be done when the bot was asked in. */
  join?(event: Joined): Promise<void>
  /** What is to be done when the bot was taken out of a server or workspace. */
  leave?(event: Left): Promise<void>
  /** What is to be done when a chat has said where the bot is. */
  present?(event: Present): Promise<void>
  /** What is to be done when the bot is shut out of a room. */
  close?(event: Closed): Promise<void>
  /** What is to be done when something about a room has changed. */
  look?(room: RoomId): Promise<void>
  /** Default: none. */
  limits?: Limits
}

/** An answer, and in what it was made. */
interface Made {
  card: Card
  context: Context
}

/** Who asks, and whether in a conversation of their own. */
type Asker = Pick<Where, 'direct'> & { account: AccountId }
type Files = NonNullable<Invocation['files']>

/** Finds the command, parses what was given, calls it and answers: the same for every chat. */
export function createApp({
  commands,
  root,
  clock,
  log,
  servicesOf,
  hear,
  react,
  erase,
  rename,
  about = nothingTold,
  join,
  leave,
  present,
  close,
  look,
  limits,
}: AppParts): Inbound {
  const byName = new Map(commands.map((command) => [command.name, command]))

  /** What a command's handlers are given, whichever door was used. */
  async function contextFor(command: Command, where: Where, asked?: AskedFor): Promise<Context> {
    const { room, interaction } = where
    limits?.take(shareOf(where), 'command')
    const services = await servicesOf(room, interaction, askerOf(where))
    const { place } = services
    const reach = reachOf(command)
    if (reach === 'room' && place.kind !== 'room') throw place.refusal
    if (reach === 'club' && place.kind === 'several') throw await askWhich(services, place.clubs, asked)
    const accounts = await services.links.accounts(where.caller)
    const caller = accounts.length > 1 ? { ...where.caller, accounts } : where.caller
    if (command.organisers) await services.club.requireOrganiser(caller)
    const again = (what: AskedFor) => doAgain(where, what)
    return { room, caller, clock, root, commands, about: about(), again, services }
  }

  /** What takes more work than any command does. */
  function charge({ costs }: Command, where: Where): void {
    if (costs) limits?.take(shareOf(where), costs)
  }

  async function doAgain(where: Where, asked: AskedFor): Promise<Card> {
    if ('command' in asked) {
      const command = byName.get(asked.command)
      if (!command) throw unknown(asked.command, root)
      return (await runCard(command, where, asked.values, {})).card
    }
    const { command, handler, arg } = handlerOf(asked.action) ?? {}
    if (!command || !handler || handler.answers === 'form') throw gone(root)
    return (await actOn(command, handler, where, arg ?? '', asked)).card
  }

  async function actOn(
    command: Command,
    handler: Exclude<ActionHandler, { answers: 'form' }>,
    where: Where,
    arg: string,
    asked: Extract<AskedFor, { action: string }>,
  ): Promise<Made> {
    const context = await contextFor(command, where, asked)
    charge(command, where)
    return { context, card: placed(command, await handler.run(context, arg, asked.values), context) }
  }

  /** What concerns the caller alone stands above what they alone see. */
  async function telling(answers: Answers, { card, context }: Made): Promise<Reply> {
    if (answers !== 'actor') return { kind: 'card', card }
    const { notes, told } = await context.services.notes.take(context.caller)
    return notes.length === 0 ? { kind: 'card', card } : { kind: 'card', card: withNotes(card, notes), told }
  }

  async function runCard(command: Command, where: Where, values: RawValues, files: Files): Promise<Made> {
    const context = await contextFor(command, where, { command: command.name, values: { ...values } })
    charge(command, where)
    const card = await command.run(context, await parseValues(command, values, files, context))
    return { context, card: placed(command, card, context) }
  }

  /** Outside a club's rooms an answer says whose it is. */
  function placed(command: Command, card: Card, { services: { place } }: Context): Card {
    if (reachOf(command) === 'channel') return card
    return withPlace(card, place, { root, startable: byName.has('club start') })
  }

  function handlerOf(id: string) {
    const action = parseActionId(id)
    const command = byName.get(action?.command ?? '')
    const handler = command?.actions?.[action?.action ?? '']
    return action && command && handler
      ? { ...action, command, handler, door: `${action.command}:${action.action}` }
      : null
  }

  function call(command: Command, where: Where, values: RawValues, files: Files = {}): Pending {
    const { ask: form } = command
    if (form && Object.keys(files).length === 0 && Object.values(values).every(isBlank)) {
      const opening = pending('form', command.name, async () => {
        const context = await contextFor(command, where)
        return { kind: 'form', form: (await command.fill?.(context)) ?? form }
      })
      return { ...opening, empty: form }
    }
    return pending(command.answers, command.name, async () => {
      return telling(command.answers, await runCard(command, where, values, files))
    })
  }

  function pending(answers: Pending['answers'], door: string, work: () => Promise<Reply>): Pending {
    return { answers, reply: guard(log, root, door, work) }
  }

  function refuse(door: string, error: UserError): Pending {
    return pending('actor', door, () => Promise.reject(error))
  }

  return {
    commands,

    run(invocation) {
      const command = byName.get(invocation.command)
      if (!command) return refuse('run', unknown(invocation.command, root))
      return call(command, invocation, invocation.values, invocation.files)
    },

    runText(invocation) {
      const parsed = parseText(commands, invocation.text)
      if ('command' in parsed) return call(parsed.command, invocation, parsed.values)
      const hints = parsed.suggestions.map((suggestion) => `/${root} ${suggestion}`).join(' or ')
      return refuse('run', new UserError('not-understood', hints ? `${parsed.problem} Try ${hints}.` : parsed.problem))
    },

    act(click) {
      const found = handlerOf(click.action)
      if (!found) return refuse('act', gone(root))
      const { command, handler, arg, door } = found
      if (handler.answers !== 'form') {
        return pending(handler.answers, door, async () => {
          const asked = { action: click.action, values: click.values }
          return telling(handler.answers, await actOn(command, handler, click, arg, asked))
        })
      }
      const opening = pending('form', door, async () => {
        return { kind: 'form', form: await handler.run(await contextFor(command, click), arg) }
      })
      return { ...opening, empty: handler.empty(arg) }
    },

    submit(submission) {
      const action = parseActionId(submission.action)
      const command = byName.get(action?.command ?? '')
      const handler = command?.forms?.[action?.action ?? '']
      if (!action || !command || !handler) return refuse('submit', gone(root))
      const errors = handler.check?.(submission) ?? {}
      if (Object.keys(errors).length > 0) return { errors }
      return pending(handler.answers, `${action.command}:${action.action}`, async () => {
        const context = await contextFor(command, submission)
        charge(command, submission)
        return telling(handler.answers, { context, card: await handler.run(context, action.arg, submission) })
      })
    },

    point(pointing) {
      const command = byName.get(pointing.command)
      const handler = command?.message
      if (!command || !handler) return refuse('point', gone(root))
      return pending(handler.answers, `${pointing.command}:message`, async () => {
        const context = await contextFor(command, pointing)
        charge(command, pointing)
        return { kind: 'card', card: placed(command, await handler.run(context, pointing.message), context) }
      })
    },

    home(where) {
      const command = commands.find(({ home }) => home)
      if (!command?.home) return refuse('home', gone(root))
      const { home } = command
      return pending('actor', `${command.name}:home`, async () => {
        const context = await contextFor(command, where)
        return { kind: 'card', card: placed(command, await home(context), context) }
      })
    },

    async complete(typing, signal) {
      try {
        limits?.take(shareOf(typing), 'completion')
        const spec = byName.get(typing.command)?.options[typing.option]
        return spec
          ? await choicesFor(spec, typing, await servicesOf(typing.room, undefined, askerOf(typing)), commands, signal)
          : []
      } catch (error) {
        if (signal?.aborted) return []
        log.debug({ err: error, command: typing.command }, 'nothing to complete')
        return []
      }
    },

    heard: hear,
    erased: erase,
    async left(event) {
      log.warn({ tenant: event.tenant, why: event.why }, 'the bot was taken out of a server or workspace')
      await leave?.(event)
    },
    ...(present ? { present } : {}),
    ...(react ? { reacted: react } : {}),
    ...(close ? { closed: close } : {}),
    ...(look ? { changed: look } : {}),
    ...(join ? { joined: join } : {}),
    ...(rename ? { named: rename } : {}),
  }
}

const nothingTold = (): About => ({ contact: null, address: null, links: [] })

const isBlank = (text: string): boolean => text.trim() === ''

async function parseValues(
  command: Command,
  values: RawValues,
  files: Files,
  context: Context,
): Promise<ArgsOf<OptionSpecs>> {
  const { services } = context
  const parsed: Record<string, ArgsOf<OptionSpecs>[string]> = {}
  for (const [name, spec] of Object.entries(command.options)) {
    const file = files[name]
    if (file && spec.kind === 'attachment') {
      parsed[name] = file
      continue
    }
    const raw = values[name]
    if (raw === undefined || isBlank(raw)) {
      if (spec.required) throw new UserError('missing-option', missingOption(command, name, spec))
      continue
    }
    const said = isOfDay(spec) ? inNumbers(raw.trim(), await todayFor(context)) : raw
    if (typeof said !== 'string') {
      const rule = `must say which day is meant, ${said.either.join(' or ')}`
      throw new UserError('bad-option', badOption(command, name, raw, rule))
    }
    const result = schemaOf(spec).safeParse(said)
    if (!result.success) {
      const rule = result.error.issues[0]?.message ?? 'must be something else'
      throw new UserError('bad-option', badOption(command, name, raw, rule))
    }
    parsed[name] = spec.kind === 'paper' ? await services.catalogue.resolve(String(result.data)) : result.data
  }
  return parsed
}

const isOfDay = ({ kind }: OptionSpec) => kind === 'date' || kind === 'meeting'

/** The day that it is where the club meets; without a club, where who asks is. */
async function todayFor({ services, caller, clock }: Context): Promise<Temporal.PlainDate> {
  const zone = services.place.kind === 'room' ? (await services.club.get()).schedule.zone : (caller.zone ?? 'UTC')
  return clock.now().toZonedDateTimeISO(zone).toPlainDate()
}

const CHOICES = 25

async function choicesFor(
  spec: OptionSpec,
  { text, caller }: Completion,
  { catalogue, room }: Services,
  commands: readonly Command[],
  signal: AbortSignal | undefined,
): Promise<Choice[]> {
  const titles = async () =>
    (await catalogue.complete(text, CHOICES, signal)).map(({ id, title }) => ({ label: title, value: id }))
  if (spec.kind === 'paper') return titles()
  if (spec.kind !== 'text' || !spec.complete) return []
  const fits = (choice: string) => choice.toLowerCase().includes(text.trim().toLowerCase())
  const plain = (choices: string[]) =>
    choices
      .filter(fits)
      .slice(0, CHOICES)
      .map((choice) => ({ label: choice, value: choice }))
  switch (spec.complete) {
    case 'paper':
      return titles()
    case 'term':
      return plain(await catalogue.terms())
    case 'tag':
      return plain(await catalogue.tags())
    case 'command':
      return plain(commands.map(({ name }) => name))
    case 'movable': {
      const clubs = (await room.movable(caller)).map(({ name, room }) => ({ label: name, value: room }))
      return clubs.filter(({ label }) => fits(label)).slice(0, CHOICES)
    }
    case 'digest': {
      const digests = (await catalogue.digests()).map((digest) => ({ label: digestName(digest), value: digest.id }))
      return digests.filter(({ label, value }) => fits(label) || fits(value)).slice(0, CHOICES)
    }
  }
}

function reachOf({ reach, organisers }: Command): Reach {
  return reach ?? (organisers ? 'room' : 'club')
}

/** Whose share it is: a server’s or workspace’s; in conversations of their own, a person’s. */
function shareOf({ room, caller, direct }: Pick<Where, 'room' | 'caller' | 'direct'>): string {
  return direct ? caller.account : tenantOf(room)
}

function askerOf({ caller: { account }, direct }: Pick<Where, 'caller' | 'direct'>): Asker {
  return { account, direct }
}

/** Asks which club is meant; what was asked waits for the answer. */
async function askWhich({ elsewhere }: Services, clubs: readonly NamedClub[], asked?: AskedFor): Promise<Asking> {
  return new Asking(whichClubCard(clubs, asked ? await elsewhere.keep(asked) : ''))
}

function unknown(name: string, root: string): UserError {
  return new UserError('unknown-command', `There is no /${root} ${name}. See /${root} help.`)
}

/** A control of an older version of the bot, or one that somebody made up. */
function gone(root: string): UserError {
  return new UserError('not-found', `That button is no longer in use. See /${root} help for what there is.`)
}
