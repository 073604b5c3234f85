/** Three reminders of each of 10,000 clubs at their own local times, over two changes of the clocks; and ten years of dates as a file. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Card } from '../../src/chat/card.ts'
import { Club } from '../../src/club/club.ts'
import { keys, type RoomId } from '../../src/club/keys.ts'
import { UNPLANNED } from '../../src/club/plan.ts'
import type { Round } from '../../src/club/round.ts'
import { instantOf } from '../../src/club/schedule.ts'
import { reminding } from '../../src/services/club/outgoing.ts'
import { indexFolder } from '../../src/services/library/index-folder.ts'
import { Clubs, Due, Outgoing, Plans, Rounds } from '../../src/services/records.ts'
import { openStore } from '../../src/store/open.ts'
import type { Json, Store, Writes } from '../../src/store/store.ts'
import { calendars } from '../../src/web/calendars.ts'
import { NORTH, openBot, person, SEEDS, type TestClub } from '../fakes/bot.ts'
import { fakeChat } from '../fakes/chat.ts'
import { type FixedClock, fixedClock } from '../fakes/clock.ts'
import { noReader } from '../fakes/no-reader.ts'
import { median, print, quantile, rounded } from './stats.ts'

const NOW = '2026-10-14T12:00:00Z'
const FAR = Temporal.Instant.from('2028-01-03T09:00:00Z')
/** Of one bot in all of Discord, a second. */
const RATE = 50
/** Europe’s clocks change the day before the one, America’s the day before the other. */
const DAYS = ['2026-10-26', '2026-11-02'] as const
const AT = '16:00'
const YEARS = 10
const READINGS = 21
const TICKS = 20

const ZONES = [
  ...['Europe/Berlin', 'Europe/London', 'Europe/Dublin', 'Europe/Madrid', 'Europe/Helsinki', 'Europe/Istanbul'],
  ...['Europe/Lisbon', 'Europe/Moscow', 'Atlantic/Azores', 'Africa/Cairo', 'Africa/Lagos', 'Africa/Nairobi'],
  ...['America/New_York', 'America/Chicago', 'America/Denver', 'America/Phoenix', 'America/Los_Angeles'],
  ...['America/Anchorage', 'America/Halifax', 'America/St_Johns', 'America/Sao_Paulo', 'America/Bogota'],
  ...['America/Mexico_City', 'America/Santiago', 'Asia/Dubai', 'Asia/Tehran', 'Asia/Karachi', 'Asia/Kolkata'],
  ...['Asia/Kathmandu', 'Asia/Dhaka', 'Asia/Bangkok', 'Asia/Shanghai', 'Asia/Tokyo', 'Australia/Adelaide'],
  ...['Australia/Lord_Howe', 'Australia/Sydney', 'Pacific/Auckland', 'Pacific/Chatham', 'Pacific/Apia'],
  'Pacific/Honolulu',
]

interface Sent {
  post: string
  zone: string
  at: Temporal.Instant
  /** Milliseconds after it was due, at the chat's rate. */
  late: number
}

export async function benchMeetings(clubs = 10_000): Promise<void> {
  const clock = fixedClock(NOW)
  const store = await openStore('memory:')
  const indexes = indexFolder(null)
  const sent: Sent[] = []
  const chat = pacedChat(clock, sent)
  const bot = await openBot({
    store,
    clock,
    north: Object.assign(fakeChat('north'), { post: chat.post, edit: async () => {} }),
    south: fakeChat('south'),
    reader: noReader,
    seeds: SEEDS,
    indexes,
  })
  try {
    const id = await begin(bot)
    await copyOut(store, id, clubs, clock.now())
    sent.length = 0
    await idleTicks(bot, clubs)
    await remind(bot, store, chat, sent)
    await readDates(bot, store, id)
  } finally {
    await bot.all.idle()
    await indexes.close()
    await store.close()
  }
}

