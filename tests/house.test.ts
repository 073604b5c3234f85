import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { importsOf, sources } from './import-lines.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const Versions = z.record(z.string(), z.string()).default({})
const Manifest = z.object({
  scripts: Versions,
  dependencies: Versions,
  optionalDependencies: Versions,
  devDependencies: Versions,
})
const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), resolved: z.string().optional(), optionalDependencies: Versions }),
  ),
})

const { scripts, dependencies, optionalDependencies, devDependencies } = Manifest.parse(
  JSON.parse(read('package.json')),
)
const lock = Lock.parse(JSON.parse(read('package-lock.json')))

describe('what is installed', () => {
  it('is named by exact version, and locked at that version', () => {
    const wanted = Object.entries({ ...dependencies, ...optionalDependencies, ...devDependencies })
    const locked = wanted.map(([name]) => [name, lock.packages[`node_modules/${name}`]?.version])
    expect(locked).toEqual(wanted)
  })

  it('can be installed on every platform: no build for another one is missing from the lockfile', () => {
    const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies: builds }]) =>
      Object.keys(builds).filter(
        (name) => !(`node_modules/${name}` in lock.packages) && !(`${path}/node_modules/${name}` in lock.packages),
      ),
    )
    expect(missing).toEqual([])
  })

  it('comes from whichever registry the machine uses', () => {
    expect(Object.keys(lock.packages).filter((path) => lock.packages[path]?.resolved)).toEqual([])
    expect(read('.npmrc')).not.toMatch(/registry\s*=|\/\/|_auth/)
  })

  it('brings one Node for all platforms, of the release that the container has', () => {
    const versions = new Set(Object.values(optionalDependencies))
    expect(Object.keys(optionalDependencies).filter((name) => !/^node-(bin-)?(linux|darwin|win)-/.test(name))).toEqual(
      [],
    )
    expect(versions.size).toBe(1)
    expect(read('Dockerfile')).toContain(`FROM node:${[...versions].join().split('.')[0]}-`)
  })

  it('has its Node linked once it is there: npm 10 takes the link away with the builds for other platforms', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lectern-link-'))
    try {
      const build = join(folder, 'node_modules', 'node-for-here')
      mkdirSync(build, { recursive: true })
      writeFileSync(
        join(build, 'package.json'),
        '{ "name": "node-for-here", "version": "1.0.0", "bin": { "node": "node" } }',
      )
      writeFileSync(join(build, 'node'), '#!/bin/sh\n')
      chmodSync(join(build, 'node'), 0o755)
      writeFileSync(
        join(folder, 'package.json'),
        JSON.stringify({ scripts, optionalDependencies: { 'node-for-here': '1.0.0' } }),
      )
      execFileSync('npm', ['run', 'dependencies'], { cwd: folder, stdio: 'pipe' })
      expect(existsSync(join(folder, 'node_modules', '.bin', 'node'))).toBe(true)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('holds all that the bot imports when the development packages are left out', () => {
    const imported = [...sources('src', 'commands')]
      .filter(([file]) => !file.startsWith('src/playground/'))
      .flatMap(([file, text]) => importsOf(file, text))
      .filter(({ target, typeOnly }) => !typeOnly && !/^(node:|src\/|commands\/|\?)/.test(target))
    expect(imported.length).toBeGreaterThan(0)
    expect(imported.filter(({ target }) => !(target in dependencies))).toEqual([])
  })
})

describe('the files of the project', () => {
  const files = new Map(projectFiles('').map((path) => [path, read(path)]))

  it('name no registry, and no place on a particular machine', () => {
    const registry = /https?:\/\/[\w.-]*(registry|npmmirror)[\w.-]*\.\w/
    const machine = /(?<![\w.\])}-])\/(root|work|Users|home\/(?!node\b))\/?[\w.-]+/
    expect(linesWith(registry)).toEqual([])
    expect(linesWith(machine)).toEqual([])
    expect('see https://registry.example.org/x').toMatch(registry)
    expect('cd /home/ada/lectern').toMatch(machine)
  })

  it('silence no compiler, and the linter only for one line and with a reason', () => {
    expect(linesWith(/@ts-(ignore|expect-error|nocheck)\b|biome-ignore(-|\s+\S+:?\s*$)/)).toEqual([])
  })

  it('skip no test and mock no module', () => {
    expect(linesWith(/\b(it|test|describe)\.(skip|only|todo)\b|\bvi\.(do)?mock\(/i)).toEqual([])
  })

  function linesWith(pattern: RegExp): string[] {
    return [...files]
      .filter(([path]) => path !== 'tests/house.test.ts')
      .flatMap(([path, text]) =>
        text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
      )
  }
})

/** Every file of text that is part of the project, as a clone has them. */
function projectFiles(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => !NOT_OURS.has(name))
    .flatMap((name) => {
      const path = join(folder, name)
      if (statSync(join(root, path)).isDirectory()) return projectFiles(path)
      return /\.(png|ico|woff2|db)$/.test(name) ? [] : [relative('', path)]
    })
}

const NOT_OURS = new Set(['.git', '.env', 'node_modules', 'data', 'package-lock.json', 'coverage'])

describe('npm run check', () => {
  it('runs every check there is', () => {
    expect(scripts.check).toBe('npm run check:code && npm test')
    const parts = scripts['check:code']?.split(' && ')
    expect(parts).toEqual(['npm run format', 'npm run lint', 'npm run types', 'npm run unused'])
  })
})
