import type { Json, Values } from '../../src/store/store.ts'

/** A change that loses counts unless changes of one key follow each other. */
export function plusOne(key: string) {
  return (values: Values): { writes: Record<string, Json> } => ({
    writes: { [key]: Number(values.get(key) ?? 0) + 1 },
  })
}
