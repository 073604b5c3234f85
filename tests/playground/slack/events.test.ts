import { expect, test } from 'vitest'
import { BOT } from '../../../src/playground/slack/ids.ts'
import { ADA, anHttpBot, aSlack, aSocketBot, EMMY, PAPERS, until } from './bench.ts'

type Event = Record<string, unknown>

test('what people write arrives as Slack writes it: threads, edits, deletions, mentions, entities', async () => {
  const { slack } = await aSlack()
  const events: Event[] = []
  await aSocketBot(slack, (app) => {
    app.event('message', async ({ event }) => void events.push(event as unknown as Event))
    app.event('app_mention', async ({ event }) => void events.push(event as unknown as Event))
  })
  const say = { persona: ADA, do: 'say' as const, channel: PAPERS }
  const parent = await slack.act({ ...say, text: `<@${BOT.user}> a < b & @emmy <!channel> see https://x.y/z, ok` })
  const thread = parent.message?.id ?? ''
  const reply = await slack.act({ persona: EMMY, do: 'say', channel: PAPERS, thread, text: 'indeed' })
  const message = reply.message?.id ?? ''
  await slack.act({ persona: EMMY, do: 'edit', channel: PAPERS, message, text: 'indeed!' })
  await slack.act({ persona: ADA, do: 'delete', channel: PAPERS, message: thread })
  await slack.act({ persona: EMMY, do: 'delete', channel: PAPERS, message })
  const written = `<@${BOT.user}> a &lt; b &amp; @emmy &lt;!channel&gt; see <https://x.y/z>, ok`
  await until(() => events.length === 6)
  expect(events).toMatchObject([
    {
      type: 'message',
      text: written,
      user: ADA,
      channel: PAPERS,
      channel_type: 'channel',
      ts: thread,
      event_ts: thread,
    },
    { type: 'app_mention', text: written, user: ADA },
    { type: 'message', text: 'indeed', thread_ts: thread, parent_user_id: ADA },
    {
      subtype: 'message_changed',
      message: { text: 'indeed!', thread_ts: thread, ts: message, edited: { user: EMMY } },
      previous_message: { text: 'indeed' },
    },
    { subtype: 'message_changed', message: { subtype: 'tombstone', ts: thread }, previous_message: { ts: thread } },
    { subtype: 'message_deleted', deleted_ts: message, previous_message: { text: 'indeed!', thread_ts: thread } },
  ])
  expect(slack.state().channels[0]?.messages).toEqual([])
})

test('the bot hears its own posts and edits, reactions and people who leave and join', async () => {
  const { slack } = await aSlack()
  const app = await aSocketBot(slack, () => {})
  // Bolt drops the bot's own events before any middleware of ours, so they are read off the socket.
  const raw: Event[] = []
  const receiver = Reflect.get(app, 'receiver') as { client: { on(name: string, listener: (a: never) => void): void } }
  receiver.client.on('slack_event', ({ body }: { body: { event: Event } }) => void raw.push(body.event))
  const { ts = '' } = await app.client.chat.postMessage({ channel: PAPERS, text: 'pick' })
  await app.client.chat.postMessage({ channel: PAPERS, text: 'also here', thread_ts: ts, reply_broadcast: true })
  await app.client.chat.update({ channel: PAPERS, ts, text: 'the pick' })
  const react = { persona: ADA, do: 'react' as const, channel: PAPERS, message: ts, emoji: '👍' }
  await slack.act(react)
  await slack.act({ ...react, remove: true })
  slack.setting({ leave: PAPERS, persona: EMMY })
  slack.setting({ join: PAPERS, persona: EMMY })
  await until(() => raw.length === 7)
  expect(raw).toMatchObject([
    { type: 'message', bot_id: BOT.bot, user: BOT.user, text: 'pick' },
    { type: 'message', subtype: 'thread_broadcast', thread_ts: ts, root: { ts } },
    { subtype: 'message_changed', message: { text: 'the pick', bot_id: BOT.bot }, previous_message: { text: 'pick' } },
    { type: 'reaction_added', reaction: '+1', user: ADA, item: { ts, channel: PAPERS }, item_user: BOT.user },
    { type: 'reaction_removed', reaction: '+1' },
    { type: 'member_left_channel', user: EMMY, channel: PAPERS },
    { type: 'member_joined_channel', user: EMMY, channel: PAPERS },
  ])
})

