import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import { openStage, runToEnd, type Stage } from '../e2e/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

/** Lets something go wrong in the running bot that nobody there waits for. */
const onSignal = (code: string) =>
  `--import=data:text/javascript,${encodeURIComponent(`process.on('SIGUSR2',()=>{${code}})`)}`

it.each([
  ['a throw', `setTimeout(()=>{throw new Error('outer',{cause:new Error('the inner cause')})})`],
  ['a rejection', `Promise.reject(new Error('outer',{cause:new Error('the inner cause')}))`],
])('F39 what escapes all the same is logged with its cause, and ends the bot in order: %s', async (_, code) => {
  const store = `sqlite:${join(stage.folder, `${code.length}.db`)}`
  const bot = await stage.startBot({ STORE_URL: store, NODE_OPTIONS: onSignal(code) })
  expect(await bot.kill('SIGUSR2')).toBe(1)
  const lines = bot.errors().trim().split('\n')
  const escaped = lines.map((line) => JSON.parse(line)).find(({ msg }) => msg.includes('escaped'))
  expect(escaped).toMatchObject({ err: { message: 'outer', cause: { message: 'the inner cause' } } })
  const kept = await openStore(store)
  expect(await kept.range('clubs/')).toHaveLength(1)
  await kept.close()
})

it('what escapes while the bot ends because of another does not keep it from ending', async () => {
  const code = `setTimeout(()=>{throw new Error('first')});setTimeout(()=>{throw new Error('second')})`
  const bot = await stage.startBot({ STORE_URL: 'memory:', NODE_OPTIONS: onSignal(code) })
  expect(await bot.kill('SIGUSR2')).toBe(1)
  expect(bot.errors()).toContain('second')
})

it('a signal that comes while the bot still starts, with a chat that does not answer, ends it in order', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  const free = createServer().listen(0, '127.0.0.1')
  await Promise.all([once(silent, 'listening'), once(free, 'listening')])
  const { port } = free.address() as AddressInfo
  await new Promise((resolve) => free.close(resolve))
  const onceAlive = `import { isMainThread } from 'node:worker_threads'
    const timer = isMainThread && setInterval(() => fetch('http://127.0.0.1:${port}/health/live').then(
      () => { clearInterval(timer); process.kill(process.pid, 'SIGTERM') }, () => {}), 50)`
  const ended = await runToEnd({
    PORT: String(port),
    STORE_URL: 'memory:',
    DISCORD_TOKEN: 'MTIzNDU2Nzg5MDEyMzQ1Njc4.Gwrong.a-token-of-the-right-form',
    DISCORD_API_URL: `http://127.0.0.1:${(silent.address() as AddressInfo).port}/api`,
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(onceAlive)}`,
  })
  silent.close()
  expect(ended).toMatchObject({ code: 0, out: '' })
})
