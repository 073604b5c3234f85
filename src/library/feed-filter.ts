import { fold } from './fold.ts'
import type { ParsedPaper } from './parsed-digest.ts'

/** Whether a paper has one of these words, people or categories, and none of those. */
export function passes(
  { only, not }: { only: readonly string[]; not: readonly string[] },
  paper: ParsedPaper,
): boolean {
  const has = (term: string) => isIn(fold(term), paper)
  return (only.length === 0 || only.some(has)) && !not.some(has)
}

/** Words stand together in the title, the abstract or the idea; a category is a whole one; of a name all words are there. */
function isIn(term: string, { title, abstract, idea, tags, authors }: ParsedPaper): boolean {
  const texts = [title, abstract ?? '', idea ?? ''].map((text) => ` ${fold(text)} `)
  const words = term.split(' ')
  return (
    texts.some((text) => text.includes(` ${term} `)) ||
    tags.some((tag) => fold(tag) === term || fold(tag).startsWith(`${term} `)) ||
    authors.some((author) => {
      const names = fold(author).split(' ')
      return words.every((word) => names.includes(word))
    })
  )
}
