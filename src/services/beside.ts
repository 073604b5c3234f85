import type { House } from './house.ts'

/** Work beside the ticks, one at a time. */
export interface Beside {
  /** Resolves when it is done, begun now or before. Never rejects. */
  begin(): Promise<void>
  done(): Promise<void>
}

/** What fails is logged with `failure`, and begins again with a later tick. */
export function beside({ log }: Pick<House, 'log'>, work: () => Promise<void>, failure: string): Beside {
  let underWay: Promise<void> | undefined
  return {
    begin() {
      underWay ??= work()
        .catch((error: unknown) => log.error({ err: error }, failure))
        .finally(() => {
          underWay = undefined
        })
      return underWay
    },
    done: async () => underWay,
  }
}
