import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PermissionFlagsBits } from 'discord-api-types/v10'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createApp } from '../src/app/app.ts'
import type { Command } from '../src/chat/command.ts'
import { ASKS as ofDiscord } from '../src/chat/discord/asks.ts'
import { registration } from '../src/chat/discord/options.ts'
import { parseText } from '../src/chat/parse-text.ts'
import { ASKS as ofSlack } from '../src/chat/slack/asks.ts'
import { manifest } from '../src/chat/slack/index.ts'
import { optionHelp, usage } from '../src/chat/usage.ts'
import { parse } from '../src/library/formats/lectern.ts'
import { formatNames } from '../src/services/importing/formats.ts'
import { Environment } from '../src/start/config.ts'
import { loadCommands } from '../src/start/load-commands.ts'
import { NORTH, person, testClub, textOf } from './fakes/club.ts'
import { sources } from './import-lines.ts'
import { example, marked, pages, section, table } from './readme-parts.ts'

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

/** The command tables as README must show them: who may call what. */
function commandTables(commands: readonly Command[]): string {
  const rows = (organisers: boolean) =>
    commands
      .filter((command) => (command.organisers ?? false) === organisers)
      .map(({ name, description }) => `| \`/paper ${name}\` | ${description} |`)
  const head = (title: string) => [`| ${title} | What it does |`, '|---|---|']
  return [...head('For everyone'), ...rows(false), '', ...head('For organisers'), ...rows(true)].join('\n')
}

/** The table with every option, as docs/commands.md must show it. */
function optionTable(commands: readonly Command[]): string {
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
  it('stand in README with what they do, those of organisers apart', async () => {
    expect(marked('commands')).toBe(commandTables(await loadCommands()))
  })

  it('stand in docs/commands.md with their options and who may call them', async () => {
    expect(marked('command options')).toBe(optionTable(await loadCommands()))
  })

  it('entries of the message menu are all named', async () => {
    const labels = (await loadCommands()).flatMap(({ message }) => (message ? [`**${message.label}**`] : []))
    expect(labels.filter((label) => !section('Commands').replaceAll('\n', ' ').includes(label))).toEqual([])
  })
})

