/** What concerns one person alone is told to them alone, once, at their next command. */
import { expect, it } from 'vitest'
import { ChatFailure } from '../../src/chat/failure.ts'
import { keys } from '../../src/club/keys.ts'
import { NORTH, person, press, SOUTH, sendForm, type TestClub, testClub, textOf } from '../fakes/club.ts'

const ada = person('ada')
const bo = person('south:bo')
const olga = person('olga')

const cast = async (club: TestClub, n: number, number: number) =>
  club.click(`vote:cast:ballot.club.${n}`, [String(number)], person('vera'))
const weekLater = async (club: TestClub) => {
  club.clock.advance({ days: 7 })
  await club.all.tick()
}
const told = async (club: TestClub, who = ada) =>
  textOf(await club.type('club show', who, who === bo ? SOUTH : undefined))

it('tells whose nomination was picked, and whose is on the next ballot, each once and nobody else', async () => {
  const club = await testClub()
  await club.type('nominate magistral', ada)
  await club.type('nominate memory mosaics', bo, SOUTH)
  await club.click('vote:cast:ballot.club.1', [], bo, SOUTH)
  await weekLater(club)
  expect(await told(club, person('cy'))).not.toContain('Your nomination')
  expect(await told(club)).toMatch(/^This reading group list Your nomination was picked: {2}Magistral/)
  expect(await told(club)).not.toContain('Your nomination')
  expect(await told(club, bo)).toContain('Your nomination was not picked, and is on the next ballot:  Memory Mosaics')
  expect(await told(club, bo)).not.toContain('Your nomination')
})

it('tells nothing of a nomination that an organiser passes by while the ballot goes on', async () => {
  const club = await testClub()
  await club.type('nominate magistral', ada)
  await club.type('club choose memory mosaics', olga)
  await weekLater(club)
  expect(textOf(await club.type('week'))).toContain('Memory Mosaics')
  expect(await told(club)).not.toContain('Your nomination')
})

it('tells that an organiser took a nomination off the ballot and why, and not who takes their own off', async () => {
  const club = await testClub()
  await club.type('nominate magistral', ada)
  await club.type('nominate memory mosaics', ada)
  await club.type('withdraw memory mosaics', ada)
  expect(textOf(await club.type('withdraw paper:magistral reason:we read it in May', olga))).toContain('They are told.')
  expect(await told(club)).toContain('An organiser withdrew your nomination:  Magistral : “we read it in May”.')
  expect(await told(club)).not.toContain('withdrew your nomination')
})

it('tells that a pick was taken back and why, and whose nomination is read instead', async () => {
  const club = await testClub()
  await club.type('nominate magistral', ada)
  await club.type('nominate memory mosaics', bo, SOUTH)
  await cast(club, 1, 1)
  await weekLater(club)
  await told(club)
  await told(club, bo)
  await club.type('club veto reason:too long', olga)
  const [first, second] = [await told(club), await told(club, bo)]
  expect([first, second].join()).toContain('as the paper of the week:')
  expect([first, second].join()).toContain('“too long”')
  expect([first, second].join()).toContain('Your nomination was picked')
})

it('tells what became of an idea line, to a linked account as well', async () => {
  const club = await testClub()
  await club.type('suggest paper:magistral idea:A clear line', ada)
  await press(club, await club.type('club ideas', olga), 'Accept', olga)
  const next = textOf(await club.type('suggest paper:memory mosaics idea:A muddled line', ada))
  expect(next).toContain('Your idea line for  Magistral  was accepted:  A clear line')
  const card = await press(club, await club.type('me show', bo, SOUTH), 'Link another account', bo)
  const code = /\w{4}(?:-\w{4}){3}/.exec(textOf(card))?.[0] ?? ''
  await sendForm(club, 'me show:code:', { code }, ada)
  await press(club, await club.type('club ideas', olga), 'Reject', olga)
  const both = await told(club, bo)
  expect(both).not.toContain('Magistral')
  expect(both).toContain('Your idea line for  Memory Mosaics  was not taken:  A muddled line')
  expect(await told(club)).not.toContain('idea line for')
})

