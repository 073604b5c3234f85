/** `npm run manifest [-- --url https://host]`: prints the Slack app's manifest, to be pasted where Slack asks for one. */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { manifest } from '../chat/slack/index.ts'
import { readConfig } from './config.ts'
import { loadCommands } from './load-commands.ts'

if (existsSync('.env')) process.loadEnvFile('.env')
const { values } = parseArgs({ options: { url: { type: 'string' } } })
const read = readConfig({ COMMAND: process.env.COMMAND })
if ('problems' in read) {
  process.stderr.write(`${read.problems.join('\n')}\n`)
  process.exit(1)
}
const options = values.url ? { url: values.url } : {}
process.stdout.write(`${JSON.stringify(manifest(read.config.COMMAND, await loadCommands(), options), null, 2)}\n`)
