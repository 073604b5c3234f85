/** `lectern backup`: all that the store holds in one file, while the bot runs. */
import { filesAndOptions } from '../start/program.ts'
import { backUp } from '../store/back-up.ts'
import { type Io, write } from './io.ts'
import { described, mustExist, oneFile, storeUrl, withDriver } from './stores.ts'

export async function backupCommand(args: string[], io: Io): Promise<number> {
  const file = oneFile(filesAndOptions(args, {}).files)
  const url = storeUrl(io)
  await mustExist(url)
  const contents = await withDriver(url, (driver) => backUp(driver, file))
  await write(
    io.stdout,
    `${file}: ${described(contents)}. It holds votes and comments, and only your user may read it: keep it so.\n`,
  )
  return 0
}
