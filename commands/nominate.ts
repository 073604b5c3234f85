/** Puts a paper on the open ballot, with a reason if there is one. */
import { actionId } from '../src/chat/action.ts'
import type { Card, Form, Input } from '../src/chat/card.ts'
import { ballotCard } from '../src/chat/cards/ballot.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'
import type { Paper } from '../src/club/paper.ts'

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
      run: async ({ services }, paper) => askForm(paper, services.catalogue.get(paper)?.title),
    },
  },
  forms: {
    nominate: {
      answers: 'actor',
      async run(context, id, { paper = '', reason = '' }) {
        return nominate(context, context.services.catalogue.resolve(id || paper), reason.trim() || undefined)
      },
    },
  },
})

async function nominate({ services, caller }: Context, paper: Paper, reason: string | undefined): Promise<Card> {
  const { became, view } = await services.rounds.nominate(caller, paper, reason)
  const where =
    became === 'on the ballot'
      ? 'It is on the open ballot now. Nobody has voted for it on your behalf: vote for it below.'
      : 'The open ballot is full, so it waits for the next one.'
  const ballot = ballotCard(view, services.catalogue)
  return {
    ...ballot,
    title: `Nominated: ${paper.title}`,
    blocks: [
      { kind: 'text', text: where },
      {
        kind: 'buttons',
        buttons: [{ label: 'Withdraw it', action: actionId('withdraw', 'take', paper.id), style: 'danger' }],
      },
      { kind: 'divider' },
      ...ballot.blocks,
    ],
  }
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
