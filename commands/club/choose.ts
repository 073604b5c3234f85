/** Says which of several clubs answers the caller outside the clubs' rooms, and then does what was asked before. */
import type { Card } from '../../src/chat/card.ts'
import { chosenCard, whichClubCard } from '../../src/chat/cards/elsewhere.ts'
import { notice } from '../../src/chat/cards/notice.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'

export default defineCommand({
  name: 'club choose',
  description: 'Choose which reading group answers you outside its own channels',
  answers: 'actor',
  reach: 'channel',
  options: {},
  run: choose,
  actions: { pick: { answers: 'update', run: (context, token, [club]) => pick(context, token, club ?? '') } },
})

async function choose({ services: { place, elsewhere } }: Context): Promise<Card> {
  if (place.kind === 'room') return notice('Nothing to choose', 'In this channel its own reading group answers.')
  if (place.kind === 'none') throw place.refusal
  const clubs = await elsewhere.clubs()
  const [only, ...others] = clubs
  if (only && others.length === 0) return notice('Nothing to choose', `${only.name} is the only reading group here.`)
  return whichClubCard(clubs, '')
}

async function pick({ services: { elsewhere }, again }: Context, token: string, id: string): Promise<Card> {
  const club = await elsewhere.choose(id)
  const asked = await elsewhere.asked(token)
  return asked ? again(asked) : chosenCard(club)
}
