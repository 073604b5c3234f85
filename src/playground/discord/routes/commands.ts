/** Registration of the application's commands, globally and for the server. */
import { list, problem } from '../checks.ts'
import { commandProblems, commandType } from '../command-limits.ts'
import { GUILDS } from '../guilds.ts'
import { type Fields, fieldsOf, isFields, listOf, textOf } from '../json.ts'
import { LIMITS } from '../limits.ts'
import { BOT } from '../personas.ts'
import type { Realm } from '../realm.ts'
import type { StoredCommand } from '../records.ts'
import { below, RateLimited, refusal, refuseForm } from '../refusals.ts'
import { type Call, created, done, ok, type Route, route } from '../router.ts'

const A_DAY = 24 * 60 * 60_000

export function commandRoutes(realm: Realm): Route[] {
  return [
    ...routesFor(realm, '/applications/:application/commands', null),
    ...GUILDS.flatMap(({ id }) => routesFor(realm, `/applications/:application/guilds/${id}/commands`, id)),
  ]
}

/** A command as registered, and as the page reads it. */
export function commandView({ id, version, guild, definition }: StoredCommand): Fields {
  return {
    name_localizations: null,
    description: '',
    description_localizations: null,
    default_member_permissions: null,
    nsfw: false,
    ...(guild === null && { dm_permission: true, contexts: null, integration_types: [0] }),
    ...definition,
    id,
    version,
    application_id: BOT.id,
    type: commandType(definition),
    ...(guild !== null && { guild_id: guild }),
  }
}

function routesFor(realm: Realm, path: string, guild: string | null): Route[] {
  const here = () => realm.commands.values().filter((command) => command.guild === guild)
  const checked = (handle: Route['handle']) => (call: Call) => {
    if (call.params.application !== BOT.id) throw refusal('unknownApplication')
    if (guild !== null && realm.standing(guild) === 'out') throw refusal('missingAccess')
    return handle(call)
  }
  const one = (call: Call) => {
    const command = here().find(({ id }) => id === call.params.command)
    if (!command) throw refusal('unknownCommand')
    return command
  }
  /** Throws when the commands of a day are used up: the real one counts those that are new by name. */
  const countCreations = (count: number) => {
    const scope = guild ?? 'everywhere'
    const today = (realm.creations.get(scope) ?? []).filter((at) => realm.now() - at < A_DAY)
    if (today.length + count > LIMITS.commandCreations) {
      const wait = Math.ceil(((today[0] ?? realm.now()) + A_DAY - realm.now()) / 1_000)
      const sentence = `Max number of daily application command creates has been reached (${LIMITS.commandCreations})`
      throw new RateLimited(wait, 'user', sentence, 30034)
    }
    if (count > 0) realm.creations.set(scope, [...today, ...Array.from({ length: count }, () => realm.now())])
  }
  const keep = (definition: Fields, twin: StoredCommand | undefined) => {
    const unchanged = twin && JSON.stringify(twin.definition) === JSON.stringify(definition)
    const id = twin?.id ?? realm.mint()
    const kept = { id, version: unchanged ? twin.version : realm.mint(), guild, definition }
    realm.commands.set(id, kept)
    realm.world.changed()
    return kept
  }

  return [
    route(
      'GET',
      path,
      checked(() => ok(here().map(commandView))),
    ),
    route(
      'POST',
      path,
      checked(({ body }) => {
        refuseForm(commandProblems(body))
        const twin = here().find((command) => sameCommand(command.definition, body))
        if (!twin) {
          refuseTooMany([...here().map(({ definition }) => definition), body])
          countCreations(1)
        }
        return (twin ? ok : created)(commandView(keep(known(body), twin)))
      }),
    ),
    route(
      'PUT',
      path,
      checked(({ rawBody }) => {
        const definitions = bulk(rawBody)
        const before = here()
        const isNew = (definition: Fields) => !before.some((command) => sameCommand(command.definition, definition))
        countCreations(definitions.filter(isNew).length)
        const kept = definitions.map((definition) => {
          const twin = before.find((command) => sameCommand(command.definition, definition))
          return keep(known(definition), twin)
        })
        for (const { id } of before) if (!kept.some((command) => command.id === id)) realm.commands.delete(id)
        realm.world.changed()
        return ok(kept.map(commandView))
      }),
    ),
    route(
      'GET',
      `${path}/:command`,
      checked((call) => ok(commandView(one(call)))),
    ),
    route(
      'PATCH',
      `${path}/:command`,
      checked((call) => {
        const command = one(call)
        const definition = { ...command.definition, ...known(call.body) }
        refuseForm(commandProblems(definition))
        return ok(commandView(keep(definition, command)))
      }),
    ),
    route(
      'DELETE',
      `${path}/:command`,
      checked((call) => {
        realm.commands.delete(one(call).id)
        realm.world.changed()
        return done
      }),
    ),
  ]
}

function bulk(rawBody: unknown): Fields[] {
  refuseForm(list('', rawBody ?? [], 0, LIMITS.commandsOfType.chatInput + LIMITS.commandsOfType.message * 2))
  const definitions = listOf(rawBody)
  refuseForm(
    definitions.flatMap((definition, index) =>
      isFields(definition)
        ? below(String(index), commandProblems(definition))
        : [problem(String(index), 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType')],
    ),
  )
  const known = definitions.map(fieldsOf)
  refuseTooMany(known)
  const twins = known.filter((definition, index) => known.findIndex((other) => sameCommand(other, definition)) < index)
  const message = 'Application command names must be unique'
  refuseForm(twins.slice(0, 1).map(() => problem('', 'APPLICATION_COMMANDS_DUPLICATE_NAME', message)))
  return known
}

function refuseTooMany(definitions: Fields[]): void {
  const count = (type: number) => definitions.filter((definition) => commandType(definition) === type).length
  const { chatInput, user, message } = LIMITS.commandsOfType
  if (count(1) > chatInput || count(2) > user || count(3) > message) throw refusal('tooManyCommands')
}

function sameCommand(a: Fields, b: Fields): boolean {
  return textOf(a.name) === textOf(b.name) && commandType(a) === commandType(b)
}

const KNOWN = [
  'name',
  'name_localizations',
  'description',
  'description_localizations',
  'options',
  'default_member_permissions',
  'dm_permission',
  'contexts',
  'integration_types',
  'nsfw',
  'type',
]

function known(body: Fields): Fields {
  return Object.fromEntries(KNOWN.flatMap((key) => (body[key] === undefined ? [] : [[key, body[key]]])))
}
