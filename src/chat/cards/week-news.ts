import type { FeedNews } from '../../club/feed.ts'
import { postKey } from '../../club/keys.ts'
import type { Nominee, Pick as PickOf, Round, Thanks } from '../../club/round.ts'
import type { Verdicts } from '../../club/verdict.ts'
import { actionId } from '../action.ts'
import type { Block, Inline, Rich } from '../card.ts'
import { verdictWords } from './afterwards.ts'
import { withEarlier } from './comments.ts'
import { plural } from './notice.ts'

/** How the week before went. */
export interface WrapUp {
  round: Round & { pick: PickOf }
  comments: number
  people: number
  verdicts: Verdicts
}

/** What a club hears beside its pick: how the last one was discussed, whose idea lines were accepted, what its feeds brought. */
export function weekNews(
  {
    thanks,
    feeds,
    returning,
    retired,
    closedAt,
  }: Pick<Round, 'thanks' | 'feeds' | 'returning' | 'retired' | 'closedAt'>,
  wrapUp: WrapUp | null,
): Block[] {
  return [
    ...(wrapUp ? wrapUpBlocks(wrapUp, closedAt) : []),
    ...listed('Nominations', [...returning.map(returningLine), ...retired.map(retiredLine)]),
    ...listed('Better idea lines', thanks.map(thanksLine)),
    ...listed('Followed feeds', feeds.map(feedLine)),
  ]
}

function wrapUpBlocks(wrapUp: WrapUp, now: Round['closedAt']): Block[] {
  const how = { label: 'How was it?', action: actionId('discuss', 'how', postKey('pick', wrapUp.round)) }
  return [
    { kind: 'text', text: wrapUpLine(wrapUp, now) },
    { kind: 'buttons', buttons: [how] },
  ]
}

function wrapUpLine({ round, comments, people, verdicts }: WrapUp, now: Round['closedAt']): Rich {
  const counted = `${plural(comments, 'comment')} by ${plural(people, 'person', 'people')}${withEarlier(round)}`
  return [
    { bold: isWeekBefore(round, now) ? 'Last week: ' : 'Last time: ' },
    `“${round.pick.title}”, with ${comments > 0 ? counted : 'no comments'}.${verdictWords(verdicts)}`,
  ]
}

/** Whether a paper was picked a week before another, to the nearest day. */
function isWeekBefore({ closedAt }: Pick<Round, 'closedAt'>, now: Round['closedAt']): boolean {
  return closedAt !== null && now !== null && Math.round(now.since(closedAt).total('hours') / 24) === 7
}

function listed(heading: string, items: Rich[]): Block[] {
  if (items.length === 0) return []
  return [
    { kind: 'text', text: [{ bold: heading }] },
    { kind: 'list', items },
  ]
}

function returningLine({ name, title }: Nominee): Rich {
  return [{ bold: title }, `, which ${name} nominated, waits for the next ballots.`]
}

function retiredLine({ name, title }: Nominee): Rich {
  return [{ bold: title }, `, which ${name} nominated, has waited long enough and leaves. It can be nominated again.`]
}

function thanksLine({ name, title }: Thanks): Rich {
  return [`Thanks to ${name} for the one of `, { bold: title }, '.']
}

/** Silence must never look like a fault, nor a fault like silence. */
function feedLine({ title, kind, papers, since, again }: FeedNews): Rich {
  const name = { bold: title }
  const back = again ? ' can be read again and' : ''
  const brought = papers > 0 ? ` brought ${plural(papers, 'new paper')}` : ''
  const date: Inline = since ? { time: since, style: 'date' } : 'some days'
  switch (kind) {
    case 'new':
      return [name, back, `${brought}.`]
    case 'nothing':
      return [name, back, ' had nothing new. It is read on; more is said when there is more.']
    case 'failing':
      return [name, brought && `${brought}, but`, ' could not be read since ', date, '. It is tried again by itself.']
    case 'ended':
      return [name, brought && `${brought}, and`, ' is gone for good, says its server: it is no longer followed.']
  }
}
