import { setGlobalProxyFromEnv } from 'node:http'
import type { Socket } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it, test } from 'vitest'
import { UserError } from '../../../src/club/errors.ts'
import type { Address } from '../../../src/services/importing/address.ts'
import { type FetchOptions, fetchDocument } from '../../../src/services/importing/fetch-document.ts'
import { FetchFailure } from '../../../src/services/library/reader.ts'
import { type Answer, type LocalServer, redirect, serve, text } from './local-server.ts'

const servers: LocalServer[] = []

async function local(answers: Record<string, Answer>): Promise<LocalServer> {
  const server = await serve(answers)
  servers.push(server)
  return server
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function body(address: string, options: FetchOptions = {}): Promise<string> {
  const fetched = await fetchDocument(address, options)
  return fetched.kind === 'document' ? new TextDecoder().decode(fetched.bytes) : fetched.kind
}

function refusalOf(address: string, options: FetchOptions = {}): Promise<string> {
  return fetchDocument(address, options).then(
    () => 'nothing was refused',
    (error: unknown) => (error instanceof UserError ? error.message : `no UserError: ${error}`),
  )
}

const names =
  (...addresses: string[]) =>
  (): Promise<Address[]> =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })))

describe('an address that is never fetched', () => {
  it.each([
    ['not an address', 'no address of the web'],
    ['/etc/passwd', 'no address of the web'],
    ['file:///etc/passwd', 'https:// or http://'],
    ['ftp://example.org/x', 'https:// or http://'],
    ['gopher://example.org/x', 'https:// or http://'],
    ['data:text/plain,x', 'https:// or http://'],
    ['https://ada:secret@example.org/', 'user name or a password'],
    ['https://ada@example.org/', 'user name or a password'],
    ['http://example.org:22/', 'usual ports'],
    ['https://example.org:8443/', 'usual ports'],
    ['http://127.0.0.1/', 'private network'],
    ['https://127.0.0.1:80/', 'private network'],
    ['http://127.1/', 'private network'],
    ['http://2130706433/', 'private network'],
    ['http://0x7f000001/', 'private network'],
    ['http://0177.0.0.1/', 'private network'],
    ['http://0/', 'private network'],
    ['http://10.1.2.3/', 'private network'],
    ['http://169.254.169.254/latest/meta-data/', 'private network'],
    ['http://[::1]/', 'private network'],
    ['http://[::]/', 'private network'],
    ['http://[::ffff:127.0.0.1]/', 'private network'],
    ['http://[64:ff9b::7f00:1]/', 'private network'],
    ['http://[fe80::1]/', 'private network'],
    ['http://[fd00::1]/', 'private network'],
    ['http://localhost/', 'private network'],
    ['http://LOCALHOST/', 'private network'],
    ['http://127。0。0。1/', 'private network'],
  ])('%s: %s', async (address, why) => {
    const sentence = await refusalOf(address)
    expect(sentence).toContain(why)
    expect(sentence).not.toContain('secret')
  })

  it('is a name that resolves to this machine, however public the name', async () => {
    expect(await refusalOf('http://papers.example/', { resolve: names('127.0.0.1') })).toContain('private network')
  })

  it('is a name of which any address is private', async () => {
    const resolve = names('93.184.216.34', '192.168.1.1')
    expect(await refusalOf('http://papers.example/', { resolve })).toContain('private network')
  })

  it('is a name that cannot be found', async () => {
    const resolve = () => Promise.reject(new Error('ENOTFOUND'))
    expect(await refusalOf('http://papers.example/', { resolve })).toBe(
      'papers.example cannot be found; check the address.',
    )
  })

  it('is beside or above an exempt base URL, not below it', async () => {
    const server = await local({ '/api': text('papers'), '/api/list?of=papers': text('papers') })
    const options = { exempt: [`${server.origin}/api/`] }
    for (const path of ['/api', '/api/list?of=papers']) expect(await body(server.origin + path, options)).toBe('papers')
    const asked = server.asked.length
    for (const path of [
      '/',
      '/apis',
      '/admin?/api/',
      '/api/../admin',
      '/api/%2e%2e/admin',
      '/api/..%2Fadmin',
      '//api/x',
    ])
      expect(await refusalOf(server.origin + path, options)).toContain('usual ports')
    expect(server.asked).toHaveLength(asked)
  })

  it('is another port or another scheme of an exempt origin', async () => {
    const { port } = await local({})
    const other = await local({ '/': text('secret') })
    expect(await refusalOf(`${other.origin}/`, { exempt: [`http://127.0.0.1:${port}`] })).toContain('usual ports')
    expect(other.asked).toEqual([])
  })
})

