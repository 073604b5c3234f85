/** `lectern restore`: puts a backup into the store. */
import { filesAndOptions } from '../start/program.ts'
import { openBackup } from '../store/backup-file.ts'
import { isEmpty, transfer } from '../store/transfer.ts'
import { type Io, write } from './io.ts'
import { described, mustBeStopped, notEmpty, oneFile, storeUrl, withDriver } from './stores.ts'

export async function restoreCommand(args: string[], io: Io): Promise<number> {
  const { files, values } = filesAndOptions(args, { force: { type: 'boolean' } })
  const file = oneFile(files)
  const { force = false } = values
  const url = storeUrl(io)
  await mustBeStopped(url)
  const backup = openBackup(file)
  try {
    const contents = await withDriver(url, async (driver) => {
      if (!force && !(await isEmpty(driver))) throw notEmpty(url)
      return transfer(backup, driver)
    })
    await write(io.stdout, `Restored ${described(contents)}. Start the bot again.\n`)
    return 0
  } finally {
    backup.close()
  }
}
