/** Where a chat keeps what nobody else may read, by names of its own such as `slack/T123`: encrypted wherever it lies. */
export interface Vault {
  /** Rejects with {@link Unreadable} where it is there and cannot be decrypted. */
  get(name: string): Promise<string | undefined>
  put(name: string, secret: string): Promise<void>
  remove(name: string): Promise<void>
  /** Every name that begins so. */
  names(prefix: string): Promise<string[]>
}

/** It was encrypted with a key that is not there any more. */
export class Unreadable extends Error {}
