import { expect, test } from 'vitest'
import { type Command, defineCommand } from '../../../src/chat/command.ts'
import { SCOPES } from '../../../src/chat/slack/asks.ts'
import { manifest } from '../../../src/chat/slack/options.ts'

const run = async () => ({ title: 'x', blocks: [] })
const commands: Command[] = [
  defineCommand({ name: 'help', description: 'Says what there is', answers: 'actor', options: {}, run }),
  defineCommand({ name: 'club show', description: 'Shows the club', answers: 'actor', options: {}, run }),
  defineCommand({ name: 'club set', description: 'Changes the club', answers: 'actor', options: {}, run }),
  defineCommand({
    name: 'find',
    description: 'Looks for papers',
    answers: 'actor',
    options: {},
    run,
    message: { label: 'Find the papers in it', description: 'Looks for what it names', answers: 'actor', run },
  }),
]

test('F31 the manifest names the one command as configured, and says its first words', () => {
  const { features } = manifest('lectern', commands)
  expect(features.slash_commands).toMatchObject([
    { command: '/lectern', usage_hint: 'help | club | find', should_escape: true },
  ])
})

test('commands that can be pointed at a message are in the message menu', () => {
  expect(manifest('paper', commands).features.shortcuts).toEqual([
    { name: 'Find the papers in it', type: 'message', callback_id: 'find', description: 'Looks for what it names' },
  ])
  expect(manifest('paper', commands.slice(0, 2)).features).not.toHaveProperty('shortcuts')
})

test('Socket Mode is on by default, and with an address Slack comes to us', () => {
  expect(JSON.stringify(manifest('paper', commands))).not.toContain('url')
  expect(manifest('paper', commands).settings.socket_mode_enabled).toBe(true)
  const http = manifest('paper', commands, { url: 'https://papers.example' })
  expect(http.settings).toMatchObject({
    socket_mode_enabled: false,
    token_rotation_enabled: false,
    event_subscriptions: {
      request_url: 'https://papers.example/slack/events',
      bot_events: [
        'message.channels',
        'message.groups',
        'reaction_added',
        'reaction_removed',
        'member_joined_channel',
        'app_home_opened',
        'channel_left',
        'group_left',
        'channel_archive',
        'group_archive',
        'channel_unarchive',
        'group_unarchive',
        'channel_deleted',
        'group_deleted',
        'app_uninstalled',
        'tokens_revoked',
      ],
    },
    interactivity: {
      is_enabled: true,
      request_url: 'https://papers.example/slack/events',
      message_menu_options_url: 'https://papers.example/slack/events',
    },
  })
  expect(http.features.slash_commands[0]).toMatchObject({ url: 'https://papers.example/slack/events' })
})

test('the app asks for no more rights than it uses', () => {
  expect(manifest('paper', commands).oauth_config.scopes.bot).toEqual([...SCOPES])
  expect(SCOPES).not.toContain('reactions:write')
})

test('with an address of the bot’s web workspaces and organisations can add the app, and come back there', () => {
  const { oauth_config, settings } = manifest('paper', commands, { publicUrl: 'https://bot.example.org' })
  expect(oauth_config).toMatchObject({ redirect_urls: ['https://bot.example.org/slack/oauth_redirect'] })
  expect(settings.org_deploy_enabled).toBe(true)
  expect(manifest('paper', commands).oauth_config).not.toHaveProperty('redirect_urls')
})
