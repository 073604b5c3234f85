import { isMetaLine } from './meta-lines.ts'
import { IDEA, isMarked } from './post-marks.ts'
import { periodOf } from './post-period.ts'
import { isSection } from './post-sections.ts'
import { countWords, isProse, titleCase } from './prose.ts'
import type { TextLine } from './text-line.ts'
import { headsTitleList, opensTitleList } from './title-list.ts'

/**
 * Which lines are titles of reviewed papers, told from the last line up: a title has something about the paper below it,
 * so a line right above another title is none, but the name of a group or a remark.
 */
export function findTitles(lines: TextLine[], start: number): boolean[] {
  const titles = lines.map(() => false)
  const level = titleLevel(lines, start)
  const hasLower = lines.some((line, at) => at >= start && isLower(line.text) && isNamed(lines, at))
  for (let at = lines.length - 1; at >= start; at--) {
    const line = lines[at]
    if (!line || isMarked(line) || isSection(line) || line.isItem || line.isQuote || opensTitleList(lines, at)) continue
    if (line.text.length > 300 || countWords(line.text) > 40) continue
    if (level > 0) titles[at] = line.heading === level
    else if (line.heading > 0) titles[at] = line.heading > 1 || isNamed(lines, at)
    else titles[at] = isNamed(lines, at) || isBareTitle(lines, at, titles, hasLower)
  }
  return titles
}

/** Markdown posts have their papers' titles at one depth: that of the headings right above the ideas. */
function titleLevel(lines: TextLine[], start: number): number {
  const depths = new Map<number, number>()
  lines.forEach((line, at) => {
    if (!isMarked(line)) return
    let above = at - 1
    while (above >= start && at - above <= 4 && (lines[above]?.heading ?? 0) === 0) above--
    const depth = above >= start && at - above <= 4 ? (lines[above]?.heading ?? 0) : 0
    depths.set(depth, (depths.get(depth) ?? 0) + 1)
  })
  const [most] = [...depths].sort((a, b) => b[1] - a[1])
  return most?.[0] ?? 0
}

/** A line that an idea stands right below. */
function isNamed(lines: TextLine[], at: number): boolean {
  const line = lines[at]
  if (!line || line.isItem || line.isQuote || isMarked(line) || isSection(line) || periodOf(line.text)) return false
  const { text } = line
  if (isMetaLine(line, lines[at - 1]) || isProse(text) || CAPTION.test(text)) return false
  const below = lines[belowMeta(lines, at)]
  if (!below || !IDEA.test(below.text)) return at <= 1 && isMarked(below)
  return !/[.!:;,]$/.test(text) || titleCase(text) >= 0.7
}

/** A line that looks like a title, with a paragraph about the paper below it. */
function isBareTitle(lines: TextLine[], at: number, titles: boolean[], hasLower: boolean): boolean {
  const line = lines[at]
  if (!line || isMetaLine(line, lines[at - 1]) || periodOf(line.text) || isProse(line.text)) return false
  const { text } = line
  if (/[.!:;,]$/.test(text) || CAPTION.test(text) || LABEL.test(text) || MARK.test(text)) return false
  const next = belowMeta(lines, at)
  const below = lines[next]
  if (!below || titles[next] || isSection(below) || !speaks(below)) return false
  if (line.isBold || /\b(?:technical report|(?:model|system) card)$/i.test(text)) return true
  if (isLower(text) && titleCase(text) < 0.7) return hasLower && countWords(text) >= 2 && isText(below.text)
  if (/\?$/.test(text) && titleCase(text) < 0.6) return false
  if (titleCase(text) >= 0.6 || line.links.length > 0) return true
  return countWords(text) >= 4 && isText(below.text) && !SPOKEN.test(text) && !PERSONAL.test(text)
}

/** `s1: …` and `nGPT: …` are spelt so, and no small letters. */
function isLower(text: string): boolean {
  return !/^\p{L}*[\p{Lu}\p{N}]/u.test(text) && !/^[“"'(¿]?[\p{Lu}\p{Lo}\p{N}$]/u.test(text)
}

/** Whether a line can be about a paper: a title or the heading of a list is not. */
function speaks(line: TextLine): boolean {
  const { text } = line
  if (isText(text) || line.isItem || line.isQuote || isMarked(line)) return true
  return !headsTitleList(text) && (/[.!?:]["”’)]*$/.test(text) || titleCase(text) < 0.6)
}

export function isText(text: string): boolean {
  return isProse(text) || countWords(text) >= 10
}

const SPOKEN =
  /^(?:I|I['’].*|We|You|My|So|But|And|Also|This|That|These|It|Here|There|What|Which|Who|Some|Other|A few|One|Two|Three)\b/
/** What a writer says in passing, and no title in small letters does. */
const PERSONAL = /\b(?:I|me|my|it|you|your|us)\b/
const CAPTION = /^(?:\[?image|fig(?:ure)?|table|source|credit|via|ps|p\.s|edit|update|note|caption)\b\.?[\s\d]*[:.]/i

/** `H1: …` and `Step 2: …` begin a remark, and so does a word like `note.` that is marked as `idea.` is. */
const LABEL =
  /^(?:[HQEC]\d{1,2}\s?[:.)]|(?:step|stage|phase|part|exp(?:eriment)?|claim|theorem|lemma|question|hypothesis|example|case|task|[qa]|pros?|cons?|tl;?dr)\s?\d*\s*:)/i
const MARK = /^\p{Ll}+\.\s/u

/** Where the first line below a title stands that is not about its authors, date or address. */
function belowMeta(lines: TextLine[], at: number): number {
  let below = at + 1
  while (below < lines.length && below - at <= 4) {
    const line = lines[below]
    if (!line || !isMetaLine(line, lines[below - 1])) break
    below++
  }
  return below
}
