import { isCut } from './identity.ts'
import type { ParsedPaper } from './parsed-digest.ts'

/** One entry of a digest that was read twice: what was read later counts, and what it leaves out stays. */
export function sameEntry(before: ParsedPaper, later: ParsedPaper): ParsedPaper {
  return {
    ...before,
    ...present(later),
    andOthers: later.authors.length > 0 ? later.andOthers : before.andOthers,
    title: isCut(later.title) ? before.title : later.title,
    idea: later.reviewed || !before.reviewed ? (later.idea ?? before.idea) : (before.idea ?? later.idea),
    pick: before.pick || later.pick,
    reviewed: before.reviewed || later.reviewed,
    remarks: bothOf(before.remarks, later.remarks),
  }
}

function present(paper: ParsedPaper): Partial<ParsedPaper> {
  const isThere = (value: unknown) => value !== null && !(Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(paper).filter(([, value]) => isThere(value)))
}

function bothOf(before: string | null, later: string | null): string | null {
  if (before === null || later === null) return later ?? before
  return before.includes(later) ? before : later.includes(before) ? later : `${before}\n\n${later}`
}
