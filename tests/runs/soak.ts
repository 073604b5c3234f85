/** `npm run soak [-- --weeks 104 --seed 1]`: two years of a club, week by week. Exit code 1 when anything is wrong. */
import { parseArgs } from 'node:util'
import { soak } from './soak/soak.ts'

const { values } = parseArgs({
  options: { weeks: { type: 'string', default: '104' }, seed: { type: 'string', default: '1' } },
})
const [weeks, seed] = [Number(values.weeks), Number(values.seed)]
if (!(weeks > 0 && Number.isInteger(seed))) {
  process.stderr.write('Say --weeks as a number above 0, and --seed as a whole number.\n')
  process.exit(2)
}
const { picks, memory, wrong } = await soak({ weeks, seed, tell: (line) => void process.stderr.write(`${line}\n`) })
process.stdout.write(`${picks} picks of ${weeks} weeks, seed ${seed}\n`)
for (const { week, megabytes } of memory) if (week % 13 === 0) process.stdout.write(`  week ${week}: ${megabytes} MB\n`)
for (const one of wrong) process.stdout.write(`  wrong: ${one}\n`)
process.exit(wrong.length > 0 ? 1 : 0)
