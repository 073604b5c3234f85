/** Whether a channel can be a club's room: whose it is, whether the bot is in it, and whether it may post there. */
import type { WebClient } from '@slack/web-api'
import type { RoomId } from '../../club/keys.ts'
import type { RoomCheck } from '../platform.ts'
import type { Identity } from './bolt-app.ts'
import { slackCode } from './failure.ts'
import { fieldOf } from './fields.ts'

const COPY = 'Call the bot’s command “week” in the right channel, and copy what it says into CLUB_ROOMS.'
const UNKNOWN = `cannot be seen by the bot. If it is a private channel, call /invite @Lectern there; if there is no such channel: ${COPY}`

/** `team`: the workspace that the bot is in. */
export async function checkRoom(
  client: WebClient,
  { team }: Pick<Identity, 'team'>,
  room: RoomId,
): Promise<RoomCheck | null> {
  const [, workspace, channel = ''] = room.split(':')
  if (workspace !== team) {
    const problem = `belongs to another workspace than the one that SLACK_BOT_TOKEN is for. ${COPY}`
    return { name: null, problems: [problem] }
  }
  try {
    const { channel: place = {} } = await client.conversations.info({ channel })
    const name = place.name ? `#${place.name}` : null
    return { name, problems: problemsOf(place), access: accessOf(place) }
  } catch (error) {
    const code = slackCode(error)
    if (code === 'channel_not_found') return { name: null, problems: [UNKNOWN], access: 'outside' }
    return code === 'missing_scope' ? withoutInfo(client, channel) : null
  }
}

/** Of a workspace that the bot is not in, or not any more. */
export function notAdded(installUrl: string): RoomCheck {
  return {
    name: null,
    problems: [`belongs to a workspace that the bot is not in. Somebody there adds it at ${installUrl}.`],
  }
}

type Place = NonNullable<Awaited<ReturnType<WebClient['conversations']['info']>>['channel']>

/** What is read-only or takes only answers is so for whoever asks, the bot. */
function problemsOf(place: Place): string[] {
  if (place.is_im || place.is_mpim) return ['is a conversation of some people. Choose a channel.']
  if (place.is_archived) return ['is archived. Open it again, or take it out of the club.']
  if (place.is_private && place.is_member === false)
    return ['is private, and the bot is not in it. Call /invite @Lectern there.']
  if (fieldOf(place, 'is_frozen') === true)
    return [
      'was shared with another organisation, which has ended that, so nobody can post there. Choose another channel.',
    ]
  if (place.is_read_only) {
    return ['lets only some people post. In the channel’s settings, below posting permissions, let the bot post.']
  }
  if (place.is_thread_only) {
    return ['takes only answers in threads. Choose an ordinary channel.']
  }
  if (place.is_non_threadable) return ['takes no threads. Choose an ordinary channel.']
  return []
}

/** It may enter a public channel by itself. */
function accessOf({ is_archived, is_private, is_member }: Place): NonNullable<RoomCheck['access']> {
  if (is_archived) return 'archived'
  if (is_member !== false) return 'in'
  return is_private ? 'outside' : 'beside'
}

/** An installation from before the bot asked for the names of channels. */
async function withoutInfo(client: WebClient, channel: string): Promise<RoomCheck | null> {
  try {
    await client.conversations.history({ channel, limit: 1 })
    return { name: null, problems: [] }
  } catch (error) {
    switch (slackCode(error)) {
      case 'channel_not_found':
        return { name: null, problems: [UNKNOWN] }
      // It may enter a public one by itself.
      case 'not_in_channel':
        return { name: null, problems: [] }
      default:
        return null
    }
  }
}

/** Whether someone made a channel; not when Slack does not tell. */
export async function isCreator(client: WebClient, room: RoomId, user: string): Promise<boolean> {
  const [, , channel = ''] = room.split(':')
  try {
    return (await client.conversations.info({ channel })).channel?.creator === user
  } catch {
    return false
  }
}
