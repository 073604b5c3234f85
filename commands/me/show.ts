/** Shows what is kept of the caller, to them alone. */
import { actionId } from '../../src/chat/action.ts'
import type { Card, Rich } from '../../src/chat/card.ts'
import { notice, plural } from '../../src/chat/cards/notice.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'

export default defineCommand({
  name: 'me show',
  description: 'Show what is kept of you: votes, nominations, comments and suggestions',
  answers: 'actor',
  reach: 'anywhere',
  options: {},
  run: (context) => keptCard(context),
})

const SHOWN = 10

async function keptCard({ services, caller }: Context): Promise<Card> {
  const kept = await services.members.kept(caller)
  const items: Rich[] = [
    kept.vote.length > 0 ? `Your vote on the open ballot: ${quoted(kept.vote)}.` : 'No vote on the open ballot.',
    ...(kept.unused.length > 0
      ? [`What you would vote for if a group that does not vote did so: ${quoted(kept.unused)}.`]
      : []),
    `${plural(kept.votes, 'vote')} on closed ballots.`,
    kept.nominations.length > 0
      ? `${plural(kept.nominations.length, 'nomination')}: ${quoted(kept.nominations.map(({ title }) => title))}.`
      : 'No nominations.',
    `${plural(kept.comments, 'comment')} on papers of the week.`,
    kept.suggestions.length > 0
      ? `Suggested idea lines that wait for an organiser: ${quoted(kept.suggestions)}.`
      : 'No suggested idea line waits for an organiser.',
    `${plural(kept.ideas, 'accepted idea line')} with your name.`,
    ...(kept.meetings > 0 ? [`Your part in ${plural(kept.meetings, 'meeting')}.`] : []),
    ...(kept.turns === null ? [] : [`You take turns: you had ${plural(kept.turns, 'date')}.`]),
    ...(kept.comings > 0 ? [`Whether you come to ${plural(kept.comings, 'meeting')}.`] : []),
    ...(kept.verdicts > 0 ? [`How ${plural(kept.verdicts, 'discussion')} was for you.`] : []),
    ...(kept.organiser ? ['You are an organiser.'] : []),
  ]
  return notice(
    'What is kept of you',
    'This is what the reading groups of this bot keep of you, with your name:',
    { kind: 'list', items },
    {
      kind: 'buttons',
      buttons: [{ label: 'Forget me', action: actionId('me forget', 'ask'), style: 'danger' }],
    },
  )
}

function quoted(titles: readonly string[]): string {
  const shown = titles.slice(-SHOWN).map((title) => `“${title}”`)
  const more = titles.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ')
}
