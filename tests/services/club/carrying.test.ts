import { describe, expect, it, vi } from 'vitest'
import { copied as copiedProse } from '../../../src/chat/copied.ts'
import { ChatFailure, FAILURE_REASONS, type FailureReason } from '../../../src/chat/failure.ts'
import type { Heard, Reaction } from '../../../src/chat/platform.ts'
import { wordsOfProse } from '../../../src/chat/prose.ts'
import { reactionLine } from '../../../src/chat/reactions.ts'
import { eventually } from '../../e2e/people.ts'
import type { FakeChat } from '../../fakes/chat.ts'
import {
  codeFrom,
  NORTH,
  person,
  postedIn,
  press,
  SOUTH,
  someVote,
  type TestClub,
  testClub,
  textOf,
} from '../../fakes/club.ts'

const ada = person('ada')
const bo = person('south:bo')

/** A club with a pick, and people who talk of it. */
async function open() {
  const bot = await testClub()
  const talk = talkIn(bot)
  await talk.toNextPick()
  return { bot, ...talk }
}

function talkIn(bot: TestClub) {
  function said(message: string, text: string, author = ada, room = NORTH): Heard {
    const posts = [...bot.north.posts, ...bot.south.posts]
    const thread = posts.findLast((post) => post.room === room && post.key.startsWith('pick.'))?.thread ?? ''
    bot.clock.advance({ seconds: 1 })
    return { kind: 'said', room, thread, message, author, text, at: bot.clock.now() }
  }
  return {
    said,
    change: ({ room, thread, message }: Heard, text: string): Heard => ({
      ...{ room, thread, message, kind: 'edited', text },
      at: bot.clock.now().add({ seconds: 1 }),
    }),
    remove: ({ room, thread, message }: Heard): Heard => ({
      ...{ room, thread, message, kind: 'deleted' },
      at: bot.clock.now(),
    }),
    /** Resolves once all of it is carried. */
    async hear(...events: Heard[]): Promise<void> {
      for (const event of events) await bot.all.hear(event)
      await eventually('all to be carried', async () => (await bot.store.range('carrying/')).length === 0)
    },
    /** Where some of it has to wait. */
    async hearInVain(...events: Heard[]): Promise<void> {
      for (const event of events) await bot.all.hear(event)
      await bot.all.idle()
    },
    async later(time: Parameters<TestClub['clock']['advance']>[0]): Promise<void> {
      bot.clock.advance(time)
      await bot.all.tick()
      await bot.all.idle()
    },
    async toNextPick(): Promise<void> {
      await someVote(bot)
      bot.clock.advance({ days: 7 })
      await bot.all.tick()
    },
    stored: async () => JSON.stringify(await bot.store.range('')),
  }
}

const shown = ({ copied }: FakeChat) => copied.map((copy) => wordsOfProse(copiedProse(copy)))
const failure = (reason: FailureReason, sent: 'no' | 'unknown' = 'no') =>
  new ChatFailure(reason, sent, new Error('told to'))

