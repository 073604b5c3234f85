/** What each refusal of a chat leads to, written out for people: the table in docs/ is made here, by letting it happen. */
import { expect, it } from 'vitest'
import type { Card } from '../../../src/chat/card.ts'
import { discordCodes } from '../../../src/chat/discord/failure.ts'
import { ChatFailure, causeAndRemedy, FAILURE_REASONS, type FailureReason } from '../../../src/chat/failure.ts'
import type { Heard } from '../../../src/chat/platform.ts'
import { slackCodes } from '../../../src/chat/slack/failure.ts'
import { keys, type RoundId } from '../../../src/club/keys.ts'
import { healthCheck } from '../../../src/start/health.ts'
import type { FakeChat, FakePost } from '../../fakes/chat.ts'
import {
  NORTH,
  person,
  postNow,
  press,
  SOUTH,
  settings,
  someVote,
  type TestClub,
  testClub,
  textOf,
} from '../../fakes/club.ts'

const olga = person('olga')
const bo = person('south:bo')
const FIRST: RoundId = { club: 'club', n: 1 }

/** A call of the port that a chat refuses. */
interface Fault {
  what: string
  /** What leads up to it, while all is well. */
  before?(club: TestClub): Promise<unknown>
  /** Makes the chat refuse the call from now on, until what it gives back is called. */
  refuse(chat: FakeChat, fail: () => Promise<never>): () => void
  /** What has the call made; gives back what whoever did it is told, where somebody did. */
  act(club: TestClub): Promise<string | null>
  /** Whether what was wanted is so, in the room that refused. */
  isThere(club: TestClub): boolean | Promise<boolean>
  /** What of it takes no effort of the bot's any more, with the reason. */
  lost?: Partial<Record<FailureReason, string>>
}

/** Refuses one method. */
const method =
  (name: 'post' | 'openThread' | 'edit' | 'readThread' | 'findPost' | 'hand' | 'reactions'): Fault['refuse'] =>
  (chat, fail) => {
    const before = chat[name]
    Object.assign(chat, { [name]: fail })
    return () => void Object.assign(chat, { [name]: before })
  }

const copying =
  (name: 'post' | 'edit' | 'remove' | 'find'): Fault['refuse'] =>
  ({ copies }, fail) => {
    const before = copies[name]
    Object.assign(copies, { [name]: fail })
    return () => void Object.assign(copies, { [name]: before })
  }

const events =
  (...names: ('create' | 'edit' | 'cancel')[]): Fault['refuse'] =>
  ({ events }, fail) => {
    const before = { ...events }
    for (const name of names) Object.assign(events ?? {}, { [name]: fail })
    return () => void Object.assign(events ?? {}, before)
  }

const postIn = (chat: FakeChat, kind: string): FakePost | undefined =>
  chat.posts.findLast(({ key }) => key.startsWith(`${kind}.`))

const newsIn = ({ posts }: FakeChat): number => posts.filter(({ key }) => key.startsWith('news.')).length

const titleOf = async (card: ReturnType<TestClub['type']>) => `“${(await card).title}”`

async function posted(club: TestClub): Promise<string> {
  const card = await postNow(club)
  const [, why] = /North :? ?: (.+?)(?: https:\S+)? (?:South|text What is not there)/.exec(plainly(card)) ?? []
  return `“${card.title}”${why ? `, “${why.trim()}”` : ''}`
}

const plainly = (card: Card): string => textOf(card).replace(/\s+/g, ' ')

/** A club whose rooms read one another, with a pick. */
async function carrying(club: TestClub): Promise<void> {
  await club.type('club set mirror:on', olga)
  await club.type('club set mirror:on', person('south:sue', true), SOUTH)
  await postNow(club)
  await club.all.idle()
}

function comment(club: TestClub): Heard & { kind: 'said' } {
  const author = { account: 'south:bo', name: 'Bo' } as const
  const thread = postIn(club.south, 'pick')?.thread ?? ''
  return { kind: 'said', room: SOUTH, thread, message: 'c1', author, text: 'A remark.', at: club.clock.now() }
}

async function said(club: TestClub): Promise<null> {
  await club.all.hear(comment(club))
  return null
}

async function carried(club: TestClub): Promise<void> {
  await carrying(club)
  await said(club)
  await expect.poll(() => club.north.copied.length).toBe(1)
}

async function meeting(club: TestClub): Promise<void> {
  await club.type('club calendar days:Monday time:16:00', olga)
  await club.type('club set length:"90 minutes"', olga)
}

