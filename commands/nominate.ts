/** Puts a paper on the open ballot: one of the library, or one that the member brings by link, number or description. */
import { actionId } from '../src/chat/action.ts'
import type { Block, Card, Form } from '../src/chat/card.ts'
import {
  describeCard,
  describeForm,
  LONGEST_REASON,
  PAPER_OPTION,
  reasonInput,
  WHICH_PAPER,
} from '../src/chat/cards/describe.ts'
import { notice } from '../src/chat/cards/notice.ts'
import { factBlocks } from '../src/chat/cards/paper.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'
import { WAYS } from '../src/club/choosing/ways.ts'
import { postKey } from '../src/club/keys.ts'
import type { Brought } from '../src/ports/library.ts'
import type { RoundView } from '../src/ports/rounds.ts'

export default defineCommand({
  name: 'nominate',
  description: 'Put a paper on the open ballot: one of the library, or a link to one that is not',
  answers: 'actor',
  reach: 'room',
  costs: 'nomination',
  options: {
    paper: PAPER_OPTION,
    reason: { kind: 'text', description: 'Why the club should read it', max: LONGEST_REASON },
  },
  run: (context, { paper, reason }) => bringAndNominate(context, paper, reason),
  actions: {
    /** Arg: the paper's id, or nothing to ask for its title as well. */
    ask: {
      answers: 'form',
      empty: (paper) => askForm(paper, undefined),
      run: async ({ services }, paper) => askForm(paper, (await services.catalogue.get(paper))?.title),
    },
    /** Arg: the title as it was typed, as far as a button holds it. */
    describe: { answers: 'form', empty: describing, run: async (_context, title) => describing(title) },
  },
  forms: {
    nominate: {
      answers: 'actor',
      check: ({ fields: { paper } }): Record<string, string> =>
        paper?.trim() === '' ? { paper: 'Choose a paper, or say which in the line below.' } : {},
      run: (context, id, { fields: { paper = '', reason = '' } }) =>
        bringAndNominate(context, id || paper, reason.trim() || undefined),
    },
    describe: {
      answers: 'actor',
      async run(context, _arg, { fields: { title = '', link = '', people = '', reason = '' } }) {
        const brought = await context.services.library.describe({ title, link, people })
        return nominate(context, brought, reason.trim() || undefined)
      },
    },
  },
})

async function bringAndNominate(context: Context, text: string, reason: string | undefined): Promise<Card> {
  try {
    return await nominate(context, await context.services.library.bring(text), reason)
  } catch (error) {
    return describeCard(error, 'nominate', { text, reason })
  }
}

function describing(title: string): Form {
  return describeForm(actionId('nominate', 'describe'), title, 'Nominate', REASON_INPUT)
}

const REASON_INPUT = reasonInput('Why should the club read it?', 'Optional. It is shown with your name.')

async function nominate(
  { services, caller }: Context,
  { paper, isNew }: Brought,
  reason: string | undefined,
): Promise<Card> {
  const nominated = await services.rounds.nominate(caller, paper, reason)
  const facts = factBlocks(paper)
  const known = facts.length > 0 ? ' This is what is known of it:' : ''
  const found: Block[] = isNew ? [{ kind: 'text', text: `It is new in the club’s library.${known}` }, ...facts] : []
  if (nominated.became === 'proposed') {
    return notice(
      `Proposed: ${paper.title}`,
      'In this group an organiser accepts nominations first. They are told in the channel, and so are you once they have decided.',
      ...found,
      {
        kind: 'buttons',
        buttons: [{ label: 'Withdraw it', action: actionId('withdraw', 'take', paper.id), style: 'danger' }],
      },
    )
  }
  const { became, number, view } = nominated
  const key = postKey('ballot', view.round)
  const { ballot } = WAYS[view.way]
  const where = !ballot
    ? `It waits with what others have nominated. ${view.says}`
    : became === 'on the ballot'
      ? `It is on the open ballot now${await ownVote(services, caller, view.round, number)}`
      : 'The open ballot is full, so it waits for the next one.'
  return notice(`Nominated: ${paper.title}`, where, ...found, {
    kind: 'buttons',
    buttons: [
      ...(ballot ? [{ label: 'Vote', action: actionId('vote', 'mine', key), style: 'primary' as const }] : []),
      { label: 'Withdraw it', action: actionId('withdraw', 'take', `${key}/${number}`), style: 'danger' },
    ],
  })
}

async function ownVote(
  { rounds }: Context['services'],
  caller: Context['caller'],
  round: RoundView['round'],
  number: number,
): Promise<string> {
  const isVoted = (await rounds.approvals(caller, round)).includes(number)
  return isVoted
    ? ', with your own vote for it, which you can take back like any other.'
    : '. Your own vote stays as it was, as you have no further one on this ballot.'
}

function askForm(paper: string, title: string | undefined): Form {
  return {
    action: actionId('nominate', 'nominate', paper),
    title: 'Nominate a paper',
    submit: 'Nominate',
    ...(title ? { intro: title } : {}),
    inputs: paper ? [REASON_INPUT] : [WHICH_PAPER, REASON_INPUT],
  }
}
