import { existsSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { ChatState } from '../../src/playground/types.ts'
import { eventually, everythingIn, type People } from './people.ts'
import { type Bot, openStage, runToEnd, type Stage, startAlone } from './stage.ts'
import { wordsOf } from './words.ts'

const DISCORD = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.Gwrong.a-token-of-the-right-form'
const SLACK = 'xoxb-1000000001-1000000002-ATokenOfTheRightForm'

let stage: Stage
let people: People
beforeAll(async () => {
  stage = await openStage()
  people = stage.people
})
afterAll(() => stage.close())

const folder = () => mkdtemp(join(stage.folder, 'bot-'))

/** A bot that is gone when the test is over, however it ends. */
async function started<B extends Bot>(starting: Promise<B>): Promise<B> {
  const bot = await starting
  onTestFinished(async () => {
    await bot.kill('SIGTERM')
  })
  return bot
}

describe.concurrent('settings that cannot be right', () => {
  it.for<[string, Record<string, string>, string[]]>([
    ['a Slack token alone', { SLACK_BOT_TOKEN: SLACK }, ['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET']],
    ['an app token alone', { SLACK_APP_TOKEN: 'xapp-1-A1-1-0123456789' }, ['SLACK_BOT_TOKEN']],
    ['a signing secret alone', { SLACK_SIGNING_SECRET: 'ab'.repeat(16) }, ['SLACK_BOT_TOKEN']],
    [
      'a malformed Slack token beside a good Discord one',
      { DISCORD_TOKEN: DISCORD, SLACK_BOT_TOKEN: 'xoxp-not-a-bot', SLACK_APP_TOKEN: 'xapp-1-A1-1-0123456789' },
      ['SLACK_BOT_TOKEN', 'xoxb-'],
    ],
    [
      'swapped Slack tokens',
      { SLACK_BOT_TOKEN: 'xapp-1-A1-1-0123456789', SLACK_APP_TOKEN: SLACK },
      ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'],
    ],
    ['a malformed Discord token', { DISCORD_TOKEN: 'abc' }, ['DISCORD_TOKEN']],
    ['rooms without a chat', { CLUB_ROOMS: 'discord:1:2' }, ['CLUB_ROOMS', 'DISCORD_TOKEN', 'SLACK_BOT_TOKEN']],
    [
      'several mistakes at once',
      { CLUB_TIME: 'sometimes', CLUB_ZONE: 'Mars', PORT: 'x' },
      ['CLUB_TIME', 'CLUB_ZONE', 'PORT'],
    ],
  ])('F17 stop the start with a sentence that names the variable: %s', async ([, env, named]) => {
    const store = join(await folder(), 'lectern.db')
    const ended = await runToEnd({ PORT: '0', STORE_URL: `sqlite:${store}`, ...env })
    expect(ended.code).toBe(1)
    for (const name of named) expect(ended.err).toContain(name)
    expect(ended.err).not.toContain('    at ')
    for (const secret of Object.values(env).filter((value) => value.length > 20))
      expect(ended.err).not.toContain(secret)
    expect(ended.out).toBe('')
    expect(existsSync(store)).toBe(false)
  })
})

describe('a chat that cannot be connected', () => {
  it('does not keep the bot from the other one, and a wrong token is said by its name', async () => {
    const bot = await started(stage.startBot({ DISCORD_TOKEN: DISCORD, STORE_URL: 'memory:' }))
    expect(bot.report).toContain('Discord not connected, Slack connected')
    expect(bot.report).toContain('DISCORD_TOKEN')
    expect(wordsOf(await people.type('slack', '/paper find alignment faking'))).toContain('Alignment Faking')
    const health = await fetch(`${/Health: +(\S+)/.exec(bot.report)?.[1]}`)
    expect(health.status).toBe(503)
    expect(await health.json()).toMatchObject({ chats: { discord: { state: 'failing' }, slack: { state: 'ready' } } })
    expect(bot.errors()).not.toContain(DISCORD)
    expect(await bot.kill('SIGTERM')).toBe(0)
  })

  it('is tried again by itself, and then gets what it missed', async () => {
    const before = ballotsIn((await stage.state()).slack)
    await stage.control('fault', { chat: 'slack', match: 'auth.test', status: 500 })
    const bot = await started(stage.startBot({ STORE_URL: 'memory:' }))
    expect(bot.report).toContain('Discord connected, Slack not connected')
    expect(bot.report).toContain('tried again by itself')
    expect(wordsOf(await people.type('discord', '/paper find alignment faking'))).toContain('Alignment Faking')
    await stage.until('the ballot in Slack', ({ slack }) => ballotsIn(slack) > before)
    expect(wordsOf(await people.type('slack', '/paper find alignment faking'))).toContain('Alignment Faking')
    expect(await bot.kill('SIGTERM')).toBe(0)
  })
})

describe('a bot that no room is bound to', () => {
  it('starts, looks papers up all the same, and says in the channel what to set', async () => {
    const bot = await started(stage.startBot({ CLUB_ROOMS: '', STORE_URL: 'memory:' }))
    expect(bot.report).toContain('There is no reading group yet')
    expect(bot.report).toContain('none yet')
    for (const chat of ['discord', 'slack'] as const) {
      const answer = wordsOf(await people.type(chat, '/paper week')).replaceAll('\\', '')
      expect(answer).toContain('CLUB_ROOMS')
      expect(answer).toContain(stage.env.CLUB_ROOMS?.split(',').find((room) => room.startsWith(chat)))
      expect(wordsOf(await people.type(chat, '/paper help'))).toContain('For organisers')
      expect(wordsOf(await people.type(chat, '/paper find alignment faking'))).toContain('Alignment Faking')
      expect(wordsOf(await people.type(chat, '/paper club show'))).toContain('CLUB')
      expect(wordsOf(await people.type(chat, '/paper club skip'))).toContain('belongs to no reading group')
    }
    expect(await bot.kill('SIGTERM')).toBe(0)
  })
})

describe('npm start without any token', () => {
  const isUp = (page: string) =>
    fetch(page).then(
      ({ ok }) => ok,
      () => false,
    )

  it('brings both chats along, and Ctrl-C ends all of it cleanly; a real club’s store is left alone', async () => {
    const alone = await folder()
    const bot = await started(startAlone(alone))
    expect(existsSync(join(alone, 'playground-club.db'))).toBe(true)
    expect(existsSync(join(alone, 'lectern.db'))).toBe(false)
    expect(bot.report).toContain('Discord connected, Slack connected')
    expect(await isUp(bot.page)).toBe(true)
    expect(await bot.kill('SIGINT')).toBe(0)
    expect(await isUp(bot.page)).toBe(false)
    expect(bot.errors()).toBe('')
  })

  it('leaves no playground behind when it is killed', async () => {
    const bot = await started(startAlone(await folder()))
    expect(await isUp(bot.page)).toBe(true)
    await bot.kill('SIGKILL')
    await eventually('the playground has ended', async () => !(await isUp(bot.page)))
  })
})

function ballotsIn({ channels }: ChatState): number {
  return channels.flatMap(everythingIn).filter((message) => wordsOf(message).includes('What shall we read next?'))
    .length
}
