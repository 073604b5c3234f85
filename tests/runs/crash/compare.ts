/** What the store and the rooms hold, against what members were told. */
import { keys } from '../../../src/club/keys.ts'
import type { Round } from '../../../src/club/round.ts'
import type { ChatName, MessageView } from '../../../src/playground/types.ts'
import { Comments, Outgoing, Rounds, Votes } from '../../../src/services/records.ts'
import type { Store } from '../../../src/store/store.ts'
import { CHATS } from '../../e2e/people.ts'
import { wordsOf } from '../../e2e/words.ts'
import type { Comment, Ledger, VoteAttempt } from './ledger.ts'
import { ANY, thingIn, thingsIn } from './member.ts'
import { botPosts, type Town } from './town.ts'

/** A line of the table. `wrong` names each case, in words for whoever looks for the cause. */
export interface Finding {
  what: string
  of: number
  wrong: string[]
}

const CLUB = 'club'

export async function compare(town: Town, store: Store, ledger: Ledger): Promise<Finding[]> {
  const rounds = (await Rounds.range(store, keys.rounds(CLUB))).map(({ value }) => value)
  return [
    ...(await compareComments(town, store, ledger)),
    await compareVotes(store, ledger, rounds),
    await compareTallies(store, rounds),
    compareNominations(ledger, rounds),
    comparePicks(ledger, rounds),
    ...(await comparePosts(town, store)),
    ...compareCopies(town, ledger, await longAgo(town, store)),
  ]
}

async function compareComments(town: Town, store: Store, { comments }: Ledger): Promise<Finding[]> {
  const kept = Map.groupBy(
    (await Comments.range(store, keys.comments({ club: CLUB, n: 1 }).replace(/\d+\/$/, ''))).map(({ key, value }) => ({
      key,
      value,
      place: placeOf(key),
    })),
    ({ place }) => place,
  )
  const only = (place: string) => kept.get(place)?.[0]?.value
  const named = ({ room, message, text }: (typeof comments)[number]) => `${room}/${message} “${text}”`
  const standing = comments.filter(({ isDeleted }) => !isDeleted)
  const deleted = comments.filter(({ isDeleted }) => isDeleted)
  const places = new Set(comments.map(({ room, message }) => `${room}/${message}`))
  const own = new Set(Object.values(town.bots))
  const all = [...kept.values()].flat()
  const at = (comment: (typeof comments)[number]) => only(`${comment.room}/${comment.message}`)
  return [
    {
      what: 'comments missing',
      of: standing.length,
      wrong: standing.filter((comment) => !at(comment) || at(comment)?.deletedAt).map(named),
    },
    {
      what: 'comments with other words than the last',
      of: standing.length,
      wrong: standing
        .filter((comment) => at(comment)?.deletedAt === null && at(comment)?.text !== comment.text)
        .map((comment) => `${named(comment)}: “${at(comment)?.text}”`),
    },
    {
      what: 'comments twice',
      of: kept.size,
      wrong: [...kept].flatMap(([place, entries]) => (entries.length > 1 ? [place] : [])),
    },
    {
      what: 'deleted comments kept',
      of: deleted.length,
      wrong: deleted.filter((comment) => at(comment) && at(comment)?.deletedAt === null).map(named),
    },
    {
      what: 'own posts kept as comments',
      of: all.length,
      wrong: all.flatMap(({ key, value }) => (own.has(value.author?.account ?? '') ? [key] : [])),
    },
    {
      what: 'comments that nobody made',
      of: all.length,
      wrong: all.flatMap(({ key, place, value }) => (places.has(place) || value.deletedAt ? [] : [key])),
    },
  ]
}

