import type { Readable, Writable } from 'node:stream'

/** What a command reads from and writes to. A command answers with its exit code. */
export interface Io {
  stdin: Readable
  stdout: Writable
  stderr: Writable & { isTTY?: boolean }
  env: Readonly<Record<string, string | undefined>>
}

/** Writes, and waits while whoever reads cannot keep up. */
export function write(to: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    to.write(text, (error) => (error ? reject(error) : resolve()))
  })
}
