/** A real group as facts: how it says that it works, and what it published. */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'

const Day = z.iso.date()
const Time = z.string().regex(/^\d{2}:\d{2}$/)
const Words = z
  .string()
  .nullish()
  .transform((text) => text ?? null)

/** A list that may be left out. */
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((all) => all ?? [])

const Choosing = z.enum(['vote', 'presenter', 'sequence', 'organiser', 'random'])

const Voting = z.union([
  z.string().transform((method) => ({ method, most: null, hidden: null, quorum: null })),
  z
    .object({
      method: z.string().nullish(),
      most: z.number().nullish(),
      hidden: z.boolean().nullish(),
      quorum: z.number().nullish(),
    })
    .transform(({ method = null, most = null, hidden = null, quorum = null }) => ({ method, most, hidden, quorum })),
])

export const Process = z.object({
  rrule: Words,
  time: Words,
  zone: Words,
  durationMinutes: z.number().nullish(),
  place: Words,
  choosing: Choosing.nullish(),
  chosenDaysBefore: z.number().nullish(),
  papersPerSession: z.number().nullish(),
  roles: listOf(z.string()),
  rota: Words,
  rotaOrder: z.array(z.string()).nullish(),
  reminders: listOf(z.string()),
  /** What is put beside a meeting once it is over. */
  afterwards: listOf(z.string()),
  carriesLosersOver: z.boolean().nullish(),
  /** How members vote: `ranked`, or what is set of it. */
  voting: Voting.nullish(),
  quorum: z.number().int().positive().nullish(),
  /** In how many tracks it meets. */
  tracks: z.number().nullish(),
  notes: Words,
  weekday: z.number().int().min(1).max(7).nullish(),
  trackList: z
    .array(
      z.object({
        name: z.string(),
        weekday: z.number().int().min(1).max(7).nullish(),
        time: Words,
        place: Words,
        rrule: Words,
        anchor: Day.nullish(),
        choosing: Choosing.nullish(),
      }),
    )
    .nullish(),
  breaks: listOf(
    z.object({ from: Day, to: Day.nullish(), reason: Words }).transform((one) => ({ ...one, to: one.to ?? one.from })),
  ),
})
export type Process = z.infer<typeof Process>

const Paper = z.object({ title: z.string(), url: Words, optional: z.boolean().nullish() })
const Session = z.object({
  date: Day,
  time: Words,
  place: Words,
  kind: z.enum(['session', 'break', 'cancelled', 'special', 'social']),
  track: Words,
  reason: Words,
  topic: Words,
  /** Published before anything was known of it. */
  tentative: z.boolean().nullish(),
  openSlot: z.boolean().nullish(),
  /** Two have changed places. */
  swapped: z.boolean().nullish(),
  papers: listOf(Paper),
  people: listOf(z.object({ who: Words, role: Words })),
})
export type Session = z.infer<typeof Session>

/** What an organiser does beside the settings. */
const OrganiserAct = z.discriminatedUnion('act', [
  z.object({ act: z.literal('skip'), date: Day, reason: Words }),
  z.object({ act: z.literal('cancel'), date: Day, reason: Words }),
  z.object({ act: z.literal('move'), from: Day, to: Day, time: Time.nullish() }),
  z.object({ act: z.literal('add'), date: Day, time: Time.nullish() }),
  z.object({ act: z.literal('set'), date: Day, time: Time.nullish() }),
])
export type OrganiserAct = z.infer<typeof OrganiserAct>

const Fit = z
  .object({ acts: listOf(OrganiserAct) })
  .nullish()
  .transform((fit) => fit ?? { acts: [] })
const Span = z.object({ from: Day, to: Day, anchor: Day.nullish() })

const Facts = z.object({ process: z.record(z.string(), z.unknown()), term: Span, sessions: z.array(Session), fit: Fit })
const GroupFile = Facts.extend({
  group: z.string(),
  otherTerms: listOf(Facts.extend({ name: z.string() })),
})

/** One term of a group, with all that is so in it. */
export interface Term {
  name: string
  process: Process
  span: z.infer<typeof Span>
  sessions: Session[]
  acts: OrganiserAct[]
  /** Properties of its process of which nothing follows here. */
  unread: string[]
}

/** The terms of a group's file, the main one first. Throws where it is no such file. */
export async function readTerms(file: string): Promise<Term[]> {
  const { group, otherTerms, ...main } = GroupFile.parse(JSON.parse(await readFile(file, 'utf8')))
  const others = otherTerms.map(({ name, process, ...other }) => ({
    ...other,
    name: `${group}, ${name}`,
    // Only what differs is said; breaks are those of each term.
    process: { ...main.process, breaks: [], ...process },
  }))
  return [{ ...main, name: group }, ...others].map(({ name, process, term, sessions, fit }) => ({
    name,
    process: Process.parse(process),
    span: term,
    sessions,
    acts: fit.acts,
    unread: Object.keys(process).filter((name) => !(name in Process.shape) && !WORDS.includes(name)),
  }))
}

/** Whether a session takes place. */
export function takesPlace({ kind }: Session): boolean {
  return kind !== 'break' && kind !== 'cancelled'
}

/** Whether a session is for something else than papers: one without any is where it says for what. */
export function isForOther({ kind, papers, topic }: Session): boolean {
  return kind !== 'session' || (papers.length === 0 && topic !== null)
}

/** Words about what other properties say. */
const WORDS = ['cadence', 'archive']
