/**
 * The peer of what carries comments, by matterbridge's way: receive and post, nothing kept, looked up or paced. It is given the threads
 * of one discussion and posts what is written in one into all those of the other chat, under its author's name.
 */
import { readFileSync } from 'node:fs'
import { Client, Events, GatewayIntentBits, type TextChannel, type Webhook } from 'discord.js'
import { bareBolt } from './bare-bolt.ts'
import type { Threads } from './copies.ts'

const { discord, slack }: Threads = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))
const api = process.env.DISCORD_API_URL

const { Guilds, GuildMessages, MessageContent } = GatewayIntentBits
const client = new Client({
  intents: [Guilds, GuildMessages, MessageContent],
  ...(api ? { rest: { api } } : {}),
})
const app = bareBolt()

client.on(Events.MessageCreate, (message) => {
  if (message.author.bot || message.webhookId || !discord.some(({ thread }) => thread === message.channelId)) return
  for (const { channel, thread } of slack) {
    const username = `${message.author.username} (Discord)`
    void app.client.chat.postMessage({ channel, thread_ts: thread, text: message.content, username })
  }
})
const webhooks = new Map<string, Webhook>()
app.message(async ({ message }) => {
  if (message.subtype || !('user' in message) || !('thread_ts' in message)) return
  if (!slack.some(({ thread }) => thread === message.thread_ts)) return
  for (const { channel, thread } of discord) {
    void webhooks.get(channel)?.send({ content: message.text ?? '', username: 'Slack', threadId: thread })
  }
})

process.once('SIGTERM', () => void Promise.all([client.destroy(), app.stop()]).then(() => process.exit(0)))
const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve))
await Promise.all([client.login(process.env.DISCORD_TOKEN), app.start(), ready])
for (const { channel } of discord) {
  const place = (await client.channels.fetch(channel)) as TextChannel
  webhooks.set(channel, await place.createWebhook({ name: 'Bridge' }))
}
process.stdout.write('ready\n')
