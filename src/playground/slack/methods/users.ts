import type { Fields } from '../fields.ts'
import { APP_ID, BOT, PEOPLE, SLACKBOT, TEAM } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import { slice } from './conversations.ts'
import { type Methods, need } from './method.ts'

export const users: Methods = {
  'users.info': {
    token: 'bot',
    scope: 'users:read',
    tier: 100,
    run(_slack, args) {
      const user = everyone().find((one) => one.id === need(args, 'user'))
      if (!user) throw new Refusal('user_not_found')
      return { user }
    },
  },
  'users.list': {
    token: 'bot',
    scope: 'users:read',
    tier: 20,
    run(slack, args) {
      const { items, next } = slice(everyone(), args, 200)
      return {
        members: items,
        cache_ts: Math.floor(slack.world.now() / 1000),
        response_metadata: { next_cursor: next },
      }
    },
  },
}

function everyone(): Fields[] {
  return [
    ...PEOPLE.map((person) => userView(person.id, person.name, person.realName, { admin: person.admin })),
    userView(BOT.user, BOT.name, BOT.realName, { bot: true }),
    userView(SLACKBOT.user, SLACKBOT.name, SLACKBOT.realName, {}),
  ]
}

function userView(id: string, name: string, realName: string, { admin = false, bot = false }): Fields {
  return {
    id,
    team_id: TEAM.id,
    name,
    deleted: false,
    color: '9f69e7',
    real_name: realName,
    tz: 'Europe/Berlin',
    tz_label: 'Central European Time',
    tz_offset: 3600,
    profile: {
      title: '',
      phone: '',
      skype: '',
      real_name: realName,
      real_name_normalized: realName,
      display_name: bot ? '' : realName,
      display_name_normalized: bot ? '' : realName,
      status_text: '',
      status_emoji: '',
      team: TEAM.id,
      ...(bot ? { api_app_id: APP_ID, bot_id: BOT.bot } : {}),
    },
    is_admin: admin,
    is_owner: admin,
    is_primary_owner: admin,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: bot,
    is_app_user: false,
    updated: 1_700_000_000,
  }
}
