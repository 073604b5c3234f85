import { MessageFlags, Routes } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { ADA, BRUNO, login, messagesOf, nextRaw, PAPERS, papers, playground, refusalOf } from './harness.ts'
import { answerProblems, specProblems } from './spec.ts'

const V2 = MessageFlags.IsComponentsV2
const said = (content: string, id?: number) => ({ type: 10, content, ...(id !== undefined && { id }) })
const button = (customId: string, label = 'Vote') => ({ type: 2, style: 1, custom_id: customId, label })
const row = (...components: object[]) => ({ type: 1, components })

async function open() {
  const ground = await playground()
  const client = await login(ground.discord)
  const post = (body: object) => client.rest.post(Routes.channelMessages(PAPERS), { body })
  return { ...ground, client, post, channel: await papers(client) }
}

describe('sending', () => {
  test('a message is shown to people and to the bot alike, in the published shape', async () => {
    const { discord, post } = await open()

    const answer = await post({ content: 'Hello <@1180000000000000301>', components: [row(button('vote:1'))] })

    expect(answerProblems('message', answer)).toEqual([])
    expect(discord.requests().flatMap(specProblems)).toEqual([])
    expect(messagesOf(discord)).toMatchObject([
      { text: 'Hello <@1180000000000000301>', author: { name: 'Lectern', bot: true }, onlyFor: null, state: 'sent' },
    ])
    expect(messagesOf(discord)[0]?.components).toMatchObject([
      { type: 1, id: 1, components: [{ id: 2, custom_id: 'vote:1' }] },
    ])
  })

  test('the same nonce sent again answers with the message that is there, for a few minutes', async () => {
    const { discord, channel, world } = await open()
    const send = () => channel.send({ content: 'the pick', nonce: 'round/7/pick', enforceNonce: true })

    const first = await send()
    expect((await send()).id).toBe(first.id)
    expect(messagesOf(discord)).toHaveLength(1)

    world.advance(10 * 60_000)
    expect((await send()).id).not.toBe(first.id)
  })

  test('a nonce holds in every channel: the second one answers with the message of the first', async () => {
    const { discord, client, channel } = await open()
    const first = await channel.send({ content: 'the pick', nonce: 'n', enforceNonce: true })
    const random = discord.state().channels[1]?.id ?? ''
    const body = { content: 'the pick', nonce: 'n', enforce_nonce: true }
    const answer = await client.rest.post(Routes.channelMessages(random), { body })
    expect(answer).toMatchObject({ id: first.id, channel_id: PAPERS })
    expect(messagesOf(discord, random)).toEqual([])
  })

  test('a nonce whose message was deleted is remembered: sending it again finds an unknown message', async () => {
    const { discord, channel, world } = await open()
    const send = () => channel.send({ content: 'the pick', nonce: 'n', enforceNonce: true })
    const first = await send()
    discord.setting('messagesDeleted', { messages: [first.id] })
    expect(await refusalOf(send())).toMatchObject({ code: 10008, status: 404 })
    world.advance(10 * 60_000)
    await send()
    expect(messagesOf(discord)).toHaveLength(1)
  })

  test('a nonce that is not enforced sends twice', async () => {
    const { discord, channel } = await open()
    await channel.send({ content: 'the pick', nonce: 'n' })
    await channel.send({ content: 'the pick', nonce: 'n' })
    expect(messagesOf(discord)).toHaveLength(2)
  })

  test('only those are notified whom allowed_mentions names', async () => {
    const { post } = await open()
    const content = `<@${ADA}> <@${BRUNO}> @everyone`

    expect(await post({ content })).toMatchObject({ mention_everyone: true, mentions: [{ id: ADA }, { id: BRUNO }] })
    expect(await post({ content, allowed_mentions: { parse: [] } })).toMatchObject({
      mention_everyone: false,
      mentions: [],
    })
    expect(await post({ content, allowed_mentions: { users: [BRUNO] } })).toMatchObject({ mentions: [{ id: BRUNO }] })
    expect(await post({ flags: V2, components: [said(content)], allowed_mentions: { parse: [] } })).toMatchObject({
      mention_everyone: false,
      mentions: [],
    })
  })

  test('a person answers a message of the same channel, of whomever it is', async () => {
    const { discord, client, post } = await open()
    const { id } = (await post({ content: 'the pick' })) as { id: string }
    const heard = nextRaw(client, 'MESSAGE_CREATE')
    const say = { persona: ADA, do: 'say', channel: PAPERS, text: 'why this one?' } as const
    await discord.act({ ...say, answers: id })
    expect(await heard).toMatchObject({ type: 19, message_reference: { message_id: id, channel_id: PAPERS } })
    const elsewhere = discord.state().channels[1]?.id ?? ''
    expect((await discord.act({ ...say, channel: elsewhere, answers: id })).error).toContain('no such message')
  })

  test('a reply carries the message it answers; one to nothing is refused', async () => {
    const { act, channel } = await open()
    const { message } = await act({ persona: ADA, do: 'say', channel: PAPERS, text: 'what next?' })

    const reply = await channel.send({ content: 'this', reply: { messageReference: message?.id ?? '' } })
    expect((await reply.fetchReference()).content).toBe('what next?')
    const lost = channel.send({ content: 'this', reply: { messageReference: '1180000000000009999' } })
    expect(await refusalOf(lost)).toMatchObject({ code: 50035, status: 400 })
  })

  test('files come along as attachments', async () => {
    const { channel } = await open()
    const sent = await channel.send({ files: [{ attachment: Buffer.from('a,b'), name: 'votes.csv' }] })
    expect(sent.attachments.first()).toMatchObject({ name: 'votes.csv', size: 3 })
  })
})

