import { Routes } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { ADA, BRUNO, login, nextRaw, PAPERS, papers, playground, refusalOf, threadsOf } from './harness.ts'
import { answerProblems, specProblems } from './spec.ts'

async function open() {
  const ground = await playground()
  const client = await login(ground.discord)
  const pick = await (await papers(client)).send('The pick')
  return { ...ground, client, pick }
}

async function withThread() {
  const ground = await open()
  const thread = await ground.pick.startThread({ name: 'Attention', autoArchiveDuration: 1_440 })
  return { ...ground, thread }
}

test('a thread has the id of its message and tells who listens', async () => {
  const { discord, client, pick } = await open()
  const event = nextRaw(client, 'THREAD_CREATE')

  const thread = await pick.startThread({ name: 'Attention', autoArchiveDuration: 10_080 })

  expect(thread.id).toBe(pick.id)
  expect(await event).toMatchObject({ id: pick.id, parent_id: PAPERS, newly_created: true })
  expect(threadsOf(discord)).toMatchObject([
    { id: pick.id, parent: pick.id, name: 'Attention', archived: false, messages: [] },
  ])
  expect((await pick.fetch()).hasThread).toBe(true)
  expect(answerProblems('thread', await client.rest.get(Routes.channel(thread.id)))).toEqual([])
  expect(discord.requests().flatMap(specProblems)).toEqual([])
})

test('a message has one thread', async () => {
  const { client, thread } = await withThread()
  const again = client.rest.post(Routes.threads(PAPERS, thread.id), { body: { name: 'Again' } })
  expect(await refusalOf(again)).toMatchObject({ code: 160004, status: 400 })
})

test('a server has only so many active threads', async () => {
  const { discord, pick } = await open()
  discord.setting('threadsFull', true)
  expect(await refusalOf(pick.startThread({ name: 'Attention' }))).toMatchObject({ code: 160006, status: 400 })
})

test('a name is 1 to 100 long and the time to archive one of four', async () => {
  const { client, pick } = await open()
  const start = (body: object) => client.rest.post(Routes.threads(PAPERS, pick.id), { body })
  expect((await refusalOf(start({ name: 'a'.repeat(101) }))).message).toContain('name[BASE_TYPE_BAD_LENGTH]')
  expect((await refusalOf(start({ name: '' }))).message).toContain('name[BASE_TYPE_BAD_LENGTH]')
  expect((await refusalOf(start({ name: 'a', auto_archive_duration: 61 }))).message).toContain('auto_archive_duration')
  await start({ name: 'a'.repeat(100) })
})

test('what people say in a thread arrives and can be read again', async () => {
  const { discord, act, client, thread } = await withThread()
  const event = nextRaw(client, 'MESSAGE_CREATE')
  await act({ persona: ADA, do: 'say', channel: PAPERS, thread: thread.id, text: 'I liked it' })
  expect(await event).toMatchObject({ channel_id: thread.id, content: 'I liked it' })

  const read = await thread.messages.fetch({ limit: 10 })
  expect(read.map((message) => [message.content, message.system])).toEqual([
    ['I liked it', false],
    ['', true],
  ])
  expect(threadsOf(discord)[0]?.messages.map(({ text }) => text)).toEqual(['I liked it'])
})

describe('an archived thread', () => {
  test('archives itself once it was silent for as long as it said, and says so', async () => {
    const { discord, client, world, thread } = await withThread()
    const event = nextRaw(client, 'THREAD_UPDATE')
    world.advance(1_440 * 60_000 + 1)
    expect(await event).toMatchObject({ id: thread.id, thread_metadata: { archived: true } })
    expect(threadsOf(discord)[0]?.archived).toBe(true)
  })

  test('opens again when someone writes in it, be it the bot or a person', async () => {
    const { discord, act, thread } = await withThread()
    discord.setting('thread', { thread: thread.id, archived: true })
    await thread.send('still here')
    expect(threadsOf(discord)[0]?.archived).toBe(false)

    discord.setting('thread', { thread: thread.id, archived: true })
    await act({ persona: BRUNO, do: 'say', channel: PAPERS, thread: thread.id, text: 'me too' })
    expect(threadsOf(discord)[0]?.archived).toBe(false)
  })

  test('refuses edits of what stands in it', async () => {
    const { discord, thread } = await withThread()
    const message = await thread.send('first')
    discord.setting('thread', { thread: thread.id, archived: true })
    expect(await refusalOf(message.edit('second'))).toMatchObject({ code: 50083, status: 400 })
    await thread.setArchived(false)
    await message.edit('second')
  })

  test('that is locked takes no message but from those who manage threads', async () => {
    const { discord, act, thread } = await withThread()
    discord.setting('thread', { thread: thread.id, archived: true, locked: true })
    expect(await refusalOf(thread.send('hello?'))).toMatchObject({ code: 160005 })
    expect(await refusalOf(thread.setArchived(false))).toMatchObject({ code: 50013, status: 403 })
    const said = await act({ persona: BRUNO, do: 'say', channel: PAPERS, thread: thread.id, text: 'hello?' })
    expect(said.error).toBe('This thread is locked')

    discord.setting('permission', { channel: PAPERS, name: 'ManageThreads', allowed: true })
    await thread.send('hello!')
    expect(threadsOf(discord)[0]?.archived).toBe(false)
  })

  test('is found among the archived ones', async () => {
    const { discord, client, thread } = await withThread()
    const channel = await papers(client)
    discord.setting('thread', { thread: thread.id, archived: true })
    expect((await channel.threads.fetchArchived()).threads.map(({ id }) => id)).toEqual([thread.id])
    expect((await channel.threads.fetchActive()).threads.size).toBe(0)
  })
})

test('a deleted thread is gone with all that was said in it, and tells who listens', async () => {
  const { discord, client, thread } = await withThread()
  await thread.send('first')
  const event = nextRaw(client, 'THREAD_DELETE')
  discord.setting('threadDeleted', { thread: thread.id })
  expect((await event).id).toBe(thread.id)
  const late = client.rest.post(Routes.channelMessages(thread.id), { body: { content: 'late' } })
  expect(await refusalOf(late)).toMatchObject({ code: 10003, status: 404 })
  expect(threadsOf(discord)).toEqual([])
})

test('whoever regains a channel is told of its threads', async () => {
  const { discord, client, thread } = await withThread()
  discord.setting('access', { channel: PAPERS, allowed: false })
  expect(await refusalOf(thread.send('a'))).toMatchObject({ code: 50001, status: 403 })
  const event = nextRaw(client, 'THREAD_LIST_SYNC')
  discord.setting('access', { channel: PAPERS, allowed: true })
  expect(await event).toMatchObject({ channel_ids: [PAPERS], threads: [{ id: thread.id }] })
})
