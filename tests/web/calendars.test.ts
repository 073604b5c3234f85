import ICAL from 'ical.js'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { CALENDAR, calendars } from '../../src/web/calendars.ts'
import { startWeb, type Web } from '../../src/web/server.ts'
import { OUTSIDE } from '../fakes/bot.ts'
import { person, postNow, press, SOUTH, type TestClub, testClub, textOf } from '../fakes/club.ts'

const olga = person('north:olga')
const anna = person('north:anna')

let club: TestClub
let web: Web
beforeEach(async () => {
  club = await testClub()
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  const handlers = new Map([[CALENDAR, calendars(club.all)]])
  web = await startWeb({
    host: '127.0.0.1',
    port: 0,
    handlers,
    log,
    health: async () => ({ healthy: true, problems: [] }),
  })
  await say('club calendar days:Friday time:16:00 lead:"5 days" place:https://call.example/secret')
})
afterEach(() => web.stop())

const say = async (text: string, who = olga) => textOf(await club.type(text, who))

/** The path that a member is told. */
async function path(): Promise<string> {
  const said = await say('club calendar', anna)
  return new RegExp(`${OUTSIDE}(/calendar/\\S+\\.ics)`).exec(said)?.[1] ?? ''
}

const get = (from: string, headers = {}) => fetch(web.url + from, { headers })

async function events(from?: string) {
  const response = await get(from ?? (await path()))
  expect(response.status).toBe(200)
  const read = new ICAL.Component(ICAL.parse(await response.text())).getAllSubcomponents('vevent')
  return read
    .map((one) => ({ event: new ICAL.Event(one), status: one.getFirstPropertyValue('status') }))
    .map(({ event, status }) => ({
      uid: event.uid,
      at: event.startDate.toJSDate().toISOString(),
      sequence: event.sequence,
      status,
      all: `${event.summary} | ${event.location ?? ''} | ${event.description ?? ''}`,
    }))
}

const on = async (day: string) => (await events()).find(({ uid }) => uid === `${day}.club@lectern`)

it('tells members of a club its address, and a calendar program the dates', async () => {
  const response = await get(await path())
  expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  const all = await events()
  expect(all.slice(0, 3).map(({ at }) => at)).toEqual([
    '2026-11-20T15:00:00.000Z',
    '2026-11-27T15:00:00.000Z',
    '2026-12-04T15:00:00.000Z',
  ])
  expect(await say('meeting show date:2026-12-04', anna)).toContain('/2026-12-04.ics')
  const one = await events((await path()).replace('.ics', '/2026-12-04.ics'))
  expect(one.map(({ uid }) => uid)).toEqual([all[2]?.uid])
})

it('keeps what a date is when it is moved or cancelled, and raises its number', async () => {
  const [before, next] = [await on('2026-11-27'), await on('2026-12-04')]
  await say('meeting move date:2026-11-27 to:2026-11-26 time:noon')
  const moved = await on('2026-11-27')
  expect(moved).toMatchObject({ uid: before?.uid, at: '2026-11-26T11:00:00.000Z', status: 'CONFIRMED' })
  expect(moved?.sequence).toBeGreaterThan(before?.sequence ?? 0)
  await say('meeting cancel date:2026-12-04 reason:holiday')
  const cancelled = await on('2026-12-04')
  expect(cancelled).toMatchObject({ at: next?.at, status: 'CANCELLED' })
  expect(cancelled?.sequence).toBeGreaterThan(moved?.sequence ?? 0)
})

it('says that nothing has changed until something has', async () => {
  const etag = (await get(await path())).headers.get('etag') ?? ''
  const known = await get(await path(), { 'if-none-match': etag })
  expect([known.status, await known.text(), known.headers.get('etag')]).toEqual([304, '', etag])
  await say('meeting edit date:2026-12-04 topic:Supper')
  const changed = await get(await path(), { 'if-none-match': etag })
  expect(changed.status).toBe(200)
  expect(await changed.text()).toContain('Supper')
})

it('names nobody, and no call, unless organisers say so', async () => {
  await say('meeting edit date:2026-11-27 people:"Ada Lovelace"')
  await say('meeting edit date:2026-11-27 links:"slides https://slides.example/1"')
  const quiet = JSON.stringify(await events())
  expect(quiet).not.toMatch(/Ada|call\.example|slides\.example/)
  expect(await say('club subscribe names:true links:true', anna)).toContain('Only organisers')
  expect(JSON.stringify(await events())).toBe(quiet)
  await say('club subscribe names:true links:true')
  expect((await on('2026-11-27'))?.all).toMatch(/call\.example\/secret.*Ada Lovelace.*slides\.example/s)
})

