import { inSeconds } from '../retry-after.ts'

/** Asks Slack. The client reads whole seconds only where it is told to wait. */
export const ask: typeof fetch = async (input, init) => {
  const response = await fetch(input, init)
  if (response.status !== 429) return response
  return new Response(response.body, { status: 429, headers: inSeconds(response.headers, Math.ceil) })
}
