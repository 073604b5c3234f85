/** From nothing to one club in both chats, by commands alone, and back to nothing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GUILD } from '../../src/playground/discord/guilds.ts'
import type { Act, ActResult, ChatName } from '../../src/playground/types.ts'
import { type Inside, openInside } from './inside.ts'
import { CHATS, eventually, everythingIn } from './people.ts'
import { controlOf, wordsOf } from './words.ts'

let inside: Inside
beforeAll(async () => {
  inside = await openInside({ rooms: () => [] })
})
afterAll(() => inside.close())

const stateOf = (chat: ChatName) => (chat === 'discord' ? inside.discord : inside.slack).state()
const channelOf = (chat: ChatName) => stateOf(chat).channels[0]?.id ?? ''
const personOf = (chat: ChatName, who: number) => stateOf(chat).personas[who]?.id ?? ''
const posts = (chat: ChatName) =>
  (stateOf(chat).channels[0]?.messages ?? []).filter(({ onlyFor }) => onlyFor === null).map(wordsOf)
const call = (chat: ChatName, text: string, who = 0): Promise<ActResult> => {
  const act: Act = { do: 'command', persona: personOf(chat, who), channel: channelOf(chat), text: `/paper ${text}` }
  return inside.act(chat, act)
}

/** What an act was answered with, once it says something. */
async function answer(chat: ChatName, result: ActResult, words: string): Promise<string> {
  const said = () => {
    const [channel] = stateOf(chat).channels
    const message = channel && everythingIn(channel).find(({ id }) => id === result.message?.id)
    const text = message ? wordsOf(message) : wordsOf(result.message)
    return text.includes(words) ? text : undefined
  }
  return eventually(`“${words}” in ${chat}, not ${wordsOf(result.message)} ${result.error ?? ''}`, said)
}

/** The next days that the club meets on. */
async function comingDays(): Promise<string[]> {
  const { meetings } = await inside.bot().services.of(inside.rooms.discord)
  return (await meetings.coming(2)).map(({ day }) => day)
}

