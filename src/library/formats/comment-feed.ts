import type { Format, Source } from '../format.ts'
import type { Parsed } from '../parsed-digest.ts'
import { findBylines } from './bylines.ts'
import { countRuns, headsComments, isChrome, MORE, partComments } from './comment-parts.ts'
import { toParsed } from './digest-entry.ts'
import { findMentions } from './mentions.ts'
import { countWords, isProse, looksLikeTitle } from './prose.ts'
import { finish, newDraft } from './text-draft.ts'
import { glance, readLines } from './text-lines.ts'
import { unwrap } from './unwrap.ts'

/**
 * What people wrote below posts and papers: comments, quotes and replies run together, with no headings. Comments come out
 * as separate as the text shows them, and the works that they name or link to as papers that nobody reviewed.
 */
export const format: Format = { name: 'comment-feed', detect, parse }

function detect({ text }: Source): number {
  const rows = glance(text)
  if (
    rows.length < 2 ||
    (rows.length < 4 && text.length < 300) ||
    /^\s*(?:[{<%]|\[\s*[[{"\]]|@\w+\s*\{)/.test(text.slice(0, 200))
  )
    return 0
  if (rows.some((row) => /^[♥❤]|^(?:idea|defn?)\s*[.:]/iu.test(row))) return 0
  if (headingsBelowHead(text) > 1) return 0
  const bylines = findBylines(rows)
  const marked = countRuns(bylines)
  const spoken = rows.filter((row) => SPOKEN.some((cue) => cue.test(row)))
  const kinds = SPOKEN.filter((cue) => spoken.some((row) => cue.test(row))).length
  const share = spoken.length / rows.length
  const said = rows.filter((row, at) => !bylines[at] && !isChrome(row))
  const prose = said.filter((row) => isProse(row) || countWords(row) >= 6).length / said.length
  if (marked >= 2 && prose >= 0.2) return Math.min(0.6 + marked * 0.03, 0.9)
  const isForum = rows.slice(0, 30).some(headsComments) || rows.some((row) => MORE.test(row))
  if (isForum && spoken.length >= 4 && prose >= 0.5) return 0.6
  if (spoken.length < 2 || prose < 0.5 || rows.filter(looksLikeTitle).length > rows.length * 0.4) return 0
  const isSpoken = spoken.length >= 4 && ((share >= 0.2 && kinds >= 4) || (share >= 0.35 && kinds >= 3))
  // A few long comments may show no more than that a person speaks in them.
  if (!isSpoken) return share >= 0.4 && prose >= 0.7 ? 0.3 : 0
  return Math.min(0.3 + share / 2, 0.7)
}

/** A site may head the page of a member; below that a feed has no headings. */
function headingsBelowHead(text: string): number {
  const rows = text.slice(0, 20_000).split('\n')
  const said = rows.findIndex((row) => isProse(row.trim()))
  return rows.slice(Math.max(said, 0)).filter((row) => /^#{1,6} /.test(row)).length
}

const SPOKEN = [
  /^(?:yes|yeah|yep|no|nope|true|right|sure|exactly|agreed|oh|huh|hmm?|well|wow|ah|interesting|thanks|thank you|great|nice|very interesting|fair|good (?:point|question)|this is (?:great|amazing|very))\b/i,
  /\bI(?:['’](?:m|d|ve|ll))?\b(?![.)/])/,
  /\byou(?:r|['’](?:re|ve|d|ll))?\b/i,
  /\?["”’)]?$|\? /,
  /^(?:has|did|do|does|could|can|why|what|how|where|would|is|are|am|was|were) (?:anyone|you|it|there|this|that|we|I|the|people)\b/i,
  /\b(?:iirc|imo|imho|afaik|tbh|fwiw|tldr|tl;dr|lol|btw)\b/i,
]

function parse(source: Source): Parsed {
  const { lines: printed, complaints, refusal } = readLines(source.text)
  if (refusal) return toParsed(source, null, [refusal])
  const bylines = findBylines(printed.map(({ text }) => text))
  const standing = new Set(printed.filter(({ text }, at) => bylines[at] || isChrome(text)))
  const lines = unwrap(printed, (line) => standing.has(line))
  const draft = newDraft()
  draft.comments = partComments(lines)
  draft.papers = findMentions(lines)
  const author = /^(?:comments|posts and comments) (?:by|from|of) .{1,60}$/i.exec(lines[0]?.text ?? '')
  if (author) {
    draft.title = author[0]
    if (draft.comments[0] === author[0]) draft.comments.shift()
  }
  return finish(source, draft, complaints)
}
