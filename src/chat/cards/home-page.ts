/** The page of the caller's own: what is on now for them, and the ballot of each of their groups to vote on. */
import type { Dropped } from '../../club/ballot.ts'
import { UserError } from '../../club/errors.ts'
import type { BallotElsewhere, NamedClub } from '../../ports/club.ts'
import type { RoundView } from '../../ports/rounds.ts'
import { actionId } from '../action.ts'
import type { Block } from '../card.ts'
import type { Context } from '../command.ts'
import { ballotToVoteOn, briefBallot } from './ballot.ts'
import { homeBlocks, orWhyNot, type Voting } from './home.ts'
import { divider, withCommands } from './notice.ts'

/** What came of a vote that was cast on the page just now. */
export interface Said {
  club: string
  dropped?: readonly Dropped[]
  /** Why it was not taken. */
  problem?: string
}

/** Whether the caller may vote on a group's ballot from here. */
type Booth = { club: NamedClub } & ({ ballot: BallotElsewhere } | { refusal: UserError })

/** Ballots of groups beside the one that answers here: a page takes a hundred blocks. */
const MOST = 6

export async function homePage(context: Context, said?: Said): Promise<Block[]> {
  const { place, elsewhere } = context.services
  if (place.kind === 'none' || place.kind === 'room')
    return [...problemOf(context, said), ...(await homeBlocks(context))]
  const booths = await Promise.all((await elsewhere.clubs()).map((club) => boothOf(context, club)))
  const here = place.kind === 'near' ? booths.find(({ club }) => club.id === place.club.id) : undefined
  const others = booths.filter((booth) => booth !== here && 'ballot' in booth).slice(0, MOST)
  const shown = [...others, ...(here && ('ballot' in here || isOut(here)) ? [here] : [])]
  const isTold = shown.some(({ club }) => club.id === said?.club)
  return [
    ...(isTold ? [] : problemOf(context, said)),
    ...(await homeBlocks(context, here && votingAt(context, here, said))),
    ...(await Promise.all(others.map((booth) => otherBallot(context, booth, said)))).flat(),
  ]
}

function problemOf({ root }: Context, said: Said | undefined): Block[] {
  return said?.problem === undefined ? [] : [{ kind: 'text', text: withCommands(said.problem, root) }]
}

async function boothOf({ services }: Context, club: NamedClub): Promise<Booth> {
  try {
    return { club, ballot: await services.elsewhere.ballot(club.id) }
  } catch (error) {
    if (error instanceof UserError) return { club, refusal: error }
    throw error
  }
}

/** On the ballot of the group that answers here. Where it is not known whether the caller is in its room, they are led there. */
function votingAt(context: Context, booth: Booth, said: Said | undefined): Voting | undefined {
  if ('ballot' in booth) {
    return async (view, approved) => {
      const papers = await context.services.catalogue.papers(view.round.candidates.map(({ paper }) => paper))
      return ballotToVoteOn(view, approved, papers, control, toldIn(context, booth, said))
    }
  }
  return isOut(booth) ? async (view, approved) => [...briefBallot(view, approved), ...wayIn(booth.refusal)] : undefined
}

const isOut = (booth: Booth): booth is Extract<Booth, { refusal: UserError }> =>
  'refusal' in booth && booth.refusal.code === 'not-in-room'

function wayIn({ message, links }: UserError): Block[] {
  return [{ kind: 'text', text: message }, ...links.map((link): Block => ({ kind: 'link', ...link }))]
}

async function otherBallot(context: Context, booth: Booth, said: Said | undefined): Promise<Block[]> {
  if (!('ballot' in booth)) return []
  const shown = async (): Promise<Block[]> => {
    const view: RoundView = await booth.ballot.voting()
    const approved = await booth.ballot.approvals(context.caller, view.round)
    return ballotToVoteOn(view, approved, [], control, toldIn(context, booth, said))
  }
  const heading: Block = { kind: 'text', text: { bold: `Your ballot in ${booth.club.name}` } }
  return [divider, heading, ...(await orWhyNot(shown()))]
}

function toldIn(context: Context, { club }: Booth, said: Said | undefined) {
  if (said?.club !== club.id) return {}
  return { dropped: said.dropped ?? [], problem: problemOf(context, said) }
}

const control = (arg: string): string => actionId('me show', 'vote', arg)
