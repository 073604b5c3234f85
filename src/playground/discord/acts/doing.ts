import type { Act } from '../../types.ts'

/** An act of one kind. */
export type Doing<D extends Act['do']> = Extract<Act, { do: D }>
