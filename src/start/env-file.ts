import { readFileSync, statSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { BadSettings } from './config.ts'

/**
 * Takes up the variables of a `.env`, where there is one and the environment does not have them already. Editors may have
 * put a byte order mark before them. Throws {@link BadSettings} when something of that name cannot be read.
 */
export function loadEnvFile(path = '.env'): void {
  const text = textOf(path)
  const values = parseEnv(text)
  const line = lineOfNoSetting(text, Object.values(values))
  if (line !== null) {
    throw new BadSettings(`Line ${line} of ${path} is no setting. Write NAME=value, or # before a remark.`)
  }
  for (const [name, value] of Object.entries(values)) process.env[name] ??= value
}

/** What is left out would be missed later, and look like something else. A name alone is how Docker takes a variable over. */
function lineOfNoSetting(text: string, values: readonly (string | undefined)[]): number | null {
  const within = new Set(values.flatMap((value) => (value?.includes('\n') ? value.split('\n') : [])).map(bare))
  const index = text
    .split(/\r?\n/)
    .findIndex((line) => !/^\s*(#|$|(export\s+)?\w+\s*$)|=/.test(line) && !within.has(bare(line)))
  return index < 0 ? null : index + 1
}

const bare = (line: string): string => line.replaceAll(/["'`]/g, '').trim()

function textOf(path: string): string {
  const what = reading(path, () => statSync(path, { throwIfNoEntry: false }))
  if (!what) return ''
  if (!what.isFile()) {
    throw new BadSettings(
      `${path} is ${what.isDirectory() ? 'a folder' : 'not a file'}. Put a file of settings there, or take it away.`,
    )
  }
  const bytes = reading(path, () => readFileSync(path))
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  const text = new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes)
  if (text.includes('\0')) {
    throw new BadSettings(
      `${path} is not a text. Save it as plain text in UTF-8, a line such as NAME=value for each setting.`,
    )
  }
  return text
}

function reading<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : ''
    throw new BadSettings(`${path} cannot be read${code}. Let the user that Lectern runs as read it, or take it away.`)
  }
}
