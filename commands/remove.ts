/** Takes a paper that the club added out of its library, once the organiser has confirmed it. */
import { actionId } from '../src/chat/action.ts'
import type { Card } from '../src/chat/card.ts'
import { notice } from '../src/chat/cards/notice.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'

export default defineCommand({
  name: 'remove',
  description: 'Take a paper that this club added out of its library',
  answers: 'actor',
  organisers: true,
  options: { paper: { kind: 'paper', description: 'The paper, by its title', required: true } },
  run: async ({ services }, { paper }) => {
    await services.library.requireOwn(paper)
    return notice(
      `Remove “${paper.title}”?`,
      'It leaves the library and the nominations, unless a digest that ships with the bot has it as well, and no feed brings it again. What was read of it stays, and so do dates that it was chosen for.',
      {
        kind: 'buttons',
        buttons: [{ label: 'Remove it', action: actionId('remove', 'now', paper.id), style: 'danger' }],
      },
    )
  },
  actions: { now: { answers: 'update', run: remove } },
})

async function remove({ services }: Context, id: string): Promise<Card> {
  const removed = await services.library.remove(id)
  if (!removed) return notice('Removed already', 'That paper is no longer in the library.')
  const { title, stays } = removed
  if (!stays) {
    const { stood, told } = await services.rounds.leaves(id)
    const nominated = stood ? ' Nor can it be chosen any more.' : ''
    const said = told ? ' Whoever brought it is told.' : ''
    return notice('Removed', [{ bold: title }, ` is no longer in the library.${nominated}${said}`])
  }
  return notice('Removed', [
    'What the club added of ',
    { bold: title },
    ' is gone. A digest that ships with the bot has it as well, so the paper itself stays.',
  ])
}
