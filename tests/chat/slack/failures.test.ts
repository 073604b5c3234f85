import { expect, test } from 'vitest'
import { ChatFailure } from '../../../src/chat/failure.ts'
import { BOT } from '../../../src/playground/slack/ids.ts'
import { card, channel, room, startBot } from './bot.ts'

const codes = {
  token: ['invalid_auth', 'token_revoked', 'account_inactive', 'token_expired', 'not_authed', 'team_not_found'],
  outside: ['channel_not_found'],
  archived: ['is_archived', 'is_inactive'],
  missing: ['message_not_found'],
  gone: ['thread_not_found'],
  forbidden: ['missing_scope', 'no_permission', 'access_denied', 'cant_update_message', 'app_access_restricted'],
  restricted: ['restricted_action', 'restricted_action_read_only_channel', 'posting_to_general_channel_denied'],
  locked: ['restricted_action_thread_locked', 'thread_locked'],
  unfit: ['method_not_supported_for_channel_type', 'restricted_action_non_threadable_channel'],
  invalid: ['invalid_blocks', 'msg_blocks_too_long', 'no_text', 'a_code_of_next_year', 'constructor', '__proto__'],
  busy: [
    'ratelimited',
    'internal_error',
    'service_unavailable',
    'fatal_error',
    'message_limit_exceeded',
    'update_failed',
  ],
}

test.each(Object.entries(codes).flatMap(([reason, all]) => all.map((code) => [code, reason] as const)))(
  'a call that Slack refuses with %s failed as %s, and its code is kept for the log',
  async (code, reason) => {
    const { bot, world } = await startBot({})
    const ref = await bot.post(room, card('Before'), 'pick.c.1')
    for (const [method, call] of [
      ['chat.postMessage', () => bot.post(room, card('x'), 'pick.c.2')],
      ['chat.update', () => bot.edit(ref, card('After'))],
      ['conversations.replies', () => bot.readThread({ room, thread: ref.message })],
    ] as const) {
      world.addFault({ chat: 'slack', match: method, error: code })
      const failure = await call().then(
        () => undefined,
        (error: unknown) => error,
      )
      expect(failure).toBeInstanceOf(ChatFailure)
      expect(failure).toMatchObject({ reason, cause: { message: expect.stringContaining(code) } })
    }
  },
)

test('the wait that Slack asks for is kept to the millisecond', async () => {
  const { bot, world } = await startBot({})
  world.addFault({ chat: 'slack', match: 'chat.postMessage', status: 429, retryAfter: 300 })
  await expect(bot.post(room, card('x'), 'pick.c.1')).rejects.toMatchObject({
    reason: 'busy',
    sent: 'no',
    retryAfter: 300_000,
  })
})

const DATE = () => new Date(Date.now() + 300_000).toUTCString()

test.each([
  ['a fraction', { status: 429, waitSaid: '299.2' }, 300_000],
  ['a date', { status: 429, waitSaid: DATE() }, 300_000],
  ['nothing', { status: 429, waitSaid: '' }, 5_000],
  ['a number beside a breakdown', { status: 503, waitSaid: '300' }, 300_000],
  ['a date beside a breakdown', { status: 502, waitSaid: DATE() }, 300_000],
  ['a number beside its own code', { error: 'ratelimited', waitSaid: '300' }, 300_000],
  ['a date of another century', { status: 429, waitSaid: 'Tue, 01 Jan 2199 00:00:00 GMT' }, 24 * 60 * 60_000],
])('the wait that Slack asks for is kept where it is said as %s', async (_, fault, wait) => {
  const { bot, world } = await startBot({})
  world.addFault({ chat: 'slack', match: 'chat.postMessage', ...fault })
  const failure = await bot.post(room, card('x'), 'pick.c.1').catch((error: unknown) => error)
  expect(failure).toMatchObject({ reason: 'busy', sent: 'error' in fault || fault.status === 429 ? 'no' : 'unknown' })
  const { retryAfter } = Object(failure)
  expect(retryAfter).toBeLessThanOrEqual(wait)
  expect(retryAfter).toBeGreaterThan(wait - 100_000)
})

test('the right that lacks is named', async () => {
  const { bot, slack } = await startBot({})
  slack.setting({ scopes: ['commands'] })
  await expect(bot.post(room, card('x'), 'pick.c.1')).rejects.toMatchObject({
    reason: 'forbidden',
    lacking: 'chat:write',
  })
})

test('an archived room is archived for posts and for edits alike, under whichever name', async () => {
  const { bot, slack } = await startBot({})
  const ref = await bot.post(room, card('x'), 'pick.c.1')
  slack.setting({ archive: channel })
  await expect(bot.post(room, card('y'), 'pick.c.2')).rejects.toMatchObject({ reason: 'archived', sent: 'no' })
  await expect(bot.edit(ref, card('y'))).rejects.toMatchObject({ reason: 'archived' })
})

test('a room that the bot may not let itself into asks for an invitation, whatever stops it there', async () => {
  const { bot, slack, world } = await startBot({})
  slack.setting({ kick: channel })
  for (const error of ['missing_scope', 'method_not_supported_for_channel_type', 'no_permission']) {
    world.addFault({ chat: 'slack', match: 'conversations.join', error })
    await expect(bot.post(room, card('x'), 'pick.c.1')).rejects.toMatchObject({ reason: 'outside', sent: 'no' })
  }
  slack.setting({ channel, name: 'papers', private: true })
  await expect(bot.post(room, card('x'), 'pick.c.1')).rejects.toMatchObject({ reason: 'outside' })
  slack.setting({ channel, name: 'papers', private: true, members: [BOT.user] })
  expect(await bot.post(room, card('x'), 'pick.c.1')).toMatchObject({ room })
})
