import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import type { TextInvocation } from '../../../src/chat/platform.ts'
import { account, ada, card, channel, emmy, messagesOf, room, shows, startBot, startHttpBot, until } from './bot.ts'

const doors = [
  ['Socket Mode', startBot],
  ['signed HTTP', startHttpBot],
] as const

test.each(doors)(
  'a slash command over %s is answered to its caller alone, in the acknowledgement itself',
  async (_, start) => {
    const calls: TextInvocation[] = []
    const bot = await start({
      runText(call) {
        calls.push(call)
        return shows('actor', card('Found it'))
      },
    })
    const { message } = await bot.slack.act({
      do: 'command',
      persona: ada,
      channel,
      text: '/paper find “sparse & small” tag:x',
    })
    expect(message).toMatchObject({ onlyFor: ada, text: 'Found it', answering: { persona: ada } })
    expect(calls).toEqual([
      {
        room,
        interaction: expect.stringMatching(/^slack:\S+$/),
        caller: { account: account(ada), name: 'Ada', admin: true, zone: 'Europe/Berlin' },
        text: 'find “sparse & small” tag:x',
      },
    ])
    expect(bot.slack.requests().map(({ method }) => method)).not.toContain('response_url')
  },
)

test('people and links in a command arrive as accounts and addresses, and who is no admin is none', async () => {
  const calls: TextInvocation[] = []
  const bot = await startBot({
    runText(call) {
      calls.push(call)
      return shows('room', card('Done'))
    },
  })
  const text = `/paper club organiser add <@${ada}> https://arxiv.org/abs/1?a=1&b=2`
  const { message } = await bot.slack.act({ do: 'command', persona: emmy, channel, text })
  expect(message?.onlyFor).toBeNull()
  expect(calls[0]?.text).toBe(`club organiser add ${account(ada)} https://arxiv.org/abs/1?a=1&b=2`)
  expect(calls[0]?.caller).toEqual({ account: account(emmy), name: 'Emmy', admin: false, zone: 'Europe/Berlin' })
})

test.each(doors)(
  'F17 a command over %s is acknowledged while the app takes ten seconds, and answered then',
  async (_, start) => {
    const bot = await start({ runText: () => shows('actor', card('At last'), 10_000) })
    const { error } = await bot.slack.act({ do: 'command', persona: ada, channel, text: '/paper find x' })
    expect(error).toBeUndefined()
    const late = await until('the late answer', () => messagesOf(bot).find(({ text }) => text === 'At last'))
    expect(late.onlyFor).toBe(ada)
  },
  20_000,
)

test('F17 a command is acknowledged although Slack itself does not say who called it', async () => {
  const bot = await startBot({ runText: ({ caller }) => shows('actor', card(`${caller.name} ${caller.admin}`)) })
  bot.world.addFault({ chat: 'slack', match: 'users.info', times: 5, delay: 5_000 })
  const { message, error } = await bot.slack.act({ do: 'command', persona: ada, channel, text: '/paper help' })
  expect(error).toBeUndefined()
  expect(message?.text).toBe('ada false')
})

test('what went wrong is told to the caller alone, even where the answer would be for the room', async () => {
  const problem = { kind: 'problem' as const, card: card('That did not work') }
  const bot = await startBot({ runText: () => ({ answers: 'room', reply: Promise.resolve(problem) }) })
  const { message } = await bot.slack.act({ do: 'command', persona: ada, channel, text: '/paper pick' })
  expect(message).toMatchObject({ onlyFor: ada, text: 'That did not work' })
})

test('a late answer whose address has run out is brought by a call of our own', async () => {
  const bot = await startBot({ runText: () => shows('actor', card('At last'), 1_200) })
  bot.world.addFault({ chat: 'slack', match: '/commands/', status: 404 })
  await bot.slack.act({ do: 'command', persona: ada, channel, text: '/paper find x' })
  const late = await until('the late answer', () => messagesOf(bot).find(({ text }) => text === 'At last'))
  expect(late.onlyFor).toBe(ada)
})

test('F23 no text of a card pings anybody, whatever it says', async () => {
  const title = `@everyone *<!channel>* <@${emmy}> </x:1>`
  const bot = await startBot({
    runText: () =>
      shows('room', card(title, { kind: 'text', text: [{ bold: title }, { link: 'https://x.org', label: title }] })),
  })
  const { message } = await bot.slack.act({ do: 'command', persona: ada, channel, text: '/paper show' })
  expect(JSON.stringify([message?.text, message?.components.slice(1)])).not.toMatch(/<[!@#/]/)
  await bot.bot.post(room, card(title), 'ballot.c.1')
  const posted = bot.slack.requests().find(({ method }) => method === 'chat.postMessage')
  expect(posted?.body).toMatchObject({
    parse: 'none',
    link_names: 'false',
    unfurl_links: 'false',
    unfurl_media: 'false',
  })
  expect(posted?.body.text).not.toMatch(/<[!@#/]/)
})

test('over HTTP a request of more than five minutes ago is refused, and one of five minutes ahead as well', async () => {
  const calls: string[] = []
  const { url, slack } = await startHttpBot({
    runText({ text }) {
      calls.push(text)
      return shows('actor', card('Here'))
    },
  })
  const send = async (text: string, at: string) => {
    const body = new URLSearchParams({ command: '/paper', text, channel_id: channel, user_id: ada, trigger_id: '1.2' })
    const signature = createHmac('sha256', slack.signingSecret).update(`v0:${at}:${body}`).digest('hex')
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': at,
      'x-slack-signature': `v0=${signature}`,
    }
    return (await fetch(url, { method: 'POST', headers, body: String(body) })).status
  }
  const inSeconds = (seconds: number) => String(Math.floor(Date.now() / 1000) + seconds)
  expect(await send('now', inSeconds(0))).toBe(200)
  expect(await send('soon', inSeconds(280))).toBe(200)
  expect(await send('a while ago', inSeconds(-280))).toBe(200)
  for (const at of [inSeconds(-310), inSeconds(310), inSeconds(86_400), 'tomorrow', '1e99']) {
    expect(await send(at, at)).toBe(401)
  }
  expect(calls).toEqual(['now', 'soon', 'a while ago'])
})

test('over HTTP a wrong signature is refused, and what is not addressed to Slack is not found', async () => {
  const bot = await startHttpBot({ runText: () => shows('actor', card('Secret')) })
  bot.slack.setting({ signingSecret: 'f'.repeat(32) })
  const { error } = await bot.slack.act({ do: 'command', persona: ada, channel, text: '/paper help' })
  expect(error).toContain('dispatch_failed')
  expect((await fetch(bot.url, { method: 'POST', body: '{}' })).status).toBe(401)
  expect((await fetch(bot.url)).status).toBe(404)
  await bot.bot.stop()
  expect((await fetch(bot.url, { method: 'POST', body: '{}' })).status).toBe(503)
})
