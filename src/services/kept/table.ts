/** What the store keeps, field by field: what it is for and until when it is there. The privacy page is made of it. */
import type { RecordKind } from '../../store/record.ts'
import type * as records from '../records.ts'

type Kinds = typeof records
export type KindName = keyof Kinds

type Plain = string | number | boolean | Temporal.Instant

/** The fields of a record down to the innermost, `author.name`; what lists hold is named like the list. */
type Fields<T, Path extends string = ''> = T extends Plain
  ? Path
  : T extends null | undefined
    ? never
    : T extends readonly (infer Item)[]
      ? Fields<Item, Path>
      : string extends keyof T
        ? Path
        : {
            [Name in keyof T & string]-?: Fields<T[Name], Path extends '' ? Name : `${Path}.${Name}`>
          }[keyof T & string]

/** One kind of record. */
export interface KeptKind<Field extends string = string> {
  /** What it is, as a heading says it. */
  what: string
  /** Until when it is kept, the end of “kept …”. */
  until: string
  /** Accounts and the like that its key names; most keys name none. */
  key?: string
  /** What each field is for. */
  fields: Readonly<Record<Field, string>>
}

/** Every kind that is named, described to the last field: the compiler misses none. */
export type Kept<Name extends KindName> = {
  [K in Name]: KeptKind<Kinds[K] extends RecordKind<infer T> ? Exclude<Fields<T>, ''> : never>
}

export const WITH_CLUB = 'as long as its club is kept'
export const UNTIL_FORGOTTEN = 'as long as its club is kept, or until its author calls `me forget`'
export const A_DAY = 'for a day'
