import type { Fields } from '../fields.ts'
import { rendered } from '../messages.ts'
import { react } from '../postings.ts'
import { Refusal } from '../refusal.ts'
import type { Slack } from '../slack.ts'
import { channelOf, type Methods, messageOf, need, openChannel } from './method.ts'

export const reactions: Methods = {
  'reactions.add': {
    token: 'bot',
    scope: 'reactions:write',
    tier: 50,
    run: (slack, args) => change(slack, args, true),
  },
  'reactions.remove': {
    token: 'bot',
    scope: 'reactions:write',
    tier: 20,
    run: (slack, args) => change(slack, args, false),
  },
  'reactions.get': {
    token: 'bot',
    scope: 'reactions:read',
    tier: 50,
    run(slack, args) {
      const channel = channelOf(slack, args)
      const message = messageOf(slack, channel, need(args, 'timestamp'))
      return { type: 'message', channel: channel.id, message: rendered(slack.messages, message) }
    },
  },
}

export const EMOJI_NAME = /^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/

function change(slack: Slack, args: Fields, add: boolean): Fields {
  const channel = openChannel(slack, args)
  const name = need(args, 'name')
  if (!EMOJI_NAME.test(name)) throw new Refusal('invalid_name')
  const message = messageOf(slack, channel, need(args, 'timestamp'))
  const mine = message.reactions.find((one) => one.name === name)?.users.includes(slack.team.bot.user) ?? false
  if (add && mine) throw new Refusal('already_reacted')
  if (!add && !mine) throw new Refusal('no_reaction')
  react(slack, message, name, slack.team.bot.user, add)
  return {}
}
