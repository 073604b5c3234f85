/** Changes when the club's week turns, how long its ballots are, and whether what is said in the channel is read in others. */
import { carriedInWords } from '../../src/chat/cards/carried.ts'
import { clubCard } from '../../src/chat/cards/club.ts'
import { notice } from '../../src/chat/cards/notice.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'
import { assertOwnPost } from '../../src/club/club.ts'
import { UserError } from '../../src/club/errors.ts'
import { parseWeekday, WEEKDAYS } from '../../src/club/schedule.ts'

export default defineCommand({
  name: 'club set',
  description: "Change the club's time, ballot size, how long nominations wait, or where comments are read",
  answers: 'actor',
  organisers: true,
  options: {
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
      description: 'Whether what is said in the threads of this channel is read in the others, and theirs here',
      choices: ['on', 'off'],
    },
  },
  async run(context, { weekday, time, zone, size, waits, mirror }) {
    if (mirror) await context.services.room.carry(mirror === 'on')
    if (!weekday && !time && !zone && !size && waits === undefined) {
      if (mirror) return carriedCard(context)
      throw new UserError(
        'nothing-to-set',
        'Say what to change: weekday, time, zone, size, waits or mirror. For example: `club set weekday:Friday time:16:00`',
      )
    }
    await context.services.club.change({
      weekday: weekday ? (parseWeekday(weekday) ?? undefined) : undefined,
      time: time?.padStart(5, '0'),
      zone,
      ballotSize: size,
      waits,
    })
    return clubCard(context, 'Changed. The club now')
  },
  /** Arg: the key of the post that it stands on, if it stands on one. */
  actions: {
    mirror: {
      answers: 'actor',
      async run(context, key) {
        assertOwnPost(await context.services.club.get(), key)
        await context.services.room.carry(true)
        return carriedCard(context)
      },
    },
  },
})

async function carriedCard({ services, room }: Context) {
  return notice('Changed', `What is said here is ${carriedInWords(await services.club.get(), room)}.`)
}
