/**
 * Changes how the club chooses, when its week turns, how long its ballots are, and whether what is said in the channel is read in
 * others. Called alone it asks with a form that shows what is set.
 */
import { actionId } from '../../src/chat/action.ts'
import type { Block, Card, Form } from '../../src/chat/card.ts'
import { carriedInWords } from '../../src/chat/cards/carried.ts'
import { clubCard } from '../../src/chat/cards/club.ts'
import { notice } from '../../src/chat/cards/notice.ts'
import { assertOfTrack, TRACK } from '../../src/chat/cards/tracks.ts'
import { presetOf, wayInput } from '../../src/chat/cards/ways.ts'
import { type Context, defineCommand, type Filled } from '../../src/chat/command.ts'
import { changedIn, filledNow, withShown } from '../../src/chat/shown.ts'
import { minutesFrom, saysNone, timeFrom } from '../../src/club/calendar/written.ts'
import { CARRYING_WAYS } from '../../src/club/carrying.ts'
import { WAYS } from '../../src/club/choosing/ways.ts'
import { assertOwnPost, type Club, Way } from '../../src/club/club.ts'
import { UserError } from '../../src/club/errors.ts'
import { parseWeekday, WEEKDAYS } from '../../src/club/schedule.ts'
import { trackSaid } from '../../src/club/track.ts'
import { APPROVAL, methodOf, VOTING_METHODS, type Voting, votingFrom, withMethod } from '../../src/club/voting.ts'
import type { DigestTime } from '../../src/club/week-digest.ts'

const LIMITS = { size: [2, 10], waits: [0, 20] } as const
/** Most papers of a meeting. */
const MOST_PAPERS = 10
const NEW = { papersEach: 1, papersOptional: 0 } as const

export default defineCommand({
  name: 'club set',
  description: 'Change how the club chooses, its time, ballots, meetings, or where comments are read',
  answers: 'actor',
  organisers: true,
  options: {
    way: { kind: 'choice', description: 'How the group chooses what it reads', choices: Way.options },
    papers: { kind: 'text', description: 'Papers of a meeting: 3; 2+1: one need not be read; 3, own threads', max: 30 },
    length: { kind: 'text', description: 'How long a meeting is, such as 90 minutes', max: 20 },
    weekday: { kind: 'choice', description: 'The day of the pick', choices: WEEKDAYS },
    time: { kind: 'text', description: 'The time of the pick, such as 09:00', max: 5 },
    zone: { kind: 'zone', description: 'The time zone of that time' },
    size: { kind: 'integer', description: 'How many papers a ballot is filled up to', min: 2, max: 10 },
    voting: { kind: 'text', description: 'Such as ranked; at most 3; hidden; quorum 4', max: 60 },
    waits: {
      kind: 'integer',
      description: 'For how many ballots a lost nomination waits',
      min: 0,
      max: 20,
    },
    mirror: {
      kind: 'choice',
      description: 'Read threads of all channels in all; digest: here once a day; listen: only here',
      choices: CARRYING_WAYS,
    },
    track: TRACK,
  },
  ask: withShown(form()),
  fill: async ({ services }) => withShown(form(await services.club.get())),
  async run(context, { way, papers, length, weekday, time, zone, size, voting, waits, mirror, track }) {
    if (track !== undefined) {
      assertOfTrack({ papers, weekday, time, zone, size, voting, waits, mirror }, [way, length])
      return setTrack(context, track, { way, length })
    }
    if (mirror) await context.services.room.carry(mirror)
    const others = [way, papers, length, weekday, time, zone, size, voting, waits]
    if (mirror && others.every((value) => value === undefined)) return carriedCard(context)
    await context.services.club.change({
      way: way && Way.parse(way),
      ...(papers === undefined ? {} : papersGiven(papers)),
      minutes: length === undefined ? undefined : minutesGiven(length),
      weekday: weekday ? (parseWeekday(weekday) ?? undefined) : undefined,
      time: time?.padStart(5, '0'),
      zone,
      ballotSize: size,
      ballots: voting === undefined ? undefined : votingGiven(voting, (await context.services.club.get()).ballots),
      waits,
    })
    return changedCard(context, threadsIn(papers))
  },
  actions: {
    /** Arg: whether nominations wait for an organiser from now on, `on` or `off`. */
    approval: {
      answers: 'update',
      async run(context, wanted) {
        await context.services.club.change({ approval: wanted === 'on' })
        return clubCard(context, 'Changed. The club now')
      },
    },
    /** Arg: whether votes, nominations and comments of who has left go when a ballot closes, `on` or `off`. */
    leavers: {
      answers: 'update',
      async run(context, wanted) {
        await context.services.club.change({ leaversGo: wanted === 'on' })
        return clubCard(context, 'Changed. The club now')
      },
    },
    /** Arg: whether each paper of a meeting has a thread of its own from the next pick on, `on` or `off`. */
    threads: {
      answers: 'update',
      async run(context, wanted) {
        const threadEach = wanted === 'on'
        await context.services.club.change({ threadEach })
        const card = await clubCard(context, 'Changed. The club now')
        return { ...card, blocks: [...card.blocks, fromNextPick(threadEach)] }
      },
    },
    /** Arg: whether its meetings are shown among the events of its servers from now on, `on` or `off`. */
    events: {
      answers: 'update',
      async run(context, wanted) {
        await context.services.club.change({ events: wanted === 'on' })
        return clubCard(context, 'Changed. The club now')
      },
    },
    /** Arg: the key of the post that it stands on, if it stands on one. */
    mirror: {
      answers: 'actor',
      async run(context, key) {
        assertOwnPost(await context.services.club.get(), key)
        await context.services.room.carry('on')
        return carriedCard(context)
      },
    },
    digest: {
      answers: 'form',
      empty: () => withShown(digestForm(null)),
      run: async ({ services }) => withShown(digestForm((await services.club.get()).arrivalsPost)),
    },
    voting: {
      answers: 'form',
      empty: () => withShown(votingForm()),
      run: async ({ services }) => withShown(votingForm((await services.club.get()).ballots)),
    },
  },
  forms: {
    /** Arg: what it showed, as in the two below. */
    form: { answers: 'actor', check: complaints, run: set },
    digest: { answers: 'actor', check: digestComplaints, run: setDigest },
    voting: { answers: 'actor', check: votingComplaints, run: setVoting },
  },
})

