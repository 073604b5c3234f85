import type { Collection, World } from '../world.ts'
import type { Team } from './teams.ts'
import type { Person } from './types.ts'

/** Everyone that the workspace knows, as they were left. */
export function openPeople(world: World, team: Team): Collection<Person> {
  const people = world.collection<Person>(`${team.space}.people`)
  for (const person of team.people) if (!people.get(person.id)) people.set(person.id, { ...person })
  return people
}
