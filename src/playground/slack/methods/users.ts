import type { Fields } from '../fields.ts'
import { APP_ID, BOT, SLACKBOT } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import type { Slack } from '../slack.ts'
import type { Team } from '../teams.ts'
import type { Person } from '../types.ts'
import { slice } from './conversations.ts'
import { type Methods, need } from './method.ts'

export const users: Methods = {
  'users.info': {
    token: 'bot',
    scope: 'users:read',
    tier: 100,
    run(slack, args) {
      const user = everyone(slack).find((one) => one.id === need(args, 'user'))
      if (!user) throw new Refusal('user_not_found')
      return { user }
    },
  },
  'users.list': {
    token: 'bot',
    scope: 'users:read',
    tier: 20,
    run(slack, args) {
      const { items, next } = slice(everyone(slack), args, 200)
      return {
        members: items,
        cache_ts: Math.floor(slack.world.now() / 1000),
        response_metadata: { next_cursor: next },
      }
    },
  },
}

function everyone({ people, team }: Slack): Fields[] {
  return [
    ...people.values().map((person) => userView(person, team, {})),
    userView({ id: team.bot.user, name: BOT.name, realName: BOT.realName, admin: false }, team, { bot: true }),
    userView({ id: SLACKBOT.user, name: SLACKBOT.name, realName: SLACKBOT.realName, admin: false }, team, {}),
  ]
}

function userView(person: Person, home: Team, { bot = false }): Fields {
  const { id, name, realName, admin, team = home.id, enterprise, guest, stranger, deleted = false } = person
  const isOutside = team !== home.id
  return {
    id,
    team_id: team,
    name,
    deleted,
    color: '9f69e7',
    real_name: realName,
    tz: 'Europe/Berlin',
    tz_label: 'Central European Time',
    tz_offset: 3600,
    profile: {
      title: '',
      image_72: pictureOf(id, 72),
      image_192: pictureOf(id, 192),
      phone: '',
      skype: '',
      real_name: realName,
      real_name_normalized: realName,
      display_name: bot ? '' : realName,
      display_name_normalized: bot ? '' : realName,
      status_text: '',
      status_emoji: '',
      team,
      ...(bot ? { api_app_id: APP_ID, bot_id: home.bot.bot } : {}),
    },
    // What someone is at home, Slack tells of people from outside too.
    is_admin: admin,
    is_owner: admin,
    is_primary_owner: admin,
    is_restricted: guest !== undefined,
    is_ultra_restricted: guest === 'single',
    is_bot: bot,
    is_app_user: false,
    updated: 1_700_000_000,
    // Slack says false of people from outside as long as a channel is shared with them.
    ...(isOutside ? { is_stranger: stranger ?? false } : {}),
    ...(enterprise === undefined
      ? {}
      : {
          enterprise_user: {
            id,
            enterprise_id: enterprise,
            enterprise_name: enterprise,
            is_admin: admin,
            is_owner: admin,
            teams: [team],
          },
        }),
  }
}

/** Slack draws a picture for who shows none. */
function pictureOf(user: string, size: number): string {
  return `https://avatars.slack-edge.com/local/${user}_${size}.png`
}