test('an event that is not acknowledged comes again under its id, three times in all, then stops', async () => {
  const { slack } = await aSlack({ retryDelays: [600, 600] })
  const seen: unknown[][] = []
  const app = await aSocketBot(slack, () => {})
  app.processEvent = async ({ body, retryNum, retryReason }) => {
    seen.push([(body as unknown as Event).event_id, retryNum, retryReason])
    slack.cutSocket()
  }
  await slack.act({ persona: ADA, do: 'say', channel: PAPERS, text: 'hello' })
  await until(() => seen.length === 3)
  const id = seen[0]?.[0]
  expect(seen).toEqual([
    [id, 0, ''],
    [id, 1, 'socket_disconnected'],
    [id, 2, 'socket_disconnected'],
  ])
  await until(() => !slack.state().connected)
  await until(() => slack.state().connected)
})

test('the last message event is sent again when asked, under its id or a new one', async () => {
  const { slack, world } = await aSlack()
  const seen: unknown[][] = []
  const app = await aSocketBot(slack, (bot) => {
    bot.event(
      'message',
      async ({ body, event, context }) => void seen.push([body.event_id, event.ts, context.retryNum]),
    )
  })
  const said = await slack.act({ persona: ADA, do: 'say', channel: PAPERS, text: 'hello' })
  await slack.redeliver()
  await slack.redeliver('new')
  world.addFault({ chat: 'slack', match: 'auth.test', now: 'redeliver' })
  await app.client.auth.test()
  await until(() => seen.length === 4)
  const [id, ts] = [seen[0]?.[0], said.message?.id]
  expect(seen[1]).toEqual([id, ts, 1])
  expect(seen[2]?.[0]).not.toBe(id)
  expect(seen.map((one) => one[1])).toEqual([ts, ts, ts, ts])
})

test('over HTTP the same event comes again with its retry headers until it is acknowledged', async () => {
  const { slack } = await aSlack({ retryDelays: [0, 20, 20] })
  const seen: unknown[][] = []
  const url = await anHttpBot(slack, slack.signingSecret, (app) => {
    const process = app.processEvent.bind(app)
    app.processEvent = async (event) => {
      seen.push([(event.body as { event_id: string }).event_id, event.retryNum, event.retryReason])
      if (seen.length < 3) throw new Error('the store is away')
      await process(event)
    }
  })
  slack.setting({ delivery: { url } })
  await slack.act({ persona: ADA, do: 'say', channel: PAPERS, text: 'hello' })
  await until(() => seen.length === 3)
  await new Promise((resolve) => setTimeout(resolve, 60))
  const id = seen[0]?.[0]
  expect(seen).toEqual([
    [id, undefined, undefined],
    [id, 1, 'http_error'],
    [id, 2, 'http_error'],
  ])
})

test('an event for a bot that is away is brought when it is back', async () => {
  const { slack } = await aSlack({ retryDelays: [0, 700] })
  await slack.act({ persona: ADA, do: 'say', channel: PAPERS, text: 'anybody?' })
  const heard: unknown[] = []
  await aSocketBot(slack, (app) => app.event('message', async ({ body }) => void heard.push(body.event_id)))
  await until(() => heard.length === 1)
})

test('a bot whose socket was cut, or that is asked to reconnect, resumes', async () => {
  const { slack } = await aSlack()
  const heard: string[] = []
  await aSocketBot(slack, (app) =>
    app.event('message', async ({ event }) => void heard.push('text' in event ? (event.text ?? '') : '')),
  )
  const say = (text: string) => slack.act({ persona: ADA, do: 'say', channel: PAPERS, text })
  for (const disturb of [slack.cutSocket, slack.refreshSocket]) {
    disturb()
    await until(() => !slack.state().connected)
    await until(() => slack.state().connected)
  }
  await say('still there')
  await until(() => heard.length === 1)
  expect(heard).toEqual(['still there'])
})

