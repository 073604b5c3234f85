import type { Vault } from '../chat/vault.ts'
import { openVault, secretKey } from '../services/vault.ts'
import type { Store } from '../store/store.ts'
import type { Config } from './config.ts'

/** What tokens lie in that are kept encrypted; null where no key is set. */
export function vaultOf(config: Config, store: Promise<Store>): Vault | null {
  const key = secretKey(config.SECRETS_KEY ?? '')
  const former = secretKey(config.SECRETS_KEY_OLD ?? '') ?? undefined
  return key && openVault(store, { key, former })
}
