import { beforeEach, expect, it } from 'vitest'
import { copied } from '../../../src/chat/copied.ts'
import { ChatFailure } from '../../../src/chat/failure.ts'
import type { Heard } from '../../../src/chat/platform.ts'
import { wordsOfProse } from '../../../src/chat/prose.ts'
import { keys, type RoomId } from '../../../src/club/keys.ts'
import { exportLines } from '../../../src/services/export.ts'
import { Comments, Rounds } from '../../../src/services/records.ts'
import { eventually } from '../../e2e/people.ts'
import type { FakeChat } from '../../fakes/chat.ts'
import { NORTH, person, press, runTo, SOUTH, settings, type TestClub, testClub, textOf } from '../../fakes/club.ts'
import { digest, entry } from '../../library/digests.ts'
import { addDigest } from '../library/add-digest.ts'

const [olga, anna, ben, cleo, sue] = [
  person('north:olga'),
  person('north:anna'),
  person('south:ben'),
  person('north:cleo'),
  person('south:sue', true),
]
const WEEK = { club: 'club', n: 1 }
const PAPERS = ['pick.club.1', 'second.club.1', 'third.club.1']

let club: TestClub

beforeEach(async () => {
  club = await testClub()
})

const plain = (value: unknown) => textOf(value).replaceAll(/\s+/g, ' ')
const say = async (text: string, who = olga) => plain(await club.type(text, who))
const chatOf = (room: RoomId) => (room === NORTH ? club.north : club.south)
const postsIn = (room: RoomId, key = '') =>
  chatOf(room).posts.filter((post) => post.room === room && (!key || post.key === key))
const shown = (key: string, room = NORTH) => plain(postsIn(room, key).at(-1)?.card ?? '')
const orderIn = (room: RoomId) => postsIn(room).map(({ key }) => key)
const copies = ({ copied: all }: FakeChat) =>
  all.map((copy) => [copy.thread, wordsOfProse(copied(copy)).replace(/ \(.*?\)/, '')])

async function ballot(numbers: string, who = anna): Promise<void> {
  const open = postsIn(NORTH).findLast(({ key }) => key.startsWith('ballot.'))
  for (const number of numbers) if (open) await press(club, open.card, number, who)
}

/** Three papers are read, the last of them optional. */
async function read(until = '2026-11-23T08:00:00Z'): Promise<{ paper: string; title: string }[]> {
  await ballot('123')
  await ballot('23', ben)
  await ballot('3', cleo)
  await runTo(club, until)
  return papersNow()
}

async function papersNow(): Promise<{ paper: string; title: string }[]> {
  const round = await Rounds.get(club.store, keys.round(WEEK))
  return round?.pick ? [round.pick, ...round.also] : []
}

async function comment(key: string, message: string, text: string, room = NORTH, author = anna): Promise<Heard> {
  const thread = postsIn(room, key)[0]?.thread ?? ''
  club.clock.advance({ seconds: 1 })
  const said: Heard = { kind: 'said', room, thread, message, author, text, at: club.clock.now() }
  chatOf(room).said.push(said)
  await club.all.hear(said)
  return said
}

const carried = () => eventually('all to be carried', async () => (await club.store.range('carrying/')).length === 0)
const threadOf = (key: string, room: RoomId) => postsIn(room, key)[0]?.thread

it('posts each further paper behind the pick, with its idea and a thread of its own, in every room', async () => {
  const set = await say('club set papers:"2+1, own threads"')
  expect(set).toContain('3, of which 1 need not be read')
  expect(set).toContain('Each paper of a meeting has a thread of its own from the next pick on')
  const titles = (await read()).map(({ title }) => title)
  for (const room of [NORTH, SOUTH]) {
    const order = orderIn(room).slice(-4)
    expect(order).toEqual([...PAPERS, 'ballot.club.2'])
    expect(PAPERS.map((key) => chatOf(room).threadNames.get(threadOf(key, room) ?? ''))).toEqual(titles)
  }
  expect(shown('pick.club.1')).toContain('Each of the others has a message and a thread of its own below')
  expect(shown('second.club.1')).toContain(`Also to read: ${titles[1]}`)
  expect(shown('second.club.1')).not.toContain('Optional')
  expect(shown('third.club.1')).toContain('Optional: it need not be read.')
  expect(shown('third.club.1')).toContain('Read the paper')
})

