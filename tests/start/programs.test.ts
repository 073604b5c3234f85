import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const PROGRAMS = { start: 'src/main.ts', lectern: 'src/cli/main.ts', manifest: 'src/start/manifest.ts' }
const program = (name: keyof typeof PROGRAMS) => fileURLToPath(new URL(`../../${PROGRAMS[name]}`, import.meta.url))

/** A Discord that nobody is at: the bot gets as far as it can without. */
const CHAT = {
  DISCORD_TOKEN: 'MTIzNDU2Nzg5MDEyMzQ1Njc4.Gwrong.a-token-of-the-right-form',
  DISCORD_API_URL: 'http://127.0.0.1:1',
  PORT: '0',
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-programs-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

interface Run {
  args?: string[]
  env?: Record<string, string>
  cwd?: string
}

interface Ended {
  code: number | null
  out: string
  err: string
}

async function run(name: keyof typeof PROGRAMS, { args = [], env = {}, cwd = folder }: Run = {}): Promise<Ended> {
  const inherited = { PATH: process.env.PATH ?? '', HOME: folder }
  const child = spawn(process.execPath, [program(name), ...args], { cwd, env: { ...inherited, ...env } })
  return ended(child)
}

async function ended(child: ChildProcess): Promise<Ended> {
  const said = { out: '', err: '' }
  child.stdout?.on('data', (chunk) => {
    said.out += String(chunk)
    // It has got as far as it can.
    if (said.out.includes('Ctrl-C')) child.kill('SIGTERM')
  })
  child.stderr?.on('data', (chunk) => {
    said.err += String(chunk)
  })
  const [code] = await once(child, 'close')
  return { code, ...said }
}

function expectSentence({ out, err }: Ended, ...words: string[]): void {
  for (const word of words) expect(err).toContain(word)
  expect(err).not.toMatch(/^\s+at |node:internal|Error:/m)
  expect(out).toBe('')
}

describe.each(['start', 'lectern', 'manifest'] as const)('npm’s script %s', (name) => {
  it.each(['--version', '-v'])('says its version: %s', async (flag) => {
    const ended = await run(name, { args: [flag] })
    expect(ended).toEqual({ code: 0, out: expect.stringMatching(/^Lectern \d+\.\d+\.\d+\n$/), err: '' })
  })

  it.each(['--help', '-h', 'help'])('says how it is used: %s', async (flag) => {
    const ended = await run(name, { args: [flag] })
    expect(ended).toEqual({ code: 0, out: expect.stringMatching(/^Usage: npm (start|run \w+)/), err: '' })
  })

  it.each(['--nonsense', 'nonsense', '--nonsense=7', '-x'])(
    'is not called with what it does not know: %s',
    async (arg) => {
      const ended = await run(name, { args: [arg] })
      expect(ended.code).toBe(2)
      expectSentence(ended, arg.replace('=7', ''), 'Usage: npm')
    },
  )

  it('says that its Node is too old', async () => {
    const older = `Object.defineProperty(process.versions,'node',{value:'24.1.0'})`
    const ended = await run(name, {
      env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(older)}` },
    })
    expect(ended.code).toBe(1)
    expectSentence(ended, 'needs Node 26', '24.1.0', 'npm ci')
  })
})

describe('npm run manifest', () => {
  it.each([
    'nonsense',
    'http://lectern.example.org',
    'https://',
    'https://lectern.example.org/below',
    'https://lectern.example.org?x#y',
    '',
    '/x',
  ])('takes no address that Slack could not call: %s', async (url) => {
    const ended = await run('manifest', { args: ['--url', url] })
    expect(ended.code).toBe(2)
    expectSentence(ended, url, '--url', 'Usage:')
  })

  it('wants the address after --url', async () => {
    const ended = await run('manifest', { args: ['--url'] })
    expect(ended.code).toBe(2)
    expectSentence(ended, '--url needs a value')
  })

  it('puts the address into what it prints', async () => {
    const { code, out } = await run('manifest', { args: ['--url', 'https://lectern.example.org'] })
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      settings: { event_subscriptions: { request_url: 'https://lectern.example.org/slack/events' } },
    })
  })
})

describe('a .env', () => {
  const place = async () => mkdtemp(join(folder, 'env-'))
  const commandOf = ({ out }: Ended) => JSON.parse(out).features.slash_commands[0].command

  it.each([
    ['with a byte order mark', Buffer.from('\uFEFFCOMMAND=reading\nCLUB_ZONE=UTC\n')],
    ['as Windows writes “Unicode”', Buffer.from('\uFEFFCOMMAND=reading\r\n', 'utf16le')],
    ['with Windows’ line ends', Buffer.from('COMMAND=reading\r\n')],
  ])('is read %s', async (_, bytes) => {
    const cwd = await place()
    await writeFile(join(cwd, '.env'), bytes)
    expect(commandOf(await run('manifest', { cwd }))).toBe('/reading')
    expect(commandOf(await run('manifest', { cwd, env: { COMMAND: 'papers' } }))).toBe('/papers')
  })

  it.each(['start', 'lectern', 'manifest'] as const)('that is a folder is said: %s', async (name) => {
    const cwd = await place()
    await mkdir(join(cwd, '.env'))
    const ended = await run(name, { cwd, args: name === 'lectern' ? ['idea'] : [] })
    expect(ended.code).toBe(1)
    expectSentence(ended, '.env is a folder', 'take it away')
  })

  it('that is a pipe or no text is said', async () => {
    const [pipe, bytes] = [await place(), await place()]
    execFileSync('mkfifo', [join(pipe, '.env')])
    await writeFile(join(bytes, '.env'), Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0))
    const [fromPipe, fromBytes] = await Promise.all([run('start', { cwd: pipe }), run('start', { cwd: bytes })])
    expect([fromPipe.code, fromBytes.code]).toEqual([1, 1])
    expectSentence(fromPipe, '.env is not a file')
    expectSentence(fromBytes, '.env is not a text')
    await rm(join(bytes, '.env'))
    await symlink('.env', join(bytes, '.env'))
    expectSentence(await run('manifest', { cwd: bytes }), '.env cannot be read (ELOOP)', 'take it away')
  })

  it('with a line that would be left out is said by its number, never by its words', async () => {
    const cwd = await place()
    const settings = '# ours\nCOMMAND=reading\nLOG_LEVEL\nCONTACT="two\nlines of one"\n'
    await writeFile(join(cwd, '.env'), settings)
    expect(commandOf(await run('manifest', { cwd }))).toBe('/reading')
    await writeFile(join(cwd, '.env'), `${settings}DISCORD_TOKEN: secret\n`)
    const ended = await run('manifest', { cwd })
    expect(ended.code).toBe(1)
    expectSentence(ended, 'Line 6 of .env is no setting', 'NAME=value')
    expect(ended.err).not.toContain('secret')
  })
})

describe('npm start', () => {
  it('says that its port is in use, and has posted nothing by then', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    const log = { LOG_LEVEL: 'error' }
    const ended = await run('start', { env: { ...CHAT, ...log, PORT: port, STORE_URL: 'memory:' } })
    const playground = await run('start', { env: { PORT: port } })
    other.close()
    expect([ended.code, playground.code]).toEqual([1, 1])
    expectSentence(ended, `Port ${port}`, 'in use', 'set PORT')
    expect(ended.err.trim().split('\n')).toHaveLength(1)
    expectSentence(playground, `Port ${port}`, 'in use')
  })

  it('says which file of the playground’s cannot be used', async () => {
    const cwd = await mkdtemp(join(folder, 'playground-'))
    await writeFile(join(cwd, 'data'), '')
    const isFile = await run('start', { cwd, env: { PORT: '0' } })
    await writeFile(
      join(cwd, 'spoilt.db'),
      'This is not an SQLite file, and long enough to be told from one by its begin.',
    )
    const spoilt = await run('start', { cwd, env: { PORT: '0', PLAYGROUND_DATA: 'spoilt.db' } })
    expect([isFile.code, spoilt.code]).toEqual([1, 1])
    expectSentence(isFile, 'data/playground.db', 'cannot be used', 'Move that away')
    expectSentence(spoilt, 'spoilt.db', 'not a database', 'Move that away')
  })

  it('says that its HOST is no address of the machine', async () => {
    const ended = await run('start', { env: { ...CHAT, HOST: '192.0.2.1', STORE_URL: 'memory:' } })
    expect(ended.code).toBe(1)
    expectSentence(ended, 'HOST 192.0.2.1', '127.0.0.1')
  })

  it.each([
    ['nonsense:', ['STORE_URL', 'sqlite:data/lectern.db']],
    ['sqlite:', ['STORE_URL', 'names no file']],
    ['postgres://bad host/x', ['STORE_URL', 'percent-encoded']],
    ['postgres://ada:secret@127.0.0.1:1/x', ['cannot be opened', 'server is running']],
    ['sqlite:/proc/nowhere/lectern.db', ['/proc/nowhere', 'cannot be made', 'STORE_URL']],
    ['sqlite:file/below/lectern.db', ['file/below', 'cannot be made', 'STORE_URL']],
    ['sqlite:folder', ['folder', 'cannot be opened', 'STORE_URL']],
    ['sqlite:file', ['file', 'damaged or is not an SQLite file', 'backup']],
  ])('says what to do about a store that cannot be used: %s', async (url, words) => {
    const cwd = await mkdtemp(join(folder, 'store-'))
    await mkdir(join(cwd, 'folder'))
    await writeFile(join(cwd, 'file'), 'This is not an SQLite file, and long enough to be told from one by its begin.')
    const ended = await run('start', { cwd, env: { ...CHAT, STORE_URL: url } })
    expect(ended.code).toBe(1)
    expectSentence(ended, ...words)
    expect(ended.err).not.toContain('secret')
  })
})
