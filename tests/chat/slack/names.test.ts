import { expect, test } from 'vitest'
import type { Heard } from '../../../src/chat/platform.ts'
import type { Caller } from '../../../src/club/caller.ts'
import { account, ada, card, channel, emmy, room, shows, startBot, until } from './bot.ts'

const LATE = { chat: 'slack', match: 'users.info', delay: 1_200 } as const

async function listening() {
  const heard: Heard[] = []
  const callers: Caller[] = []
  const named: [string, string][] = []
  const bot = await startBot({
    heard: async (event) => void heard.push(event),
    named: async (who, name) => void named.push([who, name]),
    runText({ caller }) {
      callers.push(caller)
      return shows('actor', card('Noted'))
    },
  })
  const { message: thread } = await bot.bot.post(room, card('The pick'), 'pick.c.1')
  return { ...bot, thread, heard, callers, named }
}

test('whoever wrote before Slack said who it is, is named as soon as it does', async () => {
  const { slack, world, thread, heard, named } = await listening()
  world.addFault(LATE)
  await slack.act({ do: 'say', persona: ada, channel, thread, text: 'first' })
  expect(heard).toMatchObject([{ kind: 'said', author: { account: account(ada), name: 'someone' } }])
  await until('the name', () => named.length > 0)
  expect(named[0]).toEqual([account(ada), 'Ada'])
  await slack.act({ do: 'say', persona: ada, channel, thread, text: 'second' })
  expect(heard[1]).toMatchObject({ author: { name: 'Ada' } })
})

test('whom Slack could not name at all is asked for again', async () => {
  const { slack, world, thread, named } = await listening()
  world.addFault({ chat: 'slack', match: 'users.info', status: 500 })
  await slack.act({ do: 'say', persona: emmy, channel, thread, text: 'first' })
  await until('the name', () => named.length > 0)
  expect(named[0]).toEqual([account(emmy), 'Emmy'])
}, 15_000)

test('a caller who had to go by a handle is named as soon as Slack says the name', async () => {
  const { slack, world, callers, named } = await listening()
  world.addFault(LATE)
  await slack.act({ do: 'command', persona: ada, channel, text: '/paper nominate x' })
  expect(callers).toMatchObject([{ name: 'ada' }])
  await until('the name', () => named.length > 0)
  expect(named[0]).toEqual([account(ada), 'Ada'])
})

test('of whom a command speaks is named, who never did anything here', async () => {
  const { slack, named } = await listening()
  await slack.act({ do: 'command', persona: ada, channel, text: `/paper club organiser add <@${emmy}>` })
  await until('the name', () => named.length > 0)
  expect(named[0]).toEqual([account(emmy), 'Emmy'])
})

test('a message that speaks of people whom Slack has not named yet shows nobody’s id', async () => {
  const { slack, world, thread, heard } = await listening()
  world.addFault({ ...LATE, times: 2 })
  await slack.act({ do: 'say', persona: ada, channel, thread, text: `what does <@${emmy}> think?` })
  expect(heard).toMatchObject([{ text: 'what does @someone think?' }])
})

test('who was named in time is not told again', async () => {
  const { slack, thread, heard, named } = await listening()
  await slack.act({ do: 'say', persona: ada, channel, thread, text: 'first' })
  expect(heard).toMatchObject([{ author: { name: 'Ada' } }])
  await new Promise((resolve) => setTimeout(resolve, 1_300))
  expect(named).toEqual([])
})