it('a meeting with one paper, and papers with one thread, are posted as ever', async () => {
  await say('club set papers:"1, own threads"')
  await ballot('1')
  await runTo(club, '2026-11-23T08:00:00Z')
  expect(orderIn(NORTH).slice(-2)).toEqual(['pick.club.1', 'ballot.club.2'])
  expect(shown('pick.club.1')).not.toContain('below')
})

it('what is said of a paper is read in the thread of the same paper elsewhere, and kept with it', async () => {
  await say('club set papers:"2+1, own threads"')
  const [first, second, third] = await read()
  await comment('second.club.1', 'c-b', 'of the second')
  await comment('pick.club.1', 'c-a', 'of the first')
  await comment('third.club.1', 'c-c', 'of the third', SOUTH, ben)
  await carried()
  expect(copies(club.south)).toEqual([
    [threadOf('second.club.1', SOUTH), expect.stringContaining('of the second')],
    [threadOf('pick.club.1', SOUTH), expect.stringContaining('of the first')],
  ])
  expect(copies(club.north)).toEqual([[threadOf('third.club.1', NORTH), expect.stringContaining('of the third')]])
  const kept = await Comments.range(club.store, keys.comments(WEEK))
  expect(new Map(kept.map(({ value: { text, paper } }) => [text, paper]))).toEqual(
    new Map([
      ['of the first', first?.paper],
      ['of the second', second?.paper],
      ['of the third', third?.paper],
    ]),
  )
  const lines = await Array.fromAsync(exportLines(club.store))
  expect(lines).toContainEqual(expect.objectContaining({ kind: 'comment', text: 'of the third', paper: third?.paper }))
})

it('discuss shows all with their papers, and what was said of one alone from its post or by its title', async () => {
  await say('club set papers:"2+1, own threads"')
  const [first, second] = await read()
  await comment('pick.club.1', 'c-a', 'of the first')
  await comment('second.club.1', 'c-b', 'of the second')
  const all = await say('discuss', anna)
  expect(all).toContain('2 comments by 1 person on the 3 papers of the meeting')
  expect(all).toMatch(/, on “[^”]+” : of the first/)
  expect(all).toContain(`, on “${second?.title}”`)
  const post = postsIn(NORTH, 'second.club.1')[0]?.card ?? { title: '', blocks: [] }
  for (const one of [plain(await press(club, post, 'Discussion', anna)), await say(`discuss ${second?.title}`, anna)]) {
    expect(one).toContain(`Discussion: ${second?.title}`)
    expect(one).toContain('1 comment by 1 person.')
    expect(one).toContain('of the second')
    expect(one).not.toContain('of the first')
  }
  expect(await say(`discuss ${first?.title}`, anna)).toContain('of the first')
})

it('each is posted once, whatever comes between, and what comes after it waits', async () => {
  await say('club set papers:"2+1, own threads"')
  const lost = () => new ChatFailure('busy', 'unknown', 'cut off')
  club.north.onPost = () => {
    const last = club.north.posts.at(-1)?.key ?? ''
    if (last === 'pick.club.1') club.north.failures.push({ failure: lost(), after: true })
  }
  await ballot('123')
  await ballot('23', ben)
  await ballot('3', cleo)
  await runTo(club, '2026-11-23T08:00:00Z')
  expect(orderIn(NORTH).slice(-2)).toEqual(['pick.club.1', 'second.club.1'])
  await runTo(club, '2026-11-23T10:00:00Z')
  expect(orderIn(NORTH).slice(-4)).toEqual([...PAPERS, 'ballot.club.2'])
  await comment('second.club.1', 'c-b', 'of the second')
  await carried()
  expect(copies(club.south)).toEqual([[threadOf('second.club.1', SOUTH), expect.stringContaining('of the second')]])
})

