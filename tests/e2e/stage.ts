import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Act, ActResult, ChatName, Fault, MessageView, PlaygroundState } from '../../src/playground/types.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The playground and the bot, each a process of its own, as a newcomer has them; kept in a folder of its own. */
export interface Stage {
  page: string
  /** Environment of a bot on this stage. */
  env: Record<string, string>
  startBot(more?: Record<string, string>): Promise<Bot>
  state(): Promise<PlaygroundState>
  act(chat: ChatName, act: Act): Promise<ActResult>
  control(path: 'clock' | 'fault', body: object | Fault): Promise<void>
  /** Polls the state until `found` gives something; fails with `what` after 10 s. */
  until<T>(what: string, found: (state: PlaygroundState) => T | undefined | false | null): Promise<T>
  close(): Promise<void>
}

export interface Bot {
  /** What it printed at the start. */
  report: string
  errors(): string
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

  const stage: Stage = {
    page: ready.url,
    env,
    async startBot(more = {}) {
      const child = run('src/main.ts', { ...env, ...more })
      bots.add(child)
      let errors = ''
      child.stderr?.on('data', (chunk) => {
        errors += String(chunk)
      })
      const report = await firstLine(child, /Ctrl-C/)
      return {
        report,
        errors: () => errors,
        async kill(signal) {
          bots.delete(child)
          return end(child, signal)
        },
      }
    },
    async state() {
      const response = await fetch(`${ready.url}/control/state`)
      return (await response.json()) as PlaygroundState
    },
    act: (chat, act) => post<ActResult>('act', { chat, ...act }),
    control: async (path, body) => {
      await post(path, body)
    },
    async until(what, found) {
      const deadline = Date.now() + 10_000
      for (;;) {
        const result = found(await stage.state())
        if (result) return result
        if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
    async close() {
      await Promise.all([...bots].map((bot) => end(bot, 'SIGTERM')))
      await end(playground, 'SIGTERM')
      await rm(folder, { recursive: true, force: true })
    },
  }
  return stage
}

/** Every word of a message, as its chat got it. */
export function wordsOf(message: MessageView | undefined): string {
  return message ? `${message.text}\n${stringsOf(message.components).join('\n')}` : ''
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(stringsOf)
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(stringsOf)
  return []
}

/** The id of a control whose label or placeholder holds `label`, on either chat. */
export function controlOf(message: MessageView | undefined, label: string): string {
  const found = controlsOf(message?.components).find((control) => control.says.includes(label))
  if (!found) throw new Error(`no control “${label}” on: ${wordsOf(message).slice(0, 400)}`)
  return found.id
}

/** The options of the first select. */
export function optionsOf(message: MessageView | undefined): { label: string; value: string }[] {
  return controlsOf(message?.components).find(({ options }) => options.length > 0)?.options ?? []
}

interface Control {
  id: string
  says: string
  options: { label: string; value: string }[]
}

function controlsOf(value: unknown): Control[] {
  if (Array.isArray(value)) return value.flatMap(controlsOf)
  if (typeof value !== 'object' || value === null) return []
  const { custom_id, action_id, label, text, placeholder, options } = value as Record<string, unknown>
  const id = custom_id ?? action_id
  const here =
    typeof id === 'string'
      ? [{ id, says: [label, text, placeholder].flatMap(stringsOf).join(' '), options: optionsFrom(options) }]
      : []
  return [...here, ...Object.values(value).flatMap(controlsOf)]
}

function optionsFrom(options: unknown): Control['options'] {
  if (!Array.isArray(options)) return []
  return options.map((option: { label?: string; text?: { text?: string }; value: string }) => ({
    label: option.label ?? option.text?.text ?? '',
    value: option.value,
  }))
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
