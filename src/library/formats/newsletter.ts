import type { Format, Source } from '../format.ts'
import { titleKey } from '../identity.ts'
import type { Parsed } from '../parsed-digest.ts'
import { toParsed } from './digest-entry.ts'
import { readCount } from './facts.ts'
import { countWords, isProse, isUnfinished, namesTeam, titleCase } from './prose.ts'
import { type Draft, type DraftPaper, finish, newDraft, newPaper } from './text-draft.ts'
import { glance, joinLines, readLines, type TextLine, unwrap } from './text-lines.ts'
import { headsTitleList, listedPaper, readTitleList, type TitleList } from './title-list.ts'
import { datePeriod, findFullDates, readLeadingDate, readWrittenPeriod } from './written-dates.ts'

/**
 * Newsletters that count likes with a heart: one-line news, then papers as title, authors and a line of likes and tag with
 * a review below, and a closing list of titles.
 */
export const format: Format = { name: 'newsletter', detect, parse }

function detect({ text }: Source): number {
  const rows = glance(text).map((row) => row.replace(NUMBER, ''))
  const hearts = rows.filter((row) => HEART.test(row)).length
  if (hearts === 0) return 0
  const hasNews = rows.some((row) => NEWS_HEADING.test(row) && countWords(row) <= 12)
  const hasAuthors = rows.some((row, index) => isAuthors(row) && HEART.test(rows[index + 1] ?? ''))
  const hasList = rows.some(headsTitleList)
  const score = 0.3 + Math.min(hearts, 4) * 0.1 + (hasNews ? 0.2 : 0) + (hasAuthors ? 0.2 : 0) + (hasList ? 0.15 : 0)
  return Math.min(score, 0.97)
}

function parse(source: Source): Parsed {
  const { lines: printed, complaints, refusal } = readLines(source.text)
  if (refusal) return toParsed(source, null, [refusal])
  const lines = closeBrackets(
    joinBareHearts(unwrap(printed.map(unnumbered), ({ text }) => isTagLine(text) || isAuthors(text))),
  )
  const draft = newDraft()
  const papers = findPapers(lines)
  const list = findList(lines, papers)
  const firstPaper = papers[0]?.start ?? list?.start ?? lines.length
  const newsStart = lines.findIndex(({ text }, index) => index < firstPaper && isNewsHeading(text))
  const firstHeart = lines.findIndex(({ text }) => HEART.test(text))
  const headEnd = Math.min(...[newsStart, firstHeart, firstPaper].filter((at) => at >= 0), lines.length)
  readHead(draft, lines.slice(0, headEnd), lines)
  readNews(draft, lines, newsStart, firstPaper, papers)
  papers.forEach((paper, nth) => {
    const end = Math.min(papers[nth + 1]?.start ?? lines.length, afterPaper(list, paper, lines.length))
    draft.papers.push(toReview(paper, lines.slice(paper.end, end)))
  })
  if (list) addListed(draft, list.items)
  return finish(source, draft, complaints)
}

