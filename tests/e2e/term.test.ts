import { execFile } from 'node:child_process'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, expect, it } from 'vitest'
import { clubsOf, lineOf, settingsOf } from '../runs/term/commands.ts'
import { compare } from '../runs/term/compare.ts'
import { readTerms, type Session, type Term } from '../runs/term/group.ts'
import { type Ran, runInTurn, runTerm } from '../runs/term/term.ts'

const FILE = fileURLToPath(new URL('../runs/term/fenwick.json', import.meta.url))
const RUN = fileURLToPath(new URL('../runs/term.ts', import.meta.url))
const HARBOUR = fileURLToPath(new URL('../runs/term/harbour.json', import.meta.url))
const run = promisify(execFile)

let term: Term
let others: Term[]
let ran: Ran
beforeAll(async () => {
  const [first, ...rest] = await readTerms(FILE)
  if (!first) throw new Error('the file has no term')
  term = first
  others = rest
  ran = await runTerm(term)
})

const other = (name: string): Term => {
  const found = others.find((one) => one.name.endsWith(name))
  if (!found) throw new Error(`the file has no term ${name}`)
  return found
}

/** The sessions with something else about one of them. */
const changed = (sessions: Session[], date: string, change: Partial<Session>) =>
  sessions.map((one) => (one.date === date ? { ...one, ...change } : one))

it('a group that is set up by commands meets on the days that it published, over both changes of the clocks, and reads the same papers', () => {
  const { same, inBreaks, ofCancelled, differences } = compare(term, ran)
  expect(differences).toEqual([])
  expect(same).toBe(term.sessions.length)
  expect([...inBreaks, ...ofCancelled]).toEqual([])
  expect(ran.posts.filter(({ kind }) => kind === 'dayahead')).not.toEqual([])
  expect(ran.acts.map(({ line }) => line)).toEqual([
    'meeting move date:2026-11-17 to:2026-11-18',
    'meeting cancel date:2027-01-26 reason:snow',
    'meeting cancel date:2027-03-09',
    'meeting add date:2027-03-16 time:12:30',
    'meeting move date:2027-04-06 to:2027-04-06 time:18:00',
  ])
})

it.each([
  ['of several tracks', 'two tracks'],
  ['whose tracks meet on the same day', 'two tracks on one day'],
  ['that meets twice on a day', 'twice a day'],
  ['without a rhythm', 'as it comes'],
  ['that follows a list, with people who sign up or are named', 'course'],
  ['that puts papers in an order by votes', 'ranked'],
  ['whose members swap turns', 'swaps'],
  ['that begins between two of its weeks', 'in step'],
  ['that meets twice a day, each time in its channel', 'two calls'],
  ['that meets at an hour which the clocks leave out', 'small hours'],
  ['whose order goes on after a talk, and in which somebody else takes notes', 'talks between'],
  ['whose plan has people before it has papers', 'planned'],
  ['in which whoever had the fewest dates is next', 'fair'],
])('a group %s goes as it published', async (_what, name) => {
  const { same, differences } = compare(other(name), await runTerm(other(name)))
  expect(differences).toEqual([])
  expect(same).toBe(other(name).sessions.length)
})

it('a group whose order is kept has whose turn it is, and who was swapped is found', async () => {
  const summer = other('summer')
  const turns = await runTerm(summer)
  expect(turns.brought.signUps).toBe(0)
  expect(turns.brought.chosen).toBe(3)
  expect(compare(summer, turns).differences).toEqual([])
  const swapped = changed(summer.sessions, '2027-06-10', { people: [{ who: 'P1', role: 'presenter' }] })
  expect(compare({ ...summer, sessions: swapped }, turns).differences).toEqual([
    '2027-06-10: the person “P1 (presenter)” was published, and is not in the club’s record',
    '2027-06-10: the person “P2 (presenter)” is in the club’s record, and was not published',
  ])
})

