import { BOT } from '../ids.ts'
import { ORGANISATION } from '../teams.ts'
import type { Methods } from './method.ts'

export const auth: Methods = {
  'auth.test': {
    token: 'bot',
    tier: 100,
    run: (slack) => ({
      url: `${slack.origin}/`,
      team: slack.team.name,
      user: BOT.name,
      team_id: slack.team.id,
      user_id: slack.team.bot.user,
      bot_id: slack.team.bot.bot,
      ...(slack.settings.organisation ? { enterprise_id: ORGANISATION.id } : {}),
      is_enterprise_install: slack.installs.at(slack.team.id)?.org === true,
    }),
  },
  'oauth.v2.access': { token: 'none', tier: 100, run: (slack, args) => slack.oauth.access(args) },
  'apps.connections.open': {
    token: 'app',
    scope: 'connections:write',
    tier: 100,
    run: (slack) => ({ url: `${slack.origin.replace('http:', 'ws:')}${slack.socket.ticket()}` }),
  },
}
