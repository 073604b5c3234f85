/**
 * The playground, a process of its own: a local Discord, a local Slack, and the page that shows both.
 *
 * Environment: PORT (default 3000; 0: any free one) and HOST (default 127.0.0.1) of the page; PLAYGROUND_DATA, the file
 * that keeps the world (default data/playground.db, `:memory:` for one that is not kept).
 */
const port = Number(process.env.PORT || 3000)
const host = process.env.HOST || '127.0.0.1'

hush('stripTypeScriptTypes')
const [{ openWorld }, { startDiscord }, { startSlack }, { startControl }] = await Promise.all([
  import('./world.ts'),
  import('./discord/server.ts'),
  import('./slack/server.ts'),
  import('./control.ts'),
]).catch(giveUp)

const { world, discord, slack } = await openChats(process.env.PLAYGROUND_DATA || 'data/playground.db').catch(giveUp)
const control = await startControl({ world, discord, slack, host, port }).catch(giveUp)

let ending = false
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(signal, end)

const ready = {
  ready: true,
  url: `http://localhost:${control.port}`,
  env: {
    ...discord.env,
    ...slack.env,
    CLUB_ROOMS: [...discord.rooms, ...slack.rooms].join(','),
    PLAYGROUND_URL: `http://127.0.0.1:${control.port}`,
  },
}
process.stdout.write(`${JSON.stringify(ready)}\n`)
process.send?.(ready)

/** As they were left. */
async function openChats(file: string) {
  try {
    const world = openWorld(file)
    return { world, discord: await startDiscord(world), slack: await startSlack(world) }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : cause
    throw new Error(`its chats are kept in ${file}, which cannot be used (${reason}). Move that away to begin anew.`, {
      cause,
    })
  }
}

async function end(): Promise<void> {
  if (ending) return
  ending = true
  await control.stop()
  await Promise.all([discord.stop(), slack.stop()])
  world.close()
  process.exit(0)
}

function giveUp(error: unknown): never {
  process.stderr.write(`${sentenceOf(error)}\n`)
  process.exit(1)
}

function sentenceOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use. Set PORT to another one, for example PORT=${port + 1}.`
    case 'EACCES':
      return `Port ${port} may not be used here. Set PORT to one above 1024.`
    case 'ERR_MODULE_NOT_FOUND':
      return 'The playground is not installed here: run npm ci without --omit=dev, or set DISCORD_TOKEN or SLACK_BOT_TOKEN.'
    default:
      return `The playground could not start: ${error instanceof Error ? error.message : error}`
  }
}

/** Node warns that what serves the page's TypeScript may change; its version is pinned here, so nobody has to read that. */
function hush(what: string): void {
  const listeners = process.listeners('warning')
  process.removeAllListeners('warning')
  process.on('warning', (warning) => {
    if (!warning.message.includes(what)) for (const listener of listeners) listener(warning)
  })
}
