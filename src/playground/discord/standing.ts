/** Where the bot is: invited to a server, put out of it, or there while the server is down. */
import { GatewayIntentBits } from 'discord-api-types/v10'
import type { Guild } from './guilds.ts'
import type { Realm } from './realm.ts'
import type { Standing } from './records.ts'
import { guildCreateView } from './views/guild.ts'

export function joinGuild(realm: Realm, guild: Guild): void {
  stand(realm, guild, 'in', realm.now())
  tellThere(realm, guild)
}

/** The bot's own commands in that server go with it. */
export function leaveGuild(realm: Realm, id: string): void {
  realm.guilds.set(id, { id, standing: 'out', joinedAt: 0 })
  for (const command of realm.commands.values()) if (command.guild === id) realm.commands.delete(command.id)
  tellGone(realm, { id })
  realm.world.changed()
}

/** An outage begins or ends; the bot stays a member. */
export function breakGuild(realm: Realm, guild: Guild, down: boolean): void {
  const { id } = guild
  stand(realm, guild, down ? 'unavailable' : 'in', realm.guilds.get(id)?.joinedAt ?? realm.now())
  if (down) tellGone(realm, { id, unavailable: true })
  else tellThere(realm, guild)
}

function stand(realm: Realm, { id }: Guild, standing: Standing, joinedAt: number): void {
  realm.guilds.set(id, { id, standing, joinedAt })
  realm.world.changed()
}

function tellThere(realm: Realm, guild: Guild): void {
  const data = () => guildCreateView(realm, guild)
  realm.dispatch({ name: 'GUILD_CREATE', intent: GatewayIntentBits.Guilds, data })
}

/** What is not `unavailable` has put the bot out. */
function tellGone(realm: Realm, gone: { id: string; unavailable?: true }): void {
  realm.dispatch({ name: 'GUILD_DELETE', intent: GatewayIntentBits.Guilds, data: () => gone })
}
