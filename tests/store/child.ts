/** A second process on the same store, started by the tests: `node child.ts <url> <task>`. */
import { openStore } from '../../src/store/open.ts'
import { plusOne } from './plus-one.ts'

const [url = '', task = ''] = process.argv.slice(2)
const store = await openStore(url)

switch (task) {
  case 'count':
    // 1,000 changes in five lanes, so that hundreds of transactions meet those of the other process.
    await Promise.all(
      Array.from({ length: 5 }, async () => {
        for (let change = 0; change < 200; change++) await store.change(['n'], plusOne('n'))
      }),
    )
    break

  case 'vote':
    // Says each vote once it is acknowledged, until it is killed.
    for (let round = 0; ; round++) {
      await Promise.all(
        Array.from({ length: 10 }, async (_, voter) => {
          const key = `votes/${round}/${voter}`
          await store.put(key, { approvals: [round] })
          process.stdout.write(`${key}\n`)
        }),
      )
    }

  case 'stall':
    // Stands still in the middle of its first decision, with the lock in its hand.
    await store.change(['n'], (values) => {
      if (!values.has('n')) {
        process.stdout.write('deciding\n')
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 7000)
      }
      return plusOne('n')(values)
    })
    break
}

await store.close()
