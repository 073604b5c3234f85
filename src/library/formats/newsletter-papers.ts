import { HEART, readHeart } from './hearts.ts'
import { isNewsHeading, isNewsText } from './news-lines.ts'
import { countWords, isProse, isUnfinished, namesTeam, titleCase } from './prose.ts'
import { isAuthors } from './signed-authors.ts'
import type { TextLine } from './text-line.ts'
import { joinLines } from './unwrap.ts'

/** A paper of a newsletter as its lines stand. */
export interface Tagged {
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

/**
 * A paper is known by its line of likes and tag, which stands below or above its authors and below its title, or else by
 * authors with their affiliations below a title.
 */
export function findPapers(lines: TextLine[]): Tagged[] {
  const found: Tagged[] = []
  lines.forEach((tag, at) => {
    const heart = readHeart(tag.text)
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

/** `Qwen Team` stands alone between a title and the likes; below them a review begins. */
function looksLikeTeam(line: TextLine, lines: TextLine[], tag: number): boolean {
  const { text } = line
  const title = lines[tag - 2]?.text ?? ''
  if (countWords(text) > 8 || /[.!?:]$/.test(text) || /[.!]$/.test(title)) return false
  return namesTeam(text) || (countWords(title) > countWords(text) && titleCase(text) === 1)
}
