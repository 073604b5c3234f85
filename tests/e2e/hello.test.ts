/** The bot is asked into a server and into a channel, by people, and says hello there once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SECOND } from '../../src/playground/discord/guilds.ts'
import { RANDOM } from '../../src/playground/slack/ids.ts'
import type { MessageView } from '../../src/playground/types.ts'
import { type Inside, openInside } from './inside.ts'
import { eventually } from './people.ts'
import { controlOf, wordsOf } from './words.ts'

const BRUNO = '1180000000000000302'
const DARA = '1180000000000000304'
const LOBBY = SECOND.systemChannel ?? ''
const BIRDS = SECOND.channels[1]?.id ?? ''
const WORDS = 'A reading group for this place'

let inside: Inside
beforeAll(async () => {
  inside = await openInside({})
})
afterAll(() => inside.close())

const isHello = (message: MessageView) => wordsOf(message).includes(WORDS)
const channelOf = (id: string) => {
  const { channels, others = [] } = inside.discord.state()
  return [...channels, ...others.flatMap((server) => server.channels)].find((channel) => channel.id === id)
}
const onDiscord = () =>
  SECOND.channels.flatMap(({ id }) => (channelOf(id)?.messages ?? []).filter(isHello).map(() => id))
const onSlack = () =>
  inside.slack.state().channels.flatMap(({ id, messages }) => messages.filter(isHello).map(() => id))
const quiet = async () => {
  await inside.bot().tick()
  await inside.bot().services.idle()
}
const invite = () => inside.act('discord', { do: 'invite', persona: BRUNO, place: SECOND.id })
const dismiss = () => inside.act('discord', { do: 'dismiss', persona: BRUNO, place: SECOND.id })

describe('in Discord', () => {
  it('it says hello in the system channel, once: also after a restart, a reconnection, and asked in again', async () => {
    await invite()
    await eventually('hello', () => onDiscord().length > 0)
    await inside.restart()
    inside.discord.setting('socket', 'forget')
    await eventually('connected again', () => inside.discord.state().connected)
    await dismiss()
    inside.world.advance(60 * 60_000)
    await invite()
    await quiet()
    expect(onDiscord()).toEqual([LOBBY])
  })

  it('its button opens the form for who manages the channel, and says who may to everyone else', async () => {
    const [hello] = channelOf(LOBBY)?.messages.filter(isHello) ?? []
    const control = controlOf(hello, 'Start a reading group here')
    const press = { do: 'click', channel: LOBBY, message: hello?.id ?? '', control } as const
    expect((await inside.act('discord', { ...press, persona: BRUNO })).modal).toBeDefined()
    const refused = await inside.act('discord', { ...press, persona: DARA })
    expect(wordsOf(refused.message)).toContain('Only whoever decides what this channel is for')
  })

  it('where it may not write in the system channel it waits for the first command, days later and when it was down meanwhile', async () => {
    await dismiss()
    inside.world.advance(3 * 24 * 60 * 60_000)
    inside.discord.setting('permission', { channel: LOBBY, name: 'SendMessages', allowed: false })
    await inside.restart(invite)
    await quiet()
    expect(onDiscord()).toEqual([LOBBY])
    await inside.act('discord', { do: 'command', persona: DARA, channel: BIRDS, text: '/paper find attention' })
    await eventually('hello', () => onDiscord().includes(BIRDS))
  })
})

describe('in Slack', () => {
  it('it says hello in the channel that it was invited to, once however often that is delivered', async () => {
    const [, emmy] = inside.slack.state().personas
    const persona = emmy?.id ?? ''
    await inside.act('slack', { do: 'invite', persona, place: RANDOM })
    await eventually('hello', () => onSlack().length > 0)
    await inside.act('slack', { do: 'dismiss', persona, place: RANDOM })
    await inside.act('slack', { do: 'invite', persona, place: RANDOM })
    await quiet()
    expect(onSlack()).toEqual([RANDOM])
  })

  it('it says none in a club’s room that it is let back into', async () => {
    const { channel } = { channel: inside.rooms.slack.split(':')[2] ?? '' }
    const [ada] = inside.slack.state().personas
    await inside.act('slack', { do: 'dismiss', persona: ada?.id ?? '', place: channel })
    await inside.act('slack', { do: 'invite', persona: ada?.id ?? '', place: channel })
    await eventually(
      'heard',
      async () => (await inside.bot().store.get(`greetings/${inside.rooms.slack}`)) !== undefined,
    )
    await quiet()
    expect(onSlack()).toEqual([RANDOM])
  })
})

it('nothing was sent that a chat refuses', () => {
  expect(inside.refusals().filter((line) => !line.includes('50013'))).toEqual([])
})