const HEART = /^(?:[♥❤♡💙💚💛🧡💜🖤🤍🤎💗💖💕🩷]|❣)\s*(\d[\d.,]*[km]?)(?![\p{Ll}\d])\s*(.*)$/iu
const TAIL_HEART = /^(\d[\d.,]*[km]?)\s*[♥❤♡]\s*(.*)$/iu
const NEWS_HEADING = /\bnews\b|\bin (?:1|one) line\b|\bheadlines\b/i
const PICK =
  /(?:\b[\p{L}\p{N}_.-]+['’]s?\s+|\b(?:our|editors?|staff|top|weekly)\s+)+(?:top\s+)?(?:pick|choice|favou?rite)\b(?:\s+of the (?:week|day|month))?|\b(?:pick|paper|highlight)\s+of the (?:week|day|month)\b|\bmust[- ]read\b|\b(?:top|editors?) pick\b/iu

const NUMBER = /^\s*\d{1,2}[.)]\s+(?=\S)/

/** News may be numbered. */
function unnumbered(line: TextLine): TextLine {
  if (line.heading > 0 || !NUMBER.test(line.text)) return line
  return { ...line, text: line.text.replace(NUMBER, ''), raw: line.raw.replace(NUMBER, ''), isItem: true }
}

const BRACKETED_PICK = new RegExp(`[([]?(?:${PICK.source})[)\\]]?`, 'iu')

interface Tagged {
  /** Where the title stands. */
  start: number
  /** The first line below the title, authors and likes. */
  end: number
  title: TextLine
  authors: TextLine | null
  likes: number | null
  /** The line of likes and tag; a paper may lack it. */
  tag: TextLine | null
}

/** A page may print the likes, and the pick, on lines of their own beside the text that they belong to. */
function joinBareHearts(lines: TextLine[]): TextLine[] {
  const groups: TextLine[][] = []
  for (const line of lines) {
    const group = groups.at(-1)
    const above = group?.at(-1)
    const heart = above ? HEART.exec(above.text) : null
    const signer = groups.at(-2)?.at(-1)?.text ?? ''
    const isSigned = group?.length === 1 && (isAuthors(signer) || namesTeam(signer))
    const isRest = heart?.[2] === '' && !isSigned && !HEART.test(line.text) && line.heading === 0
    const isPick = heart && heart[2] !== '' && countWords(line.text) <= 4 && line.text.replace(PICK, '').trim() === ''
    if (group && (isRest || isPick)) group.push(line)
    else groups.push([line])
  }
  return groups.flatMap((group) => joinLines(group) ?? [])
}

/** Affiliations that were broken over several lines. */
function closeBrackets(lines: TextLine[]): TextLine[] {
  const groups: TextLine[][] = []
  let open = 0
  for (const line of lines) {
    const group = groups.at(-1)
    if (group && open > 0 && !line.gap && !HEART.test(line.text)) group.push(line)
    else {
      groups.push([line])
      open = 0
    }
    open = /\[[^\]]*$/.test(line.text.slice(-600)) && isAuthors(line.text) ? 3 : /\]/.test(line.text) ? 0 : open - 1
  }
  return groups.flatMap((group) => joinLines(group) ?? [])
}

function isTagLine(text: string): boolean {
  const rest = HEART.exec(text)?.[2]
  return rest !== undefined && countWords(rest) <= 8 && !/\[[^\]]*$/.test(rest)
}

/**
 * A paper is known by its line of likes and tag, which stands below or above its authors and below its title, or else by
 * authors with their affiliations below a title.
 */
function findPapers(lines: TextLine[]): Tagged[] {
  const found: Tagged[] = []
  lines.forEach((tag, at) => {
    const heart = readHeart(tag)
    if (!heart) {
      const paper = untagged(lines, at, found.at(-1)?.end ?? 0)
      if (paper) found.push(paper)
      return
    }
    if (isNewsText(heart.rest)) return
    const above = found.at(-1)?.end ?? 0
    const block = headAbove(lines, at, above)
    const authorsBelow = lines[at + 1]
    const belowIsAuthors = authorsBelow !== undefined && isAuthors(authorsBelow.text)
    if (!block) return
    const authors = block.authors ?? (belowIsAuthors ? authorsBelow : null)
    if (!authors && !block.isSure) return
    const end = !block.authors && belowIsAuthors ? at + 2 : at + 1
    found.push({ start: block.start, end, title: block.title, authors, likes: heart.likes, tag })
  })
  return found
}

function untagged(lines: TextLine[], at: number, stop: number): Tagged | null {
  const authors = lines[at]
  const title = at > stop ? lines[at - 1] : undefined
  if (
    !title ||
    !authors ||
    authors.heading > 0 ||
    !AFFILIATED.test(authors.text) ||
    HEART.test(lines[at + 1]?.text ?? '')
  )
    return null
  if (isProse(title.text) || HEART.test(title.text) || isNewsHeading(title.text) || /[.!]$/.test(title.text))
    return null
  return { start: at - 1, end: at + 1, title, authors, likes: null, tag: null }
}

const AFFILIATED = /^\p{Lu}\S*(?:,|\s)[^[\]:]{1,80}\[[^[\]]{2,300}\]\.?$/u

/** The title, and the authors if they stand there, right above a line of likes. */
function headAbove(lines: TextLine[], tag: number, stop: number) {
  const fits = (index: number) => {
    const line = index >= stop ? lines[index] : undefined
    return line && !isProse(line.text) && !HEART.test(line.text) && !isNewsHeading(line.text) ? line : null
  }
  const below = fits(tag - 1)
  if (!below) return null
  const isHeading = below.heading > 0 || (below.isBold && !isAuthors(below.text))
  const second = fits(tag - 2)
  const hasAuthors = !isHeading && second !== null && (isAuthors(below.text) || looksLikeTeam(below, lines, tag))
  if (!hasAuthors)
    return { start: tag - 1, title: below, authors: null, isSure: isHeading || titleCase(below.text) >= 0.7 }
  const titles = [second]
  let start = tag - 2
  // A title that is cut in two by the page goes on below a line that ends where no title does.
  for (
    let above = fits(start - 1);
    above && start > 0 && !second.heading && isUnfinished(above.text);
    above = fits(start - 1)
  ) {
    titles.unshift(above)
    start--
  }
  return { start, title: joinLines(titles) ?? second, authors: below, isSure: true }
}

