import { expect, test } from 'vitest'
import { ADA, aSlack, aSocketBot, EMMY, PAPERS, until } from './bench.ts'

const text = (words: string) => ({ type: 'plain_text' as const, text: words })

const form = {
  type: 'modal' as const,
  callback_id: 'nominate',
  private_metadata: 'for later',
  title: text('Nominate'),
  submit: text('Send'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'reason',
      label: text('Why'),
      element: { type: 'plain_text_input' as const, action_id: 'entry', max_length: 20 },
    },
  ],
}

test('a slash command is answered to its caller alone, at once and later', async () => {
  const { slack } = await aSlack()
  const seen: unknown[] = []
  await aSocketBot(slack, (app) => {
    app.command('/paper', async ({ command, ack, respond }) => {
      seen.push(command)
      await ack('Looking…')
      await respond({ text: 'Found it', replace_original: true })
      await respond({ text: 'For all', response_type: 'in_channel' })
    })
  })
  const result = await slack.act({
    persona: ADA,
    do: 'command',
    channel: PAPERS,
    text: '/paper find “sparse” a&b <x> @emmy https://a.b/c?d=1&e=2.',
  })
  expect(result.message).toMatchObject({ text: 'Looking…', onlyFor: ADA })
  expect(result.message?.answering?.command).toMatch(/^\/paper find/)
  expect(seen[0]).toMatchObject({
    command: '/paper',
    text: `find “sparse” a&amp;b &lt;x&gt; <@${EMMY}|emmy> <https://a.b/c?d=1&amp;e=2>.`,
    user_id: ADA,
    user_name: 'ada',
    channel_id: PAPERS,
    channel_name: 'papers',
    team_id: 'T0THURSDAY',
  })
  const messages = await until(() => {
    const all = slack.state().channels[0]?.messages ?? []
    return all.length === 2 && all
  })
  expect(messages.map((one) => [one.text, one.onlyFor])).toEqual([
    ['Found it', ADA],
    ['For all', null],
  ])
})

test('a command that nobody acknowledges times out, and one without a bot cannot be dispatched', async () => {
  const { slack } = await aSlack()
  const alone = await slack.act({ persona: ADA, do: 'command', channel: PAPERS, text: '/paper help' })
  expect(alone.error).toBe('/paper failed with the error "dispatch_failed"')
  await aSocketBot(slack, (app) => app.command('/paper', async () => {}))
  const late = await slack.act({ persona: ADA, do: 'command', channel: PAPERS, text: '/paper help' })
  expect(late.error).toBe('/paper failed with the error "operation_timeout"')
  expect(late.message).toMatchObject({ state: 'failed', onlyFor: ADA })
})

test('commands are unknown unless configured, and do not work in threads', async () => {
  const { slack } = await aSlack()
  const parent = await slack.act({ persona: ADA, do: 'say', channel: PAPERS, text: 'hello' })
  const say = { persona: ADA, do: 'say' as const, channel: PAPERS }
  expect((await slack.act({ ...say, text: '/none' })).error).toBe('/none is not a valid command.')
  expect((await slack.act({ ...say, text: '/paper x', thread: parent.message?.id ?? '' })).error).toContain(
    'not supported in threads',
  )
})

test('a modal opens, refuses with the bot’s errors, is updated and pushed, and closes', async () => {
  const { slack } = await aSlack()
  const submitted: unknown[] = []
  await aSocketBot(slack, (app) => {
    app.command('/paper', async ({ ack, body, client }) => {
      await ack()
      const opened = await client.views.open({ trigger_id: body.trigger_id, view: { ...form, submit: text('Wait') } })
      await client.views.update({ view_id: opened.view?.id ?? '', hash: opened.view?.hash ?? '', view: form })
    })
    app.view('nominate', async ({ ack, view, body, client }) => {
      submitted.push(view.state.values)
      const reason = view.state.values.reason?.entry?.value
      if (reason === 'bad') return ack({ response_action: 'errors', errors: { reason: 'Say more.' } })
      if (reason === 'more') return ack({ response_action: 'push', view: { ...form, callback_id: 'second' } })
      await ack()
      await client.chat.postEphemeral({ channel: PAPERS, user: body.user.id, text: `Thanks: ${view.private_metadata}` })
    })
    app.view('second', async ({ ack }) => ack({ response_action: 'clear' }))
  })
  const { modal } = await slack.act({ persona: ADA, do: 'command', channel: PAPERS, text: '/paper nominate' })
  const id = modal?.id ?? ''
  await until(() => JSON.stringify(slack.state().modals).includes('Send'))
  const submit = (reason: string, of = id) => slack.act({ persona: ADA, do: 'submit', modal: of, fields: { reason } })

  expect((await submit('')).modal?.errors).toEqual({ reason: 'Please complete this required field.' })
  expect((await submit('x'.repeat(21))).modal?.errors.reason).toContain('at most 20')
  expect(submitted).toEqual([])
  expect((await submit('bad')).modal?.errors).toEqual({ reason: 'Say more.' })
  const pushed = await submit('more')
  expect(pushed.modal?.view).toMatchObject({ callback_id: 'second', previous_view_id: id, root_view_id: id })
  expect(slack.state().modals).toHaveLength(2)
  await slack.act({ persona: ADA, do: 'close', modal: pushed.modal?.id ?? '' })
  expect(slack.state().modals).toHaveLength(1)
  const done = await submit('good')
  expect(done.message).toMatchObject({ text: 'Thanks: for later', onlyFor: ADA })
  expect(slack.state().modals).toEqual([])
})

