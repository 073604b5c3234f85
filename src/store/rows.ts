/** A stored value as it lies in the backend: its text, and when it expires in milliseconds since 1970, or never. */
export interface Row {
  text: string
  expires: number | null
}

export type Rows = ReadonlyMap<string, Row>

/** Writes by key; `null` removes. */
export type RowWrites = ReadonlyMap<string, Row | null>

export function isLive(row: Row | undefined, now: number): row is Row {
  return row !== undefined && (row.expires === null || row.expires > now)
}

export function pick(rows: Rows, keys: readonly string[]): Rows {
  const picked = new Map<string, Row>()
  for (const key of keys) {
    const row = rows.get(key)
    if (row) picked.set(key, row)
  }
  return picked
}
