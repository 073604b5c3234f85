import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadCommands } from '../../src/start/load-commands.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-commands-'))
})
afterEach(() => rm(folder, { recursive: true }))

it('loads every file of the folder, named by its path', async () => {
  const names = (await loadCommands()).map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['find', 'club set', 'vote']))
  expect(new Set(names).size).toBe(names.length)
})

it('stops at a file that is no command, and names it', async () => {
  await writeFile(join(folder, 'broken.ts'), 'export default { name: "broken" }')
  await expect(loadCommands(folder)).rejects.toThrow(/commands\/broken\.ts does not export a command/)
})

it('stops at a command whose name is not its place', async () => {
  await writeFile(
    join(folder, 'here.ts'),
    'export default { name: "there", description: "x", answers: "actor", options: {}, run() {} }',
  )
  await expect(loadCommands(folder)).rejects.toThrow(/must be "here"/)
})

it('says so when a file cannot be read as a program', async () => {
  await cp(new URL('../../package.json', import.meta.url), join(folder, 'text.ts'))
  await expect(loadCommands(folder)).rejects.toThrow()
})
