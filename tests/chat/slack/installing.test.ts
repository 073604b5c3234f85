import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { expect, it } from 'vitest'
import { ChatFailure } from '../../../src/chat/failure.ts'
import type { Log } from '../../../src/chat/log.ts'
import type { Heard, Left, TextInvocation } from '../../../src/chat/platform.ts'
import { examineInstalled } from '../../../src/chat/slack/index.ts'
import { openVault } from '../../../src/services/vault.ts'
import { hasBrowser, openBrowser } from '../../browser.ts'
import { card, shows, until } from './bot.ts'
import {
  add,
  begin,
  birds,
  comeBack,
  decide,
  FIRST,
  inviteToBirds,
  newKey,
  openTown,
  papers,
  SECOND,
  STATE_SECRET,
  type Town,
} from './town.ts'

const QUIET: Log = { debug() {}, info() {}, warn() {}, error() {} }
const [ada = '', rachel = ''] = [FIRST.people[0]?.id, SECOND.people[0]?.id]
const [papersId = '', birdsId = ''] = [FIRST.channels[0]?.id, SECOND.channels[0]?.id]

const type = (persona: string, channel: string) => ({ do: 'command' as const, persona, channel, text: '/paper hello' })

/** Both workspaces have added the bot. */
async function inBoth(options: Parameters<typeof openTown>[1] = {}, left: Left[] = []) {
  const called: TextInvocation[] = []
  const heard: Heard[] = []
  const town = await openTown(
    {
      runText(call) {
        called.push(call)
        return shows('actor', card(`Hello ${call.caller.name}`))
      },
      heard: async (event) => void heard.push(event),
      left: async (event) => void left.push(event),
    },
    options,
  )
  for (const { id } of [FIRST, SECOND]) expect((await add(town, id)).status).toBe(200)
  inviteToBirds(town)
  return { ...town, called, heard }
}

/** As the bot would have signed it eleven minutes ago. */
const TOO_OLD = signed({ installOptions: { scopes: [] }, now: new Date(Date.now() - 11 * 60_000).toJSON() })

function signed(state: object): string {
  const parts = [{ alg: 'HS256', typ: 'JWT' }, state].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  )
  return `${parts.join('.')}.${createHmac('sha256', STATE_SECRET).update(parts.join('.')).digest('base64url')}`
}

const texts = (town: Town, which: 'first' | 'second') =>
  (which === 'first' ? town.slack : town.slack.second).state().channels.flatMap(({ messages }) => messages)

it.each([{ socket: false }, { socket: true }])(
  'serves two workspaces, each with its own token ($socket)',
  async (how) => {
    const town = await inBoth(how)
    expect((await town.acts.first(type(ada, papersId))).message?.text).toContain('Hello Ada')
    expect((await town.acts.second(type(rachel, birdsId))).message?.text).toContain('Hello Rachel')
    expect(town.called.map(({ room, caller }) => [room, caller.account])).toEqual([
      [papers, `slack:${FIRST.id}:${ada}`],
      [birds, `slack:${SECOND.id}:${rachel}`],
    ])
    expect(town.called.map(({ caller }) => caller.admin)).toEqual([true, true])

    const post = await town.bot.post(birds, card('For the birders'), 'pick.club.1')
    await town.bot.post(papers, card('For the readers'), 'pick.club.1')
    await town.bot.edit(post, card('For all birders'))
    expect(JSON.stringify(texts(town, 'second'))).toContain('For all birders')
    expect(JSON.stringify(texts(town, 'second'))).not.toContain('For the readers')
    expect(JSON.stringify(texts(town, 'first'))).toContain('For the readers')

    const thread = town.bot.threadOf(post).thread
    await town.bot.openThread(post, 'Birds')
    await town.acts.second({ do: 'say', persona: rachel, channel: birdsId, thread, text: 'A heron' })
    const { said } = await town.bot.readThread({ room: birds, thread })
    expect(said).toMatchObject([{ room: birds, text: 'A heron', author: { name: 'Rachel' } }])
    expect(town.heard).toMatchObject([{ room: birds, text: 'A heron' }])
    expect(await town.bot.checkRoom(birds)).toMatchObject({ name: '#birds', problems: [] })
    expect(await town.bot.link(post)).toContain(birdsId)
  },
)

it('keeps every token encrypted, and reads them again after a restart', async () => {
  const key = newKey()
  const town = await inBoth({ key })
  const bytes = (await Promise.all(['', '-wal'].map((end) => readFile(town.file + end).catch(() => '')))).join('')
  expect(bytes).toContain(`sealed/slack/${SECOND.id}`)
  expect(bytes).not.toMatch(/xox[bpe]-|Marsh Birders/)
  expect(JSON.stringify(town.logged)).not.toMatch(/xox[bpe]-/)
  const again = await town.another({ key })
  await again.post(birds, card('After the restart'), 'pick.club.2')
  expect(JSON.stringify(texts(town, 'second'))).toContain('After the restart')
})

