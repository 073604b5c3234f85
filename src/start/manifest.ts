/** `npm run manifest [-- --url https://host]`: prints the Slack app's manifest, to be pasted where Slack asks for one. */
import './node-version.js'
import { BadSettings, readConfig } from './config.ts'
import { loadEnvFile } from './env-file.ts'
import { carryOut, optionsOf, WrongUse } from './program.ts'

const USAGE = `Usage: npm run manifest [-- --url https://host]

Prints the manifest of the Slack app, to be pasted where Slack asks for one.
  --url https://host   Slack reaches the bot over HTTP at this address. Default: Socket Mode, which needs none.
With PUBLIC_URL set, workspaces can add the app themselves: it then says where Slack sends them back to.
`

async function main(args: string[]): Promise<number> {
  const { url } = optionsOf(args, { url: { type: 'string' } })
  if (url !== undefined && !isAddress(url)) {
    throw new WrongUse(
      `“${url}” is no address that Slack could reach. Write one such as --url https://lectern.example.org.`,
    )
  }
  loadEnvFile()
  const read = readConfig({ COMMAND: process.env.COMMAND, PUBLIC_URL: process.env.PUBLIC_URL })
  if ('problems' in read) throw new BadSettings(read.problems.join('\n'))
  const [{ manifest }, { loadCommands }] = await Promise.all([
    import('../chat/slack/index.ts'),
    import('./load-commands.ts'),
  ])
  const { COMMAND: root, PUBLIC_URL: publicUrl } = read.config
  const options = { ...(url === undefined ? {} : { url }), ...(publicUrl === undefined ? {} : { publicUrl }) }
  const printed = manifest(root, await loadCommands(), options)
  process.stdout.write(`${JSON.stringify(printed, null, 2)}\n`)
  return 0
}

/** Slack calls public addresses with TLS, and there one path. */
function isAddress(text: string): boolean {
  const url = URL.parse(text)
  return url?.protocol === 'https:' && url.hostname !== '' && url.href === `${url.origin}/`
}

process.exitCode = await carryOut(USAGE, main)
