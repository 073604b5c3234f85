/** Secrets in the store: AES-256-GCM, with the name as what is authenticated beside, so that none can be put in another's place. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { Unreadable, type Vault } from '../chat/vault.ts'
import { keys } from '../club/keys.ts'
import type { Store } from '../store/store.ts'
import { Sealed } from './records.ts'

/** `former`: what secrets may still be encrypted with; what is read with it is written anew with `key`. 32 bytes each. */
export interface VaultKeys {
  key: Uint8Array
  former?: Uint8Array | undefined
}

export function openVault(store: Promise<Store>, { key, former }: VaultKeys): Vault {
  const known = new Map([key, ...(former ? [former] : [])].map((one) => [nameOf(one), one]))
  const current = nameOf(key)
  const seal = (name: string, secret: string) => Sealed.json({ by: current, text: encrypted(key, name, secret) })

  return {
    async get(name) {
      const opened = await store
      const at = keys.sealed(name)
      const sealed = await Sealed.get(opened, at)
      if (!sealed) return undefined
      const secret = decrypted(known.get(sealed.by), name, sealed.text)
      if (sealed.by !== current) {
        await opened.change([at], (values) => {
          const isSame = Sealed.from(values, at)?.text === sealed.text
          return { writes: isSame ? { [at]: seal(name, secret) } : {} }
        })
      }
      return secret
    },
    put: async (name, secret) => (await store).put(keys.sealed(name), seal(name, secret)),
    remove: async (name) => (await store).remove(keys.sealed(name)),
    async names(prefix) {
      const from = keys.sealed('').length
      return (await Sealed.range(await store, keys.sealed(prefix))).map(({ key: at }) => at.slice(from))
    },
  }
}

/** The 32 bytes that a key is written for, in base64 or as 64 hex digits; null when it is neither. */
export function secretKey(text: string): Uint8Array | null {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  return bytes.length === 32 ? bytes : null
}

const ALGORITHM = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Tells keys apart without telling them. */
function nameOf(key: Uint8Array): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 12)
}

function encrypted(key: Uint8Array, name: string, secret: string): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(name))
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64')
}

function decrypted(key: Uint8Array | undefined, name: string, text: string): string {
  if (!key) throw new Unreadable(`${name} was encrypted with another key than those that are set`)
  const bytes = Buffer.from(text, 'base64')
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)
  try {
    const cipher = createDecipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(name)).setAuthTag(tag)
    return cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + cipher.final('utf8')
  } catch (cause) {
    throw new Unreadable(`${name} is not as it was written`, { cause })
  }
}
