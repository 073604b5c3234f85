import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { Unreadable } from '../../src/chat/vault.ts'
import { openVault, secretKey } from '../../src/services/vault.ts'
import { openStore } from '../../src/store/open.ts'

const [key, other] = [randomBytes(32), randomBytes(32)]

it('gives back what it was given, by name, and nothing where there is nothing', async () => {
  const store = await openStore('memory:')
  const vault = openVault(Promise.resolve(store), { key })
  await vault.put('slack/T1', 'a secret – with signs')
  await vault.put('slack/T2', 'another')
  expect(await vault.get('slack/T1')).toBe('a secret – with signs')
  expect(await vault.get('slack/T3')).toBeUndefined()
  expect(await vault.names('slack/')).toEqual(['slack/T1', 'slack/T2'])
  await vault.remove('slack/T1')
  expect(await vault.names('')).toEqual(['slack/T2'])
})

it('writes the same secret differently each time, and never as it is', async () => {
  const store = await openStore('memory:')
  const vault = openVault(Promise.resolve(store), { key })
  await vault.put('a', 'same')
  const first = await store.get('sealed/a')
  await vault.put('a', 'same')
  expect(await store.get('sealed/a')).not.toEqual(first)
  expect(JSON.stringify([first, await store.range('')])).not.toContain('same')
})

it('reads nothing that was put in another’s place, changed, or written with another key', async () => {
  const store = await openStore('memory:')
  const vault = openVault(Promise.resolve(store), { key })
  await vault.put('slack/T1', 'of the one')
  const sealed = Object(await store.get('sealed/slack/T1'))
  await store.put('sealed/slack/T2', sealed)
  await expect(vault.get('slack/T2')).rejects.toBeInstanceOf(Unreadable)
  const bytes = Buffer.from(sealed.text, 'base64')
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  await store.put('sealed/slack/T1', { ...sealed, text: bytes.toString('base64') })
  await expect(vault.get('slack/T1')).rejects.toBeInstanceOf(Unreadable)
  await vault.put('slack/T1', 'of the one')
  await expect(openVault(Promise.resolve(store), { key: other }).get('slack/T1')).rejects.toBeInstanceOf(Unreadable)
})

it('writes anew with the new key what it reads with the former', async () => {
  const store = await openStore('memory:')
  await openVault(Promise.resolve(store), { key: other }).put('a', 'kept')
  expect(await openVault(Promise.resolve(store), { key, former: other }).get('a')).toBe('kept')
  expect(await openVault(Promise.resolve(store), { key }).get('a')).toBe('kept')
})

it('takes keys of 32 bytes alone', () => {
  expect(secretKey(key.toString('base64'))).toEqual(Buffer.from(key))
  expect(secretKey(key.toString('hex'))).toEqual(Buffer.from(key))
  for (const wrong of ['', 'secret', randomBytes(16).toString('base64'), 'g'.repeat(64)])
    expect(secretKey(wrong)).toBeNull()
})
