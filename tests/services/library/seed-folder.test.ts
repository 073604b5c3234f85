import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Problem } from '../../../src/library/paper.ts'
import { openSeedFolder, type ReloadSummary, type SeedFolder } from '../../../src/services/library/seed-folder.ts'
import { merge } from '../../library/merged.ts'

let folder: string
let opened: SeedFolder[]
let problems: Problem[]
let reloads: ReloadSummary[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seeds-'))
  opened = []
  problems = []
  reloads = []
})

afterEach(async () => {
  for (const each of opened) each.close()
  await rm(folder, { recursive: true, force: true })
})

async function open(): Promise<SeedFolder> {
  const seeds = await openSeedFolder(folder, {
    onProblem: (problem) => problems.push(problem),
    onReload: (summary) => reloads.push(summary),
  })
  opened.push(seeds)
  return seeds
}

function write(name: string, text: string | Uint8Array): Promise<void> {
  return writeFile(join(folder, name), text)
}

function digest(title: string, ...papers: string[]): string {
  return `# ${title}\n\n## Papers\n\n${papers.map((paper) => `### ${paper}\n\nIts idea.\n`).join('\n')}`
}

function libraryOf(seeds: SeedFolder) {
  return merge(seeds.digests())
}

function titles(seeds: SeedFolder): string[] {
  return libraryOf(seeds).papers.map(({ title }) => title)
}

describe('a folder of digests', () => {
  test('is read whole, but for its README and hidden files', async () => {
    await write('a.md', digest('A', 'One', 'Two'))
    await write('b.md', digest('B', 'two', 'Three'))
    await write('README.md', digest('Not a digest', 'Four'))
    await write('.b.md.swp', digest('Not a digest', 'Five'))
    const seeds = await open()
    expect(titles(seeds).sort()).toEqual(['One', 'Three', 'Two'])
    expect(
      libraryOf(seeds)
        .digests.map(({ id }) => id)
        .sort(),
    ).toEqual(['a', 'b'])
    expect(problems).toEqual([])
    expect(reloads).toEqual([])
  })

  test('F27 waits for no pipe, and says what cannot be a digest', async () => {
    await write('a.md', digest('A', 'One'))
    execFileSync('mkfifo', [join(folder, 'pipe.md')])
    await mkdir(join(folder, 'folder.md'))
    await symlink('loop.md', join(folder, 'loop.md'))
    const listening = createServer().listen(join(folder, 'socket.md'))
    await once(listening, 'listening')
    const seeds = await open()
    listening.close()
    expect(titles(seeds)).toEqual(['One'])
    const notAFile = expect.stringContaining('not a file')
    expect(problems).toEqual([
      { file: 'folder.md', line: 1, message: notAFile },
      { file: 'loop.md', line: 1, message: expect.stringContaining('cannot be read (ELOOP)') },
      { file: 'pipe.md', line: 1, message: notAFile },
      { file: 'socket.md', line: 1, message: notAFile },
    ])
  })

  test('F27 reports a bad file and loads the rest', async () => {
    await write('a.md', digest('A', 'One'))
    await write('b.md', '')
    await write('c.md', Uint8Array.of(0x23, 0x20, 0, 0xff, 0xfe))
    const seeds = await open()
    expect(titles(seeds)).toEqual(['One'])
    expect(problems).toMatchObject([
      { file: 'b.md', line: 1 },
      { file: 'c.md', line: 1 },
    ])
    expect(seeds.problems()).toEqual(problems)
  })

  test('that is not there stops the start', async () => {
    await expect(openSeedFolder(join(folder, 'missing'))).rejects.toThrow('ENOENT')
  })
})

