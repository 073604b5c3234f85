/** Events of a server: dates outside its channels, with an end and a place. Those in voice channels and on stages are not held here. */
import { missing, oneOf, problem, text, whole } from './checks.ts'
import type { Guild } from './guilds.ts'
import { type Fields, fieldsOf, textOf } from './json.ts'
import { LIMITS } from './limits.ts'
import { BOT } from './personas.ts'
import type { Realm } from './realm.ts'
import type { StoredEvent } from './records.ts'
import { type Problem, refusal, refuseForm } from './refusals.ts'

/** Discord's numbers for how far an event has come. */
export const STATUS = { scheduled: 1, active: 2, completed: 3, canceled: 4 } as const
const EXTERNAL = 3
const MEMBERS_ONLY = 2

/** One that nobody has ended begins and ends by the clock. */
export function statusOf(realm: Realm, { start, end, status }: StoredEvent): number {
  if (status !== STATUS.scheduled) return status
  if (end <= realm.now()) return STATUS.completed
  return start <= realm.now() ? STATUS.active : STATUS.scheduled
}

export function eventsIn(realm: Realm, guild: string): StoredEvent[] {
  return realm.events.values().filter((event) => event.guild === guild && statusOf(realm, event) <= STATUS.active)
}

/** The bot's right to make events is one of the server, not of a channel. */
export function requireEventRights(realm: Realm): void {
  if (realm.settings().eventsForbidden) throw refusal('missingPermissions')
}

export function createEvent(realm: Realm, guild: Guild, body: Fields): StoredEvent {
  refuseForm([
    ...text('name', body.name, 1, LIMITS.eventName),
    ...(body.privacy_level === undefined
      ? [missing('privacy_level')]
      : oneOf('privacy_level', body.privacy_level, [MEMBERS_ONLY])),
    ...(body.entity_type === undefined ? [missing('entity_type')] : oneOf('entity_type', body.entity_type, [EXTERNAL])),
    ...whenMissing(body, 'scheduled_start_time'),
    ...whenMissing(body, 'scheduled_end_time'),
    ...(placeOf(body) === undefined ? [missing('entity_metadata.location')] : []),
    ...sharedProblems(realm, body, { start: 0, end: Number.POSITIVE_INFINITY }),
  ])
  if (eventsIn(realm, guild.id).length >= LIMITS.openEvents) throw refusal('tooManyEvents')
  const event: StoredEvent = {
    id: realm.mint(),
    guild: guild.id,
    creator: BOT.id,
    name: textOf(body.name),
    description: textOf(body.description),
    start: Date.parse(textOf(body.scheduled_start_time)),
    end: Date.parse(textOf(body.scheduled_end_time)),
    location: textOf(placeOf(body)),
    status: STATUS.scheduled,
    interested: [],
  }
  return kept(realm, event)
}

export function changeEvent(realm: Realm, event: StoredEvent, body: Fields): StoredEvent {
  const status = statusOf(realm, event)
  refuseForm([
    ...(body.name === undefined ? [] : text('name', body.name, 1, LIMITS.eventName)),
    ...sharedProblems(realm, body, event),
    ...(body.status === undefined ? [] : whole('status', body.status, STATUS.scheduled, STATUS.canceled)),
  ])
  if (status > STATUS.active) throw refusal('finishedEvent')
  const wanted = Number(body.status ?? status)
  if (wanted !== status && !NEXT[status]?.includes(wanted)) throw refusal('badEventStatus')
  return kept(realm, {
    ...event,
    name: textOf(body.name ?? event.name),
    description: textOf(body.description ?? event.description),
    start: typeof body.scheduled_start_time === 'string' ? Date.parse(body.scheduled_start_time) : event.start,
    end: typeof body.scheduled_end_time === 'string' ? Date.parse(body.scheduled_end_time) : event.end,
    location: textOf(placeOf(body) ?? event.location),
    ...(body.status === undefined ? {} : { status: wanted }),
  })
}

/** One that is on can only be ended, one that is to come also cancelled. */
const NEXT: Readonly<Record<number, number[]>> = {
  [STATUS.scheduled]: [STATUS.active, STATUS.canceled],
  [STATUS.active]: [STATUS.completed],
}

/** Somebody is interested, or not any more. */
export function interest(realm: Realm, event: StoredEvent, user: string, isInterested: boolean): void {
  const others = event.interested.filter((other) => other !== user)
  kept(realm, { ...event, interested: isInterested ? [...others, user] : others })
}

function kept(realm: Realm, event: StoredEvent): StoredEvent {
  realm.events.set(event.id, event)
  realm.world.changed()
  return event
}

function whenMissing(body: Fields, name: string): Problem[] {
  return typeof body[name] === 'string' ? [] : [missing(name)]
}

function placeOf(body: Fields): unknown {
  return fieldsOf(body.entity_metadata).location
}

function sharedProblems(realm: Realm, body: Fields, before: Pick<StoredEvent, 'start' | 'end'>): Problem[] {
  const place = placeOf(body)
  const [start, end] = [
    instantIn(body.scheduled_start_time) ?? before.start,
    instantIn(body.scheduled_end_time) ?? before.end,
  ]
  return [
    ...text('description', body.description, 0, LIMITS.eventDescription),
    ...(place === undefined ? [] : text('entity_metadata.location', place, 1, LIMITS.eventLocation)),
    ...['scheduled_start_time', 'scheduled_end_time'].flatMap((name) =>
      typeof body[name] === 'string' && instantIn(body[name]) === undefined
        ? [problem(name, 'DATETIME_TYPE_PARSE', `Could not parse ${String(body[name])}. Should be ISO8601.`)]
        : [],
    ),
    ...(start !== before.start && start <= realm.now()
      ? [problem('scheduled_start_time', 'GUILD_SCHEDULED_EVENT_SCHEDULE_PAST', 'Cannot schedule event in the past.')]
      : []),
    ...(end <= start
      ? [
          problem(
            'scheduled_end_time',
            'GUILD_SCHEDULED_EVENT_END_BEFORE_START',
            'The end of an event must be after its start.',
          ),
        ]
      : []),
  ]
}

function instantIn(value: unknown): number | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? undefined : at
}