describe('what is said in one room', () => {
  it('is read in the thread of the other, once, in order, under its author’s name and with a link', async () => {
    const { bot, said, hear } = await open()
    const one = said('n1', 'one')
    await hear(one, said('s1', 'from the south', bo, SOUTH), said('n2', 'two'), one)
    expect(shown(bot.south)).toEqual(['ada (North): one', 'ada (North): two'])
    expect(shown(bot.north)).toEqual(['bo (South): from the south'])
    expect(bot.south.copied[0]).toMatchObject({
      original: expect.stringMatching(/^https:\/\/north\.example\/t-[^/]+\/n1$/),
      picture: 'https://north.example/pictures/north:ada',
    })
    const pick = bot.south.posts.find(({ key }) => key === 'pick.club.1')
    expect(bot.south.copied.map(({ thread }) => thread)).toEqual([pick?.thread, pick?.thread])
  })

  it('is changed and deleted there as it is here, whatever the order in which that is told', async () => {
    const { bot, said, change, remove, hear, stored } = await open()
    const [one, two, three] = [said('n1', 'a tpyo'), said('n2', 'regretted'), said('n3', 'never read')]
    await hear(one, two)
    await hear(change(one, 'a typo'), remove(two), remove(three), three)
    expect(shown(bot.south)).toEqual(['ada (North): a typo'])
    expect(await stored()).not.toMatch(/regretted|never read|"copies\/[^"]*n2/)
  })

  it('is changed and deleted there, though that came while it was being sent', async () => {
    const { bot, said, change, remove, hear } = await open()
    const [one, two] = [said('n1', 'one'), said('n2', 'two')]
    const meanwhile = [change(one, 'changed'), remove(two)]
    bot.south.onCopy = async () => {
      const event = meanwhile.shift()
      if (event) await bot.all.hear(event)
    }
    await hear(one, two)
    expect(shown(bot.south)).toEqual(['ada (North): changed'])
  })

  it('is deleted there when its thread or its author’s name is erased', async () => {
    const { bot, said, hear } = await open()
    await hear(said('n1', 'one'), said('n2', 'mine', person('cy')))
    await (await bot.all.of(NORTH)).members.forget(person('cy'))
    await bot.all.idle()
    expect(shown(bot.south)).toEqual(['ada (North): one'])
    const { room, thread } = said('n3', '')
    await bot.all.erase({ room, thread, at: bot.clock.now() })
    await bot.all.idle()
    expect(shown(bot.south)).toEqual([])
  })

  it('F52 is deleted there when it was deleted while the bot was away', async () => {
    const { bot, said, hear } = await open()
    const [one, two] = [said('n1', 'one'), said('n2', 'two')]
    await hear(one, two)
    bot.clock.advance({ hours: 1 })
    bot.north.said = [two]
    await bot.all.resume('north')
    await bot.all.tick()
    await bot.all.idle()
    expect(shown(bot.south)).toEqual(['ada (North): two'])
  })

  it('is read under the name that its author turns out to have', async () => {
    const { bot, said, hear } = await open()
    await hear(said('n1', 'one', { ...ada, name: 'someone' }))
    await bot.all.rename(ada.account, 'Ada')
    await bot.all.idle()
    expect(shown(bot.south)).toEqual(['Ada (North): one'])
  })

  it('shows the line that it answers, in whichever room that was said, for as long as it stands', async () => {
    const { bot, said, change, remove, hear } = await open()
    const [one, south] = [said('n1', 'what is a bit?\nI ask'), said('s1', 'a unit', bo, SOUTH)]
    await hear(one, south)
    const [copy] = bot.north.copied
    const answer = (to: string, from: Heard): Heard => ({ ...from, answers: to }) as Heard
    await hear(answer('n1', said('n2', 'this one')), answer(copy?.message ?? '', said('n3', 'thanks')))
    const quoted = () => shown(bot.south).slice(1)
    expect(quoted()).toEqual(['ada (North):\nada: what is a bit?\nthis one', 'ada (North):\nbo: a unit\nthanks'])
    expect(JSON.stringify(bot.south.copied[2])).toMatch(/https:\/\/south\.example\/t-[^/]+\/s1/)
    await hear(change(one, 'what is a byte?'), remove(south))
    expect(quoted()).toEqual(['ada (North):\nada: what is a byte?\nthis one', 'ada (North): thanks'])
  })

  it('is a comment of one person: a copy that somebody points at is none', async () => {
    const { bot, said, hear } = await open()
    await hear(said('n1', 'one'))
    const [copy] = bot.south.copied
    const ref = { room: SOUTH, message: copy?.message ?? '' }
    const author = person('south:lectern')
    const message = { ref, thread: copy?.thread ?? '', author, text: 'one', files: [], at: bot.clock.now() }
    const { reply } = bot.app.point({ command: 'discuss', message, room: SOUTH, caller: bo, interaction: 'test:1' })
    expect(textOf(await reply)).toContain('There already')
    await bot.all.idle()
    expect(shown(bot.north)).toEqual([])
  })

  it('is not carried where somebody only pointed at it elsewhere', async () => {
    const { bot } = await open()
    const message = { ref: { room: NORTH, message: 'p1' }, thread: null, author: ada, files: [], at: bot.clock.now() }
    const pointing = { message: { ...message, text: 'said in the channel' }, room: NORTH, caller: ada }
    await bot.app.point({ command: 'discuss', ...pointing, interaction: 'test:1' }).reply
    await bot.all.idle()
    expect(shown(bot.south)).toEqual([])
  })
})

