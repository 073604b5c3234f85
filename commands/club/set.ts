/**
 * Changes how the club chooses, when its week turns, how long its ballots are, and whether what is said in the channel is read in
 * others. Called alone it asks with a form that shows what is set.
 */
import { actionId } from '../../src/chat/action.ts'
import type { Form } from '../../src/chat/card.ts'
import { carriedInWords } from '../../src/chat/cards/carried.ts'
import { clubCard } from '../../src/chat/cards/club.ts'
import { notice } from '../../src/chat/cards/notice.ts'
import { presetOf, wayInput } from '../../src/chat/cards/ways.ts'
import { type Context, defineCommand, type Filled } from '../../src/chat/command.ts'
import { minutesFrom, saysNone } from '../../src/club/calendar/written.ts'
import { CARRYING_WAYS } from '../../src/club/carrying.ts'
import { assertOwnPost, type Club, Way } from '../../src/club/club.ts'
import { UserError } from '../../src/club/errors.ts'
import { parseWeekday, WEEKDAYS } from '../../src/club/schedule.ts'

const LIMITS = { papers: [1, 10], size: [2, 10], waits: [0, 20] } as const

export default defineCommand({
  name: 'club set',
  description: 'Change how the club chooses, its time, ballots, meetings, or where comments are read',
  answers: 'actor',
  organisers: true,
  options: {
    way: { kind: 'choice', description: 'How the group chooses what it reads', choices: Way.options },
    papers: { kind: 'integer', description: 'How many papers a meeting has', min: 1, max: 10 },
    length: { kind: 'text', description: 'How long a meeting is, such as 90 minutes', max: 20 },
    weekday: { kind: 'choice', description: 'The day of the pick', choices: WEEKDAYS },
    time: { kind: 'text', description: 'The time of the pick, such as 09:00', max: 5 },
    zone: { kind: 'zone', description: 'The time zone of that time' },
    size: { kind: 'integer', description: 'How many papers a ballot is filled up to', min: 2, max: 10 },
    waits: {
      kind: 'integer',
      description: 'For how many further ballots a nomination waits that was not picked',
      min: 0,
      max: 20,
    },
    mirror: {
      kind: 'choice',
      description: 'Whether threads of this channel are read in the others and theirs here; listen: only theirs here',
      choices: CARRYING_WAYS,
    },
  },
  ask: form(),
  fill: async ({ services }) => form(await services.club.get()),
  async run(context, { way, papers, length, weekday, time, zone, size, waits, mirror }) {
    if (mirror) await context.services.room.carry(mirror)
    const others = [way, papers, length, weekday, time, zone, size, waits]
    if (mirror && others.every((value) => value === undefined)) return carriedCard(context)
    await context.services.club.change({
      way: way && Way.parse(way),
      papersEach: papers,
      minutes: length === undefined ? undefined : minutesGiven(length),
      weekday: weekday ? (parseWeekday(weekday) ?? undefined) : undefined,
      time: time?.padStart(5, '0'),
      zone,
      ballotSize: size,
      waits,
    })
    return clubCard(context, 'Changed. The club now')
  },
  actions: {
    /** Arg: whether nominations wait for an organiser from now on, `on` or `off`. */
    approval: {
      answers: 'update',
      async run(context, wanted) {
        await context.services.club.change({ approval: wanted === 'on' })
        return clubCard(context, 'Changed. The club now')
      },
    },
    /** Arg: the key of the post that it stands on, if it stands on one. */
    mirror: {
      answers: 'actor',
      async run(context, key) {
        assertOwnPost(await context.services.club.get(), key)
        await context.services.room.carry('on')
        return carriedCard(context)
      },
    },
  },
  forms: { form: { answers: 'actor', check: complaints, run: (context, _arg, filled) => set(context, filled) } },
})

/** Without a club what a new one has. */
function form(club?: Club): Form {
  const line = { kind: 'line' as const, required: true, max: 20 }
  return {
    action: actionId('club set', 'form'),
    title: 'How the group works',
    submit: 'Change',
    inputs: [
      wayInput(club?.way ?? 'vote'),
      {
        ...line,
        name: 'papers',
        label: 'Papers of one meeting',
        hint: '1 to 10',
        value: String(club?.papersEach ?? 1),
      },
      { ...line, name: 'size', label: 'Papers on a ballot', hint: '2 to 10', value: String(club?.ballotSize ?? 5) },
      {
        ...line,
        name: 'waits',
        label: 'Ballots that a nomination waits for',
        hint: '0 to 20. After so many it leaves, unless somebody brings it again',
        value: String(club?.waits ?? 4),
      },
      {
        ...line,
        name: 'length',
        label: 'How long a meeting is',
        hint: 'Such as 90 minutes; none where it is not said',
        value: club?.minutes ? `${club.minutes} minutes` : 'none',
      },
    ],
  }
}

function complaints({ fields }: Filled): Record<string, string> {
  const wrong = Object.entries(LIMITS).flatMap(([name, [from, to]]) => {
    const count = Number(fields[name])
    const fits = /^\d+$/.test(fields[name]?.trim() ?? '') && count >= from && count <= to
    return fits ? [] : [[name, `Write a number from ${from} to ${to}.`] as const]
  })
  const { length = 'none' } = fields
  const isTold = saysNone(length) || minutesFrom(length) !== null
  return { ...Object.fromEntries(wrong), ...(isTold ? {} : { length: 'Write a time such as 90 minutes, or none.' }) }
}

async function set(context: Context, { fields: { way, papers, size, waits, length = 'none' } }: Filled) {
  const { rota } = await context.services.club.get()
  await context.services.club.change({
    ...presetOf(way, rota),
    papersEach: Number(papers),
    ballotSize: Number(size),
    waits: Number(waits),
    minutes: minutesGiven(length),
  })
  return clubCard(context, 'Changed. The club now')
}

function minutesGiven(text: string): number | null {
  const minutes = minutesFrom(text)
  if (minutes === null && !saysNone(text))
    throw new UserError('bad-option', `“length” must be such as 90 minutes; “${text}” is not.`)
  return minutes
}

async function carriedCard({ services, room }: Context) {
  return notice('Changed', `What is said here is ${carriedInWords(await services.club.get(), room)}.`)
}
