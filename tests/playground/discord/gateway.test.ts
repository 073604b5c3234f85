import { once } from 'node:events'
import { get } from 'node:http'
import { Events, GatewayIntentBits } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { ADA, clientOf, GUILD, login, messagesOf, nextRaw, PAPERS, papers, playground } from './harness.ts'

/** Of a request whose Host is as told; fetch would set its own. */
function statusOf(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (response) => resolve(response.resume().statusCode)).on('error', reject)
  })
}

describe('logging in', () => {
  test('the real client gets ready and sees the server with its channels and members', async () => {
    const { discord } = await playground()
    const client = await login(discord)

    const guild = client.guilds.cache.get(GUILD)
    expect(guild?.name).toBe('Thursday Readers')
    expect(guild?.channels.cache.map((channel) => channel.name)).toEqual(['papers', 'random'])
    expect(guild?.members.me?.user.bot).toBe(true)
    expect(guild?.members.cache.get(ADA)?.permissions.has('Administrator')).toBe(true)
    expect(discord.state().connected).toBe(true)
  })

  test('a wrong token is refused', async () => {
    const { discord } = await playground()
    const client = clientOf(discord)

    await expect(client.login('MTE4MDAwMDAwMDAwMDAwMDIwMQ.Gplay0.another-token-altogether')).rejects.toMatchObject({
      code: 'TokenInvalid',
    })
  })

  test('asking for message content when it is switched off closes with 4014 for good', async () => {
    const { discord } = await playground()
    discord.setting('messageContent', false)
    const client = clientOf(discord)

    const closed = once(client, Events.ShardDisconnect)
    client.login(discord.env.DISCORD_TOKEN).catch(() => undefined)

    expect((await closed)[0]).toMatchObject({ code: 4014 })
    expect(discord.state().connected).toBe(false)
  })

  test('web pages of other sites are kept out', async () => {
    const { discord } = await playground()
    const url = `${discord.env.DISCORD_API_URL}/v10/gateway`
    const answer = await fetch(url, { headers: { origin: 'https://elsewhere.example' } })
    expect(answer.status).toBe(403)
    expect(await statusOf(url, { host: 'elsewhere.example' })).toBe(403)
    const socket = new WebSocket(url.replace('http', 'ws'), { origin: 'https://elsewhere.example' })
    const [error] = await once(socket, 'error')
    expect(String(error)).toContain('401')
  })

  test('when the client leaves, the bot is no longer connected', async () => {
    const { discord, world } = await playground()
    const client = await login(discord)

    const gone = new Promise<void>((resolve) => {
      const stop = world.onChange(() => {
        if (discord.state().connected) return
        stop()
        resolve()
      })
    })
    await client.destroy()
    await gone
    expect(discord.state().connected).toBe(false)
  })
})

describe('a connection that breaks', () => {
  test('is resumed with what was missed meanwhile', async () => {
    const { discord, act } = await playground()
    const client = await login(discord)
    const heard: string[] = []
    client.on(Events.MessageCreate, (message) => heard.push(message.content))

    const resumed = once(client, Events.ShardResume)
    discord.cutSocket()
    await act({ persona: ADA, do: 'say', channel: PAPERS, text: 'said in the dark' })
    await resumed
    await act({ persona: ADA, do: 'say', channel: PAPERS, text: 'said in the light' })
    await once(client, Events.MessageCreate)

    expect(heard).toEqual(['said in the dark', 'said in the light'])
  })

  test('is resumed when the server asks for it', async () => {
    const { discord } = await playground()
    const client = await login(discord)

    const resumed = once(client, Events.ShardResume)
    discord.setting('socket', 'reconnect')
    await resumed
    expect(client.ws.status).toBe(0)
  })

  test('is resumed when beats are no longer acknowledged', async () => {
    const { discord } = await playground()
    discord.setting('heartbeat', { interval: 60, acknowledged: false })
    const client = await login(discord)

    await once(client, Events.ShardResume)
    expect(client.ws.status).toBe(0)
  })

  test('gets ready once more when its session is forgotten', async () => {
    const { discord } = await playground()
    const client = await login(discord)

    const ready = nextRaw(client, 'READY')
    discord.setting('socket', 'forget')
    expect(await ready).toMatchObject({ guilds: [{ id: GUILD }] })
  })

  test('hears the last message once more when it is redelivered', async () => {
    const { discord, act } = await playground()
    const client = await login(discord)
    await act({ persona: ADA, do: 'say', channel: PAPERS, text: 'once' })
    const first = await nextRaw(client, 'MESSAGE_CREATE')

    const second = nextRaw(client, 'MESSAGE_CREATE')
    discord.redeliver()
    expect((await second).id).toBe(first.id)
  })
})

