import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { eventually } from '../e2e/people.ts'
import { openStage, type Stage } from '../e2e/stage.ts'
import { wordsOf } from '../e2e/words.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

it('rooms that cannot be used are said at the start, in health and in the club’s card, never by their ids', async () => {
  const [discord = '', slack = ''] = stage.env.CLUB_ROOMS?.split(',') ?? []
  const wrong = [`${discord.slice(0, -1)}9`, `slack:T0OTHER:${slack.split(':')[2]}`]
  const bot = await stage.startBot({
    STORE_URL: 'memory:',
    CLUB_ROOMS: [discord, slack, ...wrong].join(','),
    LOG_LEVEL: 'error',
  })
  onTestFinished(async () => {
    await bot.kill('SIGKILL')
  })
  expect(bot.report).toContain('Lectern is ready.')
  expect(bot.report).toContain('The club’s third channel, in Discord is not there.')
  expect(bot.report).toContain('The club’s fourth channel, in Slack belongs to another workspace')
  for (const room of wrong) expect(bot.report).not.toContain(room.split(':').at(-1))
  const health = await fetch(/Health: +(\S+)/.exec(bot.report)?.[1] ?? '')
  const { problems, unusableRooms } = (await health.json()) as { problems: string[]; unusableRooms: number }
  expect(health.status).toBe(503)
  expect(problems.join('\n')).toContain('The club’s third channel')
  expect(unusableRooms).toBe(2)
  await eventually('the card says so', async () => {
    const shown = wordsOf(await stage.people.type('discord', '/paper club show')).replaceAll('\\', '')
    return shown.includes('third channel') && shown.includes('another workspace')
  })
})

it('rooms that can be used are not spoken of', async () => {
  const bot = await stage.startBot({ STORE_URL: 'memory:', LOG_LEVEL: 'error' })
  onTestFinished(async () => {
    await bot.kill('SIGKILL')
  })
  expect(bot.report).not.toContain('  ! ')
})

it('a room of a chat that is not set up is said at the start and in health', async () => {
  const bot = await stage.startBot({
    STORE_URL: 'memory:',
    LOG_LEVEL: 'error',
    SLACK_BOT_TOKEN: '',
    SLACK_APP_TOKEN: '',
  })
  onTestFinished(async () => {
    await bot.kill('SIGKILL')
  })
  const sentence = 'CLUB_ROOMS lists a channel in Slack, which the bot is not set up for. Set its token'
  expect(bot.report).toContain(sentence)
  const health = await fetch(/Health: +(\S+)/.exec(bot.report)?.[1] ?? '')
  expect(health.status).toBe(503)
  expect(JSON.stringify(await health.json())).toContain(sentence)
})
