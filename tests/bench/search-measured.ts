import { z } from 'zod'

/** What an engine measured. Times in milliseconds, memory in megabytes more than before. */
export const Measured = z.object({
  buildMs: z.number().nullable(),
  openMs: z.number().nullable(),
  openMb: z.number().nullable(),
  memoryMb: z.number(),
  /** `nth`: of the queries. */
  answers: z.array(z.object({ nth: z.number(), ms: z.number(), ids: z.array(z.string()) })),
})
export type Measured = z.infer<typeof Measured>