test('F19 of several connections any one gets an event, and only one', async () => {
  const { slack } = await aSlack()
  const counts = [0, 0]
  for (const index of [0, 1]) {
    await aSocketBot(slack, (app) =>
      app.event('message', async () => {
        counts[index] = (counts[index] ?? 0) + 1
      }),
    )
  }
  for (let i = 0; i < 24; i++) await slack.act({ persona: ADA, do: 'say', channel: PAPERS, text: `message ${i}` })
  await until(() => (counts[0] ?? 0) + (counts[1] ?? 0) === 24)
  expect(Math.min(...counts)).toBeGreaterThan(0)
})

test('events go where the app is a member and subscribed', async () => {
  const { slack } = await aSlack()
  const heard: string[] = []
  await aSocketBot(slack, (app) => {
    app.event(/.*/, async ({ event }) => void heard.push(event.type))
  })
  slack.configure({ features: {}, settings: { event_subscriptions: { bot_events: ['reaction_added'] } } })
  const said = await slack.act({ persona: ADA, do: 'say', channel: PAPERS, text: 'unheard' })
  await slack.act({ persona: ADA, do: 'react', channel: PAPERS, message: said.message?.id ?? '', emoji: 'eyes' })
  slack.setting({ kick: PAPERS })
  await slack.act({ persona: EMMY, do: 'react', channel: PAPERS, message: said.message?.id ?? '', emoji: 'eyes' })
  await until(() => heard.length === 1)
  expect(heard).toEqual(['reaction_added'])
})

test('over HTTP commands, clicks and submissions work the same, and a wrong signature is refused by the bot', async () => {
  const { slack } = await aSlack({ retryDelays: [] })
  const heard: string[] = []
  const text = (words: string) => ({ type: 'plain_text' as const, text: words })
  const url = await anHttpBot(slack, slack.signingSecret, (app) => {
    app.command('/paper', async ({ ack, command }) => {
      heard.push(command.text)
      await ack({
        text: 'one',
        blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: 'open', text: text('Open') }] }],
      })
    })
    app.action('open', async ({ ack, body, client }) => {
      await ack()
      const trigger = (body as { trigger_id: string }).trigger_id
      const view = { type: 'modal' as const, callback_id: 'ask', title: text('Ask'), submit: text('Go'), blocks: [] }
      await client.views.open({ trigger_id: trigger, view })
    })
    app.view('ask', async ({ ack, view }) =>
      ack({ response_action: 'update', view: { type: 'modal', title: text('Done'), blocks: view.blocks } }),
    )
  })
  slack.setting({ delivery: { url } })
  expect(slack.env.SLACK_SIGNING_SECRET).toBe(slack.signingSecret)
  const command = { persona: ADA, do: 'command' as const, channel: PAPERS, text: '/paper a&b' }
  const first = await slack.act(command)
  expect(heard).toEqual(['a&amp;b'])
  const click = {
    persona: ADA,
    do: 'click' as const,
    channel: PAPERS,
    message: first.message?.id ?? '',
    control: 'open',
  }
  const opened = await slack.act(click)
  const done = await slack.act({ persona: ADA, do: 'submit', modal: opened.modal?.id ?? '', fields: {} })
  expect(done.modal?.view).toMatchObject({ title: { text: 'Done' } })

  slack.setting({ signingSecret: 'f'.repeat(32) })
  expect((await slack.act(command)).error).toBe('/paper failed with the error "dispatch_failed"')
  expect(heard).toHaveLength(1)
})

test('delivery leaves this machine under no circumstances', async () => {
  const { slack } = await aSlack()
  for (const url of ['http://example.org/slack/events', 'https://127.0.0.1/slack/events']) {
    expect(() => slack.setting({ delivery: { url } })).toThrow('this machine only')
  }
})

test('opening the Home is told, and shows what the bot published', async () => {
  const { slack } = await aSlack()
  const app = await aSocketBot(slack, (bot) => {
    bot.event('app_home_opened', async ({ event, client }) => {
      await client.views.publish({
        user_id: event.user,
        view: { type: 'home', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Welcome' } }] },
      })
    })
  })
  const { home } = await slack.act({ persona: ADA, do: 'home' })
  expect(home).toMatchObject({ persona: ADA, view: { type: 'home', blocks: [{ text: { text: 'Welcome' } }] } })
  slack.configure({ features: { app_home: { home_tab_enabled: false } } })
  expect(await slack.act({ persona: ADA, do: 'home' })).toEqual({ error: 'This app has no Home.' })
  await app.client.auth.test()
})
