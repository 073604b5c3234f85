/** A work that running text names, and where in it. */
export interface Named {
  at: number
  title: string
  date?: string | null
}
