import { countWords, isUnfinished, titleCase } from './prose.ts'
import type { TextLine } from './text-line.ts'

/** The lines of one paper on a page that prints titles and abstracts without a mark on either. */
export interface PaperLines {
  title: TextLine[]
  abstract: TextLine[]
}

/**
 * Parts a run of lines into papers: of all the ways to call each line a title, more of a title, an abstract or more of one,
 * the likeliest. `withoutAbstract`: how many of the page's papers have no abstract, 0 to 1. `isOne`: the run is about one
 * paper, rarely more.
 */
export function partPapers(lines: readonly TextLine[], withoutAbstract: number, isOne = false): PaperLines[] {
  const found: PaperLines[] = []
  likeliestParts(lines, withoutAbstract, isOne).forEach((part, index) => {
    const line = lines[index]
    if (!line) return
    if (part === 'title') found.push({ title: [line], abstract: [] })
    else if (part === 'more title') found.at(-1)?.title.push(line)
    else if (part !== 'left over') found.at(-1)?.abstract.push(line)
  })
  return found
}

/** How many of a page's papers have no abstract, by the lines that are clearly the one or the other. */
export function shareWithoutAbstract(lines: readonly TextLine[]): number {
  const leanings = lines.map((line) => leaning(line))
  const titles = leanings.filter((odds) => odds < -1).length
  const abstracts = leanings.filter((odds) => odds > 1).length
  return Math.min(Math.max(1 - abstracts / Math.max(titles, 1), 0.1), 0.9)
}

/** By how much a line is an abstract rather than a title, as log odds: weights learned from titles and sentences of papers. */
export function leaning({ text, heading }: Pick<TextLine, 'text' | 'heading'>): number {
  if (heading > 0) return -CERTAIN
  if (text.length > 280) return CERTAIN
  const words = countWords(text) + (text.match(UNSPACED)?.length ?? 0) / 2
  const odds =
    words / 4 -
    4.4 * titleCase(text) -
    0.6 +
    (/[.。]["”’)]*$/.test(text) && !/\b(?:et al|etc|inc|vs)\.$/i.test(text) ? 4 : 0) -
    (/[?!？！]["”’)]*$/.test(text) ? 2 : 0) +
    (/\b(?:we|our|this|is|are|can|that|propose|present|show|introduce)\b/i.test(text) ? 2 : 0) -
    (/^[^:：]{2,40}[:：]/.test(text) ? 3.4 : 0) +
    (/^\p{Ll}/u.test(text) ? 2 : 0)
  return Math.min(Math.max(odds, -CERTAIN), CERTAIN)
}

const CERTAIN = 12
/** Scripts that put no spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu

type Part = 'left over' | 'title' | 'more title' | 'abstract' | 'more abstract'
const PARTS: readonly Part[] = ['left over', 'title', 'more title', 'abstract', 'more abstract']

/** The cheapest way through the lines, where a part costs what its unlikelihood is in nats. */
function likeliestParts(lines: readonly TextLine[], withoutAbstract: number, isOne: boolean): Part[] {
  const alone = -Math.log(withoutAbstract)
  const followed = -Math.log(1 - withoutAbstract)
  const another = isOne ? 4 : 0
  const step = (from: Part | null, to: Part, line: TextLine, above: TextLine | undefined): number => {
    const isBehindTitle = from === 'title' || from === 'more title'
    switch (to) {
      case 'left over':
        return from === null ? 6 : from === 'left over' ? 2 : NEVER
      case 'title':
        if (from === null || from === 'left over') return 0
        return (line.heading > 0 ? 0 : another) + (isBehindTitle ? alone : 0)
      case 'more title':
        return isBehindTitle && above ? costOfMoreTitle(above, line) : NEVER
      case 'abstract':
        return isBehindTitle ? followed : NEVER
      case 'more abstract':
        return above && (from === 'abstract' || from === 'more abstract') ? costOfMoreAbstract(above, line) : NEVER
    }
  }
  let costs: { part: Part | null; cost: number }[] = [{ part: null, cost: 0 }]
  const back: number[][] = []
  const hasHeadings = lines.some(({ heading }) => heading > 0)
  lines.forEach((line, index) => {
    const odds = hasHeadings && line.heading === 0 ? CERTAIN : leaning(line)
    const reached = PARTS.map((part) => {
      const own = part === 'left over' ? 0 : unlikelihood(part === 'title' || part === 'more title' ? odds : -odds)
      const ways = costs.map((before) => before.cost + step(before.part, part, line, lines[index - 1]))
      const best = ways.reduce((least, cost, at) => (cost < (ways[least] ?? NEVER) ? at : least), 0)
      return { part, cost: own + (ways[best] ?? NEVER), from: best }
    })
    back.push(reached.map(({ from }) => from))
    costs = reached
  })
  const ends = costs.map(({ part, cost }) => cost + (part === 'title' || part === 'more title' ? alone : 0))
  let at = ends.reduce((least, cost, end) => (cost < (ends[least] ?? NEVER) ? end : least), 0)
  const parts: Part[] = []
  for (const from of back.toReversed()) {
    parts.push(PARTS[at] ?? 'left over')
    at = from[at] ?? 0
  }
  return parts.reverse()
}

const NEVER = 1e9

function unlikelihood(odds: number): number {
  return Math.log1p(Math.exp(odds))
}

function costOfMoreTitle(above: TextLine, line: TextLine): number {
  if (line.gap || line.heading > 0) return NEVER
  if (isUnfinished(above.text)) return 0.3
  return /^\p{Ll}/u.test(line.text) && countWords(above.text) > 3 ? 1 : NEVER
}

/** A sentence that is not at its end goes on in the next line; so do lists, and notes on where the code is. */
function costOfMoreAbstract(above: TextLine, line: TextLine): number {
  if (line.heading > 0) return NEVER
  if (isAfterthought(line)) return -4
  const isBroken =
    !line.gap && above.text.length >= 50 && above.text.length <= 160 && !/[.!?。！？…:]["”’)]*$/.test(above.text)
  if (!isBroken) return 4.5
  return isUnfinished(above.text) || /^\p{Ll}/u.test(line.text) ? -4 : 0
}

/** A short line that still belongs to the abstract above it: where the code is, or a point of a list. */
function isAfterthought({ text, isItem }: TextLine): boolean {
  if (isItem || /https?:\/\/|github\.com|\bavailable at\b/i.test(text)) return true
  if (/^(?:code|project|demo|data(?:set)?s?|models?|website|homepage|keywords)\b[^:]{0,30}:/i.test(text)) return true
  return /^(?:\(?\d{1,2}\)|\(?[ivx]{1,4}\)|[-–—•*])\s?\S/.test(text) || (/^\p{Ll}/u.test(text) && /[.;]$/.test(text))
}