it('what was said below a further paper before its thread was recorded is not lost', async () => {
  await say('club set papers:"2+1, own threads"')
  club.north.onPost = () => {
    const post = club.north.posts.at(-1)
    if (post?.key !== 'second.club.1') return
    const at = club.clock.now()
    const thread = `t-${post.message}`
    club.north.said.push({ kind: 'said', room: NORTH, thread, message: 'early', author: anna, text: 'at once', at })
  }
  const [, second] = await read()
  await eventually('what was said to be kept', async () =>
    (await Comments.range(club.store, keys.comments(WEEK))).some(({ value }) => value.text === 'at once'),
  )
  const kept = await Comments.get(club.store, keys.comment(WEEK, NORTH, 'early'))
  expect(kept).toMatchObject({ text: 'at once', paper: second?.paper })
})

it('threads of further papers are read back after an outage, and one that is deleted takes its comments along', async () => {
  await say('club set papers:"2+1, own threads"')
  await read()
  await comment('third.club.1', 'c-c', 'of the third')
  const thread = threadOf('second.club.1', NORTH) ?? ''
  const at = club.clock.now()
  club.north.said.push({ kind: 'said', room: NORTH, thread, message: 'missed', author: anna, text: 'unheard', at })
  await club.all.resume('north')
  await club.all.tick()
  const texts = async () =>
    (await Comments.range(club.store, keys.comments(WEEK))).map(({ value }) => value.text).filter(Boolean)
  await eventually('it to be read back', async () => (await texts()).includes('unheard'))
  await club.all.erase({ room: NORTH, thread, at: club.clock.now() })
  expect(await texts()).toEqual(['of the third'])
})

it('a veto has the posts show what is read now: a paper that stays keeps its thread, another takes one that is free', async () => {
  await say('club set papers:"2+1, own threads"')
  const [, second, third] = await read()
  await comment('second.club.1', 'c-b', 'of the second')
  const before = orderIn(NORTH).length
  await say(`club veto paper:"A New One; ${third?.title}; Another" reason:"too long"`)
  await club.all.idle()
  expect(shown('pick.club.1')).toContain('A New One')
  expect(shown('second.club.1')).toContain('Also to read: Another')
  expect(shown('third.club.1')).toContain(`Also to read: ${third?.title}`)
  expect(club.north.threadNames.get(threadOf('second.club.1', NORTH) ?? '')).toBe('Another')
  await comment('second.club.1', 'c-d', 'of another')
  const said = await say('discuss', anna)
  expect(said).toContain(`, on “${second?.title}” : of the second`)
  expect(said).toContain(', on “Another” : of another')
  await say('club veto paper:"A New One" reason:"enough"')
  await club.all.idle()
  for (const key of ['second.club.1', 'third.club.1']) expect(shown(key)).toContain('Not read after all')
  await say('club veto paper:"A New One; Of Zebras; Of Quaggas; Of Okapis" reason:"not enough"')
  await club.all.idle()
  expect(shown('second.club.1')).toContain('Also to read: Of Zebras')
  expect(shown('third.club.1')).toContain('Also to read: Of Quaggas')
  expect(shown('fourth.club.1')).toContain('Also to read: Of Okapis')
  expect(
    orderIn(NORTH)
      .slice(before)
      .filter((key) => !key.startsWith('news')),
  ).toEqual(['fourth.club.1'])
})

it('a corrected title is shown by its post and the name of its thread', async () => {
  await say('club set papers:"2, own threads"')
  await addDigest(
    club.store,
    'club',
    digest('added', '2026-11-01', [entry('A Better Paper'), entry('A Papre On Newts')]),
  )
  await club.all.tick()
  for (const title of ['A Better Paper', 'A Papre On Newts']) await say(`nominate ${title}`, cleo)
  await runTo(club, '2026-11-23T08:00:00Z')
  expect(shown('second.club.1')).toContain('Also to read: A Papre On Newts')
  await say('edit A Papre On Newts title:"A Paper On Newts"')
  await runTo(club, '2026-11-23T09:00:00Z')
  expect(shown('second.club.1')).toContain('Also to read: A Paper On Newts')
  expect(club.north.threadNames.get(threadOf('second.club.1', NORTH) ?? '')).toBe('A Paper On Newts')
})

