/** The Home of the app, which Slack shows each person for themselves: published when they open it, and anew while it is open. */
import { randomUUID } from 'node:crypto'
import type { HomeView } from '@slack/web-api'
import type { Card } from '../card.ts'
import type { Log } from '../log.ts'
import type { Inbound, Pending, Where } from '../platform.ts'
import type { Spot } from './answer.ts'
import { loggable, slackCode } from './failure.ts'
import { renderHome } from './outbound.ts'
import type { Workspace } from './workspace.ts'

export interface Homes {
  /** Somebody opened theirs, or did something there that is answered elsewhere. Never rejects. */
  show(seen: Seen, how: 'opened' | 'anew'): Promise<void>
  /** Shows there what came of what somebody did there. Never rejects. */
  answer(seen: Seen, pending: Pending): Promise<void>
  /** Shows anew, soon, those that are open in these workspaces. */
  stale(teams: ReadonlySet<string>): void
  stop(): void
}

/** A Home as somebody has it before them. `hash`: Slack's name for what it shows. */
export interface Seen {
  at: Workspace
  spot: Spot
  where: Where
  hash: string | undefined
}

interface Home extends Seen {
  /** What it shows; null where that is not known. */
  shown: string | null
  /** Milliseconds of {@link performance}. */
  opened: number
  published: number
  timer: NodeJS.Timeout | undefined
  /** One thing after another: what was made later is never replaced by what was made before. */
  turn: Promise<void>
}

/** Slack does not say when it is closed. */
const OPEN_MS = 15 * 60_000
/** Between two of one person's, where others made it change. */
const PACE_MS = 5_000
const SOON_MS = 200
const MOST = 2_000

/** `later`: lets work go on that a stop waits for. */
export function openHomes(inbound: Inbound, log: Log, later: (work: Promise<void>) => void): Homes {
  const homes = new Map<string, Home>()

  function homeOf(seen: Seen): Home {
    const key = `${seen.at.me().team}:${seen.spot.user}`
    const before = homes.get(key)
    homes.delete(key)
    for (const [first, { timer }] of homes) {
      if (homes.size < MOST) break
      clearTimeout(timer)
      homes.delete(first)
    }
    const home: Home = before
      ? Object.assign(before, { ...seen, hash: before.hash ?? seen.hash })
      : { ...seen, shown: null, opened: 0, published: 0, timer: undefined, turn: Promise.resolve() }
    home.opened = performance.now()
    homes.set(key, home)
    return home
  }

  function inTurn(home: Home, work: () => Promise<void>): Promise<void> {
    home.turn = home.turn.then(work)
    return home.turn
  }

  const made = async ({ where }: Home) => inbound.home?.(where).reply

  /** One that stands already stays as it is where what belongs there cannot be found out. */
  async function publish(home: Home, why: 'opened' | 'anew' | 'stale'): Promise<void> {
    const reply = await made(home)
    if (!reply || reply.kind === 'form' || (why !== 'opened' && reply.kind === 'problem')) return
    if (why === 'stale' && markOf(reply.card) === home.shown) return
    await put(home, reply.card)
  }

  /** Whether Slack took it. */
  async function put(home: Home, card: Card): Promise<boolean> {
    try {
      await send(home, card, home.hash)
      home.shown = markOf(card)
      return true
    } catch (error) {
      home.shown = null
      home.hash = undefined
      if (slackCode(error) === 'hash_conflict') return renewed(home)
      log.warn(loggable(error), 'The Home of somebody could not be shown in Slack')
      return false
    }
  }

  /** Another process has shown something there meanwhile: what is so now takes its place. */
  async function renewed(home: Home): Promise<boolean> {
    const reply = await made(home)
    if (reply?.kind !== 'card') return false
    return put(home, reply.card)
  }

  /** Milliseconds for which what stands there is left to be read. */
  const restOf = ({ published }: Home): number => published + PACE_MS - performance.now()

  function refreshIn(home: Home, wait: number): void {
    home.timer = setTimeout(() => {
      home.timer = undefined
      // Something may have been said there meanwhile.
      const rest = restOf(home)
      if (rest > 0) refreshIn(home, rest)
      else later(inTurn(home, () => publish(home, 'stale')))
    }, wait).unref()
  }

  async function send(home: Home, card: Card, hash: string | undefined): Promise<void> {
    const { at, spot } = home
    home.published = performance.now()
    const { view } = await at.reached.client.views.publish({
      user_id: spot.user,
      view: homeView(card, { channel: spot.channel, user: spot.user, home: true }),
      ...(hash === undefined ? {} : { hash }),
    })
    home.hash = view?.hash
  }

  return {
    show(seen, how) {
      const home = homeOf(seen)
      // What Slack shows is what it says that it shows.
      if (how === 'opened') Object.assign(home, { hash: seen.hash, shown: null })
      return inTurn(home, () => publish(home, how))
    },
    answer(seen, pending) {
      const home = homeOf(seen)
      return inTurn(home, async () => {
        const reply = await pending.reply
        if (reply.kind === 'card' && (await put(home, reply.card))) return reply.told?.()
        await seen.at.answer(seen.spot, 'actor', reply)
        await publish(home, 'anew')
      })
    },
    stale(teams) {
      const now = performance.now()
      for (const [key, home] of homes) {
        if (!teams.has(key.split(':')[0] ?? '') || home.timer) continue
        if (now - home.opened > OPEN_MS) {
          homes.delete(key)
          continue
        }
        refreshIn(home, Math.max(SOON_MS, restOf(home)))
      }
    },
    stop() {
      for (const { timer } of homes.values()) clearTimeout(timer)
      homes.clear()
    },
  }
}

const markOf = (card: Card): string => JSON.stringify(card)

/** Where a press is answered travels along: Slack names no channel of it. */
function homeView(card: Card, spot: Spot): HomeView {
  return { type: 'home', blocks: renderHome(card, randomUUID()), private_metadata: JSON.stringify(spot) }
}
