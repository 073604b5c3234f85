/** What is on now for one person in their reading group: the paper of the week, their own ballot, what they nominated, the settings. */
import type { Candidate } from '../../club/ballot.ts'
import type { Caller } from '../../club/caller.ts'
import { WAYS } from '../../club/choosing/ways.ts'
import { isOrganiser } from '../../club/club.ts'
import { UserError } from '../../club/errors.ts'
import { chatNameOf, postKey } from '../../club/keys.ts'
import { isSelf } from '../../club/person.ts'
import type { Place } from '../../ports/club.ts'
import type { Proposal, RoundView } from '../../ports/rounds.ts'
import { actionId } from '../action.ts'
import type { Block, Button, Rich } from '../card.ts'
import type { Context } from '../command.ts'
import { briefBallot } from './ballot.ts'
import { clubMenu } from './elsewhere.ts'
import { lastRead } from './last-read.ts'
import { ideaLine } from './paper.ts'

/** The open ballot, where it can be voted on. */
export type Voting = (view: RoundView, approved: readonly number[]) => Promise<Block[]>

/** Says what cannot be read, or that there is no group, in place of it. Without `voting` the ballot leads to where that is done. */
export async function homeBlocks(context: Context, voting?: Voting): Promise<Block[]> {
  const { place } = context.services
  switch (place.kind) {
    case 'none':
      return [{ kind: 'text', text: noGroup(context.root) }]
    case 'several':
      return [
        { kind: 'text', text: 'Several reading groups are here. Choose the one that shall stand here.' },
        clubMenu(place.clubs),
      ]
    case 'near':
      return [...(await groupBlocks(context, voting)), ...(await otherGroups(context, place))]
    case 'room':
      return groupBlocks(context, voting)
  }
}

function noGroup(root: string): Rich {
  return [
    'This bot runs reading groups: a vote on what to read next, a paper of the week, one discussion. Whoever decides what a channel is ' +
      'for starts one there. If yours is there already, call ',
    { code: `/${root} week` },
    ' in its channel once: from then on this page shows it.',
  ]
}

async function otherGroups(
  { services }: Context,
  { club, isOneOfSeveral }: Extract<Place, { kind: 'near' }>,
): Promise<Block[]> {
  return isOneOfSeveral ? [clubMenu(await services.elsewhere.clubs(), club.id)] : []
}

async function groupBlocks(context: Context, voting: Voting | undefined): Promise<Block[]> {
  const parts = [weekBlocks(context), ballotBlocks(context, voting), settingsBlocks(context)]
  return (await Promise.all(parts.map(orWhyNot))).flat()
}

/** One record that cannot be read takes nothing else along. */
export async function orWhyNot(part: Promise<Block[]>): Promise<Block[]> {
  try {
    return await part
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return [{ kind: 'text', text: error.message }]
  }
}

async function weekBlocks({ services }: Context): Promise<Block[]> {
  const { reading, lost } = await lastRead(services)
  if (lost.length > 0) return lost
  const pick = reading?.round.pick
  if (!pick) return [{ kind: 'text', text: [{ bold: 'Paper of the week: ' }, 'the first pick is still to come.'] }]
  const [paper, threads] = await Promise.all([
    services.catalogue.get(pick.paper),
    services.rounds.links(reading.round, 'pick'),
  ])
  const title = paper?.link ? { link: paper.link, label: pick.title } : pick.title
  return [
    { kind: 'text', text: [{ bold: 'Paper of the week: ' }, title] },
    ...(paper ? [{ kind: 'text' as const, text: ideaLine(paper) }] : []),
    {
      kind: 'buttons',
      buttons: [
        { label: 'More of it', action: actionId('week', 'open') },
        ...threads.map(({ room, url }): Button => ({ label: `Discussion in ${chatNameOf(room)}`, url })),
      ],
    },
  ]
}

async function ballotBlocks({ services, caller, root }: Context, voting?: Voting): Promise<Block[]> {
  const { rounds, place } = services
  const view = await rounds.voting()
  const [approved, proposals, links] = await Promise.all([
    rounds.approvals(caller, view.round),
    rounds.proposals(),
    rounds.links(view.round, 'ballot'),
  ])
  const theirs = nominationLines(view, proposals, caller)
  const hasBallot = WAYS[view.way].ballot
  return [
    { kind: 'text', text: { bold: hasBallot ? 'Your ballot' : 'How we choose' } },
    ...(await (voting?.(view, approved) ?? [
      ...briefBallot(view, approved),
      ...(hasBallot ? votingButtons(view, place, links) : []),
    ])),
    { kind: 'text', text: { bold: 'Your nominations' } },
    theirs.length > 0
      ? { kind: 'list', items: theirs }
      : {
          kind: 'text',
          text: [
            hasBallot ? 'Nothing of yours is on the ballot or waits.' : 'Nothing of yours waits.',
            ' Nominate a paper with ',
            { code: `/${root} nominate` },
            ' in the group’s channel.',
          ],
        },
  ]
}

/** Votes are cast in the group's own rooms: from elsewhere it takes the way there. */
function votingButtons(
  { round, closesAt }: RoundView,
  place: Place,
  links: Awaited<ReturnType<Context['services']['rounds']['links']>>,
): Block[] {
  if (!closesAt || round.candidates.length === 0) return []
  const toBallot = links.map(({ room, url }): Button => ({ label: `Vote in ${chatNameOf(room)}`, url }))
  const toRoom = place.kind === 'near' && place.club.room ? [place.club.room] : []
  const buttons: Button[] =
    place.kind === 'room'
      ? [{ label: 'Vote', action: actionId('vote', 'mine', postKey('ballot', round)), style: 'primary' }]
      : toBallot.length > 0
        ? toBallot
        : toRoom.map(({ label, url }) => ({ label: `Vote in ${label}`, url }))
  return buttons.length > 0 ? [{ kind: 'buttons', buttons }] : []
}

const WAITS = ' waits among the nominations.'

function nominationLines({ round, way }: RoundView, proposals: readonly Proposal[], caller: Caller): Rich[] {
  const hasBallot = WAYS[way].ballot
  const theirs = (all: readonly Candidate[]) => all.filter(({ nomination }) => isSelf(caller, nomination?.by))
  return [
    ...theirs(round.candidates).map(({ title }): Rich => [{ bold: title }, hasBallot ? ' is on the ballot.' : WAITS]),
    ...theirs(round.queue).map(({ title }): Rich => [{ bold: title }, hasBallot ? ' waits for a ballot.' : WAITS]),
    ...proposals
      .filter(({ by }) => isSelf(caller, by))
      .map(({ title }): Rich => [{ bold: title }, ' waits for an organiser.']),
  ]
}

async function settingsBlocks({ services, caller, root }: Context): Promise<Block[]> {
  if (!isOrganiser(await services.club.get(), caller)) return []
  return [
    {
      kind: 'text',
      text: [
        { bold: 'Settings: ' },
        'you organise this group. ',
        { code: `/${root} club show` },
        ' says how it is set, and ',
        { code: `/${root} club set` },
        ' in its channel changes it.',
      ],
    },
    { kind: 'buttons', buttons: [{ label: 'How it is set', action: actionId('club show', 'open') }] },
  ]
}
