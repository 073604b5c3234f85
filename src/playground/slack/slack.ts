import type { Collection, World } from '../world.ts'
import type { Delivery } from './delivery.ts'
import type { Effects } from './effects.ts'
import type { Fields } from './fields.ts'
import type { Files } from './files.ts'
import type { Installs } from './installs.ts'
import type { Messages } from './messages.ts'
import type { OAuth } from './oauth.ts'
import type { ResponseUrls } from './response-urls.ts'
import type { Settings } from './settings.ts'
import type { SocketMode } from './socket.ts'
import type { Team } from './teams.ts'
import type { Triggers } from './triggers.ts'
import type { Channel, Person } from './types.ts'
import type { Uploads } from './uploads.ts'
import type { StateValues } from './view-state.ts'
import type { Views } from './views.ts'

/** The parts of one running workspace, for whoever serves one of its sides. */
export interface Slack {
  origin: string
  team: Team
  world: World
  settings: Settings
  channels: Collection<Channel>
  people: Collection<Person>
  messages: Messages
  views: Views
  files: Files
  uploads: Uploads
  /** What the bot published to each persona's Home, with its hash. */
  homes: Collection<Home>
  /** What each persona chose in messages' menus, by persona and message. */
  chosen: Map<string, StateValues>
  triggers: Triggers
  responseUrls: ResponseUrls
  effects: Effects
  socket: SocketMode
  delivery: Delivery
  installs: Installs
  oauth: OAuth
  /** A new message timestamp. */
  mint(): string
}

export interface Home {
  id: string
  hash: string
  sent: Fields
}
