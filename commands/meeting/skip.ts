/** Passes one's next turn on to whoever comes after, and takes that back. */
import { actionId } from '../../src/chat/action.ts'
import { ownDatesCard } from '../../src/chat/cards/own-dates.ts'
import { defineCommand } from '../../src/chat/command.ts'

export default defineCommand({
  name: 'meeting skip',
  description: 'Pass your next turn on to whoever comes after you; you come again at the end of the order',
  answers: 'actor',
  reach: 'room',
  options: {},
  run: async ({ services, caller }) =>
    ownDatesCard('Your next turn is passed on', await services.rota.skip(caller), {
      kind: 'buttons',
      buttons: [{ label: 'Take it back', action: actionId('meeting skip', 'undo') }],
    }),
  actions: {
    undo: {
      answers: 'update',
      run: async ({ services, caller }) => ownDatesCard('Taken back', await services.rota.unskip(caller)),
    },
  },
})