it('all that a process says is set, or told not to be', () => {
  const [track] = clubsOf(other('ranked'))
  const lines = track ? settingsOf(track).map(lineOf) : []
  expect(lines).toEqual([
    'club start name:"fenwick, ranked" time:"Friday 16:00" zone:Europe/London',
    'club calendar days:"every Friday" from:2028-09-01 until:2028-09-22 place:"Room 4, or https://example.org/call" lead:"2 days" remind:afterwards',
    'club set papers:1+1 length:"90 minutes" voting:"ranked; quorum 5" waits:0',
  ])
  expect(other('ranked').unread).toEqual(['feelsLike'])
})

it('a club of several tracks takes away the one that did not take place', async () => {
  const calls = other('two calls')
  const [first, second] = calls.sessions.filter(({ date }) => date === '2029-02-08')
  const exchanged = calls.sessions.map((one) =>
    one === first ? { ...one, time: '18:00' } : one === second ? { ...one, time: '08:00' } : one,
  )
  expect(compare({ ...calls, sessions: exchanged }, await runTerm(calls)).differences).toEqual([
    '2029-02-07: the reminder of 2029-02-08 came, which was cancelled',
    '2029-02-08: published at 18:00, and the club meets at 08:00',
    '2029-02-08: published at “Call 2”, and the club met at “Call 1”',
  ])
})

