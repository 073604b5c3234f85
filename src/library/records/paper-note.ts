import { isMap, parseDocument } from 'yaml'
import type { Format, Source } from '../format.ts'
import { dateWithin } from '../formats/citation.ts'
import { readPartialDate } from '../formats/dates.ts'
import { listOf } from '../formats/digest-entry.ts'
import { frontMatterOf, withoutFrontMatter } from '../formats/front-matter.ts'
import { arxivIdWithin, doiWithin, type FoundFacts, toPaper, webLink } from '../formats/paper-entry.ts'
import { countWords } from '../formats/prose.ts'
import type { Parsed } from '../parsed-digest.ts'
import { type Said, saidBy } from '../reading/labels.ts'
import { spokenName } from '../reading/name.ts'
import { peopleIn, peopleOf } from '../reading/people.ts'
import { placeWorth } from '../reading/places.ts'
import { textOf } from '../reading/row.ts'
import { rowsOf } from '../reading/rows.ts'
import { isNoTitle } from '../reading/titles.ts'
import { venueOf } from '../reading/venue.ts'

/** A note on one paper, as people keep them in a vault: what it is about stands in its front matter. */
export const format: Format = { name: 'paper-note', detect, parse }

function detect(source: Source): number {
  return factsIn(source) ? 0.9 : 0
}

function parse(source: Source): Parsed {
  const facts = factsIn(source)
  const read = facts ? toPaper({ ...facts, ...saidIn(source) }) : null
  return listOf(source, { papers: read && 'paper' in read ? [read.paper] : [] }, [], 'note')
}

/** A post has a title, an author and a day, too: only a note on a paper has a number, or people and where it appeared. */
function factsIn({ text }: Source): FoundFacts | null {
  const matter = frontMatterOf(text.slice(0, LONGEST_MATTER))
  const values = matter === null ? null : valuesIn(matter)
  const title = titleOf(values?.get('title')?.[0] ?? '')
  if (!values || title === '' || isNoTitle(title)) return null
  const one = (said: Said) => values.get(said)?.join('; ') ?? ''
  const [ids, links] = [one('id'), values.get('link') ?? []]
  const link = [...links, ids].map(webLink).find((url) => url != null && placeWorth(url) > 0) ?? null
  const doi = doiWithin(`${ids} ${links.join(' ')}`)
  const arxivId = arxivIdWithin(`arXiv:${ids.replace(/^arxiv:\s*/i, '')}`) ?? arxivIdWithin(links.join(' '))
  const people = values.get('authors') ?? []
  const isPaper = doi !== null || arxivId !== null || (link !== null && placeWorth(link) >= 3 && people.length > 0)
  if (!isPaper && !(people.length > 0 && one('venue') !== '')) return null
  const date = one('date') || one('year')
  return {
    title,
    ...(people.length === 1 ? peopleIn(people[0] ?? '') : peopleOf(people.map(spokenName))),
    date: readPartialDate(one('year') || date) ?? dateWithin(date),
    venue: venueOf(one('venue')),
    idea: one('idea') || null,
    abstract: one('abstract') || null,
    link,
    doi,
    arxivId,
    tags: values.get('tags') ?? [],
  }
}

const LONGEST_MATTER = 20_000

/** The facts of front matter by what each is; links between notes are their words. */
function valuesIn(matter: string): Map<Said, string[]> | null {
  try {
    const yaml = matter.replace(/^\uFEFF?---\r?\n|---$/g, '').replace(/: +(\[\[[^\n]*\]\]) *$/gm, ': "$1"')
    const document = parseDocument(yaml, { logLevel: 'silent', strict: false, uniqueKeys: false })
    if (!isMap(document.contents)) return null
    const found = new Map<Said, string[]>()
    for (const [key, value] of Object.entries(document.toJS() as Record<string, unknown>)) {
      const said = saidBy(key)
      const list = (Array.isArray(value) ? value : [value])
        .filter((one) => typeof one === 'string' || typeof one === 'number')
        .map((one) =>
          String(one)
            .replace(/\[\[(?:[^\][|]*\|)?([^\][|]*)\]\]/g, '$1')
            .trim(),
        )
        .filter((one) => one !== '')
      if (said && list.length > 0 && !found.has(said)) found.set(said, list)
      else if (said === 'id' && list.length > 0) found.get(said)?.push(...list)
    }
    return found
  } catch {
    return null
  }
}

/** `Gears, The` stands so that a shelf is in order. */
function titleOf(text: string): string {
  return text.replace(/^(.{3,300}), (The|An?)$/, '$2 $1')
}

/** What the note says in short, and the abstract, where a heading says so. */
function saidIn(source: Source): Pick<FoundFacts, 'idea' | 'abstract'> {
  const found: Pick<FoundFacts, 'idea' | 'abstract'> = {}
  let open: Said | null = null
  for (const row of rowsOf(withoutFrontMatter(source.text)).rows) {
    const text = textOf(row.runs)
    if (row.kind === 'heading') open = saidBy(text)
    else if (row.kind === 'text' && open === 'abstract') found.abstract ??= text
    else if (row.kind === 'text' && (open === 'idea' || open === 'summary') && countWords(text) <= 60)
      found.idea ??= text
  }
  return found
}
