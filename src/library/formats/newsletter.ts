import type { Format, Source } from '../format.ts'
import { titleKey } from '../identity.ts'
import type { Parsed } from '../parsed-digest.ts'
import { toParsed } from './digest-entry.ts'
import { HEART, isTagLine, readHeart } from './hearts.ts'
import { isAdvert, isNewsHeading, isNewsText, NEWS_HEADING } from './news-lines.ts'
import { readHead } from './newsletter-head.ts'
import { findPapers, type Tagged } from './newsletter-papers.ts'
import { PICK, toReview } from './newsletter-review.ts'
import { countWords, namesTeam } from './prose.ts'
import { isAuthors } from './signed-authors.ts'
import { type Draft, finish, newDraft } from './text-draft.ts'
import type { TextLine } from './text-line.ts'
import { glance, readLines } from './text-lines.ts'
import { headsTitleList, listedPaper, readTitleList, type TitleList } from './title-list.ts'
import { joinLines, unwrap } from './unwrap.ts'

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

const NUMBER = /^\s*\d{1,2}[.)]\s+(?=\S)/

/** News may be numbered. */
function unnumbered(line: TextLine): TextLine {
  if (line.heading > 0 || !NUMBER.test(line.text)) return line
  return { ...line, text: line.text.replace(NUMBER, ''), raw: line.raw.replace(NUMBER, ''), isItem: true }
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

function readNews(draft: Draft, lines: TextLine[], newsStart: number, end: number, papers: Tagged[]): void {
  const tags = new Set(papers.flatMap(({ tag }) => tag ?? []))
  lines.forEach((line, index) => {
    if (tags.has(line)) return
    const heart = readHeart(line.text)
    if (heart && heart.rest !== '' && (isNewsText(heart.rest) || index < end)) {
      draft.news.push({ text: heart.rest.replace(/^[—–:·-]\s+/, ''), likes: heart.likes })
    } else if (!heart && line.isItem && newsStart >= 0 && index > newsStart && index < end && !isAdvert(line.text)) {
      draft.news.push({ text: line.text, likes: null })
    }
  })
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
