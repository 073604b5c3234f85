/** Closes the open ballot and posts the pick now instead of at the club's time, once an organiser has confirmed it. */
import { actionId } from '../../src/chat/action.ts'
import type { Block, Card, Inline, Rich } from '../../src/chat/card.ts'
import { fatesList } from '../../src/chat/cards/fates.ts'
import { lastRead } from '../../src/chat/cards/last-read.ts'
import { notice, plural } from '../../src/chat/cards/notice.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'
import { WAYS } from '../../src/club/choosing/ways.ts'
import { assertGoesOn, type Way } from '../../src/club/club.ts'
import { UserError } from '../../src/club/errors.ts'
import { postKey, roundOfPostKey } from '../../src/club/keys.ts'
import { hasDates } from '../../src/club/meeting.ts'
import type { PlannedPaper } from '../../src/club/plan.ts'
import type { SaidDate } from '../../src/club/said-date.ts'
import { datedOf, sayDate } from '../../src/club/schedule.ts'
import { wayOf } from '../../src/club/way-of-date.ts'
import type { RoundView } from '../../src/ports/rounds.ts'

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

async function ask({ services, clock }: Context): Promise<Card> {
  const [club, { round, tally, way }, { reading }] = await Promise.all([
    services.club.get(),
    services.rounds.voting(),
    lastRead(services),
  ])
  assertGoesOn(club)
  const date = datedOf(club.schedule, club.nextPick)
  const ahead = date ? await chosenFor(services, sayDate(club.schedule, date)) : []
  const ofDate = wayOf(club, date?.day ?? null)
  const closes = WAYS[ofDate].ballot && ahead.length === 0
  if (closes && tally.voters < round.voting.quorum) {
    const few =
      tally.voters === 0
        ? 'Nobody has voted on the open ballot, so there is nothing to pick.'
        : `${tally.voters} of the ${round.voting.quorum} who have to vote did so, so there is nothing to pick yet.`
    return notice('Nothing to post yet', few, {
      kind: 'buttons',
      buttons: [{ label: 'Vote', action: actionId('vote', 'mine', postKey('ballot', round)), style: 'primary' }],
    })
  }
  const what: Rich = closes
    ? [
        `This closes the ballot now, with the votes of ${plural(tally.voters, 'person', 'people')}, and posts the paper of the week in `,
      ]
    : [...whatIsRead(ahead, ofDate), ' This posts it now in ']
  const text: Rich = [
    ...what,
    `${plural(club.rooms.length, 'channel')}, instead of `,
    { time: club.nextPick, style: 'moment' },
    ...(date && hasDates(club) ? [', for the meeting of ', { time: date.at, style: 'moment' as const }] : []),
    WAYS[way].ballot && !closes ? '. The ballot stays open, with every vote, for the one after it.' : '.',
    ' It cannot be taken back.',
  ]
  return notice(closes ? 'Close the ballot now?' : 'Post the next paper now?', text, ...latest(reading, clock.now()), {
    kind: 'buttons',
    buttons: [
      {
        label: closes ? 'Close and post' : 'Post it',
        action: actionId('club post', 'confirm', postKey('ballot', round)),
        style: 'danger',
      },
    ],
  })
}

/** What is read on a date without a vote, as far as it is known. */
async function chosenFor({ meetings }: Context['services'], day: SaidDate): Promise<readonly PlannedPaper[]> {
  return (await meetings.on(day)).plan.papers
}

function whatIsRead([first, ...others]: readonly PlannedPaper[], way: Way): Inline[] {
  if (!first) return [WAYS[way].says]
  const beside = others.length > 0 ? `, with ${plural(others.length, 'other')}` : ''
  return [{ bold: first.title }, `${beside}, is what is read next.`]
}

/** What was posted last, and whether people have still to meet for it. */
function latest(reading: RoundView | undefined, now: Temporal.Instant): Block[] {
  const { pick, closedAt, meets } = reading?.round ?? {}
  if (!pick || !closedAt) return []
  const isToCome = meets && !meets.cancelled && Temporal.Instant.compare(meets.at, now) > 0
  const text: Rich = [
    'The last one, ',
    { bold: pick.title },
    ', was picked ',
    { time: closedAt, style: 'relative' },
    ...(isToCome ? ['; its meeting is still to come, ', { time: meets.at, style: 'moment' as const }] : []),
    '.',
  ]
  return [{ kind: 'text', text }]
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
