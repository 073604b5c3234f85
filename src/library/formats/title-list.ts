import { peopleIn } from '../reading/people.ts'
import { countWords, isProse, isUnfinished, titleCase } from './prose.ts'
import { type DraftPaper, newPaper } from './text-draft.ts'
import type { TextLine } from './text-line.ts'
import { joinLines } from './unwrap.ts'
import { readLeadingDate } from './written-dates.ts'

/** Titles that a digest only lists: `This week’s top papers:`, `Other interesting papers`, `Honourable mentions`. */
export interface TitleList {
  start: number
  end: number
  items: TextLine[]
}

/** The list whose heading stands here, if one does. */
export function readTitleList(lines: readonly TextLine[], start: number): TitleList | null {
  if (!opensTitleList(lines, start)) return null
  const items = listBelow(lines, start + 1)
  return items.length > 0 ? { start, end: start + 1 + items.length, items } : null
}

export function headsTitleList(text: string): boolean {
  if (text.length > 140 || countWords(text) > 16 || /[.!?]$/.test(text)) return false
  return (
    UNREAD.test(text) ||
    (/\b(?:papers|reads|research|reading list)\b/i.test(text) &&
      /^🚨|:$|\b(?:top|other|more|further|notable|also|trending|reading list|mentions?)\b/iu.test(text))
  )
}

/** What a writer heads with that was not read, or not to the end. */
const UNREAD = new RegExp(
  `^\\P{L}*(?:${[
    'hono[u]?rable mentions?|also read|(?:also |only )?skimmed',
    "(?:also|more) worth (?:a|your) (?:time|look|read)\\w*|(?:\\S+ ){0,3}(?:didn['’]t|did not|never) (?:get to|finish(?:ed)?|read)",
    "(?:\\S+ ){0,4}I(?:['’]ve| have)?(?: only| just| also| merely){0,2} (?:skimmed|bookmarked|queued|saved)",
    "(?:what )?I(?:['’]m| am|['’]ll be| will be) reading (?:next|later)|(?:still )?(?:not|to be|un)[- ]?read(?: yet)?|(?:I )?(?:still )?haven['’]t read(?: yet)?",
    '(?:\\S+ ){0,4}(?:want|need|plan|hope|mean|intend) to read.{0,20}',
    'on my (?:list|desk|shelf)|to[- ]read|(?:up )?next(?: up)?|in (?:the|my) queue|(?:other|more) (?:stuff|things|ones|titles|articles)',
  ].join('|')})\\P{L}*$`,
  'iu',
)

/** The words of its heading tell a list, or that there are but titles as items below it. */
export function opensTitleList(lines: readonly TextLine[], at: number): boolean {
  const heading = lines[at]
  return heading !== undefined && !heading.isQuote && (headsTitleList(heading.text) || holdsTitles(lines, at))
}

function holdsTitles(lines: readonly TextLine[], start: number): boolean {
  const heading = lines[start]
  const isHeading = heading !== undefined && heading.heading > 0
  const introduces = heading !== undefined && /:$/.test(heading.text) && countWords(heading.text) <= 8
  if (!(isHeading || introduces) || /^(?:links?|references?|see also|footnotes?|notes?)\W*$/i.test(heading.text))
    return false
  let at = start + 1
  for (let line = lines[at]; line?.isItem && at - start <= MOST; line = lines[++at]) {
    const isTitle = titleCase(line.text) >= 0.7 && !isProse(line.text) && !/[.:]$/.test(line.text)
    const fits = isHeading ? isTitle || line.links.length === 1 : isTitle && countWords(line.text) >= 4
    if (!fits) return false
  }
  const below = lines[at]
  return at - start > 2 && at - start <= MOST && (!below || below.gap)
}

/** A listed title: `[Title](link) — what is said of it` keeps the label, and what stands behind it as its authors or idea. */
export function listedPaper(item: TextLine): DraftPaper {
  const text = item.text.slice(0, 600).replace(/\s*(?:https?:\/\/\S*)?\s*[—–]\s?[^—–]{0,80}\(@\w{1,30}\)?.*$/u, '')
  const [link] = item.links
  const label = link?.label ?? ''
  const behind =
    label !== '' && text.startsWith(label) ? /^\s*[—–-]\s+(.+)$/.exec(text.slice(label.length))?.[1] : undefined
  if (behind === undefined) return newPaper({ ...item, text }, false)
  const paper = newPaper({ ...item, text: label }, false)
  if (/\bet al\b/i.test(behind) && countWords(behind) <= 12) Object.assign(paper, peopleIn(behind))
  else if (isProse(behind) || countWords(behind) >= 4) paper.idea = behind
  return paper
}

/** The items below the list's heading, as bullets or as bare lines, up to where the page says something else. */
function listBelow(lines: readonly TextLine[], start: number): TextLine[] {
  const isBulleted = isListed(lines[start])
  const items: TextLine[] = []
  for (const line of lines.slice(start, start + MOST)) {
    const above = items.at(-1)
    if (isBulleted && !isListed(line)) {
      if (!above || line.gap || !isUnfinished(above.text) || endsList(line.text)) break
      items[items.length - 1] = joinLines([above, line]) ?? above
    } else if (endsList(line.text) || isProse(line.text) || line.heading > 0 || (!line.isItem && isSaid(line.text)))
      break
    else items.push(line)
  }
  return items
}

const MOST = 1_000

function isListed(line: TextLine | undefined): boolean {
  return line !== undefined && (line.isItem || /^\d{1,2}[.)] /.test(line.text))
}

/** `See you next month.`, which is no title. */
function isSaid(text: string): boolean {
  return /[^.][.!]$/.test(text) && !/^\d{1,2}[.)] /.test(text) && titleCase(text) < 0.7
}

function endsList(text: string): boolean {
  return (
    /^(?:reply|read more|login|log in|subscribe|share|keep reading|comments?|add your comment|©|—|overview for|read (?:this|it|the)|show more|thank)/i.test(
      text,
    ) ||
    /^\d{1,2}:\d{2}\s?[ap]m\b/i.test(text) ||
    /^https?:\/\/\S+$/.test(text) ||
    readLeadingDate(text)?.rest === ''
  )
}
