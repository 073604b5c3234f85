/** The peer: a Discord bot of discord.js alone that answers each command with the card that it is given for it, else with "pong". */
import { type APIMessageTopLevelComponent, Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js'
import { cards } from './given-cards.ts'

const api = process.env.DISCORD_API_URL
const given = cards<APIMessageTopLevelComponent>()
const client = new Client({ intents: [GatewayIntentBits.Guilds], ...(api ? { rest: { api } } : {}) })
client.on(Events.InteractionCreate, (interaction) => {
  if (!interaction.isChatInputCommand()) return
  const card = given.get(interaction.options.getSubcommand())
  const { Ephemeral, IsComponentsV2 } = MessageFlags
  void interaction.reply(
    card
      ? { components: card.components, flags: Ephemeral | IsComponentsV2, allowedMentions: { parse: [] } }
      : { content: 'pong', flags: Ephemeral },
  )
})
client.once(Events.ClientReady, () => process.stdout.write('ready\n'))
process.once('SIGTERM', () => void client.destroy().then(() => process.exit(0)))
await client.login(process.env.DISCORD_TOKEN)
