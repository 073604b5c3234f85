import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import { person, postNow, testClub, textOf } from '../fakes/club.ts'
import { lectern } from './lectern.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-history-'))
})
afterAll(() => rm(folder, { recursive: true }))

const at = (name: string) => join(folder, name)
const run = (name: string, ...args: string[]) =>
  lectern(args, { env: { STORE_URL: `sqlite:${at(name)}` }, cwd: folder })

/** A store of a club that has done something, closed again. */
async function storeWith(name: string, work: (club: Awaited<ReturnType<typeof testClub>>) => Promise<unknown>) {
  const store = await openStore(`sqlite:${at(name)}`)
  const club = await testClub({ store, now: '2024-03-04T12:00:00Z' })
  await work(club)
  await club.all.idle()
  await store.close()
  return club
}

it('prints what the club has read in the form that is asked for, and takes it in again to the byte', async () => {
  const club = await storeWith('first.db', async (bot) => {
    const say = (text: string) => bot.type(text, person('olga'))
    await postNow(bot)
    await say('club calendar days:Monday')
    await say(
      'meeting edit date:2024-03-11 papers:"=Sums, “quoted” https://example.org/a?id=7; optional: Émile’s notes"',
    )
    await say('meeting edit date:2024-03-11 people:"presenter: Ada Lovelace, Bob; discussant: Carl"')
    await say('meeting edit date:2024-03-11 links:"slides https://example.org/s; notes https://example.org/n"')
    await say('meeting edit date:2024-03-18 kind:social topic:"Supper, at seven"')
    await say('meeting add date:2024-03-18 time:20:00')
    await say('meeting edit date:"2024-03-18 20:00" papers:"Tides of the river" people:"presenter: Dana"')
    await say('meeting add date:2024-03-11 time:20:00')
    await say('meeting edit date:"2024-03-11 20:00" papers:"Bells at night" people:"presenter: Dana"')
  })
  const title = club.north.posts
    .find(({ key }) => key.startsWith('pick.'))
    ?.card.title.replace('Paper of the week: ', '')
  const table = await run('first.db', 'history')
  expect([table.code, table.stdout]).toEqual([0, expect.stringContaining('| 2024-03-04 | [')])
  const records = await run('first.db', 'history', '--as', 'csl')
  expect(JSON.parse(records.stdout)[0]).toMatchObject({ title, note: 'Read on 2024-03-04' })
  const wrong = await run('first.db', 'history', '--as', 'docx')
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('--as is one of markdown, csv')])

  const list = await run('first.db', 'history', '--as', 'csv')
  expect(list.stdout.split('\n')).toHaveLength(8)
  await writeFile(at('history.csv'), list.stdout)
  await storeWith('second.db', async () => {})
  const taken = await run('second.db', 'import', '--as', 'history', at('history.csv'))
  expect([taken.code, taken.stdout]).toEqual([0, expect.stringContaining('5 past meetings added, 0 known already.')])
  expect((await run('second.db', 'history', '--as', 'csv')).stdout).toBe(list.stdout)
  const again = await run('second.db', 'import', '--as', 'history', at('history.csv'))
  expect(again.stdout).toContain('0 past meetings added, 5 known already.')
})

it('takes a group’s own table for its past meetings', async () => {
  await writeFile(
    at('README.md'),
    [
      '# Reading group',
      '',
      '| Date | Paper | Presenter |',
      '|---|---|---|',
      '| 2023-05-04 | [Tides of the lower river](https://papers.example.org/tides) | Ada Lovelace |',
      '| 2023-05-11 | No meeting | |',
      '| 2023-05-18 | [A grammar of bell ringing](https://papers.example.org/bells) | Bob Carr |',
      '',
    ].join('\n'),
  )
  await storeWith('third.db', async () => {})
  const taken = await run('third.db', 'import', '--as', 'history', at('README.md'))
  expect(taken.stdout).toContain('2 past meetings added')
  const { stdout } = await run('third.db', 'history', '--as', 'csv')
  expect(stdout.split('\n').slice(1)).toEqual([
    '2023-05-04,papers,,Tides of the lower river,https://papers.example.org/tides,,presenter: Ada Lovelace,',
    '2023-05-18,papers,,A grammar of bell ringing,https://papers.example.org/bells,,presenter: Bob Carr,',
    '',
  ])
})

