/** Numbers in a settled order of chance, so that training gives the same weights every time. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

export function shuffle<Item>(items: Item[], random: () => number): void {
  for (let at = items.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const [a, b] = [items[at], items[other]]
    if (a === undefined || b === undefined) continue
    items[at] = b
    items[other] = a
  }
}

/** What is known of one example: places of features and their values. */
export interface Sparse {
  places: number[]
  values: number[]
}

export function dot({ places, values }: Sparse, weights: Float64Array): number {
  let sum = 0
  for (let i = 0; i < places.length; i++) sum += (weights[places[i] ?? 0] ?? 0) * (values[i] ?? 0)
  return sum
}

/** Adagrad: each weight moves less the more it has moved, and a little back to nought each time. */
export function createDescent(weights: Float64Array, decay: number, floor: number) {
  const moved = new Float64Array(weights.length)
  return (place: number, slope: number): void => {
    const weight = weights[place] ?? 0
    const full = slope + decay * weight
    const total = (moved[place] ?? 0) + full * full
    moved[place] = total
    weights[place] = weight - (RATE * full) / Math.sqrt(total + floor)
  }
}

const RATE = 0.1
