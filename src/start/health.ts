import { causeAndRemedy } from '../chat/failure.ts'
import type { Platform } from '../chat/platform.ts'
import { capital } from '../chat/text.ts'
import { chatNameOf, platformOf, type RoomId } from '../club/keys.ts'
import type { Ticker } from '../schedule/ticker.ts'
import type { AllServices } from '../services/open.ts'
import type { Waiting } from '../services/waiting.ts'
import type { Health } from '../web/server.ts'
import type { ClockWatch } from './clock-watch.ts'
import { probe, secondsLong } from './probe.ts'
import type { StoreCheck } from './store-check.ts'

export interface HealthParts {
  platforms: ReadonlyMap<string, Platform>
  now(): Temporal.Instant
  services: Pick<AllServices, 'nextPick' | 'waiting' | 'rooms' | 'strays'>
  /** The rooms that the configuration declares: whoever runs the bot has to mend those. */
  declared: readonly RoomId[]
  ticker: Pick<Ticker, 'lastTick' | 'problem'>
  store: StoreCheck
  clock: Pick<ClockWatch, 'problems' | 'notes'>
  /** What is wrong with the disk, where the store is on one. */
  disk(): Promise<string | null>
  /** Where its pages are, or why there are none. */
  pages: string
}

/** A week that should have turned this long ago, or a post that waits for longer, has been forgotten by someone. */
const OVERDUE = { minutes: 10 }
/** Milliseconds; the answer is there within two seconds whatever hangs. */
const PATIENCE = 1_500

/** Whether the bot does what it is there for, and what whoever runs it must mend, a sentence each. */
export function healthCheck(parts: HealthParts): () => Promise<Health> {
  const { services } = parts
  const read = <T>(work: () => Promise<T>) => probe(PATIENCE, () => work().catch(nothing), nothing)
  const probes = {
    store: parts.store,
    disk: probe(PATIENCE, parts.disk, diskHangs),
    nextPick: read(services.nextPick),
    waiting: read(services.waiting),
    strays: read(services.strays),
  }
  return async () => {
    const [store, disk, nextPick, waiting, strays] = await Promise.all([
      probes.store(),
      probes.disk(),
      probes.nextPick(),
      probes.waiting(),
      probes.strays(),
    ])
    return healthOf(parts, { store, disk, nextPick, waiting, strays })
  }
}

/** What is undefined could not be read. */
interface Found {
  store: string | null
  disk: string | null
  nextPick: Temporal.Instant | null | undefined
  waiting: readonly Waiting[] | undefined
  strays: readonly string[] | undefined
}

function healthOf(parts: HealthParts, { store, disk, nextPick, waiting, strays }: Found): Health {
  const { platforms, now, services, ticker, clock } = parts
  const isLate = (since: Temporal.Instant) => Temporal.Instant.compare(since.add(OVERDUE), now()) < 0
  const chats = Object.fromEntries([...platforms].map(([name, platform]) => [name, platform.health()]))
  const unusable = services.rooms.reports().filter(({ problems }) => problems.length > 0)
  const isOurs = (room: RoomId) => parts.declared.includes(room)
  const refused = refusals(waiting ?? [], (room) => isOurs(room) && !unusable.some((other) => other.room === room))
  const overdue = (waiting ?? []).filter(({ since }) => isLate(since))
  const isReached = (room: RoomId) =>
    chats[platformOf(room)]?.state === 'ready' && !unusable.some((other) => other.room === room)
  const reached = overdue.filter(({ room, failed }) => isReached(room) && (!failed || failed.reason === 'busy'))
  const pickIsLate = Boolean(nextPick && isLate(nextPick))
  const problems = [
    ...Object.entries(chats).flatMap(([name, { state, detail }]) =>
      state === 'ready' ? [] : [`${capital(name)} is not connected. ${detail ?? 'It is tried again by itself.'}`],
    ),
    ...[store ?? (nextPick === undefined || waiting === undefined ? UNREAD : null), disk].filter((one) => one != null),
    ...(pickIsLate ? ['A week should have turned by now and has not. The log says why.'] : []),
    ...(reached.length > 0 ? [postsLate(reached.length)] : []),
    ...[ticker.problem()].filter((one) => one !== null),
    ...clock.problems(),
    ...roomsOfNoChat(parts.declared, platforms),
    ...(strays ?? []),
    ...unusable.flatMap(({ room, problems }) => (isOurs(room) ? problems : [])),
    ...refused,
  ]
  return {
    healthy: problems.length === 0,
    problems,
    notes: clock.notes(),
    chats,
    pages: parts.pages,
    overdue: { picks: pickIsLate ? 1 : 0, posts: overdue.length },
    unusableRooms: unusable.length,
    waiting: waiting?.length ?? null,
    nextPick: nextPick?.toString() ?? null,
    lastTick: ticker.lastTick()?.toISOString() ?? null,
  }
}

/** Of declared rooms in chats that are not set up, a sentence a chat. */
export function roomsOfNoChat(declared: readonly RoomId[], platforms: ReadonlyMap<string, Platform>): string[] {
  const chats = new Set(declared.filter((room) => !platforms.has(platformOf(room))).map(chatNameOf))
  return [...chats].map(
    (chat) =>
      `CLUB_ROOMS lists a channel in ${chat}, which the bot is not set up for. Set its token, or take the channel out.`,
  )
}

const UNREAD = 'The store cannot be read at the moment. The log says why.'

/** Rooms that refuse what is posted for a reason that stays, and that looks usable all the same. */
function refusals(waiting: readonly Waiting[], isWanted: (room: RoomId) => boolean): string[] {
  const sentences = waiting.flatMap(({ room, failed }) =>
    failed && failed.reason !== 'busy' && isWanted(room)
      ? [`What is to be posted in ${chatNameOf(room)} is refused: ${causeAndRemedy(failed)}`]
      : [],
  )
  return [...new Set(sentences)]
}

const nothing = () => undefined

function diskHangs(seconds: number): string {
  return `The disk of the store has not answered for ${secondsLong(seconds)}. See whether it is still there, and whether its server answers.`
}

function postsLate(count: number): string {
  const posts = count === 1 ? 'A post has' : `${count} posts have`
  return `${posts} waited for more than ten minutes in a room that can be reached. The log says why.`
}