describe('what a comment is answered with', () => {
  const emoji = (sign: string, count: number) => ({ sign, count })
  const counted = ({ copied }: FakeChat) => copied.map(({ reactions }) => reactionLine(reactions))

  async function openOne() {
    const opened = await open()
    const one = opened.said('n1', 'one')
    await opened.hear(one)
    const { bot } = opened
    const { room, thread } = one
    return {
      ...opened,
      one,
      async react(...reactions: Reaction[]): Promise<void> {
        bot.north.reacted.set('n1', reactions)
        await bot.all.react({ room, thread, message: 'n1' })
        await bot.all.idle()
      },
    }
  }

  it('is counted where it is read elsewhere, the most frequent first, once for all that comes within ten seconds', async () => {
    const { bot, react, later } = await openOne()
    const anew = vi.spyOn(bot.south.copies, 'edit')
    await react(emoji('👍', 1))
    await react(emoji('👍', 1), emoji('🎉', 2))
    await later({ seconds: 9 })
    expect(counted(bot.south)).toEqual([''])
    await later({ seconds: 1 })
    expect(counted(bot.south)).toEqual(['🎉 2 · 👍 1'])
    expect(anew).toHaveBeenCalledTimes(1)
    await react()
    await later({ seconds: 10 })
    expect(counted(bot.south)).toEqual([''])
  })

  it('stays where the comment is changed, and neither changes nor deletions wait for it', async () => {
    const { bot, one, change, remove, react, hear } = await openOne()
    await react(emoji('👍', 1))
    await hear(change(one, 'ones'))
    expect(shown(bot.south)).toEqual(['ada (North): ones'])
    expect(counted(bot.south)).toEqual(['👍 1'])
    await react(emoji('👍', 2))
    await hear(remove(one))
    expect(shown(bot.south)).toEqual([])
  })

  it('is shown too where it came before the comment was shown, or in the midst of that', async () => {
    const { bot, said, hearInVain, later } = await open()
    const one = said('n1', 'one')
    const react = async (count: number) => {
      bot.north.reacted.set('n1', [emoji('👍', count)])
      await bot.all.react(one)
    }
    bot.south.state = 'failing'
    await hearInVain(one)
    await react(1)
    bot.south.state = 'ready'
    bot.south.onCopy = () => react(2)
    await later({ seconds: 1 })
    expect(counted(bot.south)).toEqual(['👍 1'])
    await later({ seconds: 10 })
    expect(counted(bot.south)).toEqual(['👍 2'])
  })

  it('F52 is counted too where it came while the bot was away, as the comment may have', async () => {
    const { bot, one, said, later } = await openOne()
    const reactions = [emoji('👍', 2)]
    for (const message of ['n1', 'n2']) bot.north.reacted.set(message, reactions)
    bot.north.said = [one, said('n2', 'two')].map((event) => ({ ...event, reactions }) as Heard)
    const comeBack = async () => {
      await bot.all.resume('north')
      await bot.all.tick()
      await bot.all.idle()
      await later({ seconds: 10 })
    }
    await comeBack()
    expect(counted(bot.south)).toEqual(['👍 2', '👍 2'])
    const anew = vi.spyOn(bot.south.copies, 'edit')
    await comeBack()
    expect(anew).not.toHaveBeenCalled()
  })

  it('is left out where the chat does not tell it, and holds up nothing else', async () => {
    const { bot, one, change, react, hear, later } = await openOne()
    vi.spyOn(bot.north, 'reactions').mockRejectedValue(failure('forbidden'))
    await react(emoji('👍', 1))
    await later({ seconds: 10 })
    await hear(change(one, 'ones'))
    expect(shown(bot.south)).toEqual(['ada (North): ones'])
  })

  it('is nothing where nobody reads the comment elsewhere', async () => {
    const { bot, one, said } = await openOne()
    const before = await bot.store.range('carrying/')
    await bot.all.react({ ...one, message: 'other' })
    await bot.all.react(said('n9', 'never heard'))
    expect(await bot.store.range('carrying/')).toEqual(before)
  })
})