describe('a club made in the chat', () => {
  it.each(CHATS)('is refused in %s to who does not decide about the channel, before any form opens', async (chat) => {
    const refused = await call(chat, 'club start', 1)
    expect(refused.modal).toBeUndefined()
    await answer(chat, refused, chat === 'discord' ? 'Manage Channels' : 'whoever made the channel')
  })

  it('is there after one form in Discord, with welcome and ballot', async () => {
    const { modal } = await call('discord', 'club start')
    const id = modal?.id ?? ''
    expect(JSON.stringify(modal?.view)).toContain('AI Timeline')
    const wrong = await inside.act('discord', {
      do: 'submit',
      persona: personOf('discord', 0),
      modal: id,
      fields: { when: 'whenever' },
    })
    await answer('discord', wrong, 'Write a weekday and a time')
    const reopened = await inside.act('discord', {
      do: 'click',
      persona: personOf('discord', 0),
      channel: channelOf('discord'),
      message: wrong.message?.id ?? '',
      control: controlOf(wrong.message, 'Correct it'),
    })
    const sent = await inside.act('discord', {
      do: 'submit',
      persona: personOf('discord', 0),
      modal: reopened.modal?.id ?? '',
      fields: { name: 'Thursday Readers', when: 'thu 18:30 Lisbon' },
    })
    expect(await answer('discord', sent, 'has begun')).toContain('every Thursday 18:30 (Europe/Lisbon)')
    await eventually('the ballot', () => posts('discord').some((text) => text.includes('What shall we read next?')))
    expect(posts('discord').some((text) => text.includes('Welcome to “Thursday Readers”'))).toBe(true)
  })

  it('takes in a channel of Slack by its code, and both are told', async () => {
    const invited = await answer('discord', await call('discord', 'club invite'), 'club join')
    const [, code] = /club join ([\w-]+)/.exec(invited) ?? []
    await answer('slack', await call('slack', `club join ${code}`), 'has joined “Thursday Readers”')
    await eventually('the ballot', () => posts('slack').some((text) => text.includes('What shall we read next?')))
    await eventually('the news', () =>
      posts('discord').some((text) => text.includes('meets in #papers in Slack as well')),
    )
  })

  it('is deleted in one chat, which both are told, and kept in the other by the button of the post', async () => {
    const asked = await call('discord', 'club delete')
    await answer('discord', asked, 'Delete “Thursday Readers”?')
    await inside.act('discord', {
      do: 'click',
      persona: personOf('discord', 0),
      channel: channelOf('discord'),
      message: asked.message?.id ?? '',
      control: controlOf(asked.message, 'Delete it'),
    })
    const told = await eventually('the news', () =>
      stateOf('slack').channels[0]?.messages.find((message) => wordsOf(message).includes('is going to end')),
    )
    const press = {
      do: 'click',
      channel: channelOf('slack'),
      message: told.id,
      control: controlOf(told, 'Keep the group'),
    } as const
    await answer('slack', await inside.act('slack', { ...press, persona: personOf('slack', 1) }), 'Only organisers')
    await answer('slack', await inside.act('slack', { ...press, persona: personOf('slack', 0) }), 'Kept. The club now')
    await eventually('the news', () => posts('discord').some((text) => text.includes('This reading group goes on')))
  })

  it('F41 is closed in Slack while the channel there is archived, which Discord is told, and goes on afterwards', async () => {
    const archive = (archived: boolean) =>
      inside.slack.act({
        do: 'manage',
        persona: personOf('slack', 0),
        channel: channelOf('slack'),
        change: { archived },
      })
    await archive(true)
    await eventually('the news', () => posts('discord').some((text) => text.includes('#papers in Slack is archived')))
    await answer('discord', await call('discord', 'club show'), 'Closed to the bot')
    expect((await inside.bot().health()).unusableRooms).toBe(1)
    await archive(false)
    await eventually('the news', () => posts('discord').some((text) => text.includes('#papers in Slack again')))
  })

  it('F41 is closed in Discord while the bot is out of the server, which Slack is told, and goes on afterwards', async () => {
    const place = GUILD.id
    const before = posts('discord').length
    await inside.discord.act({ do: 'dismiss', persona: personOf('discord', 0), place })
    await eventually('the news', () => posts('slack').some((text) => text.includes('that the bot was taken out of')))
    await inside.discord.act({ do: 'invite', persona: personOf('discord', 0), place })
    await eventually('the news', () => posts('slack').some((text) => text.includes('#papers in Discord again')))
    await answer('discord', await call('discord', 'club show'), '#papers in Slack')
    expect(posts('discord')).toHaveLength(before)
  })

  it('gives its dates to people of both chats, who swap them by a button in the other one', async () => {
    const mention = (chat: ChatName) => `<@${personOf(chat, 0)}>`
    await answer('discord', await call('discord', `club rota people:"${mention('discord')}"`), 'One after the other')
    await answer('slack', await call('slack', `club rota add:${mention('slack')}`), '2. ')
    const dates = await answer('discord', await call('discord', 'meeting show'), 'presenter:')
    expect(dates).toContain(mention('discord'))
    const second = stateOf('slack').personas[0]?.name ?? ''
    await eventually('the name', async () =>
      (await answer('discord', await call('discord', 'meeting show'), 'presenter:')).includes(second),
    )
    const [, next = ''] = await comingDays()
    await answer('discord', await call('discord', `meeting swap with:${next}`), 'As soon as')
    const ask = await eventually('the wish', () =>
      stateOf('slack').channels[0]?.messages.find((message) => wordsOf(message).includes('would like to swap')),
    )
    await inside.act('slack', {
      do: 'click',
      persona: personOf('slack', 0),
      channel: channelOf('slack'),
      message: ask.id,
      control: controlOf(ask, 'Agree'),
    })
    await eventually('that it is said', () =>
      posts('discord').some((text) => text.includes(`${second} has changed them`)),
    )
  })
})