describe('what is too much is refused with the place and name of each fault', () => {
  const cases: [string, object, string][] = [
    ['content over 2,000', { content: 'a'.repeat(2_001) }, 'content[BASE_TYPE_MAX_LENGTH]'],
    [
      'content beside Components V2',
      { content: 'a', flags: V2, components: [said('a')] },
      'content[MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2]',
    ],
    [
      'embeds beside Components V2',
      { embeds: [{ title: 'a' }], flags: V2, components: [said('a')] },
      'embeds[MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2]',
    ],
    ['a text display without the flag', { components: [said('a')] }, 'components[0].type[UNION_TYPE_CHOICES]'],
    [
      '41 components',
      { flags: V2, components: [{ type: 17, components: Array.from({ length: 40 }, () => said('a')) }] },
      'components[COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED]',
    ],
    [
      '4,001 characters of text in all',
      { flags: V2, components: [said('a'.repeat(4_000)), said('b')] },
      'components[COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED]',
    ],
    [
      'a custom_id of 101',
      { content: 'a', components: [row(button('a'.repeat(101)))] },
      'components[0].components[0].custom_id[BASE_TYPE_BAD_LENGTH]',
    ],
    [
      'an empty custom_id',
      { content: 'a', components: [row(button(''))] },
      'components[0].components[0].custom_id[BASE_TYPE_BAD_LENGTH]',
    ],
    [
      'a custom_id used twice',
      { content: 'a', components: [row(button('a'), button('a'))] },
      'components[0].components[1].custom_id[COMPONENT_CUSTOM_ID_DUPLICATED]',
    ],
    [
      'a label of 81',
      { content: 'a', components: [row(button('a', 'b'.repeat(81)))] },
      'components[0].components[0].label[BASE_TYPE_MAX_LENGTH]',
    ],
    [
      'a sixth button in a row',
      { content: 'a', components: [row(...'abcdef'.split('').map((id) => button(id)))] },
      'components[0].components[BASE_TYPE_BAD_LENGTH]',
    ],
    [
      'a sixth row',
      { content: 'a', components: 'abcdef'.split('').map((id) => row(button(id))) },
      'components[BASE_TYPE_MAX_LENGTH]',
    ],
    [
      'a link that is none',
      { content: 'a', components: [row({ type: 2, style: 5, label: 'x', url: 'javascript:alert(1)' })] },
      'components[0].components[0].url[URL_TYPE_INVALID_SCHEME]',
    ],
    [
      '26 options',
      { content: 'a', components: [row(select(26))] },
      'components[0].components[0].options[BASE_TYPE_BAD_LENGTH]',
    ],
    [
      'no options',
      { content: 'a', components: [row(select(0))] },
      'components[0].components[0].options[BASE_TYPE_BAD_LENGTH]',
    ],
    [
      'the same option twice',
      {
        content: 'a',
        components: [
          row({
            ...select(1),
            options: [
              { label: 'a', value: 'a' },
              { label: 'b', value: 'a' },
            ],
          }),
        ],
      },
      'components[0].components[0].options[1][SELECT_COMPONENT_OPTION_VALUE_DUPLICATED]',
    ],
    [
      'more choices than options',
      { content: 'a', components: [row({ ...select(2), max_values: 3 })] },
      'options[SELECT_COMPONENT_MAX_VALUES_EXCEEDS_OPTIONS]',
    ],
    [
      'fewer choices at most than at least',
      { content: 'a', components: [row({ ...select(3), min_values: 3, max_values: 2 })] },
      'components[0].components[0][SELECT_COMPONENT_MIN_VALUES_EXCEEDS_MAX]',
    ],
    [
      'a custom_id used again in another row',
      { content: 'a', components: [row(button('a')), row(button('a'))] },
      'components[1].components[0].custom_id[COMPONENT_CUSTOM_ID_DUPLICATED]',
    ],
    [
      'a number used for two components',
      { flags: V2, components: [said('a', 7), said('b', 7)] },
      'components[1].id[COMPONENT_ID_DUPLICATED]',
    ],
    [
      'a picture of the message’s own that does not come along',
      { flags: V2, components: [{ type: 12, items: [{ media: { url: 'attachment://plot.png' } }] }] },
      'components[0].items[0].media.url[UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND]',
    ],
    [
      'a file that does not come along',
      { flags: V2, components: [{ type: 13, file: { url: 'attachment://a.csv' } }] },
      'components[0].file.url[UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND]',
    ],
    ['a nonce of 26', { content: 'a', nonce: 'n'.repeat(26) }, 'nonce[BASE_TYPE_MAX_LENGTH]'],
    ['an embed title of 257', { embeds: [{ title: 'a'.repeat(257) }] }, 'embeds[0].title[BASE_TYPE_MAX_LENGTH]'],
    [
      'embeds of 6,001 together',
      { embeds: [{ description: 'a'.repeat(4_000) }, { description: 'a'.repeat(2_001) }] },
      'embeds[MAX_EMBED_SIZE_EXCEEDED]',
    ],
  ]

  test.for(cases)('%s', async ([, body, fault]) => {
    const { discord, post } = await open()
    const refused = await refusalOf(post(body))
    expect(refused).toMatchObject({ code: 50035, status: 400 })
    expect(refused.message).toContain(fault)
    expect(messagesOf(discord)).toEqual([])
  })

  test('and what is just enough is taken', async () => {
    const { discord, post } = await open()
    await post({ content: 'a'.repeat(2_000), nonce: 'n'.repeat(25) })
    await post({ flags: V2, components: [{ type: 17, components: Array.from({ length: 39 }, () => said('a')) }] })
    await post({ flags: V2, components: [said('a'.repeat(4_000))] })
    await post({ content: 'a', components: [row(button('a'.repeat(100), 'b'.repeat(80))), row(select(25))] })
    expect(messagesOf(discord)).toHaveLength(4)
  })

  test('more than 10,170 bytes of components break the server down, each text display counting twelve more', async () => {
    const { post } = await open()
    const breaks = { flags: V2, components: [said(`${'語'.repeat(3_386)}a`)] }
    expect(await refusalOf(post(breaks))).toMatchObject({ status: 500 })
    const two = { flags: V2, components: [said('語'.repeat(3_000)), said('é'.repeat(574))] }
    expect(await refusalOf(post(two))).toMatchObject({ status: 500 })
    const menu = {
      ...select(25),
      options: select(25).options.map((one) => ({ ...one, label: `${one.value}${'語'.repeat(90)}` })),
    }
    expect(await refusalOf(post({ flags: V2, components: [said('語'.repeat(1_200)), row(menu)] }))).toMatchObject({
      status: 500,
    })
    await post({ flags: V2, components: [said('語'.repeat(3_386))] })
    await post({ flags: V2, components: [said('語'.repeat(3_000)), said('é'.repeat(573))] })
  })

  test('half a character is no JSON, wherever it stands', async () => {
    const { discord, post } = await open()
    for (const body of [{ content: 'a\ud83d' }, { flags: V2, components: [said('\udc4d')] }]) {
      expect(await refusalOf(post(body))).toMatchObject({ code: 50109, status: 400 })
    }
    expect(messagesOf(discord)).toEqual([])
  })

  test('a picture that comes along may be shown', async () => {
    const { channel } = await open()
    const sent = await channel.send({
      flags: V2,
      components: [{ type: 12, items: [{ media: { url: 'attachment://plot.png' } }] }],
      files: [{ attachment: Buffer.from('png'), name: 'plot.png' }],
    })
    expect(sent.attachments.first()?.name).toBe('plot.png')
  })

  test('an empty message is refused by its own code', async () => {
    const { post } = await open()
    expect(await refusalOf(post({ content: ' ' }))).toMatchObject({ code: 50006, status: 400 })
  })
})

