import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHATS, type People } from './people.ts'
import { type Bot, openStage, type Stage, TAKEN_OVER } from './stage.ts'
import { candidatesOf, readIn, wordsOf } from './words.ts'

let stage: Stage
let people: People
let bot: Bot
/** The first Wednesday of the club. */
let wednesday: Temporal.PlainDate

beforeAll(async () => {
  stage = await openStage()
  people = stage.people
  bot = await stage.startBot()
  const today = Temporal.Instant.from((await stage.state()).clock.now)
    .toZonedDateTimeISO('Europe/Berlin')
    .toPlainDate()
  wednesday = today.add({ days: 2 + ((3 - today.add({ days: 2 }).dayOfWeek + 7) % 7) })
})
afterAll(() => stage.close())

const day = (after: number) => wednesday.add({ days: after }).toString()
const shown = async (chat: (typeof CHATS)[number], text: string) => wordsOf(await people.type(chat, text))
const goOn = () => stage.control('clock', { toNextPick: true })
/** How many picks of a title a room has. */
const picksOf = async (chat: (typeof CHATS)[number], title: string) =>
  (await people.room(chat)).messages.filter((one) => readIn(one).includes(`Paper of the week: ${title}`)).length

/** As much of a title as stands on a ballot. */
const beginningOf = (title = '') => title.slice(0, 30).replace(/…$/, '').trim()

describe('a club of two tracks, through the real clients of both chats', () => {
  let voted = ''

  it('is set in one chat, and changed in the other for one track alone', async () => {
    const days = 'Reading: Mon 10:00 in Room 5, we vote; Talks: Wed 16:00 in the library, we vote'
    const answer = await shown('slack', `/paper club calendar days:"${days}" zone:Europe/Berlin from:${day(0)}`)
    expect(answer).toContain('Talks: every Wednesday 16:00 in the library, we vote')
    await people.type('discord', '/paper club set track:Talks way:presenter length:90 minutes')
    for (const chat of CHATS)
      expect(await shown(chat, '/paper club show')).toMatch(
        /Reading: every Monday 10:00 in Room 5, we vote; Talks: every Wednesday 16:00 for 90 minutes in the library, who presents chooses.*Reading: we vote\. Talks: who presents chooses\./s,
      )
    for (const chat of CHATS) await people.ballot(chat, (ballot) => wordsOf(ballot).includes('Reading'))
  })

  it('reads what who presents chose on the date of the one, while the ballot of the other goes on', async () => {
    expect(wordsOf(await people.type('slack', '/paper meeting take', 1))).toContain(day(0))
    await people.type('slack', '/paper meeting paper paper:Magistral', 1)
    const [first] = candidatesOf(await people.ballot('discord'))
    voted = beginningOf(first?.title)
    for (const chat of CHATS) await people.vote(chat, voted, 2)
    await stage.control('fault', { chat: 'discord', match: 'POST /channels/', drop: true })
    await goOn()
    await bot.kill('SIGKILL')
    bot = await stage.startBot()
    for (const chat of CHATS) {
      const pick = await people.posted(chat, 'Paper of the week: Magistral', TAKEN_OVER)
      expect(wordsOf(pick)).toContain('Talks')
      await people.ballot(chat, (ballot) => /2 votes/.test(wordsOf(ballot)))
    }
    for (const chat of CHATS) expect(await picksOf(chat, 'Magistral')).toBe(1)
  })

  it('closes that ballot for its own date, which was moved, and once, whatever is cancelled of the other track', async () => {
    await people.type('slack', `/paper meeting move date:${day(5)} to:${day(6)}`)
    await people.type('discord', `/paper meeting cancel date:${day(7)} reason:holiday`)
    await goOn()
    for (const chat of CHATS) {
      const pick = await people.posted(chat, `Paper of the week: ${voted}`, TAKEN_OVER)
      expect(wordsOf(pick)).toContain('Reading')
      expect(wordsOf(pick)).toContain('Room 5')
    }
    const { now } = (await stage.state()).clock
    expect(Temporal.Instant.from(now).toZonedDateTimeISO('Europe/Berlin').toPlainDate().toString()).toBe(day(6))
    const [next] = candidatesOf(await people.ballot('slack'))
    await people.vote('slack', beginningOf(next?.title), 1)
    await goOn()
    for (const chat of CHATS) await people.posted(chat, `Paper of the week: ${beginningOf(next?.title)}`, TAKEN_OVER)
    const then = (await stage.state()).clock.now
    expect(Temporal.Instant.from(then).toZonedDateTimeISO('Europe/Berlin').toPlainDate().toString()).toBe(day(12))
    for (const chat of CHATS) expect(await picksOf(chat, voted)).toBe(1)
  })
})