async function compareVotes(store: Store, { votes, brought }: Ledger, rounds: readonly Round[]): Promise<Finding> {
  const wrong: string[] = []
  let acknowledged = 0
  for (const attempts of Map.groupBy(votes, ({ n, account }) => `${n} ${account}`).values()) {
    const last = attempts.findLastIndex(({ isAcknowledged }) => isAcknowledged)
    const [first] = attempts
    if (last < 0 || !first || !rounds.some(({ n }) => n === first.n)) continue
    acknowledged++
    const { n, account } = first
    const kept = (await Votes.range(store, keys.votes({ club: CLUB, n }))).find(({ key }) =>
      key.endsWith(`/${account}`),
    )
    const numbers = kept?.value.numbers ?? []
    const offered = rounds
      .filter((round) => round.n === n)
      .flatMap(({ candidates, queue }) => [...candidates, ...queue])
    // Who nominates votes for it, besides, and what was withdrawn keeps its number.
    const isBesides = (number: number) => {
      const candidate = offered.find((one) => one.number === number)
      if (candidate === undefined || candidate.nomination?.by === account) return true
      return brought.some((one) => one.account === account && one.title === candidate.title)
    }
    // What nobody was told of afterwards may have been done, or not.
    if (attempts.slice(last).some((attempt) => attempt.numbers === ANY || isSame(attempt, numbers, isBesides))) continue
    wrong.push(`week ${n}, ${account}: ${describe(attempts)}; kept ${numbers.join(',') || 'nothing'}`)
  }
  return { what: 'acknowledged votes lost', of: acknowledged, wrong }
}

async function compareTallies(store: Store, rounds: readonly Round[]): Promise<Finding> {
  const wrong: string[] = []
  const counted = rounds.filter(({ tally }) => tally !== null)
  for (const { n, tally, candidates } of counted) {
    const votes = await Votes.range(store, keys.votes({ club: CLUB, n }))
    const voters = votes.filter(({ value }) => candidates.some(({ number }) => value.numbers.includes(number))).length
    if (voters !== tally?.voters) wrong.push(`week ${n}: ${voters} votes, ${tally?.voters} counted`)
  }
  return { what: 'tallies that are not of all votes', of: counted.length, wrong }
}

function compareNominations({ nominations }: Ledger, rounds: readonly Round[]): Finding {
  const standing = nominations.filter(({ isWithdrawn }) => !isWithdrawn)
  const offered = new Set(
    rounds.flatMap(({ candidates, queue }) => [...candidates, ...queue]).map(({ title }) => bare(title)),
  )
  return {
    what: 'acknowledged nominations lost',
    of: standing.length,
    wrong: standing.flatMap(({ title, account }) => (offered.has(bare(title)) ? [] : [`“${title}” by ${account}`])),
  }
}

function comparePicks({ announced }: Ledger, rounds: readonly Round[]): Finding {
  const picks = rounds.flatMap(({ pick }) => (pick ? [bare(pick.title)] : []))
  return {
    what: 'announced picks lost',
    of: announced.length,
    wrong: announced.filter((words) => !picks.some((title) => bare(words).includes(title))),
  }
}

async function comparePosts(town: Town, store: Store): Promise<Finding[]> {
  const posts = CHATS.flatMap((chat) =>
    botPosts(town.room(chat)).map(({ kind, n }) => `${kind} of week ${n} in ${chat}`),
  )
  const twice = [...Map.groupBy(posts, (post) => post)].filter(([, same]) => same.length > 1).map(([post]) => post)
  const waiting = await Outgoing.range(store, keys.outbox())
  return [
    { what: 'posts twice in a room', of: posts.length, wrong: twice },
    { what: 'posts that wait for ever', of: posts.length + waiting.length, wrong: waiting.map(({ key }) => key) },
  ]
}

/** Where comments stand that a bot which was killed again and again came to too late: what is so old is carried nowhere. */
async function longAgo(town: Town, store: Store): Promise<ReadonlySet<string>> {
  const before = town.now().subtract({ hours: 30 * 24 })
  const all = await Comments.range(store, keys.comments({ club: CLUB, n: 1 }).replace(/\d+\/$/, ''))
  const old = all.filter(({ value }) => Temporal.Instant.compare(value.at, before) < 0)
  return new Set(old.map(({ key }) => placeOf(key)))
}

