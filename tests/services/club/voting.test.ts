import { beforeEach, expect, it } from 'vitest'
import type { Card } from '../../../src/chat/card.ts'
import { exportLines } from '../../../src/services/export.ts'
import { NORTH, person, press, runTo, type TestClub, testClub, textOf } from '../../fakes/club.ts'
import { interaction } from '../../fakes/interaction.ts'

const [olga, anna, ben, cleo] = [person('north:olga'), person('north:anna'), person('south:ben'), person('north:cleo')]

let club: TestClub

beforeEach(async () => {
  club = await testClub()
})

const plain = (value: unknown) => textOf(value).replaceAll(/\s+/g, ' ')
const say = async (text: string, who = olga) => plain(await club.type(text, who))
const posts = (key: string) => club.north.posts.filter((post) => `${post.key}.`.startsWith(`${key}.`))
const shown = async (key: string) => {
  await club.all.idle()
  return plain(posts(key).at(-1)?.card ?? '')
}
const ballot = () => posts('ballot').at(-1)?.card ?? { title: '', blocks: [] }
/** Presses numbers of the ballot in the room, one after another; gives back what the last one was answered. */
const vote = async (numbers: string, who = anna) => {
  let said = ''
  for (const number of numbers) said = plain(await press(club, ballot(), number, who))
  return said
}

const select = ({ blocks }: Card) => blocks.flatMap((block) => (block.kind === 'select' ? [block.select] : []))[0]
/** One's own order, as one's own ballot lists it first. */
const orderOf = ({ blocks }: Card) =>
  blocks.flatMap((block) => (block.kind === 'list' ? [block.items] : []))[0]?.map(plain) ?? []

it('a ranked ballot takes an order by its buttons and menu, and is decided by a run-off that the results explain', async () => {
  const set = await say('club set voting:ranked')
  expect(set).toMatch(/Each votes for papers in an order, by an instant run-off.*How members vote/)
  await club.all.idle()
  expect(await shown('ballot')).toContain('Press the numbers in your order: first that of the paper that you want most')
  expect(await vote('2')).toMatch(/Your first choice is 2\. [^,]* \./)
  expect(await vote('1')).toMatch(/Your first choice is 2\. .*, then 1\. /)
  const mine = await club.type('vote', anna)
  expect(plain(mine)).toMatch(/Your order:/)
  const titles = select(mine)?.options.map(({ label }) => label) ?? []
  // The menu puts a paper first, the buttons put one last.
  const third = await club.click(select(mine)?.action ?? '', [select(mine)?.options[2]?.value ?? ''], anna)
  expect(orderOf(third)).toEqual([2, 1, 0].map((index) => expect.stringContaining((titles[index] ?? '').slice(0, 20))))
  // Pressed again the first of them is out.
  const without = await press(club, third, '3', anna)
  expect(orderOf(without)).toHaveLength(2)
  await vote('1', ben)
  await vote('2', cleo)
  expect(await shown('ballot')).toContain('first choice')
  await runTo(club, '2026-11-23T08:00:00Z')
  expect(await say('results', anna)).toMatch(/votes? in round \d, the last.*out in round 1 with 1 vote/)
})

it('of an open ballot whose counts are hidden nobody is told them before it closes', async () => {
  await say('club set voting:hidden')
  await vote('1')
  await vote('12', ben)
  const open = [
    await shown('ballot'),
    await say('results'),
    await say('vote', cleo),
    plain(await press(club, ballot(), 'Read more', cleo)),
    await say('club show'),
  ].join('\n')
  expect(open).toContain('2 people have voted')
  expect(open).toContain('The counts are shown once voting has closed')
  expect(open).not.toMatch(/\d votes?\b|▰/)
  await runTo(club, '2026-11-23T08:00:00Z')
  expect(await say('results')).toMatch(/2 votes/)
})

it('with fewer votes than it takes the ballot stays open and says so; with enough there is a pick', async () => {
  await say('club set voting:"quorum 3"')
  await vote('1')
  await vote('2', ben)
  expect(await shown('ballot')).toContain('2 people have voted of the 3 that it takes')
  expect(await say('club post')).toContain('2 of the 3 who have to vote did so')
  await runTo(club, '2026-11-23T08:00:00Z')
  expect(posts('pick')).toEqual([])
  expect(await shown('ballot')).toContain('Fewer than 3 people had voted by')
  expect(await shown('ballot')).toContain('2 people have voted of the 3 that it takes')
  await vote('2', cleo)
  await runTo(club, '2026-11-30T08:00:00Z')
  expect(posts('pick')).not.toEqual([])
})

