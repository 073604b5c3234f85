/** The names of things in the store and in buttons, but for a club's library: no key is spelled elsewhere. */

/** One channel on one chat: `discord:<guild>:<channel>` or `slack:<team>:<channel>`. */
export type RoomId = `${string}:${string}:${string}`

/** One server or workspace: `discord:<guild>` or `slack:<team>`. */
export type TenantId = `${string}:${string}`

/** One person on one chat: `discord:<user>` or `slack:<team>:<user>`. */
export type AccountId = `${string}:${string}`

const ROOM = /^[a-z]+:[A-Za-z0-9]+:[A-Za-z0-9]+$/
const TENANT = /^[a-z]+:[A-Za-z0-9]+$/
const ACCOUNT = /^[a-z]+:[A-Za-z0-9]+(:[A-Za-z0-9]+)?$/

export function isRoomId(text: string): text is RoomId {
  return ROOM.test(text)
}

export function isTenantId(text: string): text is TenantId {
  return TENANT.test(text)
}

export function isAccountId(text: string): text is AccountId {
  return ACCOUNT.test(text)
}

/** The chat's name a room or an account belongs to: the part before the first colon. */
export function platformOf(id: RoomId | AccountId): string {
  return id.slice(0, id.indexOf(':'))
}

/** The server or workspace that a room is in: what stands before its channel, `discord:123` or `slack:T1`. */
export function tenantOf(room: RoomId): TenantId {
  const [platform = '', tenant = ''] = room.split(':')
  return `${platform}:${tenant}`
}

/** The chat's name as people write it. */
export function chatNameOf(id: RoomId | AccountId): string {
  const platform = platformOf(id)
  return platform.charAt(0).toUpperCase() + platform.slice(1)
}

/** One week of one club. */
export interface RoundId {
  club: string
  /** Counted from 1. */
  n: number
}

/** Posts of the papers that are read beside a pick, where each paper has a thread of its own. */
export const BESIDES = ['second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'] as const
type Beside = (typeof BESIDES)[number]

/** The posts that have a thread, each for a talk of its own. */
export const TALKS = ['pick', ...BESIDES] as const
export type Talk = (typeof TALKS)[number]

/** What opens the thread of each. */
export const THREADS = {
  pick: 'thread',
  second: 'secondthread',
  third: 'thirdthread',
  fourth: 'fourththread',
  fifth: 'fifththread',
  sixth: 'sixththread',
  seventh: 'sevenththread',
  eighth: 'eighththread',
  ninth: 'ninththread',
  tenth: 'tenththread',
} as const satisfies Record<Talk, string>
type ThreadKind = (typeof THREADS)[Talk]

const OPENED = Object.fromEntries(TALKS.map((talk) => [THREADS[talk], talk])) as Record<ThreadKind, Talk>

export function isTalk(kind: string): kind is Talk {
  return TALKS.some((talk) => talk === kind)
}

export function isBeside(kind: OutKind): kind is Beside {
  return kind !== 'pick' && isTalk(kind)
}

/** What is made of every paper beside a pick; `nth`: its place among them, counted from 0. */
export function ofBesides<T>(made: (beside: Beside, nth: number) => T): Record<Beside, T> {
  return Object.fromEntries(BESIDES.map((beside, nth) => [beside, made(beside, nth)])) as Record<Beside, T>
}

/** The same of what opens any thread. */
export function ofThreads<T>(value: T): Record<ThreadKind, T> {
  return Object.fromEntries(Object.values(THREADS).map((thread) => [thread, value])) as Record<ThreadKind, T>
}

export function opensThread(kind: OutKind): kind is ThreadKind {
  return kind in OPENED
}

/** The talk whose thread is opened by what waits in the outbox. */
export function talkOpenedBy(kind: ThreadKind): Talk {
  return OPENED[kind]
}

/** What the bot posts by itself, once a room. */
export type PostKind = 'welcome' | 'ballot' | 'news' | 'daily' | Talk | ReminderKind

/** Reminders of the meeting that a pick is talked of at. */
export const REMINDER_KINDS = [
  'twoweeksahead',
  'weekahead',
  'threedaysahead',
  'twodaysahead',
  'dayahead',
  'threehoursahead',
  'twohoursahead',
  'hourahead',
  'halfhourahead',
  'quarterahead',
  'tenminutesahead',
  'wrapup',
] as const
export type ReminderKind = (typeof REMINDER_KINDS)[number]

