/** `lectern history`: what a club has read, as a table or as records of papers. */
import { LIST_FORMATS, type ListFormat } from '../library/records/reading-list.ts'
import { datesRead } from '../services/club/reading-list.ts'
import { systemClock } from '../start/clock.ts'
import { optionsOf, WrongUse } from '../start/program.ts'
import { withClub } from './clubs.ts'
import { type Io, write } from './io.ts'
import { mustExist, storeUrl, tellingOfUnread } from './stores.ts'

export async function historyCommand(args: string[], io: Io): Promise<number> {
  const { as = 'markdown', club: named } = optionsOf(args, { as: { type: 'string' }, club: { type: 'string' } })
  if (!isFormat(as)) throw new WrongUse(`--as is one of ${Object.keys(LIST_FORMATS).join(', ')}.`)
  const url = storeUrl(io)
  await mustExist(url)
  const { onProblem, isWhole } = tellingOfUnread(io)
  const text = await withClub(
    url,
    named,
    async ({ club, ...open }) => LIST_FORMATS[as].write(await datesRead({ ...open, clock: systemClock }, club)),
    { onProblem, looks: true },
  )
  await write(io.stdout, text)
  return isWhole() ? 0 : 1
}

function isFormat(text: string): text is ListFormat {
  return Object.hasOwn(LIST_FORMATS, text)
}
