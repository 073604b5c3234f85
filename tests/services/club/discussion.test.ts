import { beforeEach, expect, it } from 'vitest'
import type { Heard } from '../../../src/chat/platform.ts'
import { keys } from '../../../src/club/keys.ts'
import { Comments } from '../../../src/services/records.ts'
import { openStore } from '../../../src/store/open.ts'
import { createDice } from '../../dice.ts'
import { NORTH, person, SOUTH, someVote, type TestClub, testClub, textOf } from '../../fakes/club.ts'
import { countingStore } from '../../fakes/counting-store.ts'
import { interaction } from '../../fakes/interaction.ts'

let club: TestClub
const ada = person('ada')
const bo = person('south:bo')

beforeEach(async () => {
  club = await testClub()
  await someVote(club)
  club.clock.advance({ days: 7 })
  await club.all.tick()
})

const threadIn = (room: string) =>
  [...club.north.posts, ...club.south.posts].find((post) => post.room === room && post.key === 'pick.club.1')?.thread ??
  ''
const said = (message: string, text: string, author = ada, room = NORTH): Heard => ({
  kind: 'said',
  room,
  thread: threadIn(room),
  message,
  author,
  text,
  at: club.clock.now(),
})

it('keeps what is said in the threads of both chats as one discussion, with links to jump there', async () => {
  await club.all.hear(said('n1', 'from the north'))
  await club.all.hear(said('s1', 'from the south', bo, SOUTH))
  const card = textOf(await club.type('discuss'))
  expect(card).toContain('2 comments by 2 people')
  expect(card).toContain('from the north')
  expect(card).toContain('from the south')
  expect(card).toContain(`https://south.example/${threadIn(SOUTH)}/s1`)
})

it('F18 counts a comment once however often it is delivered', async () => {
  await Promise.all(Array.from({ length: 5 }, () => club.all.hear(said('n1', 'once'))))
  expect(textOf(await club.type('discuss'))).toContain('1 comment by 1 person')
})

it('F33 reads back what was missed once the chat can be reached, and leaves deleted comments deleted', async () => {
  const thread = threadIn(NORTH)
  await club.all.hear(said('n1', 'gone'))
  await club.all.hear({ kind: 'deleted', room: NORTH, thread, message: 'n1', at: club.clock.now() })
  club.north.said.push(said('n1', 'gone'), said('n2', 'missed'))
  club.north.state = 'failing'
  await club.all.resume('north')
  await club.all.tick()
  await club.all.idle()
  expect(textOf(await club.type('discuss'))).not.toContain('missed')
  club.north.state = 'ready'
  await club.all.tick()
  await club.all.idle()
  const card = textOf(await club.type('discuss'))
  expect(card).toContain('1 comment by 1 person')
  expect(card).toContain('missed')
})

it('follows edits, and erases the text of what is deleted', async () => {
  await club.all.hear(said('n1', 'a tpyo'))
  await club.all.hear({
    kind: 'edited',
    room: NORTH,
    thread: threadIn(NORTH),
    message: 'n1',
    text: 'a typo',
    at: club.clock.now().add({ minutes: 1 }),
  })
  expect(textOf(await club.type('discuss'))).toContain('a typo')
  await club.all.hear({
    kind: 'deleted',
    room: NORTH,
    thread: '',
    message: 'n1',
    at: club.clock.now().add({ minutes: 2 }),
  })
  expect(textOf(await club.type('discuss'))).toContain('Nobody has said anything yet')
  const kept = await club.store.range('')
  expect(JSON.stringify(kept)).not.toContain('a typo')
  expect(JSON.stringify(kept)).not.toContain('a tpyo')
})

it('erases what was said in a thread that is gone, and nothing else', async () => {
  await club.all.hear(said('n1', 'from the north'))
  await club.all.hear(said('s1', 'from the south', bo, SOUTH))
  await club.all.erase({ room: NORTH, thread: 'another', at: club.clock.now() })
  expect(textOf(await club.type('discuss'))).toContain('2 comments')
  await club.all.erase({ room: NORTH, thread: threadIn(NORTH), at: club.clock.now() })
  const kept = JSON.stringify(await club.store.range(''))
  expect(kept).not.toContain('from the north')
  expect(kept).toContain('from the south')
  await club.all.hear(said('n1', 'from the north'))
  expect(JSON.stringify(await club.store.range(''))).not.toContain('from the north')
})

it('erases all that was said in a room that is gone, whichever week it belongs to', async () => {
  await club.all.hear(said('n1', 'about the first'))
  const point = { ref: { room: NORTH, message: 'p1' }, thread: null, author: bo, files: [], at: club.clock.now() }
  const message = { ...point, text: 'worth keeping' }
  await club.app.point({ command: 'discuss', message, room: NORTH, caller: ada, interaction: 'test:1' }).reply
  await club.all.hear(said('s1', 'from the south', bo, SOUTH))
  club.clock.advance({ days: 7 })
  await club.all.tick()
  await club.all.erase({ room: NORTH, thread: null, at: club.clock.now() })
  const kept = JSON.stringify(await club.store.range(''))
  expect(kept).not.toMatch(/about the first|worth keeping/)
  expect(kept).toContain('from the south')
})

