import { describe, expect, it } from 'vitest'
import { type Import, importsOf, sources } from './import-lines.ts'

const CHAT_PORT = ['src/chat/*', 'src/chat/cards/*']
const STORE_PORT = ['src/store/store.ts', 'src/store/record.ts']
const CLUB_TYPES = 'type:src/club/*'
const LIBRARY_TYPES = 'type:src/library/**'
const SERVICE_PORTS = 'type:src/ports/*'
const NODE = 'node:**'
const SERVICES = ['src/services/**', 'src/ports/*', 'src/club/**', 'src/library/**']
const MARKDOWN = [
  ...['mdast', 'mdast-util-from-markdown'],
  ...['mdast-util-gfm-strikethrough', 'micromark-extension-gfm-strikethrough'],
]
const PARSERS = [
  ...['mdast', 'mdast-util-from-markdown', 'yaml'],
  ...['@citation-js/core', '@citation-js/plugin-bibtex', 'csv-parse', 'htmlparser2'],
]

/**
 * Who may import whom, besides what the row itself is about. Every source has a row, the first one that fits. `*` stands
 * for one name, `**` for all that is below; `type:` allows only what leaves no trace when it runs.
 */
const RULES: [where: string, may: string[]][] = [
  ['src/club/**', ['zod', 'rrule-temporal']],
  ['src/library/identity.ts', ['src/library/**', 'node:crypto']],
  ['src/library/formats/**', ['zod', ...PARSERS, 'src/library/**']],
  ['src/disk/*', [NODE]],
  ['src/worker/*', [NODE]],
  ['src/library/index/*', ['src/library/**', 'src/disk/*', 'src/worker/*', NODE]],
  ['src/library/reading/**', [...PARSERS, 'src/library/**']],
  ['src/library/records/**', [...PARSERS, 'src/library/**']],
  ['src/library/**', ['zod', 'src/library/**']],
  ['src/ports/*', [CLUB_TYPES, LIBRARY_TYPES]],
  ['src/chat/discord/**', ['discord.js', ...MARKDOWN, ...CHAT_PORT, CLUB_TYPES, NODE]],
  ['src/chat/slack/**', ['@slack/bolt', '@slack/oauth', '@slack/web-api', ...CHAT_PORT, CLUB_TYPES, NODE]],
  ['src/chat/cards/*', ['src/chat/*', 'src/chat/cards/*', 'src/club/**', SERVICE_PORTS, LIBRARY_TYPES, NODE]],
  ['src/chat/*', ['src/chat/*', 'src/chat/cards/*', 'src/club/**', SERVICE_PORTS, LIBRARY_TYPES, 'zod', NODE]],
  ['src/services/importing/*', [...SERVICES, 'src/worker/*', NODE]],
  ['src/services/library/*-folder.ts', [...SERVICES, NODE]],
  ['src/services/**', [...SERVICES, ...STORE_PORT, ...CHAT_PORT, 'zod', 'node:crypto', 'node:util']],
  ['commands/**', ['src/club/**', SERVICE_PORTS, LIBRARY_TYPES, ...CHAT_PORT, NODE]],
  ['src/app/*', ['src/app/*', 'src/club/**', SERVICE_PORTS, ...CHAT_PORT, NODE]],
  ['src/store/*', ['keyv', 'pg', 'zod', 'src/club/errors.ts', 'src/disk/*', 'src/worker/*', NODE]],
  ['src/schedule/*', ['node-cron', 'src/services/**', 'type:src/chat/log.ts', NODE]],
  ['src/web/*', ['src/web/*', 'src/services/**', 'type:src/chat/*', NODE]],
  ['src/playground/page/**', ['htm', 'preact', 'type:src/playground/types.ts']],
  ['src/playground/**', ['zod', 'ws', 'discord-api-types', 'src/disk/*', NODE]],
  [
    'src/local/*',
    ['src/local/*', 'type:src/playground/types.ts', ...SERVICES, 'src/schedule/*', ...STORE_PORT, 'zod', NODE],
  ],
  [
    'src/start/*',
    [
      'src/start/*',
      ...SERVICES,
      ...CHAT_PORT,
      'src/chat/*/index.ts',
      'src/web/*',
      'type:src/schedule/*',
      'type:src/store/store.ts',
      'zod',
      'pino',
      NODE,
    ],
  ],
  ['src/cli/*', ['src/start/*', 'src/cli/*', ...SERVICES, 'src/store/*', ...CHAT_PORT, 'zod', NODE]],
  [
    'src/*',
    [
      ...['src/start/*', 'src/app/*', 'src/local/*', ...SERVICES, ...CHAT_PORT, 'src/chat/*/index.ts'],
      ...['src/store/open.ts', 'type:src/store/store.ts', 'src/schedule/*', 'src/web/*', NODE],
    ],
  ],
]

/** Files that may import what only a run can tell: the folder of commands. */
const COMPUTED = ['src/start/load-commands.ts']

/** Where no chat may be named. */
const NAMELESS = ['src/club/**', 'src/library/**', 'src/services/**', 'src/ports/**', 'src/app/**', 'commands/**']

function fits(path: string, pattern: string): boolean {
  const parts = pattern.split(/(\*+)/).map((part) => WILD[part] ?? RegExp.escape(part))
  return new RegExp(`^${parts.join('')}$`).test(path)
}

const WILD: Readonly<Record<string, string>> = { '*': '[^/]+', '**': '.+' }

function isAllowed({ file, target, typeOnly }: Import): boolean {
  if (target === '?') return COMPUTED.includes(file)
  const rule = RULES.find(([where]) => fits(file, where))
  if (!rule) return false
  return rule.flat().some((pattern) => {
    const [, type, plain = ''] = /^(type:)?(.*)$/.exec(pattern) ?? []
    return (typeOnly || !type) && fits(target, plain)
  })
}

