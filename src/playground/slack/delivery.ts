import type { World } from '../world.ts'
import { type Fields, fieldsOf } from './fields.ts'
import { APP_ID, newId, VERIFICATION_TOKEN } from './ids.ts'
import type { Install, Installs } from './installs.ts'
import type { Settings } from './settings.ts'
import { postSigned } from './signed-http.ts'
import type { SocketMode } from './socket.ts'
import { ORGANISATION, type Team } from './teams.ts'
import type { Ack, Door, Retry } from './transport.ts'

/** Brings events and interactions to the app, and events again while they are not acknowledged. */
export interface Delivery {
  /**
   * Resolves once the first try is over, whether it was acknowledged or not. `install`: what the app is there by, or was until
   * just now; without any, nobody is told.
   */
  event(event: Fields, install?: Install): Promise<boolean>
  ask(door: Exclude<Door, 'events_api'>, payload: Fields): Promise<Ack>
  /** Sends the last message event again. */
  redeliver(as: 'same' | 'new'): Promise<void>
  stop(): void
}

export function openDelivery(
  world: World,
  team: Team,
  settings: Settings,
  socket: SocketMode,
  retryDelays: readonly number[],
  installs: Installs,
): Delivery {
  const timers = new Set<NodeJS.Timeout>()
  let last: Fields | undefined
  let stopped = false

  function send(door: Door, payload: Fields, retry?: Retry): Promise<Ack> {
    return settings.delivery === 'socket'
      ? socket.send(door, payload, retry)
      : postSigned(settings.delivery.url, settings.signingSecret, door, payload, retry)
  }

  async function tryEvent(body: Fields, attempt: number, before?: Ack): Promise<boolean> {
    const ack = await send(
      'events_api',
      body,
      attempt > 0 ? { attempt, reason: reasonOf(before, settings) } : undefined,
    )
    const delay = retryDelays[attempt]
    if (ack.ok || ack.final || delay === undefined || stopped) return ack.ok
    const timer = setTimeout(() => {
      timers.delete(timer)
      void tryEvent(body, attempt + 1, ack)
    }, delay)
    timer.unref()
    timers.add(timer)
    return false
  }

  return {
    async event(event, install = installs.at(team.id)) {
      if (!install) return true
      const body = eventBody(event, Math.floor(world.now() / 1000), team, install.org)
      if (!subscribed(event, settings.events)) return true
      if (event.type === 'message') last = body
      return tryEvent(body, 0)
    },
    ask: (door, payload) => send(door, payload),
    async redeliver(as) {
      if (!last) return
      const body = as === 'new' ? { ...last, event_id: newId('Ev') } : last
      await send('events_api', body, as === 'new' ? undefined : { attempt: 1, reason: reasonOf(undefined, settings) })
    },
    stop() {
      stopped = true
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

function eventBody(event: Fields, eventTime: number, team: Team, org: boolean): Fields {
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: org ? ORGANISATION.id : null,
    ...(org ? { enterprise_id: ORGANISATION.id } : {}),
    api_app_id: APP_ID,
    event,
    type: 'event_callback',
    event_id: newId('Ev'),
    event_time: eventTime,
    authorizations: [
      {
        enterprise_id: org ? ORGANISATION.id : null,
        team_id: team.id,
        user_id: team.bot.user,
        is_bot: true,
        is_enterprise_install: org,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${newId('E')}`,
  }
}

/** By the kind of channel: each is a subscription of its own. */
const MESSAGES_OF: Record<string, string> = { group: 'message.groups', im: 'message.im' }

function subscribed(event: Fields, events: readonly string[] | null): boolean {
  if (events === null) return true
  if (event.type !== 'message') return events.includes(String(event.type))
  return events.includes(MESSAGES_OF[String(event.channel_type)] ?? 'message.channels')
}

function reasonOf(ack: Ack | undefined, settings: Settings): string {
  const http = settings.delivery !== 'socket'
  const reason = fieldsOf(ack).reason
  if (reason === 'error') return 'http_error'
  if (reason === 'unreachable') return http ? 'connection_failed' : 'socket_disconnected'
  return http ? 'http_timeout' : 'timeout'
}
