/**
 * Which lines say who wrote what stands below them, and when. A site prints that on one line, or a name, a handle, a role and
 * a time on lines of their own.
 */
export function findBylines(rows: readonly string[]): boolean[] {
  const found = rows.map(isByline)
  rows.forEach((row, at) => {
    if (found[at] || !(isWhen(row) || HANDLE.test(row))) return
    let start = at
    while (start > 0 && at - start < MOST && isTrimming(rows[start - 1] ?? '')) start--
    const isNamed = start > 0 && !found[start - 1] && isName(rows[start - 1] ?? '')
    const hasHandle = rows.slice(start, at + 1).some((part) => HANDLE.test(part))
    if (isNamed || hasHandle) found.fill(true, isNamed ? start - 1 : start, at + 1)
  })
  return found.map((isPart, at) => isPart || (isTrimming(rows[at] ?? '') && followsByline(rows, found, at)))
}

/** The most lines that a site spreads a name and a time over. */
const MOST = 6

/** Behind the name and the time, what else is said of the comment: `•`, `OP`, `edited Jan 21`. */
function followsByline(rows: readonly string[], found: readonly boolean[], at: number): boolean {
  let above = at - 1
  while (above >= 0 && at - above < MOST && !found[above] && isTrimming(rows[above] ?? '')) above--
  return found[above] === true
}

/**
 * Who wrote a comment and when on one line, as LessWrong, GitHub, Hugging Face, Reddit, Hacker News, Slack and Discord print
 * it: a name, and behind it nothing but when it was and how it was received.
 */
function isByline(text: string): boolean {
  if (text.length > 120) return false
  if (/^\[[-–+]\]\s?\S/.test(text)) return true
  if (/^@?[\w.-]{2,40} (?:commented|replied|wrote|said|left a comment)\b.{0,50}$/i.test(text)) return true
  return Array.from(text.matchAll(NAME_ENDS), ({ index }) => index).some(
    (end) => NAME.test(text.slice(0, end)) && isReception(text.slice(end)),
  )
}

const NAME_ENDS = /[ ,·•|(]|(?<=\p{L})(?=\d)/gu
const NAME = /^(?:u\/|@)?(?:\[deleted\]|[\p{L}\p{N}_.-]{2,40}(?: \p{L}[\p{L}\p{N}_.'’-]{0,20}){0,2})$/u

/** When a comment was written, or how many points it has, and nothing else. */
function isReception(text: string): boolean {
  const rest = text.replace(WHEN, ' ')
  return (rest !== text || /-?\d+ (?:points?|karma)\b/i.test(text)) && rest.replace(RECEIVED, '').trim() === ''
}

const TIME = '(?:at )?\\d{1,2}:\\d{2}(?::\\d{2})?(?: ?[ap]\\.?m\\.?)?(?: (?:utc|gmt|[+-]\\d{4}))?'
const CLOCK = `(?:,? ${TIME})?`
const MONTH = '(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}'
const WHEN = new RegExp(
  [
    '(?:about |over )?(?<![\\p{L}\\p{N}.])(?:\\d{1,3}|an?) ?(?:s|m|h|d|w|y|mo|yr|min(?:ute)?s?|hours?|days?|weeks?|months?|years?)\\.?(?: ago)?(?![\\p{L}\\p{N}])',
    `(?:\\d{1,2}(?:st|nd|rd|th)? ${MONTH}|${MONTH} \\d{1,2}(?:st|nd|rd|th)?),? ?(?:(?:19|20)\\d{2})?${CLOCK}`,
    `\\d{4}-\\d{2}-\\d{2}(?:T[\\d:.]+Z)?${CLOCK}`,
    `\\d{1,2}[/.]\\d{1,2}[/.]\\d{2,4}${CLOCK}`,
    `(?<!\\p{L})(?:today|yesterday|just now)(?!\\p{L})${CLOCK}`,
    `(?<![\\p{L}\\p{N}])${TIME}(?![\\p{L}\\p{N}])`,
  ].join('|'),
  'giu',
)
const ROLES =
  'op|mod|moderator|admin|author|paper (?:author|submitter)|staff|bot|owner|contributor|collaborator|maintainer|member|verified'
const RECEIVED = new RegExp(
  `[-–+]?\\d{1,5}(?: (?:points?|karma|votes?|upvotes?|likes?))?|\\b(?:edited|${ROLES}|parent|root|next|prev|hide|past|favorite|flag|link|permalink|reply|LW|AF|GW)\\b|[\\s·•|,:;()[\\]↗∙*–—+-]`,
  'gi',
)

const HANDLE = /^@[\w.-]{2,40}(?:@[\w.-]{3,60})?(?: ?· ?\S{1,12})?$/

/** A line that says when, and nothing else. */
export function isWhen(text: string): boolean {
  if (text.length > 60) return false
  const rest = text.replace(WHEN, ' ')
  return rest !== text && rest.replace(RECEIVED, '').trim() === ''
}

/** What stands between a name and a time, or behind them. */
function isTrimming(text: string): boolean {
  return /^[·•|–—-]$/.test(text) || ROLE.test(text) || HANDLE.test(text) || isWhen(text)
}

const ROLE = new RegExp(`^(?:${ROLES}|edited)$`, 'i')

function isName(text: string): boolean {
  return (
    /^(?:u\/|@)?(?:\[deleted\]|[\p{L}\p{N}_][\p{L}\p{N}_.'’-]{0,40}(?: [\p{Lu}\p{N}][\p{L}\p{N}_.'’-]{0,24}){0,3})$/u.test(
      text,
    ) && !/^\d+$/.test(text)
  )
}
