/** `lectern idea --jsonl`: one idea line for each paper that comes as a line of JSON, in order. */
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { ideaOf } from '../library/idea/idea.ts'
import { optionsOf, WrongUse } from '../start/program.ts'
import { type Io, write } from './io.ts'

const Row = z.union([
  z
    .object({ title: z.string(), sentences: z.array(z.string()) })
    .transform(({ title, sentences }) => ({ title, abstract: sentences })),
  z.object({ title: z.string(), abstract: z.string() }),
])

/** 0: every line was read; 1: not every one. A line without an idea gives an empty one. */
export async function ideaCommand(args: string[], { stdin, stdout, stderr }: Io): Promise<number> {
  const { jsonl } = optionsOf(args, { jsonl: { type: 'boolean' } })
  if (!jsonl) throw new WrongUse('Say --jsonl: the papers come as JSON Lines on standard input.')
  let line = 0
  let isAllRead = true
  for await (const text of createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    line++
    if (text.trim() === '') continue
    const row = rowOf(text)
    if (!row) {
      isAllRead = false
      stderr.write(`Line ${line} is not a JSON object with a title and sentences or an abstract.\n`)
    }
    await write(stdout, `${(row && ideaOf(row.title, row.abstract)) ?? ''}\n`)
  }
  return isAllRead ? 0 : 1
}

function rowOf(text: string): z.output<typeof Row> | null {
  try {
    return Row.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
