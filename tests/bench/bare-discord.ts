/** The peer: a Discord bot of discord.js alone that answers every command with "pong". */
import { Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js'

const api = process.env.DISCORD_API_URL
const client = new Client({ intents: [GatewayIntentBits.Guilds], ...(api ? { rest: { api } } : {}) })
client.on(Events.InteractionCreate, (interaction) => {
  if (interaction.isChatInputCommand()) void interaction.reply({ content: 'pong', flags: MessageFlags.Ephemeral })
})
client.once(Events.ClientReady, () => process.stdout.write('ready\n'))
process.once('SIGTERM', () => void client.destroy().then(() => process.exit(0)))
await client.login(process.env.DISCORD_TOKEN)
