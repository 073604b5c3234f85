import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { startDiscord } from '../../src/playground/discord/server.ts'
import { startSlack } from '../../src/playground/slack/server.ts'
import { openWorld } from '../../src/playground/world.ts'

/** Sends bytes and resolves once the other side has answered something or closed. */
function send(port: number, bytes: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    const end = () => {
      socket.destroy()
      resolve()
    }
    socket.once('data', end).once('close', end).once('error', end)
    socket.setTimeout(2_000, end)
  })
}

const HEAD = 'HTTP/1.1\r\nHost: 127.0.0.1\r\n'
const UPGRADE =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n'

it('F39 no request line ends the local chats', async () => {
  const world = openWorld(':memory:')
  const [discord, slack] = await Promise.all([startDiscord(world), startSlack(world)])
  try {
    const urls = [discord.env.DISCORD_API_URL, slack.env.SLACK_API_URL].map((url) => new URL(url ?? ''))
    for (const { port } of urls) {
      for (const target of ['//', '///x', 'http://[', '*', '/%zz', 'x:y']) {
        await send(Number(port), `GET ${target} ${HEAD}\r\n`)
        await send(Number(port), `GET ${target} ${HEAD}${UPGRADE}\r\n`)
      }
    }
    for (const url of urls) expect((await fetch(url)).status).toBeGreaterThan(0)
  } finally {
    await Promise.all([discord.stop(), slack.stop()])
    world.close()
  }
})