describe('a copy that meets trouble', () => {
  it('F28 is found again when nobody knows whether it was sent, and stands once', async () => {
    const { bot, said, hearInVain, later } = await open()
    bot.south.copyFailures.push({ failure: failure('busy', 'unknown'), after: true })
    await hearInVain(said('n1', 'one'), said('n2', 'two'))
    expect(shown(bot.south)).toEqual(['ada (North): one'])
    await later({ minutes: 1 })
    expect(shown(bot.south)).toEqual(['ada (North): one', 'ada (North): two'])
  })

  it('F28 is not sent again while nobody can see whether it is there', async () => {
    const { bot, said, hearInVain, later } = await open()
    bot.south.copyFailures.push({ failure: failure('busy', 'unknown'), after: true })
    bot.south.historyReadable = false
    await hearInVain(said('n1', 'one'))
    for (let minute = 0; minute < 3; minute++) await later({ minutes: 1 })
    expect(shown(bot.south)).toEqual(['ada (North): one'])
    expect(textOf(await bot.type('club show'))).toContain('history cannot be read')
    bot.south.historyReadable = true
    await later({ hours: 1 })
    expect(shown(bot.south)).toEqual(['ada (North): one'])
    expect(textOf(await bot.type('club show'))).not.toContain('history cannot be read')
  })

  it('F28 is carried by the next process when one ended before it came to it', async () => {
    const { bot, said, hearInVain } = await open()
    bot.south.state = 'failing'
    await hearInVain(said('n1', 'one'), said('n2', 'two'))
    bot.south.state = 'ready'
    const next = await bot.again()
    await next.all.tick()
    await next.all.idle()
    expect(shown(bot.south)).toEqual(['ada (North): one', 'ada (North): two'])
  })

  it('waits in its order, and neither posts nor another room wait for it', async () => {
    const { bot, said, hearInVain, toNextPick } = await open()
    bot.south.copyFailures.push({ failure: failure('forbidden'), after: false })
    await hearInVain(said('n1', 'one'), said('n2', 'two'), said('s1', 'south', bo, SOUTH))
    expect(shown(bot.south)).toEqual([])
    expect(shown(bot.north)).toEqual(['bo (South): south'])
    await toNextPick()
    expect((await postedIn(bot, SOUTH)).filter((text) => text.includes('Paper of the week'))).toHaveLength(2)
    expect(shown(bot.south)).toEqual(['ada (North): one', 'ada (North): two'])
  })

  it('waits for a thread that is still to be opened, and for none that somebody has deleted', async () => {
    const { bot, said, hearInVain, later, toNextPick } = await open()
    bot.south.forbidsThreads = true
    await toNextPick()
    bot.south.copyFailures.push({ failure: failure('gone'), after: false })
    await hearInVain(said('n1', 'one'))
    bot.south.forbidsThreads = false
    await later({ hours: 1 })
    await later({ hours: 1 })
    expect(shown(bot.south)).toEqual(['ada (North): one'])
    bot.south.copyFailures.push({ failure: failure('gone'), after: false })
    await hearInVain(said('n2', 'two'))
    await later({ hours: 1 })
    expect(shown(bot.south)).toEqual(['ada (North): one'])
    expect(textOf(await bot.type('club show'))).not.toContain('What is said elsewhere is not shown there')
  })

  it('waits also where the thread is opened while the chat says that there is none', async () => {
    const { bot, said, hearInVain, later, toNextPick } = await open()
    bot.south.forbidsThreads = true
    await toNextPick()
    const { post } = bot.south.copies
    let isTried = false
    bot.south.copies.post = async (...given) => {
      if (isTried) return post(...given)
      isTried = true
      bot.south.forbidsThreads = false
      bot.clock.advance({ hours: 1 })
      await bot.all.tick()
      throw failure('gone')
    }
    await hearInVain(said('n1', 'one'))
    await later({ hours: 1 })
    expect(shown(bot.south)).toEqual(['ada (North): one'])
  })

  it('holds nothing up where the chat refuses its words', async () => {
    const { bot, said, hearInVain } = await open()
    bot.south.copyFailures.push({ failure: failure('invalid'), after: false })
    await hearInVain(said('n1', 'one'), said('n2', 'two'))
    await hearInVain(said('n3', 'three'))
    expect(shown(bot.south)).toEqual(['ada (North): two', 'ada (North): three'])
  })
})

