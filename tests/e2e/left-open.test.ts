import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChatName, ModalView } from '../../src/playground/types.ts'
import { type Inside, openInside } from './inside.ts'
import { CHATS } from './people.ts'
import { wordsOf } from './words.ts'

let inside: Inside
beforeAll(async () => {
  inside = await openInside({})
})
afterAll(() => inside.close())

const AS_BEGUN =
  '/paper club set way:vote papers:1, one thread length:none size:5 waits:4 voting:"approval; shown; quorum 1"'
/** What the form shows of that. */
const SHOWN = { way: 'vote', papers: '1', size: '5', waits: '4', length: 'none' }

const other = (chat: ChatName): ChatName => (chat === 'discord' ? 'slack' : 'discord')
const typed = async (chat: ChatName, text: string) => wordsOf(await inside.people.type(chat, text))

const club = async (chat: ChatName) => (await inside.bot().services.of(inside.rooms[chat])).club.get()

async function open(chat: ChatName): Promise<ModalView> {
  const [persona, { id: channel }] = await Promise.all([inside.people.id(chat), inside.people.room(chat)])
  const { modal } = await inside.act(chat, { persona, do: 'command', channel, text: '/paper club set' })
  if (!modal) throw new Error(`no form in ${chat}`)
  return modal
}

async function submit(chat: ChatName, { id: modal, persona }: ModalView, fields: Record<string, string>) {
  const { message } = await inside.act(chat, { persona, do: 'submit', modal, fields })
  return message ? wordsOf(await inside.people.settled(chat, message.id)) : ''
}

describe.each(CHATS)('a form of settings that lay open in %s while another organiser changed them', (chat) => {
  it('changes only what was changed in it', async () => {
    await typed(chat, AS_BEGUN)
    const form = await open(chat)
    await typed(other(chat), '/paper club set way:presenter papers:2+1, own threads size:3 waits:7')
    await submit(chat, form, { ...SHOWN, length: '75 minutes' })
    const { way, papersEach, papersOptional, threadEach, ballotSize, waits, minutes } = await club(chat)
    expect({ way, papersEach, papersOptional, threadEach, ballotSize, waits, minutes }).toEqual({
      way: 'presenter',
      papersEach: 3,
      papersOptional: 1,
      threadEach: true,
      ballotSize: 3,
      waits: 7,
      minutes: 75,
    })
  })

  it('keeps the threads that another turned on where only the number of papers was changed', async () => {
    await typed(chat, AS_BEGUN)
    const form = await open(chat)
    await typed(other(chat), '/paper club set papers:3, own threads')
    await submit(chat, form, { ...SHOWN, papers: '2' })
    expect(await club(chat)).toMatchObject({ papersEach: 2, papersOptional: 0, threadEach: true })
  })
})