function isAuthors(text: string): boolean {
  if (text.length > 600 || /^[♥❤]/u.test(text)) return false
  if (/\bet\.? al\b/i.test(text) && text.length < 400) return true
  if (/^[^[\]]{2,}\[[^[\]]{2,}\]\.?$/.test(text)) return true
  const isSigned = /^by:?\s/i.test(text)
  const names = text
    .replace(/^by:?\s+/i, '')
    .split(/\s*(?:,|&|\band\b)\s*/)
    .filter((name) => name !== '')
  return (
    names.length >= (isSigned ? 1 : 3) &&
    names.every(
      (name) => name.length <= 60 && /^\p{Lu}[\p{L}.'’-]*(?:\s\p{Ll}{2,3})?(?:\s\p{Lu}[\p{L}.'’-]*){1,3}$/u.test(name),
    )
  )
}

/** `Qwen Team` stands alone between a title and the likes; below them a review begins. */
function looksLikeTeam(line: TextLine, lines: TextLine[], tag: number): boolean {
  const { text } = line
  const title = lines[tag - 2]?.text ?? ''
  if (countWords(text) > 8 || /[.!?:]$/.test(text) || /[.!]$/.test(title)) return false
  return namesTeam(text) || (countWords(title) > countWords(text) && titleCase(text) === 1)
}

function readHeart(line: TextLine): { likes: number | null; rest: string } | null {
  const match = HEART.exec(line.text) ?? TAIL_HEART.exec(line.text)
  if (!match) return null
  return { likes: readCount((match[1] ?? '').replace(/[.,]$/, '')), rest: match[2] ?? '' }
}

