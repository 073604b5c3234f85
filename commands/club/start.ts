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
import type { ShippedDigest } from '../../src/ports/services.ts'

const TIME = 'Monday 09:00'
const ZONE = 'UTC'
const BAD_TIME = 'Write a weekday and a time on a clock of 24 hours, such as Monday 09:00.'
const BAD_ZONE = 'Write a time zone such as Europe/Berlin, or the largest city in it.'

export default defineCommand({
  name: 'club start',
  description: 'Start a reading group in this channel',
  answers: 'actor',
  reach: 'channel',
  options: {
    name: { kind: 'text', description: 'What it is called', max: LONGEST_NAME },
    time: { kind: 'text', description: 'When a paper is picked, such as Monday 09:00', max: 30 },
    zone: { kind: 'zone', description: 'The time zone of that time' },
  },
  ask: form({}),
  async fill(context) {
    await context.services.room.requireFree(context.caller)
    return form(context.caller, context.services.room.shipped())
  },
  run: (context, { name, time, zone }) => start(context, read({ name, time, zone: zone ?? context.caller.zone }, null)),
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
        return start(context, { ...read(fields, digests), way: presetOf(fields.way).way })
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
        name: 'time',
        label: 'When a paper is picked',
        hint: 'A weekday and a time, such as Monday 09:00',
        required: true,
        max: 30,
        value: TIME,
      },
      {
        kind: 'line',
        name: 'zone',
        label: 'Time zone of that time',
        hint: 'Such as Europe/Berlin, or the largest city in it',
        required: true,
        max: 60,
        value: zone,
      },
      ...(shipped.length > 0 ? [digestsInput(shipped, null)] : []),
      wayInput('vote'),
    ],
  }
}

function complaints({ fields: { name = '', time = '', zone = '' } }: Filled): Record<string, string> {
  return {
    ...(name.trim() === '' ? { name: 'Give it a name.' } : {}),
    ...(parseClubTime(time) ? {} : { time: BAD_TIME }),
    ...('zone' in zoneGiven(zone) ? {} : { zone: badZone(zone) }),
  }
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

async function start(context: Context, club: NewClub) {
  const services = await context.services.room.start(context.caller, club)
  return startedCard({ ...context, services })
}