describe('what changes while it is open', () => {
  test('is taken up by itself', async () => {
    await write('a.md', digest('A', 'One'))
    const seeds = await open()
    await write('b.md', digest('B', 'Two'))
    await vi.waitFor(() => expect(libraryOf(seeds).papers).toHaveLength(2), 10_000)
    await write('b.md', digest('B', 'Two', 'Three'))
    await vi.waitFor(() => expect(libraryOf(seeds).papers).toHaveLength(3), 10_000)
    await rm(join(folder, 'a.md'))
    await vi.waitFor(() => expect(libraryOf(seeds).papers).toHaveLength(2), 10_000)
    expect(reloads.at(-1)).toEqual({ added: [], changed: [], removed: ['a.md'] })
  })

  test('is taken up when a file is replaced by another of the same size', async () => {
    await write('a.md', digest('A', 'One'))
    const seeds = await open()
    await write('next', digest('A', 'Two'))
    await rename(join(folder, 'next'), join(folder, 'a.md'))
    await seeds.reload()
    expect(titles(seeds)).toEqual(['Two'])
    expect(reloads).toEqual([{ added: [], changed: ['a.md'], removed: [] }])
  })

  test('is not announced when nothing changed', async () => {
    await write('a.md', digest('A', 'One'))
    const seeds = await open()
    await seeds.reload()
    expect(reloads).toEqual([])
  })

  test('keeps the id of every paper', async () => {
    await write('a.md', digest('A', 'One'))
    const seeds = await open()
    const [before] = libraryOf(seeds).papers
    await write('b.md', digest('B', 'Two', 'ONE'))
    await seeds.reload()
    const after = libraryOf(seeds).papers.find(({ id }) => id === before?.id)
    expect(after?.appearances).toHaveLength(2)
  })

  test('stays as it is after closing', async () => {
    await write('a.md', digest('A', 'One'))
    const seeds = await open()
    seeds.close()
    await write('a.md', digest('A', 'Two'))
    await seeds.reload()
    expect(titles(seeds)).toEqual(['One'])
  })
})

describe('F27 the last good version keeps serving', () => {
  const GOOD = digest('A', 'One', 'Two', 'Three')

  test.each([
    ['empty', ''],
    ['binary', '\0\0\0'],
    ['a bare title', '# A\n'],
    ['cut off', GOOD.slice(0, GOOD.indexOf('Three') + 3)],
  ])('when its file becomes %s, and the problem is told once', async (_, text) => {
    await write('a.md', GOOD)
    await write('b.md', digest('B', 'Four'))
    const seeds = await open()
    await write('a.md', text)
    await seeds.reload()
    await seeds.reload()
    expect(titles(seeds).sort()).toEqual(['Four', 'One', 'Three', 'Two'])
    expect(problems.at(-1)).toMatchObject({
      file: 'a.md',
      message: expect.stringContaining('The version read before stays in use.'),
    })
    expect(new Set(problems.map((problem) => JSON.stringify(problem))).size).toBe(problems.length)
    await write('a.md', digest('A', 'Five'))
    await seeds.reload()
    expect(titles(seeds).sort()).toEqual(['Five', 'Four'])
    expect(seeds.problems()).toEqual([])
  })

  test('when its file cannot be read', async () => {
    await write('a.md', GOOD)
    const seeds = await open()
    await rm(join(folder, 'a.md'))
    await mkdir(join(folder, 'a.md'))
    await seeds.reload()
    expect(titles(seeds)).toHaveLength(3)
    expect(problems).toMatchObject([{ file: 'a.md', message: expect.stringContaining('This is not a file') }])
  })

  test('when the whole folder is gone, and again when it is back', async () => {
    await write('a.md', GOOD)
    const seeds = await open()
    await rename(folder, `${folder}-away`)
    await seeds.reload()
    expect(titles(seeds)).toHaveLength(3)
    expect(problems).toMatchObject([{ message: 'The folder of digests cannot be read (ENOENT).' }])
    await rename(`${folder}-away`, folder)
    await seeds.reload()
    expect(seeds.problems()).toEqual([])
  })

  test('but a part that was taken out on purpose is gone', async () => {
    await write('a.md', GOOD)
    const seeds = await open()
    await write('a.md', digest('A', 'One', 'Two'))
    await seeds.reload()
    expect(titles(seeds)).toEqual(['One', 'Two'])
  })
})
