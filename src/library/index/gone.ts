/** What of the shared papers is not there for who asks, by how much their statistics count too much. */
export interface Gone {
  papers: number
  /** In words. */
  length: number
  /** How many of them have a word, and how many in their title. */
  having(word: number): number
  titled(word: number): number
}

export const NOTHING_GONE: Gone = { papers: 0, length: 0, having: () => 0, titled: () => 0 }
