import { keys } from '../club/keys.ts'
import type { RecordKind } from '../store/record.ts'
import type { Changes, Store, Values, Writes } from '../store/store.ts'

/** How what a person does changes the store. */
export interface Act {
  /** What all its deliveries have in common, null where nothing is known of them. */
  readonly id: string | null
  /**
   * Like the store's own `change`, but once for one act, however often it is delivered and to how many processes: the
   * result is kept in the same transaction, and later deliveries are answered with it. `what` tells the changes of one act
   * apart. Of what throws nothing is kept, nor of what is decided to be tried `again`. What else is passing must last as long,
   * {@link KEPT_FOR}.
   */
  change<T>(
    what: string,
    kind: RecordKind<T>,
    keys: readonly string[],
    decide: (values: Values) => {
      writes: Writes
      result: T
      passing?: NonNullable<Changes['passing']>
      again?: boolean
    },
  ): Promise<T>
  /** What came of that change in an earlier delivery. */
  told<T>(what: string, kind: RecordKind<T>): Promise<T | undefined>
  /** Whether that change was made by an earlier delivery. */
  isDone(what: string): Promise<boolean>
  /** What work is told that ends in that change; also where an earlier delivery has made it, so that it is refused now. */
  retold<T>(what: string, kind: RecordKind<T>, work: () => Promise<T>): Promise<T>
  /** What is told of several changes, each of them once for the act: as it was told first. */
  answer<T>(what: string, kind: RecordKind<T>, work: () => Promise<T>): Promise<T>
}

/** Chats deliver again within minutes; a process that was killed comes back within hours. */
export const KEPT_FOR = 24 * 60 * 60_000

/** The act of this id; without one nothing is known of deliveries, and each counts. */
export function actOf(store: Store, interaction: string | undefined): Act {
  const act: Act = {
    id: interaction ?? null,
    change(what, kind, named, decide) {
      if (interaction === undefined) return store.change(named, decide)
      const key = keys.seen(interaction, what)
      return store.change([key, ...named], (values) => {
        const before = kind.from(values, key)
        if (before !== undefined) return { writes: {}, result: before }
        const decided = decide(values)
        if (decided.again) return decided
        const writes = { ...decided.passing?.writes, [key]: kind.json(decided.result) }
        return { ...decided, passing: { writes, lasting: KEPT_FOR } }
      })
    },
    told: async (what, kind) => (interaction === undefined ? undefined : kind.get(store, keys.seen(interaction, what))),
    isDone: async (what) => interaction !== undefined && (await store.get(keys.seen(interaction, what))) !== undefined,
    async retold(what, kind, work) {
      const before = await act.told(what, kind)
      if (before !== undefined) return before
      try {
        return await work()
      } catch (error) {
        const told = await act.told(what, kind)
        if (told === undefined) throw error
        return told
      }
    },
    async answer(what, kind, work) {
      const told = await act.told(what, kind)
      if (told !== undefined) return told
      const result = await work()
      return act.change(what, kind, [], () => ({ writes: {}, result }))
    },
  }
  return act
}
