/** Shows the coming dates of the club, and the meeting whose paper is known. */
import { meetingList } from '../../src/chat/cards/meetings.ts'
import { meetingBlocks } from '../../src/chat/cards/pick.ts'
import { defineCommand } from '../../src/chat/command.ts'

export default defineCommand({
  name: 'meeting show',
  description: 'Show when the club meets next, where, and with which paper',
  answers: 'actor',
  options: {},
  async run({ services, clock, root }) {
    const [club, reading] = await Promise.all([services.club.get(), services.rounds.reading()])
    const { pick, ...round } = reading?.round ?? { pick: null, meets: null, closedAt: null }
    const isComing = round.meets !== null && Temporal.Instant.compare(round.meets.at, clock.now()) > 0
    return {
      title: 'When the club meets',
      blocks: [
        ...(pick && isComing ? [{ kind: 'text' as const, text: [{ bold: pick.title }] }, ...meetingBlocks(round)] : []),
        ...meetingList(club, clock.now(), root),
      ],
    }
  },
})
