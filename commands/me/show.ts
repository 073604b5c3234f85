/** Shows the caller what is on for them and what is kept of them, or sends that, to them alone, and links their accounts with one another. */
import { actionId } from '../../src/chat/action.ts'
import type { Button, Card, Form, Inline, Rich } from '../../src/chat/card.ts'
import { homeBlocks } from '../../src/chat/cards/home.ts'
import { homePage, type Said } from '../../src/chat/cards/home-page.ts'
import { divider, notice, plural } from '../../src/chat/cards/notice.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'
import { UserError } from '../../src/club/errors.ts'
import { type AccountId, chatNameOf, roundOfPostKey } from '../../src/club/keys.ts'

export default defineCommand({
  name: 'me show',
  description: 'Show what is kept of you: votes, nominations, comments and suggestions',
  answers: 'actor',
  reach: 'anywhere',
  options: {},
  run: (context) => keptCard(context),
  home: (context) => page(context),
  actions: {
    /** One paper more on the caller's own page, or one less. Arg: the ballot's key and the candidate's number. */
    vote: { answers: 'page', run: async (context, arg) => page(context, await vote(context, arg)) },
    open: { answers: 'actor', run: (context) => keptCard(context) },
    export: { answers: 'actor', run: send },
    link: { answers: 'actor', run: codeCard },
    enter: { answers: 'form', empty: codeForm, run: async () => codeForm() },
    unlink: { answers: 'actor', run: unlink },
    messages: { answers: 'actor', run: (context) => message(context, true) },
    /** Arg: the key of the message that it stands on, where it stands on one. */
    quiet: { answers: 'actor', run: (context) => message(context, false) },
  },
  forms: {
    code: { answers: 'actor', run: (context, _arg, { fields: { code = '' } }) => link(context, code) },
  },
})

const PAGE = 'Your page'
const SHOWN = 10

async function page(context: Context, said?: Said): Promise<Card> {
  const kept: Button = { label: 'What is kept of you', action: actionId('me show', 'open') }
  return {
    title: PAGE,
    blocks: [...(await homePage(context, said)), divider, { kind: 'buttons', buttons: [kept] }],
  }
}

/** What keeps a vote from being taken is said on the page, where it was cast. */
async function vote({ services, caller }: Context, arg: string): Promise<Said> {
  const end = arg.lastIndexOf('.')
  const [key, number] = [arg.slice(0, end), arg.slice(end + 1)]
  const club = roundOfPostKey(key)?.club ?? ''
  try {
    const ballot = await services.elsewhere.ballot(club)
    const { dropped } = await ballot.toggle(caller, key, number)
    return { club, dropped }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { club, problem: error.message }
  }
}

async function keptCard(context: Context): Promise<Card> {
  const { services, caller } = context
  const [now, kept, isMessaged] = await Promise.all([
    homeBlocks(context),
    services.members.kept(caller),
    services.notes.messaged(caller),
  ])
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
    ...(kept.others.length > 0 ? [othersText(kept.others)] : []),
    isMessaged
      ? 'What becomes of your nominations and idea lines comes to you as a message.'
      : 'What becomes of your nominations and idea lines is told with your next command.',
  ]
  const linking: Button[] = [
    { label: 'Link another account', action: actionId('me show', 'link') },
    { label: 'Enter a code', action: actionId('me show', 'enter') },
    ...(kept.others.length > 0 ? [{ label: 'Unlink this account', action: actionId('me show', 'unlink') }] : []),
  ]
  return {
    title: PAGE,
    blocks: [
      ...now,
      divider,
      { kind: 'text', text: 'This is what the reading groups of this bot keep of you, with your name:' },
      { kind: 'list', items },
      { kind: 'buttons', buttons: linking },
      {
        kind: 'buttons',
        buttons: [
          isMessaged
            ? { label: 'No messages', action: actionId('me show', 'quiet') }
            : { label: 'Tell me by message', action: actionId('me show', 'messages') },
          { label: 'Send me all of it', action: actionId('me show', 'export') },
          { label: 'Forget me', action: actionId('me forget', 'ask'), style: 'danger' },
        ],
      },
    ],
  }
}

async function message({ services, caller }: Context, wanted: boolean): Promise<Card> {
  await services.notes.messaged(caller, wanted)
  return wanted
    ? notice('Changed', 'From now on a message to you alone says what became of your nominations and idea lines.')
    : notice('Changed', 'From now on your next command says what became of your nominations and idea lines.')
}

async function send({ services, caller }: Context): Promise<Card> {
  await services.members.hand(caller)
  return notice('Sent', 'The file is in your conversation with the bot. Nobody else has it.')
}

function othersText(others: readonly AccountId[]): Rich {
  const theirs = others.flatMap((account, index): Inline[] => [
    index > 0 ? ', ' : '',
    { mention: account, name: `your account in ${chatNameOf(account)}` },
  ])
  return ['One person with this account, with one vote: ', ...theirs, '.']
}

async function codeCard({ services, caller, root }: Context): Promise<Card> {
  const { code, until } = await services.links.code(caller)
  return notice(
    'Your code',
    ['In your other chat, call ', { code: `/${root} me show` }, ', press ', { bold: 'Enter a code' }, ', and type:'],
    { kind: 'text', text: { code } },
    {
      kind: 'text',
      text: [
        'It is good once, until ',
        { time: until, style: 'moment' },
        '. Then both accounts are one person, with one vote. Tell it to nobody: whoever enters it is you from then on.',
      ],
    },
  )
}

function codeForm(): Form {
  return {
    action: actionId('me show', 'code'),
    title: 'Link your accounts',
    submit: 'Link them',
    inputs: [
      {
        kind: 'line',
        name: 'code',
        label: 'The code from your other account',
        hint: 'Such as K7QD-2M9X-R4TN-8WHA. Enter none that somebody else gave you.',
        required: true,
        max: 60,
      },
    ],
  }
}

async function link({ services, caller }: Context, code: string): Promise<Card> {
  const { account, name } = await services.links.link(caller, code)
  return notice(
    'Linked',
    [
      'This account and ',
      { mention: account, name },
      ` in ${chatNameOf(account)} are one person now. Where both have voted on an open ballot, the later vote counts. `,
      'If that is not you, press the button.',
    ],
    { kind: 'buttons', buttons: [{ label: 'Unlink this account', action: actionId('me show', 'unlink') }] },
  )
}

async function unlink({ services, caller }: Context): Promise<Card> {
  await services.links.unlink(caller)
  return notice(
    'Unlinked',
    'This account stands by itself again. What each account has voted and said counts for each.',
  )
}

function quoted(titles: readonly string[]): string {
  const shown = titles.slice(-SHOWN).map((title) => `“${title}”`)
  const more = titles.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ')
}
