import { z } from 'zod'
import { isAccountId } from './keys.ts'
import type { Schedule } from './schedule.ts'

const Account = z.string().refine(isAccountId)

/** A paper that was chosen ahead for a date. `by`: who did, where somebody did. */
export const PlannedPaper = z.object({
  paper: z.string(),
  /** Kept beside the id, as on a ballot. */
  title: z.string(),
  optional: z.boolean().default(false),
  by: Account.nullable().default(null),
  /** Why, in the words of whoever chose it. */
  reason: z.string().optional(),
})
export type PlannedPaper = z.output<typeof PlannedPaper>

/**
 * Somebody with a role at a meeting. `account`: null for who is known by name alone. `instead`: by a swap, whose turn they take,
 * who takes theirs on that day.
 */
export const PlannedPerson = z.object({
  account: Account.nullable(),
  name: z.string(),
  role: z.string(),
  instead: z.object({ who: z.string(), day: z.string() }).optional(),
})
export type PlannedPerson = z.output<typeof PlannedPerson>

/** What a date is for. Where it is not for papers, none is chosen. */
export const MEETING_KINDS = ['papers', 'other', 'social'] as const

/** What was settled of one date of a club. It is kept below the day that the calendar made: a move leaves it as it is. */
export const Plan = z.object({
  kind: z.enum(MEETING_KINDS).default('papers'),
  topic: z.string().nullable().default(null),
  /** Minutes; null: as long as ever. */
  minutes: z.number().int().positive().nullable().default(null),
  /** Null: where the club meets anyway. */
  place: z.string().nullable().default(null),
  papers: z.array(PlannedPaper).default([]),
  people: z.array(PlannedPerson).default([]),
  questions: z.array(z.string()).default([]),
  /** Slides, notes, a recording. */
  links: z.array(z.object({ what: z.string(), url: z.string() })).default([]),
  /** Whether its date, which was to come, is none any more: until it is one again nothing of it takes place. */
  off: z.literal(true).optional(),
})
export type Plan = z.output<typeof Plan>

/** Of a date that nobody has touched. */
export const UNPLANNED: Plan = Plan.parse({})

/** What an organiser may change of one; what is undefined stays. */
export type PlanChanges = { [Name in keyof Plan]?: Plan[Name] | undefined }

export function changePlan(plan: Plan, changes: PlanChanges): Plan {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined)
  return { ...plan, ...Object.fromEntries(given) }
}

/** Who has a date by its first role, and so its paper. */
export function presentersOf({ people }: Pick<Plan, 'people'>, [first]: readonly string[]): Plan['people'] {
  return people.filter(({ role }) => role.toLowerCase() === first?.toLowerCase())
}

/** Whether all who have one are known by name alone: organisers choose for them. */
export function isByNameAlone(people: Plan['people']): boolean {
  return people.length > 0 && people.every(({ account }) => account === null)
}

/** What was chosen by somebody who has no part in the date any more; what organisers chose is no presenter's. */
export function leftBehind({ papers, people }: Plan, organisers: readonly string[]): PlannedPaper[] {
  const isThere = (by: string) => organisers.includes(by) || people.some(({ account }) => account === by)
  return papers.filter(({ by }) => by !== null && !isThere(by))
}

/** Whose choice the papers of a date were: the presenter's where they gave them, else an organiser's. */
export function chosenBy({ papers, people }: Plan): 'presenter' | 'organiser' {
  const isTheirs = papers.some(({ by }) => by !== null && people.some(({ account }) => account === by))
  return isTheirs ? 'presenter' : 'organiser'
}

/** The dates that nothing is to be chosen for, once a plan says so of one or does not any more. Those of before `since` are over. */
export function settledWith(
  settled: Schedule['settled'] = [],
  day: string,
  { kind, papers }: Plan,
  since: string,
): Schedule['settled'] {
  const others = settled.filter((one) => one.day !== day && one.day >= since)
  const own = kind !== 'papers' ? { day, papers: false } : papers.length > 0 ? { day, papers: true } : null
  const all = own ? [...others, own].toSorted((a, b) => (a.day < b.day ? -1 : 1)) : others
  return all.length > 0 ? all : undefined
}

/** What was settled of a date that is none any more, or is one again. */
export function offPlan({ off: _, ...plan }: Plan, isOff: boolean): Plan {
  return isOff ? { ...plan, off: true } : plan
}

/** Such a plan need not be kept. */
export function isUnplanned(plan: Plan): boolean {
  return JSON.stringify(plan) === JSON.stringify(UNPLANNED)
}
