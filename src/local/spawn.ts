import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const PROGRAM = fileURLToPath(new URL('../playground/main.ts', import.meta.url))

const Ready = z.object({ ready: z.literal(true), url: z.string(), env: z.record(z.string(), z.string()) })

export interface SpawnedPlayground {
  /** Where its page is. */
  url: string
  /** What points a bot at its two chats. */
  env: Record<string, string>
  stop(): Promise<void>
}

/** Starts the playground as a process of its own and waits until it is ready. Rejects with a sentence. */
export async function spawnPlayground(host: string, port: number): Promise<SpawnedPlayground> {
  if (!existsSync(PROGRAM)) {
    throw new Error(
      'No chat is configured, and this installation has no playground. Set DISCORD_TOKEN or SLACK_BOT_TOKEN.',
    )
  }
  const child = fork(PROGRAM, {
    env: { ...process.env, HOST: host, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // Ctrl-C reaches the whole group of a terminal: the playground ends when the bot has ended.
    detached: true,
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const first = await Promise.race([new Promise((resolve) => child.once('message', resolve)), ended])
  const ready = Ready.safeParse(first)
  if (!ready.success) {
    child.kill()
    throw new Error('The playground did not start; the lines above say why.')
  }
  return {
    url: ready.data.url,
    env: ready.data.env,
    async stop() {
      if (child.connected) child.disconnect()
      child.kill()
      await ended
    },
  }
}
