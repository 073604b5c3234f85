import { parseActionId } from './chat/action.ts'
import { digestName } from './chat/cards/paper.ts'
import type { Command, Context } from './chat/command.ts'
import type { Log } from './chat/log.ts'
import { type ArgsOf, type OptionSpec, type OptionSpecs, type RawValues, schemaOf } from './chat/options.ts'
import { parseText } from './chat/parse-text.ts'
import type { Choice, Completion, Heard, Inbound, Pending, Reply, Where } from './chat/platform.ts'
import type { Clock } from './club/clock.ts'
import { UserError } from './club/errors.ts'
import type { RoomId } from './club/keys.ts'
import type { Services } from './club/services.ts'
import { guard } from './guard.ts'

/** What the app needs of the rest. */
export interface AppParts {
  commands: readonly Command[]
  root: string
  clock: Clock
  log: Log
  servicesOf(room: RoomId): Promise<Services>
  hear(event: Heard): Promise<void>
}

/** Finds the command, parses what was given, calls it and answers: the same for every chat. */
export function createApp({ commands, root, clock, log, servicesOf, hear }: AppParts): Inbound {
  const byName = new Map(commands.map((command) => [command.name, command]))

  async function contextOf({ room, caller }: Where): Promise<Context> {
    return { room, caller, clock, root, commands, services: await servicesOf(room) }
  }

  function call(command: Command, where: Where, values: RawValues): Pending {
    return pending(command.answers, command.name, async () => {
      const context = await contextOf(where)
      if (command.organisers) await context.services.club.requireOrganiser(where.caller)
      return { kind: 'card', card: await command.run(context, await parseValues(command, values, context, root)) }
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
      return call(command, invocation, invocation.values)
    },

    runText(invocation) {
      const parsed = parseText(commands, invocation.text)
      if ('command' in parsed) return call(parsed.command, invocation, parsed.values)
      const hints = parsed.suggestions.map((suggestion) => `/${root} ${suggestion}`).join(' or ')
      return refuse('run', new UserError('not-understood', hints ? `${parsed.problem} Try ${hints}.` : parsed.problem))
    },

    act(click) {
      const action = parseActionId(click.action)
      const handler = action && byName.get(action.command)?.actions?.[action.action]
      if (!action || !handler) return refuse('act', gone(root))
      const door = `${action.command}:${action.action}`
      if (handler.answers !== 'form') {
        return pending(handler.answers, door, async () => {
          return { kind: 'card', card: await handler.run(await contextOf(click), action.arg, click.values) }
        })
      }
      const opening = pending('form', door, async () => {
        return { kind: 'form', form: await handler.run(await contextOf(click), action.arg) }
      })
      return { ...opening, empty: handler.empty(action.arg) }
    },

    submit(submission) {
      const action = parseActionId(submission.action)
      const handler = action && byName.get(action.command)?.forms?.[action.action]
      if (!action || !handler) return refuse('submit', gone(root))
      const errors = handler.check?.(submission.fields) ?? {}
      if (Object.keys(errors).length > 0) return { errors }
      return pending(handler.answers, `${action.command}:${action.action}`, async () => {
        return { kind: 'card', card: await handler.run(await contextOf(submission), action.arg, submission.fields) }
      })
    },

    point(pointing) {
      const handler = byName.get(pointing.command)?.message
      if (!handler) return refuse('point', gone(root))
      return pending(handler.answers, `${pointing.command}:message`, async () => {
        return { kind: 'card', card: await handler.run(await contextOf(pointing), pointing.message) }
      })
    },

    async complete(typing, signal) {
      try {
        const spec = byName.get(typing.command)?.options[typing.option]
        return spec ? await choicesFor(spec, typing, await servicesOf(typing.room), commands, signal) : []
      } catch (error) {
        log.debug({ err: error, command: typing.command }, 'nothing to complete')
        return []
      }
    },

    heard: hear,
  }
}

async function parseValues(
  command: Command,
  values: RawValues,
  { services }: Context,
  root: string,
): Promise<ArgsOf<OptionSpecs>> {
  const parsed: Record<string, ArgsOf<OptionSpecs>[string]> = {}
  for (const [name, spec] of Object.entries(command.options)) {
    const raw = values[name]
    if (raw === undefined || raw.trim() === '') {
      if (spec.required)
        throw new UserError(
          'missing-option',
          `Say ${name} too: ${spec.description}. See /${root} help ${command.name}.`,
        )
      continue
    }
    const result = schemaOf(spec).safeParse(raw)
    if (!result.success)
      throw new UserError('bad-option', `${name} ${result.error.issues[0]?.message ?? 'is not valid'}.`)
    parsed[name] = spec.kind === 'paper' ? await services.catalogue.resolve(String(result.data)) : result.data
  }
  return parsed
}

const CHOICES = 25

async function choicesFor(
  spec: OptionSpec,
  { text }: Completion,
  { catalogue }: Services,
  commands: readonly Command[],
  signal: AbortSignal | undefined,
): Promise<Choice[]> {
  if (spec.kind === 'paper')
    return (await catalogue.complete(text, CHOICES, signal)).map(({ id, title }) => ({ label: title, value: id }))
  if (spec.kind !== 'text' || !spec.complete) return []
  const fits = (choice: string) => choice.toLowerCase().includes(text.trim().toLowerCase())
  const plain = (choices: string[]) =>
    choices
      .filter(fits)
      .slice(0, CHOICES)
      .map((choice) => ({ label: choice, value: choice }))
  switch (spec.complete) {
    case 'term':
      return plain(catalogue.terms())
    case 'tag':
      return plain(await catalogue.tags())
    case 'command':
      return plain(commands.map(({ name }) => name))
    case 'digest': {
      const digests = catalogue.digests().map((digest) => ({ label: digestName(digest), value: digest.id }))
      return digests.filter(({ label, value }) => fits(label) || fits(value)).slice(0, CHOICES)
    }
  }
}

function unknown(name: string, root: string): UserError {
  return new UserError('unknown-command', `There is no /${root} ${name}. See /${root} help.`)
}

/** A control of an older version of the bot, or one that somebody made up. */
function gone(root: string): UserError {
  return new UserError('not-found', `That button is no longer in use. See /${root} help for what there is.`)
}
