import { expect, it } from 'vitest'
import { plainProse } from '../../../src/chat/prose.ts'
import { bench, card, failureOf, ROOM } from './bench.ts'

const copy = {
  author: 'Ada',
  chat: 'Slack',
  original: 'https://thursday.slack.com/archives/C1/p1?thread_ts=1.2&cid=C1',
}

async function open() {
  const { platform, server } = await bench()
  const ref = await platform.post(ROOM, card('The pick'), 'pick.c.1')
  const thread = await platform.openThread(ref, 'Talk')
  const archive = (locked = false) => server.setting('thread', { thread: thread.thread, archived: true, locked })
  return { platform, server, thread, archive }
}

it('a copy stands once, however often it is sent, and pings nobody', async () => {
  const { platform, server, thread } = await open()
  const said = { ...copy, prose: plainProse('@everyone <@1180000000000000301> see') }
  const posted = await platform.copies.post(thread, said)
  expect(await platform.copies.post(thread, said)).toEqual(posted)
  const body = server.requests().findLast(({ path }) => path.endsWith('/messages'))?.body
  expect(body).toMatchObject({ allowed_mentions: { parse: [] }, flags: 4 })
  expect(body).toMatchObject({ content: expect.stringContaining('\\@everyone \\<\\@1180000000000000301> see') })
})

it('F22 a copy in a thread that is archived is changed and removed all the same; in a locked one it waits', async () => {
  const { platform, server, thread, archive } = await open()
  const posted = { ...thread, ...(await platform.copies.post(thread, { ...copy, prose: plainProse('one') })) }
  archive()
  await platform.copies.edit(posted, { ...copy, prose: plainProse('two') })
  expect(JSON.stringify(server.state())).toContain('two')
  archive(true)
  const failure = await failureOf(platform.copies.edit(posted, { ...copy, prose: plainProse('three') }))
  expect(failure.sent).toBe('no')
  archive()
  await platform.copies.remove(posted)
  expect(await platform.copies.find(thread, copy.original, Temporal.Now.instant())).toBe('absent')
})
