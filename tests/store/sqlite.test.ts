import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqlite } from '../../src/store/sqlite.ts'
import { durableContract, storeContract } from '../contracts/store.ts'

const open = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-store-'))
  return {
    connect: () => openSqlite(join(folder, 'lectern.db')),
    dispose: () => rm(folder, { recursive: true }),
  }
}

storeContract('an SQLite file', open)
durableContract('an SQLite file', open)
