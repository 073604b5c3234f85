import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import packageJson from '../package.json' with { type: 'json' }
import { Environment, readConfig } from '../src/start/config.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

const Bot = z.object({
  build: z.literal('..'),
  env_file: z.literal('../.env'),
  environment: z.record(z.string(), z.string()),
  ports: z.array(z.string()),
})
const Compose = z.object({ services: z.object({ first: Bot, second: Bot, database: z.object({ image: z.string() }) }) })

it('the compose file sets variables that there are, to values that they can have', () => {
  const { services } = Compose.parse(parse(read('deploy/compose.yaml'), { merge: true }))
  for (const { environment, ports } of [services.first, services.second]) {
    expect(Object.keys(environment).filter((name) => !(name in Environment.shape))).toEqual([])
    expect(readConfig({ ...environment, DISCORD_TOKEN: 'x' })).not.toHaveProperty('problems')
    expect(environment.STORE_URL).toMatch(/^postgres:\/\/lectern:.*@database\/lectern$/)
    expect(ports[0]).toMatch(new RegExp(`^127\\.0\\.0\\.1:\\d+:${environment.PORT}$`))
  }
  expect(services.first.ports).not.toEqual(services.second.ports)
  expect(existsSync(join(root, 'Dockerfile'))).toBe(true)
})

it('the systemd unit starts what npm start does, and may write where the bot does', () => {
  const unit = read('deploy/lectern.service')
  const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1] ?? ''
  const folder = value('WorkingDirectory')
  const [, ...start] = value('ExecStart').split(' ')
  expect(value('ExecStart').startsWith(`${folder}/node_modules/.bin/node `)).toBe(true)
  expect(packageJson.scripts.start.split(' ')).toEqual(expect.arrayContaining(start))
  expect(existsSync(join(root, start.at(-1) ?? ''))).toBe(true)
  expect(Environment.shape.STORE_URL.parse(undefined)).toBe('sqlite:data/lectern.db')
  expect(value('ReadWritePaths')).toBe(`${folder}/data`)
})

it('docs/running.md leads to both', () => {
  for (const path of ['deploy/compose.yaml', 'deploy/lectern.service']) {
    expect(read('docs/running.md')).toContain(`](../${path})`)
  }
})
