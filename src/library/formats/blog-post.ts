import type { Format, Source } from '../format.ts'
import type { Parsed } from '../parsed-digest.ts'
import { toParsed } from './digest-entry.ts'
import { cut, readArxivId } from './facts.ts'
import type { Complaint } from './outline.ts'
import { countWords, isProse, isUnfinished, looksLikeTitle, namesTeam, titleCase } from './prose.ts'
import { type Draft, type DraftPaper, finish, newDraft, newPaper } from './text-draft.ts'
import { glance, readLines, type TextLine, unwrap } from './text-lines.ts'
import { headsTitleList, listedPaper, opensTitleList, readTitleList } from './title-list.ts'
import { findFullDates, isoDate, readLeadingDate, readWrittenPeriod } from './written-dates.ts'

/**
 * A reading post of a blog: papers' titles as bare lines, below them what the writer thinks, with `idea.` before a paper's
 * idea and `defn.` before a definition. The post's own title, its opening and its closing are no papers. A paper's idea is
 * the whole paragraph behind `idea.`, however many sentences it has.
 */
export const format: Format = { name: 'blog-post', detect, parse }

function detect({ text }: Source): number {
  const rows = glance(text)
  const marked = rows.filter((row) => MARKED.test(row)).length
  const [first = ''] = rows
  const hasTitle = namesReading(first)
  if (marked === 0) {
    // A post may do without its marks: then its own title must say what it is.
    if (!hasTitle) return 0
    const lines = linesOf(readLines(text.slice(0, 100_000)).lines)
    const titles = findTitles(lines, 1).filter((isTitle, at) => isTitle && isPlainTitle(lines[at]))
    return titles.length >= 2 && lines.filter((line) => isText(line.text)).length >= lines.length / 3 ? 0.55 : 0
  }
  const titled = rows.some((row, index) => MARKED.test(row) && index > 0 && !isProse(rows[index - 1] ?? ''))
  return Math.min(0.35 + Math.min(marked, 4) * 0.12 + (titled ? 0.1 : 0) + (hasTitle ? 0.1 : 0), 0.95)
}

/** A line that is nothing but a title: no heading, and no row of a list or a table. */
function isPlainTitle(line: TextLine | undefined): boolean {
  return line?.heading === 0 && looksLikeTitle(line.text) && !/^\d{1,3}[.)] |[|]/.test(line.text)
}

/** The title of such a post: `late july paper reading`, `What I Read This Week`. */
function namesReading(text: string): boolean {
  return /\b(?:papers?|read(?:s|ings?)?)\b/i.test(text) && countWords(text) <= 12 && !/[.!]$/.test(text)
}

function parse(source: Source): Parsed {
  const { lines: printed, complaints, refusal } = readLines(source.text)
  if (refusal) return toParsed(source, null, [refusal])
  const lines = linesOf(printed)
  const draft = newDraft()
  const start = isPostTitle(lines) ? 1 : 0
  const titles = findTitles(lines, start)
  if (start > 0) readHead(draft, lines, titles)
  readBody(draft, lines, start, titles, complaints)
  takeClosing(draft)
  return finish(source, draft, complaints)
}

const MARKED = /^(?:(?:(?:the|key|main|core|big)\s+)*idea|defn?|definition)\s*(?:[.:]|\s[—–-])(?:\s+|$)/i
const IDEA =
  /^(?:(?:the|key|main|core|big)\s+)*(?:idea|tl;?dr;?|gist|in (?:a nutshell|one (?:line|sentence)))\s*(?:[.:;]|(?<=;)|\s[—–-])(?:\s+|$)/i
