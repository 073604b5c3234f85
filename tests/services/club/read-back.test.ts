import { beforeEach, expect, it } from 'vitest'
import type { Heard } from '../../../src/chat/platform.ts'
import { NORTH, person, type TestClub, testClub, textOf } from '../../fakes/club.ts'

let club: TestClub
let week: number

beforeEach(async () => {
  club = await testClub()
  week = 0
  await turn()
})

/** More weeks than are read back where nobody noted how far they were read. */
const LONG = 8

async function turn(): Promise<void> {
  week++
  await club.click(`vote:cast:ballot.club.${week}`, ['1'])
  club.clock.advance({ days: 7 })
  await club.all.tick()
  await club.all.idle()
}

async function comeBack(): Promise<void> {
  await club.all.resume('north')
  await club.all.tick()
  await club.all.idle()
}

function said(message: string, text: string, n = 1): Heard {
  const thread = club.north.posts.find(({ key }) => key === `pick.club.${n}`)?.thread ?? ''
  return { kind: 'said', room: NORTH, thread, message, author: person('ada'), text, at: club.clock.now() }
}

async function heard(message: string, text: string, n = 1): Promise<void> {
  const event = said(message, text, n)
  club.north.said.push(event)
  await club.all.hear(event)
}

const discussion = async () => textOf(await club.type('discuss'))
const stored = async () => JSON.stringify(await club.store.range(''))

it('F33 reads back what was missed, though weeks turned and the bot ended again before it had read everything', async () => {
  await comeBack()
  club.north.said.push(said('n1', 'missed long ago'))
  while (week < LONG) await turn()
  expect(await stored()).not.toContain('missed long ago')
  await comeBack()
  expect(await stored()).toContain('missed long ago')
})

it('F33 reads as far back as before once more, where a chat was too busy to be read whole', async () => {
  await comeBack()
  club.north.said.push(said('n1', 'missed long ago'))
  while (week < LONG) await turn()
  club.north.busyThreads = 1
  await comeBack()
  expect(await stored()).not.toContain('missed long ago')
  await comeBack()
  expect(await stored()).toContain('missed long ago')
})

it('F33 reads back the thread that people talk in, though the picks after it never got to the room', async () => {
  await comeBack()
  club.north.state = 'failing'
  while (week < 5) await turn()
  club.north.state = 'ready'
  await comeBack()
  club.north.said.push(said('n1', 'missed in the latest thread there is'))
  await comeBack()
  expect(club.north.posts.filter(({ key }) => /^pick.club.[234]$/.test(key))).toEqual([])
  expect(await stored()).toContain('missed in the latest thread there is')
})

it('F52 erases what was deleted in the chat while the bot was down, and nothing else', async () => {
  await heard('n1', 'I take this back')
  await heard('n2', 'I stand by this')
  club.clock.advance({ hours: 1 })
  club.north.said = club.north.said.filter(({ message }) => message !== 'n1')
  await comeBack()
  expect(await discussion()).toContain('1 comment by 1 person')
  expect(await stored()).not.toContain('I take this back')
  expect(await stored()).toContain('I stand by this')
})

it('takes for deleted only what is missing in a thread that was read whole', async () => {
  await heard('n1', 'too far up to be read')
  club.clock.advance({ hours: 1 })
  club.north.said = []
  club.north.readsWhole = false
  await comeBack()
  expect(await discussion()).toContain('too far up to be read')
})

it('keeps what somebody pointed at elsewhere, which stands in no thread', async () => {
  const at = club.clock.now()
  const message = {
    ref: { room: NORTH, message: 'p1' },
    thread: null,
    author: person('ada'),
    text: 'From the room',
    files: [],
    at,
  }
  await club.app.point({ command: 'discuss', message, room: NORTH, caller: person('ada'), interaction: 'test:1' }).reply
  club.clock.advance({ hours: 1 })
  await comeBack()
  expect(await discussion()).toContain('From the room')
})

it('F52 erases what was deleted below older picks as well, one thread every ten minutes, and follows edits there', async () => {
  await comeBack()
  await turn()
  await heard('n1', 'deleted below the first')
  await heard('n2', 'before the edit')
  await heard('n3', 'deleted below the second', 2)
  while (week < LONG) await turn()
  const without = (...gone: string[]) => club.north.said.filter(({ message }) => !gone.includes(message))
  const older = async (threads: number) => {
    for (let n = 0; n < threads; n++) {
      club.clock.advance({ minutes: 10 })
      await club.all.tick()
      await club.all.idle()
    }
  }
  await comeBack()
  await older(3)
  const { room, thread } = said('n2', '')
  const edit = { kind: 'edited', room, thread, message: 'n2', text: 'after the edit', at: club.clock.now() } as const
  club.north.said = [...without('n1'), { ...edit, author: person('ada') }]
  await comeBack()
  expect(await stored()).toContain('before the edit')

  // The second is read by now, the first is not: what is gone below the second since is found when all are read once more.
  club.north.said = without('n1', 'n3')
  await comeBack()
  await older(1)
  expect(await stored()).not.toContain('deleted below the first')
  expect(await stored()).toContain('after the edit')
  expect(await stored()).toContain('deleted below the second')
  await older(1)
  expect(await stored()).not.toContain('deleted below the second')
})

it('waits a minute before it takes for deleted what was only just heard', async () => {
  await heard('n1', 'just said')
  club.north.said = []
  await comeBack()
  expect(await discussion()).toContain('just said')
  club.clock.advance({ minutes: 2 })
  await club.all.tick()
  await club.all.idle()
  expect(await discussion()).not.toContain('just said')
})
