import type { AccountId } from './keys.ts'

/** Who acts, as the chat knows them. `admin`: may administer the server or workspace itself. */
export interface Caller {
  account: AccountId
  name: string
  admin: boolean
}