/** A chat that takes so many posts a second. */
function pacedChat(clock: FixedClock, sent: Sent[]) {
  let begun = performance.now()
  let free = 0
  let serial = 0
  return {
    /** From here on it is counted how late a post is. */
    begin() {
      begun = performance.now()
      free = 0
    },
    async post(room: RoomId, _card: Card, key: string) {
      free = Math.max(free, performance.now() - begun) + 1000 / RATE
      const zone = ZONES[Number(room.slice(NORTH.length) || 0) % ZONES.length] ?? 'UTC'
      sent.push({ post: `${room} ${key}`, zone, at: clock.now(), late: free })
      return { room, message: `m${++serial}` }
    },
  }
}

/** A club with its pick, as members make one; gives back its id. */
async function begin(bot: TestClub): Promise<string> {
  const ada = person('ada', true)
  await bot.fillIn('club start', { name: 'Birds' }, ada)
  await bot.type(
    'club calendar days:Monday time:16:00 place:"Room 5" lead:"3 days" remind:"a week, a day, an hour"',
    ada,
  )
  const ballot = await bot.type('vote', ada)
  const [select] = ballot.blocks.flatMap((block) => (block.kind === 'select' ? [block.select] : []))
  if (select) await bot.click(select.action, [select.options[0]?.value ?? ''], ada)
  bot.clock.set('2026-10-17T04:00:00Z')
  await bot.all.tick()
  await bot.all.idle()
  bot.clock.set(NOW)
  return (await bot.store.range(keys.club('')))[0]?.key.slice(keys.club('').length) ?? ''
}

