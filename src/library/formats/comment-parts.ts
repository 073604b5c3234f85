import { countWords, isProse } from './prose.ts'
import type { TextLine } from './text-lines.ts'
import { readLeadingDate } from './written-dates.ts'

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
  const rows = hasBorders ? belowHead(lines) : lines
  for (const [index, line] of rows.entries()) {
    const text = line.text.replace(MORE, '').trim()
    if (isChrome(text) || (above === undefined && isNew && ABOUT.test(text))) continue
    if (isByline(text) || isUserName(line, rows[index + 1])) {
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

/** What stands above the first name is the page's own, unless somebody speaks there. */
function belowHead(lines: readonly TextLine[]): readonly TextLine[] {
  const first = lines.findIndex(({ text }) => isByline(text))
  return lines.slice(0, first).some(({ text }) => isProse(text)) ? lines : lines.slice(first)
}

/** The post that a comment is on. */
const ABOUT = /^(?:on|re|in reply to|replying to):? \S.{0,200}$/i
const MORE = /(?:\s*(?:\.{3}|…))?\s*\(read (?:\d+ )?more(?: words)?(?: →)?\)$/i

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

/**
 * Who wrote a comment and when, as LessWrong, GitHub, Hugging Face, Reddit and Hacker News print it: a name, and behind it
 * nothing but when it was and how it was received.
 */
export function isByline(text: string): boolean {
  if (text.length > 120) return false
  if (/^\[[-–+]\]\s?\S/.test(text)) return true
  if (/^@?[\w.-]{2,40} (?:commented|replied|wrote|said|left a comment)\b.{0,50}$/i.test(text)) return true
  const behind = NAME.exec(text)?.[1]
  if (behind === undefined) return false
  const rest = behind.replace(WHEN, ' ')
  if (rest === behind && !/-?\d+ (?:points?|karma)\b/i.test(behind)) return false
  return rest.replace(RECEIVED, '').trim() === ''
}

const NAME =
  /^(?:u\/|@)?(?:\[deleted\]|[\p{L}\p{N}_.-]{2,40}?(?: \p{L}[\p{L}\p{N}_.'’-]{0,20}){0,2}?)((?:[ ,·•|(]|(?<=\p{L})(?=\d)).*)$/u
const CLOCK = '(?:,? (?:at )?\\d{1,2}:\\d{2}(?::\\d{2})?(?: ?[ap]m)?(?: (?:utc|gmt|[+-]\\d{4}))?)?'
const MONTH = '(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}'
const WHEN = new RegExp(
  `(?:about |over )?(?<![\\p{L}\\p{N}.])(?:\\d{1,3}|an?) ?(?:s|m|h|d|w|y|mo|yr|min(?:ute)?s?|hours?|days?|weeks?|months?|years?)\\.?(?: ago)?(?![\\p{L}\\p{N}])|(?:\\d{1,2}(?:st|nd|rd|th)? ${MONTH}|${MONTH} \\d{1,2}(?:st|nd|rd|th)?),? ?(?:(?:19|20)\\d{2})?${CLOCK}|\\d{4}-\\d{2}-\\d{2}(?:T[\\d:.]+Z)?${CLOCK}`,
  'giu',
)
const RECEIVED =
  /[-–+]?\d{1,5}(?: (?:points?|karma|votes?|upvotes?|likes?))?|\b(?:edited|op|author|mod|parent|link|permalink|reply|LW|AF|GW)\b|[\s·•|,:;()[\]↗∙*–—+-]/gi

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

/** What a site prints around comments. */
export function isChrome(text: string): boolean {
  return readLeadingDate(text)?.rest === '' || CHROME.test(text)
}

const CHROME =
  /^(?:reply|permalink|share|report|save|award|parent|edited|like|upvote|downvote|\[?(?:deleted|removed)\]?(?: comment)?|load more|show more(?: replies)?|see in context|moderation log|log in to reply|add a comment|view full comment|\d+ (?:replies|reply|comments?)|comments? \(\d+\)|[-+]?\d{1,4}(?: points?)?|\[?[-–+]\]?|…|\.{3})$/i