describe('a redirect', () => {
  it('is followed, and the address that it ends at is told', async () => {
    const server = await local({ '/a': redirect('/b', 301), '/b': redirect('c', 307), '/c': text('papers') })
    const fetched = await fetchDocument(`${server.origin}/a`, { exempt: [server.origin] })
    expect(fetched).toMatchObject({ kind: 'document', url: `${server.origin}/c` })
  })

  it('tells where the document has moved for good, which ends at the first redirect of the day', async () => {
    const server = await local({
      '/1': redirect('/2', 301),
      '/2': redirect('/3', 308),
      '/3': redirect('/4', 302),
      '/4': redirect('/5', 301),
      '/5': text('papers'),
    })
    const moved = async (path: string) =>
      (await fetchDocument(server.origin + path, { exempt: [server.origin] })).movedTo
    expect(await moved('/1')).toBe(`${server.origin}/3`)
    expect(await moved('/3')).toBeNull()
    expect(await moved('/5')).toBeNull()
  })

  it.each([
    ['http://127.0.0.1/', 'private network'],
    ['http://169.254.169.254/latest/', 'private network'],
    ['http://[::1]/', 'private network'],
    ['//localhost/x', 'private network'],
    ['file:///etc/passwd', 'https:// or http://'],
    ['http://ada:secret@example.org/', 'user name or a password'],
    ['http://example.org:6379/', 'usual ports'],
  ])('to %s is refused', async (target, why) => {
    const server = await local({ '/': redirect(target) })
    expect(await refusalOf(`${server.origin}/`, { exempt: [server.origin] })).toContain(why)
    expect(server.asked).toHaveLength(1)
  })

  it('to another port of the machine of an exempt origin is refused before it is asked', async () => {
    const hidden = await local({ '/': text('secret') })
    const server = await local({ '/': redirect(`${hidden.origin}/`) })
    expect(await refusalOf(`${server.origin}/`, { exempt: [server.origin] })).toContain('usual ports')
    expect(hidden.asked).toEqual([])
  })

  it('is followed five times and no more', async () => {
    const answers: Record<string, Answer> = { '/0': text('papers') }
    for (let nth = 1; nth <= 6; nth++) answers[`/${nth}`] = redirect(`/${nth - 1}`)
    const server = await local(answers)
    const exempt = [server.origin]
    expect(await body(`${server.origin}/5`, { exempt })).toBe('papers')
    expect(await refusalOf(`${server.origin}/6`, { exempt })).toContain('leads on from page to page')
  })

  it('that leads nowhere is refused', async () => {
    const server = await local({ '/': (response) => void response.writeHead(302).end() })
    expect(await refusalOf(`${server.origin}/`, { exempt: [server.origin] })).toContain('does not say to which')
  })
})

test('the address that was checked is the one that is connected to: the name is looked up once, and stays in Host', async () => {
  const server = await local({ '/list': text('papers') })
  const origin = `http://papers.example:${server.port}`
  const looked: string[] = []
  const resolve = (hostname: string) => {
    looked.push(hostname)
    return names(looked.length === 1 ? '127.0.0.1' : '127.0.0.2')()
  }
  expect(await body(`${origin}/list`, { exempt: [origin], resolve })).toBe('papers')
  expect(looked).toEqual(['papers.example'])
  expect(server.asked[0]?.headers.host).toBe(`papers.example:${server.port}`)
})

test('a proxy of the environment is passed by', async () => {
  const proxy = await local({})
  const server = await local({ '/': text('papers') })
  const restore = setGlobalProxyFromEnv({ http_proxy: proxy.origin })
  try {
    expect(await body(`${server.origin}/`, { exempt: [server.origin] })).toBe('papers')
  } finally {
    restore()
  }
  expect(proxy.asked).toEqual([])
})

