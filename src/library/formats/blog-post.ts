import { readArxivId } from '../addresses.ts'
import type { Format, Source } from '../format.ts'
import type { Parsed } from '../parsed-digest.ts'
import { toParsed } from './digest-entry.ts'
import { cut } from './facts.ts'
import type { Complaint } from './outline.ts'
import { countWords, isProse, looksLikeTitle, titleCase } from './prose.ts'
import { type Draft, type DraftPaper, finish, newDraft, newPaper } from './text-draft.ts'
import { glance, readLines, type TextLine, unwrap } from './text-lines.ts'
import { findFullDates, isoDate, readLeadingDate, readWrittenPeriod } from './written-dates.ts'

/**
 * A reading post of a blog: papers' titles as bare lines, below them what the writer thinks, with `idea.` before a paper's
 * idea and `defn.` before a definition. The post's own title, its opening and its closing are no papers. A paper's idea is
 * the whole paragraph behind `idea.`, however many sentences it has.
 */
export const format: Format = { name: 'blog-post', detect, parse }

function detect({ text }: Source): number {
  const rows = glance(text)
  const marked = rows.filter((row) => IDEA.test(row) || DEFINITION.test(row)).length
  const [first = ''] = rows
  const hasTitle = /\b(?:paper|reading)s?\b/i.test(first) && countWords(first) <= 12 && !/[.!]$/.test(first)
  if (marked === 0) {
    // A post may do without its marks: then its own title must say what it is.
    const titles = rows.filter((row, index) => index > 0 && looksLikeTitle(row) && isProse(rows[index + 1] ?? ''))
    return hasTitle && titles.length >= 2 && rows.filter(isProse).length >= rows.length / 3 ? 0.45 : 0
  }
  const titled = rows.some((row, index) => IDEA.test(row) && index > 0 && !isProse(rows[index - 1] ?? ''))
  return Math.min(0.35 + Math.min(marked, 4) * 0.12 + (titled ? 0.1 : 0) + (hasTitle ? 0.1 : 0), 0.95)
}

function parse(source: Source): Parsed {
  const { lines: printed, complaints, refusal } = readLines(source.text)
  if (refusal) return toParsed(source, null, [refusal])
  const lines = unwrap(printed, ({ text }) => /^(?:idea|defn?)\s*[.:]?$/i.test(text)).filter(
    ({ text }) => !CHROME.test(text),
  )
  const draft = newDraft()
  const first = readHead(draft, lines)
  readBody(draft, lines, first, complaints)
  takeClosing(draft)
  return finish(source, draft, complaints)
}