it('a group of three tracks is one club, in which each meets, chooses and reads in its own way', async () => {
  const [harbour] = await readTerms(HARBOUR)
  const [club, ...more] = harbour ? clubsOf(harbour) : []
  if (!harbour || !club) throw new Error('the file has no term')
  expect(more).toEqual([])
  expect(settingsOf(club).map((typed) => lineOf(typed).replace(/papers:".*/, 'papers:…'))).toEqual([
    'club start name:harbour time:"Monday 10:00" zone:Europe/Berlin',
    'club calendar days:"Reading: every Monday 10:00, we vote; Course: every Friday 12:00, we follow a list; Talks: the second and fourth Wednesday of the month 16:00, who presents chooses" from:2027-01-11 until:2027-03-19 place:"Main hall" lead:"3 days" remind:"a day and an hour"',
    'club calendar track:Reading place:"Room 5"',
    'club calendar track:Talks place:Library',
    'club calendar break:"2027-02-15 to 2027-02-21 carnival"',
    'club set length:"60 minutes"',
    'club list track:Course papers:…',
    'club rota how:volunteers roles:presenter',
  ])
  const ran = await runTerm(harbour)
  const { same, inBreaks, ofCancelled, differences } = compare(harbour, ran)
  expect(differences).toEqual([])
  expect(same).toBe(harbour.sessions.length)
  expect([...inBreaks, ...ofCancelled]).toEqual([])
  expect(ran.brought).toMatchObject({ signUps: 6, chosen: 6 })
  expect(ran.acts.map(({ line }) => line)).toEqual([
    'meeting move date:2027-01-25 to:2027-01-26',
    'meeting cancel date:2027-02-05 reason:ill',
    'meeting add date:2027-03-18 time:17:00 track:Talks',
  ])
  const spoilt = (date: string, change: Partial<Session>) =>
    compare({ ...harbour, sessions: changed(harbour.sessions, date, change) }, ran).differences
  expect(spoilt('2027-02-24', { date: '2027-02-25' })).toEqual([
    '2027-02-24: the club meets, and that was not published',
    '2027-02-25: published (session), and the club does not meet',
  ])
  expect(spoilt('2027-02-24', { place: 'Attic' })).toEqual([
    '2027-02-24: published at “Attic”, and the club met at “Library”',
  ])
  const early = { ...harbour, process: { ...harbour.process, chosenDaysBefore: 4, reminders: ['P2D'] } }
  const { differences: others } = compare(early, ran)
  expect(others).toContain('2027-01-13: its paper did not stand 4 days before')
  expect(others).toContain('2027-01-13: the reminder 2 days before did not come')
})

it('a club meets, chooses and takes turns otherwise from one term to the next, as its organiser says then', async () => {
  const terms = ['in step', 'talks between', 'fair'].map(other)
  const all = await runInTurn(terms)
  const found = terms.flatMap((one, index) => (all[index] ? [compare(one, all[index])] : []))
  expect(found.map(({ differences }) => differences)).toEqual([[], [], []])
  expect(found.map(({ same }) => same)).toEqual(terms.map(({ sessions }) => sessions.length))
  expect(all.map(({ settings }) => settings)).toEqual([3, 3, 3])
})

it('who came instead is a difference where nothing tells of swaps', async () => {
  const swaps = other('swaps')
  const strict = { ...swaps, process: { ...swaps.process, notes: null } }
  expect(compare(strict, await runTerm(strict)).differences).toHaveLength(4)
})

it.each<[string, (sessions: Session[]) => Session[], string[]]>([
  [
    'a date that was shifted',
    (sessions) => changed(sessions, '2026-12-01', { date: '2026-12-02' }),
    [
      '2026-12-01: the club meets, and that was not published',
      '2026-12-02: published (session), and the club does not meet',
    ],
  ],
  [
    'a date that was dropped',
    (sessions) => sessions.filter(({ date }) => date !== '2027-02-09'),
    ['2027-02-09: the club meets, and that was not published'],
  ],
  [
    'another time',
    (sessions) => changed(sessions, '2027-04-06', { time: '18:30' }),
    ['2027-04-06: published at 18:30, and the club meets at 18:00'],
  ],
  [
    'a paper that was dropped',
    (sessions) => changed(sessions, '2027-03-23', { papers: [] }),
    [
      '2027-03-23: published without a paper, which no other date is',
      '2027-03-23: the paper “Drawing sound” is in the club’s record, and was not published',
    ],
  ],
  [
    'a cancelled date that took place',
    (sessions) => changed(sessions, '2027-01-26', { kind: 'session' }),
    ['2027-01-26: published (session), and the club does not meet'],
  ],
  [
    'a break that was none',
    (sessions) => changed(sessions, '2026-12-29', { kind: 'cancelled' }),
    ['2026-12-29: published as cancelled, which the calendar does not say'],
  ],
  [
    'another kind',
    (sessions) => changed(sessions, '2026-12-15', { kind: 'special' }),
    ['2026-12-15: published as special, and it was for social'],
  ],
])('in a spoilt copy finds %s', (_what, spoil, expected) => {
  expect(compare({ ...term, sessions: spoil(term.sessions) }, ran).differences).toEqual(expected)
})

it('finds what came in a break, or reminded of what was cancelled', () => {
  const post = {
    kind: 'dayahead',
    title: 'Coming up: Salt roads',
    meets: [Temporal.Instant.from('2027-01-26T19:30:00Z')],
  }
  const besides = [
    { ...post, at: Temporal.Instant.from('2027-01-25T19:30:00Z') },
    { ...post, meets: [], at: Temporal.Instant.from('2027-01-05T12:00:00Z') },
  ]
  expect(compare(term, { ...ran, posts: [...ran.posts, ...besides] }).differences).toEqual([
    '2027-01-05: “Coming up: Salt roads” (dayahead) came in a break',
    '2027-01-25: the reminder of 2027-01-26 came, which was cancelled',
  ])
})

it('tells of every term of a file, and exits with 1 when one was otherwise', async () => {
  const { otherTerms, ...file } = JSON.parse(await readFile(FILE, 'utf8'))
  const [{ name: _, process: differs, ...summer }] = otherTerms
  const spoilt = { ...summer, name: 'spoilt', process: {}, sessions: summer.sessions.slice(1) }
  const short = { ...file, ...summer, process: { ...file.process, ...differs, breaks: [] }, otherTerms: [spoilt] }
  const copy = join(await mkdtemp(join(tmpdir(), 'lectern-term-')), 'spoilt.json')
  await writeFile(copy, JSON.stringify(short))
  const { code, stdout } = await run(process.execPath, [RUN, copy]).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: { code: number; stdout: string }) => error,
  )
  expect(stdout).toContain('3 of 3 dates as published')
  expect(stdout).toContain('fenwick, spoilt, 2027-05-13 to 2027-07-08')
  expect(stdout).toContain('2027-05-13: the club meets, and that was not published')
  expect(code).toBe(1)
})
