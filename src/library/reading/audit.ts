import type { Parsed, ParsedPaper, Unread } from '../parsed-digest.ts'
import { isPeople } from './people-found.ts'
import { placeWorth } from './places.ts'
import { titleOdds } from './titles.ts'

/** Entries that another reading of the same document found, and of which the chosen one says nothing at all. */
export function missedBy(chosen: Parsed, other: Parsed, text: string): Unread[] {
  if (!chosen.digest || !other.digest) return []
  const said = plain(JSON.stringify(chosen.digest))
  const known = new Set(chosen.digest.papers.flatMap(placesOf))
  const missed = other.digest.papers.filter(
    (paper) =>
      isSure(paper) && !said.includes(plain(paper.title)) && !placesOf(paper).some((place) => known.has(place)),
  )
  if (missed.length === 0) return []
  const lines = text.split('\n').map(plain)
  return missed
    .flatMap(({ title }) => {
      const line = lines.findIndex((words) => words.includes(plain(title).slice(0, 40)))
      return line < 0 ? [] : [{ line: line + 1, text: title }]
    })
    .toSorted((a, b) => a.line - b.line)
}

/**
 * Whether each paper was given the people of the next one: names stand right above every title, and what was read of them is
 * one title off.
 */
export function isShifted(papers: readonly ParsedPaper[], text: string): boolean {
  const last = papers.at(-1)
  if (papers.length < 2 || !last || last.authors.length > 0) return false
  const lines = text.split('\n')
  const words = lines.map(plain)
  let from = 0
  const above = papers.map(({ title }) => {
    const at = words.findIndex((line, index) => index >= from && line.includes(plain(title).slice(0, 40)))
    if (at < 0) return null
    from = at + 1
    const row = lines.slice(Math.max(0, at - 3), at).findLast((line) => line.trim() !== '')
    return row?.replace(/^[\s>*_#-]+|[\s*_]+$/g, '') ?? null
  })
  return above.every((row, at) => {
    if (row === null || !isPeople(row)) return false
    const [first] = papers[at - 1]?.authors ?? []
    return at === 0 || (first !== undefined && plain(row).includes(plain(first.split(' ').at(-1) ?? first)))
  })
}

/** Something beside its title says that it is a paper, and its title looks like one. */
function isSure({ title, arxivId, doi, authors, link }: ParsedPaper): boolean {
  const isTold = arxivId !== null || doi !== null || authors.length > 0 || (link !== null && placeWorth(link) >= 3)
  return isTold && titleOdds(title) >= 1.5 && /^[\p{L}\p{N}“"]/u.test(title)
}

function placesOf({ arxivId, doi, link }: ParsedPaper): string[] {
  return [arxivId, doi, link].filter((place) => place !== null)
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
