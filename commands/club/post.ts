/** Closes the open ballot and posts the pick now instead of at the club's time, once an organiser has confirmed it. */
import { actionId } from '../../src/chat/action.ts'
import type { Block, Card, Rich } from '../../src/chat/card.ts'
import { fatesList } from '../../src/chat/cards/fates.ts'
import { notice, plural } from '../../src/chat/cards/notice.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'
import { WAYS } from '../../src/club/choosing/ways.ts'
import type { Club } from '../../src/club/club.ts'
import { UserError } from '../../src/club/errors.ts'
import { postKey, roundOfPostKey } from '../../src/club/keys.ts'
import type { Round } from '../../src/club/round.ts'

export default defineCommand({
  name: 'club post',
  description: 'Close the ballot and post the paper of the week now',
  answers: 'actor',
  organisers: true,
  options: {},
  run: ask,
  /** Arg: the post key of the ballot that was to be closed, so that nobody closes the next one unawares. */
  actions: { confirm: { answers: 'update', run: post } },
})

async function ask({ services }: Context): Promise<Card> {
  const [club, voting, reading] = await Promise.all([
    services.club.get(),
    services.rounds.voting(),
    services.rounds.reading(),
  ])
  const { round, tally } = voting
  if (!WAYS[voting.way].ballot) return confirmOf('Post the next paper now?', round, club)
  if (tally.voters === 0) {
    return notice('Nothing to post yet', 'Nobody has voted on the open ballot, so there is nothing to pick.', {
      kind: 'buttons',
      buttons: [{ label: 'Vote', action: actionId('vote', 'mine', postKey('ballot', round)), style: 'primary' }],
    })
  }
  const text: Rich = [
    `This closes the ballot now, with the votes of ${plural(tally.voters, 'person', 'people')}, and posts the paper of the week in `,
    `${plural(club.rooms.length, 'channel')}, instead of `,
    { time: club.nextPick, style: 'moment' },
    '. It cannot be taken back.',
  ]
  const latest: Block[] =
    reading?.round.pick && reading.round.closedAt
      ? [
          {
            kind: 'text',
            text: [
              'The last one, ',
              { bold: reading.round.pick.title },
              ', was picked ',
              { time: reading.round.closedAt, style: 'relative' },
              '.',
            ],
          },
        ]
      : []
  return notice('Close the ballot now?', text, ...latest, {
    kind: 'buttons',
    buttons: [
      { label: 'Close and post', action: actionId('club post', 'confirm', postKey('ballot', round)), style: 'danger' },
    ],
  })
}

function confirmOf(title: string, round: Round, { rooms, nextPick, way }: Club): Card {
  const text: Rich = [
    `${WAYS[way].says} This posts it now in ${plural(rooms.length, 'channel')}, instead of `,
    { time: nextPick, style: 'moment' },
    '. It cannot be taken back.',
  ]
  return notice(title, text, {
    kind: 'buttons',
    buttons: [
      { label: 'Post it', action: actionId('club post', 'confirm', postKey('ballot', round)), style: 'danger' },
    ],
  })
}

async function post({ services }: Context, key: string): Promise<Card> {
  const { n } = roundOfPostKey(key) ?? {}
  if (n === undefined) throw new UserError('not-found', 'That is not a ballot of this reading group.')
  await services.rounds.byKey(key)
  const { view, next: nextPick, fates } = await services.rounds.closeNow(n)
  const links = await services.rounds.links(view.round, 'pick')
  const next: Rich = [
    { bold: view.round.pick?.title ?? 'Nothing' },
    ' is the paper of the week. The next pick comes ',
    { time: nextPick, style: 'moment' },
    '.',
  ]
  const reached = fates.filter(({ state }) => state === 'posted')
  if (reached.length === fates.length) return notice('Posted', next, fatesList(fates, links))
  return notice(
    reached.length > 0 ? 'Posted, but not everywhere' : 'Decided, but not posted yet',
    next,
    fatesList(fates, links),
    { kind: 'text', text: 'What is not there yet is tried again by itself, as long as this pick is the latest.' },
  )
}
