import { z } from 'zod'
import { FAILURE_REASONS } from '../chat/failure.ts'
import { Coming } from '../club/attendance.ts'
import { Club } from '../club/club.ts'
import { Comment } from '../club/comment.ts'
import { Counts, Vote } from '../club/counting.ts'
import { Feed } from '../club/feed.ts'
import { isAccountId, isRoomId, REMINDER_KINDS, TALKS, THREADS } from '../club/keys.ts'
import { Leaving } from '../club/leaving.ts'
import { Moment } from '../club/moment.ts'
import { News } from '../club/news.ts'
import { Note } from '../club/note.ts'
import { Linked } from '../club/person.ts'
import { Plan, PlannedPerson } from '../club/plan.ts'
import { numbered, Round, Thanks } from '../club/round.ts'
import { Signs } from '../club/signs.ts'
import { Verdict } from '../club/verdict.ts'
import { ParsedDigest, ParsedPaper } from '../library/parsed-digest.ts'
import { record } from '../store/record.ts'

const Room = z.string().refine(isRoomId)
const Reason = z.enum(FAILURE_REASONS)
const RoundRef = z.object({ club: z.string(), n: z.number().int() })

/** Every kind of thing the services keep, each under its key of src/club/keys.ts or library-keys.ts. */
export const Clubs = record(Club)
export const Rounds = record(Round, numbered)
export const Plans = record(Plan)
/** By which address calendar programs follow a club, and what it tells. */
export const Addresses = record(z.object({ token: z.string(), names: z.boolean(), links: z.boolean(), at: Moment }))
export const Votes = record(Vote)
export const Tallies = record(Counts)
export const Comments = record(Comment)
/** How many comments stand on a pick, and how many people they are by. */
export const Discussions = record(z.object({ comments: z.number().int(), people: z.number().int() }))
export const Speakers = record(z.object({ comments: z.number().int() }))
export const Latest = record(z.literal(true))
export const Rooms = record(z.object({ club: z.string() }))
/** What a process's clock says. */
export const Told = record(z.object({ now: Moment }))
/** Who would read a paper; how many is told, who is not. */
export const Seconds = record(z.object({ title: z.string(), by: z.array(z.string().refine(isAccountId)) }))
/** The first words where the bot was asked in. `room`: where; null while nobody knows. `at`: since when, or from when on. */
export const Greetings = record(
  z.object({ room: Room.nullable(), state: z.enum(['owed', 'sending', 'said']), at: Moment }),
)
/** Of these clubs an account did something in a room. */
export const Lately = record(z.object({ clubs: z.array(z.string()) }))
/** The club that answers an account in a server outside the clubs' rooms. */
export const Chosen = record(z.object({ club: z.string() }))
/** What waits for the caller to say of which club it is asked. */
export const AskedFor = record(
  z.union([
    z.object({ command: z.string(), values: z.record(z.string(), z.string()) }),
    z.object({ action: z.string(), values: z.array(z.string()) }),
  ]),
)
/** What an account typed into a form that was refused, by input. */
export const Typed = record(z.object({ action: z.string(), fields: z.record(z.string(), z.string()) }))
export const Due = record(z.object({ club: z.string() }))
export const Leavings = record(Leaving)
export const Picked = record(RoundRef)
/** Of which round a thread is, and of which talk of it. */
export const Threads = record(RoundRef.extend({ talk: z.enum(TALKS).default('pick') }))
export const Commented = record(RoundRef)

