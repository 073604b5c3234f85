/** Asks Discord about the bot over REST alone: a second connection would take the running bot's place. */
import { type APIApplication, type APIUser, ApplicationFlags, REST, Routes } from 'discord.js'
import { type Examined, fine, wrong } from '../examined.ts'
import { facts } from './failure.ts'
import { checkRoom } from './room-check.ts'

const PATIENCE = 10_000

export async function examineDiscord(token: string, apiUrl: string | undefined): Promise<Examined> {
  const api = apiUrl === undefined ? {} : { api: apiUrl }
  const rest = new REST({ ...api, retries: 1, timeout: PATIENCE }).setToken(token)
  try {
    const user = (await rest.get(Routes.user())) as APIUser
    const { flags = 0 } = (await rest.get(Routes.currentApplication())) as Partial<APIApplication>
    const hasContent =
      (flags & (ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited)) !== 0
    return {
      findings: [
        fine(`Discord takes DISCORD_TOKEN: the bot is ${user.username}.`),
        hasContent
          ? fine('Discord shows the bot what people write.')
          : wrong(
              'Discord does not show the bot what people write, so comments are not kept. Switch on the Message Content Intent on the Bot page of your application, then start the bot again.',
            ),
      ],
      checkRoom: (room) => checkRoom(rest, user.id, room),
    }
  } catch (error) {
    const { status } = facts(error)
    return { findings: [wrong(refusal(status))], checkRoom: null }
  }
}

function refusal(status: number | undefined): string {
  if (status === 401) {
    return 'Discord does not accept DISCORD_TOKEN. Copy the token anew from the Bot page of your application at https://discord.com/developers/applications (Reset Token).'
  }
  if (status !== undefined) return `Discord does not answer just now (${status}). Ask again.`
  return 'Discord cannot be reached. See that this machine may reach it, and ask again.'
}
