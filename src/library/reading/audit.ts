import type { Parsed, ParsedPaper, Unread } from '../parsed-digest.ts'
import { isPeople } from './people-found.ts'
import { placeWorth } from './places.ts'
import { titleOdds } from './titles.ts'
import { arePlaces } from './work-places.ts'

/** Entries that another reading of the same document found, and of which the chosen one says nothing at all. */
export function missedBy(chosen: Parsed, other: Parsed, text: string): Unread[] {
  if (!chosen.digest || !other.digest) return []
  const known = new Set(chosen.digest.papers.flatMap(placesOf))
  const titles = new Set(chosen.digest.papers.map(({ title }) => plain(title)))
  const lacking = other.digest.papers
    .filter((paper) => isSure(paper) && !placesOf(paper).some((place) => known.has(place)))
    .map(({ title }) => ({ title, words: plain(title) }))
    .filter(({ words }) => !titles.has(words))
  if (lacking.length === 0) return []
  const said = plain(JSON.stringify(chosen.digest))
  const missed = lacking.filter(({ words }) => !said.includes(words))
  if (missed.length === 0) return []
  const lines = text.split('\n').map(plain)
  let from = 0
  return missed
    .flatMap(({ title, words }) => {
      const line = lineOf(lines, words, from)
      if (line < 0) return []
      from = line + 1
      return [{ line: line + 1, text: title }]
    })
    .toSorted((a, b) => a.line - b.line)
}

/** Where a title stands, as both readings go down the document; else wherever it does. */
function lineOf(lines: readonly string[], title: string, from: number): number {
  const start = title.slice(0, 40)
  const below = lines.findIndex((words, at) => at >= from && words.includes(start))
  return below >= 0 ? below : lines.findIndex((words) => words.includes(start))
}

/**
 * Whether each paper was given the people of the next one: names stand right above every title, and what was read of them is
 * one title off.
 */
export function isShifted(papers: readonly ParsedPaper[], text: string): boolean {
  const last = papers.at(-1)
  if (papers.length < 2 || !last || last.authors.length > 0) return false
  const lines = text.split('\n')
  let from = 0
  // The first paper that has no names above it ends the doubt.
  return papers.every(({ title }, nth) => {
    const start = plain(title).slice(0, 40)
    let at = from
    while (at < lines.length && !plain(lines[at] ?? '').includes(start)) at++
    if (at === lines.length) return false
    from = at + 1
    const row = lines.slice(Math.max(0, at - 3), at).findLast((line) => line.trim() !== '')
    if (row === undefined || !isPeople(row.replace(/^[\s>*_#-]+|[\s*_]+$/g, ''))) return false
    const [first] = papers[nth - 1]?.authors ?? []
    return nth === 0 || (first !== undefined && plain(row).includes(plain(first.split(' ').at(-1) ?? first)))
  })
}

/** Something beside its title says that it is a paper, and its title looks like one. */
function isSure({ title, arxivId, doi, authors, link }: ParsedPaper): boolean {
  const isTold = arxivId !== null || doi !== null || authors.length > 0 || (link !== null && placeWorth(link) >= 3)
  return isTold && !arePlaces(title) && titleOdds(title) >= 1.5 && /^[\p{L}\p{N}“"]/u.test(title)
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
