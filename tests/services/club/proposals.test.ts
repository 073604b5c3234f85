import { beforeEach, describe, expect, it } from 'vitest'
import { person, postedIn, press, SOUTH, type TestClub, testClub, textOf } from '../../fakes/club.ts'
import { interaction } from '../../fakes/interaction.ts'

const [olga, anna, ben] = [person('north:olga'), person('north:anna'), person('north:ben')]
const PAPER = '"alignment faking in large"'

let club: TestClub
beforeEach(async () => {
  club = await testClub()
  await club.click('club set:approval:on', [], olga)
})

const say = async (text: string, who = anna, id = interaction()) =>
  textOf(await club.type(text, who, undefined, id)).replaceAll(/\s+/g, ' ')
const waiting = () => say('club ideas', olga)

describe('what waits for an organiser', () => {
  it('is taken back by whoever proposed it, with a button or a command, and asks in no channel any more', async () => {
    for (const takeBack of [
      async () => textOf(await press(club, await club.type(`nominate ${PAPER}`, anna), 'Withdraw it', anna)),
      async () => {
        await say(`nominate ${PAPER}`)
        return say(`withdraw ${PAPER}`)
      },
    ]) {
      const said = await takeBack()
      expect(said.replaceAll(/\s+/g, ' ')).toContain(
        'Alignment Faking In Large Language Models , which you proposed, does not wait any more.',
      )
      expect(await waiting()).toContain('No suggestion waits for an answer')
      expect((await postedIn(club, SOUTH)).filter((text) => text.includes('proposes a paper'))).toEqual([])
      expect((await postedIn(club, SOUTH)).at(-1)).toContain('What was proposed here was taken back.')
      expect(await say('me show')).toContain('Nothing of yours is on the ballot or waits')
    }
    expect((await postedIn(club, SOUTH)).join()).not.toContain('A proposal is declined')
  })

  it('is taken back by nobody else, but declined by an organiser, of which whoever proposed it is told', async () => {
    await say(`nominate ${PAPER}`)
    expect(await say(`withdraw ${PAPER}`, ben)).toContain(
      'anna proposed it; only they or an organiser can withdraw it.',
    )
    expect(await waiting()).toContain('anna proposes')
    expect(await say(`withdraw ${PAPER}`, olga)).toMatch(
      /which anna proposed, does not wait any more\. They are told\./,
    )
    expect((await postedIn(club, SOUTH)).join()).toContain('A proposal is declined')
    expect(await say(`withdraw ${PAPER}`)).toContain('Nobody has nominated that paper')
  })

  it('is taken back once, however often that is delivered', async () => {
    await say(`nominate ${PAPER}`)
    const [id, took] = [interaction(), 'which you proposed, does not wait any more']
    expect(await say(`withdraw ${PAPER}`, anna, id)).toContain(took)
    await say(`nominate ${PAPER}`)
    expect(await say(`withdraw ${PAPER}`, anna, id)).toContain(took)
    expect(await waiting()).toContain('anna proposes')
  })

  it('stays where an organiser withdraws a nomination of their own of the same paper', async () => {
    await say(`nominate ${PAPER}`, ben)
    await say(`nominate ${PAPER}`, olga)
    expect(await say(`withdraw ${PAPER}`, olga)).not.toContain('which ben proposed')
    expect(await waiting()).toContain('ben proposes')
    expect(await say('vote', olga)).toContain('which has left the ballot')
    expect(await say(`withdraw ${PAPER}`, olga)).toContain('which ben proposed, does not wait any more')
  })

  it('does not stand in the way of a withdrawal that is delivered again, whoever proposes the paper since', async () => {
    const [id, took] = [interaction(), 'which you proposed, does not wait any more']
    await say(`nominate ${PAPER}`)
    expect(await say(`withdraw ${PAPER}`, anna, id)).toContain(took)
    await say(`nominate ${PAPER}`, ben)
    expect(await say(`withdraw ${PAPER}`, anna, id)).toContain(took)
    expect(await waiting()).toContain('ben proposes')
  })

  it('leaves a nomination of the same paper to whoever made it before the group wanted to be asked', async () => {
    await club.click('club set:approval:off', [], olga)
    await say(`nominate ${PAPER}`)
    await club.click('club set:approval:on', [], olga)
    await say(`nominate ${PAPER}`, ben)
    const id = interaction()
    const first = await say(`withdraw ${PAPER}`, anna, id)
    expect(first).toContain('Withdrawn')
    expect(await say(`withdraw ${PAPER}`, anna, id)).toBe(first)
    expect(await waiting()).toContain('ben proposes')
  })
})
