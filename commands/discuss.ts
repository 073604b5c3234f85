/** Shows the latest comments on a pick from both chats, with links to jump there. */

import type { Block, Card } from '../src/chat/card.ts'
import { commentBlocks, withEarlier } from '../src/chat/cards/comments.ts'
import { notice, plural } from '../src/chat/cards/notice.ts'
import { shareButton, sharing } from '../src/chat/cards/share.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'
import { chatNameOf } from '../src/club/keys.ts'

const SHOWN = 8

export default defineCommand({
  name: 'discuss',
  description: 'Show the latest comments on the paper of the week, or on an earlier pick',
  answers: 'actor',
  reach: 'room',
  options: { paper: { kind: 'paper', description: 'An earlier pick, by its title' } },
  run: (context, { paper }) => discussCard(context, paper?.id ?? ''),
  actions: {
    open: { answers: 'actor', run: discussCard },
    share: sharing(discussCard),
  },
  message: {
    label: 'Add to the discussion',
    description: "Keep this message as a comment on this week's paper",
    answers: 'actor',
    async run({ services }, { ref, thread, author, text: words, files, at }) {
      const text = words.trim() || files.map(({ name }) => `[${name}]`).join(' ')
      if (text === '') return notice('Nothing to add', 'That message has no text.')
      const added = await services.discussion.keep({ ...ref, thread, author, text, at })
      return added
        ? notice('Added', "That message now stands in the discussion of this week's paper.")
        : notice('There already', 'That message stands in the discussion already.')
    },
  },
})

async function discussCard({ services, root }: Context, paper: string): Promise<Card> {
  const { rounds, discussion } = services
  const round = paper ? await rounds.ofPaper(paper) : (await rounds.reading())?.round
  if (!round?.pick) return notReadYet((await services.catalogue.get(paper))?.title, root)
  const [{ comments, total, people }, threads] = await Promise.all([
    discussion.latest(round, SHOWN),
    rounds.links(round, 'pick'),
  ])
  const jump = threads.map(({ room, url }): Block => ({ kind: 'link', url, label: `Thread in ${chatNameOf(room)}` }))
  const shown = comments.length < total ? ` The latest ${comments.length}:` : ''
  const count =
    total === 0
      ? 'Nobody has said anything yet: be the first.'
      : `${plural(total, 'comment')} by ${plural(people, 'person', 'people')}${withEarlier(round)}.${shown}`
  return {
    title: `Discussion: ${round.pick.title}`,
    blocks: [
      { kind: 'text', text: count },
      ...commentBlocks(comments),
      ...jump,
      { kind: 'buttons', buttons: shareButton('discuss', round.pick.paper) },
    ],
  }
}

function notReadYet(title: string | undefined, root: string): Card {
  if (title) return notice('Not read yet', `This club has not read “${title}”. Nominate it with /${root} nominate.`)
  return notice('Nothing to discuss yet', `The first pick is still to come. See the open ballot with /${root} vote.`)
}
