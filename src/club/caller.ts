import type { AccountId } from './keys.ts'

/** Who acts, as the chat knows them. `admin`: may administer the server or workspace itself. */
export interface Caller {
  account: AccountId
  /** All of theirs, where they linked several. */
  accounts?: readonly AccountId[] | undefined
  name: string
  admin: boolean
  /** The time zone that they live in, as far as the chat tells or lets guess. */
  zone?: string | undefined
}

/** Who did something before the chat said who it is; whoever is called so gets their own name when it becomes known. */
export const UNNAMED = 'someone'