function isNewsText(text: string): boolean {
  return isProse(text) || countWords(text) > 12 || /[.!?]["”’)]?$/.test(text)
}

function isNewsHeading(text: string): boolean {
  return NEWS_HEADING.test(text) && countWords(text) <= 10 && !HEART.test(text) && !/[.!?]$/.test(text)
}

/** The head: breadcrumbs, title, subtitle, the days it covers, its number. */
function readHead(draft: Draft, head: TextLine[], lines: TextLine[]): void {
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

function readNews(draft: Draft, lines: TextLine[], newsStart: number, end: number, papers: Tagged[]): void {
  const tags = new Set(papers.flatMap(({ tag }) => tag ?? []))
  lines.forEach((line, index) => {
    if (tags.has(line)) return
    const heart = readHeart(line)
    if (heart && heart.rest !== '' && (isNewsText(heart.rest) || index < end)) {
      draft.news.push({ text: heart.rest.replace(/^[—–:·-]\s+/, ''), likes: heart.likes })
    } else if (!heart && line.isItem && newsStart >= 0 && index > newsStart && index < end && !isAdvert(line.text)) {
      draft.news.push({ text: line.text, likes: null })
    }
  })
}

function toReview(tagged: Tagged, below: TextLine[]): DraftPaper {
  const paper = newPaper(tagged.title, true)
  const { names, affiliations } = readAuthors(tagged.authors?.text ?? '')
  const { tags, pick } = readTags(tagged)
  const review = withoutAdverts(below)
  const summary = review.find(({ text }) => SUMMARY.test(text))
  paper.authors = names
  paper.affiliations = affiliations
  paper.likes = tagged.likes
  paper.tags = tags
  paper.pick = pick || PICK.test(tagged.title.text)
  paper.idea = summary ? summary.text.replace(SUMMARY, '') : null
  const remarks = review.filter((line) => line !== summary && line.heading === 0).map(({ text }) => text)
  paper.remarks = remarks.length === 0 ? null : remarks.join('\n\n')
  for (const line of [tagged.authors, tagged.tag]) if (line) addLinks(paper, line)
  return paper
}

const SUMMARY = /^(?:tl;?dr|in one (?:line|sentence)|in short|key idea|idea)\s*[:.—–-]\s*(?=\S)/i

function addLinks(paper: DraftPaper, line: TextLine): void {
  const { link, arxivId, doi } = newPaper(line, true)
  paper.link ??= link
  paper.arxivId ??= arxivId
  paper.doi ??= doi
}

function readAuthors(text: string): { names: string[]; affiliations: string[] } {
  const bracketed = Array.from(text.matchAll(/\[([^\]]*)(?:\]|$)/g), ([, part = '']) => part)
  const named = (text.split('[', 1)[0] ?? '').replace(/^by:?\s+/i, '')
  const names = named.split(/\s*[,;]\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+/)
  return { names: kept(names), affiliations: kept(bracketed.flatMap(partAffiliations)) }
}

function partAffiliations(text: string): string[] {
  if (text.includes(';')) return text.split(';').map((part) => part.trim().replace(/^[“"](.*)[”"]$/, '$1'))
  return text.split(BETWEEN)
}

/** A comma, but not the one in `Sol, Inc.` or `University of California, Berkeley`. */
const BETWEEN = new RegExp(
  [
    '(?:(?<!University of (?:California|Colorado|Illinois|Maryland|Massachusetts|Minnesota|North Carolina|Texas|Wisconsin)),',
    '|,(?!\\s*(?:Amherst|Austin|Berkeley|Boulder|Chapel Hill|Chicago|College Park|Dallas|Davis|Irvine|Los Angeles|Madison',
    '|Merced|Riverside|San (?:Diego|Francisco)|Santa (?:Barbara|Cruz)|Twin Cities|Urbana)))',
    '(?!\\s*(?:Inc|Ltd|LLC|Corp|Co)\\b)\\s*(?:and\\s+)?',
  ].join(''),
  'i',
)

/** Tags stand apart by a gap, a comma or a bar; the pick among them is no tag. */
function readTags({ tag }: Tagged): { tags: string[]; pick: boolean } {
  if (!tag) return { tags: [], pick: false }
  const coded = Array.from(tag.raw.slice(0, 400).matchAll(/`([^`]{1,60})`/g), ([, code = '']) => code)
  const raw = coded.length > 0 ? coded.join('  ') : tag.raw.replace(/[*_]/g, '').trim()
  const rest = (HEART.exec(raw) ?? TAIL_HEART.exec(raw))?.[2] ?? (coded.length > 0 ? raw : '')
  const tags = kept(
    rest
      .slice(0, 400)
      .replace(BRACKETED_PICK, '  ')
      .split(/\s{2,}|\s*[|·•,;/]\s*/),
  )
  const starred = /[⭐🌟🏆]/u.test(rest)
  return {
    tags: tags.map((one) => one.replace(/^#|[⭐🌟🏆]/gu, '').trim()).filter((one) => one !== ''),
    pick: PICK.test(tag.text) || starred,
  }
}

function kept(parts: string[]): string[] {
  return parts
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part) && !/^(?:19|20)\d{2}$/.test(part))
}

/** An advert is known by what it asks for; it goes with the heading above it, up to the next heading. */
function withoutAdverts(lines: TextLine[]): TextLine[] {
  const blocks: TextLine[][] = []
  for (const line of lines) {
    const block = blocks.at(-1)
    if (!block || isHeadingLike(line)) blocks.push([line])
    else block.push(line)
  }
  return blocks.filter((block) => block.filter(({ text }) => isAdvert(text)).length === 0).flat()
}

function isHeadingLike({ heading, isBold, text }: TextLine): boolean {
  return (
    heading > 0 ||
    isBold ||
    (!isProse(text) && countWords(text) <= 16 && titleCase(text) >= 0.6 && !/[.,;]$/.test(text))
  )
}

function isAdvert(text: string): boolean {
  return /\b(?:sponsor(?:s|ed)?|advert\w*|sign up (?:now|today|for free)|try (?:it|\w+) (?:now|today|for free)|use code|% off|discount|get started (?:now|today|for free)|free trial|book a demo|refer a friend|support (?:my|this|our) newsletter|advertise with|join (?:our|my) \w+|join the community|patreon|learn more at|subscribe to)\b/i.test(
    text,
  )
}

function findList(lines: TextLine[], papers: Tagged[]): TitleList | null {
  const from = papers.at(-1)?.end ?? 0
  let found: TitleList | null = null
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]
    if (!line || !headsTitleList(line.text) || (found && at < found.end)) continue
    const list = readTitleList(lines, at)
    if (list && (list.items.length > 1 || at >= from)) found = list
  }
  return found
}

function addListed(draft: Draft, items: TextLine[]): void {
  const known = new Set(draft.papers.map(({ title }) => titleKey(title)))
  for (const item of items) {
    const paper = listedPaper(item)
    const key = titleKey(paper.title)
    if (key === '' || known.has(key)) continue
    known.add(key)
    draft.papers.push(paper)
  }
}

function afterPaper(list: TitleList | null, paper: Tagged, end: number): number {
  return list && list.start >= paper.end ? list.start : end
}