const switchOn = async (club: TestClub) =>
  press(club, await club.type('club show', olga), 'Show meetings as events', olga)

const again: Fault['lost'] = { missing: 'somebody has deleted it' }

const FAULTS: readonly Fault[] = [
  {
    what: 'The pick is posted',
    refuse: method('post'),
    act: posted,
    isThere: ({ north }) => postIn(north, 'pick') !== undefined,
  },
  {
    what: 'The rooms are told that a meeting is cancelled',
    before: meeting,
    refuse: method('post'),
    act: (club) => titleOf(club.type('meeting cancel date:2026-11-30', olga)),
    isThere: ({ north, south }) => newsIn(north) === newsIn(south),
    lost: Object.fromEntries(
      FAILURE_REASONS.filter((reason) => reason !== 'busy' && reason !== 'token').map((reason) => [
        reason,
        'organisers are told',
      ]),
    ),
  },
  {
    what: 'Whether a pick is there is looked up, since its sending broke off',
    before: async ({ north }) => {
      north.failures.push({ failure: new ChatFailure('busy', 'unknown', 'broken off'), after: true })
    },
    refuse: method('findPost'),
    act: posted,
    isThere: ({ north, store }) =>
      store
        .get(keys.post(FIRST, 'pick', NORTH))
        .then((post) => post !== undefined && north.posts.filter(({ key }) => key === 'pick.club.1').length === 1),
  },
  {
    what: 'The pick’s thread is opened',
    refuse: method('openThread'),
    act: posted,
    isThere: ({ north }) => Boolean(postIn(north, 'pick')?.thread),
    lost: again,
  },
  {
    what: 'The ballot is shown anew after a vote',
    refuse: method('edit'),
    async act(club) {
      const mine = await club.click('vote:cast:ballot.club.1', ['1'], bo, SOUTH)
      return /You voted for/.test(textOf(mine)) ? '“You voted for …”' : textOf(mine)
    },
    isThere: ({ north, south }) => textOf(postIn(north, 'ballot')?.card) === textOf(postIn(south, 'ballot')?.card),
    lost: { missing: 'it is posted again, twice at most' },
  },
  {
    what: 'The closed ballot loses its menu',
    before: (club) => someVote(club),
    refuse: method('edit'),
    act: posted,
    isThere: ({ north }) =>
      north.posts.find(({ key }) => key === 'ballot.club.1')?.card.blocks.every(({ kind }) => kind !== 'select') ===
      true,
  },
  {
    what: 'A thread is read back',
    refuse: method('readThread'),
    async act(club) {
      await postNow(club)
      const pick = postIn(club.north, 'pick')
      const author = { account: 'north:ada', name: 'Ada' } as const
      const thread = `t-${pick?.message}`
      const at = club.clock.now()
      club.north.said.push({ kind: 'said', room: NORTH, thread, message: 'c1', author, text: 'A remark.', at })
      return null
    },
    isThere: async (club) => textOf(await club.type('discuss', olga)).includes('1 comment'),
  },
  {
    what: 'A comment of the other room is shown',
    before: carrying,
    refuse: copying('post'),
    act: said,
    isThere: ({ north }) => north.copied.length === 1,
    lost: {
      gone: 'somebody has deleted the thread',
      missing: 'somebody has deleted the thread',
      invalid: 'it would be refused again',
    },
  },
  {
    what: 'Whether it is shown is looked up, since its sending broke off',
    async before(club) {
      await carrying(club)
      club.north.copyFailures.push({ failure: new ChatFailure('busy', 'unknown', 'broken off'), after: true })
    },
    refuse: copying('find'),
    async act(club) {
      await said(club)
      // It is looked up when it is tried again.
      await club.all.idle()
      club.clock.advance({ minutes: 1 })
      return null
    },
    isThere: ({ north, store }) =>
      store
        .get(keys.carrying(FIRST, NORTH, SOUTH, 'c1'))
        .then((left) => left === undefined && north.copied.length === 1),
  },
  {
    what: 'A comment that was changed is shown anew',
    before: carried,
    refuse: copying('edit'),
    async act(club) {
      const { room, thread, message } = comment(club)
      const at = club.clock.now().add({ seconds: 1 })
      await club.all.hear({ kind: 'edited', room, thread, message, text: 'Another one.', at })
      return null
    },
    isThere: ({ north }) => textOf(north.copied).includes('Another one.'),
    lost: {
      gone: 'somebody has deleted the thread',
      missing: 'somebody has deleted it',
    },
  },
  {
    what: 'A comment that was deleted is taken away',
    before: carried,
    refuse: copying('remove'),
    async act(club) {
      const { room, thread, message } = comment(club)
      await club.all.hear({ kind: 'deleted', room, thread, message, at: club.clock.now() })
      return null
    },
    isThere: ({ north }) => north.copied.length === 0,
    lost: { gone: 'somebody has deleted the thread', missing: 'somebody has deleted it' },
  },
  {
    what: 'It is asked what the comment was answered with',
    async before(club) {
      await carrying(club)
      club.north.reacted.set('c2', [{ sign: '👍', count: 2 }])
    },
    refuse: method('reactions'),
    async act(club) {
      const thread = postIn(club.north, 'pick')?.thread ?? ''
      const answered = { ...comment(club), room: NORTH, thread, message: 'c2' }
      club.north.said.push(answered)
      await club.all.hear(answered)
      await club.all.react({ room: NORTH, thread, message: 'c2' })
      return null
    },
    isThere: ({ south }) => south.copied.length === 1,
  },
  {
    what: 'An export is handed to an organiser',
    refuse: method('hand'),
    async act(club) {
      const shown = await press(club, await club.type('club export', olga), 'Send me all that is kept', olga)
      return `“${textOf(shown.blocks).replace(/^text /, '')}”`
    },
    isThere: ({ north }) => north.handed.length === 1,
    lost: Object.fromEntries(FAILURE_REASONS.map((reason) => [reason, 'they ask for it again'])),
  },
  {
    what: 'Meetings are shown as events of the server',
    before: meeting,
    refuse: events('create'),
    act: (club) => titleOf(switchOn(club)),
    isThere: ({ north }) => north.shown.length > 0,
  },
  {
    what: 'An event is moved or taken away',
    async before(club) {
      await meeting(club)
      await switchOn(club)
      await club.all.idle()
    },
    refuse: events('edit', 'cancel'),
    act: (club) => titleOf(club.type('meeting cancel date:2026-11-30', olga)),
    isThere: ({ north }) => north.shown.every(({ at, isOff }) => isOff || !at.toString().startsWith('2026-11-30')),
    lost: again,
  },
]

