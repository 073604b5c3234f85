/** A Discord on this machine, for the real client to log in to: REST v10 and the gateway on one port. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LocalChat } from '../types.ts'
import type { World } from '../world.ts'
import { act } from './acts.ts'
import { openGateway } from './gateway.ts'
import { GUILD } from './guilds.ts'
import { openInteractions } from './interactions.ts'
import { TOKEN } from './personas.ts'
import { openRealm } from './realm.ts'
import { type LoggedRequest, openRest } from './rest.ts'
import { applicationRoutes } from './routes/application.ts'
import { commandRoutes } from './routes/commands.ts'
import { guildRoutes } from './routes/guilds.ts'
import { interactionRoutes } from './routes/interactions.ts'
import { messageRoutes } from './routes/messages.ts'
import { scheduledEventRoutes } from './routes/scheduled-events.ts'
import { threadRoutes } from './routes/threads.ts'
import { webhookRoutes } from './routes/webhooks.ts'
import { applySetting, type Settings } from './settings.ts'
import { stateOf } from './state.ts'
import { archiveSilentThreads } from './threads.ts'

export interface LocalDiscord extends LocalChat {
  /** What the bot has sent, the newest last; at most the last thousand. */
  requests(): LoggedRequest[]
  /** Changes the bot's surroundings as an administrator would. */
  setting<N extends keyof Settings>(name: N, value: Settings[N]): void
  /** Cuts the bot's gateway connections without a word; their sessions can be resumed. */
  cutSocket(): void
  /** Sends the last message event once more. */
  redeliver(): void
}

const HOST = '127.0.0.1'

/** `port`: default any that is free. */
export async function startDiscord(world: World, { port = 0 }: { port?: number } = {}): Promise<LocalDiscord> {
  let address = ''
  const realm = openRealm(world, () => `http://${address}`)
  const server = createServer((request, response) => {
    if (!realm.cdn.serve(request, response)) rest.handle(request, response)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, HOST, resolve)
  })
  address = `${HOST}:${portOf(server.address())}`
  const gatewayUrl = () => `ws://${address}`
  const gateway = openGateway(realm, server, gatewayUrl)
  const interactions = openInteractions(realm)
  const rest = openRest(realm, gateway, [
    ...applicationRoutes(realm, gatewayUrl),
    ...guildRoutes(realm),
    ...messageRoutes(realm),
    ...threadRoutes(realm),
    ...commandRoutes(realm),
    ...interactionRoutes(realm, interactions),
    ...webhookRoutes(realm),
    ...scheduledEventRoutes(realm),
  ])
  const unfollow = followClock(world, () => archiveSilentThreads(realm))

  return {
    name: 'discord',
    env: { DISCORD_TOKEN: TOKEN, DISCORD_API_URL: `http://${address}/api` },
    rooms: [`discord:${GUILD.id}:${realm.channelsOf(GUILD.id)[0]?.id ?? ''}`],
    state: () => stateOf(realm, gateway.connected()),
    act: (wish) => act(realm, interactions, wish),
    requests: () => rest.log(),
    setting: (name, value) => applySetting(realm, gateway, name, value),
    cutSocket: () => gateway.cut(),
    redeliver: () => gateway.redeliver(),
    async stop() {
      unfollow()
      await gateway.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Calls back whenever the world's clock has been moved. */
function followClock(world: World, moved: () => void): () => void {
  let offset = world.offset()
  return world.onChange(() => {
    if (world.offset() === offset) return
    offset = world.offset()
    moved()
  })
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address ? address.port : 0
}
