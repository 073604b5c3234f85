import type { Store } from '../../store/store.ts'

/** A claim on a key that is renewed while its process lives: whoever was paused finds out before acting on it. */
export interface Lease {
  /** True while nobody else can have it; one that ran out is taken anew, if it can be. Ask just before acting. */
  holds(): Promise<boolean>
  release(): Promise<void>
}

/** Milliseconds that it lasts: with the time between two ticks less than the half minute after which others do what a dead process left. */
const LENGTH = 14_000
/** Milliseconds between two renewals, and for which one is relied on: a send then ends before the lease does, or it is renewed meanwhile. */
const RENEWED = 4_000
const FRESH = 6_000

/** Null while another has it. */
export async function claimLease(store: Store, key: string): Promise<Lease | null> {
  let taken = clocks()
  if (!(await store.claim(key, LENGTH))) return null
  // What cannot be renewed is found out by whoever asks whether it holds.
  const renewing = setInterval(() => void taking('renew').catch(() => {}), RENEWED).unref()

  async function taking(how: 'renew' | 'claim'): Promise<boolean> {
    const asked = clocks()
    const isOurs = await store[how](key, LENGTH)
    if (isOurs) taken = asked
    return isOurs
  }

  return {
    async holds() {
      const now = clocks()
      // A paused process sees both clocks jump, a sleeping machine perhaps only the wall's.
      const age = Math.max(now.wall - taken.wall, now.steady - taken.steady)
      return (age >= 0 && age < FRESH) || (await taking('renew')) || taking('claim')
    },
    release() {
      clearInterval(renewing)
      return store.release(key)
    },
  }
}

function clocks(): { wall: number; steady: number } {
  return { wall: Date.now(), steady: performance.now() }
}
