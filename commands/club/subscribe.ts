/** Tells the address by which calendar programs follow the club's dates; organisers say what it tells, and replace it. */
import type { Card } from '../../src/chat/card.ts'
import { feedBlocks } from '../../src/chat/cards/feed.ts'
import { notice } from '../../src/chat/cards/notice.ts'
import { defineCommand } from '../../src/chat/command.ts'

export default defineCommand({
  name: 'club subscribe',
  description: 'Get the address by which your own calendar follows the dates of the club',
  answers: 'actor',
  reach: 'room',
  options: {
    names: { kind: 'boolean', description: 'Organisers: whether it tells who presents' },
    links: { kind: 'boolean', description: 'Organisers: whether it tells the addresses of calls, slides and notes' },
    replace: { kind: 'boolean', description: 'Organisers: make another address; the one before ends' },
  },
  async run({ services, caller, about: { address } }, { names, links, replace }): Promise<Card> {
    const isChange = names !== undefined || links !== undefined || replace === true
    if (isChange) await services.club.requireOrganiser(caller)
    const feed = await (isChange ? services.meetings.changeFeed({ names, links, replace }) : services.meetings.feed())
    const blocks = feedBlocks(address, feed)
    if (blocks.length === 0)
      return notice('No calendar to follow', 'Whoever runs the bot has not said where it is reached from outside.')
    return { title: 'The dates of the club in your own calendar', blocks }
  },
})
