import type { Format, Source } from '../format.ts'
import type { Parsed } from '../parsed-digest.ts'
import { peopleIn } from '../reading/people.ts'
import { venueFact } from '../reading/venue.ts'
import type { Complaint } from './complaint.ts'
import { listOf } from './digest-entry.ts'
import { latexToText } from './latex.ts'
import { arxivIdWithin, doiWithin, type FoundFacts, toPaper } from './paper-entry.ts'
import { readReference, yearIn } from './reference.ts'
import { countLines, oneLine } from './texts.ts'

/** What LaTeX prints as references, `\bibitem` by `\bibitem`: a `.bbl` file, or the end of a paper's source. */
export const format: Format = { name: 'latex-bibliography', detect, parse }

const ITEM = /\\bibitem\s*(?:\[(?:[^[\]]|\[[^\]]*\]){0,400}\])?\s*\{([^{}]{1,200})\}/g

function detect({ text }: Source): number {
  return /\\bibitem\s*[[{]/.test(text.slice(0, LOOKED_AT)) ? 0.95 : 0
}

const LOOKED_AT = 400_000
const LONGEST_ITEM = 4_000

function parse(source: Source): Parsed {
  const text = source.text.replace(/(?<!\\)%[^\n]*/g, '').slice(0, 2_000_000)
  const items = [...text.matchAll(ITEM)]
  const complaints: Complaint[] = []
  let line = 1
  let at = 0
  const papers = items.flatMap((item, nth) => {
    const start = item.index + item[0].length
    line += countLines(text, at, item.index)
    at = item.index
    const end = items[nth + 1]?.index ?? text.indexOf('\\end{thebibliography}', start)
    const written = text.slice(start, end < 0 ? undefined : end).slice(0, LONGEST_ITEM)
    const facts = factsOf(written)
    const read = facts ? toPaper(facts) : { complaint: 'This entry has no title that can be told; it is left out.' }
    if ('paper' in read) return [read.paper]
    complaints.push({ line, message: read.complaint, isEntry: true })
    return []
  })
  return listOf(source, { papers }, complaints, 'list of references')
}

/** In blocks: people, title, the rest. Without blocks the title is set off, or stands where references have it. */
function factsOf(written: string): FoundFacts | null {
  const [people = '', title = '', ...rest] = written.split(/\\newblock\b/).map(plain)
  if (title !== '') return withIds(title, people, rest.join(' '), written)
  const [whole, em] = /(?:\\(?:emph|textit)\s*\{|\{\\(?:em|it)\s)((?:[^{}]|\{[^{}]*\}){4,400})\}/.exec(written) ?? []
  const reference = readReference(plain(written))
  if (reference) return reference
  if (whole === undefined || em === undefined) return null
  const start = written.indexOf(whole)
  return withIds(plain(em), plain(written.slice(0, start)), plain(written.slice(start + whole.length)), written)
}

function withIds(title: string, people: string, rest: string, written: string): FoundFacts {
  const all = plain(written)
  return {
    title: title.replace(/[.,]+$/, ''),
    ...peopleIn(people.replace(/[\s.,]+$/, '')),
    ...venueFact(rest.replace(/^[\s.,]+/, '')),
    date: yearIn(rest) ?? /\((\d{4})[a-z]?\)/.exec(rest)?.[1] ?? null,
    arxivId: arxivIdWithin(all),
    doi: doiWithin(all),
    link: /https?:\/\/[^\s{}<>]+/.exec(written)?.[0] ?? null,
  }
}

function plain(latex: string): string {
  return oneLine(
    latexToText(oneLine(latex.replace(/~/g, ' ').replace(/\\(?:url|href|path|doi)\s*\{([^{}]*)\}/g, '$1'))),
  )
}
