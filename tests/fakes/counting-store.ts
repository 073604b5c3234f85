import type { Store } from '../../src/store/store.ts'

const COUNTED = new Set(['get', 'range', 'change', 'put', 'remove', 'claim', 'release'])

/** A store that notes each call, `range votes/club/000001/`, and otherwise is the one it is given. */
export function countingStore(store: Store): { store: Store; calls: string[] } {
  const calls: string[] = []
  const counting = new Proxy(store, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver)
      if (typeof member !== 'function' || typeof name !== 'string' || !COUNTED.has(name)) return member
      return (...args: unknown[]) => {
        calls.push(`${name} ${String(args[0])}`)
        return Reflect.apply(member, target, args)
      }
    },
  })
  return { store: counting, calls }
}
