/**
 * `npm run crash -- --kills 300 --seed 1 [--store sqlite|postgres] [--processes 1|2] [--comments 300]`: kills the bot over and over while members
 * act on both chats, and says what was lost or came twice. With `--comments` they do nothing but talk. Exit code 1 when anything was.
 */
import { parseArgs } from 'node:util'
import { crash } from './crash/crash.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '300' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    store: { type: 'string', default: 'sqlite' },
    processes: { type: 'string', default: '1' },
    comments: { type: 'string' },
  },
})
const kills = Number(values.kills)
const seed = Number(values.seed)
const processes = Number(values.processes)
const store = values.store
const comments = values.comments === undefined ? undefined : Number(values.comments)
if (!(kills > 0 && Number.isInteger(seed) && (processes === 1 || processes === 2) && (comments ?? 1) > 0)) {
  process.stderr.write(
    'Say --kills as a number above 0, --seed as a whole number, --processes as 1 or 2, and --comments as a number.\n',
  )
  process.exit(2)
}
if (store !== 'sqlite' && store !== 'postgres') {
  process.stderr.write('Say --store as sqlite or postgres.\n')
  process.exit(2)
}

const { findings, log } = await crash({
  kills,
  seed,
  store,
  processes,
  comments,
  tell: (line) => void process.stderr.write(`${line}\n`),
})
process.stdout.write(`${kills} kills, ${processes} at a time on ${store}, seed ${seed}\n`)
for (const { what, of, wrong } of findings) {
  process.stdout.write(`  ${String(wrong.length).padStart(5)} of ${String(of).padEnd(6)} ${what}\n`)
  for (const one of wrong.slice(0, 10)) process.stdout.write(`        ${one}\n`)
}
const isWrong = findings.some(({ wrong }) => wrong.length > 0)
if (log) process.stdout.write(`What the bots logged: ${log}\n`)
process.exit(isWrong ? 1 : 0)