const DEFINITION = /^(?:defn?|definition)\s*[.:](?:\s+|$)/i
const CHROME =
  /^(?:share|subscribe|home|about|posts|archive|blog|menu|search|tags?:.*|(?:← |→ )?(?:previous|next)(?: post)?|\d+ min(?:ute)?s? read|back to .{1,30}|© .*|#\w+(?: #\w+)*|skip to (?:main )?content)$/i
const SECTIONS =
  /^(?:abstract|acknowledge?ments?|appendix|approach|architecture|background|bonus|closing(?: (?:thoughts|remarks|notes))?|comments?|conclusions?|concluding (?:thoughts|remarks)|contents|definitions?|discussion|experiments?|final (?:thoughts|remarks|notes)|findings|footnotes?|further reading|intro(?:duction)?|key (?:takeaways?|ideas?|points?)|limitations?|links?|methods?|misc(?:ellaneous)?|motivation|my (?:thoughts|take|notes)|next (?:month|steps|time|up|week)|notes?|other (?:stuff|things|notes)|overview|papers|preface|preliminaries|problem|prelude|quick (?:notes|hits)|references?|related (?:work|posts)|results?|see also|set-?up|summary|table of contents|takeaways?|the (?:papers|rest|setup|method|results)|thoughts|tl;?dr|training|trends|what(?:'|’)?s next|wrap(?:ping)?[- ]up|why (?:it|this) matters)[:.!]?$/i

function linesOf(printed: TextLine[]): TextLine[] {
  const lines = unwrap(printed, ({ text }) => /^(?:idea|defn?)\s*[.:]?$/i.test(text))
  return lines.filter(({ text }) => !CHROME.test(text))
}

/** A post may lack its title: what an idea stands right below is a paper's. */
function isPostTitle(lines: TextLine[]): boolean {
  const [title, below] = lines
  if (!title || isMarked(title) || isProse(title.text)) return false
  if (namesReading(title.text) || title.heading === 1) return true
  return !isMarked(below) && !(below && isMetaLine(below, title) && isMarked(lines[2]))
}

/** Reads the post's title and what stands between it and the first paper. */
function readHead(draft: Draft, [title, ...below]: TextLine[], titles: boolean[]): void {
  draft.title = title?.text ?? null
  const first = titles.indexOf(true)
  const opening: string[] = []
  for (const line of first < 0 ? below : below.slice(0, first - 1)) {
    const period = periodOf(line.text)
    if (period) draft.period ??= period
    else if (!isDefinition(line.text) && !/^by\b/i.test(line.text) && !isSection(line)) opening.push(line.text)
  }
  draft.opening = opening.length > 0 ? opening.join('\n\n') : null
}

function periodOf(text: string): { from: string; to: string } | null {
  const range = readWrittenPeriod(text)
  if (range) {
    const year = range.to.year ?? range.from.year
    const from = isoDate(range.from, year)
    const to = isoDate(range.to, year)
    return from && to && from <= to ? { from, to } : null
  }
  const dated = readLeadingDate(text.replace(/^(?:posted|published|written|updated)(?: on)?:? /i, ''))
  if (!dated || !/^(?:[·•|—–-].{0,60})?$/.test(dated.rest)) return null
  const day = isoDate(dated.date, null)
  return day ? { from: day, to: day } : null
}

function readBody(draft: Draft, lines: TextLine[], start: number, titles: boolean[], complaints: Complaint[]): void {
  let paper: DraftPaper | null = null
  let remarks: string[] = []
  const close = () => {
    if (paper && remarks.length > 0) paper.remarks = remarks.join('\n\n')
    remarks = []
  }
  for (let at = start; at < lines.length; at++) {
    const line = lines[at]
    if (!line) continue
    const { text } = line
    const list = titles[at] ? null : readTitleList(lines, at)
    if (list) {
      close()
      paper = null
      draft.papers.push(...list.items.map(listedPaper))
      at = list.end - 1
      continue
    }
    if (titles[at]) {
      close()
      paper = newPaper(line, true)
      draft.papers.push(paper)
      continue
    }
    const body = bodyOf(lines, at, titles)
    if (IDEA.test(text)) {
      if (body.text === '') complaints.push({ line: line.line, message: 'There is no idea behind “idea.”.' })
      else if (paper && paper.idea === null) paper.idea = body.text
      else if (paper) remarks.push(body.text)
      else if (MARKED.test(text)) {
        complaints.push({ line: line.line, message: `“${cut(body.text)}” stands below no title; write one above it.` })
      }
      at = body.at
    } else if (isDefinition(text)) {
      addDefinition(draft, body.text, line, complaints)
      at = body.at
    } else if (paper && remarks.length === 0 && paper.idea === null && isMetaLine(line, lines[at - 1])) {
      addMeta(paper, line)
    } else if (isSection(line)) {
      if (LAST_SECTIONS.test(text)) {
        close()
        paper = null
      }
    } else if (paper) {
      remarks.push(text)
      if (!line.isQuote) draft.definitions.push(...definedWithin(text))
    } else if (draft.papers.length > 0) {
      draft.closing = draft.closing ? `${draft.closing}\n\n${text}` : text
    }
  }
  close()
}

const LAST_SECTIONS = /^(?:acknow|conclu|clos|final|wrap|take|trend|misc|what|next|ref|foot|further|related|see)/i

/** What stands behind `idea.` or `defn.`, on its line or, where that is all of the line, in the next paragraph. */
function bodyOf(lines: TextLine[], at: number, titles: boolean[]): { text: string; at: number } {
  const text = (lines[at]?.text ?? '').replace(IDEA, '').replace(DEFINITION, '').trim()
  const next = lines[at + 1]
  if (text !== '' || !next || titles[at + 1] || isMarked(next)) return { text, at }
  return { text: next.text, at: at + 1 }
}

function isMarked(line: TextLine | undefined): boolean {
  return line !== undefined && (IDEA.test(line.text) || isDefinition(line.text))
}

function isDefinition(text: string): boolean {
  if (DEFINITION.test(text)) return true
  const at = text.indexOf(' := ')
  return at > 0 && at <= 80 && countWords(text.slice(0, at)) <= 8
}

/** `a scaling law for sparsity := the ratio of all experts to the active ones.` within a paragraph. */
function definedWithin(text: string): { term: string; meaning: string }[] {
  return Array.from(
    text.slice(0, 5_000).matchAll(/([\p{L}\p{N}'’ -]{1,60}) := ([^.;!?]{3,400})/gu),
    ([, before = '', meaning = '']) => {
      const words = before.trim().split(' ').slice(-4)
      const small = words.findLastIndex((word) => isUnfinished(word))
      return { term: words.slice(small + 1).join(' '), meaning: meaning.trim() }
    },
  ).filter(({ term, meaning }) => term !== '' && countWords(meaning) >= 3)
}

function addDefinition(draft: Draft, text: string, { line }: TextLine, complaints: Complaint[]): void {
  const match = /^(.{1,120}?)\s*(?::=|≔|≜|\s=\s|:\s|\s[—–-]\s|\s(?:is|means|are|refers to)\s)\s*(.+)$/.exec(text)
  const term = match?.[1]?.replace(/^[“"']|[”"']$/g, '').trim() ?? ''
  const meaning = match?.[2]?.trim() ?? ''
  if (term !== '' && meaning !== '') draft.definitions.push({ term, meaning })
  else complaints.push({ line, message: `“${cut(text)}” is no definition: write it as “defn. Term := what it means”.` })
}

/**
 * Which lines are titles of reviewed papers, told from the last line up: a title has something about the paper below it,
 * so a line right above another title is none, but the name of a group or a remark.
 */
function findTitles(lines: TextLine[], start: number): boolean[] {
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
  return countWords(text) >= 4 && isText(below.text) && !SPOKEN.test(text)
}

function isLower(text: string): boolean {
  return !/^[“"'(¿]?[\p{Lu}\p{Lo}\p{N}$]/u.test(text)
}

/** Whether a line can be about a paper: a title or the heading of a list is not. */
function speaks(line: TextLine): boolean {
  const { text } = line
  if (isText(text) || line.isItem || line.isQuote || isMarked(line)) return true
  return !headsTitleList(text) && (/[.!?:]["”’)]*$/.test(text) || titleCase(text) < 0.6)
}

function isText(text: string): boolean {
  return isProse(text) || countWords(text) >= 10
}

const SPOKEN =
  /^(?:I|I['’].*|We|You|My|So|But|And|Also|This|That|These|It|Here|There|What|Which|Who|Some|Other|A few|One|Two|Three)\b/
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

/** Who wrote a paper, when, and where it is to be found, as a line of its own below the title. */
function isMetaLine(line: TextLine, above: TextLine | undefined): boolean {
  const { text } = line
  if (!above || line.heading > 0 || text.length > 300 || isMarked(line)) return false
  if (isProse(above.text) || isMarked(above) || (/[.!]$/.test(above.text) && titleCase(above.text) < 0.7)) return false
  if (
    /^\(?(?:by:?|authors?:|affiliations?:|published(?: on| in)?:?|date:|link:|paper:|source:|venue:|arxiv:?|pdf|url:)(?:\s|$)/i.test(
      text,
    )
  )
    return true
  if (/^[[(]?https?:\/\/\S+[\])]?$/.test(text) || /^\(?arxiv:?\s*\d{4}\.\d{4,5}/i.test(text)) return true
  if (/\bet al\b/i.test(text) && countWords(text) <= 20 && !/\b(?:show|propose|find|introduce|argue|we)\b/i.test(text))
    return true
  if (
    line.links.length > 0 &&
    line.links.map(({ label }) => label).join('').length >= text.replace(/[^\p{L}\p{N}]/gu, '').length * 0.8
  ) {
    return /^\W*(?:link|paper|pdf|arxiv|html|code|blog|website|project)\b/i.test(text)
  }
  const length = countWords(text)
  if (length <= 4 && namesTeam(text) && length < countWords(above.text)) return true
  return isNames(text) || SIGNED.test(text) || readLeadingDate(text)?.rest === ''
}

/** `DeepMind, 2025` */
const SIGNED = /^\p{Lu}[^.!?:,()]{1,60}(?:, \(?|\s\()(?:19|20)\d{2}\)?$/u

function isNames(text: string): boolean {
  const names = text
    .replace(/[\s,]*\(?\b(?:19|20)\d{2}\)?$/, '')
    .split(/\s*(?:,|;|&|\band\b)\s*/)
    .filter((name) => name !== '')
  const areSurnames = names.length >= 3 && names.every((name) => SURNAME.test(name))
  return areSurnames || (names.length >= 2 && names.every((name) => name.length <= 60 && PERSON.test(name)))
}

const SURNAME = /^\p{Lu}\p{Ll}[\p{L}'’-]{1,30}$/u

const PERSON =
  /^\p{Lu}[\p{L}.'’-]*(?:\s(?:\p{Lu}[\p{L}.'’-]*|de|da|di|del|della|der|den|van|von|la|le|bin|al|el)){1,4}$/u

function addMeta(paper: DraftPaper, line: TextLine): void {
  const { link, arxivId, doi } = newPaper(line, true)
  paper.link ??= link
  paper.arxivId ??= arxivId ?? readArxivId(line.text)
  paper.doi ??= doi
  const bare = line.text.replace(/^\(?(?:by|authors?|published(?: on| in)?|date)(?::|\s)\s*/i, '').replace(/\)$/, '')
  const [day] = findFullDates(line.text)
  if (day) paper.date ??= day
  else if (/^by\b|^authors?:|\bet al\b/i.test(line.text) || isNames(bare)) {
    const year = /\(?\b((?:19|20)\d{2})\)?$/.exec(bare)?.[1]
    if (year) paper.date ??= year
    const names = bare.replace(/[\s,]*\(?\b(?:19|20)\d{2}\)?$/, '').replace(/\s*[([][^)\]]*[)\]]?$/, '')
    paper.authors = names.split(/\s*[,;]\s*(?:and\s+)?|\s+(?:and|&)\s+/).filter((name) => name !== '')
  }
}

function isSection({ text }: TextLine): boolean {
  return SECTIONS.test(text)
}

/** The last paragraphs below the last paper speak of the whole batch; they close the post. */
function takeClosing(draft: Draft): void {
  const paper = draft.papers.at(-1)
  if (!paper?.remarks || draft.closing) return
  const paragraphs = paper.remarks.split('\n\n')
  let start = paragraphs.length
  while (start > 0 && CLOSING.test(paragraphs[start - 1] ?? '')) start--
  draft.closing = start < paragraphs.length ? paragraphs.slice(start).join('\n\n') : null
  paper.remarks = start > 0 ? paragraphs.slice(0, start).join('\n\n') : null
}

const CLOSING =
  /\b(?:(?:this|these|the) (?:batch|papers|roundup|round-up|selection)|this week['’]s|next (?:week|time|month|batch)|that['’]s (?:all|it)|see you|until next|thanks for reading|thank you for reading|(?:all|many|of) (?:of )?(?:these|the) papers|overall trends?|papers (?:this|in this))\b/i
