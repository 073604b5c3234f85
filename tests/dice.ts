/** Numbers from 0 to 1, the same in every run for one seed. */
export type Dice = () => number

export function createDice(seed: number): Dice {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}

/** One of several; undefined of none. */
export function oneOf<T>(from: readonly T[], dice: Dice): T | undefined {
  return from[Math.floor(dice() * from.length)]
}

/** One of several names, each as often as its weight says. */
export function weighted<T extends string>(weights: Readonly<Record<T, number>>, dice: Dice): T {
  const names = Object.keys(weights) as T[]
  const sum = names.reduce((all, name) => all + weights[name], 0)
  let left = dice() * sum
  const found = names.find((name) => {
    left -= weights[name]
    return left < 0
  })
  return found ?? (names[0] as T)
}
