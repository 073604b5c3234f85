/** Pieces of work that nobody waits for, but whoever asks whether all is done. */
export interface Works {
  /** Follows one to its end. `failed` says so when it fails. */
  follow(work: Promise<void>, failed: (error: unknown) => void): void
  done(): Promise<void>
  isAny(): boolean
}

export function openWorks(): Works {
  const underWay = new Set<Promise<void>>()

  return {
    follow(work, failed) {
      const followed = work.catch(failed).finally(() => underWay.delete(followed))
      underWay.add(followed)
    },
    async done() {
      await Promise.all(underWay)
    },
    isAny: () => underWay.size > 0,
  }
}