it('changes keys: what is read with the old one is written with the new one', async () => {
  const [old, key] = [newKey(), newKey()]
  const town = await inBoth({ key: old })
  const sealedBy = async () => (await town.store.range('sealed/')).map(({ value }) => Object(value).by)
  const before = await sealedBy()
  const between = await town.another({ key, former: old })
  await expect.poll(async () => (await sealedBy()).some((by) => before.includes(by))).toBe(false)
  await between.stop()
  const after = await town.another({ key })
  await after.post(papers, card('With the new key'), 'pick.club.3')
  const lost = await town.another({ key: newKey() })
  await expect.poll(() => lost.health().detail).toContain('set SECRETS_KEY')
  expect(lost.health().state).toBe('ready')
  await expect(lost.post(papers, card('Lost'), 'pick.club.4')).rejects.toMatchObject({ reason: 'token' })
})

it('fails for nobody else when one workspace revokes the token, and says which', async () => {
  const left: Left[] = []
  const town = await inBoth({}, left)
  await town.acts.second(type(rachel, birdsId))
  town.slack.second.setting({ revoke: true })
  await until('the bot to hear of it', () => left.length > 0)
  expect(left).toMatchObject([{ tenant: `slack:${SECOND.id}`, why: 'revoked' }])
  await expect(town.bot.post(birds, card('x'), 'pick.club.1')).rejects.toMatchObject({ reason: 'token', sent: 'no' })
  await town.bot.post(papers, card('All is well here'), 'pick.club.1')
  expect(town.bot.health().state).toBe('ready')
  const problems = (await town.bot.checkRoom(birds))?.problems
  expect(problems?.join()).toContain(`${town.url}/slack/install`)
  expect(await town.bot.link({ room: birds, message: '1.000001' })).toBeNull()
  expect(await town.bot.manages(birds, `slack:${SECOND.id}:${rachel}`)).toBe(false)
})

it('is told that an admin took it out of a workspace, who does so as anybody else does anything there', async () => {
  const left: Left[] = []
  const town = await inBoth({}, left)
  const [, aldo = ''] = SECOND.people.map(({ id }) => id)
  const out = { do: 'dismiss', place: SECOND.id } as const
  expect((await town.acts.first({ ...out, persona: aldo })).error).toContain('Only admins')
  const there = () => town.slack.state().others?.[0]
  expect(there()).toMatchObject({
    bot: 'in',
    name: SECOND.name,
    channels: [{ name: 'birds', bot: true }, { bot: false }],
  })
  await town.acts.first({ ...out, persona: rachel })
  await until('the bot to hear of it', () => left.length > 0)
  expect(left).toMatchObject([{ tenant: `slack:${SECOND.id}`, why: 'removed' }])
  expect(there()?.bot).toBe('out')
})

it('tells the doctor of each workspace whether it takes the bot, and of its rooms whether they can be used', async () => {
  const key = newKey()
  const town = await inBoth({ key })
  town.slack.configure({ events: [] })
  town.slack.second.setting({ revoke: true })
  const asked = { apiUrl: town.slack.env.SLACK_API_URL ?? '', publicUrl: town.url }
  const ask = (vault: Uint8Array) =>
    examineInstalled(openVault(Promise.resolve(town.store), { key: vault }), asked, QUIET)
  const { findings, checkRoom } = await ask(key)
  expect(findings.map(({ ok, sentence }) => [ok, sentence.split(' the bot')[0]]).sort()).toEqual([
    [false, `The workspace ${SECOND.name} takes`],
    [true, `The workspace ${FIRST.name} takes`],
  ])
  expect(findings.find(({ ok }) => !ok)?.sentence).toContain(`${town.url}/slack/install`)
  expect(await checkRoom?.(papers)).toMatchObject({ name: '#papers', problems: [] })
  expect((await checkRoom?.('slack:T0NOBODY01:C1'))?.problems.join()).toContain('that the bot is not in')
  expect((await ask(newKey())).findings.every(({ ok, sentence }) => !ok && sentence.includes('SECRETS_KEY'))).toBe(true)
})

it('names in health the workspace whose token is refused without a word', async () => {
  const town = await inBoth()
  await town.bot.post(birds, card('Before'), 'pick.club.1')
  town.slack.configure({ events: ['message.channels'] })
  town.slack.second.setting({ uninstall: true })
  await expect(town.bot.post(birds, card('x'), 'pick.club.2')).rejects.toBeInstanceOf(ChatFailure)
  expect(town.bot.health()).toMatchObject({ state: 'ready', detail: expect.stringContaining(SECOND.id) })
  expect(town.bot.health().detail).not.toContain(FIRST.id)
})

