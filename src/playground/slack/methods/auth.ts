import { BOT, TEAM } from '../ids.ts'
import type { Methods } from './method.ts'

export const auth: Methods = {
  'auth.test': {
    token: 'bot',
    tier: 100,
    run: (slack) => ({
      url: `${slack.origin}/`,
      team: TEAM.name,
      user: BOT.name,
      team_id: TEAM.id,
      user_id: BOT.user,
      bot_id: BOT.bot,
      is_enterprise_install: false,
    }),
  },
  'apps.connections.open': {
    token: 'app',
    scope: 'connections:write',
    tier: 100,
    run: (slack) => ({ url: `${slack.origin.replace('http:', 'ws:')}${slack.socket.ticket()}` }),
  },
}
