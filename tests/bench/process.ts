import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import packageJson from '../../package.json' with { type: 'json' }

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Running {
  pid: number
  /** Milliseconds from the start to the line that says it is ready. */
  startedIn: number
  stop(): Promise<void>
}

/** What `npm start` runs, flags and all. */
export const BOT = packageJson.scripts.start.replace(/^node /, '')

/** Starts a program of this project, as node is given it, and waits for the line of its output that matches. */
export async function start(program: string, env: Record<string, string>, ready: RegExp): Promise<Running> {
  const begun = performance.now()
  const { child, isReady } = launch(program, env, ready)
  await isReady
  const startedIn = performance.now() - begun
  return { pid: child.pid ?? 0, startedIn, stop: () => end(child, 'SIGTERM') }
}

/** Starts a program without waiting for it. `isReady` rejects when it ends before it was. `errors`: where to, if not to ours. */
export function launch(
  program: string,
  env: Record<string, string>,
  ready: RegExp,
  errors?: number,
): { child: ChildProcess; isReady: Promise<void> } {
  const inherited = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' }
  const child = spawn(process.execPath, program.split(' '), {
    cwd: root,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', errors ?? 'inherit'],
  })
  return { child, isReady: lineOf(child, ready) }
}

export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
}

function lineOf(child: ChildProcess, pattern: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) throw new Error('no output to read')
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (pattern.test(line)) resolve()
    })
    child.once('exit', (code) => reject(new Error(`${child.spawnargs.join(' ')} ended with ${code}`)))
  })
}

/** Resident memory in megabytes, as Linux tells it; NaN elsewhere. */
export async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]
  return kilobytes ? Number(kilobytes) / 1024 : Number.NaN
}
