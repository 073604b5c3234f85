import { fold } from './fold.ts'
import type { ParsedPaper } from './parsed-digest.ts'

/** Whether a paper has one of these words, people or categories, and none of those. */
export function passes(
  { only, not }: { only: readonly string[]; not: readonly string[] },
  paper: ParsedPaper,
): boolean {
  if (only.length + not.length === 0) return true
  const has = within(paper)
  return (only.length === 0 || only.some(has)) && !not.some(has)
}

/** Words stand together in the title, the abstract or the idea; a category is a whole one; of a name all words are there. */
function within({ title, abstract, idea, tags, authors }: ParsedPaper): (term: string) => boolean {
  const texts = [title, abstract ?? '', idea ?? ''].map((text) => ` ${fold(text)} `)
  const categories = tags.map((tag) => `${fold(tag)} `)
  const people = authors.map((author) => fold(author).split(' '))
  return (said) => {
    const term = fold(said)
    return (
      texts.some((text) => text.includes(` ${term} `)) ||
      categories.some((category) => category.startsWith(`${term} `)) ||
      people.some((names) => term.split(' ').every((word) => names.includes(word)))
    )
  }
}
