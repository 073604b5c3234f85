/**
 * Takes a nomination of one's own off the open ballot, or back before an organiser has decided on it; organisers any, and whoever
 * nominated it is told.
 */

import type { Card } from '../src/chat/card.ts'
import { myVote } from '../src/chat/cards/ballot.ts'
import { notice } from '../src/chat/cards/notice.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'
import { type CandidateRef, candidateRef } from '../src/club/ballot.ts'
import { WAYS } from '../src/club/choosing/ways.ts'

export default defineCommand({
  name: 'withdraw',
  description: 'Take your nomination off the open ballot',
  answers: 'actor',
  reach: 'room',
  options: {
    paper: { kind: 'paper', description: 'The paper that you nominated', required: true },
    reason: { kind: 'text', description: 'Why it goes', max: 300 },
  },
  run: (context, { paper, reason }) => withdraw(context, { paper: paper.id }, undefined, reason),
  actions: { take: { answers: 'update', run: take } },
})

/** Arg: the ballot's post key and the candidate's number; a paper's id where it was only proposed, and in buttons that are older than numbers. */
async function take(context: Context, arg: string): Promise<Card> {
  const [key = '', number] = arg.split('/')
  if (number === undefined) return withdraw(context, { paper: arg })
  const { round } = await context.services.rounds.byKey(key)
  return withdraw(context, candidateRef(number), round.n)
}

async function withdraw({ services, caller }: Context, ref: CandidateRef, n?: number, reason?: string): Promise<Card> {
  const { title, own, by, isTold, stood, isProposed, view } = await services.rounds.withdraw(caller, ref, n, reason)
  const whose = own ? 'you' : (by ?? 'somebody else')
  const isOff = stood && WAYS[view.way].ballot
  return notice(
    'Withdrawn',
    [
      { bold: title },
      `, which ${whose} ${isProposed ? 'proposed' : 'nominated'}, ${isOff ? 'is off the ballot, and so are the votes for it.' : 'does not wait any more.'}`,
      isTold ? ' They are told.' : '',
    ],
    ...(isOff ? [{ kind: 'buttons' as const, buttons: [myVote(view)] }] : []),
  )
}