/** How papers are chosen in one track, and how long its meetings are. */
async function setTrack(
  context: Context,
  track: string,
  { way, length }: { way: string | undefined; length: string | undefined },
): Promise<Card> {
  const { club } = context.services
  const key = trackSaid(await club.get(), track)
  const minutes = length === undefined ? undefined : minutesGiven(length)
  await club.change({ track: key, ofTrack: { way: way === undefined ? undefined : Way.parse(way), minutes } })
  return changedCard(context)
}

/** Without a club what a new one has. */
function form(club?: Club): Form {
  const line = { kind: 'line' as const, required: true, max: 20 }
  return {
    action: actionId('club set', 'form'),
    title: 'How the group works',
    submit: 'Change',
    inputs: [
      wayInput(club?.way ?? 'vote'),
      {
        ...line,
        name: 'papers',
        label: 'Papers of one meeting',
        hint: 'A number, 1 to 10. Write 2+1 for two and an optional one, “3, own threads” for a thread each',
        max: 30,
        value: papersWritten(club ?? NEW),
      },
      { ...line, name: 'size', label: 'Papers on a ballot', hint: '2 to 10', value: String(club?.ballotSize ?? 5) },
      {
        ...line,
        name: 'waits',
        label: 'Ballots that a nomination waits for',
        hint: '0 to 20. After so many it leaves, unless somebody brings it again',
        value: String(club?.waits ?? 4),
      },
      {
        ...line,
        name: 'length',
        label: 'How long a meeting is',
        hint: 'Such as 90 minutes; none where it is not said',
        value: club?.minutes ? `${club.minutes} minutes` : 'none',
      },
    ],
  }
}

function complaints({ fields }: Filled): Record<string, string> {
  const wrong = Object.entries(LIMITS).flatMap(([name, [from, to]]) => {
    return isBetween(fields[name] ?? '', [from, to]) ? [] : [[name, `Write a number from ${from} to ${to}.`] as const]
  })
  const { length = 'none', papers = '' } = fields
  const isTold = saysNone(length) || minutesFrom(length) !== null
  const few = papersFrom(papers)
    ? {}
    : { papers: `Write a number from 1 to ${MOST_PAPERS}, or such as 2+1, or “3, own threads”.` }
  return {
    ...Object.fromEntries(wrong),
    ...few,
    ...(isTold ? {} : { length: 'Write a time such as 90 minutes, or none.' }),
  }
}

