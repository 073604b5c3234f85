/** Makes a reading group whose first channel is the one that it is called in. */
import { actionId } from '../../src/chat/action.ts'
import type { Form } from '../../src/chat/card.ts'
import { chosenDigests, digestsInput } from '../../src/chat/cards/sources.ts'
import { startedCard } from '../../src/chat/cards/started.ts'
import { presetOf, wayInput } from '../../src/chat/cards/ways.ts'
import { type Context, defineCommand, type Filled } from '../../src/chat/command.ts'
import { zoneFrom } from '../../src/club/calendar/written.ts'
import { LONGEST_NAME, NAMELESS, type NewClub } from '../../src/club/club.ts'
import { UserError } from '../../src/club/errors.ts'
import { parseClubTime } from '../../src/club/schedule.ts'
import type { ShippedDigest } from '../../src/ports/club.ts'

const LONGEST_ADDRESS = 1000
const TIME = 'Monday 09:00'
const ZONE = 'UTC'
const BAD_TIME =
  'Write a weekday and a time, such as Monday 09:00 or Friday 4pm. Another rhythm is set after the start, with “club calendar”.'
const BAD_ZONE = 'Write a time zone such as Europe/Berlin, or the largest city in it.'

export default defineCommand({
  name: 'club start',
  description: 'Start a reading group in this channel',
  answers: 'actor',
  reach: 'channel',
  costs: 'feed',
  options: {
    name: { kind: 'text', description: 'What it is called', max: LONGEST_NAME },
    time: { kind: 'text', description: 'When a paper is picked, such as Monday 09:00', max: 30 },
    zone: { kind: 'zone', description: 'The time zone of that time' },
    from: { kind: 'text', description: 'The address of a feed or list of papers to start with', max: LONGEST_ADDRESS },
  },
  ask: form({}),
  async fill(context) {
    await context.services.room.requireFree(context.caller)
    return form(context.caller, context.services.room.shipped())
  },
  run: (context, { name, time, zone, from }) =>
    start(context, read({ name, time, zone: zone ?? context.caller.zone }, null), from),
  actions: {
    /** The button of a greeting. */
    ask: {
      answers: 'form',
      empty: () => form({}),
      async run(context) {
        await context.services.room.requireFree(context.caller)
        return form(context.caller, context.services.room.shipped())
      },
    },
  },
  forms: {
    form: {
      answers: 'actor',
      check: complaints,
      async run(context, _arg, { fields }) {
        const digests = chosenDigests(context.services.room.shipped(), fields.digests) ?? null
        const given = { name: fields.name, ...timeAndZone(fields.when, context.caller.zone) }
        return start(context, { ...read(given, digests), way: presetOf(fields.way).way }, fields.from)
      },
    },
  },
})

/** Without `shipped` nothing is asked of them, and the club reads from all. */
function form({ zone = ZONE }: { zone?: string | undefined }, shipped: readonly ShippedDigest[] = []): Form {
  return {
    action: actionId('club start', 'form'),
    title: 'Start a reading group',
    submit: 'Start',
    inputs: [
      { kind: 'line', name: 'name', label: 'Name', required: true, max: LONGEST_NAME, value: NAMELESS },
      {
        kind: 'line',
        name: 'when',
        label: 'When a paper is picked',
        hint: 'Such as Monday 09:00 Europe/Berlin. Not each week? Start, then use “club calendar”',
        required: true,
        max: 90,
        value: `${TIME} ${zone}`,
      },
      ...(shipped.length > 0 ? [digestsInput(shipped, null)] : []),
      wayInput('vote'),
      {
        kind: 'line',
        name: 'from',
        label: 'A feed or list to start with',
        hint: 'Its address. What it has is read now, and again four times a day.',
        required: false,
        max: LONGEST_ADDRESS,
      },
    ],
  }
}

function complaints({ fields: { name = '', when } }: Filled): Record<string, string> {
  const { time, zone } = timeAndZone(when)
  const problem = !parseClubTime(time) ? BAD_TIME : 'zone' in zoneGiven(zone) ? null : badZone(zone)
  return { ...(name.trim() === '' ? { name: 'Give it a name.' } : {}), ...(problem === null ? {} : { when: problem }) }
}

/** `Monday 09:00 New York`, where the zone may be left out. */
function timeAndZone(when = TIME, fallback = ZONE): { time: string; zone: string } {
  const words = when.trim().split(/\s+/)
  const count = words.findLastIndex((_, last) => parseClubTime(words.slice(0, last + 1).join(' '))) + 1
  if (count === 0) return { time: when, zone: fallback }
  return { time: words.slice(0, count).join(' '), zone: words.slice(count).join(' ') || fallback }
}

function read(
  given: { name?: string | undefined; time?: string | undefined; zone?: string | undefined },
  digests: string[] | null,
): NewClub {
  const time = parseClubTime(given.time ?? TIME)
  const found = zoneGiven(given.zone ?? ZONE)
  if (!time) throw new UserError('bad-schedule', BAD_TIME)
  if (!('zone' in found)) throw new UserError('bad-schedule', badZone(given.zone ?? ''))
  return { name: given.name?.trim() || NAMELESS, schedule: { ...time, zone: found.zone }, digests }
}

function zoneGiven(text: string) {
  return zoneFrom(text) ?? { either: [] }
}

function badZone(text: string): string {
  const found = zoneFrom(text)
  return found && 'either' in found ? `That may mean ${found.either.join(' or ')}: say which.` : BAD_ZONE
}

async function start(context: Context, club: NewClub, address = '') {
  const { services, first } = await context.services.room.start(context.caller, club, address.trim())
  return startedCard({ ...context, services }, first)
}
