import type { Fields } from './fields.ts'
import type { Slack } from './slack.ts'

/** The app is told of both, in no order that it could rely on; without its token being good any more. */
export async function takeOut({ installs, team, delivery, mint }: Slack, code: string): Promise<void> {
  const install = installs.at(team.id)
  if (!install) return
  installs.refuse(install, code)
  const tell = (event: Fields) => delivery.event({ ...event, event_ts: mint() }, install)
  if (code === 'account_inactive') await tell({ type: 'app_uninstalled' })
  await tell({ type: 'tokens_revoked', tokens: { oauth: [], bot: [team.bot.user] } })
}
