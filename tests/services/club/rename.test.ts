import { expect, it } from 'vitest'
import { UNNAMED } from '../../../src/club/caller.ts'
import { NORTH, person, press, SOUTH, someVote, testClub, textOf } from '../../fakes/club.ts'

const nameless = { ...person('ada'), name: UNNAMED }

it('gives a nomination the name of its nominator once it is known', async () => {
  const club = await testClub()
  const [title = ''] = (await club.all.of(NORTH).then(({ catalogue }) => catalogue.complete('attention', 1))).map(
    (paper) => paper.title,
  )
  await club.type(`nominate ${title}`, nameless)
  await club.all.tick()
  await club.all.idle()
  const more = async () => textOf(await club.click('vote:more:ballot.club.1'))
  expect(await more()).toContain(`Nominated by ${UNNAMED}`)

  await club.all.rename('north:ada', 'Ada Lovelace')
  await club.all.idle()
  expect(await more()).toContain('Nominated by Ada Lovelace')
  expect(await more()).not.toContain(UNNAMED)
})

it('gives comments the name of their author once it is known, and no one else’s', async () => {
  const club = await testClub()
  await someVote(club)
  club.clock.advance({ days: 7 })
  await club.all.tick()
  const thread = club.north.posts.find(({ room, key }) => room === NORTH && key === 'pick.club.1')?.thread ?? ''
  const say = (message: string, who: string, text: string) =>
    club.all.hear({
      kind: 'said',
      room: NORTH,
      thread,
      message,
      author: { ...person(who), name: UNNAMED },
      text,
      at: club.clock.now(),
    })
  await say('n1', 'ada', 'mine')
  await say('n2', 'bo', 'his')
  await club.all.rename('north:ada', 'Ada Lovelace')
  const card = textOf(await club.type('discuss'))
  expect(card.match(/Ada Lovelace/g)).toHaveLength(1)
  expect(card).toContain(UNNAMED)
  await say('n1', 'ada', 'mine')
  expect(textOf(await club.type('discuss'))).toContain('Ada Lovelace')
})

it('gives idea lines and proposals the name of who made them once it is known', async () => {
  const club = await testClub()
  const olga = person('olga')
  await club.type('suggest paper:magistral idea:A clear line', nameless)
  await press(club, await club.type('club ideas', olga), 'Accept', olga)
  await club.type('suggest paper:memory mosaics idea:Another line', nameless)
  await club.click('club set:approval:on', [], olga)
  await club.type('nominate hut', nameless)
  expect(textOf(await club.type('club ideas', olga)).match(/someone/g)).toHaveLength(2)
  await club.all.rename('north:ada', 'Ada Lovelace')
  const waiting = textOf(await club.type('club ideas', olga))
  expect(waiting).toContain('Ada Lovelace suggests')
  expect(waiting).toContain('Ada Lovelace proposes')
  expect(waiting).not.toContain(UNNAMED)
  expect(JSON.stringify(await club.store.range('thanks/'))).toContain('Ada Lovelace')
  expect(textOf(await club.type('show magistral', olga))).toContain('Ada Lovelace')
})

it('shows the same of a proposal in every room, whoever else decides on it or is forgotten', async () => {
  const club = await testClub()
  const [olga, bo] = [person('olga'), person('south:bo')]
  await club.click('club set:approval:on', [], olga)
  const ask = async (paper: string) => {
    await club.type(`nominate ${paper}`, bo, SOUTH)
    await club.all.idle()
    return [club.north, club.south].map(({ posts }) => posts.at(-1))
  }
  const shown = (asked: Awaited<ReturnType<typeof ask>>) =>
    [club.north, club.south].map(({ posts }, at) => textOf(posts.find(({ key }) => key === asked[at]?.key)?.card))
  const first = await ask('hut')
  const card = first[0]?.card ?? { title: '', blocks: [] }
  expect(textOf(await press(club, card, 'Decline', olga))).toMatch(/^Settled/)
  expect(textOf(await press(club, card, 'Accept', olga))).toMatch(/That did not work.*waits no longer/)
  await club.all.idle()
  for (const text of shown(first)) expect(text).toMatch(/^Settled.*An organiser has decided on/)
  const second = await ask('magistral')
  await club.click('me forget:confirm:', [], bo)
  await club.all.tick()
  await club.all.idle()
  for (const text of shown(second)) expect(text).toMatch(/^Settled.*was taken back/)
})

it('names an organiser whom nobody had named, and leaves others alone', async () => {
  const club = await testClub()
  expect(textOf(await club.type('club show', person('bo'), SOUTH))).not.toContain('Olga')
  await club.all.rename('north:olga', 'Olga Taussky')
  await club.all.rename('north:stranger', 'Nobody')
  const shown = textOf(await club.type('club show', person('bo'), SOUTH))
  expect(shown).toContain('Olga Taussky')
  expect(shown).not.toContain('Nobody')
})