describe('a document', () => {
  it('may be as large as the limit and no larger, whether or not its length is told', async () => {
    const server = await local({
      '/fits': text('x'.repeat(1000)),
      '/told': text('x'.repeat(1001)),
      '/untold': (response) => {
        response.writeHead(200, { 'content-type': 'text/plain' })
        for (let nth = 0; nth < 11; nth++) response.write('x'.repeat(100))
        response.end()
      },
    })
    const options = { exempt: [server.origin], most: 1000 }
    expect(await body(`${server.origin}/fits`, options)).toHaveLength(1000)
    expect(await refusalOf(`${server.origin}/told`, options)).toContain('over 1000 bytes')
    expect(await refusalOf(`${server.origin}/untold`, options)).toContain('over 1000 bytes')
  })

  it('is unpacked, and stopped when it unpacks to more than the limit', async () => {
    const server = await local({
      '/gzip': text(gzipSync('papers'), { 'content-encoding': 'gzip' }),
      '/br': text(brotliCompressSync('papers'), { 'content-encoding': 'br' }),
      '/bomb': text(gzipSync(Buffer.alloc(5_000_000)), { 'content-encoding': 'gzip' }),
      '/small': text(brotliCompressSync(Buffer.alloc(50_000_000)), { 'content-encoding': 'br' }),
      '/twice': text(gzipSync(gzipSync('papers')), { 'content-encoding': 'gzip, gzip' }),
      '/broken': text('papers', { 'content-encoding': 'gzip' }),
      '/strange': text('papers', { 'content-encoding': 'rot13' }),
    })
    const options = { exempt: [server.origin], most: 1_000_000 }
    expect(await body(`${server.origin}/gzip`, options)).toBe('papers')
    expect(await body(`${server.origin}/br`, options)).toBe('papers')
    expect(await refusalOf(`${server.origin}/bomb`, options)).toContain('over 1 MB')
    expect(await refusalOf(`${server.origin}/small`, options)).toContain('over 1 MB')
    expect(await refusalOf(`${server.origin}/twice`, options)).toContain('cannot be unpacked (gzip, gzip)')
    expect(await refusalOf(`${server.origin}/broken`, options)).toContain('cannot be reached (Z_DATA_ERROR)')
    expect(await refusalOf(`${server.origin}/strange`, options)).toContain('cannot be unpacked (rot13)')
  })

  it('that never begins, or never ends, is given up', async () => {
    const server = await local({
      '/silent': () => {},
      '/endless': (response) => {
        response.writeHead(200, { 'content-type': 'text/plain' }).write('x')
      },
    })
    const options = { exempt: [server.origin], within: 200 }
    for (const path of ['/silent', '/endless']) {
      expect(await refusalOf(server.origin + path, options)).toContain(
        'did not send the document within 200 milliseconds',
      )
    }
  })

  it('that comes a letter at a time, or behind headers without end, is given up', async () => {
    const timers: NodeJS.Timeout[] = []
    const dripping = (socket: Socket | null, drop: string) =>
      void timers.push(setInterval(() => socket?.write(drop), 20))
    const server = await local({
      '/letters': (response) => {
        response.writeHead(200, { 'content-type': 'text/plain' }).flushHeaders()
        dripping(response.socket, '1\r\nx\r\n')
      },
      '/headers': ({ socket }) => {
        socket?.write('HTTP/1.1 200 OK\r\n')
        dripping(socket, 'x-more: of them\r\n')
      },
      '/hints': ({ socket }) => dripping(socket, 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'),
      '/flood': ({ socket }) => void socket?.write(`HTTP/1.1 200 OK\r\nx-long: ${'x'.repeat(100_000)}`),
    })
    const options = { exempt: [server.origin], within: 300 }
    const paths = ['/letters', '/headers', '/hints', '/flood']
    const said = await Promise.all(paths.map((path) => refusalOf(server.origin + path, options)))
    for (const timer of timers) clearInterval(timer)
    expect(said.slice(0, 3)).toEqual(Array(3).fill(expect.stringContaining('did not send the document within')))
    expect(said[3]).toContain('cannot be reached (HPE_HEADER_OVERFLOW)')
  })

  it('is given up too when its name takes too long to be found', async () => {
    const resolve = () => new Promise<Address[]>(() => {})
    expect(await refusalOf('http://papers.example/', { resolve, within: 50 })).toContain('did not send the document')
  })

  it('of a server that breaks off or that is not there is refused', async () => {
    const server = await local({
      '/': (response) => {
        response.writeHead(200, { 'content-type': 'text/plain', 'content-length': '1000' }).write('x')
        response.destroy()
      },
    })
    const gone = await serve({})
    await gone.close()
    expect(await refusalOf(`${server.origin}/`, { exempt: [server.origin] })).toContain(
      'cannot be reached (ECONNRESET)',
    )
    expect(await refusalOf(`${gone.origin}/`, { exempt: [gone.origin] })).toContain('cannot be reached (ECONNREFUSED)')
  })

  it.each([
    ['text/html; charset=utf-8', '/page', true],
    ['application/atom+xml', '/feed', true],
    ['application/json', '/list', true],
    ['application/vnd.citationstyles.csl+json', '/doi', true],
    ['application/x-bibtex', '/bib', true],
    ['application/octet-stream', '/refs.bib', true],
    ['', '/list.jsonl', true],
    ['application/octet-stream', '/refs', false],
    ['application/octet-stream', '/paper.pdf', false],
    ['application/pdf', '/paper.txt', false],
    ['image/png', '/list.txt', false],
    ['video/mp4', '/', false],
  ])('of type “%s” at %s is read: %s', async (type, path, isRead) => {
    const answer: Answer = (response) =>
      void response.writeHead(200, type ? { 'content-type': type } : {}).end('papers')
    const server = await local({ [path]: answer })
    const said = isRead
      ? body(server.origin + path, { exempt: [server.origin] })
      : refusalOf(server.origin + path, { exempt: [server.origin] })
    expect(await said).toContain(isRead ? 'papers' : 'only text, HTML, XML, JSON, CSV and BibTeX can be read')
  })

  it('comes with its charset', async () => {
    const server = await local({ '/': text('x', { 'content-type': 'text/plain; charset="ISO-8859-1"' }) })
    expect(await fetchDocument(`${server.origin}/`, { exempt: [server.origin] })).toMatchObject({
      charset: 'ISO-8859-1',
    })
  })
})

describe('an answer that is no document', () => {
  it.each([
    [403, 'does not show this page to everyone'],
    [404, 'has no such page'],
    [410, 'has no such page'],
    [429, 'asked less often'],
    [500, 'is in trouble'],
    [204, 'answers with status 204'],
  ])('of status %i says what to do', async (status, why) => {
    const server = await local({ '/': (response) => void response.writeHead(status, { 'retry-after': '120' }).end() })
    const refused = fetchDocument(`${server.origin}/`, { exempt: [server.origin] })
    await expect(refused).rejects.toThrow(why)
    await expect(refused).rejects.toBeInstanceOf(FetchFailure)
    await expect(refused).rejects.toMatchObject({ status, retryAfter: 120 })
  })
})

test('what is unchanged is not sent again', async () => {
  const server = await local({
    '/': (response, { headers }) => {
      const isKnown =
        headers['if-none-match'] === '"1"' && headers['if-modified-since'] === 'Sun, 22 Nov 2026 00:00:00 GMT'
      const version = { etag: '"1"', 'last-modified': 'Sun, 22 Nov 2026 00:00:00 GMT' }
      response
        .writeHead(isKnown ? 304 : 200, { 'content-type': 'text/plain', ...version })
        .end(isKnown ? undefined : 'papers')
    },
  })
  const first = await fetchDocument(`${server.origin}/`, { exempt: [server.origin] })
  if (first.kind !== 'document') throw new Error('was not sent')
  expect(first.validators).toEqual({ etag: '"1"', lastModified: 'Sun, 22 Nov 2026 00:00:00 GMT' })
  const again = await fetchDocument(`${server.origin}/`, { exempt: [server.origin], validators: first.validators })
  expect(again.kind).toBe('unchanged')
})
