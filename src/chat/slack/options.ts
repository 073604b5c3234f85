/** What follows from the commands' definitions for Slack: the app manifest, with no more rights than are used. */
import type { Command } from '../command.ts'
import { cutText } from '../text.ts'
import { EVENTS, SCOPES } from './asks.ts'
import { REDIRECT_PATH } from './installing.ts'
import { LIMITS } from './limits.ts'

/** The rights that an installation lacks; none while it is not known which it has. */
export function lacking(granted: readonly string[] | null): readonly string[] {
  return granted ? SCOPES.filter((scope) => !granted.includes(scope)) : []
}

export interface ManifestOptions {
  /** Where Slack reaches the bot over HTTP, `https://host`; without it the app uses Socket Mode. */
  url?: string
  /** Where the bot's web is: with it workspaces can add the app themselves, and whole organisations. */
  publicUrl?: string
  name?: string
}

/** The Slack app as Slack imports it. `root` is the command's name, `paper`. */
export function manifest(
  root: string,
  commands: readonly Command[],
  { url, publicUrl, name = 'Lectern' }: ManifestOptions = {},
) {
  const requests = url === undefined ? null : new URL('/slack/events', url).href
  const shortcuts = messageShortcuts(commands)
  return {
    display_information: {
      name,
      description: 'A paper of the week, look-ups, votes and one shared discussion for your reading group',
      background_color: '#1f3a5f',
    },
    features: {
      // Commands are typed in a conversation with the app only where it takes messages.
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: name, always_online: true },
      slash_commands: [
        {
          command: `/${cutText(root, LIMITS.commandName - 1)}`,
          description: 'Papers, votes and the paper of the week',
          usage_hint: cutText(hint(commands), LIMITS.usageHint),
          should_escape: true,
          ...(requests ? { url: requests } : {}),
        },
      ],
      ...(shortcuts.length > 0 ? { shortcuts } : {}),
    },
    oauth_config: {
      ...(publicUrl === undefined ? {} : { redirect_urls: [new URL(REDIRECT_PATH, publicUrl).href] }),
      scopes: { bot: [...SCOPES] },
    },
    settings: {
      event_subscriptions: {
        ...(requests ? { request_url: requests } : {}),
        bot_events: [...EVENTS],
      },
      interactivity: {
        is_enabled: true,
        ...(requests ? { request_url: requests, message_menu_options_url: requests } : {}),
      },
      org_deploy_enabled: publicUrl !== undefined,
      socket_mode_enabled: requests === null,
      token_rotation_enabled: false,
    },
  }
}

/** The entries of Slack's message menu; a shortcut's callback is its command's name. */
function messageShortcuts(commands: readonly Command[]) {
  return commands.flatMap(({ name, message }) =>
    message
      ? [
          {
            name: cutText(message.label, LIMITS.shortcutName),
            type: 'message' as const,
            callback_id: name,
            description: cutText(message.description, LIMITS.shortcutDescription),
          },
        ]
      : [],
  )
}

/** The first words that the command takes: `help | find | vote | club`. */
function hint(commands: readonly Command[]): string {
  return [...new Set(commands.map(({ name }) => name.split(' ')[0] ?? ''))].join(' | ')
}