/**
 * What waits in the outbox: a post, the thread of a pick, the last showing of a ballot that is closed, or a pick or what was told of a day
 * shown again.
 */
export type OutKind = PostKind | ThreadKind | 'closing' | 'again' | 'dailyagain'

/** Zero-padded, so that the order of keys is the order of weeks. */
const padded = (n: number) => String(n).padStart(6, '0')

const roundPath = ({ club, n }: RoundId) => `${club}/${padded(n)}`

export const keys = {
  club: (club: string) => `clubs/${club}`,
  rooms: () => 'rooms/',
  room: (room: RoomId) => `rooms/${room}`,
  /** The rooms of clubs in a chat. */
  roomsOf: (chat: string) => `rooms/${chat}:`,
  /** The rooms of clubs in a server or workspace. */
  roomsIn: (tenant: TenantId) => `rooms/${tenant}:`,
  /** In which clubs' rooms an account did something lately. */
  latelyAll: () => 'lately/',
  lately: (account: AccountId) => `lately/${account}`,
  /** Which club answers an account in a server, outside the clubs' rooms. */
  chosenAll: () => 'chosen/',
  chosenBy: (account: AccountId) => `chosen/${account}/`,
  chosen: (account: AccountId, tenant: TenantId) => `chosen/${account}/${tenant}`,
  /** What the bot says where it was asked into: a server, or a channel. */
  greeting: (into: string) => `greetings/${into}`,
  /** What was asked before it was clear of which club. */
  askedBy: (account: AccountId) => `asked/${account}/`,
  asked: (account: AccountId, token: string) => `asked/${account}/${token}`,
  /** What was typed into forms that were refused. */
  typedBy: (account: AccountId) => `typed/${account}/`,
  typed: (account: AccountId, name: string) => `typed/${account}/${name}`,
  /** When clubs' weeks turn, soonest first. */
  dues: () => 'due/',
  due: (instant: Temporal.Instant, club: string) => `due/${instant.round('second').toString()}/${club}`,
  /** Clubs that have no rooms any more, and when they are erased. */
  leavings: () => 'leaving/',
  leaving: (club: string) => `leaving/${club}`,
  rounds: (club: string) => `rounds/${club}/`,
  round: (id: RoundId) => `rounds/${roundPath(id)}`,
  /** What was settled of single dates, each below the day that the calendar made. */
  plans: (club: string) => `plans/${club}/`,
  plan: (club: string, day: string) => `plans/${club}/${day}`,
  /** Wishes to swap dates, by the number of the message that asks. */
  swaps: (club: string) => `swaps/${club}/`,
  swap: (id: RoundId) => `swaps/${roundPath(id)}`,
  /** Nominations that wait for an organiser, by the number of the message that asks. */
  proposals: (club: string) => `proposals/${club}/`,
  proposal: (id: RoundId) => `proposals/${roundPath(id)}`,
  /** Who comes to which meeting, by the day that the calendar made. */
  comingsOf: (club: string) => `coming/${club}/`,
  comings: (club: string, day: string) => `coming/${club}/${day}/`,
  coming: (club: string, day: string, account: AccountId) => `coming/${club}/${day}/${account}`,
  /** Who is to be told while they have not voted. */
  nudges: (club: string) => `nudges/${club}/`,
  nudge: (club: string, account: AccountId) => `nudges/${club}/${account}`,
  /** Where meetings are shown as events of a server, by the room that they are shown for. */
  allShowings: () => 'showing/',
  showings: (club: string) => `showing/${club}/`,
  showing: (club: string, room: RoomId) => `showing/${club}/${room}`,
  /** Those events, by the day that the calendar made. */
  eventsOf: (club: string) => `events/${club}/`,
  event: (club: string, day: string, tenant: TenantId) => `events/${club}/${day}/${tenant}`,
  /** The accounts of somebody who linked several, by each of them. */
  allLinked: () => 'linked/',
  linked: (account: AccountId) => `linked/${account}`,
  /** What is to be told to somebody alone, oldest first. */
  allNotes: () => 'notes/',
  notes: (account: AccountId) => `notes/${account}/`,
  note: (account: AccountId, at: Temporal.Instant, name: string) =>
    `notes/${account}/${String(at.epochNanoseconds).padStart(20, '0')}/${name}`,
  /** Codes by which somebody links their accounts, by the hash of each. */
  linkCodes: () => 'link-codes/',
  linkCode: (hash: string) => `link-codes/${hash}`,
  /** What members say of a discussion that was. */
  verdictsOf: (club: string) => `verdicts/${club}/`,
  verdicts: (id: RoundId) => `verdicts/${roundPath(id)}/`,
  verdict: (id: RoundId, account: AccountId) => `verdicts/${roundPath(id)}/${account}`,
  votes: (id: RoundId) => `votes/${roundPath(id)}/`,
  vote: (id: RoundId, account: AccountId) => `votes/${roundPath(id)}/${account}`,
  /** How many votes there are on an open ballot. */
  tally: (id: RoundId) => `tallies/${roundPath(id)}`,
  /** Who would read which paper. */
  seconds: (club: string) => `seconds/${club}/`,
  second: (club: string, paper: string) => `seconds/${club}/${paper}`,
  /** Which round read a paper. */
  picked: (club: string, paper: string) => `picked/${club}/${paper}`,
  postsOf: (id: RoundId) => `posts/${roundPath(id)}/`,
  posts: (id: RoundId, kind: PostKind) => `posts/${roundPath(id)}/${kind}/`,
  post: (id: RoundId, kind: PostKind, room: RoomId) => `posts/${roundPath(id)}/${kind}/${room}`,
  /** Posts that are still to be sent. */
  outbox: () => 'outbox/',
  outboxOf: (club: string) => `outbox/${club}/`,
  outgoings: (id: RoundId, kind: OutKind) => `outbox/${roundPath(id)}/${KIND_ORDER[kind]}-${kind}/`,
  outgoing: (id: RoundId, kind: OutKind, room: RoomId) => `outbox/${roundPath(id)}/${KIND_ORDER[kind]}-${kind}/${room}`,
  /** When what is in the outbox leaves, soonest first: what waits to be sent, and may have been refused; and what has a time of its own. */
  sendings: () => 'sending/',
  waiting: () => 'sending/waiting/',
  timed: () => 'sending/timed/',
  sending: (isTimed: boolean, at: Temporal.Instant | null, outgoing: string) =>
    `sending/${isTimed ? 'timed' : 'waiting'}/${at?.toString({ smallestUnit: 'second' }) ?? '0'}/${outgoing}`,
  /** The key in the outbox that one of those is about. */
  outgoingOf: (sending: string) => sending.split('/').slice(3).join('/'),
  /** How far a chat's threads have been read back. */
  readBack: (club: string, chat: string) => `read-back/${club}/${chat}`,
  threads: () => 'threads/',
  thread: (room: RoomId, thread: string) => `threads/${room}/${thread}`,
  comments: (id: RoundId) => `comments/${roundPath(id)}/`,
  comment: (id: RoundId, room: RoomId, message: string) => `comments/${roundPath(id)}/${room}/${message}`,
  /** How many comments there are on a pick, and by how many people. */
  discussion: (id: RoundId) => `discussions/${roundPath(id)}`,
  /** Who has commented on a pick, and how often. `who`: an account, or whoever a chat did not name. */
  speaker: (id: RoundId, who: string) => `speakers/${roundPath(id)}/${who}`,
  /** Comments in the order of their time. */
  latest: (id: RoundId) => `latest/${roundPath(id)}/`,
  latestOne: (id: RoundId, at: Temporal.Instant, room: RoomId, message: string) =>
    `latest/${roundPath(id)}/${String(at.epochNanoseconds).padStart(20, '0')}/${room}/${message}`,
  /** Which round a message is a comment of, for deletions that do not name the thread. */
  commented: (room: RoomId, message: string) => `commented/${room}/${message}`,
  commentedAll: () => 'commented/',
  commentedIn: (room: RoomId) => `commented/${room}/`,
  /** Where comments are read besides their own rooms. */
  copies: (id: RoundId) => `copies/${roundPath(id)}/`,
  copiesOf: (id: RoundId, room: RoomId, message: string) => `copies/${roundPath(id)}/${room}/${message}/`,
  copy: (id: RoundId, room: RoomId, message: string, reader: RoomId) =>
    `copies/${roundPath(id)}/${room}/${message}/${reader}`,
  /** What is told once a day of what was said elsewhere, by the comment. */
  daily: (id: RoundId) => `daily/${roundPath(id)}/`,
  dailyOf: (id: RoundId, room: RoomId, message: string) => `daily/${roundPath(id)}/${room}/${message}/`,
  dailyIn: (id: RoundId, room: RoomId, message: string, reader: RoomId) =>
    `daily/${roundPath(id)}/${room}/${message}/${reader}`,
  /** How comments were answered with an emoji, by the comment and the room that it is read in. */
  signs: (id: RoundId) => `signs/${roundPath(id)}/`,
  signsAt: (id: RoundId, room: RoomId, message: string, at: RoomId) =>
    `signs/${roundPath(id)}/${room}/${message}/${at}`,
  /** Which messages are copies. */
  copiedAll: () => 'copied/',
  copied: (reader: RoomId, message: string) => `copied/${reader}/${message}`,
  /** What is to be carried, by the thread that it goes to. */
  carryingAll: () => 'carrying/',
  carryingTo: (id: RoundId, reader: RoomId) => `carrying/${roundPath(id)}/${reader}/`,
  carrying: (id: RoundId, reader: RoomId, room: RoomId, message: string) =>
    `carrying/${roundPath(id)}/${reader}/${room}/${message}`,
  /** Whose words are read in their own rooms only. */
  unmirrored: (account: AccountId) => `unmirrored/${account}`,
  /** Who is told by a message what concerns them alone. */
  allMessaged: () => 'messaged/',
  messaged: (account: AccountId) => `messaged/${account}`,
  /** What came of an act of a person, for as long as it may be delivered again. */
  seen: (interaction: string, what: string) => `seen/${interaction}/${what}`,
  /** Invitations to a club, by the hash of their code. */
  invitations: () => 'invitations/',
  invitation: (hash: string) => `invitations/${hash}`,
  /** What each process's clock says. */
  clock: (process: string) => `clocks/${process}`,
  /** What is encrypted. */
  sealed: (name: string) => `sealed/${name}`,
  /** The address by which calendar programs follow a club. */
  address: (club: string) => `addresses/${club}/calendar`,
  troubles: (club: string) => `troubles/${club}/`,
  trouble: (club: string, about: string) => `troubles/${club}/${about}`,
}

