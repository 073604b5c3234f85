import { createHmac } from 'node:crypto'
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Bot, openStage, type Stage } from '../e2e/stage.ts'

const SECRET = '0123456789abcdef'.repeat(2)

let stage: Stage
let bot: Bot
let url: URL
beforeAll(async () => {
  stage = await openStage()
  bot = await stage.startBot({ SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: SECRET, STORE_URL: 'memory:' })
  url = new URL(/Health: +(\S+)/.exec(bot.report)?.[1] ?? '')
})
afterAll(() => stage.close())

/** Sends bytes as they are, and gives back what came until the server or the patience ended. */
async function send(bytes: string | Uint8Array, end = true): Promise<string> {
  const socket = connect(Number(url.port), url.hostname)
  let answer = ''
  socket.setTimeout(300, () => socket.destroy())
  socket.on('error', () => {})
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1')
  })
  socket.write(bytes)
  if (end) socket.end()
  await new Promise((resolve) => socket.once('close', resolve))
  return answer
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])

const get = (target: string) => send(`GET ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)

function post(body: string, headers: Record<string, string> = {}): Promise<string> {
  const all = { host: 'x', connection: 'close', 'content-length': String(Buffer.byteLength(body)), ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return send(`POST /slack/events HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
}

/** As Slack signs it. */
function signed(body: string, type: string): Promise<string> {
  const at = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', SECRET).update(`v0:${at}:${body}`).digest('hex')
  return post(body, {
    'content-type': type,
    'x-slack-request-timestamp': at,
    'x-slack-signature': `v0=${signature}`,
  })
}

async function expectAlive(): Promise<void> {
  const { status } = await fetch(url).catch(() => ({ status: 0 }))
  expect([200, 503]).toContain(status)
  expect(bot.errors()).not.toContain('escaped')
}

it.each(['//', '///', '//:', '/\\', '//[', 'http://', 'http://:99999/', '?', '*', '/%', '/%ff', '//@/health'])(
  'F39 a request for %s is answered, and the bot goes on',
  async (target) => {
    expect([400, 404]).toContain(statusOf(await get(target)))
    await expectAlive()
  },
)

it('F39 an address in full is understood, and a path that begins with two slashes is no address', async () => {
  expect(await get('http://lectern.example/health')).toContain('problems')
  expect(statusOf(await get('//lectern.example/health'))).toBe(404)
})

it('F39 no request line and no header ends the process, whatever its bytes', async () => {
  const word = fc.oneof(
    fc.constantFrom('GET', 'POST', 'HEAD', 'CONNECT', 'OPTIONS', 'UPGRADE', 'PRI', ''),
    fc.string({ maxLength: 12 }),
  )
  const target = fc.oneof(
    fc.constantFrom('/health', '/slack/events', '//', '*', 'http://'),
    fc.string({
      unit: fc.constantFrom('/', ':', '@', '[', ']', '%', '\\', '?', '#', '.', 'a', '0'),
      size: 'max',
      maxLength: 60,
    }),
    fc.webUrl(),
  )
  const header = fc.oneof(
    fc.constantFrom(
      ...['expect: 100-continue', 'expect: x', 'upgrade: websocket\r\nconnection: upgrade', 'content-length: 5'],
      ...['content-length: -1', 'transfer-encoding: chunked', 'transfer-encoding: x', 'x-slack-signature: v0='],
      ...['content-type: application/x-www-form-urlencoded', 'x-slack-request-timestamp: NaN', 'host: ['],
    ),
    fc.tuple(fc.string({ maxLength: 20 }), fc.string({ size: 'max', maxLength: 400 })).map((pair) => pair.join(': ')),
  )
  const request = fc
    .record({ word, target, version: fc.constantFrom('HTTP/1.1', 'HTTP/1.0', 'HTTP/9', ''), body: fc.string() })
    .chain((line) => fc.array(header, { maxLength: 8 }).map((headers) => ({ ...line, headers })))
    .map(({ word, target, version, headers, body }) =>
      Buffer.from(
        `${word} ${target} ${version}\r\n${headers.map((one) => `${one}\r\n`).join('')}\r\n${body}`,
        'latin1',
      ),
    )
  const bytes = fc.uint8Array({ size: 'max', maxLength: 3_000 })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(request, bytes), { minLength: 8, maxLength: 8 }), async (requests) => {
      await Promise.all(requests.map((one) => send(one)))
      await expectAlive()
    }),
    { numRuns: 25 },
  )
})

it.each([
  ['null', 'application/json'],
  ['5', 'application/json'],
  ['"text"', 'application/json'],
  ['payload=null', 'application/x-www-form-urlencoded'],
  ['payload=7', 'application/x-www-form-urlencoded'],
  ['payload=', 'application/x-www-form-urlencoded'],
  ['{"type":"event_callback"}', 'application/json'],
  ['{"type":"event_callback","event":null}', 'application/json'],
  ['payload={"type":"block_actions"}', 'application/x-www-form-urlencoded'],
  ['payload={"type":"view_submission","view":null}', 'application/x-www-form-urlencoded'],
])('F39 a signed body without what Slack would say is survived: %s', async (body, type) => {
  await signed(body, type)
  await expectAlive()
})

it('F39 no body ends the process, signed or not', async () => {
  const json = fc.json({ maxDepth: 3 })
  const shaped = fc
    .record(
      {
        type: fc.constantFrom(
          'event_callback',
          'block_actions',
          'view_submission',
          'message_action',
          'block_suggestion',
        ),
        event: fc.oneof(fc.jsonValue(), fc.record({ type: fc.constant('message') })),
        actions: fc.jsonValue(),
        view: fc.jsonValue(),
        user: fc.jsonValue(),
        team: fc.jsonValue(),
        channel: fc.jsonValue(),
        message: fc.jsonValue(),
        container: fc.jsonValue(),
      },
      { requiredKeys: ['type'] },
    )
    .map((body) => JSON.stringify(body))
  const command = fc
    .dictionary(fc.constantFrom('command', 'text', 'user_id', 'team_id', 'channel_id'), fc.string())
    .map((fields) => new URLSearchParams(fields).toString())
  const body = fc.oneof(json, shaped, command, fc.string({ size: 'max', maxLength: 2_000 }))
  const type = fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/plain')
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(body, type), { minLength: 6, maxLength: 6 }), async (bodies) => {
      const formed = bodies.map(([text, kind]) =>
        kind.endsWith('urlencoded') && text.startsWith('{') ? `payload=${encodeURIComponent(text)}` : text,
      )
      await Promise.all(formed.map((text, at) => signed(text, bodies[at]?.[1] ?? '')))
      await Promise.all(formed.map((text) => post(text)))
      await expectAlive()
    }),
    { numRuns: 25 },
  )
})

it.each([
  ['content-length: 99999999', 'x'],
  ['transfer-encoding: chunked', `500000\r\n${'x'.repeat(0x50_0000)}`],
])('a body larger than any of Slack’s is refused before it is all read: %s', async (header, begin) => {
  const head = `POST /slack/events HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${header}\r\n\r\n`
  expect(statusOf(await send(`${head}${begin}`, false))).toBe(413)
  await expectAlive()
})
