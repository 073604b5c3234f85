import { NO_LIST } from '../../club/choosing/sequence.ts'
import { type Club, isOrganiser } from '../../club/club.ts'
import { type AccountId, chatNameOf, type RoomId } from '../../club/keys.ts'
import { hasDates } from '../../club/meeting.ts'
import { isSelf } from '../../club/person.ts'
import { describeLead, describeSchedule, nextTime, WEEKDAYS } from '../../club/schedule.ts'
import { lacksList, saysOf } from '../../club/track.ts'
import { describeVoting } from '../../club/voting.ts'
import { hasBallot, waysOf } from '../../club/way-of-date.ts'
import type { DigestTime } from '../../club/week-digest.ts'
import { actionId } from '../action.ts'
import type { Block, Card, Inline, Rich } from '../card.ts'
import type { Context } from '../command.ts'
import { carriedInWords, consentBlocks } from './carried.ts'
import { plural, withCommands } from './notice.ts'
import { sourcesOf } from './sources.ts'

/** The club as it stands. */
export async function clubCard({ services, room, caller, root }: Context, title = 'This reading group'): Promise<Card> {
  const [club, named, troubles, ideas, rooms, canShowEvents] = await Promise.all([
    services.club.get(),
    services.club.organisers(),
    services.club.troubles(),
    services.library.suggestions(),
    services.club.rooms(),
    services.club.canShowEvents(),
  ])
  const open = rooms.filter(({ closed }) => !closed)
  const organisers: Rich = named.flatMap(({ account, name }, index): Inline[] => [
    index > 0 ? ', ' : '',
    { mention: account, name: isSelf(caller, account) ? caller.name : (name ?? nameless(account)) },
  ])
  return {
    title,
    blocks: [
      {
        kind: 'fields',
        fields: [
          { name: 'Name', value: club.name },
          { name: club.schedule.calendar ? 'Meets' : 'Week', value: describeSchedule(club.schedule) },
          ...meetingFields(club),
          { name: 'Next pick', value: nextPick(club) },
          ...choosingFields(club, root),
          { name: 'Reads from', value: sourcesOf(club.digests, services.room.shipped()) },
          { name: 'Rooms', value: open.map((one) => roomText(one, room)).join('; ') || 'none' },
          ...(club.rooms.includes(room) && club.rooms.length > 1
            ? [{ name: 'What is said here', value: carriedInWords(club, room) }]
            : []),
          ...closedField(rooms),
          { name: 'Organisers', value: named.length > 0 ? organisers : "the chats' own administrators" },
        ],
      },
      ...(services.place.kind === 'room' ? consentBlocks(club, room) : []),
      ...(isOrganiser(club, caller) ? [switchesBlock(club, canShowEvents && hasDates(club))] : []),
      ...resumeBlocks(club),
      ...(ideas.length > 0 ? [ideasBlock(ideas.length, root)] : []),
      ...troubleBlocks(troubles),
    ],
  }
}

function choosingFields(club: Club, root: string): { name: string; value: Rich }[] {
  const { papersEach, papersOptional, threadEach, ballotSize, ballots, sequence, approval, leaversGo, arrivalsPost } =
    club
  const ways = waysOf(club)
  const ballot = hasBallot(club)
  const list = ways.includes('sequence') && sequence.papers.length > 0
  return [
    ...(ways.every((way) => way === 'vote') ? [] : [{ name: 'Chooses', value: saysOf(club) }]),
    ...(list ? [{ name: 'List', value: `${sequence.next} of ${sequence.papers.length} read` }] : []),
    ...(lacksList(club) ? [{ name: 'List', value: withCommands(NO_LIST, root) }] : []),
    ...(papersEach === 1 ? [] : [{ name: 'Papers of a meeting', value: papersText(papersEach, papersOptional) }]),
    ...(threadEach ? [{ name: 'Threads', value: 'one for each paper of a meeting' }] : []),
    ...(approval ? [{ name: 'Nominations', value: 'wait until an organiser accepts them' }] : []),
    ...(leaversGo
      ? [{ name: 'Who leaves', value: 'takes votes, nominations and comments along when a ballot closes' }]
      : []),
    ...(arrivalsPost ? [{ name: 'What is new is posted', value: digestWords(arrivalsPost) }] : []),
    ...(ballot ? [{ name: 'Ballot', value: `${ballotSize} papers, up to 10 with nominations` }] : []),
    ...(ballot ? [{ name: 'Each votes for', value: describeVoting(ballots) }] : []),
  ]
}

function digestWords({ weekday, time }: DigestTime): string {
  return `every ${WEEKDAYS[weekday - 1]} at ${time}`
}

