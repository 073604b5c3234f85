import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const module = fileURLToPath(new URL('../../src/start/log.ts', import.meta.url))

/** Logs in a process of its own and gives back what it wrote. */
function logged(code: string): string {
  const program = `import { createLog } from ${JSON.stringify(module)}\nconst log = createLog('info', ['sesame-secret'])\n${code}`
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
  return stderr
}

it("writes an error's name, code, status and message, and nothing else of it", () => {
  const line = logged(`
    const error = Object.assign(new Error('Unknown interaction'), {
      code: 10062, status: 404, method: 'POST',
      url: 'https://chat.example/webhooks/1/token-in-url',
      requestBody: { json: { ballot: 'who voted for what' } },
      headers: { authorization: 'Bot abc' },
    })
    log.error({ err: error, room: 'north:1:2' }, 'an answer failed')`)
  expect(JSON.parse(line)).toMatchObject({
    msg: 'an answer failed',
    room: 'north:1:2',
    err: { name: 'Error', code: 10062, status: 404, method: 'POST' },
  })
  for (const leak of ['token-in-url', 'who voted', 'Bot abc']) expect(line).not.toContain(leak)
})

it('cuts addresses out of messages, in causes too, and masks known secrets anywhere', () => {
  const line = logged(`
    const cause = new Error('GET https://hooks.example/T1/secret-path failed')
    log.error({ err: new Error('no luck with sesame-secret', { cause }), note: 'sesame-secret' }, 'sesame-secret')`)
  expect(line).not.toContain('secret-path')
  expect(line).not.toContain('sesame-secret')
  expect(line).toContain('[url]')
})

it('quotes nothing of a text that could not be read', () => {
  for (const text of [
    'Kestrel',
    '{"text": Kestrel',
    `{"text": "x"}${' '.repeat(40)}{"text": Kestrel and more of it}`,
    '"Kes\ntrel',
  ]) {
    const line = logged(`
      const read = () => { try { JSON.parse(${JSON.stringify(text)}) } catch (cause) { return cause } }
      log.error({ err: new Error('unreadable', { cause: read() }) }, 'a bug')`)
    expect(line).toContain('SyntaxError')
    expect(line).not.toMatch(/Kes|strel|more/)
  }
})

it('F25 names no voter, though a vote’s record may be named', () => {
  const line = logged(`
    const key = 'votes/club/000012/discord:80351110224678912'
    log.error({ key }, 'a record cannot be read')
    log.error({ err: new Error('unreadable: ' + JSON.stringify(key), { cause: new Error('under "' + key + '"') }) }, 'a bug')`)
  expect(line).not.toContain('80351110224678912')
  expect(line).toContain('votes/club/000012/…')
})
