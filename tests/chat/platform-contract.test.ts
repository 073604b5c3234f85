import { createDiscord } from '../../src/chat/discord/index.ts'
import type { Log } from '../../src/chat/log.ts'
import type { Platform } from '../../src/chat/platform.ts'
import { createSlack, manifest } from '../../src/chat/slack/index.ts'
import { type AccountId, isRoomId } from '../../src/club/keys.ts'
import { startDiscord } from '../../src/playground/discord/server.ts'
import { startSlack } from '../../src/playground/slack/server.ts'
import type { LocalChat } from '../../src/playground/types.ts'
import { openWorld, type World } from '../../src/playground/world.ts'
import { CONTRACT_COMMANDS, type OpenBench, type PlatformBench, platformContract } from '../contracts/platform.ts'
import { everythingIn } from '../e2e/people.ts'
import { specProblems } from '../playground/discord/spec.ts'

platformContract('Discord', async (inbound) => {
  const world = openWorld(':memory:')
  const server = await startDiscord(world)
  const token = server.env.DISCORD_TOKEN ?? ''
  const apiUrl = server.env.DISCORD_API_URL ?? ''
  const create = () => createDiscord({ token, apiUrl, root: 'paper', log: silent })
  const bench = await benchOf(world, server, create, (person) => `discord:${person}`, inbound)
  const { channel } = bench
  return {
    ...bench,
    breakPosts: (fault) => world.addFault({ chat: 'discord', match: '/messages', ...fault }),
    breakCopies: (fault) => world.addFault({ chat: 'discord', match: '/:token', ...fault }),
    breakFiles: (fault) => world.addFault({ chat: 'discord', match: 'GET /ephemeral-attachments/', ...fault }),
    forbid: () => server.setting('permission', { channel, name: 'SendMessages', allowed: false }),
    hideHistory: () => server.setting('permission', { channel, name: 'ReadMessageHistory', allowed: false }),
    remove: (message) => server.setting('messagesDeleted', { messages: [message] }),
    async close() {
      await bench.close()
      const problems = server.requests().flatMap(specProblems)
      if (problems.length > 0) throw new Error(problems.join('\n'))
    },
  }
})

platformContract('Slack', async (inbound) => {
  const world = openWorld(':memory:')
  const server = await startSlack(world, { retryDelays: [50, 100, 200] })
  server.configure(manifest('paper', CONTRACT_COMMANDS))
  const { SLACK_BOT_TOKEN: botToken = '', SLACK_APP_TOKEN: appToken = '', SLACK_API_URL: apiUrl = '' } = server.env
  const create = () => createSlack({ botToken, appToken, apiUrl, log: silent })
  const team = server.rooms[0]?.split(':')[1] ?? ''
  const bench = await benchOf(world, server, create, (person) => `slack:${team}:${person}`, inbound)
  const { channel } = bench
  return {
    ...bench,
    breakPosts: (fault) => world.addFault({ chat: 'slack', match: 'chat.postMessage', ...fault }),
    breakCopies: (fault) => world.addFault({ chat: 'slack', match: 'chat.postMessage', ...fault }),
    breakFiles: (fault) => world.addFault({ chat: 'slack', match: 'GET /files-pri/', ...fault }),
    forbid: () => server.setting({ scopes: [] }),
    hideHistory: () => world.addFault({ chat: 'slack', match: 'conversations.history', status: 500, times: 100 }),
    remove: (message) => server.setting({ deleteMessage: message, channel }),
    async close() {
      await bench.close()
      const problems = server.requests().filter(({ error }) => error?.startsWith('invalid_'))
      if (problems.length > 0) throw new Error(JSON.stringify(problems))
    },
  }
})

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} }

/** What every local chat offers alike. */
async function benchOf(
  world: World,
  server: LocalChat,
  create: () => Platform,
  account: (person: string) => AccountId,
  inbound: Parameters<OpenBench>[0],
): Promise<Omit<PlatformBench, 'breakPosts' | 'breakCopies' | 'breakFiles' | 'forbid' | 'hideHistory' | 'remove'>> {
  const { personas, channels } = server.state()
  const [admin, other] = personas
  const [channel] = channels
  const [room] = server.rooms
  if (!admin || !other || !channel || !room || !isRoomId(room)) throw new Error('the local chat is empty')
  const platforms: Platform[] = []
  const another = () => {
    const platform = create()
    platforms.push(platform)
    return platform
  }
  const platform = another()
  await platform.start(inbound)
  return {
    platform,
    room,
    channel: channel.id,
    admin,
    other,
    account,
    connected: () => server.state().connected,
    act: (act) => server.act(act),
    messages: () =>
      server
        .state()
        .channels.filter(({ id }) => id === channel.id)
        .flatMap(everythingIn),
    another,
    async close() {
      await Promise.all(platforms.map((each) => each.stop()))
      await server.stop()
      world.close()
    },
  }
}