describe('consent', () => {
  const olga = person('olga')
  const admin = person('south:stan', true)
  const pickIn = (chat: FakeChat) => textOf(chat.posts.findLast(({ key }) => key.startsWith('pick.'))?.card)

  it('is said by the pick, and taken back with one room, after which nothing goes either way', async () => {
    const { bot, said, change, hear } = await open()
    expect(pickIn(bot.north)).toContain('read in South as well, under your name')
    const answer = textOf(await bot.type('club set mirror:off', admin, SOUTH))
    expect(answer).toContain('What is said here is read here alone')
    await bot.all.idle()
    expect(pickIn(bot.north)).not.toContain('read in South')
    const one = said('n1', 'one')
    await hear(one, said('s1', 'south', bo, SOUTH))
    expect([...shown(bot.north), ...shown(bot.south)]).toEqual([])
    expect(textOf(await bot.type('club set mirror:on', admin, SOUTH))).toContain('read in North as well')
    await hear(change(one, 'ones'), said('n2', 'two'))
    expect(shown(bot.south)).toEqual(['ada (North): two'])
  })

  it('may be to listen alone: what is said elsewhere is read there, and nothing goes out', async () => {
    const { bot, said, hear } = await open()
    const answer = textOf(await bot.type('club set mirror:listen', admin, SOUTH))
    expect(answer).toContain('read here alone; what is said in North is read here')
    await bot.all.idle()
    expect(pickIn(bot.north)).toContain('read in South as well')
    expect(pickIn(bot.south)).not.toContain('as well')
    await hear(said('n1', 'one'), said('s1', 'south', bo, SOUTH))
    expect(shown(bot.south)).toEqual(['ada (North): one'])
    expect(shown(bot.north)).toEqual([])
    expect(textOf(await bot.type('club show', olga))).toContain('read in South as well')
    await bot.type('club set mirror:listen', olga)
    await hear(said('n2', 'two'))
    expect(shown(bot.south)).toEqual(['ada (North): one'])
  })

  it('still lets what was carried be deleted, once it is taken back', async () => {
    const { bot, said, remove, hear } = await open()
    const one = said('n1', 'one')
    await hear(one)
    await bot.type('club set mirror:off', olga)
    await hear(remove(one))
    expect(shown(bot.south)).toEqual([])
  })

  it('is each person’s own to take back: their copies go, and come no more until they say so', async () => {
    const { bot, said, hear } = await open()
    const cy = person('cy')
    await hear(said('n1', 'mine', cy), said('n2', 'one'))
    expect(textOf(await bot.type('me mirror off', cy))).toContain('nowhere else')
    await hear(said('n3', 'mine again', cy))
    expect(shown(bot.south)).toEqual(['ada (North): one'])
    await bot.type('me mirror on', cy)
    await hear(said('n4', 'mine to all', cy))
    expect(shown(bot.south)).toEqual(['ada (North): one', 'cy (North): mine to all'])
  })

  it('is not there in a club of before, nor before an organiser of each side has given it', async () => {
    const bot = await testClub({ found: false })
    const { said, hear, toNextPick } = talkIn(bot)
    await bot.type('club start name:Birds', person('ada', true))
    const joined = await bot.type(`club join ${await codeFrom(bot, ada)}`, admin, SOUTH)
    expect(textOf(joined)).toContain('will be read in North')
    await toNextPick()
    await hear(said('n1', 'unheard'))
    const news = bot.north.posts.find(({ card }) => card.title === 'A channel has joined')
    expect(textOf(await press(bot, joined, 'Let it be read there', bo))).toContain('Only organisers')
    await bot.click(buttonOf(joined), [], admin, SOUTH)
    await hear(said('n2', 'still unheard'))
    expect(shown(bot.south)).toEqual([])
    expect(news && textOf(await press(bot, news.card, 'Let it be read there'))).toContain('read in South as well')
    await hear(said('n3', 'heard'))
    expect(shown(bot.south)).toEqual(['ada (North): heard'])
  })
})