describe('editing and deleting', () => {
  test('the bot edits its own messages only', async () => {
    const { act, client, channel } = await open()
    const own = await channel.send('draft')
    const { message } = await act({ persona: ADA, do: 'say', channel: PAPERS, text: 'mine' })

    const edited = await own.edit('final')
    expect([edited.content, edited.editedAt !== null]).toEqual(['final', true])
    const foreign = client.rest.patch(Routes.channelMessage(PAPERS, message?.id ?? ''), { body: { content: 'yours' } })
    expect(await refusalOf(foreign)).toMatchObject({ code: 50005, status: 403 })
    const gone = client.rest.delete(Routes.channelMessage(PAPERS, '1180000000000009999'))
    expect(await refusalOf(gone)).toMatchObject({ code: 10008, status: 404 })
  })

  test('a message turns into Components V2 once its content is emptied, and never back', async () => {
    const { client, channel } = await open()
    const message = await channel.send('old')
    const components = [said('new')]

    expect((await refusalOf(message.edit({ flags: V2, components }))).message).toContain('content[MESSAGE_CANNOT_USE')
    await message.edit({ content: null, flags: V2, components })
    expect(
      (
        await refusalOf(
          client.rest.patch(Routes.channelMessage(PAPERS, message.id), { body: { flags: 0, components } }),
        )
      ).message,
    ).toContain('CANNOT_REMOVE_COMPONENTS_V2')
    await message.edit({ components: [said('newer')] })
    expect(message.flags.has(V2)).toBe(true)
  })

  test('deleting tells who listens', async () => {
    const { discord, client, channel } = await open()
    const message = await channel.send('oops')
    const event = nextRaw(client, 'MESSAGE_DELETE')
    await message.delete()
    expect((await event).id).toBe(message.id)
    expect(messagesOf(discord)).toEqual([])
  })
})

