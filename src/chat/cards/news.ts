import type { Club } from '../../club/club.ts'
import type { News } from '../../club/news.ts'
import { sayDate } from '../../club/schedule.ts'
import { hasBallot } from '../../club/way-of-date.ts'
import { actionId } from '../action.ts'
import type { Block, Button, Card, Inline, Rich } from '../card.ts'
import { shutSentence } from '../shut.ts'
import { agreeButton } from './carried.ts'
import { fromTo, notice } from './notice.ts'
import { allDates, datesList, personText, placeText } from './plan.ts'
import { plannedNoMore, readAfterAll, waitAgain } from './unread.ts'

export type Told = News & {
  what: Exclude<News['what'], 'meeting' | 'reminder' | 'unchosen' | 'ask' | 'answered' | 'fresh' | 'unvoted'>
}

/** What a room is told besides its weeks. `key` marks the post. A date without a paper is told of by another card, `otherCard`. */
export function newsCard(
  club: Pick<Club, 'name' | 'schedule' | 'organisers' | 'names' | 'way' | 'nextPick'>,
  news: Told,
  root: string,
  key: string,
): Card {
  const { name } = club
  const ballot = hasBallot(club)
  const { what, place, at, who = 'Somebody', dates = [], titles = [], reason, why, whom, was = '' } = news
  const other = place ?? 'another channel'
  const help = { label: 'All commands', action: actionId('help', 'open', key) }
  const say = (title: string, text: Rich, ...buttons: Button[]) =>
    notice(title, text, { kind: 'buttons', buttons: buttons.length > 0 ? buttons : [help] })
  switch (what) {
    case 'joined':
      return say(
        'A channel has joined',
        [
          { bold: name },
          ` meets in ${other} as well from now on: one ballot, one pick, one discussion. What is said here will be read there, `,
          'and what is said there will be read here, once an organiser has agreed on each side.',
        ],
        agreeButton(key),
        help,
      )
    case 'dates':
      return datesCard(news, root, key)
    case 'place':
      return place === null
        ? say('No place to meet any more', [
            { bold: name },
            ' has no place to meet any more. It was ',
            placeText(was),
            '.',
          ])
        : say('Another place to meet', [{ bold: name }, ' meets here from now on: ', placeText(place), '.'])
    case 'paused':
      return say('This reading group pauses', [
        { bold: name },
        ...(at
          ? [' goes on by itself ', { time: at, style: 'date' as const }, '.']
          : [' goes on once an organiser says so.']),
        ' What is open stays open.',
      ])
    case 'resumed':
      return say('This reading group goes on', [
        { bold: name },
        ' has ended its pause.',
        ...(at ? [' The next pick comes ', { time: at, style: 'moment' as const }, '.'] : []),
      ])
    case 'replaced':
      return say('Another paper is read', [
        'An organiser took back ',
        { bold: titles[0] ?? '' },
        ...(at ? [', chosen for ', { time: at, style: 'moment' as const }] : []),
        reason ? `: “${reason}”. ` : '. ',
        'Instead the group reads ',
        { bold: titles[1] ?? '' },
        '.',
      ])
    case 'lost':
      return say('A new ballot takes the place of the open one', [
        'What was kept of the open ballot cannot be read any more, so its nominations and votes are lost. ',
        ballot ? 'Please nominate and vote again' : 'Please nominate again',
        ...(at && ballot ? [': voting closes ', { time: at, style: 'moment' as const }] : []),
        '. All else of ',
        { bold: name },
        ' goes on.',
      ])
    case 'left':
      return say('A channel has left', [{ bold: name }, ` does not meet in ${other} any more.`])
    case 'moved':
      return say('This reading group has moved', [{ bold: name }, ` meets in ${other} from now on.`])
    case 'ending':
      return say(
        'This reading group is going to end',
        [
          'An organiser has deleted ',
          { bold: name },
          '. It stands still, and all that is kept of it is erased ',
          ...(at ? [{ time: at, style: 'moment' as const }] : ['soon']),
          '. Until then organisers can take that back, here or with ',
          { code: `/${root} club restore` },
          '.',
        ],
        { label: 'Keep the group', action: actionId('club restore', 'keep', key) },
      )
    case 'people':
      return peopleCard(club, who, dates, key)
    case 'swap':
      return swapCard(who, dates, key)
    case 'swapped':
      return swappedCard(key)
    case 'proposed':
      return proposedCard(club, news, key)
    case 'settled':
      return settledCard(titles[0])
    case 'granted':
      return say('A proposal is accepted', [
        ...addressed(whom),
        { bold: titles[0] ?? '' },
        ballot ? ' is nominated now, with your own vote for it.' : ' is nominated now.',
      ])
    case 'refused':
      return say('A proposal is declined', [
        ...addressed(whom),
        'an organiser has decided that ',
        { bold: titles[0] ?? '' },
        ' is not nominated. Ask them why, or propose another one.',
      ])
    case 'shut':
      return say('A channel is closed', [
        { bold: name },
        ` does not reach one of its channels any more. ${place ?? 'The channel'} ${shutSentence(why ?? 'outside')}`,
        ' Ballot, votes and picks are kept',
        ...(at
          ? [', as long as the group has no channel left until ', { time: at, style: 'moment' as const }, '.']
          : ['.']),
      ])
    case 'back':
      return say('A channel is back', [{ bold: name }, ` meets in ${other} again, and nothing is lost.`])
    case 'erasing':
      return say('This reading group is going to be erased', [
        { bold: name },
        ' has no channel any more, so all that is kept of it is erased ',
        ...(at ? [{ time: at, style: 'moment' as const }] : ['soon']),
        '. To keep it, add the bot again where the group met, or bring it to another channel there with ',
        { code: `/${root} club move` },
        '.',
      ])
    case 'restored':
      return say('This reading group goes on', [
        { bold: name },
        ' is not deleted after all.',
        ...(at ? [' The next pick comes ', { time: at, style: 'moment' as const }, '.'] : []),
      ])
  }
}