it('shows what was read beside what is to come', async () => {
  await postNow(club)
  const picked = club.north.posts.find(({ key }) => key.startsWith('pick.'))?.card.title ?? ''
  const first = await on('2026-11-27')
  expect(first?.all).toContain(picked.replace('Paper of the week: ', ''))
  club.clock.advance({ days: 20 })
  expect(await events()).toContainEqual(expect.objectContaining({ uid: first?.uid, at: first?.at }))
})

it('gives members what was read as a table and as records, and history goes back page by page', async () => {
  await postNow(club)
  await say('meeting edit date:2026-11-27 people:"Ada Lovelace"')
  club.clock.advance({ days: 12 })
  await postNow(club)
  const [later = '', earlier = ''] = club.north.posts
    .filter(({ key }) => key.startsWith('pick.'))
    .map(({ card }) => card.title.replace('Paper of the week: ', ''))
    .toReversed()
  const card = await club.type('history weeks:1', anna)
  expect(textOf(card)).toContain(later)
  const before = await press(club, card, 'Earlier', anna)
  expect(textOf(before)).toContain(earlier)
  expect(textOf(await press(club, before, 'Later', anna))).toContain(later)

  const said = await say('club export', anna)
  const list = async (ending: string) => {
    const from = new RegExp(`${OUTSIDE}(/calendar/\\S+/history\\.${ending})`).exec(said)?.[1] ?? ''
    const response = await get(from)
    expect(response.status).toBe(200)
    return response.text()
  }
  expect((await list('csv')).split('\n').slice(0, 2).join()).toMatch(/^date,kind,topic,.*2026-11-27,papers,,/)
  expect(await list('csv')).not.toContain('Ada')
  expect(await list('md')).toMatch(/^\| Date \| Paper \|.*\n.*\n\| 2026-11-27 \| \[/)
  expect(await list('bib')).toMatch(/^@\w+\{[\s\S]*title = /)
  expect(await list('ris')).toContain(`TI  - ${earlier}\r\n`)
  expect(JSON.parse(await list('json'))[0]).toMatchObject({ title: earlier, note: 'Read on 2026-11-27' })
  await say('club subscribe names:true')
  expect(await list('csv')).toContain('presenter: Ada Lovelace')
  expect((await get((await path()).replace('.ics', '/history.exe'))).status).toBe(404)
})

it('is gone when it is replaced, when its club is deleted, and for whoever guesses', async () => {
  const first = await path()
  await say('club subscribe replace:true')
  const second = await path()
  expect(second).not.toBe(first)
  expect([(await get(first)).status, (await get(second)).status]).toEqual([404, 200])
  expect((await get(second.replace(/.{3}\.ics$/, 'AAA.ics'))).status).toBe(404)
  expect((await get('/calendar/club/x.ics')).status).toBe(404)
  expect((await fetch(web.url + second, { method: 'POST' })).status).toBe(405)
  await club.type('club start name:Bees', person('south:stan', true), SOUTH)
  const own = await testClub({ found: false })
  await own.type('club start name:Bees', person('north:ada', true))
  const said = textOf(await own.type('club subscribe', person('north:ada', true)))
  const [, id = '', token = ''] = /calendar\/([^/]+)\/([^/]+)\.ics/.exec(said) ?? []
  expect(await own.all.calendar({ club: id, token })).toContain('BEGIN:VCALENDAR')
  await own.click('club delete:confirm:', [], person('north:ada', true))
  expect(await own.all.calendar({ club: id, token })).toBeUndefined()
})

it('has both of two meetings on a day, each with an address of its own', async () => {
  await say('meeting add date:2026-11-27 time:19:00')
  await say('meeting edit date:"2026-11-27 19:00" topic:"Evening lights"')
  expect(await on('2026-11-27')).toMatchObject({ at: '2026-11-27T15:00:00.000Z' })
  expect(await on('2026-11-27.2')).toMatchObject({ at: '2026-11-27T18:00:00.000Z' })
  const one = await events((await path()).replace('.ics', '/2026-11-27.2.ics'))
  expect(one.map(({ all }) => all)).toEqual([expect.stringContaining('Evening lights')])
})
