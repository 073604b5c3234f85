/** Works items off in their order, so many at once. */
export async function sideBySide<T>(
  items: AsyncIterable<T> | Iterable<T>,
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const those = (async function* () {
    yield* items
  })()
  async function takeOn(): Promise<void> {
    for await (const item of those) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, takeOn))
}
