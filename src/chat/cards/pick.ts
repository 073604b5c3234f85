import type { Rule } from '../../club/counting.ts'
import type { FeedNews } from '../../club/feed.ts'
import { postKey } from '../../club/keys.ts'
import type { Digest, Paper } from '../../club/paper.ts'
import type { Pick as PickOf, Round, Thanks } from '../../club/round.ts'
import { actionId } from '../action.ts'
import type { Block, Button, Card, Inline, Rich } from '../card.ts'
import { plural } from './notice.ts'
import { digestName, factBlocks, ideaLine, linkBlocks } from './paper.ts'

/** How the week before went, for the wrap-up. */
export interface WrapUp {
  title: string
  comments: number
  people: number
}

/** The paper of the week, as every room gets it. `paper` is undefined when its digest was taken away since. */
export function pickCard(
  round: Round & { pick: PickOf },
  paper: Paper | undefined,
  digests: readonly Digest[],
  wrapUp: WrapUp | null,
): Card {
  const { pick } = round
  return {
    title: `Paper of the week: ${pick.title}`,
    blocks: [
      ...lateBlocks(round),
      ...(paper ? [{ kind: 'text' as const, text: ideaLine(paper) }] : []),
      { kind: 'text', text: [{ bold: 'Why this one: ' }, whyItWon(pick)] },
      ...reasonBlocks(round),
      ...(paper ? [...factBlocks(paper), ...linkBlocks(paper), ...sourceBlocks(paper, digests)] : []),
      { kind: 'text', text: 'Say what you think in the thread of this message: both chats share one discussion.' },
      { kind: 'buttons', buttons: pickButtons(round) },
      ...(wrapUp ? [{ kind: 'text' as const, text: wrapUpLine(wrapUp) }] : []),
      ...thanksBlocks(round.thanks),
      ...feedBlocks(round.feeds),
    ],
  }
}

function pickButtons(round: Round & { pick: PickOf }): Button[] {
  return [
    { label: 'Discussion', action: actionId('discuss', 'open', round.pick.paper) },
    { label: 'Everything known', action: actionId('show', 'open', round.pick.paper) },
    { label: 'Results', action: actionId('results', 'open', postKey('pick', round)) },
  ]
}

/** Why a paper was picked, naming the rule that decided. */
export function whyItWon({ approvals, rule, before }: PickOf): string {
  const votes = approvals > 0 ? `it had ${plural(approvals, 'vote')}` : 'nobody voted'
  const reasons: Record<Rule, string> = {
    'only one': `${votes}, and it was the only paper on the ballot.`,
    approvals: `${votes}, more than any other.`,
    nomination: `${votes}, level with “${before}”; a nomination goes before a paper picked from the library.`,
    earlier: `${votes}, level with “${before}”; the earlier nomination goes first.`,
    title: `${votes}, level with “${before}”; the title decided, in alphabetical order.`,
  }
  return reasons[rule]
}

function reasonBlocks(round: Round & { pick: PickOf }): Block[] {
  const nomination = round.candidates.find(({ paper }) => paper === round.pick.paper)?.nomination
  if (!nomination) return []
  const reason = nomination.reason ? `: “${nomination.reason}”` : '.'
  return [{ kind: 'text', text: `Nominated by ${nomination.name}${reason}` }]
}

function sourceBlocks(paper: Paper, digests: readonly Digest[]): Block[] {
  const sources = digests.filter(({ id }) => paper.appearances.some(({ digest }) => digest === id))
  return sources.map((digest) => {
    const text: Rich = digest.source
      ? ['From ', { link: digest.source, label: digestName(digest) }]
      : ['From ', { italic: digestName(digest) }]
    return { kind: 'text', text }
  })
}

function lateBlocks({ lateSince }: Round): Block[] {
  if (!lateSince) return []
  const text: Rich = [
    'This comes late: it was due ',
    { time: lateSince, style: 'moment' },
    ', when the bot was not running.',
  ]
  return [{ kind: 'text', text }]
}

/** The people whose lines were accepted hear of it here. */
function thanksBlocks(thanks: readonly Thanks[]): Block[] {
  return thanks.length === 0
    ? []
    : [
        { kind: 'text', text: [{ bold: 'Better idea lines' }] },
        {
          kind: 'list',
          items: thanks.map(({ name, title }): Rich => [`Thanks to ${name} for the one of `, { bold: title }, '.']),
        },
      ]
}

/** What is new of the followed feeds, so that silence never looks like a fault, nor a fault like silence. */
function feedBlocks(feeds: readonly FeedNews[]): Block[] {
  if (feeds.length === 0) return []
  return [
    { kind: 'text', text: [{ bold: 'Followed feeds' }] },
    { kind: 'list', items: feeds.map(feedLine) },
  ]
}

function feedLine({ title, kind, papers, since, again }: FeedNews): Rich {
  const name = { bold: title }
  const brought = plural(papers, 'new paper')
  const date: Inline = since ? { time: since, style: 'date' } : 'some days'
  switch (kind) {
    case 'new':
      return [name, again ? ' can be read again and' : '', ` brought ${brought}.`]
    case 'nothing':
      return [
        name,
        again ? ' can be read again and' : '',
        ' had nothing new. It is read on; more is said when there is more.',
      ]
    case 'failing':
      return [
        name,
        papers > 0 ? ` brought ${brought}, but` : '',
        ' could not be read since ',
        date,
        '. It is tried again by itself.',
      ]
    case 'ended':
      return [
        name,
        papers > 0 ? ` brought ${brought}, and` : '',
        ' is gone for good, says its server: it is no longer followed.',
      ]
  }
}

function wrapUpLine({ title, comments, people }: WrapUp): Rich {
  const said = comments > 0 ? `${plural(comments, 'comment')} by ${plural(people, 'person', 'people')}` : 'no comments'
  return [{ bold: 'Last week: ' }, `“${title}”, with ${said}.`]
}
