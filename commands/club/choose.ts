/** An organiser chooses what is read on a date. Without a paper: says which of several clubs answers the caller outside their rooms. */
import type { Block, Card } from '../../src/chat/card.ts'
import { chosenCard, whichClubCard } from '../../src/chat/cards/elsewhere.ts'
import { meetingList } from '../../src/chat/cards/meetings.ts'
import { notice } from '../../src/chat/cards/notice.ts'
import { plannedCard } from '../../src/chat/cards/plan.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'
import { papersMeant } from '../../src/chat/papers-meant.ts'
import { listed } from '../../src/club/calendar/rule.ts'
import type { PlannedPaper } from '../../src/club/plan.ts'
import { withOptional } from '../../src/club/round.ts'
import type { SaidDate } from '../../src/club/said-date.ts'
import { sayDate } from '../../src/club/schedule.ts'

export default defineCommand({
  name: 'club choose',
  description: 'Choose the paper of a meeting, or which reading group answers you outside its channels',
  answers: 'actor',
  reach: 'channel',
  options: {
    paper: {
      kind: 'text',
      description: 'Its title or link; several are parted by “; ”, before an optional one: optional:',
      max: 2000,
      complete: 'paper',
    },
    date: { kind: 'meeting', description: 'The day of the meeting, else the next one without a paper' },
  },
  run: (context, { paper, date }) => (paper ? choosePaper(context, paper, date) : chooseClub(context)),
  actions: { pick: { answers: 'update', run: (context, token, [club]) => pick(context, token, club ?? '') } },
})

async function choosePaper(context: Context, text: string, date: SaidDate | undefined): Promise<Card> {
  const { place, club, meetings } = context.services
  if (place.kind !== 'room') throw place.refusal
  await club.requireOrganiser(context.caller)
  const { meeting, had } = await meetings.toChooseFor(date)
  // Nothing is added to the library for what is refused.
  await meetings.requireToCome(meeting)
  const { papers, unknown } = await papersMeant(context, text)
  await meetings.edit(meeting, { papers: withOptional(papers, await club.get()) })
  const settled = await club.get()
  const now = await meetings.on(sayDate(settled.schedule, meeting))
  const card = plannedCard(settled, now, 'Chosen. The meeting is now')
  return { ...card, blocks: [...card.blocks, ...instead(had, papers), ...unknown] }
}

/** What had been chosen for the date before. */
function instead(before: readonly Pick<PlannedPaper, 'paper' | 'title'>[], after: readonly PlannedPaper[]): Block[] {
  const gone = before.filter(({ paper }) => after.every((one) => one.paper !== paper))
  if (gone.length === 0) return []
  return [{ kind: 'text', text: `It takes the place of ${listed(gone.map(({ title }) => `“${title}”`))}.` }]
}

async function chooseClub(context: Context): Promise<Card> {
  const { place, elsewhere } = context.services
  if (place.kind === 'room') {
    return {
      title: 'Say which paper',
      blocks: [
        {
          kind: 'text',
          text: [
            'An organiser chooses with ',
            { code: `/${context.root} club choose paper:… date:…` },
            '. The coming dates:',
          ],
        },
        ...(await meetingList(context)),
      ],
    }
  }
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
