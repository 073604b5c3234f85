import { findBylines, isWhen } from './bylines.ts'
import { countWords, isProse } from './prose.ts'
import type { TextLine } from './text-line.ts'
import { readLeadingDate } from './written-dates.ts'

/**
 * Parts a feed into its comments. Where the feed names who wrote or leaves lines empty, those are the borders. Where it does
 * not, each paragraph is a comment of its own unless its words show that it goes on from the one above.
 */
export function partComments(lines: readonly TextLine[]): string[] {
  const comments: string[][] = []
  const bylines = findBylines(lines.map(({ text }) => text))
  const hasBorders = countRuns(bylines) >= 2
  const hasGaps = !hasBorders && tellsByGaps(lines)
  let isNew = true
  let above: TextLine | undefined
  const start = hasBorders
    ? endOfHead(lines, bylines)
    : 1 + lines.slice(0, 30).findLastIndex(({ text }) => headsComments(text))
  for (let at = start; at < lines.length; at++) {
    const line = lines[at]
    if (!line) continue
    const text = line.text.replace(MORE, '').trim()
    if (!bylines[at] && (isChrome(text) || (above === undefined && isNew && ABOUT.test(text)))) continue
    if (bylines[at] || isUserName(line, lines[at + 1]) || (at < HEAD && isFullName(line.text))) {
      isNew = true
      above = undefined
      continue
    }
    const comment = comments.at(-1)
    const isBorder = isNew || (hasGaps && line.gap)
    const goesOn =
      comment && above && !isBorder && (hasBorders || hasGaps || continues(above, line) || isListed(comment, text))
    if (goesOn) comment.push(text)
    else comments.push([text])
    isNew = false
    above = line
  }
  return withoutTwins(comments.map((parts) => parts.join('\n\n')))
}

/** A page of one comment prints it twice; a few words may well be said twice. */
function withoutTwins(comments: string[]): string[] {
  const seen = new Set<string>()
  return comments.filter((text) => text.length < 60 || (!seen.has(text) && seen.add(text)))
}

/** How many comments the bylines head: one that is spread over lines counts once. */
export function countRuns(bylines: readonly boolean[]): number {
  return bylines.filter((isPart, at) => isPart && !bylines[at - 1]).length
}

/** What stands above the first name is the page's own, unless somebody speaks there. */
function endOfHead(lines: readonly TextLine[], bylines: readonly boolean[]): number {
  const first = bylines.indexOf(true)
  return lines.slice(0, first).some(({ text }) => isProse(text)) ? 0 : first
}

/** The heading that a forum puts between what a member says of themselves and what they wrote. */
export function headsComments(text: string): boolean {
  return /^(?:wiki contributions|(?:recent |all |latest )?comments|lesswrong ?lw|ai alignment forum ?af)$/i.test(text)
}

/** The post that a comment is on. */
const ABOUT = /^(?:on|re|in reply to|replying to):? \S.{0,200}$/i
/** Where a forum cuts a long comment off. */
export const MORE = /(?:\s*(?:\.{3}|…))?\s*\(read (?:\d+ )?more(?: words)?(?: →)?\)$/i

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

/** `I tested three:`, and below it lines that end as no sentence does. */
function isListed(comment: readonly string[], text: string): boolean {
  const colon = comment.findLastIndex((part) => part.endsWith(':'))
  return colon >= 0 && isItem(text) && comment.slice(colon + 1).every(isItem)
}

function isItem(text: string): boolean {
  return !/[.!?…:][)\]”"’']?$/.test(text) && countWords(text) <= 15 && !OPENER.test(text)
}

function isFragment(text: string): boolean {
  return !/[.!?…:)\]”"’']$/.test(text)
}

/** How an answer begins. */
const OPENER =
  /^(?:oh|huh|ah|hmm?|wow|yes|yeah|yep|nope|no,|true,|agreed|exactly|(?:very )?interesting|thanks|thank you|nice|great|fair (?:points?|enough)|good (?:points?|questions?)|well,? (?:I|we|you|the|that))\b/i

const CONTINUATION =
  /^(?:(?:and|but|also|another|so|plus|or|because|however|then|still|moreover|furthermore|additionally|similarly|for example|for instance|in particular|specifically|likewise|besides|otherwise|instead|as such|doubly so|am I right|it['’]s (?:also|a|not|worth)|the (?:point|problem|issue|idea|reason|question) (?:is|being)|I also|that (?:way|said|means)|these|which|perhaps (?:those|that|this|they)|edit|ps|p\.s)\b|\(|—)/i

/** A name alone on a line, above what its bearer wrote. */
function isUserName(line: TextLine, next: TextLine | undefined): boolean {
  const { text } = line
  if (OPENER.test(line.text)) return false
  if (line.isItem || line.isQuote || !next || (countWords(next.text) < 3 && !isChrome(next.text))) return false
  return (
    /^@?[\p{L}][\p{L}\p{N}_.-]{2,30}$/u.test(text) &&
    !/[.!?…]$/.test(text) &&
    !/^(?:yes|no|true|false|thanks|great|nice|interesting|agreed|exactly|right|sure|wow|lol)$/i.test(text)
  )
}

/** Where a page says whose comments it holds. */
const HEAD = 10

function isFullName(text: string): boolean {
  return /^\p{Lu}[\p{Ll}'’.-]{0,20}(?: \p{Lu}[\p{L}'’.-]{0,20}){1,2}$/u.test(text) && !OPENER.test(text)
}

/** What a site prints around comments. */
export function isChrome(text: string): boolean {
  return isWhen(text) || readLeadingDate(text)?.rest === '' || CHROME.test(text)
}

const CHROME = new RegExp(
  `^(?:${[
    "\\S{2,40}(?: \\S{2,30})?s?[’'] ?s? shortform|reply|replies|like \\(\\d+\\)|permalink|share|report|save|award|parent|edited|\\(edited\\)|like|upvote|downvote|follow|following|quote|views?|community|conversation|post|translate(?: post)?",
    '\\[?(?:deleted|removed)\\]?(?: comment)?|moderation log|log in to reply|add a comment|view full comment|go to comments|see new posts|see in context|sort by.{0,20}',
    'load more.{0,20}|(?:show|view|read|see) (?:more|\\d+|all|this|more) ?(?:replies|reply|thread|comments)?|show (?:more|replies)',
    '(?:\\d+|one) (?:more )?(?:replies|reply|comments?)|comments? \\(\\d+\\)|last reply .{1,40}',
    '[-+]?\\d{1,4}(?: points?)?|\\d[\\d.,]*[km]?(?: (?:views?|likes?|reposts?|retweets?|quotes?|bookmarks?|points?|votes?|upvotes?))?|(?::[\\w+-]{2,40}: ?\\d{0,4} ?){1,5}',
    '\\[?[-–+]\\]?|…|\\.{3}|[·•|]',
  ].join('|')})$`,
  'i',
)
