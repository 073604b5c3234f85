import { z } from 'zod'
import { zoneFrom } from '../club/calendar/written.ts'
import { type AccountId, isAccountId } from '../club/keys.ts'
import { type SaidDate, saidDateFrom, timeOfSaid } from '../club/said-date.ts'
import type { Paper } from '../library/paper.ts'
import type { SentFile } from './sent-file.ts'

/** The closed set of what a command can ask for. Both chats' registrations, parsing and usage follow from it. */
export type OptionSpec = { description: string; required?: boolean; example?: string } & (
  | { kind: 'text'; max?: number; complete?: Complete }
  | { kind: 'integer'; min: number; max: number }
  | { kind: 'boolean' }
  | { kind: 'choice'; choices: readonly string[] }
  /** A paper by its title, completed as it is typed; the command gets the paper itself. */
  | { kind: 'paper' }
  | { kind: 'member' }
  /** A calendar day, `2026-07-15`. */
  | { kind: 'date' }
  /** A date of the club, by its day or by day and time: `2026-07-15`, `2026-07-15T18:00`. */
  | { kind: 'meeting' }
  /** An IANA time zone, `Europe/Berlin`. */
  | { kind: 'zone' }
  /** A file. Where commands are typed none can be sent: there it is the address of one. */
  | { kind: 'attachment' }
)

/** Names the service list that completes a text option. */
export type Complete = 'paper' | 'term' | 'digest' | 'tag' | 'command' | 'movable'

export type OptionSpecs = Readonly<Record<string, OptionSpec>>

/** What a chat hands in before it is parsed: always text, numbers and booleans spelled out. */
export type RawValues = Readonly<Record<string, string>>

type ValueOf<S extends OptionSpec> = S extends { kind: 'integer' }
  ? number
  : S extends { kind: 'boolean' }
    ? boolean
    : S extends { kind: 'choice'; choices: readonly (infer C)[] }
      ? C
      : S extends { kind: 'paper' }
        ? Paper
        : S extends { kind: 'member' }
          ? AccountId
          : S extends { kind: 'date' }
            ? Temporal.PlainDate
            : S extends { kind: 'attachment' }
              ? SentFile | string
              : string

export type ArgsOf<O extends OptionSpecs> = {
  [K in keyof O]: O[K] extends { required: true } ? ValueOf<O[K]> : ValueOf<O[K]> | undefined
}

type OptionSchema = z.ZodType<string | number | boolean | Temporal.PlainDate | undefined>

/** A schema takes longer to build than to use. */
const schemas = new WeakMap<OptionSpec, OptionSchema>()

/** The schema of one option's raw text. A paper stays text here: the app looks it up in the club's library. */
export function schemaOf(spec: OptionSpec): OptionSchema {
  const known = schemas.get(spec)
  if (known) return known
  const schema = buildSchema(spec)
  schemas.set(spec, schema)
  return schema
}

function buildSchema(spec: OptionSpec): OptionSchema {
  switch (spec.kind) {
    case 'text':
      return z
        .string()
        .transform(unquoted)
        .pipe(
          z
            .string()
            .min(1, 'must not be empty')
            .max(spec.max ?? 500, `must be at most ${spec.max ?? 500} characters`),
        )
    case 'paper':
      return z
        .string()
        .transform(unquoted)
        .pipe(z.string().min(1, 'must not be empty').max(500, 'must be at most 500 characters'))
    case 'integer':
      return z.coerce
        .number('must be a number')
        .int('must be a whole number')
        .min(spec.min, `must be at least ${spec.min}`)
        .max(spec.max, `must be at most ${spec.max}`)
    case 'boolean':
      return z
        .string()
        .trim()
        .toLowerCase()
        .refine((text) => TRUE.has(text) || FALSE.has(text), 'must be yes or no')
        .transform((text) => TRUE.has(text))
    case 'choice':
      return z
        .string()
        .trim()
        .transform((text) => spec.choices.find((choice) => choice.toLowerCase() === text.toLowerCase()))
        .refine((choice) => choice !== undefined, `must be one of ${spec.choices.join(', ')}`)
    case 'member':
      return z.string().trim().refine(isAccountId, 'must be a person, by @name')
    case 'date':
      return z.string().trim().transform(parseDate)
    case 'attachment':
      return z.url({ protocol: /^https?$/, error: 'must be a file or a link to one' })
    case 'meeting':
      return z.string().trim().transform(readMeeting)
    case 'zone':
      return z.string().trim().transform(readZone)
  }
}

/** Without the one pair of quotes around all of a line. Other quotes belong to the text: `"A", "B"` stays as it is. */
function unquoted(text: string): string {
  return text.trim().replace(QUOTED, '$1$2$3$4').trim()
}

const QUOTED = /^(?:"([^"\n]+)"|“([^“”\n]+)”|„([^„“”\n]+)[“”]|«([^«»\n]+)»)$/

const TRUE = new Set(['true', 'yes', 'y', 'on', '1'])
const FALSE = new Set(['false', 'no', 'n', 'off', '0'])

function parseDate(text: string, context: z.RefinementCtx): Temporal.PlainDate {
  try {
    const day = Temporal.PlainDate.from(text)
    // A time beside it would be lost without a word.
    if (timeOfSaid(saidDateFrom(text) ?? '') === null) return day
    context.addIssue({ code: 'custom', message: 'must be a date without a time, such as 15 July or 2026-07-15' })
  } catch {
    context.addIssue({ code: 'custom', message: 'must be a date such as 15 July or 2026-07-15' })
  }
  return z.NEVER
}

function readMeeting(text: string, context: z.RefinementCtx): SaidDate {
  const said = saidDateFrom(text)
  if (said !== null) return said
  context.addIssue({
    code: 'custom',
    message: 'must be a date such as 15 July or 2026-07-15, or with its time 2026-07-15 18:00',
  })
  return z.NEVER
}

function readZone(text: string, context: z.RefinementCtx): string {
  const found = zoneFrom(text)
  if (found && 'zone' in found) return found.zone
  const message = found
    ? `may mean ${found.either.join(' or ')}: say which`
    : 'must be a time zone such as Europe/Berlin'
  context.addIssue({ code: 'custom', message })
  return z.NEVER
}
