/** What an admin of the workspace, or Slack itself, changes behind the bot's back. */

import { archiveChannel, changeChannel, changeMember, deleteChannel, makeChannel } from './channel-life.ts'
import { remove } from './postings.ts'
import { loopback } from './settings.ts'
import type { Slack } from './slack.ts'
import { takeOut } from './taking-out.ts'
import type { Setting } from './types.ts'

export function applySetting(slack: Slack, change: Setting): void {
  const { settings, team } = slack
  if ('archive' in change) archiveChannel(slack, change.archive, !change.undo)
  if ('kick' in change) changeMember(slack, change.kick, team.bot.user, false)
  if ('invite' in change) changeMember(slack, change.invite, team.bot.user, true)
  if ('join' in change) changeMember(slack, change.join, change.persona, true)
  if ('leave' in change) changeMember(slack, change.leave, change.persona, false)
  if ('revokeToken' in change) settings.tokenRefusal = change.revokeToken ? 'token_revoked' : null
  if ('refuseToken' in change) settings.tokenRefusal = change.refuseToken
  if ('restrict' in change) {
    const { restrict, undo, code = 'restricted_action', allowed = [] } = change
    changeChannel(slack, restrict, { restricted: undo ? undefined : code, allowed })
  }
  if ('freeze' in change) changeChannel(slack, change.freeze, { frozen: !change.undo })
  if ('name' in change) makeChannel(slack, change)
  if ('deleteChannel' in change) deleteChannel(slack, change.deleteChannel)
  if ('person' in change) slack.people.set(change.person.id, change.person)
  if ('scopes' in change) settings.scopes = change.scopes
  if ('lackingBlocks' in change) settings.lackingBlocks = change.lackingBlocks
  if ('signingSecret' in change) settings.signingSecret = change.signingSecret
  if ('delivery' in change) {
    settings.delivery = change.delivery === 'socket' ? 'socket' : { url: loopback(change.delivery.url) }
  }
  if ('uninstall' in change) void takeOut(slack, 'account_inactive')
  if ('revoke' in change) void takeOut(slack, 'token_revoked')
  if ('deleteMessage' in change) {
    const message = slack.messages.get(change.channel, change.deleteMessage)
    if (message) remove(slack, message)
  }
}
