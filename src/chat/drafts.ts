import type { AccountId } from '../club/keys.ts'

/** What somebody typed into a form that was refused. */
export interface Draft {
  /** The form's. */
  action: string
  /** By input. */
  fields: Readonly<Record<string, string>>
}

/** Where drafts lie for an hour, each for its author alone. Both reject where nobody can tell. */
export interface Drafts {
  /** `name`: a new one, without a slash. */
  keep(account: AccountId, name: string, draft: Draft): Promise<void>
  find(account: AccountId, name: string): Promise<Draft | undefined>
}
