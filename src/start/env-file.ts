import { readFileSync, statSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { BadSettings } from './config.ts'

/**
 * Takes up the variables of a `.env`, where there is one and the environment does not have them already. Editors may have
 * put a byte order mark before them. Throws {@link BadSettings} when something of that name cannot be read.
 */
export function loadEnvFile(path = '.env'): void {
  const text = textOf(path)
  for (const [name, value] of Object.entries(parseEnv(text))) process.env[name] ??= value
}

function textOf(path: string): string {
  const what = statSync(path, { throwIfNoEntry: false })
  if (!what) return ''
  if (!what.isFile()) {
    throw new BadSettings(
      `${path} is ${what.isDirectory() ? 'a folder' : 'not a file'}. Put a file of settings there, or take it away.`,
    )
  }
  const bytes = read(path)
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  const text = new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes)
  if (text.includes('\0')) {
    throw new BadSettings(
      `${path} is not a text. Save it as plain text in UTF-8, a line such as NAME=value for each setting.`,
    )
  }
  return text
}

function read(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : ''
    throw new BadSettings(`${path} cannot be read${code}. Let the user that Lectern runs as read it, or take it away.`)
  }
}