/** What somebody proposes, with who may decide on it. */
function proposedCard(
  { organisers, names }: Pick<Club, 'organisers' | 'names'>,
  { who = 'Somebody', titles = [], reason }: Told,
  key: string,
): Card {
  const asked = organisers
    .slice(0, MOST_ASKED)
    .flatMap((account, index): Inline[] => [
      ...(index > 0 ? [', '] : []),
      personText({ account, name: names[account] ?? '' }),
    ])
  return notice(
    `${who} proposes a paper`,
    [{ bold: titles[0] ?? '' }, reason ? `: “${reason}”` : ''],
    {
      kind: 'text',
      text: ['It is nominated once an organiser accepts it', ...(asked.length > 0 ? [': ', ...asked] : []), '.'],
    },
    proposalButtons(key),
  )
}

const MOST_ASKED = 5

/** `key`: of the message that asks. */
export function proposalButtons(key: string): Block {
  return {
    kind: 'buttons',
    buttons: [
      { label: 'Accept', action: actionId('club ideas', 'grant', key), style: 'primary' },
      { label: 'Decline', action: actionId('club ideas', 'refuse', key) },
    ],
  }
}

/** Takes the place of what asked. `title`: undefined where whoever proposed it has taken it back. */
export function settledCard(title: string | undefined): Card {
  if (title === undefined) return notice('Settled', 'What was proposed here was taken back.')
  return notice('Settled', ['An organiser has decided on ', { bold: title }, '.'])
}

function addressed(whom: Told['whom']): Inline[] {
  return whom ? [personText(whom), ': '] : []
}

type Dates = NonNullable<News['dates']>

/** Who has which date now. What is free can be taken here. */
function peopleCard({ schedule }: Pick<Club, 'schedule'>, who: string, dates: Dates, key: string): Card {
  const free = dates.find((date) => date.free.length > 0)
  const take = free && {
    label: 'Take the free date',
    action: actionId('meeting take', 'date', sayDate(schedule, free)),
    style: 'primary' as const,
  }
  const lost = dates.flatMap(({ at, lost = [] }) =>
    lost.flatMap((one): Inline[] => [' ', personText(one), ' no longer has ', { time: at, style: 'moment' }, '.']),
  )
  return notice('Other people for these dates', [`${who} has changed them.`, ...lost], datesList(dates), {
    kind: 'buttons',
    buttons: [...(take ? [take] : []), allDates(key)],
  })
}

function swapCard(who: string, dates: Dates, key: string): Card {
  return notice(
    `${who} would like to swap`,
    'As it is now:',
    datesList(dates),
    { kind: 'text', text: 'Whoever is asked agrees here, and the two change places.' },
    {
      kind: 'buttons',
      buttons: [{ label: 'Agree', action: actionId('meeting swap', 'agree', key), style: 'primary' }],
    },
  )
}

/** Takes the place of what asked. */
export function swappedCard(key: string): Card {
  return notice('Swapped', 'Whoever was asked has agreed, and the two have changed places.', {
    kind: 'buttons',
    buttons: [allDates(key)],
  })
}

/** Other dates, each in words, and which is the next. */
function datesCard(told: Told, root: string, key: string): Card {
  const { at, words, changed = [], breaks = [], off = [], reason, waits = [], reads = [], unplanned = [] } = told
  const lines: Rich[] = [
    ...(words === undefined ? [] : [['From now on it is ', { bold: words }, '.'] as Rich]),
    ...off.map((one) => `The break of ${fromTo(one)} is off.`),
    ...changed.map((one) => changedLine(one, reason)),
    ...breaks.map((one) => `No meeting ${fromTo(one)}${one.reason ? `: ${one.reason}` : ''}.`),
    ...waitAgain(waits),
    ...readAfterAll(reads),
    ...plannedNoMore(unplanned, root),
  ]
  const next: Rich = at ? ['The next one is ', { time: at, style: 'moment' }, '.'] : 'No further date is planned.'
  return {
    title: 'The dates have changed',
    blocks: [
      ...[...lines, next].map((text) => ({ kind: 'text' as const, text })),
      { kind: 'buttons', buttons: [allDates(key)] },
    ],
  }
}

function changedLine({ from, to }: NonNullable<News['changed']>[number], reason: string | undefined): Rich {
  const time = (at: Temporal.Instant) => ({ time: at, style: 'moment' as const })
  if (from && to) return ['The meeting of ', time(from), ' is on ', time(to), '.']
  if (from) return ['There is no meeting ', time(from), reason ? `: ${reason}.` : '.']
  return to ? ['There is a meeting ', time(to), '.'] : ''
}
