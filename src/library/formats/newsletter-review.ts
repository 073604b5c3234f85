import { readHeart } from './hearts.ts'
import { isAdvert } from './news-lines.ts'
import type { Tagged } from './newsletter-papers.ts'
import { countWords, isProse, titleCase } from './prose.ts'
import { kept, readAuthors } from './signed-authors.ts'
import { type DraftPaper, newPaper } from './text-draft.ts'
import type { TextLine } from './text-line.ts'

/** What a newsletter says of one paper: its facts from the head, its review from the lines below. */
export function toReview(tagged: Tagged, below: TextLine[]): DraftPaper {
  const paper = newPaper(tagged.title, true)
  const { people, affiliations } = readAuthors(tagged.authors?.text ?? '')
  const { tags, pick } = readTags(tagged)
  const review = withoutAdverts(below)
  const summary = review.find(({ text }) => SUMMARY.test(text))
  Object.assign(paper, people)
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

/** Tags stand apart by a gap, a comma or a bar; the pick among them is no tag. */
function readTags({ tag }: Tagged): { tags: string[]; pick: boolean } {
  if (!tag) return { tags: [], pick: false }
  const coded = Array.from(tag.raw.slice(0, 400).matchAll(/`([^`]{1,60})`/g), ([, code = '']) => code)
  const raw = coded.length > 0 ? coded.join('  ') : tag.raw.replace(/[*_]/g, '').trim()
  const rest = readHeart(raw)?.rest ?? (coded.length > 0 ? raw : '')
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

export const PICK =
  /(?:\b[\p{L}\p{N}_.-]+['’]s?\s+|\b(?:our|editors?|staff|top|weekly)\s+)+(?:top\s+)?(?:pick|choice|favou?rite)\b(?:\s+of the (?:week|day|month))?|\b(?:pick|paper|highlight)\s+of the (?:week|day|month)\b|\bmust[- ]read\b|\b(?:top|editors?) pick\b/iu

const BRACKETED_PICK = new RegExp(`[([]?(?:${PICK.source})[)\\]]?`, 'iu')

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