/** A comment as another room reads it. `since`: when sending began; `message`: where it stands, null until that is known. `original`: the link that it is found by. `named`: it bears its author's name as its own. `reactions`: the emoji that it shows, with their counts. */
export const Copies = record(
  z.object({
    thread: z.string(),
    original: z.string(),
    since: Moment,
    message: z.string().nullable(),
    named: z.boolean().default(false),
    reactions: z.string().default(''),
  }),
)
/** Somebody wants their words to be read where they were said, and nowhere else. */
export const Unmirrored = record(z.literal(true))
/** Somebody is told by a message to them alone what concerns them alone. */
export const Messaged = record(z.literal(true))
/** Which message is a copy, of a comment of which round, and of which; older ones do not say that. */
export const Copied = record(
  RoundRef.extend({ room: Room.nullable().default(null), message: z.string().nullable().default(null) }),
)
/**
 * `at`: when the comment was written. `notBefore`: what failed waits until then, and what was only answered with emoji. `reacted`:
 * how often that changed since it waits.
 */
export const Carrying = record(
  z.object({
    at: Moment,
    attempts: z.number().int(),
    notBefore: Moment.nullable(),
    reacted: z.number().int().default(0),
  }),
)

/** What a message says of emoji that shows a comment. `isStale`: there are others since. `noted`: how often that was heard. */
export const SignsAt = record(
  Signs.extend({
    message: z.string(),
    thread: z.string(),
    isStale: z.boolean(),
    noted: z.number().int().default(0),
  }),
)

/** A comment that a room reads once a day. `told`: by which message, counted as news are; null while it waits. `talk`: where it was said. */
export const Daily = record(
  z.object({ at: Moment, told: z.number().int().nullable(), talk: z.enum(TALKS).default('pick') }),
)

/** `n`: what was said on the picks up to this one was all kept when it was the newest. */
export const ReadBack = record(
  z.object({
    n: z.number().int(),
    older: z.object({ n: z.number().int(), next: Moment, again: z.boolean() }).nullable().default(null),
  }),
)

/**
 * A message of the bot's in a room. `thread`: of a talk. `paper`: which alone is talked of there, as the message shows it; null
 * where all of a meeting are. `copies`: how many of it were deleted there before. `threadless`: why its thread could not be opened,
 * as long as that is so.
 */
export const Posts = record(
  z.object({
    room: Room,
    message: z.string(),
    thread: z.string().nullable(),
    copies: z.number().int().default(0),
    threadless: Reason.nullable().default(null),
    paper: z.string().nullable().default(null),
  }),
)

/**
 * What is still to be sent. `due`: since when, once somebody has looked. `since`: when sending began, so that after a crash the message is looked for before it is sent
 * again. `message`: sent, only not recorded yet. `notBefore`: a failed one waits until then, `failed` says why. `copies`: as
 * of a post. `news`: what is told, and then `n` counts what was told before.
 */
export const Outgoing = record(
  RoundRef.extend({
    room: Room,
    kind: z.enum([
      'welcome',
      'ballot',
      ...TALKS,
      ...Object.values(THREADS),
      'closing',
      'again',
      ...REMINDER_KINDS,
      'news',
      'daily',
      'dailyagain',
    ]),
    since: Moment.nullable(),
    message: z.string().nullable(),
    attempts: z.number().int(),
    notBefore: Moment.nullable(),
    due: Moment.nullable().default(null),
    failed: z.object({ reason: Reason, lacking: z.string().nullable() }).nullable().default(null),
    copies: z.number().int().default(0),
    news: News.nullable().default(null),
    /** Of which round what is told of a day is; `n` counts what was told before then, too. */
    of: z.number().int().optional(),
    /** And of which talk. */
    talk: z.enum(TALKS).optional(),
    /** Tells a wish to show something anew from a later one. */
    mark: z.string().optional(),
  }),
)

/** Of which club something leaves when its key says. */
export const Sendings = record(z.object({ club: z.string() }))

