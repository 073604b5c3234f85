import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const program = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const run = (input: string, ...args: string[]) =>
  spawnSync(process.execPath, [program, 'idea', ...args], { input, encoding: 'utf8' })

const row = (title: string, facts: object) => JSON.stringify({ title, ...facts })

it('prints one line a paper, in order', () => {
  const input = [
    row('One', { abstract: 'Much is known. We present a ladder that reaches the moon.' }),
    row('Two', { sentences: ['We show that rope is enough.', 'It rained.'] }),
  ].join('\n')
  const { stdout, status } = run(input, '--jsonl')
  expect(stdout.split('\n')).toEqual([expect.stringContaining('ladder'), expect.stringContaining('rope'), ''])
  expect(status).toBe(0)
})

it('keeps the place of a row that it cannot read, and names its line', () => {
  const { stdout, stderr, status } = run(
    `{"title":\n${row('Two', { abstract: 'We show that rope is enough.' })}\n`,
    '--jsonl',
  )
  expect(stdout.split('\n')[0]).toBe('')
  expect(stdout.split('\n')[1]).toContain('rope')
  expect(stderr).toContain('Line 1')
  expect(status).toBe(1)
})

it('says how it is called', () => {
  for (const [args, said] of [
    [[], 'Say --jsonl'],
    [['--json'], 'no option --json'],
    [['--jsonl', 'x'], '“x” is not understood'],
  ] as const) {
    const { status, stderr } = run('', ...args)
    expect(status).toBe(2)
    expect(stderr).toContain(said)
  }
})
