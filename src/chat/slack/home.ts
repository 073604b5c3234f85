/** The Home of the app, which Slack shows each person for themselves: published when they open it, and anew after what they do there. */
import { randomUUID } from 'node:crypto'
import type { HomeView } from '@slack/web-api'
import type { Card } from '../card.ts'
import type { Log } from '../log.ts'
import type { Pending } from '../platform.ts'
import type { Spot } from './answer.ts'
import { loggable } from './failure.ts'
import { render } from './outbound.ts'
import type { Workspace } from './workspace.ts'

/** `anew`: it stands already, and stays as it is where that cannot be found out. Never rejects. */
export async function showHome(
  { reached }: Workspace,
  log: Log,
  { channel, user }: Spot,
  pending: Pending | undefined,
  anew = false,
): Promise<void> {
  const reply = await pending?.reply
  if (!reply || reply.kind === 'form' || (anew && reply.kind === 'problem')) return
  try {
    await reached.client.views.publish({ user_id: user, view: homeView(reply.card, { channel, user, home: true }) })
  } catch (error) {
    log.warn(loggable(error), 'The Home of somebody could not be shown in Slack')
  }
}

/** Where a press is answered travels along: Slack names no channel of it. */
function homeView(card: Card, spot: Spot): HomeView {
  return { type: 'home', blocks: render(card, randomUUID()).blocks, private_metadata: JSON.stringify(spot) }
}
