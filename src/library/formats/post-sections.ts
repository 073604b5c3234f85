import type { TextLine } from './text-line.ts'

/** A heading that no paper has: of a part of the post, or of what is said about one paper. */
export function isSection({ text }: TextLine): boolean {
  return SECTIONS.test(text) || NUMBERED.test(text)
}

/** Whether what stands below the heading is no longer about the paper above it. */
export function endsPapers({ text }: TextLine): boolean {
  return LAST_SECTIONS.test(text)
}

const NUMBERED = /^(?:week|day|month|part|section|session|meeting|lecture|chapter) \d{1,3}[:.]?$/i
const SECTIONS =
  /^(?:abstract|acknowledge?ments?|appendix|approach|architecture|background|bonus|closing(?: (?:thoughts|remarks|notes))?|comments?|conclusions?|concluding (?:thoughts|remarks)|contents|definitions?|discussion|experiments?|final (?:thoughts|remarks|notes)|findings|footnotes?|further reading|intro(?:duction)?|key (?:takeaways?|ideas?|points?)|limitations?|links?|methods?|misc(?:ellaneous)?|motivation|my (?:thoughts|take|notes)|next (?:month|steps|time|up|week)|notes?|other (?:stuff|things|notes)|overview|papers|preface|preliminaries|problem|prelude|quick (?:notes|hits)|references?|related (?:work|posts)|results?|see also|set-?up|summary|table of contents|takeaways?|the (?:papers|rest|setup|method|results)|thoughts|tl;?dr|training|trends|what(?:'|’)?s next|wrap(?:ping)?[- ]up|why (?:it|this) matters)[:.!]?$/i

const LAST_SECTIONS = /^(?:acknow|conclu|clos|final|wrap|take|trend|misc|what|next|ref|foot|further|related|see)/i
