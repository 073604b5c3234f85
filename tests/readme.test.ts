import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PermissionFlagsBits } from 'discord-api-types/v10'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createApp } from '../src/app/app.ts'
import type { Command } from '../src/chat/command.ts'
import { registration } from '../src/chat/discord/options.ts'
import { parseText } from '../src/chat/parse-text.ts'
import { manifest } from '../src/chat/slack/index.ts'
import { optionHelp, usage } from '../src/chat/usage.ts'
import { parse } from '../src/library/formats/lectern.ts'
import { Environment } from '../src/start/config.ts'
import { loadCommands } from '../src/start/load-commands.ts'
import { NORTH, person, testClub, textOf } from './fakes/club.ts'
import { example, readme, section, table } from './readme-parts.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Every variable with its default as one types it; '' where there is none. */
function variables(): [name: string, fallback: string][] {
  const { properties = {} } = z.toJSONSchema(Environment, { io: 'input' })
  return Object.entries(properties).map(([name, property]) => {
    const fallback = typeof property === 'object' ? property.default : undefined
    return [name, fallback === undefined ? '' : String(fallback)]
  })
}

describe('the configuration', () => {
  it('table names every variable with its default, in the order of the schema', () => {
    const rows = table('Configuration', 'Variable').map(([name, fallback]) => [name, fallback === '—' ? '' : fallback])
    expect(rows).toEqual(variables())
  })

  it('example file names every variable with its default, and sets none', async () => {
    const lines = (await readFile(join(root, '.env.example'), 'utf8')).split('\n')
    const named = lines.flatMap((line) => {
      const [, name, fallback = ''] = /^# ([A-Z_]+)=(.*)$/.exec(line) ?? []
      return name ? [[name, fallback]] : []
    })
    expect(named).toEqual(variables())
    expect(lines.filter((line) => !/^(#.*)?$/.test(line))).toEqual([])
  })
})

/** The command table as README must show it. */
function commandTable(commands: readonly Command[]): string {
  const rows = commands.map((command) => {
    const options = Object.entries(command.options).map(([name, spec]) => optionHelp(name, spec))
    const cells = [
      `\`/paper ${usage(command)}\``,
      command.description,
      options.join('<br>') || '—',
      command.organisers ? 'organisers' : 'everyone',
    ]
    return `| ${cells.join(' | ')} |`
  })
  return ['| Command | What it does | Options | Who |', '|---|---|---|---|', ...rows].join('\n')
}

describe('the commands', () => {
  it('table shows every command, what it does, its options and who may call it', async () => {
    const [, shown = ''] = /<!-- commands -->\n(.*?)\n?<!-- \/commands -->/s.exec(readme) ?? []
    expect(shown).toBe(commandTable(await loadCommands()))
  })

  it('entries of the message menu are all named', async () => {
    const labels = (await loadCommands()).flatMap(({ message }) => (message ? [`**${message.label}**`] : []))
    expect(labels.filter((label) => !section('Commands').replaceAll('\n', ' ').includes(label))).toEqual([])
  })
})

describe('the set-up', () => {
  const permissions = table('Set it up in Discord', 'Permission').map(([name = '']) => name)

  function bitsOf(names: string[]): string {
    const known = new Map<string, bigint>(Object.entries(PermissionFlagsBits))
    return names.reduce((sum, name) => sum | (known.get(name) ?? 0n), 0n).toString()
  }

  it('invites the Discord bot with the permissions that the table explains', () => {
    expect(permissions.filter((name) => !(name in PermissionFlagsBits))).toEqual([])
    expect(permissions.at(-1)).toBe('ManageThreads')
    expect(readme).toContain(`scope=bot+applications.commands&permissions=${bitsOf(permissions.slice(0, -1))}\n`)
    expect(readme).toContain(`with the last one it is \`${bitsOf(permissions)}\``)
  })

  it('explains every scope and event of the Slack manifest, and no other', async () => {
    const { oauth_config, settings } = manifest('paper', await loadCommands())
    const asked = [...oauth_config.scopes.bot, ...settings.event_subscriptions.bot_events]
    const explained = table('Set it up in Slack', 'Scope or event').map(([name]) => name)
    expect(explained.toSorted()).toEqual(asked.toSorted())
  })
})

describe('the digest example', () => {
  it('is read without a problem, and says everything that a digest can say', () => {
    const { digest, problems } = parse('old-papers-12.md', example('digest'))
    expect(problems).toEqual([])
    expect(digest).not.toBeNull()
    expect(empties(digest)).toEqual([])
    expect(empties(digest?.papers[0])).toEqual([])
    expect(digest?.papers.map(({ reviewed }) => reviewed)).toEqual([true, false])
  })

  /** What is not filled in, but for the abstract, which an editor does not write. */
  function empties(record: object | null | undefined): string[] {
    return Object.entries(record ?? {}).flatMap(([key, value]) =>
      key !== 'abstract' && (value === null || (Array.isArray(value) && value.length === 0)) ? [key] : [],
    )
  }
})

describe('adding a command is one file', () => {
  let folder: string
  let commands: Command[]
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lectern-readme-'))
    await symlink(join(root, 'src'), join(folder, 'src'))
    await cp(join(root, 'commands'), join(folder, 'commands'), { recursive: true })
    await writeFile(join(folder, 'commands', 'tags.ts'), example('example'))
    commands = await loadCommands(join(folder, 'commands'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('and the example of README is not in use already', async () => {
    expect((await loadCommands()).map(({ name }) => name)).not.toContain('tags')
    expect(commands.map(({ name }) => name)).toContain('tags')
  })

  it('and it is registered on Discord with its options', () => {
    const options = registration('paper', commands).flatMap((root) => ('options' in root && root.options) || [])
    expect(options).toContainEqual(
      expect.objectContaining({
        name: 'tags',
        description: 'List the tags of the library',
        options: [expect.objectContaining({ name: 'holding', max_length: 40, autocomplete: true })],
      }),
    )
  })

  it('and it is understood on Slack, with and without the name of its option', () => {
    for (const text of ['tags safety', 'tags holding:safety', 'TAGS  “safety”']) {
      expect(parseText(commands, text)).toEqual({
        command: expect.objectContaining({ name: 'tags' }),
        values: { holding: 'safety' },
      })
    }
    const [command] = manifest('paper', commands).features.slash_commands
    expect(command?.usage_hint).toContain('tags')
  })

  it('and help lists it, and it answers', async () => {
    const club = await testClub()
    const { clock, all } = club
    const log = { debug() {}, info() {}, warn() {}, error() {} }
    const app = createApp({ commands, root: 'paper', clock, log, servicesOf: all.of, hear: all.hear })
    const ask = async (text: string) => {
      const reply = await app.runText({ text, caller: person('ada'), room: NORTH, interaction: `test:${text}` }).reply
      expect(reply.kind).toBe('card')
      return textOf(reply)
    }
    expect(await ask('help')).toContain('/paper tags [holding]')
    expect(await ask('help tags')).toContain('Only tags that hold this')
    expect(await ask('tags safe')).toContain('safety')
    expect(await ask('tags no-such-tag')).toContain('No paper has such a tag.')
  })
})

it('every file that README links to is there', () => {
  const links = [...readme.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(([, path = '']) => path)
  expect(links).toContain('docs/playground.png')
  expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([])
})

it('every file and folder that README names is there', () => {
  const named = [...readme.matchAll(/`((?:src|tests|commands|seeds|data)\/[\w./-]*|\.env\.example)`/g)]
  const paths = named.map(([, path = '']) => path).filter((path) => !path.startsWith('data/'))
  expect(paths.length).toBeGreaterThan(5)
  expect(paths.filter((path) => path !== 'commands/tags.ts' && !existsSync(join(root, path)))).toEqual([])
})

it('every npm script that README names is there', async () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(
    await readFile(join(root, 'package.json'), 'utf8'),
  )
  const named = [...readme.matchAll(/npm (?:run (?:-s )?)?(start|test|(?<=run (?:-s )?)[a-z]+)/g)].map(
    ([, name = '']) => name,
  )
  expect(new Set(named)).toContain('check')
  expect(named.filter((name) => !(name in scripts))).toEqual([])
})
