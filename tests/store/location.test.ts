import { describe, expect, test } from 'vitest'
import { storeLocation } from '../../src/store/location.ts'
import { describeStore, openStore } from '../../src/store/open.ts'

describe('STORE_URL', () => {
  test.each([
    ['sqlite:data/lectern.db', 'SQLite file data/lectern.db'],
    ['sqlite://data/lectern.db', 'SQLite file data/lectern.db'],
    ['sqlite:///var/lib/lectern.db', 'SQLite file /var/lib/lectern.db'],
    ['sqlite:/var/lib/lectern.db', 'SQLite file /var/lib/lectern.db'],
    ['memory:', 'memory (nothing is kept after the end)'],
    ['postgres://lectern:s3cret@db.example:5433/club', 'PostgreSQL db.example:5433/club'],
    ['postgresql://db.example/club?sslmode=require', 'PostgreSQL db.example/club'],
  ])('%s is reported as its kind and place', (url, report) => {
    expect(describeStore(url)).toBe(report)
  })

  test.each([
    '',
    'data/lectern.db',
    'mysql://db/club',
    'redis:',
    'sqlite:',
    'sqlite://',
    'sqlite::memory:',
    'postgres://a b',
  ])('%j is refused with what to write instead', async (url) => {
    await expect(openStore(url)).rejects.toThrow(/(Use|Write) (sqlite|memory):|percent-encoded/)
  })

  test('a refused address does not spell out its password', () => {
    expect(() => storeLocation('mysql://me:s3cret@db/club')).toThrow(/^(?!.*s3cret)/)
    expect(() => storeLocation('postgres://me:s3cret@ db/club')).toThrow(/^(?!.*s3cret)/)
  })

  test('memory: opens an empty store that keeps nothing', async () => {
    const store = await openStore('memory:')
    await store.put('k', 1)
    expect(await store.get('k')).toBe(1)
    await store.close()
    const again = await openStore('memory:')
    expect(await again.get('k')).toBeUndefined()
    await again.close()
  })
})
