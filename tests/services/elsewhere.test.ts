/** Which club answers outside the clubs' rooms: never one of elsewhere, and nobody's question is another's. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Card } from '../../src/chat/card.ts'
import type { RoomId } from '../../src/club/keys.ts'
import { person, settings, type TestClub, testClub, textOf } from '../fakes/club.ts'

const HALL: RoomId = 'north:g1:hall'
const ABROAD: RoomId = 'north:g2:c1'
const [ADA, BO] = [person('ada'), person('bo')]

let bot: TestClub
beforeEach(async () => {
  bot = await testClub()
  await bot.all.found({ ...settings, id: 'second', rooms: ['north:g1:c2'] })
  await bot.all.found({ ...settings, id: 'abroad', rooms: [ABROAD] })
})

const menuOf = (card: Card) => {
  const [select] = card.blocks.flatMap((block) => (block.kind === 'select' ? [block.select] : []))
  if (!select) throw new Error(`no menu: ${textOf(card)}`)
  return select
}

describe('among several clubs of a server', () => {
  it('only those are offered, and one of another server is not found', async () => {
    const menu = menuOf(await bot.type('week', ADA, HALL))
    expect(menu.options.map(({ value }) => value).sort()).toEqual(['club', 'second'])
    for (const id of ['abroad', 'nosuch', '']) {
      expect(textOf(await bot.click(menu.action, [id], ADA, HALL))).toContain('not here any more')
    }
    expect(await bot.store.range('chosen/')).toEqual([])
    expect(textOf(await bot.type('week', ADA, HALL))).toContain('Which reading group?')
  })

  it('what one person asked is not done for another who presses the same menu', async () => {
    const menu = menuOf(await bot.type('club show', ADA, HALL))
    const other = textOf(await bot.click(menu.action, ['second'], BO, HALL))
    expect(other).toContain('answers you here')
    expect(textOf(await bot.click(menu.action, ['second'], ADA, HALL))).toContain('Rooms')
    expect(textOf(await bot.click('club choose:pick:../../clubs', ['second'], ADA, HALL))).toContain('answers you here')
  })

  it('a control that was pressed is done as well once a club is chosen', async () => {
    const menu = menuOf(
      await bot.click('help:open:x', [], ADA, HALL).then(() => bot.click('random:again:', [], ADA, HALL)),
    )
    expect(textOf(await bot.click(menu.action, ['club'], ADA, HALL))).toContain('From')
  })

  it('the choice holds in its server alone, and another one can be made', async () => {
    await bot.click(menuOf(await bot.type('week', ADA, HALL)).action, ['second'], ADA, HALL)
    expect(textOf(await bot.type('week', ADA, HALL))).toContain('club choose')
    expect(textOf(await bot.type('week', BO, HALL))).toContain('Which reading group?')
    const menu = menuOf(await bot.type('club choose', ADA, HALL))
    await bot.click(menu.action, ['club'], ADA, HALL)
    expect(JSON.stringify(await bot.store.range('chosen/'))).toContain('"club":"club"')
    expect(textOf(await bot.type('week', ADA, 'north:g2:hall'))).not.toContain('club choose')
  })
})

describe('outside a room', () => {
  it('nothing that changes a club is done, whichever way it is asked', async () => {
    const before = JSON.stringify(await bot.store.range(''))
    const hall: RoomId = 'north:g2:hall'
    const told: string[] = []
    for (const action of [
      'vote:cast:ballot.abroad.1',
      'vote:mine:ballot.abroad.1',
      'withdraw:take:ballot.abroad.1',
      'club post:now:1',
    ])
      told.push(textOf(await bot.click(action, ['1'], person('olga'), hall)))
    const show = await bot.type('show alignment faking', ADA, hall)
    const second = show.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
    const wanted = second.flatMap((button) =>
      'action' in button && button.action.startsWith('show:second') ? [button.action] : [],
    )
    expect(wanted).toHaveLength(1)
    told.push(textOf(await bot.click(wanted[0] ?? '', [], ADA, hall)))
    for (const text of told) expect(text).toMatch(/own channel|no longer in use/)
    await bot.all.idle()
    expect(JSON.stringify(await bot.store.range(''))).toBe(before)
  })

  it('an account that did something in a club’s room is known for it, until it is forgotten', async () => {
    await bot.type('week', BO, ABROAD)
    await expect.poll(() => bot.store.range('lately/north:bo')).toHaveLength(1)
    const direct = (text: string) =>
      bot.app.runText({ text, caller: BO, room: 'north:direct:d1', direct: true, interaction: `test:${text}` }).reply
    expect(textOf(await direct('week'))).toContain('From')
    expect(textOf(await direct('club show'))).not.toContain('What is said here')
    await bot.click('me forget:confirm:', [], BO, 'north:direct:d1')
    expect(await bot.store.range('lately/')).toEqual([])
    expect(textOf(await direct('results'))).toContain('not known yet')
    expect(textOf(await direct('help'))).toMatch(/Call {2}\/paper week {2}once in your reading group’s channel/)
  })
})
