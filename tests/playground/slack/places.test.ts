import { expect, test } from 'vitest'
import { seeing } from '../../../src/playground/seeing.ts'
import { BOT } from '../../../src/playground/slack/ids.ts'
import { ADA, aSlack, aSocketBot, EMMY, PAPERS, until } from './bench.ts'

type Payload = Record<string, unknown>

const press = { text: { type: 'plain_text' as const, text: 'Press' }, type: 'button' as const, action_id: 'press' }
const blocks = [{ type: 'actions' as const, elements: [press] }]

/** A bot whose every button is answered to who pressed it, in the thread that `threadOf` reads from what Slack says. */
async function answering(threadOf: (payload: Payload) => string | undefined) {
  const { slack } = await aSlack()
  const payloads: Payload[] = []
  const app = await aSocketBot(slack, (bot) => {
    bot.action('press', async ({ ack, body, client }) => {
      const payload = body as unknown as Payload
      payloads.push(payload)
      await ack()
      const thread = threadOf(payload)
      const place = { channel: PAPERS, ...(thread === undefined ? {} : { thread_ts: thread }) }
      await client.chat.postEphemeral({ ...place, user: body.user.id, text: 'An answer' })
    })
  })
  const post = async (thread?: string) =>
    (await app.client.chat.postMessage({ channel: PAPERS, text: 'x', blocks, ...(thread && { thread_ts: thread }) }))
      .ts ?? ''
  const click = (message: string, pane?: string) =>
    seeing(slack)({
      do: 'click',
      persona: ADA,
      channel: PAPERS,
      message,
      control: 'press',
      ...(pane === undefined ? {} : { thread: pane }),
    })
  return { slack, app, payloads, post, click }
}

const containerThread = ({ container }: Payload) => (container as { thread_ts?: string }).thread_ts

test('F37 a message with replies carries its own ts as thread_ts wherever Slack shows it', async () => {
  const { slack, app, payloads, post, click } = await answering(containerThread)
  const parent = await post()
  await click(parent)
  expect(payloads[0]).toMatchObject({ container: { message_ts: parent }, message: { ts: parent } })
  expect(containerThread(payloads[0] ?? {})).toBeUndefined()
  expect(payloads[0]?.message).not.toHaveProperty('thread_ts')

  await slack.act({ do: 'say', persona: EMMY, channel: PAPERS, thread: parent, text: 'a reply' })
  await click(parent)
  expect(payloads[1]).toMatchObject({ container: { thread_ts: parent }, message: { ts: parent, thread_ts: parent } })
  const { messages = [] } = await app.client.conversations.history({ channel: PAPERS })
  expect(messages[0]).toMatchObject({ ts: parent, thread_ts: parent, reply_count: 1 })
})

test('F37 what one person alone is told in a thread is seen in that thread’s pane only', async () => {
  const { slack, post, click } = await answering(containerThread)
  const parent = await post()
  await slack.act({ do: 'say', persona: EMMY, channel: PAPERS, thread: parent, text: 'a reply' })
  const reply = await post(parent)
  expect((await click(parent)).seen).toBe('nowhere')
  expect((await click(parent, parent)).seen).toBe('thread')
  expect((await click(reply)).seen).toBe('thread')
  const [room] = slack.state().channels
  expect(room?.messages.filter(({ onlyFor }) => onlyFor)).toEqual([])
  expect(room?.threads[0]?.messages.filter(({ onlyFor }) => onlyFor)).toHaveLength(3)
})

test('what one person alone is told in a thread that nobody has answered in is shown nowhere', async () => {
  const { slack, post, click } = await answering(({ message }) => (message as { ts: string }).ts)
  const parent = await post()
  expect((await click(parent, parent)).seen).toBe('nowhere')
  expect(slack.state().channels[0]?.threads).toEqual([])
})

test('an answer in the channel is seen from the channel and from a thread’s pane beside it, a modal from everywhere', async () => {
  const { slack, post, click } = await answering(() => undefined)
  const parent = await post()
  await slack.act({ do: 'say', persona: EMMY, channel: PAPERS, thread: parent, text: 'a reply' })
  expect((await click(parent)).seen).toBe('channel')
  expect((await click(parent, parent)).seen).toBe('channel')
})

test('an act that nobody answers was seen nowhere, and what only others see is nowhere too', async () => {
  const { slack } = await aSlack({ grace: 0 })
  const alone = await seeing(slack)({ do: 'command', persona: ADA, channel: PAPERS, text: '/paper' })
  expect(alone).toMatchObject({ seen: 'nowhere', message: { state: 'failed' } })
  await aSocketBot(slack, (app) => {
    app.command('/paper', async ({ ack, client, command }) => {
      await ack()
      if (command.text) await client.chat.postEphemeral({ channel: PAPERS, user: EMMY, text: 'psst' })
    })
  })
  const command = { do: 'command' as const, persona: ADA, channel: PAPERS }
  expect(await seeing(slack)({ ...command, text: '/paper' })).toEqual({ seen: 'nowhere' })
  expect((await seeing(slack)({ ...command, text: '/paper x' })).seen).toBe('nowhere')
  expect(await seeing(slack)({ do: 'say', persona: ADA, channel: PAPERS, text: 'hi' })).not.toHaveProperty('seen')
})

test('below what a person wrote the pages appear that it links to: a change that nobody made', async () => {
  const { slack } = await aSlack()
  const events: Payload[] = []
  await aSocketBot(slack, (app) => app.event('message', async ({ event }) => void events.push(event as never)))
  const said = await slack.act({ do: 'say', persona: ADA, channel: PAPERS, text: 'see https://arxiv.org/abs/1 & x' })
  await until(() => events.length === 2)
  expect(events[1]).toMatchObject({
    subtype: 'message_changed',
    message: { ts: said.message?.id, attachments: [{ from_url: 'https://arxiv.org/abs/1' }] },
    previous_message: { text: 'see <https://arxiv.org/abs/1> &amp; x' },
  })
  expect(events[1]?.message).not.toHaveProperty('edited')
  expect(events[1]?.previous_message).not.toHaveProperty('attachments')
  expect(said.message?.author.id).not.toBe(BOT.user)
})
