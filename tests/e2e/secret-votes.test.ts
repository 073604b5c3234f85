import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keys } from '../../src/club/keys.ts'
import type { ChatName, MessageView } from '../../src/playground/types.ts'
import { type Inside, openInside } from './inside.ts'
import { CHATS, eventually, everythingIn, type People } from './people.ts'
import { candidatesOf, controlOf, optionsOf, wordsOf } from './words.ts'

const LOOK_UPS = [
  'help',
  'help command:club set',
  'find attention',
  'find nothing that anybody has written',
  'show paper:Magistral',
  'random',
  'similar paper:Magistral',
  'define alignment',
  'digest',
  'digest late july',
  'history',
  'week',
  'vote',
  'results',
  'discuss',
  'club show',
]

/** Only this person votes for this paper, does so in each way there is, and does nothing else. */
const VOTER = 2
const CHOICE = 'Magistral'

let inside: Inside
let people: People
let told: MessageView[]

async function answer(chat: ChatName, message: MessageView, label: string, values?: string[]): Promise<MessageView> {
  const persona = await people.id(chat, VOTER)
  const place = {
    persona,
    channel: (await people.room(chat)).id,
    message: message.id,
    control: controlOf(message, label),
  }
  const result = await inside.act(chat, values ? { do: 'select', ...place, values } : { do: 'click', ...place })
  return people.settled(chat, result.message?.id ?? message.id)
}

async function voteInEveryWay(chat: ChatName): Promise<void> {
  told.push(await people.vote(chat, CHOICE, VOTER))
  const own = await people.type(chat, '/paper vote', VOTER)
  const value = optionsOf(own).find(({ label }) => label.includes(CHOICE))?.value ?? ''
  told.push(own, await answer(chat, own, 'Vote for one', [value]))
  const again = await answer(chat, await people.ballot(chat), 'My vote')
  told.push(again, await answer(chat, again, 'Withdraw my vote'))
  told.push(await people.vote(chat, CHOICE, VOTER))
}

beforeAll(async () => {
  inside = await openInside()
  people = inside.people
  told = []
  for (const chat of CHATS) {
    for (const text of LOOK_UPS) await people.type(chat, `/paper ${text}`, 1)
  }
  await people.type('discord', `/paper nominate paper:${CHOICE} reason:it is honest`, 0)
  for (const chat of CHATS) {
    await voteInEveryWay(chat)
    const [other] = candidatesOf(await people.ballot(chat)).filter(({ title }) => !title.includes(CHOICE))
    await people.vote(chat, other?.title.replace(/…$/, '') ?? '', 1)
  }
  // Trouble makes the log talk. Who presses twice votes as before.
  inside.world.addFault({ chat: 'discord', match: '/callback', status: 500, times: 3 })
  inside.world.addFault({ chat: 'slack', match: '/actions/', status: 500 })
  for (const chat of [...CHATS, ...CHATS]) await people.vote(chat, CHOICE, VOTER).catch(() => {})
  await inside.toNextPick()
  for (const chat of CHATS) {
    const pick = await people.posted(chat, `Paper of the week: ${CHOICE}`)
    await people.say(chat, await people.thread(chat, pick), `Said in ${chat}`, 1)
    await people.click(chat, pick, 'More', 0)
    const shown = await people.type(chat, `/paper show paper:${CHOICE}`, 0)
    await people.click(chat, shown, 'Share with the room')
    await people.click(chat, await people.posted(chat, 'This ballot is closed'), 'Results')
    await people.type(chat, '/paper results', 0)
    await people.type(chat, '/paper vote', 0)
  }
  await eventually('both comments', async () =>
    wordsOf(await people.type('slack', '/paper discuss')).includes('2 comments'),
  )
  await inside.restart()
})
afterAll(() => inside.close())

describe('a whole week, seen from everywhere but the voter’s own screen', () => {
  it('is one whose every request both chats take', () => {
    expect(inside.discord.requests().length).toBeGreaterThan(40)
    expect(inside.refusals()).toEqual([])
  })

  it('has the votes in the store, and shows each to its voter', async () => {
    const { store } = inside.bot()
    const votes = await store.range(keys.votes({ club: 'club', n: 1 }))
    expect(votes).toHaveLength(5)
    for (const chat of CHATS) {
      const id = await people.id(chat, VOTER)
      expect(votes.filter(({ key }) => key.endsWith(id))).toHaveLength(1)
      const mine = told.filter(({ onlyFor }) => onlyFor === id)
      expect(mine.some((message) => wordsOf(message).includes('You voted for'))).toBe(true)
    }
  })

  it.each(CHATS)('F25 shows nobody in %s, no log, no request and no page who voted for what', async (chat) => {
    const voter = (await inside.chats())[chat].personas[VOTER]
    if (!voter) throw new Error('nobody there')
    const everything = {
      'messages that others see': (await inside.chats())[chat].channels
        .flatMap(everythingIn)
        .filter(({ onlyFor }) => onlyFor !== voter.id),
      'requests to Discord': inside.discord.requests(),
      'requests to Slack': inside.slack.requests().map(withoutAddressee),
      'the log': inside.log,
      'the store’s page': await inside.bot().showcase(),
      health: await inside.bot().health(),
    }
    const seen = JSON.stringify(everything['messages that others see'])
    for (const words of [CHOICE, `Said in ${chat}`, 'Nominated by Ada', '2 votes']) expect(seen).toContain(words)
    expect(inside.log.length).toBeGreaterThan(0)
    for (const [where, shown] of Object.entries(everything)) {
      const said = JSON.stringify(shown)
      expect({ where, name: said.includes(voter.name), id: said.includes(voter.id) }).toEqual({
        where,
        name: false,
        id: false,
      })
    }
  })
})

/** Who alone shall see a message, and whose name is asked for, has to be said to Slack. */
function withoutAddressee({ method, body }: { method: string; body: Record<string, unknown> }) {
  const { user: _, ...rest } = body
  return { method, body: method === 'chat.postEphemeral' || method === 'users.info' ? rest : body }
}
