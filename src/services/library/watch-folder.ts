import { type FSWatcher, watch } from 'node:fs'

/**
 * Calls `look` soon after something in the folder changed, and every few seconds besides: not every file system tells.
 * Neither keeps the process alive. Returns how to stop.
 */
export function watchFolder(folder: string, look: () => Promise<void>): () => void {
  let settled: NodeJS.Timeout | undefined
  const soon = () => {
    clearTimeout(settled)
    settled = setTimeout(look, SETTLE_MS).unref()
  }
  const watcher = tryWatch(folder, soon)
  const poll = setInterval(look, POLL_MS).unref()
  return () => {
    watcher?.close()
    clearTimeout(settled)
    clearInterval(poll)
  }
}

/** Time for a writer to finish its file. */
const SETTLE_MS = 100
const POLL_MS = 3_000

function tryWatch(folder: string, changed: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, changed)
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return undefined
  }
}
