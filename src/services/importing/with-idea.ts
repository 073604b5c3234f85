import { ideaOf } from '../../library/idea/idea.ts'
import type { ParsedPaper } from '../../library/parsed-digest.ts'
import type { ReadPaper } from './pieces.ts'

/** A paper with the one line to show for it: the digest's own, else one picked from its abstract. */
export function withIdea(paper: ParsedPaper): ReadPaper {
  if (paper.idea !== null) return { paper, idea: paper.idea, ideaFrom: 'digest' }
  const picked = pickIdea(paper)
  return { paper, idea: picked, ideaFrom: picked === null ? null : 'abstract' }
}

/** A line from a paper's abstract; null when there is none to pick. */
function pickIdea({ title, abstract }: Pick<ParsedPaper, 'title' | 'abstract'>): string | null {
  return abstract === null ? null : ideaOf(title, abstract)
}
