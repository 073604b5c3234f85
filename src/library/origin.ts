import { fold } from './fold.ts'
import { monthOfArxivId } from './formats/dates.ts'
import type { ParsedPaper } from './parsed-digest.ts'

/** Who wrote a work and when, as far as its entries say. */
export interface Origin {
  /** First and last words of its people's names. */
  firsts: Set<string>
  lasts: Set<string>
  years: Set<string>
  dois: Set<string>
}

/** What an entry says of where its work comes from. */
export type Said = Pick<ParsedPaper, 'authors' | 'date' | 'arxivId' | 'doi'>

export function originOf(papers: readonly Said[]): Origin {
  const people = papers.flatMap(({ authors }) => authors.flatMap(personOf))
  const days = papers.flatMap(({ date, arxivId }) => date ?? (arxivId && monthOfArxivId(arxivId)) ?? [])
  return {
    firsts: new Set(people.map(({ first }) => first)),
    lasts: new Set(people.map(({ last }) => last)),
    years: new Set(days.map((day) => day.slice(0, 4))),
    dois: new Set(papers.flatMap(({ doi }) => doi?.toLowerCase() ?? [])),
  }
}

/** Adds to a work's origin what another entry of it says. */
export function addOrigin(to: Origin, from: Origin): void {
  for (const first of from.firsts) to.firsts.add(first)
  for (const last of from.lasts) to.lasts.add(last)
  for (const year of from.years) to.years.add(year)
  for (const doi of from.dois) to.dois.add(doi)
}

/** Whether somebody wrote at both; a name may have its family name at either end. */
export function sharesPeople(a: Origin, b: Origin): boolean {
  return meet(a.lasts, b.lasts) || meet(a.lasts, b.firsts) || meet(a.firsts, b.lasts)
}

/**
 * Whether two works of one title cannot be one: other people wrote them, in other years or under other DOIs; or both year and
 * DOI are others where people are not named, as those of prefaces. What is not known speaks for neither.
 */
export function areOthers(a: Origin, b: Origin): boolean {
  const otherYears = areApart(a.years, b.years)
  const otherDois = areApart(a.dois, b.dois)
  if (a.lasts.size === 0 || b.lasts.size === 0) return otherYears && otherDois
  return (otherYears || otherDois) && !sharesPeople(a, b)
}

function areApart(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size > 0 && b.size > 0 && !meet(a, b)
}

function meet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return !a.isDisjointFrom(b)
}

/** None for a team or a company, which stands for people who may be named elsewhere. */
function personOf(author: string): { first: string; last: string }[] {
  const name = author.replace(/,?\s*\b(?:et\.? al\.?|and others|jr\.?|sr\.?|i{2,3})\s*$/i, '').trim()
  if (TEAM.test(name)) return []
  const [first = '', ...rest] = fold(name).split(' ')
  const last = rest.at(-1)
  if (last !== undefined) return [{ first, last }]
  // A family name alone is a person only where others are said to follow it.
  return name !== author && first !== '' ? [{ first, last: first }] : []
}

const TEAM = /\b(?:team|group|collaboration|consortium|labs?|research|institute|university|ai)\b/i