it('where the meeting is cancelled each of its posts says so', async () => {
  await say('club set papers:"2+1, own threads"')
  await say('club calendar lead:"1 day"')
  await read('2026-11-22T08:00:00Z')
  await say('meeting cancel date:2026-11-23 reason:strike')
  await runTo(club, '2026-11-22T10:00:00Z')
  for (const key of PAPERS) expect(shown(key)).toContain('Cancelled:')
})

it('a room that comes later is shown all of them, and a change of the setting leaves them be', async () => {
  await say('club set papers:"2+1, own threads"')
  await read()
  const shut = await club.type('club show', olga)
  const off = plain(await press(club, shut, 'One thread for all papers', olga))
  expect(off).toContain('All papers of a meeting have one thread from the next pick on')
  const third: RoomId = 'south:w1:c9'
  await club.all.found({ ...settings, rooms: [...settings.rooms, third] })
  await runTo(club, '2026-11-23T09:00:00Z')
  expect(orderIn(third).filter((key) => PAPERS.includes(key))).toEqual(PAPERS)
  await ballot('123')
  await runTo(club, '2026-11-30T08:00:00Z')
  expect(orderIn(NORTH).slice(-2)).toEqual(['pick.club.2', 'ballot.club.3'])
})

it('what is read once a day stands in the thread of the paper that it is about', async () => {
  await say('club set papers:"2+1, own threads"')
  await club.type('club set mirror:digest', sue, SOUTH)
  await read()
  await comment('second.club.1', 'c-b', 'of the second')
  await comment('pick.club.1', 'c-a', 'of the first')
  await runTo(club, '2026-11-24T12:00:00Z')
  const daily = postsIn(SOUTH).filter(({ key }) => key.startsWith('daily.'))
  expect(new Map(daily.map(({ thread, card }) => [thread, /of the \w+/.exec(plain(card))?.[0]]))).toEqual(
    new Map([
      [threadOf('pick.club.1', SOUTH), 'of the first'],
      [threadOf('second.club.1', SOUTH), 'of the second'],
    ]),
  )
})

it('where a thread takes nothing the others go on', async () => {
  await say('club set papers:"2+1, own threads"')
  await read()
  club.south.copyFailures.push({ failure: new ChatFailure('locked', 'no', 'locked'), after: false })
  await comment('second.club.1', 'c-b', 'of the second')
  await club.all.idle()
  await comment('pick.club.1', 'c-a', 'of the first')
  await club.all.idle()
  expect(copies(club.south)).toEqual([[threadOf('pick.club.1', SOUTH), expect.stringContaining('of the first')]])
})

it('who is forgotten has nothing left below any of them', async () => {
  await say('club set papers:"2+1, own threads"')
  await read()
  await comment('third.club.1', 'c-c', 'of the third')
  await carried()
  await press(club, await club.type('me forget', anna), 'Forget me', anna)
  await carried()
  expect(copies(club.south)).toEqual([])
  expect(JSON.stringify(await Comments.range(club.store, keys.comments(WEEK)))).not.toContain('of the third')
})

it('once the meeting is over its post tells of which paper the best comments are, and opens all of them', async () => {
  await say('club set papers:"2+1, own threads"')
  await say('club calendar days:Monday lead:"1 day" remind:afterwards place:"Room 5"')
  const [, second] = await read('2026-11-22T08:00:00Z')
  await comment('pick.club.1', 'c-a', 'of the first')
  const best = await comment('second.club.1', 'c-b', 'of the second')
  club.north.reacted.set('c-b', [{ sign: '👍', count: 2 }])
  await club.all.react({ room: NORTH, thread: best.thread, message: 'c-b' })
  await runTo(club, '2026-11-23T12:00:00Z')
  const asked = postsIn(NORTH, 'wrapup.club.1')[0]?.card ?? { title: '', blocks: [] }
  expect(plain(asked)).toContain('2 comments by 1 person')
  expect(plain(asked)).toContain(`“of the second”, by anna, on “${second?.title}”`)
  const all = plain(await press(club, asked, 'Discussion', anna))
  expect(all).toContain('2 comments by 1 person on the 3 papers of the meeting')
  expect(all).toContain('👍 2')
})
