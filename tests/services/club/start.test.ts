import { beforeEach, describe, expect, it } from 'vitest'
import type { RoomId } from '../../../src/club/keys.ts'
import { NORTH, person, postedIn, SOUTH, type TestClub, testClub, textOf } from '../../fakes/club.ts'
import { interaction } from '../../fakes/interaction.ts'

const OTHER: RoomId = 'north:g1:c2'
const ada = person('ada', true)
const bo = person('bo')

let bot: TestClub
beforeEach(async () => {
  bot = await testClub({ found: false })
})

const posted = (room: RoomId) => postedIn(bot, room)
const clubs = () => bot.store.range('clubs/')

describe('a club started in the chat', () => {
  it('is there at once, with a welcome and a ballot, and whoever started it is its organiser', async () => {
    const said = textOf(await bot.fillIn('club start', {}, ada))
    expect(said).toContain('“Reading group” has begun')
    expect(said).toContain('The first ballot is open here until')
    const [welcome, ballot] = await posted(NORTH)
    expect(welcome).toContain('Welcome to your reading group')
    expect(ballot).toContain('Vote')
    const shown = textOf(await bot.type('club show', { ...ada, admin: false }))
    expect(shown).toContain('Monday 09:00 (UTC)')
    expect(shown).toContain('ada')
    expect(textOf(await bot.type('club set size:6', { ...ada, admin: false }))).toContain('6 papers')
  })

  it('has the name, the time and the zone that were asked for, the zone being guessed from who asks', async () => {
    const said = textOf(
      await bot.fillIn('club start', { name: 'Birds', when: 'Fridays at 4 pm' }, { ...ada, zone: 'America/Lima' }),
    )
    expect(said).toContain('“Birds” has begun')
    expect(said).toContain('every Friday 16:00 (America/Lima)')
    expect((await posted(NORTH))[0]).toContain('Welcome to “Birds”')
    await bot.fillIn('club start', { when: 'Monday  9:00 new york' }, ada, OTHER)
    expect(textOf(await bot.type('club show', ada, OTHER))).toContain('America/New_York')
  })

  it('is made from one typed line as well', async () => {
    const said = textOf(await bot.type('club start name:Birds time:"Tue 8:15" zone:Asia/Tokyo', ada))
    expect(said).toContain('“Birds” has begun')
    expect(said).toContain('every Tuesday 08:15 (Asia/Tokyo)')
  })

  it('tells who writes another rhythm how to start, and what to do then', async () => {
    const when = 'every second Friday 4pm'
    await expect(bot.fillIn('club start', { when }, ada)).rejects.toThrow('“club calendar”')
  })

  it('is told that it has no list yet where one is to be followed', async () => {
    const said = textOf(await bot.fillIn('club start', { way: 'sequence' }, ada))
    expect(said).toMatch(/There is no list yet.*club list papers:…/s)
    expect((await posted(NORTH)).join(' ')).toContain('There is no list yet')
    await bot.type('club list papers:"One; Two"', ada)
    expect(textOf(await bot.type('club set way:sequence', ada))).not.toContain('There is no list yet')
  })

  it('tells a group that turns to a list it has not what to do', async () => {
    await bot.fillIn('club start', {}, ada)
    expect(textOf(await bot.type('club set way:sequence', ada))).toContain('There is no list yet')
  })

  it.each([
    ['when', 'whenever', 'Write a weekday and a time'],
    ['when', 'Monday 09:00 Atlantis', 'Write a time zone'],
    ['name', '  ', 'Give it a name'],
  ])('is not made of a %s that is none: “%s”', async (field, text, said) => {
    await expect(bot.fillIn('club start', { [field]: text }, ada)).rejects.toThrow(said)
    expect(await clubs()).toEqual([])
  })

  it('turns its weeks by itself', async () => {
    await bot.fillIn('club start', {}, ada)
    expect(await posted(NORTH)).toHaveLength(2)
    await bot.click(`vote:cast:ballot.${await only()}.1`, ['1'], bo)
    bot.clock.advance({ days: 7 })
    await bot.all.tick()
    expect((await posted(NORTH)).at(2)).toContain('Paper of the week')
  })

  it('that reads from nothing yet says how to fill its library, finds nothing, and opens no ballot', async () => {
    const said = textOf(await bot.fillIn('club start', { digests: '' }, ada))
    expect(said).toContain('only what is added here')
    await bot.all.tick()
    expect((await posted(NORTH)).map((card) => card.slice(0, 7))).toEqual(['Welcome'])
    expect(textOf(await bot.type('find attention', bo))).toContain('Nothing found')
    expect(textOf(await bot.type('random', bo))).not.toContain('arxiv')
  })

  it('that reads from one digest never sees a paper of another, also not on its ballots', async () => {
    await bot.fillIn('club start', { digests: 'ai-timeline-37' }, ada)
    await bot.all.tick()
    await bot.all.idle()
    const [, ballot] = await posted(NORTH)
    expect(ballot).toContain('Qwen2.5 Technical Report')
    expect(ballot).not.toMatch(/theory of mind|toy/i)
    expect(textOf(await bot.type('digest', bo))).not.toContain('toy models')
    expect(textOf(await bot.type('find toy models', bo))).not.toContain('Daily Papers')
    await bot.fillIn('club start', {}, ada, OTHER)
    expect(textOf(await bot.type('find toy models', bo, OTHER))).toContain('toy')
  })

  const only = async () => (await clubs()).map(({ key }) => key.slice('clubs/'.length)).join()
})

