/** A process that has a club's library open beside the test: it adds papers, and says what it finds. */
import { indexFolder } from '../../../src/services/library/index-folder.ts'
import { openLibraries } from '../../../src/services/library/libraries.ts'
import { libraryKeys } from '../../../src/services/library/library-keys.ts'
import { openStore } from '../../../src/store/open.ts'
import type { Store } from '../../../src/store/store.ts'
import { digest, entry } from '../../library/digests.ts'
import { addDigest } from './add-digest.ts'

/** `hold`: takes in what is new and stands still in the middle of it, with what it has read in hand, until it is told to go on. */
export type Told = { add: readonly string[] } | 'find' | 'hold' | 'go on'

const [url = '', folder = ''] = process.argv.slice(2)
const store = await openStore(url)
let isHeld = false
let goOn = () => {}
const held: Store = {
  ...store,
  async range(prefix, options) {
    const read = await store.range(prefix, options)
    if (!isHeld || !prefix.startsWith(libraryKeys.entries('club', 'list'))) return read
    isHeld = false
    const { promise, resolve } = Promise.withResolvers<void>()
    goOn = resolve
    process.send?.('held')
    await promise
    return read
  },
}
const indexes = indexFolder(folder)
const libraries = openLibraries(
  held,
  { digests: () => [] },
  { indexes, onFailure: (_club, error) => console.error(error) },
)

process.on('message', async (told: Told) => {
  if (told === 'go on') return goOn()
  if (told === 'hold') isHeld = true
  else if (told !== 'find')
    for (const title of told.add) await addDigest(store, 'club', digest(title, null, [entry(title)]))
  const catalogue = await libraries.of('club')
  await libraries.refresh()
  const { papers } = await catalogue.find('', 99)
  process.send?.(papers.map(({ title }) => title).sort())
})
process.on('disconnect', () => process.exit())
process.send?.('ready')