describe('history', () => {
  test('is read newest first, before, after and around a message', async () => {
    const { act, channel } = await open()
    const ids: string[] = []
    for (const text of ['a', 'b', 'c', 'd', 'e']) {
      ids.push((await act({ persona: ADA, do: 'say', channel: PAPERS, text })).message?.id ?? '')
    }
    const read = async (options: object) => (await channel.messages.fetch(options)).map((message) => message.content)

    expect(await read({ limit: 2 })).toEqual(['e', 'd'])
    expect(await read({ limit: 2, before: ids[2] })).toEqual(['b', 'a'])
    expect(await read({ limit: 2, after: ids[1] })).toEqual(['d', 'c'])
    expect(await read({ limit: 3, around: ids[2] })).toEqual(['d', 'c', 'b'])
    expect(await refusalOf(read({ limit: 101 }))).toMatchObject({ code: 50035 })
  })

  test('is empty, not refused, without the permission to read it', async () => {
    const { discord, act, channel } = await open()
    await act({ persona: ADA, do: 'say', channel: PAPERS, text: 'a' })
    discord.setting('permission', { channel: PAPERS, name: 'ReadMessageHistory', allowed: false })
    expect((await channel.messages.fetch({ limit: 10 })).size).toBe(0)
  })
})

describe('what the bot may not', () => {
  test('unknown channels, lost access and missing permissions have codes of their own', async () => {
    const { discord, client, post } = await open()
    const unknown = client.rest.post(Routes.channelMessages('1180000000000009999'), { body: { content: 'a' } })
    expect(await refusalOf(unknown)).toMatchObject({ code: 10003, status: 404 })

    discord.setting('permission', { channel: PAPERS, name: 'SendMessages', allowed: false })
    expect(await refusalOf(post({ content: 'a' }))).toMatchObject({ code: 50013, status: 403 })
    discord.setting('access', { channel: PAPERS, allowed: false })
    expect(await refusalOf(post({ content: 'a' }))).toMatchObject({ code: 50001, status: 403 })
  })

  test('nothing said in a channel that it cannot view reaches the bot', async () => {
    const { discord, act, client } = await open()
    discord.setting('access', { channel: PAPERS, allowed: false })
    await act({ persona: ADA, do: 'say', channel: PAPERS, text: 'behind the door' })
    const random = discord.state().channels[1]?.id ?? ''
    const heard = nextRaw(client, 'MESSAGE_CREATE')
    await act({ persona: ADA, do: 'say', channel: random, text: 'in the open' })
    expect((await heard).content).toBe('in the open')
  })

  test('a deleted channel is unknown, with all that was said in it', async () => {
    const { discord, client, post, channel } = await open()
    const sent = await channel.send('a')
    await sent.startThread({ name: 'Attention' })
    const event = nextRaw(client, 'CHANNEL_DELETE')
    discord.setting('channelDeleted', { channel: PAPERS })
    expect((await event).id).toBe(PAPERS)
    expect(await refusalOf(post({ content: 'a' }))).toMatchObject({ code: 10003, status: 404 })
    const inThread = client.rest.post(Routes.channelMessages(sent.id), { body: { content: 'a' } })
    expect(await refusalOf(inThread)).toMatchObject({ code: 10003, status: 404 })
  })

  test('direct messages are closed', async () => {
    const { client } = await open()
    const user = await client.users.fetch(ADA)
    expect(await refusalOf(user.send('psst'))).toMatchObject({ code: 50007, status: 403 })
  })
})

