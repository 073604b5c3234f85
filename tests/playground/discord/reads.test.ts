import { Routes } from 'discord.js'
import { expect, test } from 'vitest'
import { ADA, BRUNO, GUILD, login, messagesOf, PAPERS, papers, playground, refusalOf } from './harness.ts'

async function open() {
  const ground = await playground()
  return { ...ground, client: await login(ground.discord) }
}

test('the bot reads itself, its application, the server, its channels, roles and members', async () => {
  const { client } = await open()
  const guild = await client.guilds.fetch({ guild: GUILD, force: true })

  expect((await client.application.fetch()).owner?.id).toBe(ADA)
  expect((await guild.channels.fetch()).size).toBe(2)
  expect((await guild.roles.fetch()).map((role) => role.name)).toContain('Organisers')
  expect((await guild.members.fetch({ user: BRUNO, force: true })).displayName).toBe('Bruno')
  expect((await guild.members.search({ query: 'ad' })).map((member) => member.id)).toEqual([ADA])
  expect(await refusalOf(client.users.fetch('1180000000000009999'))).toMatchObject({ code: 10013, status: 404 })
  expect(await refusalOf(guild.members.list())).toMatchObject({ code: 50001, status: 403 })
})

test('the bot reacts, reads who did, and takes its reaction back', async () => {
  const { discord, act, client } = await open()
  const message = await (await papers(client)).send('The pick')
  await message.react('👍')
  await message.react('👍')
  await act({ persona: BRUNO, do: 'react', channel: PAPERS, message: message.id, emoji: '👍' })

  const read = await (await message.fetch(true)).reactions.cache.get('👍')?.users.fetch()
  expect(read?.map((user) => user.id).sort()).toEqual([client.user.id, BRUNO])
  expect(messagesOf(discord)[0]?.reactions).toEqual([{ emoji: '👍', by: [client.user.id, BRUNO] }])

  await message.reactions.cache.get('👍')?.users.remove()
  expect(messagesOf(discord)[0]?.reactions).toEqual([{ emoji: '👍', by: [BRUNO] }])
  const foreign = client.rest.delete(
    Routes.channelMessageUserReaction(PAPERS, message.id, encodeURIComponent('👍'), BRUNO),
  )
  expect(await refusalOf(foreign)).toMatchObject({ code: 50013, status: 403 })
  expect(await refusalOf(message.react('thumbsup'))).toMatchObject({ code: 10014, status: 400 })
})

test('what does not exist is refused, by path and by method', async () => {
  const { discord } = await open()
  const call = async (path: string, method = 'GET') =>
    (await fetch(`${discord.env.DISCORD_API_URL}${path}`, { method })).status
  expect(await call('/nowhere')).toBe(404)
  expect(await call('/v10/nowhere')).toBe(404)
  expect(await call('/v10/gateway/bot', 'DELETE')).toBe(405)
  expect(await call('/v9/gateway')).toBe(400)
  expect(await call('/v10/channels/%E0%A4%A')).toBe(404)
})

test('the log of what the bot sent names call, body and answer, and no token', async () => {
  const { discord, client } = await open()
  for (let index = 0; index < 30; index++) await client.rest.get('/gateway/bot')
  const log = discord.requests()
  expect(log.at(-1)).toEqual({ method: 'GET', path: '/gateway/bot', query: {}, body: null, status: 200 })
  expect(JSON.stringify(log)).not.toContain(discord.env.DISCORD_TOKEN)
})

test('what people type as a name becomes a mention', async () => {
  const { act, client } = await open()
  const { message } = await act({
    persona: ADA,
    do: 'say',
    channel: PAPERS,
    text: '@Lectern and @Bruno, not @nobody or a@Bruno',
  })
  expect(message?.text).toBe(`<@${client.user.id}> and <@${BRUNO}>, not @nobody or a@Bruno`)
})