describe('events', () => {
  test('message texts are blank without the intent, but for mentions and the bot’s own', async () => {
    const { discord, act } = await playground()
    const client = await login(discord, { intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages] })
    const heard: string[] = []
    const done = new Promise<void>((resolve) => {
      client.on(Events.MessageCreate, (message) => {
        heard.push(message.content)
        if (heard.length === 3) resolve()
      })
    })

    await act({ persona: ADA, do: 'say', channel: PAPERS, text: 'a secret' })
    await act({ persona: ADA, do: 'say', channel: PAPERS, text: `hello <@${client.user.id}>` })
    await (await papers(client)).send('my own')
    await done

    expect(heard).toEqual(['', `hello <@${client.user.id}>`, 'my own'])
  })

  test('message texts are blank in REST too while the application may not read them', async () => {
    const { discord, act } = await playground()
    discord.setting('messageContent', false)
    const client = await login(discord, { intents: [GatewayIntentBits.Guilds] })
    const { message } = await act({ persona: ADA, do: 'say', channel: PAPERS, text: 'a secret' })
    const channel = await papers(client)

    expect((await channel.messages.fetch(message?.id ?? '')).content).toBe('')
    discord.setting('messageContent', true)
    expect((await channel.messages.fetch({ message: message?.id ?? '', force: true })).content).toBe('a secret')
  })

  test('sessions get only what their intents ask for', async () => {
    const { discord, act } = await playground()
    const client = await login(discord, { intents: [GatewayIntentBits.Guilds] })
    const names: string[] = []
    client.on(Events.Raw, ({ t }: { t: string }) => names.push(t))

    await act({ persona: ADA, do: 'say', channel: PAPERS, text: 'unheard' })
    const message = messagesOf(discord)[0]?.id ?? ''
    const thread = nextRaw(client, 'THREAD_CREATE')
    await (await papers(client)).threads.create({ name: 'heard', startMessage: message })
    await thread

    expect(names.filter((name) => name.startsWith('MESSAGE_'))).toEqual([])
  })

  test('edits and deletions of messages that the client never cached arrive as raw events', async () => {
    const { discord, act } = await playground()
    const first =
      (await act({ persona: ADA, do: 'say', channel: PAPERS, text: 'before the bot came' })).message?.id ?? ''
    const second = (await act({ persona: ADA, do: 'say', channel: PAPERS, text: 'also before' })).message?.id ?? ''
    const client = await login(discord)

    const updated = nextRaw(client, 'MESSAGE_UPDATE')
    await act({ persona: ADA, do: 'edit', channel: PAPERS, message: first, text: 'changed' })
    expect(await updated).toMatchObject({ id: first, content: 'changed', guild_id: GUILD, author: { id: ADA } })

    const deleted = nextRaw(client, 'MESSAGE_DELETE')
    await act({ persona: ADA, do: 'delete', channel: PAPERS, message: first })
    expect(await deleted).toEqual({ id: first, channel_id: PAPERS, guild_id: GUILD })

    const third = (await act({ persona: ADA, do: 'say', channel: PAPERS, text: 'one more' })).message?.id ?? ''
    const bulk = nextRaw(client, 'MESSAGE_DELETE_BULK')
    discord.setting('messagesDeleted', { messages: [second, third] })
    expect(await bulk).toMatchObject({ ids: [second, third], channel_id: PAPERS })
  })

  test('reactions come and go', async () => {
    const { discord, act } = await playground()
    const client = await login(discord)
    const message = await (await papers(client)).send('like me')

    const added = once(client, Events.MessageReactionAdd)
    await act({ persona: ADA, do: 'react', channel: PAPERS, message: message.id, emoji: '👍' })
    const [reaction, user] = await added
    expect([reaction.emoji.name, reaction.count, user.id]).toEqual(['👍', 1, ADA])

    const removed = once(client, Events.MessageReactionRemove)
    await act({ persona: ADA, do: 'react', channel: PAPERS, message: message.id, emoji: '👍', remove: true })
    await removed
    expect(messagesOf(discord)[0]?.reactions).toEqual([])
  })
})