interface Outcome {
  person: string
  organisers: string
  health: string
  store: string
  after: string
  wrong: string[]
}

async function happen(fault: Fault, reason: FailureReason): Promise<Outcome> {
  const club = await testClub()
  await club.all.idle()
  await fault.before?.(club)
  await club.all.idle()
  const refused = Promise.withResolvers<void>()
  const heal = fault.refuse(club.north, () => {
    if (reason === 'busy') refused.resolve()
    // As the chats' own folders do, whatever refuses it.
    if (reason === 'token') club.north.state = 'failing'
    return Promise.reject(new ChatFailure(reason, 'no', 'refused'))
  })
  const told = await fault.act(club)
  await club.all.tick()
  await settled(club, refused.promise)
  const lacks = ['pick', 'ballot'].filter((kind) => !postIn(club.south, kind)).length
  const organisers = troublesIn(textOf(await club.type('club show', olga)))
  club.clock.advance({ minutes: 15 })
  await club.all.tick()
  await settled(club, refused.promise)
  const health = await healthOf(club)
  const store = await keptOf(club)
  heal()
  club.north.state = 'ready'
  await club.all.resume('north')
  club.clock.advance({ minutes: 61 })
  await club.all.tick()
  await club.all.idle()
  const isThere = await fault.isThere(club)
  const why = fault.lost?.[reason]
  expect(lacks, `${fault.what}: ${reason}`).toBeLessThanOrEqual(told?.includes('ost') ? 0 : 1)
  const plain = (text: string) => withoutCause(text, reason)
  return {
    person: plain(told ?? '—'),
    organisers: plain(organisers),
    health: plain(health),
    store,
    after: why === undefined ? 'it follows' : why,
    wrong: [
      ...(isThere === (why === undefined)
        ? []
        : [`${fault.what}, ${reason}: ${isThere ? 'it follows' : 'it does not follow'}`]),
    ],
  }
}

/** A chat that is busy is asked again and again without an end: of it one refusal is waited for. */
async function settled(club: TestClub, refused: Promise<void>): Promise<void> {
  await Promise.race([club.all.idle(), refused])
}

function troublesIn(text: string): string {
  const [, troubles = ''] = /Needs an organiser(.*)$/s.exec(text) ?? []
  const sentences = troubles.split(/in (?:North|South): /).slice(1)
  return (
    sentences
      .map(
        (sentence) =>
          `“${sentence
            .replace(/\s+/g, ' ')
            .replace(/ buttons .*/, '')
            .trim()}”`,
      )
      .join(' ') || '—'
  )
}

