import { describe, expect, it } from 'vitest'
import { ChatFailure } from '../../../src/chat/failure.ts'
import { keys } from '../../../src/club/keys.ts'
import { NORTH, person, postedIn, press, SOUTH, someVote, type TestClub, testClub, textOf } from '../../fakes/club.ts'

const olga = person('olga')
const ada = person('ada')
const bo = person('bo')

/** A club that meets on Mondays at 16:00 in Berlin; its clock stands at Wednesday, 18 November 2026. */
async function meeting(): Promise<TestClub> {
  const club = await testClub()
  await club.type('club calendar days:Monday time:16:00 place:"Room 2"', olga)
  await club.type('club set length:"90 minutes"', olga)
  return club
}

async function switched(club: TestClub, label = 'Show meetings as events'): Promise<void> {
  await press(club, await club.type('club show', olga), label, olga)
  await club.all.idle()
}

async function shownClub(): Promise<TestClub> {
  const club = await meeting()
  await switched(club)
  return club
}

const open = (club: TestClub) => club.north.shown.filter(({ isOff }) => !isOff)
const daysOf = (club: TestClub) =>
  open(club)
    .map(({ at }) => at.toZonedDateTimeISO('Europe/Berlin').toPlainDate().toString())
    .toSorted()

describe('meetings as events of a server', () => {
  it('are the next three, once an organiser wants them, with end and place', async () => {
    const club = await meeting()
    expect(club.north.shown).toEqual([])
    await switched(club)
    expect(daysOf(club)).toEqual(['2026-11-23', '2026-11-30', '2026-12-07'])
    const [first] = club.north.shown
    expect(first).toMatchObject({ room: NORTH, name: 'Reading group', place: 'Room 2', about: [] })
    expect(first?.at.toString()).toBe('2026-11-23T15:00:00Z')
    expect(first?.end.toString()).toBe('2026-11-23T16:30:00Z')
    expect(textOf(await club.type('club show', olga))).toContain('for everyone in the server to see')
  })

  it('are not offered where no date is more than a pick, nor by whom they do not belong to', async () => {
    const club = await testClub()
    expect(textOf(await club.type('club show', olga))).not.toContain('Show meetings as events')
    const other = await meeting()
    expect(textOf(await other.type('club show', bo))).not.toContain('Show meetings as events')
    expect(textOf(await other.click('club set:events:on', [], bo))).toContain('Only organisers')
    expect(other.north.shown).toEqual([])
  })

  it('move, get their topic and paper, and go when they are cancelled', async () => {
    const club = await shownClub()
    await club.type('meeting move date:2026-11-30 to:2026-12-01 time:17:00', olga)
    await club.type('meeting edit date:2026-12-07 topic:"Guest talk" place:"Hall 1"', olga)
    await club.type('meeting cancel date:2026-11-23 reason:holiday', olga)
    await club.all.idle()
    expect(daysOf(club)).toEqual(['2026-12-01', '2026-12-07', '2026-12-14'])
    expect(open(club).find(({ place }) => place === 'Hall 1')?.name).toBe('Reading group: Guest talk')
    expect(club.north.shown).toHaveLength(4)
  })

  it('stay where others come before them', async () => {
    const club = await shownClub()
    await club.type('meeting add date:2026-11-26', olga)
    await club.all.idle()
    expect(daysOf(club)).toEqual(['2026-11-23', '2026-11-26', '2026-11-30', '2026-12-07'])
  })

  it('stay the same ones when the day of the week is another one', async () => {
    const club = await shownClub()
    await club.type('club calendar days:Thursday', olga)
    await club.all.idle()
    expect(daysOf(club)).toEqual(['2026-11-19', '2026-11-26', '2026-12-03'])
    expect(club.north.shown).toHaveLength(3)
  })

  it('bear the title of what is read, and follow one another', async () => {
    const club = await meeting()
    await club.type('club calendar lead:"3 days"', olga)
    await switched(club)
    await someVote(club)
    club.clock.set(Temporal.Instant.from('2026-11-20T15:00:00Z'))
    await club.all.tick()
    await club.all.idle()
    const { round } = await (await club.all.of(NORTH)).rounds.reading().then((view) => view ?? { round: null })
    expect(round?.pick?.title).toBeTruthy()
    expect(club.north.shown[0]?.name).toBe(`Reading group: ${round?.pick?.title}`)
    expect(club.north.shown[0]?.about).toEqual([round?.pick?.title])
    club.clock.set(Temporal.Instant.from('2026-11-23T17:00:00Z'))
    await club.all.tick()
    await club.all.idle()
    expect(daysOf(club)).toEqual(['2026-11-23', '2026-11-30', '2026-12-07', '2026-12-14'])
  })

  it('go with a pause, a deletion, and when they are not wanted any more', async () => {
    const club = await shownClub()
    await club.type('club pause until:2026-12-01', olga)
    await club.all.idle()
    expect(daysOf(club)).toEqual(['2026-12-07'])
    await club.type('club resume', olga)
    await club.all.idle()
    expect(daysOf(club)[0]).toBe('2026-11-23')
    await switched(club, 'Show no events')
    expect(open(club)).toEqual([])
    expect(
      (await club.store.range(keys.eventsOf('club'))).length + (await club.store.range(keys.allShowings())).length,
    ).toBe(0)
  })

  it('are not made again by a member of the server taking one away', async () => {
    const club = await shownClub()
    const [first] = club.north.shown
    if (first) first.isOff = true
    await club.type('meeting edit date:2026-11-23 topic:Kept', olga)
    await club.type('meeting edit date:2026-11-23 topic:"Kept away"', olga)
    await club.all.idle()
    expect(daysOf(club)).toEqual(['2026-11-30', '2026-12-07'])
  })

  it('are made once whatever becomes of the call', async () => {
    const club = await meeting()
    const lost = new ChatFailure('busy', 'unknown', 'time-out')
    club.north.eventFailures.push({ failure: lost, after: true })
    await switched(club)
    expect(club.north.shown).toHaveLength(1)
    for (let minute = 0; minute < 3; minute++) {
      club.clock.advance({ minutes: 1 })
      await club.all.tick()
      await club.all.idle()
    }
    expect(daysOf(club)).toEqual(['2026-11-23', '2026-11-30', '2026-12-07'])
    expect(club.north.shown).toHaveLength(3)
  })

  it('are made once by two processes', async () => {
    const club = await meeting()
    const second = await testClub({ store: club.store, second: true, chats: club })
    await press(club, await club.type('club show', olga), 'Show meetings as events', olga)
    await Promise.all([second.all.tick(), club.all.tick()])
    await Promise.all([second.all.idle(), club.all.idle()])
    expect(club.north.shown).toHaveLength(3)
  })

  it('need a permission, without which all else works and club show says so', async () => {
    const club = await meeting()
    const refused = new ChatFailure('forbidden', 'no', 'no', { lacking: 'Create Events' })
    club.north.eventFailures.push({ failure: refused, after: false })
    await switched(club)
    const says = 'lacks the permission “Create Events”. Grant it to the bot’s role'
    expect(textOf(await club.type('club show', olga))).toContain(says)
    await someVote(club)
    club.clock.set(Temporal.Instant.from('2026-11-23T15:00:00Z'))
    await club.all.tick()
    await club.all.idle()
    expect((await postedIn(club, SOUTH)).join()).toContain('Paper of the week')
    expect(textOf(await club.type('club show', olga))).not.toContain(says)
    expect(daysOf(club)).toHaveLength(3)
  })
})

