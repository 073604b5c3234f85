import type { Problem } from '../paper.ts'

/** What is said of a document that ends before its elements do; the name of one of them goes before. */
export const CUT_OFF = 'is never closed; the document is cut off or broken.'

/** Whether there may be more of a document than was read. */
export function saysCutOff({ message }: Pick<Problem, 'message'>): boolean {
  return message.endsWith(CUT_OFF)
}
