/** Leaves pick and ballot as they are for one week more, once an organiser has confirmed it; and takes that back. */
import { actionId } from '../../src/chat/action.ts'
import type { Card } from '../../src/chat/card.ts'
import { notice } from '../../src/chat/cards/notice.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'
import { WAYS } from '../../src/club/choosing/ways.ts'
import { assertGoesOn } from '../../src/club/club.ts'
import { UserError } from '../../src/club/errors.ts'
import { nextTime } from '../../src/club/schedule.ts'

export default defineCommand({
  name: 'club skip',
  description: 'Skip the next pick: paper and ballot stay as they are for another week',
  answers: 'actor',
  organisers: true,
  options: {},
  run: ask,
  /** Arg: when the pick was due, in seconds, so that no other one is skipped unawares. */
  actions: {
    confirm: { answers: 'update', run: skip },
    undo: { answers: 'update', run: undo },
  },
})

async function ask({ services }: Context): Promise<Card> {
  const [club, { round, way }] = await Promise.all([services.club.get(), services.rounds.voting()])
  assertGoesOn(club)
  const { schedule, nextPick, paused } = club
  if (paused)
    throw new UserError('paused', 'The club is paused, so there is no pick to skip. `club resume` lets it go on.')
  const earlier = round.skipped.at(-1)
  const after = nextTime(schedule, nextPick)
  return notice(
    earlier ? 'Skip one more pick?' : 'Skip the next pick?',
    [
      ...(earlier ? ['The pick of ', { time: earlier, style: 'date' as const }, ' is skipped already. '] : []),
      earlier ? 'If you also skip the one of ' : 'If you skip the one of ',
      { time: nextPick, style: 'moment' },
      ...(after
        ? [', the next one comes ', { time: after, style: 'moment' as const }, '.']
        : [', the club pauses: its calendar has no date after it.']),
      WAYS[way].ballot
        ? ' This ballot stays open, and says so in every channel.'
        : ' No channel is told of it by itself.',
    ],
    {
      kind: 'buttons',
      buttons: [{ label: 'Skip it', action: actionId('club skip', 'confirm', secondsOf(nextPick)), style: 'primary' }],
    },
  )
}

async function skip({ services }: Context, arg: string): Promise<Card> {
  const due = instantOf(arg)
  const { done, next } = await services.rounds.skip(due)
  if (!done) return elsewhere('Nothing was skipped', next)
  return notice(
    'Skipped',
    [
      'There is no pick ',
      { time: due, style: 'moment' },
      '. The next one comes ',
      { time: next, style: 'moment' },
      '.',
    ],
    { kind: 'buttons', buttons: [{ label: 'Take it back', action: actionId('club skip', 'undo', arg) }] },
  )
}

async function undo({ services }: Context, arg: string): Promise<Card> {
  const due = instantOf(arg)
  const { done, next } = await services.rounds.unskip(due)
  if (!done) return elsewhere('Nothing was taken back', next, due)
  return notice('Taken back', ['The next pick comes ', { time: next, style: 'moment' }, ' after all.'])
}

/** Somebody was faster. `due`: the pick that was to come after all. */
function elsewhere(title: string, next: Temporal.Instant, due?: Temporal.Instant): Card {
  if (due?.equals(next)) return notice(title, ['The next pick comes ', { time: next, style: 'moment' }, ' already.'])
  return notice(title, [
    'Meanwhile the next pick has become another one: it comes ',
    { time: next, style: 'moment' },
    '.',
  ])
}

const secondsOf = (instant: Temporal.Instant): string => String(Math.floor(instant.epochMilliseconds / 1000))

function instantOf(arg: string): Temporal.Instant {
  if (!/^\d{1,11}$/.test(arg))
    throw new UserError('not-found', 'That button is no longer in use. Call `club skip` again.')
  return Temporal.Instant.fromEpochMilliseconds(Number(arg) * 1000)
}