describe('whoever is interested in an event', () => {
  const coming = async (club: TestClub) => textOf(await club.type('meeting coming date:2026-11-23', person('cy')))
  const interested = (club: TestClub, ...names: string[]) => {
    const [first] = club.north.shown
    if (first) first.interested = names
  }
  async function hourLater(club: TestClub): Promise<void> {
    club.clock.advance({ hours: 1 })
    await club.all.tick()
    await club.all.idle()
  }
  async function counts(club: TestClub): Promise<number> {
    return (await club.store.range(keys.comings('club', '2026-11-23'))).filter(({ value }) =>
      JSON.stringify(value).includes('"yes"'),
    ).length
  }

  it('is counted as coming, and no more once they are not', async () => {
    const club = await shownClub()
    interested(club, 'ada', 'bo')
    await hourLater(club)
    expect(await counts(club)).toBe(2)
    interested(club, 'bo')
    await hourLater(club)
    expect(await counts(club)).toBe(1)
    expect(await coming(club)).toContain('You have not said')
  })

  it('is taken at their own word where they gave it', async () => {
    const club = await shownClub()
    await club.type('meeting coming date:2026-11-23 answer:no', ada)
    interested(club, 'ada', 'bo')
    await hourLater(club)
    expect(await counts(club)).toBe(1)
    await club.type('meeting coming date:2026-11-23 answer:wait', bo)
    interested(club)
    await hourLater(club)
    expect(await counts(club)).toBe(0)
    expect(textOf(await club.type('meeting coming date:2026-11-23', bo))).toContain('wait for you')
  })

  it('is asked for before the rooms are reminded', async () => {
    const club = await meeting()
    await club.type('club calendar remind:"an hour"', olga)
    await club.type('club calendar lead:"3 days"', olga)
    await switched(club)
    await someVote(club)
    club.clock.set(Temporal.Instant.from('2026-11-20T15:00:00Z'))
    await club.all.tick()
    await club.all.idle()
    club.clock.set(Temporal.Instant.from('2026-11-23T13:59:00Z'))
    await club.all.tick()
    await club.all.idle()
    interested(club, 'ada', 'bo')
    club.clock.advance({ minutes: 1 })
    await club.all.tick()
    await club.all.idle()
    expect((await postedIn(club, SOUTH)).at(-1)).toContain('2 people come')
  })
})