it('takes a calendar and a list in YAML for past meetings, each date on its own day', async () => {
  await writeFile(
    at('group.ics'),
    [
      'BEGIN:VCALENDAR',
      'X-WR-CALNAME:Night readers',
      'BEGIN:VEVENT',
      'DTSTART;TZID=Europe/Berlin:20230504T160000',
      'SUMMARY:Night readers: Tides of the lower river\\, revised',
      'DESCRIPTION:presenter: Ada Lovelace\\nhttps://papers.example.org/tides\\nslides: ht',
      ' tps://papers.example.org/slides',
      'END:VEVENT',
      'BEGIN:VEVENT',
      // Past midnight where the group is.
      'DTSTART:20230510T223000Z',
      'SUMMARY:A grammar of bell ringing; On wells (optional)',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'DTSTART;VALUE=DATE:20230518',
      'SUMMARY:Never held',
      'STATUS:CANCELLED',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  )
  await storeWith('fourth.db', async () => {})
  const taken = await run('fourth.db', 'import', '--as', 'history', at('group.ics'))
  expect(taken.stdout).toContain('2 past meetings added')
  const { stdout } = await run('fourth.db', 'history', '--as', 'csv')
  expect(stdout.split('\n').slice(1)).toEqual([
    '2023-05-04,papers,,"Tides of the lower river, revised",https://papers.example.org/tides,,presenter: Ada Lovelace,slides https://papers.example.org/slides',
    expect.stringMatching(/^2023-05-11,papers,,A grammar of bell ringing,/),
    expect.stringMatching(/^2023-05-11,papers,,On wells,,yes,/),
    '',
  ])

  await writeFile(
    at('schedule.yml'),
    [
      '- date: 2023-06-01',
      '  title: Tides of the upper river',
      '  url: https://papers.example.org/upper',
      '  presenter: Ada Lovelace',
      '- date: 2023-06-08',
      '  title: No meeting',
      '',
    ].join('\n'),
  )
  await storeWith('fifth.db', async () => {})
  const listed = await run('fifth.db', 'import', '--as', 'history', at('schedule.yml'))
  expect(listed.stdout).toContain('1 past meeting added')
  expect((await run('fifth.db', 'history', '--as', 'csv')).stdout).toContain(
    '2023-06-01,papers,,Tides of the upper river,https://papers.example.org/upper,,presenter: Ada Lovelace,',
  )
})

it('takes past meetings in by “add” as well, from organisers alone', async () => {
  const store = await openStore('memory:')
  const bot = await testClub({ store, now: '2024-03-04T12:00:00Z' })
  const list = 'date,kind,topic,title,link,optional,people,links\n2023-05-04,papers,,Tides,,,presenter: Ada,\n'
  const add = async (what: string, who = person('olga')) => JSON.stringify(await bot.fillIn('add', { what }, who))
  expect(await add(`history\n${list}`, person('anna'))).toContain('Only organisers')
  expect(await add(`history\n${list}`)).toContain('1 past meeting added, 0 known already')
  expect(await add(`History: ${list}`)).toContain('0 past meetings added, 1 known already')
  expect(await add('history')).toContain('a link, a table or a list')
  await store.close()
})

it('has what was read before in all that the club has read', async () => {
  const store = await openStore('memory:')
  const bot = await testClub({ store, now: '2024-03-04T12:00:00Z' })
  const say = async (text: string) => textOf(await bot.type(text, person('olga')))
  const list = [
    'date,kind,topic,title,link,optional,people,links',
    '2023-05-04,papers,,Tides of the lower river,,,presenter: Ada,',
    '2023-05-11,papers,,Magistral,,,,',
    'nonsense,papers,,A grammar of bell ringing,,,,',
    '',
  ].join('\n')
  const taken = textOf(await bot.fillIn('add', { what: `history\n${list}` }, person('olga')))
  expect(taken).toContain('2 past meetings added, 0 known already.')
  expect(taken).toMatch(/1 row was not read.*“A grammar of bell ringing”/)
  await postNow(bot)
  expect(await say('history')).toMatch(/1 vote.*Magistral.*Tides of the lower river/s)
  expect(await say('show Tides of the lower river')).toMatch(/Read on\s+2023-05-04/)
  expect(await say('meeting show date:2023-05-04')).toMatch(/Ada.*Tides of the lower river/s)
  expect(await say('nominate Tides of the lower river')).toMatch(/already, on 2023-05-04/)
  await store.close()
})

it('and export tell what they had to leave out of a record that is spoilt, and print the rest', async () => {
  await storeWith('spoilt.db', async (bot) => {
    await postNow(bot)
    await bot.type('meeting edit date:2024-03-18 kind:social topic:"Supper"', person('olga'))
  })
  const whole = await run('spoilt.db', 'history')
  const database = new DatabaseSync(at('spoilt.db'))
  database.exec(`UPDATE entries SET text = '{"topic": spoilt' WHERE key LIKE 'facts:rounds/%/000001'`)
  database.close()
  const [history, exported] = [await run('spoilt.db', 'history'), await run('spoilt.db', 'export')]
  for (const { code, stderr } of [history, exported]) {
    expect(stderr).toMatch(/^Left out, as it cannot be read: rounds\/\S+\n$/)
    expect(code).toBe(1)
  }
  expect(whole.code).toBe(0)
  expect(exported.stdout).toContain('"kind":"club"')
  expect(exported.stdout).toContain('"n":2')
})