test('closing a modal is told when the view asked for it', async () => {
  const { slack } = await aSlack()
  const closed: unknown[] = []
  await aSocketBot(slack, (app) => {
    app.command('/paper', async ({ ack, body, client }) => {
      await ack()
      await client.views.open({ trigger_id: body.trigger_id, view: { ...form, notify_on_close: true } })
    })
    app.view({ callback_id: 'nominate', type: 'view_closed' }, async ({ ack, body }) => {
      closed.push(body)
      await ack()
    })
  })
  const { modal } = await slack.act({ persona: ADA, do: 'command', channel: PAPERS, text: '/paper x' })
  await slack.act({ persona: ADA, do: 'close', modal: modal?.id ?? '' })
  expect(closed).toMatchObject([{ type: 'view_closed', is_cleared: false, view: { callback_id: 'nominate' } }])
})

test('buttons and menus carry their message, the state of its menus and a response_url', async () => {
  const { slack } = await aSlack()
  const seen: Record<string, unknown>[] = []
  const app = await aSocketBot(slack, (bot) => {
    bot.action(/.*/, async ({ ack, body, respond }) => {
      seen.push(body as unknown as Record<string, unknown>)
      await ack()
      await respond({ text: 'Noted', replace_original: false, response_type: 'ephemeral' })
    })
  })
  const option = (value: string) => ({ text: text(value), value })
  const { ts = '' } = await app.client.chat.postMessage({
    channel: PAPERS,
    text: 'Vote',
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: '*Vote*' } },
      {
        type: 'actions',
        block_id: 'ballot',
        elements: [
          { type: 'multi_static_select', action_id: 'approve', options: [option('a'), option('b')] },
          { type: 'button', action_id: 'mine', text: text('Mine'), value: 'v1' },
        ],
      },
    ],
  })
  const where = { persona: EMMY, channel: PAPERS, message: ts }
  const chosen = await slack.act({ ...where, do: 'select', control: 'approve', values: ['b'] })
  expect(chosen.message).toMatchObject({ text: 'Noted', onlyFor: EMMY })
  await slack.act({ ...where, do: 'click', control: 'mine' })
  expect(seen).toMatchObject([
    { actions: [{ type: 'multi_static_select', block_id: 'ballot', selected_options: [{ value: 'b' }] }] },
    {
      type: 'block_actions',
      user: { id: EMMY, username: 'emmy' },
      container: { type: 'message', message_ts: ts, channel_id: PAPERS, is_ephemeral: false },
      message: { ts, text: 'Vote', bot_id: 'B0LECTERN1' },
      channel: { id: PAPERS, name: 'papers' },
      state: { values: { ballot: { approve: { selected_options: [{ value: 'b' }] } } } },
      actions: [{ type: 'button', action_id: 'mine', value: 'v1', text: { text: 'Mine' } }],
    },
  ])
})

test('an ephemeral answer is replaced and deleted through its button’s response_url, and absent from history', async () => {
  const { slack } = await aSlack()
  const blocks = (label: string) => [
    { type: 'actions' as const, elements: [{ type: 'button' as const, action_id: 'next', text: text(label) }] },
  ]
  const app = await aSocketBot(slack, (bot) => {
    bot.command('/paper', async ({ ack }) => ack({ text: 'one', blocks: blocks('go') }))
    bot.action('next', async ({ ack, body, respond }) => {
      await ack()
      const label = (body as { actions: { text: { text: string } }[] }).actions[0]?.text.text
      if (label === 'go') await respond({ text: 'two', blocks: blocks('end'), replace_original: true })
      else await respond({ delete_original: true })
    })
  })
  const first = await slack.act({ persona: ADA, do: 'command', channel: PAPERS, text: '/paper' })
  const message = first.message?.id ?? ''
  const press = { persona: ADA, do: 'click' as const, channel: PAPERS, message, control: 'next' }
  expect((await slack.act({ ...press, persona: EMMY })).error).toBeDefined()
  expect((await slack.act(press)).message).toMatchObject({ id: message, text: 'two' })
  expect((await app.client.conversations.history({ channel: PAPERS })).messages).toEqual([])
  await slack.act(press)
  expect(slack.state().channels[0]?.messages).toEqual([])
})

