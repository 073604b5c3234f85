import type { Problem } from '../paper.ts'
import type { Complaint } from './complaint.ts'

/** What is said of a document that is all right and has no papers today; `why` is the rest of the sentence. */
export function nothingNew(why: string): Complaint {
  return { line: 1, message: `${START}${why}` }
}

export function saysNothingNew({ message }: Pick<Problem, 'message'>): boolean {
  return message.startsWith(START)
}

const START = 'There is nothing new in this feed: '
