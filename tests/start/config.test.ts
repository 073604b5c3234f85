import { expect, it } from 'vitest'
import { hasChat, readConfig } from '../../src/start/config.ts'

const configOf = (environment: Record<string, string>) => {
  const read = readConfig(environment)
  if ('problems' in read) throw new Error(read.problems.join('\n'))
  return read.config
}
const problemsOf = (environment: Record<string, string>) => {
  const read = readConfig(environment)
  return 'problems' in read ? read.problems : []
}

it('has a default for everything, and then no chat', () => {
  const config = configOf({})
  expect(config).toMatchObject({
    PORT: 3000,
    HOST: '127.0.0.1',
    COMMAND: 'paper',
    CLUB_TIME: { weekday: 1, time: '09:00' },
  })
  expect(hasChat(config)).toBe(false)
})

it('takes a blank variable for one that is not set', () => {
  expect(configOf({ DISCORD_TOKEN: ' ', PORT: '' })).toEqual(configOf({}))
})

it('reads rooms and organisers by comma', () => {
  const config = configOf({
    DISCORD_TOKEN: 'x',
    CLUB_ROOMS: 'discord:1:2, slack:T1:C1,discord:1:2',
    CLUB_ORGANISERS: 'slack:T1:U1',
  })
  expect(config.CLUB_ROOMS).toEqual(['discord:1:2', 'slack:T1:C1'])
  expect(config.CLUB_ORGANISERS).toEqual(['slack:T1:U1'])
})

it.each([
  [{ CLUB_ROOMS: 'general', DISCORD_TOKEN: 'x' }, 'CLUB_ROOMS must list rooms'],
  [{ CLUB_TIME: 'nine' }, 'CLUB_TIME must be a weekday and a time'],
  [{ CLUB_ZONE: 'Mars' }, 'CLUB_ZONE must be a time zone'],
  ...['http', '-1', '65536', '3000.5', '0x10', '1e3'].map((PORT): [object, string] => [
    { PORT },
    'PORT must be a port number.',
  ]),
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be debug, info, warn, error or silent.'],
  [{ COMMAND: 'Reading Club' }, 'COMMAND must be a word'],
  [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'set SLACK_APP_TOKEN'],
  [{ SLACK_APP_TOKEN: 'xapp-1' }, 'set SLACK_BOT_TOKEN'],
  [{ SLACK_SIGNING_SECRET: 'abc' }, 'set SLACK_BOT_TOKEN'],
  [{ CLUB_ROOMS: 'discord:1:2' }, 'set DISCORD_TOKEN or SLACK_BOT_TOKEN'],
  [{ DISCORD_API_URL: 'ftp://x' }, 'DISCORD_API_URL must be a URL'],
  [{ PUBLIC_URL: 'https://bot.example.org/lectern' }, 'PUBLIC_URL must be an address without a path'],
  [{ CONTACT: 'me' }, 'CONTACT must be a mail address or a URL'],
  [{ SECRETS_KEY: 'short' }, 'SECRETS_KEY must be 32 bytes'],
  [{ SLACK_CLIENT_ID: '1.2' }, 'set SLACK_CLIENT_SECRET too'],
  [{ SLACK_CLIENT_SECRET: 'x' }, 'set SLACK_CLIENT_ID too'],
  [{ SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'x' }, 'set SECRETS_KEY too'],
  [{ SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'x' }, 'set PUBLIC_URL too'],
  [{ SLACK_CLIENT_ID: '1.2' }, 'set SLACK_SIGNING_SECRET (HTTP) or SLACK_APP_TOKEN'],
  [{ SLACK_CLIENT_ID: '1.2', SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_CLIENT_ID and SLACK_BOT_TOKEN are both set'],
])('names what is wrong with %o', (environment, sentence) => {
  expect(problemsOf(environment as Record<string, string>).join()).toContain(sentence)
})

it('names every variable that is wrong at once', () => {
  expect(problemsOf({ PORT: 'x', CLUB_ZONE: 'x' })).toHaveLength(2)
})

it('reads the hosts of pictures by comma, and none where none is wanted', () => {
  expect(configOf({}).PICTURE_HOSTS).toContain('aclanthology.org')
  expect(configOf({ PICTURE_HOSTS: 'IMG.example.org, example.com' }).PICTURE_HOSTS).toEqual([
    'img.example.org',
    'example.com',
  ])
  expect(configOf({ PICTURE_HOSTS: 'none' }).PICTURE_HOSTS).toEqual([])
  expect(problemsOf({ PICTURE_HOSTS: 'https://example.com/a' })).toEqual([
    'PICTURE_HOSTS must list hosts such as img.example.org.',
  ])
})
