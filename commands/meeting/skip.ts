/** Passes one's next turn on to whoever comes after, and takes that back. */
import { actionId } from '../../src/chat/action.ts'
import type { Rich } from '../../src/chat/card.ts'
import { ownDatesCard } from '../../src/chat/cards/own-dates.ts'
import { defineCommand } from '../../src/chat/command.ts'

export default defineCommand({
  name: 'meeting skip',
  description: 'Pass your next turn on to whoever comes after you; you come again at the end of the order',
  answers: 'actor',
  reach: 'room',
  options: {},
  async run({ services, caller }) {
    const { passed, dates } = await services.rota.skip(caller)
    const card = ownDatesCard('Your next turn is passed on', dates, {
      kind: 'buttons',
      buttons: [{ label: 'Take it back', action: actionId('meeting skip', 'undo') }],
    })
    if (!passed) return card
    const lost: Rich = ['You no longer have ', { time: passed, style: 'moment' }, '.']
    return { ...card, blocks: [{ kind: 'text', text: lost }, ...card.blocks] }
  },
  actions: {
    undo: {
      answers: 'update',
      run: async ({ services, caller }) => ownDatesCard('Taken back', await services.rota.unskip(caller)),
    },
  },
})