describe('a sign that people give a comment', () => {
  const discussed = async (bot: TestClub) => textOf(await bot.type('discuss'))

  it('is counted wherever the comment is read, and those that most would talk about come first', async () => {
    const { bot, said, hear, hearInVain, remove } = await open()
    const [one, two, three] = [said('n1', 'one'), said('n2', 'two'), said('n3', 'three')]
    await hear(one, two, three)
    expect(await discussed(bot)).toMatch(/one.*two.*three/s)
    const copy = bot.south.copied.find(({ original }) => original.endsWith('n2'))
    const sign = async (
      chat: FakeChat,
      { room, thread, message }: Pick<Heard, 'room' | 'thread' | 'message'>,
      ...signs: Reaction[]
    ) => {
      chat.reacted.set(message, signs)
      await bot.all.react({ room, thread, message })
    }
    await sign(bot.north, three, { sign: '💬', count: 1 }, { sign: '🎉', count: 9 })
    await sign(bot.north, two, { sign: '👍🏽', count: 1 }, { sign: '👍', count: 1 }, { sign: '💬', count: 1 })
    await sign(
      bot.south,
      { room: SOUTH, thread: copy?.thread ?? '', message: copy?.message ?? '' },
      { sign: '💬', count: 2 },
    )
    expect(await discussed(bot)).toMatch(/people want to talk about.*two.*💬 3 👍 2.*three.*💬 1 .*one/s)
    await sign(bot.south, { room: SOUTH, thread: copy?.thread ?? '', message: copy?.message ?? '' })
    await sign(bot.north, two, { sign: '👍', count: 1 })
    expect(await discussed(bot)).toMatch(/three.*💬 1 .*one.*two.*👍 1/s)
    await hearInVain(remove(three))
    const left = await discussed(bot)
    expect(left).toMatch(/one.*two.*👍 1/s)
    expect(left).not.toContain('three')
  })

  it('stays as it was counted where the chat does not tell', async () => {
    const { bot, said, hear } = await open()
    const one = said('n1', 'one')
    await hear(one)
    bot.north.reacted.set('n1', [{ sign: '💬', count: 1 }])
    await bot.all.react(one)
    expect(await discussed(bot)).toContain('💬 1')
    bot.north.reactions = async () => Promise.reject(failure('forbidden'))
    await bot.all.react(one)
    expect(await discussed(bot)).toContain('💬 1')
  })

  it.each(FAILURE_REASONS.filter((reason) => !['missing', 'gone'].includes(reason)))(
    'is counted once the chat tells again after “%s”',
    async (reason) => {
      const { bot, said, hear } = await open()
      const [one, two] = [said('n1', 'one'), said('s1', 'two', bo, SOUTH)]
      await hear(one, two)
      bot.north.reacted.set('n1', [{ sign: '💬', count: 1 }])
      bot.south.reacted.set('s1', [{ sign: '💬', count: 2 }])
      for (const event of [one, two]) await bot.all.react(event)
      const refusal = vi.spyOn(bot.north, 'reactions').mockRejectedValue(failure(reason))
      expect(await discussed(bot)).toMatch(/two.*💬 2.*one/s)
      refusal.mockRestore()
      expect(await discussed(bot)).toMatch(/two.*💬 2.*one.*💬 1/s)
    },
  )

  it('is counted though many wait in a room that does not tell, which is asked once at a time', async () => {
    const { bot, said, hear } = await open()
    const many = Array.from({ length: 31 }, (_, n) => said(`s${n}`, `far ${n}`, bo, SOUTH))
    const one = said('n1', 'one')
    await hear(one, ...many)
    bot.north.reacted.set('n1', [{ sign: '💬', count: 1 }])
    for (const event of [one, ...many]) await bot.all.react(event)
    const refusal = vi.spyOn(bot.south, 'reactions').mockRejectedValue(failure('forbidden'))
    expect(await discussed(bot)).toMatch(/one.*💬 1/s)
    expect(refusal).toHaveBeenCalledTimes(1)
  })

  it('is counted again when another came while the chat was asked, or the asking was cut off', async () => {
    const { bot, said, hear } = await open()
    const one = said('n1', 'one')
    await hear(one)
    await bot.all.react(one)
    const asking = vi.spyOn(bot.north, 'reactions').mockRejectedValueOnce(new Error('killed there'))
    await discussed(bot)
    asking.mockImplementationOnce(async () => {
      await bot.all.react(one)
      return [{ sign: '💬', count: 1 }]
    })
    expect(await discussed(bot)).toContain('💬 1')
    asking.mockResolvedValueOnce([{ sign: '💬', count: 2 }])
    expect(await discussed(bot)).toContain('💬 2')
    await discussed(bot)
    expect(asking).toHaveBeenCalledTimes(3)
  })

  it('is asked for no more once its message is gone', async () => {
    const { bot, said, hear } = await open()
    const one = said('n1', 'one')
    await hear(one)
    await bot.all.react(one)
    const asking = vi.spyOn(bot.north, 'reactions').mockRejectedValue(failure('missing'))
    await discussed(bot)
    await discussed(bot)
    expect(asking).toHaveBeenCalledTimes(1)
  })

  it('is told of in the pick', async () => {
    const { bot } = await open()
    const pick = bot.north.posts.find(({ key }) => key === 'pick.club.1')
    expect(pick && textOf(pick.card)).toMatch(/💬 to talk about it when you meet.*👍 to agree/)
  })
})