it('one vote each goes to the paper that was pressed last; a limit of two is said to who presses a third', async () => {
  await say('club set voting:single')
  expect(await shown('ballot')).toContain('Press the number of the one paper that you would read')
  const [first, second] = [await vote('1'), await vote('2')]
  expect(first).not.toBe(second)
  expect(await shown('ballot')).toContain('1 person has voted')
  // It has a vote now: what that was cast by stays, and the next ballot is another one.
  expect(await say('club set voting:"approval; at most 2"')).toContain('The open ballot has votes')
  expect(await shown('ballot')).toContain('the one paper')
  await runTo(club, '2026-11-23T08:00:00Z')
  expect(await shown('ballot')).toContain('Press the numbers of the papers that you would read, 2 at most')
  await vote('12')
  await expect(vote('3')).resolves.toContain('you vote for 2 papers at most')
})

it('is asked about in a form, and only what can be is taken', async () => {
  const set = await club.type('club set size:5', olga)
  const button = set.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : [])).at(-1)
  const at = { caller: olga, room: NORTH, interaction: interaction() }
  const opened = await club.app.act({ action: button && 'action' in button ? button.action : '', values: [], ...at })
    .reply
  if (opened.kind !== 'form') throw new Error('no form')
  const send = (fields: Record<string, string>) =>
    club.app.submit({ action: opened.form.action, fields, files: {}, ...at, interaction: interaction() })
  expect(send({ method: 'ranked', most: '1', counts: 'shown', quorum: 'many' })).toMatchObject({
    errors: { most: expect.stringContaining('2 to 10'), quorum: expect.stringContaining('1 to 1000') },
  })
  const sent = send({ method: 'ranked', most: '3', counts: 'hidden', quorum: '4' })
  expect('reply' in sent && plain(await sent.reply)).toContain(
    'by an instant run-off, at most 3, the counts are shown after the close, at least 4 have to vote',
  )
  expect(await say('club set voting:"sometimes"')).toContain('“sometimes” is not. Nothing was changed')
})

it('reads the best of a ballot in order, the last of them optional, and history and export name them all', async () => {
  expect(await say('club set papers:2+1')).toContain('3, of which 1 need not be read')
  expect(await say('club set papers:8+3')).toContain('“8+3” is not. Nothing was changed')
  await vote('123')
  await vote('23', ben)
  await vote('3', cleo)
  const titles = select(await club.type('vote', anna))?.options.map(({ label }) => label) ?? []
  await runTo(club, '2026-11-23T08:00:00Z')
  const inOrder = new RegExp([3, 2, 1].map((number) => titles[number - 1]?.slice(0, 20)).join('.*'))
  expect(await shown('pick.club.1')).toMatch(inOrder)
  const history = await say('history', anna)
  expect(history).toMatch(inOrder)
  expect(history).toContain('(optional)')
  const lines = await Array.fromAsync(exportLines(club.store))
  expect(lines.find((line) => line.kind === 'round')).toMatchObject({
    pick: { title: titles[2] },
    also: [
      { title: titles[1], optional: false },
      { title: titles[0], optional: true },
    ],
  })
})

it('of several papers by ranked votes the first says what put it first, not what decided for the second', async () => {
  await say('club set papers:2 voting:ranked')
  await vote('12')
  await vote('13', ben)
  await runTo(club, '2026-11-23T08:00:00Z')
  for (const told of [await say('results', anna), plain(await club.click('week:more:pick.club.1'))]) {
    expect(told).toContain('it had 2 votes in the last round of the run-off, more than any other.')
    expect(told).not.toContain('decided')
  }
})

it('of several papers by approvals the first is not said to have more votes than what is read beside it', async () => {
  await say('club set papers:2')
  await vote('12')
  await vote('12', ben)
  await vote('3', cleo)
  await runTo(club, '2026-11-23T08:00:00Z')
  expect(await say('results', anna)).toMatch(/it had 2 votes, level with “/)
})

it('no way to vote is for more papers than somebody may vote for, and one too many leaves the vote as it was', async () => {
  await say('club set voting:"at most 2; ;"')
  const { action = '', options = [] } = select(await club.type('vote', anna)) ?? {}
  const [one = '', two = '', three = ''] = options.map(({ value }) => value)
  await club.click(action, [one, two], anna)
  expect(plain(await club.click(action, [one, two, three], anna))).toContain('your vote stays as it was')
  const { rounds } = await club.all.of(NORTH)
  expect((await rounds.approvals(anna, (await rounds.voting()).round)).map(String)).toEqual([one, two])
})
