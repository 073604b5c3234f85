/** `lectern copy`: all of one store into another, of whatever kinds they are. */
import { optionsOf, WrongUse } from '../start/program.ts'
import { describeStore, isLasting } from '../store/open.ts'
import { isEmpty, transfer } from '../store/transfer.ts'
import { type Io, write } from './io.ts'
import { described, mustBeStopped, mustExist, notEmpty, withDriver } from './stores.ts'

const OPTIONS = { from: { type: 'string' }, to: { type: 'string' }, force: { type: 'boolean' } } as const

export async function copyCommand(args: string[], io: Io): Promise<number> {
  const { from, to, force = false } = optionsOf(args, OPTIONS)
  if (!from || !to) throw new WrongUse('Say both --from and --to, such as --from sqlite:data/lectern.db.')
  await mustExist(from)
  if (!isLasting(to)) throw new WrongUse('What is put into memory: is gone at once. Name a store that keeps it.')
  await mustBeStopped(from)
  await mustBeStopped(to)
  const contents = await withDriver(from, (source) =>
    withDriver(to, async (target) => {
      if (!force && !(await isEmpty(target))) throw notEmpty(to)
      return transfer(source, target)
    }),
  )
  await write(
    io.stdout,
    `Copied from ${describeStore(from)} to ${describeStore(to)}: ${described(contents)} on both sides. Set STORE_URL to the new one and start the bot.\n`,
  )
  return 0
}