/** All that lies of a club below its own id; what else names it does so by its value. */
const KINDS_OF_CLUB = [
  ...[
    'rounds',
    'votes',
    'tallies',
    'seconds',
    'picked',
    'posts',
    'outbox',
    'read-back',
    'troubles',
    'plans',
    'swaps',
    'proposals',
    'coming',
    'nudges',
    'showing',
    'events',
    'verdicts',
    'addresses',
  ],
  ...['comments', 'discussions', 'speakers', 'latest'],
  ...['copies', 'carrying', 'daily', 'signs'],
]
export const prefixesOfClub = (club: string): string[] => KINDS_OF_CLUB.map((kind) => `${kind}/${club}/`)

/** A room hears the welcome before the pick, and the pick with what is read beside it before the ballot. */
const KIND_ORDER: Record<OutKind, number> = {
  welcome: 0,
  pick: 1,
  ...ofBesides((_, nth) => (11 + nth) / 10),
  ballot: 2,
  ...ofThreads(3),
  closing: 4,
  again: 5,
  twoweeksahead: 6,
  weekahead: 6,
  threedaysahead: 6,
  twodaysahead: 6,
  dayahead: 7,
  threehoursahead: 7,
  twohoursahead: 7,
  hourahead: 8,
  halfhourahead: 8,
  quarterahead: 8,
  tenminutesahead: 8,
  wrapup: 8,
  news: 9,
  daily: 9,
  dailyagain: 9,
}

/** The instant in the key of what is due. */
export function instantOfDue(key: string): Temporal.Instant {
  return Temporal.Instant.from(key.slice(keys.dues().length, key.lastIndexOf('/')))
}

/** The key that a post carries in one of its controls, `ballot.<club>.<n>`: at most 60 characters. */
export function postKey(kind: PostKind, { club, n }: RoundId): string {
  return `${kind}.${club}.${n}`
}

/** The round that a control's arg names, whatever the kind of its post; null when it names none. */
export function roundOfPostKey(arg: string): RoundId | null {
  const match = /^[a-z]+\.([A-Za-z0-9-]+)\.(\d{1,6})$/.exec(arg)
  return match?.[1] ? { club: match[1], n: Number(match[2]) } : null
}

/** The talk that a control's arg names; the pick's where it names none. */
export function talkOfPostKey(arg: string): Talk {
  const kind = arg.slice(0, arg.indexOf('.'))
  return isTalk(kind) ? kind : 'pick'
}
