import type { Shut } from '../club/closed-room.ts'

/** Why a channel is closed to the bot and what opens it again, the channel being the subject. */
export function shutSentence(why: Shut): string {
  switch (why) {
    case 'removed':
      return 'is in a server or workspace that the bot was taken out of. Whoever may add apps there can add it again.'
    case 'revoked':
      return 'is in a workspace that gives the bot no access any more. Whoever may add apps there can add it again.'
    case 'deleted':
      return 'was deleted. Bring the group to another channel with `club move`, called there.'
    case 'archived':
      return 'is archived. Open it again, and the group goes on there.'
    case 'outside':
      return 'lets the bot in no more, or is hidden from it. Invite it there again, and the group goes on.'
  }
}
