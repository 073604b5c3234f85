/**
 * Follows the Dockerfile step by step in a scratch folder, as an unprivileged user, and starts what it starts, against the
 * playground's chats. It shows without a container engine that the image would install, run, be healthy and stop.
 */
import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, chmod, copyFile, cp, lchown, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, delimiter, join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const CHECKOUT = fileURLToPath(new URL('..', import.meta.url))
const HOME_IN_IMAGE = '/home/node'
const START_LIMIT = 60_000
const STOP_LIMIT = 10_000

const Lock = z.object({
  packages: z.record(z.string(), z.object({ dev: z.boolean().optional(), optional: z.boolean().optional() })),
})
const Health = z.object({ chats: z.record(z.string(), z.object({ state: z.string() })) })
const Ready = z.object({ env: z.record(z.string(), z.string()) })

const scratch = await mkdtemp(join(tmpdir(), 'lectern-image-'))
const home = join(scratch, 'home')
const bin = join(scratch, 'bin')
const user = unprivilegedUser()
const children: ChildProcess[] = []

try {
  await prepare()
  const image = await build(await instructions(), await ignored())
  await checkInstalled(image.folder)
  await startAndStop(image)
} finally {
  for (const child of children) child.kill('SIGKILL')
  await rm(scratch, { recursive: true, force: true })
}

interface Instruction {
  name: string
  rest: string
}

interface Image {
  folder: string
  env: Record<string, string>
  healthCheck: string[]
  command: string[]
}

async function instructions(): Promise<Instruction[]> {
  const text = await readFile(join(CHECKOUT, 'Dockerfile'), 'utf8')
  const lines = text.replaceAll('\\\n', ' ').split('\n')
  return lines
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(line) ?? []
      return { name, rest }
    })
}

