/** Every command in every kind of place: a club's room, elsewhere in its server, among two clubs, without one, and in direct messages. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Command, Reach } from '../../src/chat/command.ts'
import type { OptionSpec } from '../../src/chat/options.ts'
import type { RoomId } from '../../src/club/keys.ts'
import { directId as directOnDiscord } from '../../src/playground/discord/direct.ts'
import { SECOND } from '../../src/playground/discord/guilds.ts'
import { directId as directOnSlack } from '../../src/playground/slack/channels.ts'
import type { ActResult, ChatName, MessageView } from '../../src/playground/types.ts'
import { loadCommands } from '../../src/start/load-commands.ts'
import { type Inside, openInside } from './inside.ts'
import { CHATS, eventually, everythingIn } from './people.ts'
import { controlOf, optionsOf, wordsOf } from './words.ts'

const commands = await loadCommands()

/** What is typed where the command needs something in particular. */
const CALLS: Record<string, string> = { 'club set': 'club set size:4', define: 'define term:alignment' }

/** What fits a required option of a kind. */
const GIVEN: Record<OptionSpec['kind'], string> = {
  text: 'alignment faking',
  integer: '2',
  boolean: 'yes',
  choice: '',
  paper: 'alignment faking',
  member: '@Lectern',
  date: '2026-12-24',
  meeting: '2026-12-24',
  zone: 'Europe/Berlin',
  attachment: '',
}

function callOf({ name, options }: Command): string {
  const required = Object.entries(options).filter(([, spec]) => spec.required)
  const given = required.map(
    ([option, spec]) => `${option}:${spec.kind === 'choice' ? spec.choices[0] : GIVEN[spec.kind]}`,
  )
  return CALLS[name] ?? [name, ...given].join(' ')
}

/** What the shipped library answers by itself. */
const OF_THE_LIBRARY = ['define', 'digest', 'find', 'random', 'show', 'similar', 'trending']

const LATER = { discord: '1180000000000000150', slack: 'C0LATER001' }
const OTHER = { discord: '1180000000000000102', slack: 'C0RANDOM01' }
const SECOND_ROOMS: RoomId[] = [`discord:1180000000000000001:${LATER.discord}`, `slack:T0THURSDAY:${LATER.slack}`]

const schedule = { weekday: 1, time: '09:00', zone: 'Europe/Berlin' } as const
const facts = { schedule, ballotSize: 5, organisers: [] }

let inside: Inside
beforeAll(async () => {
  inside = await openInside({
    rooms: () => [],
    prepare({ discord, slack }) {
      discord.setting('channelCreated', { channel: LATER.discord, name: 'later', type: 0 })
      const { bot, personas } = slack.state()
      slack.setting({ channel: LATER.slack, name: 'later', members: [bot.id, ...personas.map(({ id }) => id)] })
    },
  })
  // A library is opened for a while at first.
  await inside.bot().services.of(inside.rooms.discord)
})
afterAll(() => inside.close())

async function found(id: string, rooms: RoomId[]): Promise<void> {
  await inside.bot().services.found({ ...facts, id, rooms })
  await inside.bot().tick()
}

/** What a person is told who types it in a channel: the words of the answer, or of the form that opens. */
async function ask(chat: ChatName, channel: string, text: string, who: 0 | 1 = 1): Promise<MessageView | null> {
  const persona = await inside.people.id(chat, who)
  const result = await inside.act(chat, { do: 'command', persona, channel, text: `/paper ${text}` })
  return shown(chat, result)
}

async function shown(chat: ChatName, { message, modal, error }: ActResult): Promise<MessageView | null> {
  if (modal) return null
  if (!message || error) throw new Error(`no answer in ${chat}: ${error}`)
  return eventually(`an answer in ${chat}`, async () => {
    const { channels, others = [], directs = [] } = (await inside.chats())[chat]
    const all = [...channels, ...others.flatMap((server) => server.channels), ...directs].flatMap(everythingIn)
    return all.find((one) => one.id === message.id && one.state === 'sent' && wordsOf(one).trim() !== '')
  })
}

const words = (message: MessageView | null) => (message ? wordsOf(message).replaceAll('\\', '') : 'a form')

/** What is about the channel itself is not this person's to decide, and says so without speaking of a club. */
const NOT_THEIRS =
  /^(?!.*From \W*Reading group).*(Only whoever decides what this channel is for|You organise no reading group)/s

/** Where one club answers that is not in this channel. */
function nearOne(name: string, reach: Reach): RegExp {
  if (name === 'club choose') return /is the only reading group here/
  if (reach === 'channel') return NOT_THEIRS
  return reach === 'room' ? /reading group’s own channel/ : /From \W*Reading group.*papers/s
}

/** Each command in one place; `expected` says what its answer has to say. */
function eachCommand(chat: ChatName, channel: () => string, expected: (name: string, reach: Reach) => RegExp): void {
  it.each(commands.map((command) => [command.name, command] as const))(`%s in ${chat}`, async (name, command) => {
    const { reach = command.organisers ? 'room' : 'club' } = command
    expect(words(await ask(chat, channel(), callOf(command)))).toMatch(expected(name, reach))
  })
}

