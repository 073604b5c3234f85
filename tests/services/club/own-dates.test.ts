import { beforeEach, describe, expect, it } from 'vitest'
import { NORTH, person, press, someVote, type TestClub, testClub, textOf } from '../../fakes/club.ts'

const olga = person('north:olga')
const anna = person('north:anna')
const bea = person('north:bea')

let club: TestClub

beforeEach(async () => {
  // A Wednesday; the club meets on Mondays at nine.
  club = await testClub()
})

const say = async (text: string, who = olga) => textOf(await club.type(text, who))

const shown = async () => (await say('meeting show')).match(/\d{4}-\d\d-\d\dT\S+ moment {2}— {2}presenter: +\S+/g)

/** Anna has the 30th in the place of her turn on the 23rd, which Bea has. */
async function swapTheirs(): Promise<void> {
  await say('club rota people:"<@anna|anna>, <@bea|bea>, Carl"')
  await say('meeting swap with:2026-11-30', anna)
  await club.all.idle()
  await press(club, club.south.posts.at(-1)?.card ?? { title: '', blocks: [] }, 'Agree', bea)
}

describe('who passes a turn on', () => {
  it('is told where their next date is theirs by a swap, and no later turn is passed on', async () => {
    await swapTheirs()
    const before = await shown()
    const refused = await say('meeting skip', bea)
    expect(refused).toMatch(/2026-11-23, which is yours by a swap.*Nothing was passed on.*meeting swap with/)
    expect(await shown()).toEqual(before)
    expect(await say('club rota')).toMatch(/anna {2}— 0 turns.*bea {2}— 0 turns/)
  })

  it('is told where they took their next date or were named for it, and how to give it back', async () => {
    await say('club rota people:"<@anna|anna>, <@bea|bea>, Carl"')
    await say('meeting edit date:2026-11-23 people:"presenter: <@bea|bea>"')
    const before = await shown()
    const refused = await say('meeting skip', bea)
    expect(refused).toMatch(/2026-11-23.*Nothing was passed on.*meeting return date:2026-11-23/)
    expect(await shown()).toEqual(before)
  })
})

describe('who was named in the other chat before their name was known', () => {
  it.each([
    ['voted', (who: typeof anna) => someVote(club, who)],
    ['said that they come', (who: typeof anna) => say('meeting coming answer:yes', who)],
  ])('is called by it once they %s', async (_, act) => {
    await say('club rota people:"<@anna>, <@bea>"')
    expect(await say('meeting show')).toMatch(/north:anna somebody not known by name yet/)
    await act(anna)
    expect(await say('meeting show')).toMatch(/north:anna anna.*north:bea somebody not known/)
  })
})

describe('who is away', () => {
  it('is told which dates within it they keep, and what to do with each', async () => {
    await swapTheirs()
    await say('meeting take date:2026-12-07', anna)
    await say('meeting edit date:2026-12-07 people:"presenter: <@bea|bea>"')
    const said = await say('meeting away from:2026-11-20 to:2026-12-10', bea)
    expect(said).toMatch(/You keep {2}2026-11-23\S* moment.*by a swap.*meeting swap with:… mine:2026-11-23/)
    expect(said).toMatch(/You keep {2}2026-12-07\S* moment.*meeting return date:2026-12-07/)
    expect(await say('meeting away from:2027-03-01', bea)).not.toContain('You keep')
  })
})

describe('who does not come to a date that they present', () => {
  const cannot = (answer: string, who = bea) => say(`meeting coming answer:${answer} date:2026-11-23`, who)

  it('is told so, and how to leave it', async () => {
    await swapTheirs()
    expect(await cannot('no')).toMatch(/You are its presenter still.*meeting swap with:… mine:2026-11-23/)
    expect(await cannot('wait')).toMatch(/You are its presenter still/)
    expect(await cannot('yes')).not.toContain('presenter')
    expect(await cannot('no', anna)).not.toContain('presenter')
    await say('meeting edit date:2026-11-23 people:"presenter: <@bea|bea>"')
    expect(await cannot('no')).toMatch(/meeting return date:2026-11-23/)
    await say('meeting edit date:2026-11-23 people:none')
    expect(await cannot('no', anna)).toMatch(/meeting away from:2026-11-23/)
  })
})

describe('where whoever presents chooses, a paper that stays behind', () => {
  const dara = person('south:dara')

  it('is kept beside theirs where an organiser chose it', async () => {
    await say('club set way:presenter papers:2')
    await say('club rota how:volunteers')
    const { catalogue } = await club.all.of(NORTH)
    const [first = '', second = ''] = (await catalogue.complete('diffusion', 2)).map(({ title }) => title)
    await say(`meeting edit date:2026-11-23 papers:"${first}"`)
    expect(await say('meeting take date:2026-11-23', anna)).not.toContain(first)
    await say(`meeting paper paper:"${second}" date:2026-11-23`, anna)
    expect(await say('meeting show date:2026-11-23')).toMatch(new RegExp(`${first}.*${second}`))
  })

  it('is named to who takes the date, and what they choose takes its place', async () => {
    await say('club set way:presenter papers:2')
    await say('club rota how:volunteers')
    const { catalogue } = await club.all.of(NORTH)
    const [first = '', second = '', third = ''] = (await catalogue.complete('diffusion', 3)).map(({ title }) => title)
    await say('meeting take date:2026-11-23', dara)
    await say(`meeting paper paper:"${first}" date:2026-11-23`, dara)
    await say('meeting return date:2026-11-23', dara)
    const took = await say('meeting take date:2026-11-23', anna)
    expect(took).toContain(`${first}`)
    expect(took).toMatch(/chosen before you had this date.*meeting paper/)
    await say(`meeting paper paper:"${second}" date:2026-11-23`, anna)
    const planned = await say('meeting show date:2026-11-23')
    expect(planned).toContain(second)
    expect(planned).not.toContain(first)
    await say(`meeting paper paper:"${third}" date:2026-11-23`, anna)
    expect(await say('meeting show date:2026-11-23')).toMatch(new RegExp(`${second}.*${third}`))
  })
})

describe('the message that asks for a date’s paper', () => {
  beforeEach(async () => {
    await say('club set way:presenter')
    await say('club rota how:volunteers')
    await club.all.tick()
    await club.all.idle()
  })

  const asked = async () => {
    await club.all.idle()
    const cards = [club.north, club.south].map(({ posts }) => {
      const found = posts.find(({ card }) =>
        /Who presents next|Which paper shall we|Nothing to choose/.test(card.title),
      )
      return found ? textOf(found.card) : 'none'
    })
    expect(cards[1]).toBe(cards[0])
    return cards[0]
  }

  it('shows who took the date, in every room, and that it is free again', async () => {
    expect(await asked()).toMatch(/^Who presents next\?.*Take the date/)
    await say('meeting take date:2026-11-23', anna)
    expect(await asked()).toMatch(/^Which paper shall we read\?.*north:anna anna.*Choose the paper/)
    await say('meeting return date:2026-11-23', anna)
    expect(await asked()).toMatch(/^Who presents next\?.*Take the date/)
    await say('meeting edit date:2026-11-23 people:"presenter: <@bea|bea>"')
    expect(await asked()).toMatch(/^Which paper shall we read\?.*north:bea bea/)
  })

  it('offers nothing any more once the group votes again', async () => {
    expect(await asked()).toMatch(/^Who presents next\?/)
    await say('club set way:vote')
    expect(await asked()).toMatch(/^Nothing to choose any more.*chosen in another way/)
  })
})