test('a click can change the message for everyone, and acknowledging without a word shows nothing', async () => {
  const { slack } = await aSlack({ grace: 0 })
  const app = await aSocketBot(slack, (bot) => {
    bot.action('count', async ({ ack, respond }) => {
      await ack()
      await respond({ text: 'One vote', replace_original: true })
    })
    bot.command('/paper', async ({ ack }) => ack())
  })
  const elements = [{ type: 'button' as const, action_id: 'count', text: text('Vote') }]
  const { ts = '' } = await app.client.chat.postMessage({
    channel: PAPERS,
    text: 'No vote',
    blocks: [{ type: 'actions', elements }],
  })
  const voted = await slack.act({ persona: ADA, do: 'click', channel: PAPERS, message: ts, control: 'count' })
  expect(voted.message).toMatchObject({ id: ts, text: 'One vote', components: [], onlyFor: null })
  expect(await slack.act({ persona: ADA, do: 'command', channel: PAPERS, text: '/paper' })).toEqual({})
  expect(slack.state().channels[0]?.messages).toHaveLength(1)
})

test('a response_url works five times and for half an hour', async () => {
  const { slack, world } = await aSlack()
  const urls: string[] = []
  await aSocketBot(slack, (app) => {
    app.command('/paper', async ({ ack, body }) => {
      urls.push(body.response_url)
      await ack('ok')
    })
  })
  const command = { persona: ADA, do: 'command' as const, channel: PAPERS, text: '/paper' }
  await slack.act(command)
  await slack.act(command)
  const send = async (url = '') => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify({ text: 'hi' }) })
    return [response.status, ((await response.json()) as { error?: string }).error]
  }
  const answers = []
  for (let i = 0; i < 6; i++) answers.push(await send(urls[0]))
  expect(answers.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => [200, undefined]))
  expect(answers[5]).toEqual([404, 'used_url'])
  world.advance(30 * 60_000 + 1)
  expect(await send(urls[1])).toEqual([404, 'expired_url'])
})

test('a message shortcut brings the message, found by its name or its callback id', async () => {
  const { slack } = await aSlack()
  slack.configure({
    features: {
      slash_commands: [{ command: '/club', description: 'd', usage_hint: 'u' }],
      shortcuts: [
        { name: 'Keep as comment', type: 'message', callback_id: 'keep', description: 'd' },
        { name: 'Elsewhere', type: 'global', callback_id: 'global', description: 'd' },
      ],
    },
  })
  const seen: unknown[] = []
  await aSocketBot(slack, (app) => {
    app.shortcut({ callback_id: 'keep', type: 'message_action' }, async ({ ack, shortcut, respond }) => {
      seen.push(shortcut)
      await ack()
      await respond({ text: 'Kept', response_type: 'ephemeral' })
    })
  })
  const said = await slack.act({ persona: EMMY, do: 'say', channel: PAPERS, text: 'well said' })
  const point = { persona: ADA, do: 'point' as const, channel: PAPERS, message: said.message?.id ?? '' }
  expect((await slack.act({ ...point, name: 'Keep as comment' })).message).toMatchObject({ text: 'Kept', onlyFor: ADA })
  expect((await slack.act({ ...point, name: 'keep' })).message?.text).toBe('Kept')
  expect((await slack.act({ ...point, name: 'Elsewhere' })).error).toBeDefined()
  expect(seen[0]).toMatchObject({ message: { text: 'well said', user: EMMY }, channel: { id: PAPERS } })
  expect(slack.state().commands).toMatchObject([
    { name: '/club', usage: 'u' },
    { type: 'message', name: 'Keep as comment' },
  ])
})

test('an external select is offered what the bot suggests', async () => {
  const { slack } = await aSlack()
  const app = await aSocketBot(slack, (bot) => {
    bot.options('title', async ({ ack, options }) =>
      ack({ options: [{ text: text(`found ${options.value}`), value: 'p1' }] }),
    )
  })
  const { ts = '' } = await app.client.chat.postMessage({
    channel: PAPERS,
    text: 'pick',
    blocks: [{ type: 'actions', elements: [{ type: 'external_select', action_id: 'title' }] }],
  })
  const offered = await slack.suggest({ persona: ADA, channel: PAPERS, message: ts, control: 'title', text: 'spar' })
  expect(offered).toMatchObject([{ text: { text: 'found spar' }, value: 'p1' }])
})
