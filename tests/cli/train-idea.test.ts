import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'

const at = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url))

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'train-idea-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

it.each([
  ['train-idea', at('cli/train-idea.ts'), at('library/idea/weights.json')],
  ['count-words', at('cli/count-words.ts'), at('library/index/common-words.json')],
])(
  '%s says in a sentence what is wrong with what it is given, and leaves what was learnt alone',
  (_, program, learnt) => {
    const before = readFileSync(learnt)
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
    expect(readFileSync(learnt)).toEqual(before)
  },
)
