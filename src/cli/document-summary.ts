import { unreadSentence } from '../chat/cards/added.ts'
import type { Problem } from '../library/paper.ts'
import type { Piece } from '../services/importing/pieces.ts'
import { titleOf } from './document-json.ts'

const MOST_TITLES = 10
const MOST_PROBLEMS = 10
const WIDTH = 110

/** What is in a document, for whoever typed its name. */
export async function summary(name: string, pieces: AsyncIterable<Piece>): Promise<string> {
  const lines: string[] = []
  const found = { papers: 0, ideas: 0, picked: 0 }
  let about = 'not read'
  const others: string[] = []
  for await (const piece of pieces) {
    if (piece.kind === 'head') {
      const { format, digest } = piece
      if (format === null || !digest) continue
      const title = titleOf(digest)
      about = `${format}${title ? `, “${title}”` : ''}${digest.period ? `, ${digest.period.from} to ${digest.period.to}` : ''}`
      others.push(
        ...counted(digest.definitions.length, 'definition'),
        ...counted(digest.news.length, 'line of news', 'lines of news'),
        ...counted(digest.comments.length, 'comment'),
      )
    } else if (piece.kind === 'papers') {
      for (const { paper, idea, ideaFrom } of piece.papers) {
        found.papers++
        if (ideaFrom === 'digest') found.ideas++
        if (ideaFrom === 'abstract') found.picked++
        if (found.papers <= MOST_TITLES) lines.push(...paperLines(paper.title, idea))
      }
    } else {
      if (found.papers > MOST_TITLES) lines.push(`  … and ${found.papers - MOST_TITLES} more`)
      lines.push(...problemLines(piece.problems), ...unreadLines(piece.unread ?? []))
      others.push(...counted(piece.meetings?.length ?? 0, 'meeting'))
    }
  }
  const ideas = found.papers > 0 ? ` (${found.ideas} with an idea, ${found.picked} with one from the abstract)` : ''
  const counts = [...counted(found.papers, 'paper').map((papers) => papers + ideas), ...others]
  return `${[`${name}: ${[about, ...counts].join('; ')}`, ...lines].join('\n')}\n`
}

/** What is wrong in a document, a line each. */
export function problemLines(problems: readonly Problem[]): string[] {
  const lines = problems.slice(0, MOST_PROBLEMS).map(({ line, message }) => `  ! line ${line}: ${message}`)
  const more = problems.length - MOST_PROBLEMS
  return more > 0 ? [...lines, `  ! … and ${more} more problems`] : lines
}

/** What was not read, a line each, after how much it was. */
export function unreadLines(unread: readonly { line: number; text: string }[]): string[] {
  if (unread.length === 0) return []
  const shown = unread.slice(0, MOST_PROBLEMS).map(({ line, text }) => `  ? line ${line}: ${cut(text)}`)
  const more = unread.length - MOST_PROBLEMS
  return [`  ? ${unreadSentence(unread)}`, ...shown, ...(more > 0 ? [`  ? … and ${more} more`] : [])]
}

function counted(count: number, one: string, several = `${one}s`): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`]
}

function paperLines(title: string, idea: string | null): string[] {
  return [`  - ${cut(title)}`, ...(idea === null ? [] : [`      ${cut(idea)}`])]
}

function cut(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ')]
  return characters.length <= WIDTH ? characters.join('') : `${characters.slice(0, WIDTH - 1).join('')}…`
}
