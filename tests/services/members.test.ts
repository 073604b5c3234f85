import { expect, it } from 'vitest'
import { ChatFailure } from '../../src/chat/failure.ts'
import { openDrafts } from '../../src/services/drafts.ts'
import { NORTH, person, press, SOUTH, sendForm, settings, type TestClub, testClub, textOf } from '../fakes/club.ts'
import { interaction } from '../fakes/interaction.ts'

const zoe = person('zoe')
const bo = person('south:bo')
const olga = person('olga')

/** A week that is over and one that is open, in each of which Zoe has left everything that one can leave. */
async function withZoe(): Promise<TestClub> {
  const club = await testClub()
  await club.type('nominate magistral reason: it is zoes favourite', zoe)
  await club.type('suggest paper:magistral idea:A line that zoe wrote', zoe)
  await press(club, await club.type('club ideas', olga), 'Accept', olga)
  await vote(club, 'Magistral')
  await press(club, await club.type('show memory mosaics', zoe), 'I would read this', zoe)
  club.clock.advance({ days: 7 })
  await club.all.tick()
  const thread = club.north.posts.find(({ key }) => key === 'pick.club.1')?.thread ?? ''
  const at = club.clock.now()
  const said = { kind: 'said', room: NORTH, thread, message: 'n1', text: 'zoes secret thought', author: zoe } as const
  await club.all.hear({ ...said, at })
  await club.all.hear({ ...said, message: 'n2', author: olga, text: 'Another thought', at })
  await club.type('nominate alignment faking in large language models reason: zoes next', zoe)
  await club.type('suggest paper:alignment faking in large language models idea:zoes second line', zoe)
  await vote(club, 'Alignment Faking In Large Language Models')
  await club.all.idle()
  const draft = { action: 'nominate:send:', fields: { reason: 'zoes half a thought' } }
  await openDrafts(Promise.resolve(club.store)).keep('north:zoe', 'd1', draft)
  return club
}

async function vote(club: TestClub, title: string): Promise<void> {
  const menu = (await club.type('vote', zoe)).blocks.find((block) => block.kind === 'select')?.select
  const value = menu?.options.find(({ label }) => label === title)?.value ?? ''
  await club.click(menu?.action ?? '', [value], zoe)
}

const stored = async (club: TestClub) => JSON.stringify(await club.store.range(''))

it('shows a person, and them alone, what is kept of them', async () => {
  const club = await withZoe()
  const shown = textOf(await club.type('me', zoe))
  expect(shown).toContain('Your vote on the open ballot: “Alignment Faking In Large Language Models”')
  expect(shown).toContain('1 vote on closed ballots')
  expect(shown).toContain('2 nominations: “Magistral”, “Alignment Faking In Large Language Models”')
  expect(shown).toContain('1 comment on')
  expect(shown).toContain('“zoes second line”')
  expect(shown).toContain('1 accepted idea line with your name')
  const others = textOf(await club.type('me show', bo, SOUTH))
  expect(others).toContain('No vote on the open ballot')
  expect(others.split('keep of you')[1]).not.toMatch(/zoe|Magistral/)
  expect(textOf(await club.type('me show', olga))).toContain('You are an organiser')
})

it('sends all that is kept of a person to them alone, as a file, and nothing of anybody else', async () => {
  const club = await withZoe()
  const told = textOf(await press(club, await club.type('me show', zoe), 'Send me all of it', zoe))
  expect(told).toContain('in your conversation with the bot')
  const [{ account, name, text = '' } = {}, ...more] = club.north.handed
  expect({ account, name, more }).toEqual({ account: 'north:zoe', name: 'about-me.json', more: [] })
  const { accounts, groups } = JSON.parse(text)
  expect(accounts).toEqual([expect.objectContaining({ account: 'north:zoe', commentsReadElsewhere: true })])
  expect(groups).toHaveLength(1)
  expect(groups[0].wouldRead).toEqual(['Memory Mosaics'])
  expect(groups[0].acceptedLines).toEqual([{ line: 'A line that zoe wrote', name: 'zoe' }])
  expect(groups[0].weeks[0].votes[0].papers).toContain('Magistral')
  for (const said of [
    'it is zoes favourite',
    'zoes secret thought',
    'zoes next',
    'zoes second line',
    'zoes half a thought',
  ])
    expect(text).toContain(said)
  expect(text).not.toMatch(/olga|Another thought/)
})

it('sends that file once however often the wish comes, and says what to do where the chat takes none', async () => {
  const club = await testClub()
  const shown = await club.type('me show', zoe)
  const id = interaction()
  for (let time = 0; time < 2; time++) await press(club, shown, 'Send me all of it', zoe, id)
  expect(club.north.handed).toHaveLength(1)
  club.north.failures.push({ failure: new ChatFailure('forbidden', 'no', 'closed'), after: false })
  expect(textOf(await press(club, shown, 'Send me all of it', zoe))).toContain('Write the bot a message of your own')
})

