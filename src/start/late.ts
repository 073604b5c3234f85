/** What the work brings, or `fallback` when it is not there after `ms` milliseconds. The work goes on by itself. */
export async function orAfter<T, U>(ms: number, work: Promise<T>, fallback: () => U): Promise<T | U> {
  const { promise, resolve } = Promise.withResolvers<U>()
  const timer = setTimeout(() => resolve(fallback()), ms)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}
