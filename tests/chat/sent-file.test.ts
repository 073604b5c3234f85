import { afterEach, expect, test } from 'vitest'
import { createFiles } from '../../src/chat/discord/files.ts'
import type { Log } from '../../src/chat/log.ts'
import { sentFile } from '../../src/chat/sent-file.ts'
import { filesOf } from '../../src/chat/slack/files.ts'
import { type Answer, type LocalServer, redirect, serve, text } from '../services/importing/local-server.ts'

const TOKEN = 'xoxb-for-nobody-else'
const quiet: Log = { debug() {}, info() {}, warn() {}, error() {} }
const servers: LocalServer[] = []

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function server(answers: Record<string, Answer>): Promise<LocalServer> {
  const opened = await serve(answers)
  servers.push(opened)
  return opened
}

/** Slack's files at a server of the test's own. `info`: what Slack says of a file that is asked about. */
function slackFiles(
  { origin }: LocalServer,
  info: () => Promise<unknown> = () => Promise.reject(new Error('no call')),
) {
  const client = { files: { info } } as unknown as Parameters<typeof filesOf>[0]['client']
  return filesOf({ client, botToken: TOKEN, apiUrl: `${origin}/api/`, log: quiet })
}

const words = async (bytes: Promise<Uint8Array>) => new TextDecoder().decode(await bytes)

test('a file that is declared too large is never asked for', async () => {
  let asked = false
  const ask = async () => {
    asked = true
    return new Response('x')
  }
  await expect(sentFile({ name: 'a.csv', size: 10_000_001 }, ask, quiet).read()).rejects.toThrow(
    '“a.csv” is over 10 MB',
  )
  expect(asked).toBe(false)
  expect(await words(sentFile({ name: 'a.csv', size: 10_000_000 }, ask, quiet).read())).toBe('x')
})

test('a file that is larger than it was declared is given up', async () => {
  const endless = () => new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1_000_000)) })
  const file = sentFile({ name: 'a.csv', size: 10 }, async () => new Response(endless()), quiet)
  await expect(file.read()).rejects.toThrow('“a.csv” is over 10 MB')
})

test('what goes wrong is logged by its kind alone, and said with what to do', async () => {
  const logged: unknown[] = []
  const log: Log = { ...quiet, warn: (...line) => void logged.push(line) }
  const file = sentFile({ name: 'a.csv', size: 10 }, () => Promise.reject(new TypeError(`no way to ${TOKEN}`)), log)
  await expect(file.read()).rejects.toThrow('“a.csv” cannot be had from the chat. Please send it once more.')
  expect(logged).toEqual([[{ error: 'TypeError' }, 'A file of a chat could not be had']])
})

test('Discord’s files are fetched from Discord’s own addresses alone, and no further', async () => {
  const elsewhere = await server({ '/a': text('secret') })
  const own = await server({ '/a.bib': text('one'), '/moved.bib': redirect(`${elsewhere.origin}/a`) })
  const fileOf = createFiles(`${own.origin}/api`, quiet)
  const read = (url: string) => words(fileOf({ filename: 'a.bib', size: 3, url }).read())
  expect(await read(`${own.origin}/a.bib`)).toBe('one')
  for (const url of [`${elsewhere.origin}/a`, `${own.origin}/moved.bib`, 'file:///etc/hostname', 'nowhere']) {
    await expect(read(url)).rejects.toThrow('cannot be had')
  }
  expect(elsewhere.asked).toEqual([])
})

test('Slack’s files are fetched with the token, which goes to no other host: not by a link, not by a redirect', async () => {
  const elsewhere = await server({ '/a': text('secret') })
  const own = await server({ '/a.bib': text('one'), '/moved.bib': redirect(`${elsewhere.origin}/a`) })
  const fileOf = slackFiles(own)
  const read = (url: string) => words(fileOf({ id: 'F1', name: 'a.bib', size: 3, url_private_download: url }).read())
  expect(await read(`${own.origin}/a.bib`)).toBe('one')
  expect(own.asked[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`)
  await expect(read(`${elsewhere.origin}/a`)).rejects.toThrow('“a.bib” is not kept in Slack')
  await expect(read(`https://127.0.0.1:${own.port}/a.bib`)).rejects.toThrow('is not kept in Slack')
  await expect(read(`${own.origin}/moved.bib`)).rejects.toThrow('gives its app the scope files:read')
  expect(elsewhere.asked).toEqual([])
})

test('the login that Slack shows instead of a file is not taken for one', async () => {
  const page = text('<html>Sign in</html>', { 'content-type': 'text/html; charset=utf-8' })
  const own = await server({ '/a.bib': page, '/page.html': page })
  const fileOf = slackFiles(own)
  const at = (name: string, mimetype: string) =>
    words(fileOf({ id: 'F1', name, size: 20, mimetype, url_private: `${own.origin}/${name}` }).read())
  await expect(at('a.bib', 'text/plain')).rejects.toThrow('files:read')
  expect(await at('page.html', 'text/html')).toContain('Sign in')
})

test('a file of Slack’s that is only named is asked about', async () => {
  const own = await server({ '/a.bib': text('one') })
  const asked: unknown[] = []
  const fileOf = slackFiles(own, async (...what) => {
    asked.push(what)
    return { file: { id: 'F1', url_private: `${own.origin}/a.bib` } }
  })
  expect(await words(fileOf({ id: 'F1', file_access: 'check_file_info' }).read())).toBe('one')
  expect(asked).toEqual([[{ file: 'F1' }]])
})