it('erases name, texts and votes once it is confirmed, leaves the tally, and says what it cannot reach', async () => {
  const club = await withZoe()
  const asked = await club.type('me forget', zoe)
  expect(await stored(club)).toContain('zoes secret thought')
  const done = textOf(await press(club, asked, 'Forget me', zoe))
  expect(done).toContain('Forgotten')
  expect(done).toMatch(/backups made by whoever runs the bot.*seven days/)
  await club.all.idle()

  const left = await stored(club)
  expect(left).not.toContain('north:zoe')
  expect(left.replace('A line that zoe wrote', '')).not.toMatch(/zoe/)
  expect(left).toContain('Another thought')

  const results = textOf(await club.type('results'))
  expect(results).toContain('Picked: Magistral')
  expect(results).toContain('Magistral  — 1 vote')
  expect(results.split('The open ballot')[1]).not.toContain('Alignment Faking In Large Language Models')
  expect(textOf(await club.type('show magistral'))).toContain('in the words of a former member')
  expect(textOf(await club.type('discuss'))).toContain('1 comment by 1 person')
  expect(textOf(await club.type('me', zoe))).toMatch(
    /No vote on.*0 votes on closed.*No nominations.*0 comments.*No suggested/,
  )
  expect(textOf(club.north.posts.find(({ key }) => key === 'ballot.club.2')?.card)).not.toMatch(/zoe/)
})

it('forgets nothing of another person, and what was forgotten does not come back when it is told again', async () => {
  const club = await withZoe()
  await club.type('nominate 1.58-bit flux reason: small', bo, SOUTH)
  await press(club, await club.type('me forget', zoe), 'Forget me', zoe)
  const thread = club.north.posts.find(({ key }) => key === 'pick.club.1')?.thread ?? ''
  const at = club.clock.now()
  await club.all.hear({
    kind: 'said',
    room: NORTH,
    thread,
    message: 'n1',
    text: 'zoes secret thought',
    author: zoe,
    at,
  })
  expect(textOf(await club.type('discuss'))).not.toContain('secret')
  const kept = textOf(await club.type('me show', bo, SOUTH))
  expect(kept).toContain('1 nomination: “1.58-bit FLUX”')
  expect(kept).toContain('Your vote on the open ballot: “')
})

it('takes the name of an organiser who is forgotten, and not the role', async () => {
  const club = await testClub()
  await club.type('club set size:6', olga)
  expect(await stored(club)).toContain('"names":{"north:olga":"olga"}')
  await press(club, await club.type('me forget', olga), 'Forget me', olga)
  expect(await stored(club)).toContain('"names":{}')
  expect(textOf(await club.type('club set size:5', olga))).toContain('5 papers')
})

/** The week of a club in which Zoe has left the server, and what the organisers have said of that. */
async function weekWithoutZoe(says: string[]): Promise<{ club: TestClub; standing: string; left: string }> {
  const club = await withZoe()
  for (const label of says) await press(club, await club.type('club show', olga), label, olga)
  await club.type('nominate memory mosaics', bo, SOUTH)
  club.north.left.add(zoe.account)
  club.clock.advance({ days: 7 })
  await club.all.tick()
  await club.all.idle()
  const week = textOf(await club.type('week', olga))
  return { club, standing: week, left: await stored(club) }
}

it('what somebody brought who has left goes with them when the ballot closes, where the club wants that', async () => {
  const { club, standing, left } = await weekWithoutZoe(['Drop what leavers brought'])
  expect(standing).toContain('Memory Mosaics')
  expect(left).not.toMatch(/zoes secret thought|zoes next/)
  expect(await club.store.range('votes/club/000002/north:zoe')).toEqual([])
  expect(left).toContain('Another thought')
  expect(textOf(await club.type('club show', olga))).toContain('takes votes, nominations and comments along')
})

it('what somebody brought who has left stays unless the club wants otherwise', async () => {
  for (const says of [[], ['Drop what leavers brought', 'Keep what leavers brought']]) {
    const { standing, left } = await weekWithoutZoe(says)
    expect(standing).toContain('Alignment Faking')
    expect(left).toMatch(/zoes secret thought/)
  }
})

it('what somebody brought stays as long as another account of theirs is there', async () => {
  const club = await withZoe()
  await press(club, await club.type('club show', olga), 'Drop what leavers brought', olga)
  const code = /\w{4}(?:-\w{4}){3}/.exec(
    textOf(await press(club, await club.type('me show', bo, SOUTH), 'Link another account', bo)),
  )?.[0]
  await sendForm(club, 'me show:code:', { code: code ?? '' }, zoe)
  club.north.left.add(zoe.account)
  club.clock.advance({ days: 7 })
  await club.all.tick()
  expect(await stored(club)).toContain('zoes secret thought')
})

it('what somebody brought stays where the group has no channel in their chat any more, which cannot tell', async () => {
  const club = await withZoe()
  await press(club, await club.type('club show', olga), 'Drop what leavers brought', olga)
  await club.type('nominate memory mosaics', bo, SOUTH)
  club.south.left.add(bo.account)
  await club.all.found({ ...settings, rooms: [NORTH] })
  club.clock.advance({ days: 7 })
  await club.all.tick()
  await club.all.idle()
  expect(textOf(await club.type('week', olga))).toContain('Memory Mosaics')
})
