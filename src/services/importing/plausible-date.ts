import type { ParsedPaper } from '../../library/parsed-digest.ts'

/** The paper without a date that cannot be its own: journals date their issues up to a year ahead, and no further. */
export function plausiblyDated(paper: ParsedPaper, year: number): ParsedPaper {
  return paper.date !== null && Number(paper.date.slice(0, 4)) > year + 1 ? { ...paper, date: null } : paper
}