/** Copies of it under other names and in other zones, each with a meeting to come. */
async function copyOut(store: Store, id: string, count: number, now: Temporal.Instant): Promise<void> {
  const rows = (await store.range('')).filter(({ key, value }) => `${key}${JSON.stringify(value)}`.includes(id))
  const kept = rows.filter(({ key }) => !/^(outbox|sending|due)\//.test(key))
  const gone = rows.filter(({ key }) => !kept.some((one) => one.key === key))
  await store.change([], () => ({ writes: Object.fromEntries(gone.map(({ key }) => [key, undefined])) }))
  for (let nth = 0; nth < count; nth++) {
    const of = (text: string) =>
      nth === 0 ? text : text.replaceAll(id, `${id}${nth}`).replaceAll(NORTH, `${NORTH}${nth}`)
    const writes = Object.fromEntries(
      kept.map(({ key, value }): [string, Json] => [of(key), JSON.parse(of(JSON.stringify(value)))]),
    )
    await store.change([], () => ({ writes: { ...writes, ...planned(writes, of(id), nth, now) } }))
  }
}

function planned(rows: Readonly<Record<string, Json>>, id: string, nth: number, now: Temporal.Instant): Writes {
  const before = Club.parse(rows[keys.club(id)])
  const zone = ZONES[nth % ZONES.length] ?? 'UTC'
  const day = DAYS[nth % DAYS.length] ?? DAYS[0]
  const club = { ...before, schedule: { ...before.schedule, zone }, nextPick: FAR, nextOther: null, nextAsk: null }
  const key = keys.round({ club: id, n: club.reading ?? 1 })
  const round = Rounds.from(new Map(Object.entries(rows)), key)
  if (!round?.meets) throw new Error(`${key} has no meeting`)
  const moved: Round = { ...round, meets: { ...round.meets, at: instantOf(day, AT, zone), day } }
  return {
    [keys.club(id)]: Clubs.json(club),
    [key]: Rounds.json(moved),
    [keys.due(FAR, id)]: Due.json({ club: id }),
    ...reminding(moved, club, now),
  }
}

async function idleTicks(bot: TestClub, clubs: number): Promise<void> {
  await bot.all.tick()
  await bot.all.idle()
  const ticks: number[] = []
  for (let nth = 0; nth < TICKS; nth++) {
    const before = performance.now()
    await bot.all.tick()
    ticks.push(performance.now() - before)
    await bot.all.idle()
  }
  print({ bench: `${clubs} clubs with three reminders each, idle tick`, ms: rounded(median(ticks)), aim: 5 })
}

async function remind(
  bot: TestClub,
  store: Store,
  chat: ReturnType<typeof pacedChat>,
  sent: readonly Sent[],
): Promise<void> {
  const waiting = await Outgoing.range(store, keys.outbox())
  const instants = new Set(waiting.flatMap(({ value: { notBefore } }) => notBefore?.toString() ?? []))
  for (const instant of [...instants].toSorted()) {
    bot.clock.set(instant)
    chat.begin()
    await bot.all.tick()
    await bot.all.idle()
  }
  const late = sent.map((one) => one.late / 1000)
  const local = sent.map(({ at, zone }) => at.toZonedDateTimeISO(zone))
  const isOff = ({ hour, minute }: Temporal.ZonedDateTime) => minute !== 0 || (hour !== 16 && hour !== 15)
  const what = `${waiting.length} reminders in ${ZONES.length} zones over two changes of the clocks`
  print({
    bench: `${what}, seconds late`,
    p999: rounded(quantile(late, 0.999)),
    aim: 60,
    most: rounded(Math.max(...late)),
  })
  print({
    bench: `${what}, not as they should be`,
    lost: waiting.length - sent.length,
    twice: sent.length - new Set(sent.map(({ post }) => post)).size,
    atAnotherHour: local.filter(isOff).length,
  })
}

/** Ten years of a weekly club. */
async function readDates(bot: TestClub, store: Store, id: string): Promise<void> {
  const count = Math.round(YEARS * 52.18)
  const first = Temporal.PlainDate.from(DAYS[0]).subtract({ weeks: count })
  const weeks = Array.from({ length: count }, (_, week) => first.add({ weeks: week }).toString())
  const plans = weeks.map((day, nth) => [keys.plan(id, day), Plans.json({ ...UNPLANNED, topic: `Meeting ${nth}` })])
  await store.change([keys.club(id)], (values) => {
    const club = Clubs.from(values, keys.club(id))
    const calendar = club?.schedule.calendar
    if (!club || !calendar) throw new Error('the club has no calendar')
    const long = { ...club.schedule, calendar: { ...calendar, from: first.toString() } }
    return { writes: { ...Object.fromEntries(plans), [keys.club(id)]: Clubs.json({ ...club, schedule: long }) } }
  })
  const { meetings } = await bot.all.of(NORTH)
  const { path } = await meetings.feed()
  const server = createServer((request, response) => void calendars(bot.all)(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`
  const [club = '', token = ''] = path
    .replace(/\.ics$/, '')
    .split('/')
    .slice(-2)
  const [anew, made, known]: [number[], number[], number[]] = [[], [], []]
  const response = await fetch(url)
  const [tag, text] = [response.headers.get('etag') ?? '', await response.text()]
  const kept = await store.get(keys.club(id))
  let status = 0
  for (let nth = 0; nth < READINGS; nth++) {
    // What is written of a club makes its calendar anew.
    await store.change([], () => ({ writes: { [keys.club(id)]: kept } }))
    let before = performance.now()
    await bot.all.calendar({ club, token })
    anew.push(performance.now() - before)
    before = performance.now()
    await bot.all.calendar({ club, token })
    made.push(performance.now() - before)
    before = performance.now()
    status = (await fetch(url, { headers: { 'if-none-match': tag } })).status
    known.push(performance.now() - before)
  }
  server.close()
  const dates = text.split('BEGIN:VEVENT').length - 1
  const firstMs = rounded(anew[0] ?? 0)
  print({ bench: `${dates} dates of ten years as .ics, made anew`, ms: rounded(median(anew)), aim: 5, firstMs })
  print({ bench: 'the same as it was made', ms: rounded(median(made)) })
  print({ bench: 'the same asked for again', status, ms: rounded(median(known)) })
}