describe('failing on demand', () => {
  test('a fault answers with its status once, without doing anything', async () => {
    const { discord, world, post } = await open()
    world.addFault({ chat: 'discord', match: `POST /channels/${PAPERS}/messages`, status: 502 })
    expect(await refusalOf(post({ content: 'a' }))).toMatchObject({ status: 502 })
    expect(messagesOf(discord)).toEqual([])
    await post({ content: 'b' })
    expect(messagesOf(discord)).toHaveLength(1)
  })

  test('a dropped call is done all the same', async () => {
    const { discord, world, post } = await open()
    world.addFault({ chat: 'discord', match: 'POST /channels', drop: true })
    await expect(post({ content: 'a' })).rejects.toThrow()
    expect(messagesOf(discord)).toHaveLength(1)
  })

  test('a 429 says how long to wait, and the client waits', async () => {
    const { discord, world, post } = await open()
    world.addFault({ chat: 'discord', match: 'POST /channels', status: 429, retryAfter: 0.05 })
    await post({ content: 'a' })
    expect(
      discord
        .requests()
        .map(({ status }) => status)
        .slice(-2),
    ).toEqual([429, 200])
  })

  test('more than 50 requests a second are told to wait', async () => {
    const { discord } = await open()
    const url = `${discord.env.DISCORD_API_URL}/v10/users/@me`
    const headers = { authorization: `Bot ${discord.env.DISCORD_TOKEN}` }
    const answers = await Promise.all(Array.from({ length: 60 }, () => fetch(url, { headers })))

    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused[0]?.headers.get('x-ratelimit-global')).toBe('true')
    expect(answerProblems('rateLimited', { ...JSON.parse((await refused[0]?.text()) ?? ''), code: 0 })).toEqual([])
  })

  test('a room takes five messages in five seconds, and says so before and after', async () => {
    const { discord, post } = await open()
    const url = `${discord.env.DISCORD_API_URL}/v10/channels/${PAPERS}/messages`
    const headers = { authorization: `Bot ${discord.env.DISCORD_TOKEN}`, 'content-type': 'application/json' }
    const send = (to = url) => fetch(to, { method: 'POST', headers, body: JSON.stringify({ content: 'a' }) })
    await post({ content: 'through the client' })
    const left = []
    for (let nth = 0; nth < 4; nth++) left.push((await send()).headers.get('x-ratelimit-remaining'))
    expect(left).toEqual(['3', '2', '1', '0'])
    const refused = await send()
    expect(refused.status).toBe(429)
    expect(refused.headers.get('x-ratelimit-scope')).toBe('user')
    expect(refused.headers.get('x-ratelimit-limit')).toBe('5')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused.headers.get('x-ratelimit-bucket')).not.toBe(
      (await fetch(url, { headers })).headers.get('x-ratelimit-bucket'),
    )
    const random = discord.state().channels[1]?.id ?? ''
    expect((await send(url.replace(PAPERS, random))).status).toBe(200)
  })

  test('a limit may be shared with others, or be that of all calls', async () => {
    const { discord, world } = await open()
    const url = `${discord.env.DISCORD_API_URL}/v10/users/@me`
    const headers = { authorization: `Bot ${discord.env.DISCORD_TOKEN}` }
    world.addFault({ chat: 'discord', match: 'GET /users/@me', status: 429, retryAfter: 7, scope: 'shared' })
    const shared = await fetch(url, { headers })
    expect([shared.headers.get('x-ratelimit-scope'), shared.headers.get('x-ratelimit-global')]).toEqual([
      'shared',
      null,
    ])
    world.addFault({ chat: 'discord', match: 'GET /users/@me', status: 429, retryAfter: 7, scope: 'global' })
    const global = await fetch(url, { headers })
    expect([global.headers.get('x-ratelimit-scope'), global.headers.get('x-ratelimit-global')]).toEqual([
      'global',
      'true',
    ])
    expect(await global.json()).toMatchObject({ retry_after: 7, global: true })
  })

  test('a fault may bear any code of Discord’s', async () => {
    const { world, post } = await open()
    world.addFault({ chat: 'discord', match: 'POST /channels', status: 400, code: 30033 })
    expect(await refusalOf(post({ content: 'a' }))).toMatchObject({ code: 30033, status: 400 })
  })

  test('edits of old messages run out when told to', async () => {
    const { discord, world, channel, client } = await open()
    const message = await channel.send('tally: 0')
    world.advance(60 * 60_000)
    discord.setting('oldEdits', { left: 1, retryAfter: 0.05 })
    await message.edit('tally: 1')
    client.rest.options.rejectOnRateLimit = ['/channels']
    await expect(message.edit('tally: 2')).rejects.toThrow()
    expect(messagesOf(discord)[0]?.text).toBe('tally: 1')
  })

  test('calls without the token are refused with 401', async () => {
    const { discord } = await open()
    const answer = await fetch(`${discord.env.DISCORD_API_URL}/v10/users/@me`)
    expect([answer.status, await answer.json()]).toEqual([401, { message: '401: Unauthorized', code: 0 }])
  })
})

function select(count: number) {
  const options = Array.from({ length: count }, (_, index) => ({ label: `Paper ${index}`, value: `p${index}` }))
  return { type: 3, custom_id: 'choose', options }
}