function papersText(each: number, optional: number): string {
  return optional === 0 ? String(each) : `${each}, of which ${optional} need not be read`
}

function meetingFields({ place, minutes, events, schedule: { lead } }: Club): { name: string; value: Rich }[] {
  return [
    ...(place === null ? [] : [{ name: 'Place', value: place }]),
    ...(minutes === null ? [] : [{ name: 'Length', value: plural(minutes, 'minute') }]),
    ...(events ? [{ name: 'Events', value: 'the next meetings, for everyone in the server to see' }] : []),
    ...(lead ? [{ name: 'The paper stands', value: `${describeLead(lead)} before the meeting` }] : []),
  ]
}

function nextPick({ nextPick, paused, resumes, schedule, ending }: Club): Rich {
  if (ending) return ['none: deleted ', { time: ending.since, style: 'date' }]
  if (paused && schedule.calendar && nextTime(schedule, nextPick) === null)
    return ['none: the calendar has no further date since ', { time: paused, style: 'date' }]
  if (!paused) return [{ time: nextPick, style: 'moment' }]
  const since: Rich = ['none: paused since ', { time: paused, style: 'date' }]
  return resumes ? [...since, ' until ', { time: resumes, style: 'date' }] : since
}

/** What organisers choose by one press. */
function switchesBlock(club: Club, canShowEvents: boolean): Block {
  const { approval, events, leaversGo, arrivalsPost, papersEach, threadEach } = club
  const turned = (what: string, isOn: boolean, [off, on]: [string, string]) => {
    return { label: isOn ? off : on, action: actionId('club set', what, isOn ? 'off' : 'on') }
  }
  return {
    kind: 'buttons',
    buttons: [
      turned('approval', approval, ['Take nominations without asking', 'Ask organisers about nominations']),
      turned('leavers', leaversGo, ['Keep what leavers brought', 'Drop what leavers brought']),
      ...(canShowEvents || events ? [turned('events', events, ['Show no events', 'Show meetings as events'])] : []),
      ...(papersEach > 1 || threadEach
        ? [turned('threads', threadEach, ['One thread for all papers', 'A thread for each paper'])]
        : []),
      {
        label: arrivalsPost ? 'Change the weekly post' : 'Post weekly what is new',
        action: actionId('club set', 'digest'),
      },
    ],
  }
}

/** `#papers in Discord, which is this one`; a room whose name is not known counts as one. */
function roomText({ room, name, problems }: Room, here: RoomId): string {
  const place = `${name ?? 'a channel'} in ${chatNameOf(room)}`
  return [place, ...(room === here ? ['this one'] : []), ...(problems.length > 0 ? ['which cannot be used'] : [])].join(
    ', ',
  )
}

function closedField(rooms: readonly Room[]): { name: string; value: Rich }[] {
  const value = rooms.flatMap(({ room, name, closed }): Inline[] =>
    closed ? [`${name ?? 'A channel'} in ${chatNameOf(room)} since `, { time: closed.since, style: 'date' }, '. '] : [],
  )
  return value.length > 0 ? [{ name: 'Closed to the bot', value }] : []
}

type Room = Awaited<ReturnType<Context['services']['club']['rooms']>>[number]

/** Ends a pause, or takes a deletion back. */
function resumeBlocks({ paused, ending }: Club): Block[] {
  if (ending) {
    const keep = { label: 'Keep the group', action: actionId('club restore', 'keep') }
    return [
      { kind: 'text', text: ['It is deleted: all of it is erased ', { time: ending.until, style: 'moment' }, '.'] },
      { kind: 'buttons', buttons: [keep] },
    ]
  }
  if (!paused) return []
  return [{ kind: 'buttons', buttons: [{ label: 'Let the club go on', action: actionId('club resume', 'confirm') }] }]
}

function nameless(account: AccountId): string {
  return `somebody in ${chatNameOf(account)} who has not done anything here yet`
}

function ideasBlock(count: number, root: string): Block {
  const text: Rich = [`${plural(count, 'suggested idea line')} to settle: `, { code: `/${root} club ideas` }, '.']
  return { kind: 'text', text }
}

type Trouble = Awaited<ReturnType<Context['services']['club']['troubles']>>[number]

function troubleBlocks(troubles: readonly Trouble[]): Block[] {
  if (troubles.length === 0) return []
  const items = troubles.map(({ at, sentence, room }): Rich => {
    return [{ time: at, style: 'moment' }, room ? `, in ${chatNameOf(room)}: ${sentence}` : `: ${sentence}`]
  })
  return [
    { kind: 'text', text: [{ bold: 'Needs an organiser' }] },
    { kind: 'list', items },
  ]
}