describe('what is said elsewhere, in a room that reads it once a day', () => {
  const sue = person('south:sue', true)
  const dailyIn = (chat: FakeChat) => chat.posts.filter(({ key }) => key.startsWith('daily.'))
  const told = (chat: FakeChat) => dailyIn(chat).map(({ card }) => textOf(card))

  async function daily() {
    const talk = await open()
    await talk.bot.type('club set mirror:digest', sue, SOUTH)
    const club = async () => (await talk.bot.all.of(NORTH)).club.get()
    return {
      ...talk,
      /** `before`: milliseconds before the club's hour. */
      async toItsHour(before = 0): Promise<void> {
        const { nextDigest } = await club()
        if (nextDigest) talk.bot.clock.set(nextDigest.subtract({ milliseconds: before }))
        await talk.later({})
      },
      nextPick: async () => (await club()).nextPick,
    }
  }

  it('is one message in its thread at the club’s hour, each line with name and link, and no message where nothing was said', async () => {
    const { bot, said, later, toItsHour } = await daily()
    const { thread } = said('x', '', bo, SOUTH)
    for (const event of [said('n1', 'one'), said('n2', 'two', person('cy'))]) await bot.all.hear(event)
    await toItsHour(1)
    expect(told(bot.south)).toEqual([])
    await toItsHour()
    expect(told(bot.south)).toEqual([expect.stringMatching(/Said in North.*ada.*one.*n1.*cy.*two.*n2/s)])
    expect(dailyIn(bot.south)[0]?.thread).toBe(thread)
    expect(shown(bot.south)).toEqual([])
    await later({ days: 1 })
    expect(told(bot.south)).toHaveLength(1)
    await bot.all.hear(said('n3', 'three'))
    await later({ days: 1 })
    expect(told(bot.south)).toHaveLength(2)
    expect(told(bot.south)[1]).not.toContain('one')
  })

  it('reads there at once what that room says, and says so', async () => {
    const { bot, said, hear } = await daily()
    await hear(said('s1', 'from the south', bo, SOUTH))
    expect(shown(bot.north)).toEqual(['bo (South): from the south'])
    const club = textOf(await bot.type('club show', sue, SOUTH))
    expect(club).toContain('read in North as well; what is said in North is read here once a day')
    expect(textOf(await bot.type('club show'))).toContain('read in South once a day')
  })

  it('is as it reads by then, and a line goes or changes with its comment afterwards', async () => {
    const { bot, said, change, remove, later } = await daily()
    const [one, two, three] = [said('n1', 'a tpyo'), said('n2', 'regretted'), said('n3', 'to stay')]
    for (const event of [one, two, three, change(one, 'a typo'), remove(two)]) await bot.all.hear(event)
    await later({ days: 1 })
    expect(told(bot.south)[0]).toMatch(/a typo.*to stay/s)
    expect(told(bot.south)[0]).not.toMatch(/tpyo|regretted/)
    await bot.all.hear(remove(three))
    await later({ minutes: 1 })
    expect(told(bot.south)[0]).not.toContain('to stay')
    await (await bot.all.of(NORTH)).members.carry(ada, false)
    await later({ minutes: 1 })
    expect(told(bot.south)).toEqual([expect.stringContaining('was deleted where it was said')])
    await later({ days: 2 })
    expect(told(bot.south)).toHaveLength(1)
  })

  it('is told of nothing that was all taken back before', async () => {
    const { bot, said, remove, later } = await daily()
    const one = said('n1', 'one')
    await bot.all.hear(one)
    await bot.all.hear(remove(one))
    await later({ days: 1 })
    expect(told(bot.south)).toEqual([])
    expect(await bot.store.range('daily/')).toEqual([])
  })

  it('is there once where the answer was lost, and the one who sent it is gone', async () => {
    const { bot, said } = await daily()
    await bot.all.hear(said('n1', 'one'))
    bot.south.failures.push({ failure: failure('busy', 'unknown'), after: true })
    bot.clock.advance({ days: 1 })
    await bot.all.tick()
    const again = await bot.again({ north: bot.north, south: bot.south })
    for (let tick = 0; tick < 3; tick++) {
      bot.clock.advance({ minutes: 1 })
      await again.all.tick()
    }
    expect(told(bot.south)).toHaveLength(1)
    await again.all.hear({ ...said('n1', ''), kind: 'deleted' })
    bot.clock.advance({ minutes: 1 })
    await again.all.tick()
    expect(told(bot.south)).toEqual([expect.stringContaining('was deleted where it was said')])
  })

  it('comes at the club’s hour on the day of the pick as well, in the thread of the paper it is about', async () => {
    const { bot, said, later, toItsHour, nextPick } = await daily()
    const { thread } = said('x', '', bo, SOUTH)
    await someVote(bot)
    bot.clock.set((await nextPick()).subtract({ minutes: 1 }))
    await later({})
    await bot.all.hear(said('n1', 'late'))
    await toItsHour()
    expect(bot.south.posts.map(({ key }) => key)).toContain('pick.club.2')
    expect(dailyIn(bot.south).map((post) => post.thread)).toEqual([thread])
  })

  it('follows at once what waits, where the room wants it so from now on', async () => {
    const { bot, said, hear, later } = await daily()
    await bot.all.hear(said('n1', 'one'))
    await bot.type('club set mirror:on', sue, SOUTH)
    await hear(said('n2', 'two'))
    expect(shown(bot.south)).toEqual(['ada (North): one', 'ada (North): two'])
    await later({ days: 1 })
    expect(told(bot.south)).toEqual([])
  })
})

function buttonOf(card: Awaited<ReturnType<TestClub['type']>>): string {
  const buttons = card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
  const button = buttons.find(({ label }) => label === 'Let it be read there')
  return button && 'action' in button ? button.action : ''
}

it('keeps the order of many, said in two processes at once', async () => {
  const { bot, said } = await open()
  const other = await bot.again({ north: bot.north, south: bot.south })
  for (let n = 1; n <= 30; n++) await (n % 2 ? bot : other).all.hear(said(`n${n}`, `number ${n}`))
  for (let round = 0; round < 3; round++) {
    for (const process of [bot, other]) {
      await process.all.tick()
      await process.all.idle()
    }
  }
  expect(shown(bot.south)).toEqual(Array.from({ length: 30 }, (_, n) => `ada (North): number ${n + 1}`))
})
