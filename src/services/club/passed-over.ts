/** Keeps of dates that passed while a club had paused that they did not take place. */
import type { Club } from '../../club/club.ts'
import { keys } from '../../club/keys.ts'
import { offPlan } from '../../club/plan.ts'
import type { House } from '../house.ts'
import { Plans } from '../records.ts'
import { tookPlace } from './read-before.ts'

/** `club`: as it was in its pause, which ends now. What was planned for them stays, and can be chosen for others. */
export async function passOver({ store, clock }: House, club: Club): Promise<void> {
  if (!club.paused) return
  const prefix = keys.plans(club.id)
  const now = clock.now()
  for (const { key, value } of await Plans.range(store, prefix)) {
    if (tookPlace(club, key.slice(prefix.length), value, now)) continue
    await store.change([key], (values) => {
      const plan = Plans.findIn(store, values, key)
      return { writes: plan && !plan.off ? { [key]: Plans.json(offPlan(plan, true)) } : {} }
    })
  }
}
