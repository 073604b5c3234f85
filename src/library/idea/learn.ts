/** What is known of one example: places of features and their values. */
export interface Sparse {
  places: number[]
  values: number[]
}

/** Moves the weight at a place against its slope. */
export type Move = (place: number, slope: number) => void

interface Course<Sample> {
  size: number
  samples: readonly Sample[]
  rounds: number
  /** How strongly weights are drawn back to nought. */
  decay: number
  step(sample: Sample, weights: Float64Array, move: Move): void
}

/** Stochastic descent (Adagrad). Returns the mean of the later rounds, and the same for the same samples every time. */
export function learn<Sample>({ size, samples, rounds, decay, step }: Course<Sample>): Float64Array {
  const weights = new Float64Array(size)
  const mean = new Float64Array(size)
  const moved = new Float64Array(size)
  const move: Move = (place, slope) => {
    const weight = weights[place] ?? 0
    const full = slope + decay * weight
    const total = (moved[place] ?? 0) + full * full
    moved[place] = total
    weights[place] = weight - (RATE * full) / Math.sqrt(total + FLOOR)
  }
  const random = createRandom()
  const order = [...samples]
  const settled = Math.floor(rounds / 2)
  for (let round = 0; round < rounds; round++) {
    shuffle(order, random)
    for (const sample of order) step(sample, weights, move)
    if (round < settled) continue
    for (let place = 0; place < size; place++) {
      mean[place] = (mean[place] ?? 0) + (weights[place] ?? 0) / (rounds - settled)
    }
  }
  return mean
}

const RATE = 0.1
/** Keeps the first moves from being wild. */
const FLOOR = 1e-3

export function dot({ places, values }: Sparse, weights: Float64Array): number {
  let sum = 0
  for (let i = 0; i < places.length; i++) sum += (weights[places[i] ?? 0] ?? 0) * (values[i] ?? 0)
  return sum
}

export function collect(fill: (emit: (place: number, value: number) => void) => void): Sparse {
  const sparse: Sparse = { places: [], values: [] }
  fill((place, value) => {
    if (value === 0) return
    sparse.places.push(place)
    sparse.values.push(value)
  })
  return sparse
}

export function softmax(values: readonly number[]): number[] {
  const most = Math.max(...values)
  const raised = values.map((value) => Math.exp(value - most))
  const sum = raised.reduce((a, b) => a + b, 0)
  return raised.map((value) => value / sum)
}

/** Chance in a settled order. */
function createRandom(): () => number {
  let state = 1
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function shuffle<Item>(items: Item[], random: () => number): void {
  for (let at = items.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const [a, b] = [items[at], items[other]]
    if (a === undefined || b === undefined) continue
    items[at] = b
    items[other] = a
  }
}
