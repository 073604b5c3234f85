import type { DatabaseSync, SQLInputValue } from 'node:sqlite'

/** A value of a row, in the order of the columns asked for. */
export type Row = readonly unknown[]

/** Asks with statements that are prepared once. */
export type Ask = (sql: string, ...values: SQLInputValue[]) => Row[]

export function createAsk(database: DatabaseSync): Ask {
  const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  return (sql, ...values) => {
    let statement = prepared.get(sql)
    if (!statement) {
      statement = database.prepare(sql)
      statement.setReturnArrays(true)
      prepared.set(sql, statement)
    }
    return statement.all(...values).map(asRow)
  }
}

/** The statements above return arrays, which the types of `node:sqlite` do not tell. */
function asRow(row: unknown): Row {
  return Array.isArray(row) ? row : []
}
