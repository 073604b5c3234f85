/** What a store says of itself, in rows beside those of its namespaces. */
import type { Driver } from './driver.ts'

/** Of what the store's rows mean, and of how they lie in the backend. Stores from before there was a number are of the first. */
export const FORMAT = 2

const SPACE = 'about:'

export type About = 'format' | 'care' | 'restoring'

export function aboutKey(name: About): string {
  return SPACE + name
}

export function isAbout(key: string): boolean {
  return key.startsWith(SPACE)
}

export async function about(driver: Pick<Driver, 'read'>, name: About): Promise<string | undefined> {
  return (await driver.read([aboutKey(name)])).get(aboutKey(name))?.text
}

/** `null` takes it away. */
export async function setAbout(driver: Driver, said: Partial<Record<About, string | null>>): Promise<void> {
  const rows = Object.entries(said).map(
    ([name, text]) => [SPACE + name, text === null ? null : { text, expires: null }] as const,
  )
  await driver.transact([], () => new Map(rows))
}
