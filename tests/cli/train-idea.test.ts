import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'

const program = fileURLToPath(new URL('../../src/cli/train-idea.ts', import.meta.url))
const weights = fileURLToPath(new URL('../../src/library/idea/weights.json', import.meta.url))

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'train-idea-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

it('says in a sentence what is wrong with what it is given, and leaves the weights alone', () => {
  const before = readFileSync(weights)
  const broken = join(folder, 'broken.jsonl')
  writeFileSync(broken, '{"title":"A","sentences":["We see."],"targets":["Sight."]}\n{"title":\n')
  const few = join(folder, 'few.jsonl')
  writeFileSync(few, '{"title":"A","sentences":["We see."],"targets":["Sight."]}\n')
  const cases: [string[], RegExp][] = [
    [['--dev'], /^Usage: .*TRAIN\.jsonl/],
    [[join(folder, 'absent.jsonl')], /absent\.jsonl cannot be read\. Usage: /],
    [[broken], /^Line 2 of .*broken\.jsonl is not /],
    [[few], /few\.jsonl has 1 papers/],
  ]
  for (const [args, answer] of cases) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' })
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(answer)])
    expect(stdout).toBe('')
    expect(status).toBe(2)
  }
  expect(readFileSync(weights)).toEqual(before)
})
