/** Who says among a server's events that a meeting interests them: they are counted as coming, until they say otherwise themselves. */
import { ChatFailure } from '../../chat/failure.ts'
import type { Coming } from '../../club/attendance.ts'
import type { Club } from '../../club/club.ts'
import { type AccountId, keys, platformOf, type TenantId, tenantOf } from '../../club/keys.ts'
import { dateOf } from '../../club/schedule.ts'
import type { House } from '../house.ts'
import { accountsLinkedTo } from '../people.ts'
import { Clubs, Comings, Events } from '../records.ts'
import { removing } from '../writes.ts'
import { shownAgain } from './shown-again.ts'

/** A meeting among a chat's own events. */
export type Event = NonNullable<Awaited<ReturnType<typeof Events.get>>>

/** Reads it of a day's events. True where that has changed who comes. Never rejects: a chat that does not tell is asked again. */
export async function readInterest(house: House, id: string, day: string): Promise<boolean> {
  const events = await Events.range(house.store, `${keys.eventsOf(id)}${day}/`)
  if (events.length === 0) return false
  const club = await Clubs.find(house.store, keys.club(id))
  let isOther = false
  for (const { value } of club ? events : []) {
    try {
      isOther = (club !== undefined && (await readFrom(house, club, day, value))) || isOther
    } catch (error) {
      if (!(error instanceof ChatFailure)) throw error
      house.log.warn({ room: value.room, reason: error.reason, err: error.cause }, 'who is interested is not told now')
    }
  }
  return isOther
}

async function readFrom(house: House, club: Club, day: string, { room, event, isGone }: Event): Promise<boolean> {
  const { store, platforms, clock } = house
  const chat = platforms.get(platformOf(room))
  const date = dateOf(club.schedule, day)
  if (!chat?.events || chat.health().state !== 'ready' || event === null || isGone || !date) return false
  const [people, tenant] = [await chat.events.interested(room, event), tenantOf(room)]
  const prefix = keys.comings(club.id, day)
  const said = await Comings.range(store, prefix)
  const shown = await shownAgain(house, club, [date])
  const each = await Promise.all(
    people.map(async ({ account, name }) => ({ name, all: await accountsLinkedTo(store, account), account })),
  )
  const theirs = said.filter(({ value }) => value.ofEvent === tenant).map(({ key }) => key)
  const named = new Set([...theirs, ...each.flatMap(({ all }) => all.map((one) => keys.coming(club.id, day, one)))])
  return store.change([...named], (values) => {
    const keyOf = (account: AccountId) => keys.coming(club.id, day, account)
    const kept = new Set(each.map(({ account }) => keyOf(account)))
    const hasSaid = (all: readonly AccountId[]) => all.some((one) => Comings.findIn(store, values, keyOf(one)))
    const fresh = each.flatMap(({ account, all, name }) =>
      hasSaid(all) ? [] : [[keyOf(account), Comings.json(interested(name, tenant, clock.now()))]],
    )
    const gone = theirs.filter((key) => !kept.has(key) && Comings.findIn(store, values, key)?.ofEvent === tenant)
    const isOther = gone.length > 0 || fresh.length > 0
    return { writes: isOther ? { ...removing(gone), ...Object.fromEntries(fresh), ...shown } : {}, result: isOther }
  })
}

function interested(name: string, tenant: TenantId, at: Temporal.Instant): Coming {
  return { answer: 'yes', name, isNamed: false, at, ofEvent: tenant }
}
