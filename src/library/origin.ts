import { fold } from './fold.ts'
import { monthOfArxivId } from './formats/dates.ts'
import type { ParsedPaper } from './parsed-digest.ts'

/** Who wrote a work and when, as far as its entries say. */
export interface Origin {
  /** First and last words of its people's names. */
  firsts: Set<string>
  lasts: Set<string>
  years: Set<string>
}

export function originOf(papers: readonly ParsedPaper[]): Origin {
  const people = papers.flatMap(({ authors }) => authors.flatMap(personOf))
  const days = papers.flatMap(({ date, arxivId }) => date ?? (arxivId && monthOfArxivId(arxivId)) ?? [])
  return {
    firsts: new Set(people.map(({ first }) => first)),
    lasts: new Set(people.map(({ last }) => last)),
    years: new Set(days.map((day) => day.slice(0, 4))),
  }
}

/** Adds to a work's origin what another entry of it says. */
export function addOrigin(to: Origin, from: Origin): void {
  for (const first of from.firsts) to.firsts.add(first)
  for (const last of from.lasts) to.lasts.add(last)
  for (const year of from.years) to.years.add(year)
}

/** Whether somebody wrote at both; a name may have its family name at either end. */
export function sharesPeople(a: Origin, b: Origin): boolean {
  return meet(a.lasts, b.lasts) || meet(a.lasts, b.firsts) || meet(a.firsts, b.lasts)
}

/** Whether two works cannot be one: other people wrote them, in other years. What is not known speaks for neither. */
export function areOthers(a: Origin, b: Origin): boolean {
  if ([a.lasts, b.lasts, a.years, b.years].some(({ size }) => size === 0)) return false
  return !meet(a.years, b.years) && !sharesPeople(a, b)
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
