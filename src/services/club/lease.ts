import type { Store } from '../../store/store.ts'

/** A claim on a key that knows its age: whoever was paused finds out before acting on it. */
export interface Lease {
  /** True while nobody else can have it; an old one is taken anew, if it can be. Ask just before acting. */
  holds(): Promise<boolean>
  release(): Promise<void>
}

/** Null while another has it. `length`, `fresh`: milliseconds that it lasts, and that it may be relied on. */
export async function claimLease(store: Store, key: string, length: number, fresh: number): Promise<Lease | null> {
  let taken = clocks()
  if (!(await store.claim(key, length))) return null
  return {
    async holds() {
      const now = clocks()
      // A paused process sees both clocks jump, a sleeping machine perhaps only the wall's.
      const age = Math.max(now.wall - taken.wall, now.steady - taken.steady)
      if (age >= 0 && age < fresh) return true
      await store.release(key)
      taken = clocks()
      return store.claim(key, length)
    },
    release: () => store.release(key),
  }
}

function clocks(): { wall: number; steady: number } {
  return { wall: Date.now(), steady: performance.now() }
}