describe('the set-up', () => {
  it('invites the Discord bot with the permissions that the table explains', () => {
    const names = table('Set it up in Discord', 'Permission').map(([name = '']) => name)
    const known = new Map<string, bigint>(Object.entries(PermissionFlagsBits))
    expect(names.filter((name) => !known.has(name))).toEqual([])
    const bits = names.reduce((sum, name) => sum | (known.get(name) ?? 0n), 0n)
    expect(section('Set it up in Discord')).toContain(`scope=bot+applications.commands&permissions=${bits}\n`)
  })

  it('explains every scope and event of the Slack manifest, and no other', async () => {
    const { oauth_config, settings } = manifest('paper', await loadCommands())
    const asked = [...oauth_config.scopes.bot, ...settings.event_subscriptions.bot_events]
    const explained = table('Set it up in Slack', 'Scope or event').map(([name]) => name)
    expect(explained.toSorted()).toEqual(asked.toSorted())
  })

  it('explains them as the privacy page does', () => {
    const rows = [...table('Set it up in Slack', 'Scope or event'), ...table('Set it up in Discord', 'Permission')]
    const said = [...ofSlack, ...ofDiscord].map(({ name, why }) => [name, why.replaceAll('`', '')])
    expect(said).toEqual(expect.arrayContaining(rows))
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

  it('and the example is not in use already', async () => {
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
    const app = createApp({ commands, root: 'paper', clock, log, servicesOf: all.of, hear: all.hear, erase: all.erase })
    const ask = async (text: string) => {
      const reply = await app.runText({ text, caller: person('ada'), room: NORTH, interaction: `test:${text}` }).reply
      expect(reply.kind).toBe('card')
      return textOf(reply)
    }
    expect(await ask('help')).toContain('/paper tags')
    expect(await ask('help tags')).toContain('Only tags that hold this')
    expect(await ask('tags safe')).toContain('safety')
    expect(await ask('tags no-such-tag')).toContain('No paper has such a tag.')
  })
})

/** Of a command that is only explained. */
const EXAMPLES = ['tags']

describe.each(pages)('$path', ({ path, text }) => {
  it('links to files and headings that are there', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)]
    const broken = links.filter(([, file = '', anchor]) => {
      const target = file === '' ? path : join(dirname(path), file)
      const headings = pages.find((page) => page.path === target)?.text.matchAll(/^#+ (.*)$/gm) ?? []
      const anchors = [...headings].map(([, heading = '']) => heading.toLowerCase().replaceAll(' ', '-'))
      return !existsSync(join(root, target)) || (anchor !== undefined && !anchors.includes(anchor))
    })
    expect(broken.map(([link]) => link)).toEqual([])
  })

  it('names files and folders that are there', () => {
    const named = [...text.matchAll(/`((?:src|tests|commands|seeds|docs|data)\/[\w./-]*|\.env\.example)`/g)]
    const paths = named.map(([, name = '']) => name).filter((name) => !name.startsWith('data/'))
    expect(paths.filter((name) => name !== 'commands/tags.ts' && !existsSync(join(root, name)))).toEqual([])
  })

  it('names commands and options that are there', async () => {
    const commands = (await loadCommands()).toSorted((a, b) => b.name.length - a.name.length)
    const named = [...text.matchAll(/`\/paper ([a-z][^`]*)`/g)].map(([, line = '']) => line.replaceAll(/\s+/g, ' '))
    const wrong = named.filter((line) => {
      const command = commands.find(({ name }) => `${line} `.startsWith(`${name} `))
      const options = line.replaceAll(/"[^"]*"|https?:\S*/g, '').matchAll(/(?<=[ [<])([a-z]+):/g)
      if (commands.some(({ name }) => name.startsWith(`${line} `))) return false
      return !command || [...options].some(([, name = '']) => !(name in command.options))
    })
    expect(wrong.filter((line) => !EXAMPLES.includes(line))).toEqual([])
  })

  it('names npm scripts that are there', async () => {
    const manifest = await readFile(join(root, 'package.json'), 'utf8')
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(manifest)
    const named = [...text.matchAll(/npm (?:run (?:-s )?)?(start|test|(?<=run (?:-s )?)[a-z-]+)/g)]
    expect(named.map(([, name = '']) => name).filter((name) => !(name in scripts))).toEqual([])
  })
})

it('README leads to every page of docs/', () => {
  const [readme, ...others] = pages
  expect(others.filter(({ path }) => !readme?.text.includes(`](${path})`))).toEqual([])
  expect(readme?.text).toContain('](docs/playground.png)')
})

it('the formats that can be imported are all explained', () => {
  const rows = table('From the command line', 'format').flatMap(([names = '']) => names.split(', '))
  expect(rows.toSorted()).toEqual(formatNames().toSorted())
})

describe('what tests say of themselves', () => {
  const tests = [...sources('tests')].filter(([file]) => file !== 'tests/readme.test.ts')

  it('the variables that they read are all explained', () => {
    const known = new Set([...variables().map(([name]) => name), 'HOME', 'PATH'])
    const read = tests.flatMap(([, text]) =>
      [...text.matchAll(/process\.env\.([A-Z_]+)/g)].map(([, name = '']) => name),
    )
    const explained = table('Tests', 'Variable').map(([name = '']) => name)
    expect(explained).toEqual([...new Set(read)].filter((name) => !known.has(name)).toSorted())
  })

  it('every F-number has its line in docs/failures.md, which says whether a test of the bot names it', () => {
    const numbersIn = (files: typeof tests) =>
      new Set(files.flatMap(([, text]) => [...text.matchAll(/\bF\d\d\b/g)].map(([number]) => number)))
    const lines = table('By number', 'Number').map(([number = '', , ours = '']) => ({ number, ours }))
    const listed = lines.map(({ number }) => number)
    expect(listed).toEqual(listed.toSorted())
    expect([...numbersIn(tests)].filter((number) => !listed.includes(number))).toEqual([])
    // Tests of the playground show how the chats are, not how the bot is.
    const named = numbersIn(tests.filter(([file]) => !file.startsWith('tests/playground/')))
    const untested = lines.filter(({ ours }) => ours.startsWith('Not yet tested.')).map(({ number }) => number)
    expect(untested, '“Not yet tested.” goes when a test names the number').toEqual(
      listed.filter((number) => !named.has(number)),
    )
  })
})
