import { copyFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { eventually } from '../e2e/people.ts'
import { type Bot, openStage, type Stage } from '../e2e/stage.ts'
import { wordsOf } from '../e2e/words.ts'
import { startPostgres } from '../store/postgres-server.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

interface Answer {
  status: number
  healthy: boolean
  problems: string[]
  notes: string[]
  overdue: { picks: number; posts: number }
}

async function healthOf(bot: Bot): Promise<Answer> {
  // It answers within two seconds; five are waited so that a slow machine fails nobody.
  const response = await fetch(urlOf(bot), { signal: AbortSignal.timeout(5_000) })
  return { ...((await response.json()) as Omit<Answer, 'status'>), status: response.status }
}

const urlOf = (bot: Bot) => /Health: +(\S+)/.exec(bot.report)?.[1] ?? ''

const isWell = (answer: Answer) => answer.status === 200 && answer.healthy && answer.problems.length === 0

async function expectUnwell(bot: Bot, ...words: string[]): Promise<Answer> {
  return eventually(words.join(' '), async () => {
    const answer = await healthOf(bot)
    const said = answer.problems.join('\n')
    return answer.status === 503 && words.every((word) => said.includes(word)) ? answer : undefined
  })
}

async function start(more: Record<string, string> = {}): Promise<Bot> {
  const bot = await stage.startBot({ LOG_LEVEL: 'error', ...more })
  onTestFinished(async () => {
    await bot.kill('SIGKILL')
  })
  return bot
}

const WRONG = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.Gwrong.a-token-of-the-right-form'

it('says that the bot is alive while a chat is not, so that nobody starts it again for that', async () => {
  const bot = await start({ DISCORD_TOKEN: WRONG, STORE_URL: 'memory:' })
  await expectUnwell(bot, 'Discord is not connected.', 'DISCORD_TOKEN')
  const live = await fetch(`${urlOf(bot)}/live`)
  expect(live.status).toBe(200)
  expect((await fetch(urlOf(bot), { method: 'HEAD' })).status).toBe(503)
})

describe('a store', () => {
  let bot: Bot
  let database: DatabaseSync
  beforeAll(async () => {
    const file = join(stage.folder, 'health.db')
    bot = await stage.startBot({ STORE_URL: `sqlite:${file}`, LOG_LEVEL: 'error' })
    database = new DatabaseSync(file, { timeout: 10_000 })
    await eventually('all is well', async () => isWell(await healthOf(bot)))
  })
  afterAll(async () => {
    database.close()
    await bot.kill('SIGKILL')
  })

  it.each([
    ['database or disk is full', 'its disk is full'],
    ['attempt to write a readonly database', 'it is read-only'],
    ['database disk image is malformed', 'it is damaged'],
    ['disk I/O error', 'its disk gives errors'],
  ])('that refuses what is written is found out by trying: %s', async (refusal, sentence) => {
    for (const act of ['INSERT', 'UPDATE']) {
      database.exec(
        `CREATE TRIGGER refuse_${act} BEFORE ${act} ON entries BEGIN SELECT RAISE(ABORT, '${refusal}'); END`,
      )
    }
    await expectUnwell(bot, 'The store cannot be written', sentence)
    const told = await stage.people.type('slack', '/paper club set size:6')
    expect(wordsOf(told)).toContain('Nothing was kept')
    for (const act of ['INSERT', 'UPDATE']) database.exec(`DROP TRIGGER refuse_${act}`)
    await eventually('all is well again', async () => isWell(await healthOf(bot)))
  })

  it('that hangs does not make the answer hang', async () => {
    database.exec('BEGIN IMMEDIATE')
    await expectUnwell(bot, 'The store has not answered', 'another program')
    expect((await fetch(`${urlOf(bot)}/live`)).status).toBe(200)
    database.exec('ROLLBACK')
    await eventually('all is well again', async () => isWell(await healthOf(bot)))
  })

  it('whose file is not there any more, or another one, is said, and nothing is taken that would be lost', async () => {
    const file = join(stage.folder, 'health.db')
    for (const isReplaced of [false, true]) {
      await rename(file, `${file}.moved`)
      if (isReplaced) await copyFile(`${file}.moved`, file)
      await expectUnwell(bot, 'The store cannot be written', 'deleted, moved or replaced', 'Put it back')
      expect(wordsOf(await stage.people.type('slack', '/paper club set size:7'))).toContain('Nothing was kept')
      await rename(`${file}.moved`, file)
      await eventually('all is well again', async () => isWell(await healthOf(bot)))
    }
  })

  it('that has been emptied from outside is said', async () => {
    database.exec('ALTER TABLE entries RENAME TO gone')
    await expectUnwell(bot, 'The store cannot be read', 'backup')
    database.exec('ALTER TABLE gone RENAME TO entries')
  })
})

it('looks at a disk that hangs once, however many ask', async () => {
  const code = `import fs from 'node:fs/promises';import {syncBuiltinESMExports} from 'node:module';
    fs.statfs=()=>{console.error('looked at the disk');return new Promise(()=>{})};syncBuiltinESMExports()`
  const bot = await start({
    STORE_URL: `sqlite:${join(stage.folder, 'hanging.db')}`,
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}`,
  })
  await Promise.all([1, 2, 3].map(() => healthOf(bot)))
  await expectUnwell(bot, 'The disk of the store has not answered for', 'whether it is still there')
  expect(bot.errors().match(/looked at the disk/g)).toHaveLength(1)
})

it('names a declared room that another group has', async () => {
  const store = { STORE_URL: `sqlite:${join(stage.folder, 'taken.db')}` }
  const first = await start({ ...store, CLUB_ROOMS: '' })
  await stage.people.type('slack', '/paper club start name:Birds')
  await first.kill('SIGTERM')
  const { name } = await stage.people.room('slack')
  const bot = await start(store)
  const sentence = `#${name} in Slack, which CLUB_ROOMS lists, belongs to another reading group`
  await expectUnwell(bot, sentence, 'club leave')
  expect(bot.report).toContain(sentence)
})

it('says within two seconds that a database stands still, tells people, and goes on once it does', async () => {
  const postgres = await startPostgres()
  onTestFinished(() => postgres.remove())
  const bot = await start({ STORE_URL: postgres.url })
  await eventually('all is well', async () => isWell(await healthOf(bot)))
  onTestFinished(() => postgres.thaw())
  await postgres.freeze()
  await expectUnwell(bot, 'The store has not answered', 'whether its disk or server still answers')
  const since = performance.now()
  expect((await healthOf(bot)).status).toBe(503)
  expect(performance.now() - since).toBeLessThan(2_000)
  const persona = await stage.people.id('slack')
  const channel = (await stage.people.room('slack')).id
  await stage.act('slack', { persona, do: 'command', channel, text: '/paper club set size:6' })
  await eventually(
    'a sentence',
    async () => {
      const { messages } = await stage.people.room('slack')
      return messages.some((message) => message.onlyFor === persona && wordsOf(message).includes('That is our fault'))
    },
    30_000,
  )
  await postgres.thaw()
  await eventually('all is well again', async () => isWell(await healthOf(bot)))
}, 60_000)

/** Sets the bot's clock by what the signal says. */
const clockOf = (hours: number) =>
  `--import=data:text/javascript,${encodeURIComponent(
    `const now=Date.now;let by=0;Date.now=()=>now()+by;process.on('SIGUSR2',()=>{by=by?0:${hours}*36e5})`,
  )}`

describe('a clock', () => {
  it('that is ahead of the chats’ is trouble', async () => {
    const code = `const now=Date.now;Date.now=()=>now()+3e5`
    const bot = await start({
      STORE_URL: 'memory:',
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}`,
    })
    const { problems } = await expectUnwell(bot, '5 minutes ahead of Discord', '5 minutes ahead of Slack')
    expect(problems.join()).toContain('time server')
  })

  it('that jumped and was set right again is no trouble, and said', async () => {
    const bot = await start({ STORE_URL: 'memory:', NODE_OPTIONS: clockOf(-24 * 365) })
    await eventually('all is well', async () => isWell(await healthOf(bot)))
    bot.signal('SIGUSR2')
    await expectUnwell(bot, '365 days behind Discord')
    bot.signal('SIGUSR2')
    const { notes } = await eventually('all is well again', async () => {
      const answer = await healthOf(bot)
      return isWell(answer) && answer
    })
    expect(notes.join()).toContain('jumped ahead by 365 days')
  })
})

it('counts the posts that wait in rooms that can be reached, and is well again once they are there', async () => {
  await stage.control('fault', { chat: 'slack', match: 'chat.postMessage', times: 4, error: 'fatal_error' })
  const bot = await start({ STORE_URL: 'memory:', LOG_LEVEL: 'warn' })
  await eventually('a refusal', async () => bot.errors().includes('a post failed'))
  await stage.control('clock', { advance: 15 * 60_000 })
  const { overdue } = await expectUnwell(bot, 'waited for more than ten minutes')
  expect(overdue.posts).toBeGreaterThan(0)
  await eventually('all is well again', async () => {
    await stage.control('clock', { advance: 60 * 60_000 })
    return isWell(await healthOf(bot))
  })
})
