import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startDiscord } from '../../../src/playground/discord/server.ts'
import { openWorld } from '../../../src/playground/world.ts'
import { ADA, login, messagesOf, onInteraction, PAPERS, papers, playground, threadsOf } from './harness.ts'

test('everything is there again after the playground was restarted, and old buttons work', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'local-discord-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'playground.db')

  const world = openWorld(file)
  const before = await startDiscord(world)
  const client = await login(before)
  await client.application.commands.set([{ name: 'paper', description: 'Papers' }])
  const components = [
    { type: 1 as const, components: [{ type: 2 as const, style: 1, custom_id: 'vote', label: 'Vote' }] },
  ]
  const ballot = await (await papers(client)).send({ content: 'Ballot', components })
  const thread = await ballot.startThread({ name: 'Attention' })
  await before.act({ persona: ADA, do: 'say', channel: PAPERS, thread: thread.id, text: 'I liked it' })
  const shown = before.state()
  await client.destroy()
  await before.stop()
  world.close()

  const { discord, act } = await playground(file)
  expect({ ...discord.state(), connected: true }).toEqual(shown)
  const again = await login(discord)
  onInteraction(again, async (interaction) => interaction.isButton() && interaction.update('Ballot: 1 vote'))
  await act({ persona: ADA, do: 'click', channel: PAPERS, message: ballot.id, control: 'vote' })
  expect(messagesOf(discord)[0]?.text).toBe('Ballot: 1 vote')
  expect(threadsOf(discord)[0]?.messages[0]?.text).toBe('I liked it')

  const next = await (await papers(again)).send('one more')
  expect(BigInt(next.id) > BigInt(thread.lastMessageId ?? ballot.id)).toBe(true)
})

test('ids never go back, though the clock does', async () => {
  const { discord, world } = await playground()
  const client = await login(discord)
  const channel = await papers(client)
  const first = await channel.send('first')
  world.advance(-60_000)
  const second = await channel.send('second')
  expect(BigInt(second.id) > BigInt(first.id)).toBe(true)
  expect(messagesOf(discord).map(({ text }) => text)).toEqual(['first', 'second'])
})
