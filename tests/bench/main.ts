/**
 * `npm run bench [-- start commands clubs meetings votes copies import reading search idea]`: prints JSON lines; all parts unless some are named.
 * Compare figures of one run only, on a machine that does nothing else.
 */
import { benchClubs } from './clubs.ts'
import { benchCommands } from './commands.ts'
import { benchCopies } from './copies.ts'
import { type Ground, openGround } from './ground.ts'
import { benchIdea } from './idea.ts'
import { benchImport } from './import.ts'
import { benchMeetings } from './meetings.ts'
import { benchReading } from './reading.ts'
import { benchSearch } from './search.ts'
import { benchStart } from './start.ts'
import { benchVotes } from './votes.ts'

const PARTS: Record<string, () => Promise<void>> = {
  start: () => onGround(benchStart),
  commands: () => onGround(benchCommands),
  clubs: benchClubs,
  meetings: () => benchMeetings(),
  votes: benchVotes,
  copies: benchCopies,
  import: benchImport,
  reading: benchReading,
  search: () => benchSearch(),
  idea: benchIdea,
}

async function onGround(measure: (ground: Ground) => Promise<void>): Promise<void> {
  const ground = await openGround()
  await measure(ground)
  await ground.close()
}

const named = process.argv.slice(2)
const unknown = named.filter((name) => !(name in PARTS))
if (unknown.length > 0) {
  process.stderr.write(`There is no ${unknown.join(', ')} to measure. There are: ${Object.keys(PARTS).join(', ')}.\n`)
  process.exit(2)
}
for (const [name, measure] of Object.entries(PARTS)) {
  if (named.length === 0 || named.includes(name)) await measure()
}
