import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keys } from '../../src/club/keys.ts'
import { Comments } from '../../src/services/records.ts'
import { type Inside, openInside } from './inside.ts'
import { eventually, type People } from './people.ts'
import { wordsOf } from './words.ts'

const ADVICE = 'Message Content Intent'

let inside: Inside
let people: People
beforeAll(async () => {
  inside = await openInside({ prepare: ({ discord }) => discord.setting('messageContent', false) })
  people = inside.people
})
afterAll(() => inside.close())

const comments = () => Comments.range(inside.bot().store, keys.comments({ club: 'club', n: 1 }))

describe('a Discord that does not show the bot what people write', () => {
  it('F21 is connected all the same, and what to switch on is said once in log and health', async () => {
    expect((await inside.chats()).discord.connected).toBe(true)
    expect(await inside.bot().health()).toMatchObject({
      healthy: true,
      chats: { discord: { state: 'ready', detail: expect.stringContaining(ADVICE) } },
    })
    inside.discord.cutSocket()
    await eventually('the bot is back', async () => {
      return (
        (await inside.chats()).discord.connected && inside.bot().platforms.get('discord')?.health().state === 'ready'
      )
    })
    expect(inside.log.filter((line) => line.includes(ADVICE))).toHaveLength(1)
  })

  it('F21 has look-ups, votes, buttons and forms', async () => {
    expect(wordsOf(await people.type('discord', '/paper find alignment faking'))).toContain('Alignment Faking')
    expect(wordsOf(await people.type('discord', '/paper nominate paper:Magistral'))).toContain('Nominated')
    expect(wordsOf(await people.vote('discord', 'Magistral', 1))).toContain('You voted for')
    const mine = await people.click('discord', await people.ballot('discord'), 'My vote', 1)
    expect(wordsOf(mine.message)).toContain('Magistral')
    const form = await people.click('discord', await people.ballot('discord'), 'Nominate a paper')
    expect(form.modal?.persona).toBe(await people.id('discord'))
  })

  it('F21 takes what people say in a thread for no comment, and keeps it when someone points at it', async () => {
    await inside.toNextPick()
    const thread = await people.thread('discord', await people.posted('discord', 'Paper of the week: Magistral'))
    const said = await people.say('discord', thread, 'Nobody hears this by itself', 1)
    const slackThread = await people.thread('slack', await people.posted('slack', 'Paper of the week: Magistral'))
    await people.say('slack', slackThread, 'Slack is heard', 1)
    await eventually('the comment in Slack', async () => (await comments()).length > 0)
    expect((await comments()).map(({ value }) => value.text)).toEqual(['Slack is heard'])

    const persona = await people.id('discord')
    const { id: channel } = await people.room('discord')
    const pointed = { do: 'point', persona, channel, message: said.id, name: 'Add to the discussion' } as const
    expect(wordsOf((await inside.act('discord', pointed)).message)).toContain('Added')
    const author = { account: `discord:${await people.id('discord', 1)}`, name: 'Bruno' }
    expect((await comments()).map(({ value }) => value)).toContainEqual(
      expect.objectContaining({ author, text: 'Nobody hears this by itself' }),
    )

    await inside.act('discord', {
      do: 'edit',
      persona: await people.id('discord', 1),
      channel,
      message: said.id,
      text: 'changed',
    })
    await inside.act('discord', { do: 'delete', persona: await people.id('discord', 1), channel, message: said.id })
    await eventually('the deletion', async () => (await comments()).some(({ value }) => value.deletedAt !== null))
  })

  it('F21 crashed nothing and sent nothing that was refused', () => {
    expect(inside.log.filter((line) => /"level":50/.test(line))).toEqual([])
    expect(inside.refusals()).toEqual([])
  })
})
