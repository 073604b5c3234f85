/** Changes when the club's week turns and how long its ballots are. */
import { clubCard } from '../../src/chat/cards/club.ts'
import { defineCommand } from '../../src/chat/command.ts'
import { UserError } from '../../src/club/errors.ts'
import { parseWeekday, WEEKDAYS } from '../../src/club/schedule.ts'

export default defineCommand({
  name: 'club set',
  description: "Change the club's weekday, time, time zone, ballot size or how long nominations wait",
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
  },
  async run(context, { weekday, time, zone, size, waits }) {
    if (!weekday && !time && !zone && !size && waits === undefined) {
      throw new UserError(
        'nothing-to-set',
        'Say what to change: weekday, time, zone, size or waits. For example: `club set weekday:Friday time:16:00`',
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
})