it('passes over what stands in no thread of a pick', async () => {
  await club.all.hear({ ...said('n1', 'elsewhere'), thread: 'other' })
  expect(JSON.stringify(await club.store.range(''))).not.toContain('elsewhere')
})

it('adds a message that someone points at, once', async () => {
  const message = {
    ref: { room: NORTH, message: 'p1' },
    thread: null,
    author: bo,
    text: 'worth keeping',
    files: [],
    at: club.clock.now(),
  }
  const point = async () => {
    const pointing = { command: 'discuss', message, room: NORTH, caller: ada, interaction: interaction() }
    return textOf(await club.app.point(pointing).reply)
  }
  expect(await point()).toContain('Added')
  expect(await point()).toContain('There already')
  expect(textOf(await club.type('discuss'))).toContain('worth keeping')
})

it('shows the discussion of an earlier pick, and says when a paper was not read', async () => {
  await club.all.hear(said('n1', 'about the first'))
  const title = textOf((await club.type('week')).title).replace('Paper of the week: ', '')
  await someVote(club)
  club.clock.advance({ days: 7 })
  await club.all.tick()
  expect(textOf(await club.type('discuss'))).not.toContain('about the first')
  expect(textOf(await club.type(`discuss ${title}`))).toContain('about the first')
  expect(textOf(await club.type('discuss 1.58-bit FLUX'))).toContain('has not read “1.58-bit FLUX”')
})

it('cuts a long comment and shows the latest of many', async () => {
  await club.all.hear(said('n0', 'x'.repeat(5000)))
  for (let index = 1; index <= 12; index++) {
    club.clock.advance({ minutes: 1 })
    await club.all.hear(said(`n${index}`, `number ${index}.`))
  }
  const card = textOf(await club.type('discuss'))
  expect(card).toContain('13 comments by 1 person. The latest 8:')
  expect(card).toContain('number 12.')
  expect(card).not.toContain('number 4.')
})

it('keeps their number and their order, whatever comes late, twice, changed or deleted', async () => {
  const roll = createDice(7)
  const dice = (sides: number) => Math.floor(roll() * sides)
  const authors = [ada, bo, person('cy')]
  for (let step = 1; step <= 120; step++) {
    const message = `m${dice(12)}`
    const at = club.clock.now().add({ seconds: dice(1_000) })
    const heard = { ...said(message, `words ${step}`, authors[dice(3)]), at }
    const kind = dice(4)
    if (kind === 0) await club.all.hear({ kind: 'deleted', room: NORTH, thread: heard.thread, message, at })
    else if (kind === 1)
      await club.all.hear({ kind: 'edited', room: NORTH, thread: heard.thread, message, text: 'new', at })
    else await club.all.hear(heard)
    if (step % 15 === 0) await expectToFit(club)
  }
  await (await club.all.of(SOUTH)).members.forget(ada)
  await expectToFit(club)
  expect(JSON.stringify((await club.store.range('speakers/')).map(({ key }) => key))).not.toContain('north:ada')
})

it('counts the comments of a store from before once', async () => {
  await club.all.hear(said('n1', 'first'))
  await club.all.hear(said('s1', 'second', bo, SOUTH))
  for (const kept of ['discussions/', 'latest/', 'speakers/']) {
    for (const { key } of await club.store.range(kept)) await club.store.remove(key)
  }
  expect(textOf(await club.type('discuss'))).toMatch(/2 comments by 2 people.*first.*second/)
  await expectToFit(club)
  await club.all.hear(said('n2', 'third'))
  await expectToFit(club)
})

it.each([10, 400])('shows the latest of %i comments without reading the others', async (count) => {
  const { store, calls } = countingStore(await openStore('memory:'))
  club = await testClub({ store })
  await someVote(club)
  club.clock.advance({ days: 7 })
  await club.all.tick()
  for (let n = 0; n < count; n++) {
    club.clock.advance({ seconds: 1 })
    await club.all.hear(said(`n${n}`, `comment ${n}`))
  }
  await club.all.idle()
  calls.length = 0
  expect(textOf(await club.type('discuss'))).toContain(`comment ${count - 1}`)
  expect(calls.filter((call) => call.startsWith('get comments/'))).toHaveLength(8)
  expect(calls.filter((call) => call.startsWith('range comments/'))).toEqual([])
})

/** That what is kept beside the comments says what they say. */
async function expectToFit({ store, all }: TestClub): Promise<void> {
  const round = { club: 'club', n: 1 }
  const prefix = keys.comments(round)
  const standing = (await Comments.range(store, prefix))
    .filter(({ value }) => value.deletedAt === null)
    .sort((a, b) => Temporal.Instant.compare(a.value.at, b.value.at))
  const latest = await (await all.of(NORTH)).discussion.latest(round, 100)
  expect(latest).toMatchObject({
    total: standing.length,
    people: new Set(standing.map(({ value }) => value.author?.account)).size,
  })
  expect(latest.comments.map(({ room, message }) => `${prefix}${room}/${message}`)).toEqual(
    standing.map(({ key }) => key),
  )
}
