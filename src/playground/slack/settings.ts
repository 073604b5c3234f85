import { fieldsOf, listOf, textOf } from './fields.ts'
import { SIGNING_SECRET } from './ids.ts'
import type {
  AppManifest,
  Configuration,
  DirectConfiguration,
  MessageShortcut,
  SlackOptions,
  SlashCommand,
} from './types.ts'

/** What an admin or the app's manifest sets, for as long as the playground runs. */
export interface Settings {
  delivery: 'socket' | { url: string }
  signingSecret: string
  /** The code that the bot's token is refused with; null: it is taken. */
  tokenRefusal: string | null
  scopes: string[]
  /** What the address begins with that people come back to once they have added the app. */
  redirects: string[]
  /** Both workspaces belong to one organisation. */
  organisation: boolean
  /** Seconds that a token is good for; null: tokens do not rotate. */
  rotation: number | null
  /** Whether history can be read once a minute only, 15 messages at a time. */
  limitedHistory: boolean
  /** The events the app subscribed to; null: all. */
  events: string[] | null
  /** Whether people may write to the app in its conversation with them. */
  messagesTab: boolean
  /** Types of blocks that the workspace does not have yet. */
  lackingBlocks: string[]
  /** Whether the app has a Home. */
  homeTab: boolean
  commands: SlashCommand[]
  shortcuts: MessageShortcut[]
}

export function openSettings(options: SlackOptions): Settings {
  return {
    delivery: options.delivery ?? 'socket',
    signingSecret: SIGNING_SECRET,
    tokenRefusal: null,
    scopes: ALL_SCOPES,
    redirects: [],
    organisation: options.organisation ?? false,
    rotation: options.rotation ?? null,
    limitedHistory: options.limitedHistory ?? false,
    events: null,
    messagesTab: true,
    homeTab: true,
    lackingBlocks: [],
    commands: options.commands ?? [{ name: '/paper', description: 'The reading group', usage: 'help' }],
    shortcuts: options.shortcuts ?? [],
  }
}

export function configure(settings: Settings, configuration: Configuration): void {
  const read = 'features' in configuration ? fromManifest(configuration) : configuration
  if (read.commands) settings.commands = read.commands
  if (read.shortcuts) settings.shortcuts = read.shortcuts
  if (read.events) settings.events = read.events
  if (read.scopes) settings.scopes = read.scopes
  if ('features' in configuration) {
    settings.messagesTab = takesMessages(configuration)
    settings.homeTab = appHome(configuration).home_tab_enabled === true
  }
  if (read.redirects) settings.redirects = read.redirects.map(loopback)
}

/** An URL on this machine: nothing of the playground's leaves it. */
export function loopback(url: string): string {
  const { hostname, protocol } = new URL(url)
  if (protocol !== 'http:' || !['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) {
    throw new Error(`the playground delivers to this machine only, not to ${hostname}`)
  }
  return url
}

const appHome = ({ features }: AppManifest) => fieldsOf(fieldsOf(features).app_home)

function takesMessages(manifest: AppManifest): boolean {
  const home = appHome(manifest)
  return home.messages_tab_enabled === true && home.messages_tab_read_only_enabled !== true
}

function fromManifest(manifest: AppManifest): DirectConfiguration {
  const features = fieldsOf(manifest.features)
  const events = fieldsOf(fieldsOf(manifest.settings).event_subscriptions).bot_events
  const scopes = fieldsOf(fieldsOf(manifest.oauth_config).scopes).bot
  const redirects = fieldsOf(manifest.oauth_config).redirect_urls
  return {
    commands: listOf(features.slash_commands).map((command) => ({
      name: textOf(command.command) ?? '',
      description: textOf(command.description) ?? '',
      usage: textOf(command.usage_hint) ?? '',
      escape: command.should_escape === true,
    })),
    shortcuts: listOf(features.shortcuts)
      .filter((shortcut) => shortcut.type === 'message')
      .map((shortcut) => ({ name: textOf(shortcut.name) ?? '', callbackId: textOf(shortcut.callback_id) ?? '' })),
    ...(Array.isArray(events) ? { events: events.map(String) } : {}),
    ...(Array.isArray(redirects) ? { redirects: redirects.map(String) } : {}),
    ...(Array.isArray(scopes) ? { scopes: scopes.map(String) } : {}),
  }
}

const ALL_SCOPES = [
  'app_mentions:read',
  'channels:history',
  'channels:join',
  'channels:read',
  'chat:write',
  'chat:write.customize',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'reactions:read',
  'reactions:write',
  'users:read',
]
