import { z } from 'zod'

/** How words are set. */
export const MARKS = ['bold', 'italic', 'strike', 'code'] as const

const Span = z.object({ text: z.string(), marks: z.array(z.enum(MARKS)), link: z.string().nullable() })
export type Span = z.output<typeof Span>

/**
 * What somebody wrote, with its markup as data: each chat reads its own into it and writes it anew. A block is a line or more;
 * `bullet` and `number` are items of a list, `depth` how far in, `n` the number. A `fence` is code, in one span.
 */
export const Prose = z.array(
  z.object({
    kind: z.enum(['text', 'heading', 'quote', 'bullet', 'number', 'fence']),
    depth: z.number().int().min(0),
    n: z.number().int().min(0),
    spans: z.array(Span),
  }),
)
export type Prose = z.output<typeof Prose>
export type ProseBlock = Prose[number]
