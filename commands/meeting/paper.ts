/** Whoever presents names the paper of their date: one of the library, or one that they bring by link, number or description. */
import { actionId } from '../../src/chat/action.ts'
import type { Card, Form } from '../../src/chat/card.ts'
import {
  describeCard,
  describeForm,
  LONGEST_REASON,
  PAPER_OPTION,
  reasonInput,
  WHICH_PAPER,
} from '../../src/chat/cards/describe.ts'
import { notice } from '../../src/chat/cards/notice.ts'
import { factBlocks } from '../../src/chat/cards/paper.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'
import { isSelf } from '../../src/club/person.ts'
import type { SaidDate } from '../../src/club/said-date.ts'
import type { Brought } from '../../src/ports/library.ts'

const REASON_INPUT = reasonInput(
  'Why should everybody care?',
  'Optional. The post of the paper shows it with your name.',
)

export default defineCommand({
  name: 'meeting paper',
  description: 'Choose the paper of the date that you present: one of the library, or a link to one that is not',
  answers: 'actor',
  reach: 'room',
  costs: 'nomination',
  options: {
    paper: PAPER_OPTION,
    date: { kind: 'meeting', description: 'Your date, if it is not your next: 2026-12-24' },
    reason: { kind: 'text', description: 'Why everybody should care', max: LONGEST_REASON },
  },
  ask: paperForm(''),
  run: (context, { paper, date, reason }) => bring(context, date ?? '', paper, reason),
  /** Arg: the local day of the date, or nothing for one's next; then, after a stroke, the title as it was typed. */
  actions: {
    choose: {
      answers: 'form',
      empty: paperForm,
      async run({ services, caller }, day) {
        await services.rota.own(caller, dateOf(day))
        return paperForm(day)
      },
    },
    describe: { answers: 'form', empty: describing, run: async (_context, arg) => describing(arg) },
  },
  forms: {
    paper: {
      answers: 'actor',
      run: (context, day, { fields: { paper = '', reason = '' } }) => bring(context, day, paper, reason),
    },
    describe: {
      answers: 'actor',
      async run(context, day, { fields: { title = '', link = '', people = '', reason = '' } }) {
        return choose(context, day, await context.services.library.describe({ title, link, people }), reason)
      },
    },
  },
})

function paperForm(day: string): Form {
  return {
    action: actionId('meeting paper', 'paper', day),
    title: 'Choose your paper',
    submit: 'Choose it',
    inputs: [WHICH_PAPER, REASON_INPUT],
  }
}

function describing(arg: string): Form {
  const [, day = '', title = ''] = /^([^/]*)\/(.*)$/s.exec(arg) ?? []
  return describeForm(actionId('meeting paper', 'describe', day), title, 'Choose it', REASON_INPUT)
}

async function bring(context: Context, day: string, text: string, reason: string | undefined): Promise<Card> {
  await context.services.rota.own(context.caller, dateOf(day))
  try {
    return await choose(context, day, await context.services.library.bring(text), reason)
  } catch (error) {
    return describeCard(error, 'meeting paper', { text, reason, arg: `${day}/` })
  }
}

async function choose(
  { services, caller }: Context,
  day: string,
  { paper, isNew }: Brought,
  reason = '',
): Promise<Card> {
  const { at, plan } = await services.rota.choose(caller, paper, {
    date: dateOf(day),
    reason: reason.trim() || undefined,
  })
  // An organiser chooses for others as well.
  const isTheirs = plan.people.some(({ account }) => isSelf(caller, account))
  return notice(
    `Chosen: ${paper.title}`,
    ['It is read on ', { time: at, style: 'moment' }, isTheirs ? ', which you present.' : '.'],
    ...(isNew ? factBlocks(paper) : []),
    {
      kind: 'buttons',
      buttons: [{ label: 'Choose another one', action: actionId('meeting paper', 'choose', day) }],
    },
  )
}

function dateOf(day: string): SaidDate | undefined {
  return day === '' ? undefined : day
}
