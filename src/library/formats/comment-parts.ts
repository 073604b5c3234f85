import { countWords } from './prose.ts'
import type { TextLine } from './text-lines.ts'

/**
 * Parts a feed into its comments. Where the feed names who wrote or leaves lines empty, those are the borders. Where it does
 * not, each paragraph is a comment of its own unless its words show that it goes on from the one above.
 */
export function partComments(lines: readonly TextLine[]): string[] {
  const comments: string[][] = []
  const hasBorders = lines.filter(({ text }) => isByline(text)).length >= 2
  const hasGaps = !hasBorders && tellsByGaps(lines)
  let isNew = true
  let above: TextLine | undefined
  for (const [index, line] of lines.entries()) {
    const { text } = line
    if (isChrome(text)) continue
    if (isByline(text) || isUserName(line, lines[index + 1])) {
      isNew = true
      above = undefined
      continue
    }
    const comment = comments.at(-1)
    const isBorder = isNew || (hasGaps && line.gap)
    const goesOn = comment && above && !isBorder && (hasBorders || hasGaps || continues(above, line))
    if (goesOn) comment.push(text)
    else comments.push([text])
    isNew = false
    above = line
  }
  return comments.map((parts) => parts.join('\n\n'))
}

/** Whether empty lines stand between some paragraphs and not between others, so that they part comments. */
function tellsByGaps(lines: readonly TextLine[]): boolean {
  const gaps = lines.filter(({ gap }) => gap).length
  return gaps >= 2 && gaps <= lines.length * 0.7
}

/** Whether a paragraph belongs to the comment above it. */
function continues(above: TextLine, line: TextLine): boolean {
  if (OPENER.test(line.text)) return false
  if (line.isItem || (line.isQuote && above.isQuote) || above.isQuote) return true
  if (line.isQuote) return /[:,]$/.test(above.text)
  if (/[:,;–—]$/.test(above.text)) return true
  if (/^(?:\.{3}|…|\d{1,2}[.)] )/.test(line.text)) return true
  if (/^\p{Ll}/u.test(line.text) && isFragment(above.text)) return true
  // A few words cut from a text are what the next paragraph answers.
  if (isFragment(above.text) && countWords(above.text) <= 4) return true
  return CONTINUATION.test(line.text)
}

function isFragment(text: string): boolean {
  return !/[.!?…:)\]”"’']$/.test(text)
}

/** How an answer begins. */
const OPENER =
  /^(?:oh|huh|ah|hmm?|wow|yes|yeah|yep|nope|no,|true,|agreed|exactly|(?:very )?interesting|thanks|thank you|nice|great|fair (?:point|enough)|good (?:point|question)|well,? (?:I|we|you|the|that))\b/i

const CONTINUATION =
  /^(?:(?:and|but|also|another|so|plus|or|because|however|then|still|moreover|furthermore|additionally|similarly|for example|for instance|in particular|specifically|likewise|besides|otherwise|instead|as such|doubly so|am I right|it['’]s (?:also|a|not|worth)|the (?:point|problem|issue|idea|reason|question) (?:is|being)|I also|that (?:way|said|means)|these|which|perhaps (?:those|that|this|they)|edit|ps|p\.s)\b|\(|—)/i

/** Who wrote a comment and when, as LessWrong, GitHub, Hugging Face, Reddit and Hacker News print it. */
export function isByline(text: string): boolean {
  if (text.length > 120) return false
  if (/^\[[-–+]\]\s?\S/.test(text)) return true
  if (/^@?[\w.-]{2,40} (?:commented|replied|wrote|said|left a comment)\b.{0,50}$/i.test(text)) return true
  if (
    /^@?[\w. -]{2,40}? ?[·•|] ?(?:\d+|an?) ?(?:s|m|h|d|w|y|mo|min|hours?|days?|weeks?|months?|years?)\b.{0,40}$/i.test(
      text,
    )
  )
    return true
  if (
    /^@?[\w.-]{2,40}(?: \S{1,20}){0,2} (?:about )?(?:\d+|an?) ?(?:m|h|d|w|y|mo|yr|min(?:ute)?s?|hours?|days?|weeks?|months?|years?)(?: ago)?(?: ?[·|•]?.{0,50})?$/i.test(
      text,
    )
  ) {
    return /ago\b|\d ?(?:m|h|d|w|y|mo|yr)\b(?: \d+)*$|points?|karma/i.test(text) && countWords(text) <= 12
  }
  return /^@?[\w.-]{2,40} -?\d+ (?:points?|karma)\b/i.test(text)
}

/** A name alone on a line, above what its bearer wrote. */
function isUserName(line: TextLine, next: TextLine | undefined): boolean {
  const { text } = line
  if (OPENER.test(line.text)) return false
  if (line.isItem || line.isQuote || !next || countWords(next.text) < 3) return false
  return (
    /^@?[\p{L}][\p{L}\p{N}_.-]{2,30}$/u.test(text) &&
    !/[.!?…]$/.test(text) &&
    !/^(?:yes|no|true|false|thanks|great|nice|interesting|agreed|exactly|right|sure|wow|lol)$/i.test(text)
  )
}

function isChrome(text: string): boolean {
  return /^(?:reply|permalink|share|report|save|parent|edited|like|upvote|downvote|load more|show more(?: replies)?|see in context|moderation log|log in to reply|add a comment|view full comment|\d+ (?:replies|reply|comments?)|[-+]?\d{1,4}|\[?[-–+]\]?|…|\.{3})$/i.test(
    text,
  )
}
