import { createHmac } from 'node:crypto'
import { stringify } from 'node:querystring'
import { type Fields, parseJson } from './fields.ts'
import { ACK_WITHIN, type Ack, type Door, type Retry } from './transport.ts'

/** Slack's other way to reach an app: signed POSTs to its URL. */
export async function postSigned(
  url: string,
  secret: string,
  door: Door,
  payload: Fields,
  retry?: Retry,
): Promise<Ack> {
  const { type, body } = written(door, payload)
  // The signature is checked against the machine's clock, so it is signed by that, whatever the playground's says.
  const timestamp = String(Math.floor(Date.now() / 1000))
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': type,
        'User-Agent': 'Slackbot 1.0 (playground)',
        'X-Slack-Request-Timestamp': timestamp,
        'X-Slack-Signature': `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`,
        ...(retry ? { 'X-Slack-Retry-Num': String(retry.attempt), 'X-Slack-Retry-Reason': retry.reason } : {}),
      },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(ACK_WITHIN),
    })
    const answer = await response.text()
    if (response.status === 200) return { ok: true, body: parseJson(answer) ?? answer }
    return { ok: false, reason: 'error', final: response.headers.get('x-slack-no-retry') === '1' }
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError'
    return { ok: false, reason: late ? 'timeout' : 'unreachable' }
  }
}

function written(door: Door, payload: Fields): { type: string; body: string } {
  const form = 'application/x-www-form-urlencoded'
  switch (door) {
    case 'events_api':
      return { type: 'application/json', body: JSON.stringify(payload) }
    case 'interactive':
      return { type: form, body: stringify({ payload: JSON.stringify(payload) }) }
    case 'slash_commands':
      return {
        type: form,
        body: stringify(Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, String(value)]))),
      }
  }
}
