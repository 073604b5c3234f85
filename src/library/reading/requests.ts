/** Whether words are what somebody says around a paper that they point at, and no title of it: `Look at 2407.03300 please`. */
export function isRequest(words: string): boolean {
  return NUMBER.test(words) || OPENING.test(words) || ENDING.test(words)
}

/** A title holds no number of arXiv, nor a DOI. */
const NUMBER = /(?:^|[^\d.])\d{4}\.\d{4,5}(?:v\d+)?(?![\d.]*\d)|\b10\.\d{4,9}\/\S/

const OPENING =
  /^\W*(?:please|(?:have a |take a )?look at|check out|(?:I|we)(?:['’](?:d|ll)| can| could| would| will| want| should)|(?:can|could|shall|should) (?:we|I|you|someone|somebody)|what about|how about|let(?:['’]s| us) (?:read|discuss|do|take|look))\b/i

const ENDING = /\b(?:please|next week|this week|next time|tomorrow)\W*$/i