export const Comings = record(Coming)
/** Who asked to be told while they have not voted. */
export const Nudges = record(z.literal(true))
/** Where meetings are shown as events. `at`: when to look next; null: now. `mark`: tells a wish to look from a later one. */
export const Showings = record(
  z.object({ room: Room, at: Moment.nullable(), attempts: z.number().int(), mark: z.string() }),
)
/** A meeting among a server's events. `event`: null while it may be on its way. `isGone`: somebody has taken it away. */
export const Events = record(
  z.object({
    room: Room,
    event: z.string().nullable(),
    isGone: z.boolean(),
    at: Moment,
    end: Moment,
    name: z.string(),
    about: z.array(z.string()),
    place: z.string().nullable(),
  }),
)
export const Verdicts = record(Verdict)
export const Linkeds = record(Linked)
export const Notes = record(Note)
/** Whoever has the code and enters it with another account is one person with this one. */
export const LinkCodes = record(
  z.object({ account: z.string().refine(isAccountId), name: z.string(), until: Moment, used: z.boolean() }),
)
/** Who would change places with whom. `who`: an account, or a name that has none. */
const Part = z.object({ day: z.string(), who: z.string(), role: z.string() })
export const Swaps = record(z.object({ from: Part, to: Part, agreed: z.boolean() }))

/** A nomination that waits for an organiser. */
export const Proposals = record(
  z.object({
    paper: z.string(),
    title: z.string(),
    by: z.string().refine(isAccountId),
    name: z.string(),
    reason: z.string().nullable(),
    at: Moment,
  }),
)

/** Who holds the code may bring one more room into the club, once and until then. */
export const Invitations = record(z.object({ club: z.string(), until: Moment, used: z.boolean() }))

/** What was read before, and is instead. */
export const Replaced = record(z.object({ before: z.string(), after: z.string() }))

/** What came of an act, for when it is delivered again. Never who voted, nor for what. */
export const Done = record(z.literal(true))
/** Whether there was anything to do. */
export const Did = record(z.boolean())
/** Until when a code is good. */
export const CodedAs = record(z.object({ until: Moment }))
/** Of what a group has read: how many meetings are kept now, were kept before, and are still to come. */
export const RememberedAs = record(
  z.object({ taken: z.number().int(), known: z.number().int(), later: z.number().int() }),
)
/** For which local day papers were chosen, and what had been chosen for it before. */
export const ChosenFor = record(
  z.object({ on: z.string(), had: z.array(z.object({ paper: z.string(), title: z.string() })) }),
)
/** When a club met before that was changed, as text; those of before say only that it was. */
export const MetBefore = record(z.union([z.object({ before: z.string() }), z.literal(true)]))
export const RefusedAs = record(z.object({ title: z.string() }))
/** Notes as they were told. `to`: whom. */
export const NotedAs = record(
  z.object({ to: z.string().refine(isAccountId), notes: z.array(Note), keys: z.array(z.string()).default([]) }),
)
export const Seconded = record(z.object({ would: z.boolean(), count: z.number() }))
/** Older ones lack the title. */
export const NominatedAs = record(
  z.object({ became: z.enum(['on the ballot', 'in the queue']), number: z.number(), title: z.string().optional() }),
)
/** `by`: who had nominated it, by their account and their name; `told`: whether they are; `stood`: on the ballot. Older ones lack them. */
export const WithdrawnAs = record(
  z.object({
    title: z.string(),
    own: z.boolean(),
    by: z.object({ account: z.string().refine(isAccountId), name: z.string() }).optional(),
    told: z.boolean().default(false),
    stood: z.boolean().default(true),
    proposed: z.boolean().default(false),
  }),
)
/** What became of what was nominated of a paper that left the library. */
export const LeftAs = record(z.object({ stood: z.boolean(), told: z.boolean() }))
export const Cast = record(z.object({ closed: z.boolean(), dropped: z.array(z.string().nullable()) }))
/** `done`: whether it was, or the next pick was another one by then. */
export const Moved = record(z.object({ done: z.boolean(), next: Moment }))
/** What somebody took of a date; null where there was nothing to tell. */
export const TookAs = record(z.object({ at: Moment, role: z.string() }).nullable())
/** Whom somebody asked to change places, and the dates as they were then. */
export const OfferedAs = record(
  z.object({
    who: PlannedPerson,
    dates: z.array(z.object({ at: Moment, people: z.array(PlannedPerson), free: z.array(z.string()) })),
  }),
)
export const ClosedAs = record(z.enum(['closed', 'over', 'no votes']))
/** Which club a channel has come to; null where it belonged to one already. */
export const BoundTo = record(z.object({ club: z.string() }).nullable())
export const KeptAs = record(z.enum(['new', 'known', 'uncounted', 'others']))
/** Ids of the papers that a library had before these came in. */
export const KnownAs = record(z.array(z.string()))
const AddedPapers = z.object({
  format: z.string(),
  title: z.string(),
  papers: z.array(z.string()),
  known: z.number().int(),
  changed: z.number().int(),
  problems: z.array(z.object({ file: z.string(), line: z.number().int(), message: z.string() })),
  unread: z.array(z.object({ line: z.number().int(), text: z.string() })).optional(),
})
export const AddedAs = record(AddedPapers)
export const BroughtAs = record(z.object({ paper: z.string(), isNew: z.boolean() }))
export const FollowedAs = record(AddedPapers.extend({ feed: z.string(), leftOut: z.number().int() }))
export const UnfollowedAs = record(z.object({ title: z.string() }).nullable())
export const RemovedAs = record(z.object({ title: z.string(), stays: z.boolean() }).nullable())
export const SuggestedAs = record(z.object({ before: z.string().nullable() }))
export const SettledAs = record(
  z.object({ id: z.string(), paper: z.string(), line: z.string(), name: z.string() }).nullable(),
)