describe.each(CHATS)('where no club is, in %s', (chat) => {
  eachCommand(
    chat,
    () => OTHER[chat],
    (name, reach) => {
      if (reach === 'channel' && name !== 'club choose') return NOT_THEIRS
      if (reach === 'anywhere') return /^(?!.*no reading group yet)/s
      return OF_THE_LIBRARY.includes(name) ? /^(?!.*did not work)/s : /no reading group yet/
    },
  )
})

describe.each(CHATS)('in direct messages of who did nothing in any club, in %s', (chat) => {
  it('looks up the shipped library, and says how a club becomes known', async () => {
    const persona = await inside.people.id(chat, 1)
    const channel = chat === 'discord' ? directOnDiscord(persona) : directOnSlack(persona)
    expect(words(await ask(chat, channel, 'find alignment faking'))).toContain('Alignment Faking')
    expect(words(await ask(chat, channel, 'week'))).toContain('not known yet to which reading group you belong')
  })
})

describe('with one club', () => {
  beforeAll(() => found('club', [inside.rooms.discord, inside.rooms.slack]))

  describe.each(CHATS)('in its room in %s', (chat) => {
    eachCommand(
      chat,
      () => inside.rooms[chat].split(':')[2] ?? '',
      (name) =>
        name === 'club choose' ? /An organiser chooses with/ : /^(?!.*(own channel\.|From \W*Reading group))/s,
    )
  })

  describe.each(CHATS)('in another channel of its server in %s', (chat) => {
    eachCommand(chat, () => OTHER[chat], nearOne)
    it('says where to go with a link to the room', async () => {
      const answer = await ask(chat, OTHER[chat], 'vote')
      const [, , channel = ''] = inside.rooms[chat].split(':')
      expect(JSON.stringify(answer?.components)).toMatch(new RegExp(`https://[^"]*${channel}`))
    })
  })

  describe.each(CHATS)('in direct messages in %s', (chat) => {
    const direct = async () => {
      const persona = await inside.people.id(chat, 1)
      return chat === 'discord' ? directOnDiscord(persona) : directOnSlack(persona)
    }
    let channel = ''
    beforeAll(async () => {
      channel = await direct()
    })
    eachCommand(chat, () => channel, nearOne)
    it('knows no club any more of who was forgotten', async () => {
      const key = chat === 'discord' ? 'lately/discord:' : 'lately/slack:'
      expect(await inside.bot().store.range(key)).toHaveLength(1)
      const asked = await ask(chat, channel, 'me forget')
      const persona = await inside.people.id(chat, 1)
      const control = controlOf(asked as MessageView, 'Forget me')
      const message = asked?.id ?? ''
      await shown(chat, await inside.act(chat, { do: 'click', persona, channel, message, control }))
      await eventually('forgotten', async () => (await inside.bot().store.range(key)).length === 0)
    })
  })
})

describe('in another server of Discord without a club', () => {
  beforeAll(async () => {
    const [, bruno] = inside.discord.state().personas
    await inside.act('discord', { do: 'invite', persona: bruno?.id ?? '', place: SECOND.id })
  })

  it('the shipped library answers, and no club of elsewhere', async () => {
    const lobby = SECOND.systemChannel ?? ''
    expect(words(await ask('discord', lobby, 'find alignment faking'))).toContain('Alignment Faking')
    expect(words(await ask('discord', lobby, 'week'))).toContain('no reading group yet')
  })
})

describe('with two clubs in one server', () => {
  beforeAll(() => found('second', SECOND_ROOMS))

  describe.each(CHATS)('in a channel of neither in %s', (chat) => {
    eachCommand(
      chat,
      () => OTHER[chat],
      (name, reach) => {
        if (reach === 'room') return /reading group’s own channel/
        return reach === 'club' || name === 'club choose'
          ? /Which reading group\?/
          : /^(?!.*(Which reading group|From \W*Reading group))/s
      },
    )

    it('does what was asked once a club is chosen, by who asked alone, and remembers the choice', async () => {
      const asked = (await ask(chat, OTHER[chat], 'club show')) as MessageView
      const persona = await inside.people.id(chat, 1)
      const pick = {
        do: 'select' as const,
        channel: OTHER[chat],
        message: asked.id,
        control: controlOf(asked, 'Choose a reading group'),
        values: optionsOf(asked)
          .filter(({ value }) => value === 'second')
          .map(({ value }) => value),
      }
      const stranger = await inside.people.id(chat, 2)
      expect((await inside.act(chat, { ...pick, persona: stranger })).error).toBeTruthy()
      const answer = words(await shown(chat, await inside.act(chat, { ...pick, persona })))
      expect(answer).toMatch(/Rooms.*From .*later/s)
      expect(words(await ask(chat, OTHER[chat], 'week'))).toMatch(/From .*later.*club choose/s)
      expect(words(await ask(chat, OTHER[chat], 'vote'))).toMatch(/reading group’s own channel/)
    })
  })
})

it('nothing was sent that a chat refuses', () => {
  expect(inside.refusals()).toEqual([])
})
