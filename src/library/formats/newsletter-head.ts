import { titleKey } from '../identity.ts'
import { countWords } from './prose.ts'
import type { Draft } from './text-draft.ts'
import type { TextLine } from './text-line.ts'
import { datePeriod, findFullDates, readLeadingDate, readWrittenPeriod } from './written-dates.ts'

/** The head: breadcrumbs, title, subtitle, the days it covers, its number. */
export function readHead(draft: Draft, head: TextLine[], lines: TextLine[]): void {
  const rest: TextLine[] = []
  const crumbs: string[] = []
  for (const line of head.flatMap(partAtIssue)) {
    const { text } = line
    const issue =
      /^(?:issue|no\.?|edition)?\s*#\s*(\d{1,5})\b/i.exec(text) ?? /^(?:issue|edition)\s+(\d{1,5})\b/i.exec(text)
    const period = readWrittenPeriod(text)
    if (issue) draft.issue ??= issue[1] ?? null
    if (issue && !/\d:\s\S/.test(text)) continue
    if (period) draft.period ??= datePeriod(period, knownDays(lines))
    else if (line.isItem && rest.length === 0) crumbs.push(text)
    else if (!isHeadChrome(text)) rest.push(line)
  }
  const named = rest.length > 1 && PUBLICATION.test(rest[0]?.text ?? '') ? rest[0] : undefined
  draft.publication =
    named?.text ?? crumbs.find((crumb) => !/^(?:posts|home|archive)$/i.test(crumb)) ?? publicationOf(lines)
  const own = rest.filter(({ text }) => titleKey(text) !== titleKey(draft.publication ?? ''))
  const title = own.find(({ heading }) => heading > 0) ?? own[0]
  draft.title = title?.text ?? crumbs.at(-1) ?? draft.publication
  const numbered = /^(.{1,80}?)\s+#(\d{1,5})\b/.exec(draft.title ?? '')
  draft.issue ??= numbered?.[2] ?? null
  const opening = own.filter((line) => line !== title && titleKey(line.text) !== titleKey(title?.text ?? ''))
  draft.opening = opening.length === 0 ? null : opening.map(({ text }) => text).join('\n\n')
  draft.period ??= singleDay(head)
}

/** `May 26th ~ June 2nd #58 Latest research` on one line. */
function partAtIssue(line: TextLine): TextLine[] {
  return line.text.split(/\s+(?=#\d{1,5}\b)/).map((text) => ({ ...line, text }))
}

const PUBLICATION =
  /^(?:weekly|daily|monthly) \S+$|^(?:the )?(?:[\p{L}\p{N}&.'’-]+ ){0,4}(?:timeline|newsletter|weekly|digest|gazette|letter|review|report|brief(?:ing)?)$/iu

function isHeadChrome(text: string): boolean {
  return (
    /^(?:posts|home|archive|subscribe|sign (?:up|in)|log ?in|share|read online|menu|skip to content|upgrade|search)\b.{0,20}$/i.test(
      text,
    ) ||
    (/^(?:\d+ min(?:ute)?s? read|by [\p{L} .]+|[\p{L}]+)$/iu.test(text) &&
      countWords(text) > 1 &&
      /read$|^by /i.test(text)) ||
    readLeadingDate(text)?.rest === ''
  )
}

function singleDay(head: TextLine[]): { from: string; to: string } | null {
  const day = head
    .filter(({ text }) => readLeadingDate(text)?.rest === '')
    .flatMap(({ text }) => findFullDates(text))[0]
  return day ? { from: day, to: day } : null
}

/** The days with a year that the document names: the dates of its posts tell which year its period is of. */
function knownDays(lines: TextLine[]): string[] {
  const days = new Set<string>()
  for (const { text } of lines) {
    if (days.size >= 40) break
    for (const day of findFullDates(text.slice(0, 2_000))) days.add(day)
  }
  return [...days]
}

function publicationOf(lines: TextLine[]): string | null {
  for (const { text } of lines) {
    const signed = /[—–-]\s?([\p{Lu}][\p{L}\p{N} .&'’-]{1,60}?) \(@\w{1,30}\)/u.exec(text.slice(-300))
    if (signed?.[1]) return signed[1]
  }
  return null
}