type Papers = Pick<Club, 'papersEach' | 'papersOptional'> & Partial<Pick<Club, 'threadEach'>>

/** Of `3`, or `2+1`: two, and one that need not be read; and of `3, own threads`, or `3, one thread`. */
function papersFrom(text: string): Papers | null {
  const [, all = '', optional = '0', own, one] =
    /^(\d{1,2})\s*(?:\+\s*(\d{1,2})\s*)?(?:[,;\s]\s*(?:(own threads?)|(one thread)))?$/i.exec(text.trim()) ?? []
  const threads = own || one ? { threadEach: own !== undefined } : {}
  const papersEach = Number(all) + Number(optional)
  if (Number(all) < 1 || papersEach > MOST_PAPERS) return null
  return { papersEach, papersOptional: Number(optional), ...threads }
}

function papersWritten({ papersEach, papersOptional, threadEach }: Papers): string {
  const papers = papersOptional === 0 ? String(papersEach) : `${papersEach - papersOptional}+${papersOptional}`
  return threadEach ? `${papers}, own threads` : papers
}

function papersGiven(text: string): Papers {
  const papers = papersFrom(text)
  if (papers) return papers
  throw new UserError(
    'bad-option',
    `“papers” is a number from 1 to ${MOST_PAPERS}, or such as 2+1 or “3, own threads”; “${text}” is not. Nothing was changed.`,
  )
}

function isBetween(text: string, [from, to]: readonly [number, number]): boolean {
  return /^\d+$/.test(text.trim()) && Number(text) >= from && Number(text) <= to
}

async function set(context: Context, shown: string, { fields }: Filled) {
  const { rota, threadEach: before } = await context.services.club.get()
  const { way, papers, size, waits, length } = changedIn(form(), shown, fields)
  const threads = papers === undefined ? undefined : threadsChanged(papers, shown)
  const isOther = threads !== undefined && threads !== before
  await context.services.club.change({
    ...presetOf(way, rota),
    ...(papers === undefined ? {} : papersGiven(papers)),
    threadEach: threads,
    ballotSize: size === undefined ? undefined : Number(size),
    waits: waits === undefined ? undefined : Number(waits),
    minutes: length === undefined ? undefined : minutesGiven(length),
  })
  return changedCard(context, isOther ? threads : undefined)
}

/** Whether each paper has a thread of its own; undefined where the form showed it so before. */
function threadsChanged(papers: string, shown: string): boolean | undefined {
  const { threadEach = false } = papersGiven(papers)
  return threadEach === /, own threads(?:\||$)/.test(shown) ? undefined : threadEach
}

/** Whether what was given for the papers says anything of their threads. */
function threadsIn(papers: string | undefined): boolean | undefined {
  return papers === undefined ? undefined : papersGiven(papers).threadEach
}

function fromNextPick(threadEach: boolean): Block {
  const what = threadEach
    ? 'Each paper of a meeting has a thread of its own'
    : 'All papers of a meeting have one thread'
  return { kind: 'text', text: `${what} from the next pick on. What is posted already keeps the threads that it has.` }
}

/**
 * The club as it is now, and from where members vote a way to say how. `threadEach`: whether each paper has a thread of its own, where
 * that was said.
 */
async function changedCard(context: Context, threadEach?: boolean): Promise<Card> {
  const { club, rounds } = context.services
  const [shown, { ballots }, { round, way }] = await Promise.all([
    clubCard(context, 'Changed. The club now'),
    club.get(),
    rounds.voting(),
  ])
  const card = threadEach === undefined ? shown : { ...shown, blocks: [...shown.blocks, fromNextPick(threadEach)] }
  if (!WAYS[way].ballot) return card
  const isLater = JSON.stringify(ballots) !== JSON.stringify(round.voting)
  const later: Block = {
    kind: 'text',
    text: 'The open ballot has votes, so on it all stays as it was. How members vote is so from the next one on.',
  }
  const change = { label: 'How members vote', action: actionId('club set', 'voting') }
  return { ...card, blocks: [...card.blocks, ...(isLater ? [later] : []), { kind: 'buttons', buttons: [change] }] }
}

