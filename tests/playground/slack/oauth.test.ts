import { expect, it, onTestFinished } from 'vitest'
import { APP_TOKEN, CLIENT_ID, CLIENT_SECRET, PAPERS } from '../../../src/playground/slack/ids.ts'
import { type LocalSlack, type SlackOptions, startSlack } from '../../../src/playground/slack/server.ts'
import { FIRST, SECOND } from '../../../src/playground/slack/teams.ts'
import { openWorld, type World } from '../../../src/playground/world.ts'

const BACK = 'http://127.0.0.1:1/slack/oauth_redirect'
const SCOPES = 'chat:write,users:read,channels:history,files:read'

async function open(options: SlackOptions = {}): Promise<{ slack: LocalSlack; world: World }> {
  const world = openWorld(':memory:')
  const slack = await startSlack(world, { alone: false, ...options })
  slack.configure({ redirects: [BACK] })
  onTestFinished(async () => {
    await slack.stop()
    world.close()
  })
  return { slack, world }
}

async function call(slack: LocalSlack, method: string, args: Record<string, string>, token = '') {
  const response = await fetch(`${slack.origin}/api/${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: new URLSearchParams(args),
  })
  return (await response.json()) as Record<string, unknown>
}

const asked = { client_id: CLIENT_ID, scope: SCOPES, redirect_uri: BACK, state: 'kept' }

async function decide(slack: LocalSlack, team: string, answer = 'allow'): Promise<URL> {
  const query = new URLSearchParams({ ...asked, team, answer })
  const response = await fetch(`${slack.origin}/oauth/v2/decide?${query}`, { redirect: 'manual' })
  return new URL(response.headers.get('location') ?? '')
}

const exchange = (slack: LocalSlack, code: string, more: Record<string, string> = {}) =>
  call(slack, 'oauth.v2.access', {
    client_id: CLIENT_ID,
    client_secret: CLIENT_SECRET,
    code,
    redirect_uri: BACK,
    ...more,
  })

async function added(slack: LocalSlack, team: string): Promise<Record<string, unknown>> {
  return exchange(slack, (await decide(slack, team)).searchParams.get('code') ?? '')
}

it('gives each workspace a token of its own, which speaks for it alone', async () => {
  const { slack } = await open()
  const [first, second] = [await added(slack, FIRST.id), await added(slack, SECOND.id)]
  expect(second).toMatchObject({
    ok: true,
    scope: SCOPES,
    bot_user_id: SECOND.bot.user,
    team: { id: SECOND.id },
    is_enterprise_install: false,
  })
  expect(await call(slack, 'auth.test', {}, String(first.access_token))).toMatchObject({ team_id: FIRST.id })
  expect(await call(slack, 'auth.test', {}, String(second.access_token))).toMatchObject({ team_id: SECOND.id })
  const text = { channel: PAPERS, text: 'hello' }
  expect(await call(slack, 'chat.postMessage', text, String(second.access_token))).toMatchObject({
    error: 'channel_not_found',
  })
  expect(await call(slack, 'chat.postMessage', text, String(first.access_token))).toMatchObject({ ok: true })
})

it('lets a workspace’s files be read with that workspace’s token alone', async () => {
  const { slack } = await open()
  const [first, second] = [await added(slack, FIRST.id), await added(slack, SECOND.id)]
  const [room, people] = [SECOND.channels[0]?.id ?? '', SECOND.people[0]?.id ?? '']
  slack.second.setting({ invite: room })
  const file = { name: 'a.txt', type: 'text/plain', base64: 'YQ==' }
  await slack.act({ do: 'say', persona: people, channel: room, text: '', files: [file] })
  const history = await call(slack, 'conversations.history', { channel: room }, String(second.access_token))
  const [{ files: [sent] = [] } = {}] = history.messages as { files?: { url_private: string }[] }[]
  const read = async ({ access_token: token }: Record<string, unknown>) =>
    (await fetch(sent?.url_private ?? '', { headers: { authorization: `Bearer ${token}` }, redirect: 'manual' })).status
  expect([await read(second), await read(first)]).toEqual([200, 302])
  slack.second.setting({ revoke: true })
  expect(await read(second)).toBe(302)
})

it('tells nobody what happens where the app is not', async () => {
  const { slack } = await open()
  const connection = await call(slack, 'apps.connections.open', {}, APP_TOKEN)
  const socket = new WebSocket(String(connection.url))
  onTestFinished(() => socket.close())
  const heard: string[] = []
  socket.addEventListener('message', ({ data }) => {
    const { envelope_id, payload } = JSON.parse(String(data))
    if (envelope_id) socket.send(JSON.stringify({ envelope_id }))
    if (payload) heard.push(payload.event.text)
  })
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }))
  const say = (text: string) => slack.act({ do: 'say', persona: 'U0ADA00001', channel: PAPERS, text })
  expect((await say('unheard')).error).toBeUndefined()
  await added(slack, FIRST.id)
  await say('heard')
  expect(heard).toEqual(['heard'])
})

it('refuses what the real one refuses', async () => {
  const { slack, world } = await open()
  const code = (await decide(slack, FIRST.id)).searchParams.get('code') ?? ''
  expect((await decide(slack, 'T0NONE')).searchParams.get('error')).toBe('access_denied')
  expect(await exchange(slack, code, { grant_type: 'password' })).toMatchObject({ error: 'invalid_grant_type' })
  expect(await exchange(slack, code, { client_id: '1.2' })).toMatchObject({ error: 'invalid_client_id' })
  expect(await exchange(slack, code, { client_secret: 'x' })).toMatchObject({ error: 'bad_client_secret' })
  expect(await exchange(slack, code, { redirect_uri: `${BACK}/x` })).toMatchObject({ error: 'bad_redirect_uri' })
  expect(await exchange(slack, 'made.up')).toMatchObject({ error: 'invalid_code' })
  expect(await exchange(slack, code)).toMatchObject({ ok: true })
  expect(await exchange(slack, code)).toMatchObject({ error: 'code_already_used' })
  const late = (await decide(slack, FIRST.id)).searchParams.get('code') ?? ''
  world.advance(11 * 60_000)
  expect(await exchange(slack, late)).toMatchObject({ error: 'invalid_code' })
  expect(await call(slack, 'auth.test', {}, 'xoxb-made-up')).toMatchObject({ error: 'invalid_auth' })
})

it('asks nobody for an app, an address or a right that it does not know', async () => {
  const { slack } = await open()
  const page = async (more: Record<string, string>) =>
    (await fetch(`${slack.origin}/oauth/v2/authorize?${new URLSearchParams({ ...asked, ...more })}`)).text()
  expect(await page({})).toContain(SECOND.name)
  expect(await page({ client_id: 'x' })).toContain('invalid_client_id')
  expect(await page({ redirect_uri: 'http://127.0.0.1:2/' })).toContain('bad_redirect_uri')
  expect(await page({ scope: 'admin' })).toContain('invalid_scope')
  const declined = await decide(slack, FIRST.id, 'cancel')
  expect([...declined.searchParams]).toEqual([
    ['state', 'kept'],
    ['error', 'access_denied'],
  ])
})

it('takes no token after the app was taken out, or the token was revoked', async () => {
  const { slack } = await open()
  const [first, second] = [await added(slack, FIRST.id), await added(slack, SECOND.id)]
  slack.setting({ revoke: true })
  slack.second.setting({ uninstall: true })
  expect(await call(slack, 'auth.test', {}, String(first.access_token))).toMatchObject({ error: 'token_revoked' })
  expect(await call(slack, 'auth.test', {}, String(second.access_token))).toMatchObject({ error: 'account_inactive' })
  const again = await added(slack, SECOND.id)
  expect(again.access_token).not.toBe(second.access_token)
})

it('rotates tokens where that is on: one for each refresh token, once', async () => {
  const { slack, world } = await open({ rotation: 43_200 })
  const { access_token: token, refresh_token: refresh } = await added(slack, FIRST.id)
  const renew = () => exchange(slack, '', { grant_type: 'refresh_token', refresh_token: String(refresh) })
  const renewed = await renew()
  expect(renewed).toMatchObject({ ok: true, expires_in: 43_200 })
  expect(await renew()).toMatchObject({ error: 'invalid_refresh_token' })
  world.advance(13 * 3_600_000)
  expect(await call(slack, 'auth.test', {}, String(token))).toMatchObject({ error: 'token_expired' })
})

it('adds the app to a whole organisation, where one token speaks for every workspace', async () => {
  const { slack } = await open({ organisation: true })
  const org = await added(slack, 'organisation')
  expect(org).toMatchObject({ team: null, is_enterprise_install: true, enterprise: { id: 'E0READERS1' } })
  const token = String(org.access_token)
  expect(await call(slack, 'users.info', { user: 'U0RACHEL01' }, token)).toMatchObject({ ok: true })
  expect(await call(slack, 'users.info', { user: 'U0ADA00001' }, token)).toMatchObject({ ok: true })
})