const IDEA = /^(?:(?:the|key|main|core|big)\s+)*idea\s*(?:[.:]|\s[—–-])(?:\s+|$)/i
const DEFINITION = /^(?:defn?|definition)\s*[.:](?:\s+|$)/i
const CHROME =
  /^(?:share|subscribe|home|about|posts|archive|blog|menu|search|tags?:.*|(?:← |→ )?(?:previous|next)(?: post)?|\d+ min(?:ute)?s? read|back to .{1,30}|© .*|#\w+(?: #\w+)*|skip to (?:main )?content)$/i
const SECTIONS =
  /^(?:abstract|acknowledge?ments?|appendix|approach|architecture|background|bonus|closing(?: (?:thoughts|remarks|notes))?|comments?|conclusions?|concluding (?:thoughts|remarks)|contents|definitions?|discussion|experiments?|final (?:thoughts|remarks|notes)|findings|footnotes?|further reading|hono[u]?rable mentions?|intro(?:duction)?|key (?:takeaways?|ideas?|points?)|limitations?|links?|methods?|misc(?:ellaneous)?|motivation|my (?:thoughts|take|notes)|notes?|other (?:papers|stuff|things|notes)|overview|papers|preface|preliminaries|problem|prelude|quick (?:notes|hits)|reading list|references?|related (?:work|posts)|results?|see also|set-?up|summary|table of contents|takeaways?|the (?:papers|rest|setup|method|results)|thoughts|tl;?dr|training|trends|what(?:'|’)?s next|wrap(?:ping)?[- ]up|why (?:it|this) matters)[:.!]?$/i

/** Reads the post's title and opening, and says where the first paper's title stands. */
function readHead(draft: Draft, lines: TextLine[]): number {
  const [title] = lines
  if (!title) return 0
  // A post may lack its title: what an idea stands right below is a paper's.
  const isPaper = isMarked(lines[1]) || (lines[1] !== undefined && isMetaLine(lines[1], title) && isMarked(lines[2]))
  if (isPaper || isProse(title.text)) return 0
  draft.title = title.text
  let at = 1
  const opening: string[] = []
  for (; at < lines.length; at++) {
    const line = lines[at]
    if (!line || isTitle(lines, at)) break
    if (isMarked(line)) continue
    const period = periodOf(line.text)
    if (period) draft.period ??= period
    else if (!/^by\b/i.test(line.text) && !isSection(line)) opening.push(line.text)
  }
  draft.opening = opening.length > 0 ? opening.join('\n\n') : null
  // What is defined before the first paper counts too.
  return 1
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

function readBody(draft: Draft, lines: TextLine[], start: number, complaints: Complaint[]): void {
  let paper: DraftPaper | null = null
  let remarks: string[] = []
  const level = titleLevel(lines)
  const isPaperTitle = (at: number) => isTitle(lines, at) && ((lines[at]?.heading ?? 0) === level || level === 0)
  const close = () => {
    if (paper && remarks.length > 0) paper.remarks = remarks.join('\n\n')
    remarks = []
  }
  for (let at = start; at < lines.length; at++) {
    const line = lines[at]
    if (!line) continue
    const { text } = line
    if (isPaperTitle(at)) {
      close()
      paper = newPaper(line, true)
      draft.papers.push(paper)
      continue
    }
    const body = bodyOf(lines, at)
    if (IDEA.test(text)) {
      if (body.text === '') complaints.push({ line: line.line, message: 'There is no idea behind “idea.”.' })
      else if (paper && paper.idea === null) paper.idea = body.text
      else remarks.push(body.text)
      at = body.at
    } else if (DEFINITION.test(text) || isBareDefinition(text)) {
      addDefinition(draft, body.text, line, complaints)
      at = body.at
    } else if (paper && remarks.length === 0 && paper.idea === null && isMetaLine(line, lines[at - 1])) {
      addMeta(paper, line)
    } else if (line.heading > 0 && isSection(line)) {
      if (/^(?:conclu|clos|final|wrap|take|trend|misc|what|ref|foot|further|related|see)/i.test(text)) {
        close()
        paper = null
      }
    } else if (paper) {
      if (!isSection(line)) remarks.push(text)
    } else if (draft.papers.length > 0) {
      draft.closing = draft.closing ? `${draft.closing}\n\n${text}` : text
    }
  }
  close()
}

/** What stands behind `idea.` or `defn.`, on its line or, where that is all of the line, in the next paragraph. */
function bodyOf(lines: TextLine[], at: number): { text: string; at: number } {
  const text = (lines[at]?.text ?? '').replace(IDEA, '').replace(DEFINITION, '').trim()
  const next = lines[at + 1]
  if (text !== '' || !next || isTitle(lines, at + 1) || isMarked(next)) return { text, at }
  return { text: next.text, at: at + 1 }
}

function isMarked(line: TextLine | undefined): boolean {
  return line !== undefined && (IDEA.test(line.text) || DEFINITION.test(line.text) || isBareDefinition(line.text))
}

function isBareDefinition(text: string): boolean {
  const at = text.indexOf(' := ')
  return at > 0 && at <= 80 && countWords(text.slice(0, at)) <= 8
}

function addDefinition(draft: Draft, text: string, { line }: TextLine, complaints: Complaint[]): void {
  const match = /^(.{1,120}?)\s*(?::=|≔|≜|\s=\s|:\s|\s[—–-]\s|\s(?:is|means|are|refers to)\s)\s*(.+)$/.exec(text)
  const term = match?.[1]?.replace(/^[“"']|[”"']$/g, '').trim() ?? ''
  const meaning = match?.[2]?.trim() ?? ''
  if (term !== '' && meaning !== '') draft.definitions.push({ term, meaning })
  else complaints.push({ line, message: `“${cut(text)}” is no definition: write it as “defn. Term := what it means”.` })
}

/** Markdown posts have their papers' titles at one depth: that of the headings right above the ideas. */
function titleLevel(lines: TextLine[]): number {
  const depths = new Map<number, number>()
  lines.forEach((line, at) => {
    if (!isMarked(line)) return
    let above = at - 1
    while (above >= 0 && at - above <= 4 && (lines[above]?.heading ?? 0) === 0) above--
    const depth = at - above <= 4 ? (lines[above]?.heading ?? 0) : 0
    depths.set(depth, (depths.get(depth) ?? 0) + 1)
  })
  const [most] = [...depths].sort((a, b) => b[1] - a[1])
  return most?.[0] ?? 0
}

/** A bare line that names a paper: no sentence, no label, and with something about it below. */
function isTitle(lines: TextLine[], at: number): boolean {
  const line = lines[at]
  if (!line || (at === 0 && !isMarked(lines[1]))) return false
  const { text } = line
  if (isMarked(line) || isSection(line) || line.isItem || line.isQuote || text.length > 300 || countWords(text) > 40)
    return false
  if (line.heading > 0) return line.heading > 1 || isMarked(lines[at + 1])
  if (at === 1 && isMarked(lines[2]) && !periodOf(text)) return true
  if (isMetaLine(line, lines[at - 1]) || periodOf(text) || isProse(text)) return false
  if (
    /[.!:;,]$/.test(text) ||
    /^(?:fig(?:ure)?|table|image|source|credit|via|ps|p\.s|edit|update|note|caption)\b\.?[\s\d]*[:.]/i.test(text)
  )
    return false
  const below = nextBeyondMeta(lines, at)
  if (!below) return false
  if (IDEA.test(below.text) || line.isBold) return true
  if (LABEL.test(text) || MARK.test(text)) return false
  if (!/^[“"'(¿]?[\p{Lu}\p{Lo}\p{N}$]/u.test(text) && titleCase(text) < 0.7) return false
  if (/\?$/.test(text) && titleCase(text) < 0.6) return false
  return (
    titleCase(text) >= 0.5 ||
    line.links.length > 0 ||
    (countWords(text) >= 4 && !/^(?:I|I['’].*|We|You|So|But|And|Also|This|That|These|It|Here|There)\b/.test(text))
  )
}

/** `H1: …` and `Step 2: …` begin a remark, and so does a word like `note.` that is marked as `idea.` is. */
const LABEL =
  /^(?:[HQEC]\d{1,2}\s?[:.)]|(?:step|stage|phase|part|exp(?:eriment)?|claim|theorem|lemma|question|hypothesis|example|case|task|[qa]|pros?|cons?|tl;?dr)\s?\d*\s*:)/i
const MARK = /^\p{Ll}+\.\s/u

/** The first line below a title that is not about its authors, date or address. */
function nextBeyondMeta(lines: TextLine[], at: number): TextLine | undefined {
  let below = at + 1
  while (below < lines.length && below - at <= 4) {
    const line = lines[below]
    if (!line || !isMetaLine(line, lines[below - 1])) break
    below++
  }
  const found = lines[below]
  // A short line over another title is the name of a group of papers.
  const isGroup =
    found &&
    !isMarked(found) &&
    !isProse(found.text) &&
    countWords(lines[at]?.text ?? '') <= 3 &&
    isMarked(lines[below + 1])
  return isGroup ? undefined : found
}

/** Who wrote a paper, when, and where it is to be found, as a line of its own below the title. */
function isMetaLine(line: TextLine, above: TextLine | undefined): boolean {
  const { text } = line
  if (!above || line.heading > 0 || text.length > 300 || isMarked(line)) return false
  if (isProse(above.text) || isMarked(above)) return false
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
  return isNames(text) || readLeadingDate(text)?.rest === ''
}

function isNames(text: string): boolean {
  const names = text
    .replace(/[\s,]*\(?\b(?:19|20)\d{2}\)?$/, '')
    .split(/\s*(?:,|;|&|\band\b)\s*/)
    .filter((name) => name !== '')
  return names.length >= 2 && names.every((name) => name.length <= 60 && PERSON.test(name))
}

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
  else if ((!link && !arxivId && /^by\b|^authors?:|\bet al\b/i.test(line.text)) || isNames(bare)) {
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
