/** `lectern export`: what a club may take along, as JSON Lines. */
import { exportLines } from '../services/export.ts'
import { optionsOf } from '../start/program.ts'
import { openToLook } from '../store/open.ts'
import { type Io, write } from './io.ts'
import { mustExist, storeUrl, tellingOfUnread } from './stores.ts'

export async function exportCommand(args: string[], io: Io): Promise<number> {
  optionsOf(args, {})
  const url = storeUrl(io)
  await mustExist(url)
  const { onProblem, isWhole } = tellingOfUnread(io)
  const { store } = await openToLook(url, { onProblem })
  try {
    for await (const line of exportLines(store)) await write(io.stdout, `${JSON.stringify(line)}\n`)
  } finally {
    await store.close()
  }
  return isWhole() ? 0 : 1
}
