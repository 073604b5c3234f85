import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { ActResult, Fault, PlaygroundState } from '../../src/playground/types.ts'
import { eventually, type People, people, type Scene } from './people.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Milliseconds within which what a dead process left is done, and as many again for a busy machine. */
export const TAKEN_OVER = 60_000

/** The playground and the bot, each a process of its own, as a newcomer has them; kept in a folder of its own. */
export interface Stage extends Scene {
  page: string
  people: People
  /** Where everything of this stage is kept. */
  folder: string
  /** Environment of a bot on this stage. */
  env: Record<string, string>
  startBot(more?: Record<string, string>): Promise<Bot>
  state(): Promise<PlaygroundState>
  control(path: 'clock' | 'fault', body: object | Fault): Promise<void>
  /** Polls the state until `found` gives something; fails with `what` after 10 s. */
  until<T>(what: string, found: (state: PlaygroundState) => T | undefined | false | null): Promise<T>
  close(): Promise<void>
}

export interface Bot {
  /** What it printed at the start. */
  report: string
  errors(): string
  /** Sends a signal that does not end it. */
  signal(signal: NodeJS.Signals): void
  kill(signal: NodeJS.Signals): Promise<number | null>
}

export async function openStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-stage-'))
  const playground = run('src/playground/main.ts', { PORT: '0', PLAYGROUND_DATA: join(folder, 'playground.db') })
  const ready = JSON.parse(await firstLine(playground, /"ready"/)) as { url: string; env: Record<string, string> }
  const env = { ...ready.env, STORE_URL: `sqlite:${join(folder, 'lectern.db')}`, PORT: '0', LOG_LEVEL: 'warn' }
  const bots = new Set<ChildProcess>()

  async function post<T>(path: string, body: object): Promise<T> {
    const response = await fetch(`${ready.url}/control/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }

  async function state(): Promise<PlaygroundState> {
    const response = await fetch(`${ready.url}/control/state`)
    return (await response.json()) as PlaygroundState
  }

  const scene: Scene = { chats: state, act: (chat, act) => post<ActResult>('act', { chat, ...act }) }
  return {
    ...scene,
    people: people(scene),
    page: ready.url,
    folder,
    env,
    async startBot(more = {}) {
      const child = run('src/main.ts', { ...env, ...more })
      bots.add(child)
      return botOf(child, () => bots.delete(child))
    },
    state,
    control: async (path, body) => {
      await post(path, body)
    },
    until: (what, found) => eventually(what, async () => found(await state())),
    async close() {
      await Promise.all([...bots].map((bot) => end(bot, 'SIGTERM')))
      await end(playground, 'SIGTERM')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/**
 * `npm start` without any token: the bot brings the playground along. Everything is kept in `folder`; a real club's store, which
 * the environment names, would be `lectern.db` there.
 */
export async function startAlone(folder: string): Promise<Bot & { page: string }> {
  const env = {
    PORT: '0',
    STORE_URL: `sqlite:${join(folder, 'lectern.db')}`,
    PLAYGROUND_DATA: join(folder, 'playground.db'),
  }
  const bot = await botOf(run('src/main.ts', env), () => {})
  return { ...bot, page: /Look here: +(\S+)/.exec(bot.report)?.[1] ?? '' }
}

/** Starts the bot and waits until it has ended by itself. */
export async function runToEnd(
  env: Record<string, string>,
): Promise<{ code: number | null; out: string; err: string }> {
  const child = run('src/main.ts', env)
  const said = { out: '', err: '' }
  child.stdout?.on('data', (chunk) => {
    said.out += String(chunk)
  })
  child.stderr?.on('data', (chunk) => {
    said.err += String(chunk)
  })
  await once(child, 'close')
  return { code: child.exitCode, ...said }
}

async function botOf(child: ChildProcess, ended: () => void): Promise<Bot> {
  let errors = ''
  child.stderr?.on('data', (chunk) => {
    errors += String(chunk)
  })
  const report = await firstLine(child, /Ctrl-C/)
  return {
    report,
    errors: () => errors,
    signal: (signal) => void child.kill(signal),
    async kill(signal) {
      ended()
      return end(child, signal)
    },
  }
}

function run(program: string, env: Record<string, string>): ChildProcess {
  const clean = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env }
  return spawn(process.execPath, [program], { cwd: root, env: clean, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** What the child printed up to the line that matches. */
function firstLine(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let errors = ''
    child.stderr?.on('data', (chunk) => {
      errors += String(chunk)
    })
    const lines: string[] = []
    if (child.stdout) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        lines.push(line)
        if (pattern.test(line)) resolve(lines.join('\n'))
      })
    }
    child.once('exit', (code) => reject(new Error(`${child.spawnargs.join(' ')} ended with ${code}: ${errors}`)))
  })
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
  return child.exitCode
}