it('forgets a workspace that takes the bot out, tells of it, and serves it again once it is added again', async () => {
  const left: Left[] = []
  let back = 0
  const town = await inBoth({ reconnected: () => back++ }, left)
  town.slack.second.setting({ uninstall: true })
  await until('the bot to hear of it', () => left.some(({ why }) => why === 'removed'))
  expect(left.every(({ tenant }) => tenant === `slack:${SECOND.id}`)).toBe(true)
  expect((await town.store.range('sealed/')).map(({ key }) => key)).toEqual([`sealed/slack/${FIRST.id}`])

  const before = back
  expect((await add(town, SECOND.id)).status).toBe(200)
  expect(back).toBeGreaterThan(before)
  await town.bot.post(birds, card('Back again'), 'pick.club.5')
  expect((await town.acts.second(type(rachel, birdsId))).message?.text).toContain('Hello Rachel')
})

it('keeps a workspace that was added again before Slack told that it had taken the bot out', async () => {
  const left: Left[] = []
  const town = await inBoth({ retryDelays: [300] }, left)
  const hold = createServer((_, response) => response.writeHead(500).end())
  await new Promise<void>((resolve) => hold.listen(0, '127.0.0.1', resolve))
  const address = hold.address()
  const port = typeof address === 'object' ? address?.port : 0
  town.slack.second.setting({ delivery: { url: `http://127.0.0.1:${port}/` } })
  town.slack.second.setting({ uninstall: true })
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect((await add(town, SECOND.id)).status).toBe(200)
  town.slack.second.setting({ delivery: { url: `${town.url}/slack/events` } })
  await new Promise((resolve) => setTimeout(resolve, 800))
  hold.close()
  expect(left).toEqual([])
  await town.bot.post(birds, card('Still here'), 'pick.club.6')
})

it('takes nobody back whose state is not theirs, is forged, or comes after ten minutes', async () => {
  const town = await openTown({})
  const { authorize, cookie } = await begin(town)
  const address = await decide(authorize, FIRST.id)
  for (const [at, held] of [
    [address, ''],
    [address, `${cookie}x`],
    [address.replace(/state=[^&]+/, 'state=forged'), 'slack-app-oauth-state=forged'],
    [address.replace(/code=[^&]+/, 'code=1.2'), cookie],
    [address.replace(/state=[^&]+/, `state=${TOO_OLD}`), `slack-app-oauth-state=${TOO_OLD}`],
  ] as const) {
    const answer = await comeBack(at, held)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('was not added')
  }
  const declined = await comeBack(await decide(authorize, FIRST.id, 'cancel'), cookie)
  expect(await declined.text()).toContain('It was declined in Slack')
  expect(await town.store.range('sealed/')).toEqual([])
  expect((await fetch(`${town.url}/slack/install`, { method: 'POST' })).status).toBe(405)
  expect((await comeBack(address, cookie)).status).toBe(200)
  expect((await comeBack(address, cookie)).status).toBe(400)
})

it('is added to a whole organisation: its workspaces are served with the one token', async () => {
  const left: Left[] = []
  const called: TextInvocation[] = []
  const town = await openTown(
    {
      runText(call) {
        called.push(call)
        return shows('actor', card('Hello'))
      },
      left: async (event) => void left.push(event),
    },
    { organisation: true },
  )
  expect((await add(town, 'organisation')).status).toBe(200)
  inviteToBirds(town)
  expect((await town.acts.second(type(rachel, birdsId))).message?.text).toContain('Hello')
  expect((await town.acts.first(type(ada, papersId))).message?.text).toContain('Hello')
  expect(called.map(({ room }) => room)).toEqual([birds, papers])
  await town.bot.post(birds, card('To one of the organisation'), 'pick.club.1')
  expect(JSON.stringify(texts(town, 'second'))).toContain('To one of the organisation')
  town.slack.setting({ uninstall: true })
  await until('both to be told of', () => new Set(left.map(({ tenant }) => tenant)).size === 2)
  expect(await town.store.range('sealed/')).toEqual([])
})

it('has a new token where tokens rotate, before the old one ends', async () => {
  const town = await openTown({}, { rotation: 3600 })
  expect((await add(town, FIRST.id)).status).toBe(200)
  await town.bot.post(papers, card('Renewed'), 'pick.club.1')
  const renewals = town.slack
    .requests()
    .filter(({ method, body }) => method === 'oauth.v2.access' && body.refresh_token)
  expect(renewals.map(({ ok }) => ok)).toContain(true)
  expect(JSON.stringify(texts(town, 'first'))).toContain('Renewed')
})

it.runIf(hasBrowser())('takes somebody with a browser through Slack’s page and back', async () => {
  const town = await openTown({})
  const browser = await openBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(`${town.url}/slack/install`)
    await page.getByLabel('to').selectOption({ label: SECOND.name })
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.getByRole('heading', { name: 'Lectern was added' }).waitFor()
    expect(await page.locator('body').innerText()).toContain('It is in Marsh Birders now')
  } finally {
    await browser.close()
  }
})