it('is told once by two processes together, forgotten with the person, and dropped when nobody comes for it', async () => {
  const club = await testClub()
  const second = await testClub({ store: club.store, second: true, chats: club })
  await club.type('nominate magistral', ada)
  await club.type('withdraw magistral', olga)
  const answers = await Promise.all([told(club), told(second)])
  expect(answers.filter((text) => text.includes('withdrew your nomination'))).toHaveLength(1)
  await club.type('nominate magistral', ada)
  await club.type('withdraw magistral', olga)
  await club.click('me forget:confirm:', [], ada)
  expect(await club.store.range(keys.allNotes())).toEqual([])
  await club.type('nominate memory mosaics', ada)
  await club.type('withdraw memory mosaics', olga)
  club.clock.advance({ days: 61 })
  await club.all.tick()
  await club.all.idle()
  expect(await club.store.range(keys.notes('north:ada'))).toEqual([])
})

/** A nomination of Ada's that was picked. */
async function picked(): Promise<TestClub> {
  const club = await testClub()
  await club.type('nominate magistral', ada)
  await weekLater(club)
  return club
}

it('tells it again to whom it did not get, and not while it is on its way', async () => {
  const club = await picked()
  const show = (id: string) => club.app.runText({ text: 'club show', caller: ada, room: NORTH, interaction: id }).reply
  expect(textOf(await show('test:lost'))).toContain('Your nomination was picked')
  // The chat asks again for what it did not get, and others meanwhile tell nothing.
  expect(textOf(await show('test:lost'))).toContain('Your nomination was picked')
  expect(await told(club)).not.toContain('Your nomination')
  club.clock.advance({ minutes: 1 })
  expect(await told(club)).toContain('Your nomination was picked')
  club.clock.advance({ minutes: 2 })
  expect(await told(club)).not.toContain('Your nomination')
})

it('tells it above what a button or a form is answered with, too, where only they see that', async () => {
  const club = await picked()
  expect(textOf(await club.click('vote:mine:ballot.club.2', [], ada))).toContain('Your nomination was picked')
  expect(await told(club)).not.toContain('Your nomination')
  const other = await picked()
  const form = sendForm(other, 'nominate:nominate:', { paper: 'memory mosaics', reason: '' }, ada)
  expect(textOf(await form)).toContain('Your nomination was picked')
})

it('tells it by a message to them alone where they wish that, once, and else with their next command', async () => {
  const club = await testClub()
  const direct = () =>
    club.north.posts.filter(
      ({ room, card }) => room === club.north.roomWith(ada.account) && card.title !== 'From now on',
    )
  await press(club, await club.type('me show', ada), 'Tell me by message', ada)
  expect(club.north.posts.filter(({ card }) => card.title === 'From now on')).toHaveLength(1)
  await club.type('nominate magistral', ada)
  await club.type('nominate memory mosaics', bo, SOUTH)
  await weekLater(club)
  club.clock.advance({ minutes: 2 })
  await club.all.tick()
  expect(direct().map(({ card }) => textOf(card))).toEqual([expect.stringContaining('Magistral')])
  expect(await told(club)).not.toContain('Your nomination')
  expect(await told(club, bo)).toContain('Your nomination')
  const [message] = direct()
  await press(club, message?.card ?? { title: '', blocks: [] }, 'No such messages', ada)
  await club.type('nominate disco-diff', ada)
  await weekLater(club)
  await weekLater(club)
  expect(direct()).toHaveLength(1)
  expect(await told(club)).toContain('Your nomination')
})

it('tells it with their next command where a message was refused, and that there are none any more', async () => {
  const club = await testClub()
  await press(club, await club.type('me show', ada), 'Tell me by message', ada)
  await club.type('nominate magistral', ada)
  const before = club.north.post
  let tries = 0
  club.north.post = async (room, ...more) => {
    if (!room.includes('direct')) return before(room, ...more)
    tries++
    throw new ChatFailure('forbidden', 'no', 'they take no messages')
  }
  await weekLater(club)
  for (let minute = 0; minute < 3; minute++) {
    club.clock.advance({ minutes: 1 })
    await club.all.tick()
  }
  expect(tries).toBe(1)
  const next = await told(club)
  expect(next).toContain('Your nomination was picked')
  expect(next).toContain('A message to you alone was refused, so such messages are switched off.')
  const page = await club.type('me show', ada)
  expect(textOf(await press(club, page, 'Tell me by message', ada))).toContain('nothing was switched on')
  expect(textOf(await club.type('me show', ada))).toContain('Tell me by message')
})