describe('who may start one', () => {
  it('is who administers the server, or decides what the channel is for; others are told who', async () => {
    const refused = textOf(await bot.fillIn('club start', {}, bo))
    expect(refused).toContain('whoever manages the channel in north')
    expect(await clubs()).toEqual([])
    bot.north.roomManagers = [bo.account]
    expect(textOf(await bot.fillIn('club start', {}, bo))).toContain('has begun')
  })

  it('is asked again when the form is sent', async () => {
    bot.north.roomManagers = [bo.account]
    const opened = await bot.app.runText({ text: 'club start', caller: bo, room: NORTH, interaction: interaction() })
      .reply
    bot.north.roomManagers = []
    if (opened.kind !== 'form') throw new Error('no form')
    const { action } = opened.form
    const fields = { name: 'Birds', when: 'Monday 09:00 UTC' }
    const sent = bot.app.submit({ action, fields, files: {}, caller: bo, room: NORTH, interaction: interaction() })
    if ('errors' in sent) throw new Error('errors')
    expect(textOf(await sent.reply)).toContain('Only whoever decides')
    expect(await clubs()).toEqual([])
  })

  it('cannot take a channel that is no place for a club, and is told why and what to do', async () => {
    bot.north.roomProblems = ['is a forum, where nothing can be posted but threads. Choose an ordinary text channel.']
    const said = textOf(await bot.fillIn('club start', {}, ada))
    expect(said).toContain('#north is a forum')
    expect(said).toContain('Choose an ordinary text channel. Then try again.')
    expect(await clubs()).toEqual([])
  })
})

describe('a channel', () => {
  it('that belongs to a club says so with its name', async () => {
    await bot.fillIn('club start', { name: 'Birds' }, ada)
    expect(textOf(await bot.fillIn('club start', { name: 'Bees' }, ada))).toContain('belongs to “Birds” already')
    expect(await clubs()).toHaveLength(1)
  })

  it('gets one club, however many start one at once, in however many processes', async () => {
    const next = await bot.again()
    const start = (one: TestClub, name: string) => one.type(`club start name:${name}`, ada)
    const said = (await Promise.all([start(bot, 'Birds'), start(next, 'Bees'), start(bot, 'Bats')])).map(textOf)
    expect(said.filter((text) => text.includes('has begun'))).toHaveLength(1)
    expect(said.filter((text) => /belongs to “\w+” already/.test(text))).toHaveLength(2)
    expect(await clubs()).toHaveLength(1)
    expect(await bot.store.range('due/')).toHaveLength(1)
  })

  it('F50 gets one club of one wish that is delivered twice, and both are answered alike', async () => {
    const id = interaction()
    const start = () => bot.type('club start name:Birds', ada, NORTH, id)
    expect([textOf(await start()), textOf(await start())]).toEqual(Array(2).fill(expect.stringContaining('has begun')))
    expect(await clubs()).toHaveLength(1)
  })

  it('of another process is known for a club’s at once where it was none’s', async () => {
    const next = await bot.again()
    expect(textOf(await next.type('vote', bo, SOUTH))).toContain('belongs to no reading group')
    await bot.type('club start name:Birds', ada, SOUTH)
    expect(textOf(await next.type('club show', bo, SOUTH))).toContain('Birds')
  })
})
