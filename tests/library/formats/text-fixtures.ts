import { readFileSync } from 'node:fs'
import type { Format, Source } from '../../../src/library/format.ts'
import { format as blogPost } from '../../../src/library/formats/blog-post.ts'
import { format as commentFeed } from '../../../src/library/formats/comment-feed.ts'
import { format as dailyPapers } from '../../../src/library/formats/daily-papers.ts'
import { format as newsletter } from '../../../src/library/formats/newsletter.ts'
import type { ParsedDigest, ParsedPaper } from '../../../src/library/parsed-digest.ts'

/** The formats that are read from running text, where nothing but its look tells them apart. */
export const READ_FROM_TEXT: readonly Format[] = [blogPost, newsletter, commentFeed, dailyPapers]

export function fixture(name: string): Source {
  return { name, text: readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8') }
}

export function digestOf(format: Format, source: Source): ParsedDigest {
  const { digest } = format.parse(source)
  if (!digest) throw new Error(`${source.name} gave no digest`)
  return digest
}

export function titlesOf({ papers }: ParsedDigest): string[] {
  return papers.map(({ title }) => title)
}

export function paperOf({ papers }: ParsedDigest, title: string): ParsedPaper {
  const paper = papers.find((one) => one.title === title)
  if (!paper) throw new Error(`There is no paper “${title}”`)
  return paper
}
