/** What became of the changes, as a page of docs. */
import { posix } from 'node:path'
import { AT_MOST } from './runner.ts'
import type { Change } from './sample.ts'

/** A change that was tried. `status`: Stryker's word, `Killed`. */
export interface Tried extends Change {
  status: string
}

interface Run {
  /** How many changes there are to draw from, and in how many files. */
  every: number
  files: number
  seed: number
  minutes: number
}

/** Statuses of a change that a test noticed. */
const NOTICED = new Set(['Killed', 'Timeout', 'RuntimeError', 'CompileError'])

/** Markdown, and which share of the changes was noticed, from 0 to 1. A change that only runs while a file is loaded cannot be tried. */
export function tableOf(all: readonly Tried[], run: Run): { text: string; share: number } {
  const tried = all.filter(({ status }) => status !== 'Ignored')
  const isNoticed = ({ status }: Tried) => NOTICED.has(status)
  const share = tried.length === 0 ? 0 : tried.filter(isNoticed).length / tried.length
  const rows = [...Map.groupBy(tried, ({ fileName }) => posix.dirname(fileName))]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([folder, changes]) => `| \`${folder}\` | ${changes.length} | ${changes.filter(isNoticed).length} |`)
  const missed = tried
    .filter((change) => !isNoticed(change))
    .toSorted((a, b) => a.fileName.localeCompare(b.fileName) || a.location.start.line - b.location.start.line)
    .map(
      ({ fileName, location, mutatorName, replacement, status }) =>
        `| \`${fileName}:${location.start.line + 1}\` | ${mutatorName} | ${code(replacement)} | ${status === 'NoCoverage' ? 'not reached' : ''} |`,
    )
  const text = `# Changed lines

\`npm run mutate\` changes one line at a time and runs the tests that reach it, the
quickest first, up to ${AT_MOST / 1000} seconds of them. Of ${run.every} changes in ${run.files} files ${all.length} were drawn
(seed ${run.seed}); ${all.length - tried.length} run only while a file is loaded and were left out. **${tried.filter(isNoticed).length} of ${tried.length} were noticed (${(share * 100).toFixed(0)} %)**, in ${run.minutes.toFixed(0)} minutes.

| where | tried | noticed |
|---|--:|--:|
${rows.join('\n')}

## Not noticed

The last column is filled in by hand: *equal* changes nothing that anybody could see; where it is empty a test is missing. Lines are those of the day.

| line | kind | became | judged |
|---|---|---|---|
${missed.join('\n')}
`
  return { text, share }
}

function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')
  return `\`${line.length > 60 ? `${line.slice(0, 59)}…` : line}\``
}
