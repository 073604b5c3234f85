import { readArxivId } from '../addresses.ts'
import { peopleOn } from '../reading/people.ts'
import { partialDate, readPartialDate } from './dates.ts'
import { paperLink } from './list-links.ts'
import { monthOf } from './months.ts'
import { arxivIdWithin, doiWithin, type FoundFacts } from './paper-entry.ts'
import type { Said } from './paper-labels.ts'
import type { PaperRecord } from './pasted-records.ts'
import { addressesIn } from './text-draft.ts'
import { joinLines } from './unwrap.ts'
import { findFullDates } from './written-dates.ts'

export function titleOf({ title }: PaperRecord): string {
  const text = joinLines(title)?.text ?? ''
  return text
    .replace(NUMBER, '')
    .replace(/ [-–—|] (?:OpenReview|arXiv(?:\.org)?|ACL Anthology|Hugging Face|Semantic Scholar)$/i, '')
    .replace(CITED, '')
    .replace(/(?<!\.)\.$/, '')
}

/** `[2405.90017] Title` and `Title (arXiv:2405.90017)`. */
const NUMBER = /^\[(\d{4}\.\d{4,5}(?:v\d+)?)\] |\s*[([]arXiv: ?(\d{4}\.\d{4,5}(?:v\d+)?)[)\]]$/i

/** `Title (Ruiz & Kuhn, 2024)`. */
const CITED = /\s*[([][^()[\]]{0,80}\b(?:19|20)\d{2}[^()[\]]{0,20}[)\]]$/

export function abstractOf({ abstract }: PaperRecord): string {
  return joinLines(abstract)?.text ?? ''
}

export function factsOf(record: PaperRecord): FoundFacts {
  const valuesOf = (wanted: Said) => record.said.flatMap(({ said, value }) => (said === wanted ? [value] : []))
  const [ids, links] = [valuesOf('id'), valuesOf('link')]
  const addresses = [...links.flatMap((text) => addressesIn({ text, links: [] })), ...record.addresses]
  const link = paperLink(addresses)
  const numbers = record.title.flatMap(({ text }) => NUMBER.exec(text)?.slice(1) ?? []).filter((id) => id !== undefined)
  const arxivIds = [...ids, ...numbers, ...addresses.map(({ url }) => url)].map(idIn)
  const dois = [...ids, ...addresses.map(({ url }) => url)].map(doiWithin)
  const cited = CITED.exec(joinLines(record.title)?.text ?? '')?.[0].match(/\b(?:19|20)\d{2}/)?.[0]
  return {
    title: titleOf(record),
    abstract: abstractOf(record),
    ...peopleOn(record.authors),
    idea: valuesOf('idea').join(' '),
    tags: tagsOf(valuesOf('tags')),
    date: dateOf(valuesOf('date'), valuesOf('year'), valuesOf('month')) ?? cited ?? null,
    link,
    arxivId: arxivIds.find((id) => id !== null) ?? null,
    doi: dois.find((doi) => doi !== null) ?? null,
  }
}

export function idIn(text: string): string | null {
  return readArxivId(text.trim()) ?? arxivIdWithin(text)
}

function dateOf(dates: string[], years: string[], months: string[]): string | null {
  const days = dates.flatMap((text) => findFullDates(text.slice(0, 200)))
  const [month, year] = [monthOf(months[0] ?? ''), Number(years[0])]
  return days[0] ?? dates.map(readPartialDate).find((date) => date !== null) ?? partialDate(year, month)
}

/** `Computation and Language (cs.CL); Machine Learning (cs.LG)` and `cs.CL cs.LG` are told by arXiv's own codes. */
function tagsOf(values: string[]): string[] {
  return values.flatMap((value) => {
    const codes = value.match(CODE) ?? []
    return codes.length > 0 ? codes : value.split(/\s*[,;·•]\s*/).map((tag) => tag.replace(/\.$/, ''))
  })
}

const CODE =
  /(?<=^|[\s(])(?:[a-z]{2,8}(?:-[a-z]{2,5})?\.[A-Za-z-]{2,8}|(?:hep|gr|nucl|quant|math)-(?:th|ph|ex|lat|qc))(?=$|[\s);,])/g