async function healthOf(club: TestClub): Promise<string> {
  const check = healthCheck({
    platforms: new Map([club.north, club.south].map((chat) => [chat.name, chat])),
    now: club.clock.now,
    services: club.all,
    declared: settings.rooms,
    ticker: { lastTick: () => null, problem: () => null },
    store: async () => null,
    clock: { problems: () => [], notes: () => [] },
    disk: async () => null,
    pages: '',
  })
  const { problems } = await check()
  return problems.map((problem) => `“${problem}”`).join(' ') || '—'
}

/** What waits for the room that refuses, and what is told of it. */
const WAITING: readonly [prefix: string, what: string][] = [
  ['outbox/', 'what is to be sent'],
  ['carrying/', 'what is to be carried'],
  ['showing/', 'that its server shows the meetings'],
  ['troubles/', 'the trouble'],
]

async function keptOf({ store }: TestClub): Promise<string> {
  const kept = await Promise.all(
    WAITING.map(async ([prefix, what]) => {
      const ours = (await store.range(prefix)).filter(({ key }) => key.split('/').includes(NORTH))
      if (ours.length === 0) return []
      return [ours.some(({ value }) => failedOf(value)) ? `${what}, with the cause` : what]
    }),
  )
  return kept.flat().join('; ') || '—'
}

const failedOf = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'failed' in value && value.failed !== null

/** What differs by cause alone stands in the table of causes. */
function withoutCause(text: string, reason: FailureReason): string {
  const whole = causeAndRemedy({ reason, lacking: null })
  const [clause = ''] = whole.split('. ')
  return text.replaceAll(whole, '…').replaceAll(`${clause}.`, '…')
}

const row = (...cells: string[]) => `| ${cells.join(' | ')} |`

it('every refusal of every call is told, keeps no other room from its posts, and stands in the docs', async () => {
  const rows: string[] = []
  const wrong: string[] = []
  // Side by side: most of the time they wait for what is tried again.
  const all = FAULTS.map(async (fault) => {
    const each = FAILURE_REASONS.map(async (reason) => ({
      reason,
      outcome: await happen(fault, reason),
    }))
    return { fault, outcomes: await Promise.all(each) }
  })
  for (const { fault, outcomes } of await Promise.all(all)) {
    wrong.push(...outcomes.flatMap(({ outcome }) => outcome.wrong))
    for (const alike of Map.groupBy(outcomes, ({ outcome }) => JSON.stringify(outcome)).values()) {
      const [{ outcome } = { outcome: undefined }] = alike
      if (!outcome) continue
      const causes = alike.length === outcomes.length ? 'any' : alike.map(({ reason }) => reason).join(', ')
      const { person, organisers, health, store, after } = outcome
      rows.push(row(fault.what, causes, person, organisers, health, store, after))
    }
  }
  expect(wrong).toEqual([])
  const names = (codes: Iterable<readonly [string | number, FailureReason]>, reason: FailureReason) =>
    [...codes]
      .filter(([, other]) => other === reason)
      .map(([code]) => `\`${code}\``)
      .join(', ') || '—'
  const codes = FAILURE_REASONS.map((reason) =>
    row(
      reason,
      `“${causeAndRemedy({ reason, lacking: null })}”`,
      names(discordCodes(), reason),
      names(slackCodes(), reason),
    ),
  )
  const page = [
    '# When a chat refuses',
    '',
    'Whatever a chat refuses ends as one of these causes. A test makes this page: it lets every call fail with every cause and',
    'writes down what happened. `npx vitest run tests/services/club/faults.test.ts -u` makes it anew.',
    '',
    row('Cause', 'It is said as …', 'Discord calls it', 'Slack calls it'),
    row('---', '---', '---', '---'),
    ...codes,
    '',
    'One of two rooms refuses; in all these cases the other room has its posts. `…` stands for the cause as it is said. What `/health`',
    'says is said after a quarter of an hour, the configuration declaring the room, and the store keeps it then. The last column is what',
    'becomes of it once the chat takes the call. What a room is called, who may manage it, pictures and links are asked for as well:',
    'where a chat does not tell, all goes on without.',
    '',
    row(
      'What',
      'Cause',
      'Whoever did it is told',
      '`club show` tells organisers',
      '`/health` says',
      'The store keeps',
      'Then',
    ),
    row('---', '---', '---', '---', '---', '---', '---'),
    ...rows,
    '',
  ].join('\n')
  await expect(page).toMatchFileSnapshot('../../../docs/faults.md')
}, 300_000)
