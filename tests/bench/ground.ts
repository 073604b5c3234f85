import { startDiscord } from '../../src/playground/discord/server.ts'
import { startSlack } from '../../src/playground/slack/server.ts'
import type { LocalChat } from '../../src/playground/types.ts'
import { openWorld } from '../../src/playground/world.ts'

/** Both local chats, in the process that measures: only the bots are processes of their own. */
export interface Ground {
  discord: LocalChat
  slack: LocalChat
  env: Record<string, string>
  close(): Promise<void>
}

export async function openGround(): Promise<Ground> {
  const world = openWorld(':memory:')
  const [discord, slack] = await Promise.all([startDiscord(world), startSlack(world)])
  const rooms = [...discord.rooms, ...slack.rooms].join(',')
  return {
    discord,
    slack,
    env: {
      ...discord.env,
      ...slack.env,
      CLUB_ROOMS: rooms,
      PORT: '0',
      LOG_LEVEL: 'error',
      COMMANDS_A_MINUTE: '1000000',
    },
    async close() {
      await Promise.all([discord.stop(), slack.stop()])
      world.close()
    },
  }
}
