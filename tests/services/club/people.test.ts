import { beforeEach, describe, expect, it } from 'vitest'
import { person, type TestClub, testClub, textOf } from '../../fakes/club.ts'

const olga = person('north:olga')
const anna = person('north:anna')

let club: TestClub

beforeEach(async () => {
  // A Wednesday; the club meets on Mondays at nine.
  club = await testClub()
})

const say = async (text: string, who = olga) => textOf(await club.type(text, who))

/** `11-23 ada, 11-30 bob`: who presents when, as a member is shown. */
async function dates(who = anna): Promise<string> {
  const { blocks } = await club.type('meeting show', who)
  const items = blocks.flatMap((block) => (block.kind === 'list' ? block.items : []))
  const lines = items.map((item) => textOf(item).replaceAll(/\s+/g, ' '))
  return lines
    .map((line) => line.replace(/^\d{4}-(\d\d-\d\d)\S* moment/, '$1').replace(/^\d{4}-/, ''))
    .map((line) =>
      line
        .replace(' — presenter: ', ' ')
        .replace(/north:(\w+) \w*/g, '$1')
        .trim(),
    )
    .join(', ')
}

describe('a rota', () => {
  it('of names in an order goes on by itself, and a break or a date that is cancelled moves everybody down one', async () => {
    const said = await say('club rota people:"P5, P10, P1"')
    expect(said).toContain('One after the other, in this order.')
    expect(said).toContain('P10 — 0 turns'.replace(' — ', '  — '))
    expect(await dates()).toBe('11-23 P5, 11-30 P10, 12-07 P1, 12-14 P5, 12-21 P10, 12-28 P1')
    await say('club calendar break:"2026-11-30 holiday"')
    expect(await dates()).toBe('11-23 P5, 12-07 P10, 12-14 P1, 12-21 P5, 12-28 P10, 01-04 P1')
    await say('meeting cancel date:2026-12-07 reason:strike')
    expect(await dates()).toBe('11-23 P5, 12-07: cancelled, strike, 12-14 P10, 12-21 P1, 12-28 P5, 01-04 P10, 01-11 P1')
    await say('meeting edit date:2026-12-14 kind:other topic:"Guest talk"')
    expect(await dates()).toMatch(/^11-23 P5, 12-07: cancelled, strike, 12-14 — Guest talk, 12-21 P10, 12-28 P1/)
    await say('meeting edit date:2026-12-21 people:"presenter: P5"')
    // Not twice in one round: their turn is then.
    expect(await dates()).toMatch(/^11-23 P10, .*, 12-14 — Guest talk, 12-21 P5, 12-28 P1, 01-04 P10/)
  })

  it('forgets no turn that was had when the calendar or the order changes', async () => {
    await say('club rota people:"a, b, c"')
    club.clock.set('2026-11-30T09:00:00Z')
    expect(await dates()).toMatch(/^12-07 c, 12-14 a/)
    await say('club calendar days:Friday')
    expect(await dates()).toMatch(/^12-04 c, 12-11 a, 12-18 b/)
    expect(await say('club rota')).toMatch(/c {2}— 0 turns.*a {2}— 1 turn.*b {2}— 1 turn/)
    expect(await say('meeting show date:2026-11-23')).toContain('does not meet')
    await say('club rota add:d remove:"a"')
    expect(await dates()).toMatch(/^12-04 c, 12-11 b, 12-18 d, 12-25 c/)
  })

  it('is fair by what everybody had before', async () => {
    await say('club rota how:fair people:"a (3), b (1), c (2)"')
    expect(await dates()).toBe('11-23 b, 11-30 c, 12-07 b, 12-14 a, 12-21 c, 12-28 b')
  })

  it('names members of either chat, and is for organisers to change', async () => {
    expect(await say('club rota how:order', anna)).toContain('Only organisers')
    await say('club rota people:"<@olga>, Ada Lovelace" roles:"presenter and discussant"')
    expect(await say('meeting show', anna)).toMatch(/presenter: {3}north:olga olga ; discussant: {3}Ada Lovelace/)
    expect(await say('club rota', anna)).toContain('Each date has a presenter and a discussant.')
  })
})
