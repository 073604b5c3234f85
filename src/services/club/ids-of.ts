import type { House } from '../house.ts'

/** All the ids under which something may be kept of a paper, the one that it has now first; its own alone once it is gone. */
export async function idsOf({ libraries }: Pick<House, 'libraries'>, club: string, paper: string): Promise<string[]> {
  const ids = await (await libraries.of(club)).idsOf(paper)
  return ids.includes(paper) ? ids : [...ids, paper]
}
