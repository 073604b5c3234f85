/** Meetings among the events of a server: external ones, which have an end and a place. */
import {
  type APIGuildScheduledEvent,
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  GuildScheduledEventStatus,
  type REST,
  type RESTGetAPIGuildScheduledEventsResult,
  type RESTGetAPIGuildScheduledEventUsersResult,
  Routes,
} from 'discord.js'
import type { RoomId } from '../../club/keys.ts'
import { ChatFailure } from '../failure.ts'
import type { Events, ShownDate } from '../platform.ts'
import { cutText } from '../text.ts'
import { clean, escaped } from './escape.ts'
import { chatFailure, isApiError } from './failure.ts'
import { accountId, addressOf, nameOf, placeOf } from './ids.ts'
import { LIMITS } from './limits.ts'

const MISSING_PERMISSIONS = 50013
/** In Discord's own words, as its settings show it. */
const CREATE_EVENTS = 'Create Events'
/** So many people are asked for at most. */
const MOST_PAGES = 20

/** `self`: the bot's own user id. */
export function createEvents(rest: REST, self: () => string): Events {
  const guildOf = (room: RoomId) => placeOf(room).guild
  const one = (room: RoomId, event: string) => Routes.guildScheduledEvent(guildOf(room), event)

  return {
    async create(room, date) {
      const made = await asked(rest.post(Routes.guildScheduledEvents(guildOf(room)), { body: bodyOf(room, date) }))
      return (made as APIGuildScheduledEvent).id
    },
    async edit(room, event, date) {
      await asked(rest.patch(one(room, event), { body: bodyOf(room, date) }))
    },
    async cancel(room, event) {
      await asked(rest.patch(one(room, event), { body: { status: GuildScheduledEventStatus.Canceled } }))
    },
    async find(room, at) {
      const open = (await asked(
        rest.get(Routes.guildScheduledEvents(guildOf(room))),
      )) as RESTGetAPIGuildScheduledEventsResult
      const found = open.find(
        ({ creator_id, scheduled_start_time, description }) =>
          creator_id === self() &&
          Date.parse(scheduled_start_time) === at.epochMilliseconds &&
          description?.includes(linkTo(room)),
      )
      return found?.id ?? 'absent'
    },
    async interested(room, event) {
      const found: Awaited<ReturnType<Events['interested']>> = []
      for (let page = 0; page < MOST_PAGES; page++) {
        const after = found.at(-1)?.account.split(':').at(-1) ?? '0'
        const query = new URLSearchParams({ limit: String(LIMITS.event.users), with_member: 'true', after })
        const users = (await asked(
          rest.get(Routes.guildScheduledEventUsers(guildOf(room), event), { query }),
        )) as RESTGetAPIGuildScheduledEventUsersResult
        found.push(
          ...users.map(({ user, member }) => ({ account: accountId(user.id), name: nameOf(user, member?.nick) })),
        )
        if (users.length < LIMITS.event.users) break
      }
      return found
    },
  }
}

function bodyOf(room: RoomId, { at, end, name, about, place }: ShownDate) {
  const link = linkTo(room)
  const lines = about.map((line) => escaped(line)).join('\n')
  return {
    name: cutText(clean(name).replaceAll(/\s+/g, ' ').trim(), LIMITS.event.name) || 'Meeting',
    description: `${cutText(lines, LIMITS.event.about - link.length - 2)}\n${link}`.trim(),
    scheduled_start_time: utc(at),
    scheduled_end_time: utc(end),
    privacy_level: GuildScheduledEventPrivacyLevel.GuildOnly,
    entity_type: GuildScheduledEventEntityType.External,
    entity_metadata: { location: cutText(clean(place ?? '').trim(), LIMITS.event.place) || link },
  }
}

/** By it an event is found again. */
function linkTo(room: RoomId): string {
  const { guild, channel } = placeOf(room)
  return addressOf(guild, channel)
}

const utc = (at: Temporal.Instant) => new Date(at.epochMilliseconds).toISOString()

/** Making events is a right of the bot's role, which no channel grants. */
async function asked<T>(calling: Promise<T>): Promise<T> {
  try {
    return await calling
  } catch (error) {
    if (isApiError(error, MISSING_PERMISSIONS)) throw chatFailure(error, CREATE_EVENTS)
    throw error instanceof ChatFailure ? error : chatFailure(error)
  }
}
