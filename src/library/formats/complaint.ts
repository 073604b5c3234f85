/** What is wrong in a document, and where. */
export interface Complaint {
  line: number
  message: string
  /** An entry begins there and did not become a paper. */
  isEntry?: true
}