/** `room`: where it is; older ones say so in the sentence. */
export const Troubles = record(z.object({ at: Moment, sentence: z.string(), room: Room.optional() }))

/**
 * A digest that a club added; its papers are entries of their own. `next`: the place of the next new one; older digests lack
 * it, and their entries may have other names. `version`: another one whenever something was added; none until that is all in.
 */
export const Additions = record(
  ParsedDigest.omit({ papers: true }).extend({ next: z.number().int().optional(), version: z.string().optional() }),
)

/**
 * `picked`: the idea line made from the abstract, where the digest has none. `n`: its place; older entries have it as their key.
 * `was`: the id of its paper before its title was corrected. `edited`: what organisers say of it, whatever its source says later.
 */
export const Entries = record(
  z.object({
    paper: ParsedPaper,
    picked: z.string().nullable(),
    n: z.number().int().optional(),
    was: z.string().optional(),
    edited: ParsedPaper.pick({
      title: true,
      link: true,
      authors: true,
      authorsCount: true,
      andOthers: true,
      date: true,
      arxivId: true,
      doi: true,
    })
      .partial()
      .optional(),
  }),
)

/** What an organiser says of an entry: `work` is the same for all entries of one paper. `was`: the id of its paper before it was merged. */
export const Rulings = record(z.object({ work: z.string(), was: z.string().optional() }))

/** Counts up whenever a club's library changes. `mark`: no other version of any library has the same. */
export const Versions = record(z.object({ version: z.number().int(), mark: z.string().optional() }))

export const Thanked = record(Thanks)
/** `from`: where it was suggested; older ones lack it. */
export const Ideas = record(z.object({ line: z.string(), name: z.string(), from: z.string().optional() }))
/** `by`: whose line it is, to be told what became of it; older ones lack it. */
export const Suggestions = record(
  z.object({
    paper: z.string(),
    line: z.string(),
    name: z.string(),
    at: Moment,
    by: z.string().refine(isAccountId).optional(),
  }),
)

/** A secret. `by`: which key it is encrypted with; `text`: nonce, tag and what was encrypted, in base64. */
export const Sealed = record(z.object({ by: z.string(), text: z.string() }))

export const Feeds = record(Feed)
/** Papers that came into a club's library at once, by their ids. */
export const Arrivals = record(z.object({ papers: z.array(z.string()) }))
/** What a feed had already when it was followed first, beyond what was taken in: names of its entries. */
export const LeftOut = record(z.object({ names: z.array(z.string()) }))
