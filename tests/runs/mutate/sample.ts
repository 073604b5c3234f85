/** Every change that Stryker knows to make in some files, and a seeded sample of them. */
import { readFile } from 'node:fs/promises'
import { Instrumenter } from '@stryker-mutator/instrumenter'
import { createDice } from '../../dice.ts'

/** A change of one expression or block. Lines and columns from 0. */
export interface Change {
  fileName: string
  /** Stryker's name of its kind, `EqualityOperator`. */
  mutatorName: string
  replacement: string
  location: { start: Place; end: Place }
}

interface Place {
  line: number
  column: number
}

/** Left out: an emptied sentence, name or pattern says little of the tests, and there are very many of them. */
export const LEFT_OUT = ['StringLiteral', 'Regex']

const no = () => false
const quiet = () => {}
const SILENT = {
  ...{ isTraceEnabled: no, isDebugEnabled: no, isInfoEnabled: no, isWarnEnabled: no, isErrorEnabled: no },
  ...{ isFatalEnabled: no, trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet, fatal: quiet },
}

/** All changes there are in the files, by their order and place. */
export async function everyChange(files: readonly string[]): Promise<Change[]> {
  const read = files.map(async (name) => ({ name, mutate: true, content: await readFile(name, 'utf8') }))
  const { mutants } = await new Instrumenter(SILENT).instrument(await Promise.all(read), {
    plugins: null,
    excludedMutations: LEFT_OUT,
    ignorers: [],
  })
  return mutants.filter(({ status }) => status !== 'Ignored')
}

/** So many of them, the same in every run for one seed. */
export function drawn<T>(from: readonly T[], count: number, seed: number): T[] {
  const dice = createDice(seed)
  return from
    .map((one) => ({ one, at: dice() }))
    .toSorted((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ one }) => one)
}

/** The same for one change wherever its file lies: `src/a.ts` and a copy of it in a folder of its own. */
export function nameOf({ fileName, mutatorName, replacement, location: { start, end } }: Change): string {
  const file = /(?:^|\/)(src\/.*)$/.exec(fileName.replaceAll('\\', '/'))?.[1] ?? fileName
  return JSON.stringify([file, mutatorName, replacement, start.line, start.column, end.line, end.column])
}

/** Where a change is, as Stryker is told to make the changes there and no other: every one that could be made slows the tests. */
export function rangeOf({ fileName, location: { start, end } }: Change): string {
  return `${fileName}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`
}
