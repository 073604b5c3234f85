/** Erases what is kept of the caller, once they have confirmed it. */
import { actionId } from '../../src/chat/action.ts'
import type { Card } from '../../src/chat/card.ts'
import { notice } from '../../src/chat/cards/notice.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'

export default defineCommand({
  name: 'me forget',
  description: 'Erase your name, votes, nominations, comments and suggestions',
  answers: 'actor',
  reach: 'anywhere',
  options: {},
  run: async () => ask(),
  actions: {
    ask: { answers: 'actor', run: async () => ask() },
    confirm: { answers: 'update', run: forget },
  },
})

function ask(): Card {
  return notice(
    'Forget you?',
    'This erases, in every reading group of this bot:',
    {
      kind: 'list',
      items: [
        'your vote on the open ballot, and your nominations on it with the votes for them;',
        'your votes on closed ballots, whose counts stay;',
        'your name and your reasons beside earlier nominations;',
        'the text of your comments and your name beside them, here and where they are read in other channels;',
        'your suggested idea lines; those that were accepted stay, without your name.',
      ],
    },
    {
      kind: 'text',
      text: 'It cannot be taken back. An organiser stays one. Accounts that you linked are forgotten together, and the link with them.',
    },
    { kind: 'text', text: BEYOND },
    { kind: 'buttons', buttons: [{ label: 'Forget me', action: actionId('me forget', 'confirm'), style: 'danger' }] },
  )
}

/** What the bot cannot reach, said before and after. */
const BEYOND =
  'Not in the bot’s hands: your own messages in the chat and what else the bot has posted there, until they are deleted there; ' +
  'and backups made by whoever runs the bot, which hold everything until they are deleted. A backup that the bot made itself before ' +
  'an upgrade is deleted after seven days on which all went well.'

async function forget({ services, caller }: Context): Promise<Card> {
  await services.members.forget(caller)
  return notice('Forgotten', 'Your name, votes, nominations, comments and suggestions are erased.', {
    kind: 'text',
    text: BEYOND,
  })
}
