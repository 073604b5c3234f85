/** The address that Slack gives with a call or a click, to bring its answer to. */

/** Slack took the answer for none: `code` is its own for why, where it says one. */
class Refused extends Error {
  readonly said: { status: number; code: string | null }

  constructor(status: number, code: string | null) {
    super('Slack did not take an answer at the address it gave')
    this.said = { status, code }
  }
}

const PATIENCE_MS = 10_000

/** Rejects with what {@link addressRefusal} knows where Slack refused it. */
export async function bringTo(address: string, body: object): Promise<void> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  const said = await response.text()
  if (response.ok && !/"ok"\s*:\s*false/.test(said)) return
  throw new Refused(response.status, /\binvalid_blocks\b/.exec(said)?.[0] ?? null)
}

/** What Slack said to that; null where the error is another one. */
export function addressRefusal(error: unknown): Refused['said'] | null {
  return error instanceof Refused ? error.said : null
}