/** Paths that a COPY leaves behind. */
async function ignored(): Promise<string[]> {
  const text = await readFile(join(CHECKOUT, '.dockerignore'), 'utf8')
  const paths = text.split('\n').filter((line) => line !== '')
  const pattern = paths.find((path) => /[*?!#[]/.test(path))
  if (pattern) throw new Error(`.dockerignore: “${pattern}” is a pattern; this replay knows plain paths only`)
  return paths
}

async function build(steps: Instruction[], left: readonly string[]): Promise<Image> {
  const image: Image = { folder: home, env: {}, healthCheck: [], command: [] }
  let asUser = false
  for (const { name, rest } of steps) {
    console.log(`${name} ${rest}`)
    switch (name) {
      case 'FROM':
        if (!/^node:26\b/.test(rest)) throw new Error(`the image is built on ${rest}, not on Node 26`)
        break
      case 'USER':
        asUser = rest !== 'root'
        break
      case 'WORKDIR':
        image.folder = inScratch(rest)
        await access(image.folder)
        break
      case 'RUN':
        if (!asUser) throw new Error('a RUN comes before USER: it would run as root')
        await run('sh', ['-c', rest.replaceAll(HOME_IN_IMAGE, home)], image)
        break
      case 'COPY':
        await copy(rest, image.folder, left)
        break
      case 'ENV': {
        const [, key = '', value = ''] = /^([A-Z_]+)=(\S+)$/.exec(rest) ?? []
        image.env[key] = value
        break
      }
      case 'VOLUME':
        await run('sh', ['-c', `touch ${inScratch(rest)}/probe && rm ${inScratch(rest)}/probe`], image)
        break
      case 'HEALTHCHECK':
        image.healthCheck = words(rest.replace(/^.*?CMD /, ''))
        break
      case 'CMD':
        image.command = words(rest)
        break
      case 'EXPOSE':
        break
      default:
        throw new Error(`this replay does not know ${name}`)
    }
  }
  return image
}

async function copy(rest: string, folder: string, left: readonly string[]): Promise<void> {
  const paths = rest.split(/\s+/).filter((word) => !word.startsWith('--'))
  const target = join(folder, paths.pop() ?? '')
  for (const path of paths) {
    const source = join(CHECKOUT, path)
    const isFolder = (await stat(source)).isDirectory()
    await cp(source, isFolder ? target : join(target, basename(path)), {
      recursive: true,
      filter: (from) => !left.some((name) => `${relative(CHECKOUT, from)}/`.startsWith(`${name}/`)),
    })
  }
  await giveAway(target)
}

async function checkInstalled(folder: string): Promise<void> {
  const lock = Lock.parse(JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8')))
  for (const [path, { dev, optional }] of Object.entries(lock.packages)) {
    if ((dev || optional) && (await exists(join(folder, path)))) throw new Error(`${path} was installed all the same`)
  }
  if (await exists(join(folder, 'src/playground'))) throw new Error('the playground is in the image')
}

async function startAndStop({ folder, env, healthCheck, command }: Image): Promise<void> {
  const playground = await startPlayground()
  const port = await freePort()
  const settings = { ...env, ...playground, PORT: String(port), STORE_URL: 'sqlite:data/lectern.db' }
  const image = { folder, env: settings }
  console.log(`start: ${command.join(' ')}`)
  const [program = '', ...args] = command
  const bot = start(program, args, { ...asUser(image), stdio: 'inherit' })
  const ended = once(bot, 'exit')

  await until(bot, 'alive', () => succeeds(healthCheck, image))
  const address = `http://127.0.0.1:${port}/health`
  await until(bot, 'healthy', async () => (await fetch(address)).ok)
  const response = await fetch(address)
  const health = Health.parse(await response.json())
  const chats = Object.entries(health.chats).map(([name, { state }]) => `${name} ${state}`)
  console.log(`healthy: ${chats.join(', ')}`)
  if (chats.length !== 2) throw new Error('not both chats are on')

  bot.kill('SIGTERM')
  const end = await Promise.race([ended, wait(STOP_LIMIT, null)])
  if (!end) throw new Error('the bot did not stop within 10 seconds of SIGTERM')
  if (end[0] !== 0) throw new Error(`the bot ended with ${end[0] ?? end[1]} instead of 0`)
  if (!(await exists(join(folder, 'data/lectern.db')))) throw new Error('the bot kept nothing in data/')
  console.log('stopped: exit code 0, the store is in data/')
}

/** What points the bot at the playground's chats. Its clock stays the machine's, as in production. */
async function startPlayground(): Promise<Record<string, string>> {
  const child = start(process.execPath, ['src/playground/main.ts'], {
    cwd: CHECKOUT,
    env: { ...process.env, PORT: '0', PLAYGROUND_DATA: ':memory:' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (!child.stdout) throw new Error('the playground has no output')
  for await (const line of createInterface({ input: child.stdout })) {
    const { PLAYGROUND_URL: _, ...env } = Ready.parse(JSON.parse(line)).env
    child.stdout.resume()
    return env
  }
  throw new Error('the playground ended before it was ready')
}

async function until(bot: ChildProcess, how: string, isSo: () => Promise<boolean>): Promise<void> {
  const limit = Date.now() + START_LIMIT
  while (!(await isSo())) {
    if (bot.exitCode !== null) throw new Error(`the bot ended with ${bot.exitCode} before it was ${how}`)
    if (Date.now() > limit) throw new Error(`the bot was not ${how} within a minute`)
    await wait(250)
  }
}

function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** The user's home, and the image's Node first on the path: the install line leaves out the one among the packages. */
async function prepare(): Promise<void> {
  await mkdir(home)
  await mkdir(bin)
  await copyFile(process.execPath, join(bin, 'node'))
  await chmod(join(bin, 'node'), 0o755)
  await giveAway(scratch)
}

async function giveAway(path: string): Promise<void> {
  if (!user) return
  await lchown(path, user.uid, user.gid)
  if (!(await stat(path)).isDirectory()) return
  for (const name of await readdir(path)) await giveAway(join(path, name))
}

type Place = Pick<Image, 'folder' | 'env'>

/** In the surroundings of whoever runs this, which may say how to reach the registry. */
function asUser({ folder, env }: Place): SpawnOptions {
  const path = [bin, process.env.PATH ?? ''].join(delimiter)
  return { cwd: folder, env: { ...process.env, ...env, PATH: path, HOME: home }, ...user }
}

async function run(program: string, args: string[], place: Place): Promise<void> {
  const [code] = await once(start(program, args, { ...asUser(place), stdio: 'inherit' }), 'exit')
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}`)
}

async function succeeds([program = '', ...args]: string[], place: Place): Promise<boolean> {
  const [code] = await once(start(program, args, { ...asUser(place), stdio: 'ignore' }), 'exit')
  return code === 0
}

function start(program: string, args: string[], options: SpawnOptions): ChildProcess {
  const child = spawn(program, args, options)
  children.push(child)
  return child
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

function inScratch(path: string): string {
  if (!path.startsWith(HOME_IN_IMAGE))
    throw new Error(`${path} is not below ${HOME_IN_IMAGE}, where the user may write`)
  return path.replace(HOME_IN_IMAGE, home)
}

function words(json: string): string[] {
  const parsed: unknown = JSON.parse(json)
  if (Array.isArray(parsed) && parsed.every((word) => typeof word === 'string')) return parsed
  throw new Error(`${json} is not a list of words`)
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
