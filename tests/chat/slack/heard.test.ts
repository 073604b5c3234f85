import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantOf, threadEvent } from '../../../src/chat/slack/heard.ts'

const ts = '1700000001.000200'
const thread = '1700000000.000100'
const reply = { user: 'U1', text: 'a reply', ts, thread_ts: thread }
const message = { type: 'message', channel: 'C1', ...reply }
const place = { channel: 'C1', thread, message: ts }

test.each([
  ['sent to the channel too', { subtype: 'thread_broadcast' }, 'a reply'],
  ['with a file and no words', { subtype: 'file_share', text: '', files: [{ title: 'notes.pdf' }] }, '[notes.pdf]'],
  ['said as /me', { subtype: 'me_message' }, 'a reply'],
])('a reply %s is heard', (_, change, text) => {
  expect(threadEvent({ ...message, ...change }, 'UBOT')).toMatchObject({ kind: 'said', ...place, user: 'U1', text })
})

test.each([
  ['a message of the channel', { thread_ts: undefined }],
  ['the thread’s first message', { thread_ts: ts }],
  ['another bot', { bot_id: 'B1' }],
  ['the bot itself', { user: 'UBOT' }],
  ['a bot’s message of the old kind', { subtype: 'bot_message' }],
  ['somebody joining', { subtype: 'channel_join' }],
])('%s is no comment', (_, change) => {
  expect(threadEvent({ ...message, ...change }, 'UBOT')).toBeNull()
})

const changed = (next: object, before: object | undefined) => ({
  type: 'message',
  subtype: 'message_changed',
  channel: 'C1',
  event_ts: '1700000009.000000',
  message: { ...reply, ...next },
  ...(before ? { previous_message: { ...reply, ...before } } : {}),
})

test('an edit of marks alone and a file that was deleted are heard, links that unfurl are not', () => {
  const edited = { user: 'U1', ts: '1700000005.000000' }
  expect(threadEvent(changed({ edited }, {}), 'UBOT')).toMatchObject({ kind: 'edited', text: 'a reply' })
  const files = [{ id: 'F1', title: 'notes.pdf' }]
  const gone = changed({ files: [{ id: 'F1', mode: 'tombstone' }] }, { files })
  expect(threadEvent(gone, 'UBOT')).toMatchObject({ kind: 'edited', files: '' })
  expect(threadEvent(changed({ attachments: [{}] }, {}), 'UBOT')).toBeNull()
  expect(threadEvent(changed({ attachments: [{}], edited, files }, { edited, files }), 'UBOT')).toBeNull()
})

test('an edit is heard with its own instant', () => {
  const edited = changed({ text: 'better', edited: { user: 'U1', ts: '1700000005.000000' } }, {})
  expect(threadEvent(edited, 'UBOT')).toEqual({
    kind: 'edited',
    ...place,
    user: 'U1',
    text: 'better',
    blocks: undefined,
    files: '',
    at: Temporal.Instant.from('2023-11-14T22:13:25Z'),
  })
  expect(threadEvent(changed({ text: 'better' }, undefined), 'UBOT')).toMatchObject({ kind: 'edited', text: 'better' })
})

test.each([
  ['a link that unfolds', changed({ attachments: [{}] }, {})],
  ['a parent that counts its replies', changed({ ts: thread, reply_count: 2 }, { ts: thread, text: 'other' })],
  ['the bot’s own edit', changed({ text: 'new', bot_id: 'B1' }, {})],
])('%s is no edit', (_, event) => {
  expect(threadEvent(event, 'UBOT')).toBeNull()
})

test('a deletion is heard, even where Slack does not say in which thread', () => {
  const deleted = {
    type: 'message',
    subtype: 'message_deleted',
    channel: 'C1',
    deleted_ts: ts,
    ts: '1700000009.000000',
  }
  expect(threadEvent({ ...deleted, previous_message: reply }, 'UBOT')).toMatchObject({ kind: 'deleted', ...place })
  expect(threadEvent(deleted, 'UBOT')).toMatchObject({ kind: 'deleted', ...place, thread: '' })
  const elsewhere = [{ bot_id: 'B1' }, { thread_ts: undefined }, { user: 'UBOT', ts: thread }]
  for (const before of elsewhere) {
    const event = { ...deleted, previous_message: { ...reply, ...before } }
    expect(threadEvent(event, 'UBOT')).toMatchObject({ kind: 'deleted', ...place, thread: '' })
  }
  const tombstone = changed({ subtype: 'tombstone', text: 'gone', user: 'USLACKBOT', thread_ts: ts }, {})
  expect(threadEvent(tombstone, 'UBOT')).toMatchObject({ kind: 'deleted', ...place, thread: '' })
})

test('no event whatever makes the reader throw', () => {
  const field = fc.oneof(fc.string(), fc.constantFrom('message_changed', 'message_deleted', ts), fc.jsonValue())
  const keys = [
    'channel',
    'subtype',
    'ts',
    'thread_ts',
    'deleted_ts',
    'event_ts',
    'message',
    'previous_message',
    'files',
  ]
  fc.assert(
    fc.property(fc.record(Object.fromEntries(keys.map((key) => [key, field])), { requiredKeys: [] }), (event) => {
      threadEvent(event, 'UBOT')
    }),
  )
})

test('an id of Slack’s is an instant to the microsecond', () => {
  expect(instantOf('1700000001.000200').toString()).toBe('2023-11-14T22:13:21.0002Z')
})
