/** Puts a paper on the open ballot, with a reason if there is one. */
import { actionId } from '../src/chat/action.ts'
import type { Card, Form, Input } from '../src/chat/card.ts'
import { notice } from '../src/chat/cards/notice.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'
import { postKey } from '../src/club/keys.ts'
import type { Paper } from '../src/library/paper.ts'

const REASON = 300

export default defineCommand({
  name: 'nominate',
  description: 'Put a paper on the open ballot',
  answers: 'actor',
  options: {
    paper: { kind: 'paper', description: 'The paper, by its title', required: true },
    reason: { kind: 'text', description: 'Why the club should read it', max: REASON },
  },
  run: (context, { paper, reason }) => nominate(context, paper, reason),
  actions: {
    /** Arg: the paper's id, or nothing to ask for its title as well. */
    ask: {
      answers: 'form',
      empty: (paper) => askForm(paper, undefined),
      run: async ({ services }, paper) => askForm(paper, (await services.catalogue.get(paper))?.title),
    },
  },
  forms: {
    nominate: {
      answers: 'actor',
      async run(context, id, { fields: { paper = '', reason = '' } }) {
        return nominate(context, await context.services.catalogue.resolve(id || paper), reason.trim() || undefined)
      },
    },
  },
})

async function nominate({ services, caller }: Context, paper: Paper, reason: string | undefined): Promise<Card> {
  const { became, number, view } = await services.rounds.nominate(caller, paper, reason)
  const key = postKey('ballot', view.round)
  const where =
    became === 'on the ballot'
      ? 'It is on the open ballot now. Your nomination is not a vote: vote for it if you would read it.'
      : 'The open ballot is full, so it waits for the next one.'
  return notice(`Nominated: ${paper.title}`, where, {
    kind: 'buttons',
    buttons: [
      { label: 'Vote', action: actionId('vote', 'mine', key), style: 'primary' },
      { label: 'Withdraw it', action: actionId('withdraw', 'take', `${key}/${number}`), style: 'danger' },
    ],
  })
}

function askForm(paper: string, title: string | undefined): Form {
  const reason: Input = {
    kind: 'paragraph',
    name: 'reason',
    label: 'Why should the club read it?',
    hint: 'Optional. The ballot shows it with your name.',
    required: false,
    max: REASON,
  }
  const which: Input = {
    kind: 'line',
    name: 'paper',
    label: 'Which paper?',
    hint: 'Its title, or a part of it',
    required: true,
    max: 200,
  }
  return {
    action: actionId('nominate', 'nominate', paper),
    title: 'Nominate a paper',
    submit: 'Nominate',
    ...(title ? { intro: title } : {}),
    inputs: paper ? [reason] : [which, reason],
  }
}