/** Each thread holds each comment of the other side once and in order, and none of its own again. `old`: as of {@link longAgo}. */
function compareCopies(town: Town, { comments }: Ledger, old: ReadonlySet<string>): Finding[] {
  const copies = CHATS.flatMap((chat) => {
    const own = town.rooms[chat]
    return threadsOf(town, chat).flatMap(({ messages }, thread) =>
      messages.flatMap((message) => {
        const text = message.author.bot ? thingIn(message) : undefined
        return text === undefined ? [] : [{ own, thread, text, message }]
      }),
    )
  })
  const elsewhere = ({ room, text }: Comment) => copies.filter((copy) => copy.own !== room && copy.text === text)
  const standing = comments.filter(({ isDeleted }) => !isDeleted)
  const wanted = new Map(standing.map((comment) => [comment.text, comment]))
  return [
    {
      what: 'comments not read in the other chat',
      of: standing.length,
      wrong: standing
        .filter(({ room, message }) => !old.has(`${room}/${message}`))
        .filter((comment) => elsewhere(comment).length === 0)
        .map(({ text }) => text),
    },
    {
      what: 'comments twice in the other chat',
      of: standing.length,
      wrong: standing.filter((comment) => elsewhere(comment).length > 1).map(({ text }) => text),
    },
    {
      what: 'copies of what is deleted, changed, or stands there already',
      of: copies.length,
      wrong: copies.filter(({ own, text }) => (wanted.get(text)?.room ?? own) === own).map(({ text }) => text),
    },
    {
      what: 'comments with other emoji in the other chat than they have',
      of: standing.filter(({ thumbs }) => thumbs > 0).length,
      wrong: standing.flatMap((comment) =>
        elsewhere(comment).flatMap(({ message }) => {
          const shown = Number(/👍 (\d+)/.exec(wordsOf(message))?.[1] ?? 0)
          return shown === comment.thumbs ? [] : [`${comment.text}: ${comment.thumbs}, shown ${shown}`]
        }),
      ),
    },
    {
      what: 'comments without their file in the other chat',
      of: standing.filter(({ file }) => file !== null).length,
      wrong: standing.flatMap((comment) =>
        elsewhere(comment).flatMap(({ message }) =>
          comment.file === null || wordsOf(message).includes(comment.file) ? [] : [`${comment.text}: ${comment.file}`],
        ),
      ),
    },
    {
      what: 'comments that quote something else in the other chat than what they answer',
      of: standing.filter(({ answers }) => answers !== null).length,
      wrong: standing.flatMap((comment) =>
        elsewhere(comment).flatMap(({ message }) => {
          // Slack says it twice: with its tree, and without.
          const quoted = [...new Set(thingsIn(message))].filter((thing) => thing !== comment.text)
          const wanted = comment.answers && !comment.answers.isDeleted ? [comment.answers.text] : []
          return JSON.stringify(quoted) === JSON.stringify(wanted)
            ? []
            : [`${comment.text}: ${quoted.join() || 'nothing'} instead of ${wanted.join() || 'nothing'}`]
        }),
      ),
    },
    {
      what: 'comments out of order in the other chat',
      of: copies.length,
      wrong: [...Map.groupBy(copies, ({ own, thread }) => `${own} ${thread}`).values()].flatMap((shown) => {
        const originals = shown.flatMap(({ text }) => wanted.get(text) ?? []).map(({ message }) => message)
        return originals.flatMap((message, index) => {
          const before = originals[index - 1]
          return before !== undefined && isEarlier(message, before) ? [message] : []
        })
      }),
    },
  ]
}

/** Slack's replies are told by what they hang on. */
function threadsOf(town: Town, chat: ChatName): { messages: MessageView[] }[] {
  return town.room(chat).threads
}

/** By their ids, which a chat gives in the order of time. */
function isEarlier(message: string, than: string): boolean {
  return message.length === than.length ? message < than : message.length < than.length
}

/** Room and message, from the end of a comment's key. */
function placeOf(key: string): string {
  return key.split('/').slice(-2).join('/')
}

/** `besides`: what may be kept as well. */
function isSame({ numbers }: VoteAttempt, kept: readonly number[], isBesides: (number: number) => boolean): boolean {
  const more = kept.filter((number) => !numbers.includes(number))
  return numbers.every((number) => kept.includes(number)) && more.every(isBesides)
}

function describe(attempts: readonly VoteAttempt[]): string {
  return attempts
    .map(({ numbers, isAcknowledged }) => `${numbers.join(',') || 'none'}${isAcknowledged ? ' (acknowledged)' : ''}`)
    .join(' then ')
}

/** Titles as they can be compared, whatever a chat did to their signs. */
function bare(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()
}
