/** The page's wire to the playground. */
import type { Act, ActResult, ChatName, PlaygroundState } from '../types.ts'

/** An act without the persona, which the pane knows. */
export type Deed = Act extends infer A ? (A extends Act ? Omit<A, 'persona'> : never) : never

export async function act(chat: ChatName, persona: string, deed: Deed): Promise<ActResult> {
  try {
    return await post('/control/act', { chat, persona, ...deed })
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

export function moveClock(move: { advance: number } | { toNextPick: true }): Promise<unknown> {
  return post('/control/clock', move)
}

/**
 * Calls `draw` with the state now and after each change, and `lost` while the playground does not answer. Changes are
 * pushed; while the push is broken the state is asked for every second.
 */
export function follow(draw: (state: PlaygroundState) => void, lost: () => void): void {
  let wanted = false
  let asking = false
  let polling: number | undefined

  async function refresh(): Promise<void> {
    wanted = true
    if (asking) return
    asking = true
    while (wanted) {
      wanted = false
      try {
        const response = await fetch('/control/state')
        draw(await response.json())
      } catch {
        lost()
      }
    }
    asking = false
  }

  const events = new EventSource('/control/events')
  events.onmessage = () => {
    clearInterval(polling)
    polling = undefined
    void refresh()
  }
  events.onerror = () => {
    polling ??= setInterval(() => void refresh(), 1000)
  }
  void refresh()
}

async function post<T>(path: string, value: unknown): Promise<T> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  })
  const result = await response.json()
  if (response.ok) return result
  throw new Error(result.error ?? `The playground answered ${response.status}.`)
}