function votingForm(voting: Voting = APPROVAL): Form {
  const { most, hidden, quorum } = voting
  return {
    action: actionId('club set', 'voting'),
    title: 'How members vote',
    submit: 'Change',
    inputs: [
      {
        kind: 'choice',
        name: 'method',
        label: 'Each votes for',
        required: true,
        value: methodOf(voting),
        choices: [
          { label: 'Any number of papers', value: 'approval' },
          { label: 'One paper', value: 'single' },
          { label: 'Papers in an order (instant run-off)', value: 'ranked' },
        ],
      },
      {
        kind: 'line',
        name: 'most',
        label: 'How many papers at most',
        hint: '2 to 10, or nothing: as many as one likes',
        required: false,
        max: 5,
        value: most !== null && most > 1 ? String(most) : '',
      },
      {
        kind: 'choice',
        name: 'counts',
        label: 'The counts are shown',
        required: true,
        value: hidden ? 'hidden' : 'shown',
        choices: [
          { label: 'All the time', value: 'shown' },
          { label: 'Once voting has closed', value: 'hidden' },
        ],
      },
      {
        kind: 'line',
        name: 'quorum',
        label: 'How many people have to vote',
        hint: 'With fewer there is no pick, and the ballot stays open',
        required: true,
        max: 5,
        value: String(quorum),
      },
    ],
  }
}

const NEVER = 'never'

function digestForm(post: DigestTime | null): Form {
  return {
    action: actionId('club set', 'digest'),
    title: 'What is new, as a post',
    submit: 'Change',
    intro: 'Every week the channel is told what has come into the library. That nothing has is said once.',
    inputs: [
      {
        kind: 'choice',
        name: 'day',
        label: 'On which day',
        required: true,
        value: post ? (WEEKDAYS[post.weekday - 1] ?? NEVER) : NEVER,
        choices: [{ label: 'Never', value: NEVER }, ...WEEKDAYS.map((day) => ({ label: day, value: day }))],
      },
      {
        kind: 'line',
        name: 'time',
        label: 'At which time',
        hint: 'Such as 09:00',
        required: true,
        max: 10,
        value: post?.time ?? '09:00',
      },
    ],
  }
}

function digestComplaints({ fields: { day, time = '' } }: Filled): Record<string, string> {
  return day === NEVER || timeFrom(time) !== null ? {} : { time: 'Write a time such as 09:00.' }
}

async function setDigest(context: Context, shown: string, { fields }: Filled): Promise<Card> {
  const { arrivalsPost } = await context.services.club.get()
  const { day = NEVER, time = '' } = filledNow(digestForm(arrivalsPost), shown, fields)
  const [weekday, at] = [parseWeekday(day), timeFrom(time)]
  if (weekday === null && arrivalsPost === null) return clubCard(context, 'Nothing was changed. The club')
  await context.services.club.change({ arrivalsPost: weekday !== null && at !== null ? { weekday, time: at } : null })
  return clubCard(context, 'Changed. The club now')
}

function votingComplaints({ fields: { most = '', quorum = '' } }: Filled): Record<string, string> {
  const isMost = most.trim() === '' || isBetween(most, [2, 10])
  return {
    ...(isMost ? {} : { most: 'Write a number from 2 to 10, or nothing.' }),
    ...(isBetween(quorum, [1, 1_000]) ? {} : { quorum: 'Write a number from 1 to 1000.' }),
  }
}

async function setVoting(context: Context, shown: string, { fields }: Filled): Promise<Card> {
  const now = votingForm((await context.services.club.get()).ballots)
  const { method = 'approval', most = '', counts, quorum } = filledNow(now, shown, fields)
  const limit = most.trim() === '' ? null : Number(most)
  const said = { most: limit, hidden: counts === 'hidden', quorum: Number(quorum), ranked: false }
  const chosen = VOTING_METHODS.find((one) => one === method) ?? 'approval'
  await context.services.club.change({ ballots: withMethod(said, chosen) })
  return changedCard(context)
}

function votingGiven(text: string, before: Voting): Voting {
  const voting = votingFrom(text, before)
  if (voting) return voting
  throw new UserError(
    'bad-option',
    `“voting” is approval, single or ranked, and beside it at most 3, hidden or shown, quorum 4, parted by “;”; “${text}” is not. Nothing was changed.`,
  )
}

function minutesGiven(text: string): number | null {
  const minutes = minutesFrom(text)
  if (minutes === null && !saysNone(text))
    throw new UserError('bad-option', `“length” must be such as 90 minutes; “${text}” is not.`)
  return minutes
}

async function carriedCard({ services, room }: Context) {
  return notice('Changed', `What is said here is ${carriedInWords(await services.club.get(), room)}.`)
}