/** Each import that no row allows, as `file:line imports target`. */
function violations(files: Map<string, string>): string[] {
  return [...files]
    .flatMap(([file, text]) => importsOf(file, text))
    .filter((found) => !isAllowed(found))
    .map(({ file, line, target, typeOnly }) => `${file}:${line} imports ${target}${typeOnly ? ' (its types)' : ''}`)
}

/** Each line of code that names a chat, as `file:line`. Comments may. */
function namings(files: Map<string, string>): string[] {
  return [...files]
    .filter(([file]) => NAMELESS.some((pattern) => fits(file, pattern)))
    .flatMap(([file, text]) =>
      withoutComments(text)
        .split('\n')
        .flatMap((line, index) => (/discord|slack/i.test(line) ? [`${file}:${index + 1}`] : [])),
    )
}

function withoutComments(text: string): string {
  const onlyBreaks = (comment: string) => comment.replace(/[^\n]/g, '')
  return text.replace(/\/\*.*?\*\//gs, onlyBreaks).replace(/(^|\s)\/\/.*$/gm, '')
}

/** Files each of which imports the next, and the last the first; empty when there are none. Types count as well. */
function circleIn(files: ReadonlyMap<string, string>): string[] {
  const left = new Map([...files].map(([file, text]) => [file, importsOf(file, text).map(({ target }) => target)]))
  // Who imports none of those left stands in no circle, and need not be asked again.
  for (let before = -1; before !== left.size; ) {
    before = left.size
    for (const [file, targets] of left) if (!targets.some((target) => left.has(target))) left.delete(file)
  }
  const [start] = left.keys()
  const path: string[] = []
  for (let file = start; file !== undefined; file = left.get(file)?.find((target) => left.has(target))) {
    if (path.includes(file)) return path.slice(path.indexOf(file))
    path.push(file)
  }
  return []
}

describe('the rules of who imports whom', () => {
  const files = sources('src', 'commands')

  it('hold for every import of src and commands', () => {
    expect(violations(files)).toEqual([])
  })

  it('leave no source without a row, and no row without a source', () => {
    const rows = [...files.keys()].map((file) => RULES.findIndex(([where]) => fits(file, where)))
    expect([...files.keys()].filter((_, index) => rows[index] === -1)).toEqual([])
    expect(RULES.filter((_, index) => !rows.includes(index)).map(([where]) => where)).toEqual([])
  })

  it.each([
    ['src/club/round.ts', "import { readFile } from 'node:fs/promises'"],
    ['src/club/round.ts', "import type { Store } from '../store/store.ts'"],
    ['src/library/merge.ts', "import { keys } from '../club/keys.ts'"],
    ['src/library/formats/lectern.ts', "import { readFileSync } from 'node:fs'"],
    ['src/chat/card.ts', "export * from './discord/index.ts'"],
    ['src/chat/discord/inbound.ts', "import { render } from '../slack/outbound.ts'"],
    ['src/chat/slack/inbound.ts', "import type {\n  Store,\n} from '../../store/store.ts'"],
    ['src/services/club/rounds.ts', "import { writeFile } from 'node:fs/promises'"],
    ['src/services/club/rounds.ts', "import { openStore } from '../../store/open.ts'"],
    ['src/app/app.ts', "export type { House } from '../services/house.ts'"],
    ['commands/find.ts', "const { rounds } = await import('../src/services/club/rounds.ts')"],
    ['commands/find.ts', "type Client = import('discord.js').Client"],
    ['src/store/sqlite.ts', "import { createApp } from '../app/app.ts'"],
    ['src/playground/main.ts', "import { readConfig } from '../start/config.ts'"],
    ['src/main.ts', "import './playground/main.ts'"],
    ['src/main.ts', 'await import(PLAYGROUND)'],
    ['src/main.ts', "import { parse } from 'left-out-of-the-table'"],
    ['src/new-folder/thing.ts', "import { z } from 'zod'"],
  ])('catch %s with %s', (file, text) => {
    expect(violations(new Map([[file, text]]))).toHaveLength(1)
  })

  it('name the line', () => {
    const text = "import { z } from 'zod'\n\nimport { readFile } from 'node:fs/promises'\n"
    expect(violations(new Map([['src/club/round.ts', text]]))).toEqual(['src/club/round.ts:3 imports node:fs/promises'])
  })
})

describe('files that import each other in a circle', () => {
  it('do not exist in src and commands', () => {
    expect(circleIn(sources('src', 'commands'))).toEqual([])
  })

  it('are named', () => {
    const text = (name: string) => `import type { Thing } from './${name}.ts'`
    const files = new Map([
      ['src/a.ts', text('b')],
      ['src/b.ts', text('c')],
      ['src/c.ts', text('b')],
    ])
    expect(circleIn(files)).toEqual(['src/b.ts', 'src/c.ts'])
  })
})

describe('no chat is named', () => {
  it('in club, library, services, app and commands', () => {
    expect(namings(sources('src', 'commands'))).toEqual([])
  })

  it.each([
    ['src/club/keys.ts', "const CHATS = ['discord']"],
    ['src/services/club/posts.ts', 'function isSlack() {}'],
    ['commands/find.ts', 'const link = "https://discord.com" // elsewhere'],
  ])('is caught in %s: %s', (file, text) => {
    expect(namings(new Map([[file, `/** Slack may stand\nin a comment. */\n${text}\n// as may Discord`]]))).toEqual([
      `${file}:3`,
    ])
  })
})
