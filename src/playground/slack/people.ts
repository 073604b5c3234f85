import type { Collection, World } from '../world.ts'
import { PEOPLE } from './ids.ts'
import type { Person } from './types.ts'

/** Everyone that the workspace knows, as they were left. */
export function openPeople(world: World): Collection<Person> {
  const people = world.collection<Person>('slack.people')
  for (const person of PEOPLE) if (!people.get(person.id)) people.set(person.id, { ...person })
  return people
}
