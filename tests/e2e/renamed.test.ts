import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChatName } from '../../src/playground/types.ts'
import { type Inside, openInside } from './inside.ts'
import { CHATS, everythingIn, type People } from './people.ts'
import { wordsOf, wordsOfForm } from './words.ts'

let inside: Inside
let people: People
beforeAll(async () => {
  inside = await openInside({ root: 'club-papers' })
  people = inside.people
})
afterAll(() => inside.close())

describe('a root command of another name', () => {
  it.each(CHATS)('F31 is called by it in %s, and by no other', async (chat) => {
    expect(wordsOf(await people.type(chat, '/club-papers find alignment faking'))).toContain('Alignment Faking')
    await expect(people.type(chat, '/paper find alignment faking')).rejects.toThrow()
    expect(JSON.stringify((await inside.chats())[chat].commands)).toContain('club-papers')
  })

  it.each(CHATS)('F31 is the name that every text in %s says', async (chat) => {
    const texts = [
      'help',
      'help command:find',
      'help command:nothing',
      'find nothing that anybody has written',
      'show paper:nothing of the kind',
      'define term:nothing',
      'digest name:nothing',
      'random tag:nothing',
      'history',
      'week',
      'discuss',
      'discuss paper:Magistral',
      'results',
      'vote',
      'withdraw paper:Magistral',
      'club show',
      'nominate paper:Magistral',
    ]
    for (const text of texts) await people.type(chat, `/club-papers ${text}`, 1)
    if (chat === 'slack')
      for (const text of ['', 'nonsense', 'define', 'fnd x', 'club', 'club nonsense'])
        await people.type(chat, `/club-papers ${text}`, 1)
    await people.click(chat, await people.posted(chat, 'Welcome to your reading group'), 'All commands')
    const form = await people.click(chat, await people.ballot(chat), 'Nominate a paper')
    const said = [...(await saidByBot(chat)), ...wordsOfForm(form.modal).split('\n')]
    expect(said.filter((line) => line.includes('/club-papers nominate'))).not.toEqual([])
    expect(said.filter((line) => line.includes('/paper'))).toEqual([])
  })

  it('F31 goes into the next week with it', async () => {
    await inside.toNextPick()
    for (const chat of CHATS) {
      await people.posted(chat, 'Paper of the week')
      await people.type(chat, '/club-papers history', 1)
    }
    for (const chat of CHATS) {
      expect((await saidByBot(chat)).filter((line) => line.includes('/paper'))).toEqual([])
    }
    expect(inside.refusals()).toEqual([])
  })
})

/** Every line of the bot's own messages. */
async function saidByBot(chat: ChatName): Promise<string[]> {
  const { bot, channels } = (await inside.chats())[chat]
  const own = channels.flatMap(everythingIn).filter(({ author, state }) => author.id === bot.id && state !== 'failed')
  return own.flatMap((message) => wordsOf(message).split('\n'))
}
