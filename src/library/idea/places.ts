/** The place of every name in a list, for lists of features whose values are kept in arrays. */
export function placesOf<Name extends string>(names: readonly Name[]): Readonly<Record<Name, number>> {
  // The keys are exactly the names; `Object.fromEntries` cannot say so.
  return Object.fromEntries(names.map((name, place) => [name, place])) as Record<Name, number>
}

/** Takes one thing that is known, by the place of its name, with its value. */
export type Emit = (feature: number, value: number) => void
