import { afterAll, afterEach, beforeAll, expect, it, test } from 'vitest'
import { openDocuments } from '../../../src/services/importing/documents.ts'
import { createReader } from '../../../src/services/importing/reader.ts'
import type { Reader } from '../../../src/services/library/reader.ts'
import { openStore } from '../../../src/store/open.ts'
import type { Store } from '../../../src/store/store.ts'
import { person, someVote, type TestClub, testClub, textOf } from '../../fakes/club.ts'
import { digest, entry } from '../../library/digests.ts'
import { type Answer, type LocalServer, redirect, serve, text } from '../importing/local-server.ts'
import { addDigest } from './add-digest.ts'

const olga = person('olga')

let server: LocalServer
let reader: Reader
let close = async () => {}
/** What the server answers, by path. */
let answers: Record<string, Answer> = {}

beforeAll(async () => {
  const answer: Answer = (response, request) => {
    const known = answers[request.url ?? '']
    if (known) known(response, request)
    else response.writeHead(404).end()
  }
  server = await serve(new Proxy({}, { get: () => answer }))
  const documents = openDocuments({ bases: { arxiv: [], doi: [], openreview: [] }, exempt: [server.origin] })
  reader = createReader(documents)
  close = () => documents.close()
})
afterAll(async () => {
  await close()
  await server.close()
})
afterEach(() => {
  answers = {}
  server.asked.length = 0
})

const rss = (...titles: string[]) =>
  text(
    `<rss version="2.0"><channel><title>Fresh Off The Press</title>${titles
      .map(
        (title) =>
          `<item><title>${title}</title><description>About ${title}. We show that it works.</description></item>`,
      )
      .join('')}</channel></rss>`,
    { 'content-type': 'application/rss+xml' },
  )
const many = (count: number) => rss(...Array.from({ length: count }, (_, nth) => `Numbered Paper ${nth}`))
const status =
  (code: number, headers = {}): Answer =>
  (response) =>
    void response.writeHead(code, headers).end()

const follow = async (club: TestClub, path: string) => textOf(await club.type(`follow ${server.origin}${path}`, olga))
const listed = async (club: TestClub) => textOf(await club.type('follow', olga))

/** Lets time pass; then the feeds that are due are read. */
async function after(club: TestClub, hours: number): Promise<void> {
  club.clock.advance({ minutes: 60 * hours })
  await club.all.tick()
  await club.all.readFeeds()
}

/** What the next pick says of the feeds, its times left out. */
async function told(club: TestClub): Promise<string> {
  await someVote(club)
  club.clock.set((await club.all.nextPick()) ?? '')
  await club.all.tick()
  await club.all.readFeeds()
  const pick = textOf(club.north.posts.findLast(({ key }) => key.startsWith('pick.'))?.card)
  return /Followed feeds .*/.exec(pick)?.[0] ?? 'nothing'
}

test('F27 the club hears of new papers, once that there are none, once since when there is trouble, and that it is over', async () => {
  const club = await testClub({ reader })
  answers['/feed'] = rss('First Fed Paper')
  expect(await follow(club, '/feed')).toContain('It has 1 paper.')
  answers['/feed'] = rss('First Fed Paper', 'Second Fed Paper')
  await after(club, 6)
  expect(textOf(await club.type('find second fed'))).toContain('Second Fed Paper')
  expect(await told(club)).toContain('brought 2 new papers.')
  expect(await told(club)).toContain('had nothing new.')
  expect(await told(club)).toBe('nothing')
  answers['/feed'] = status(503)
  expect(await told(club)).toBe('nothing')
  expect(await listed(club)).toContain('is in trouble (503)')
  expect(await told(club)).toContain('could not be read since')
  expect(await told(club)).toBe('nothing')
  answers['/feed'] = rss('Second Fed Paper')
  await after(club, 24)
  expect(await told(club)).toMatch(/can be read again and +had nothing new/)
  answers['/feed'] = rss('Third Fed Paper')
  await after(club, 24)
  answers['/feed'] = status(500)
  await after(club, 24)
  expect(await told(club)).toMatch(/brought 1 new paper, but +could not be read since/)
  answers['/feed'] = rss('Fourth Fed Paper')
  await after(club, 24)
  expect(await told(club)).toMatch(/can be read again and +brought 1 new paper/)
  expect(club.north.posts.filter(({ key }) => key === 'pick.club.1')).toHaveLength(1)
})

test('only what a club wants of a feed comes in, and it can want something else later', async () => {
  const club = await testClub({ reader })
  const item = (title: string, rest: string) => `<item><title>${title}</title><guid>${title}</guid>${rest}</item>`
  answers['/feed'] = text(
    `<rss version="2.0"><channel><title>Fresh Off The Press</title>${[
      item('Moss in Towns', '<category>bio.MO</category>'),
      item('Tides in Harbours', '<author>Ada Brun, Bo Lee</author>'),
      item('Kettles and Moss', '<category>phys.KE</category>'),
      item('Mosses of the North', ''),
    ].join('')}</channel></rss>`,
    { 'content-type': 'application/rss+xml' },
  )
  const asked = `follow ${server.origin}/feed only: moss, ada brun not: phys.KE`
  const said = textOf(await club.type(asked, olga))
  expect(said).toContain('It has 2 papers')
  expect(said).toContain('Only papers with moss or ada brun, but none with phys.KE.')
  expect(await listed(club)).toContain('but none with phys.KE')
  const found = async (words: string) => textOf(await club.type(`find ${words}`))
  expect(await found('tides harbours')).toContain('Tides in Harbours')
  expect(await found('kettles')).not.toContain('Kettles and Moss')
  await after(club, 6)
  expect(await found('kettles')).not.toContain('Kettles and Moss')
  expect(textOf(await club.type(`follow ${server.origin}/feed only: kettles`, olga))).toContain(
    'Only papers with kettles',
  )
  await after(club, 0)
  expect(await found('kettles')).toContain('Kettles and Moss')
  expect(await found('mosses north')).not.toContain('Mosses of the North')
})

test('every room hears the same of the feeds, however late', async () => {
  const club = await testClub({ reader })
  answers['/feed'] = rss('A Paper For Both')
  await follow(club, '/feed')
  club.south.state = 'failing'
  expect(await told(club)).toContain('brought 1 new paper.')
  answers['/feed'] = rss('A Paper After')
  await after(club, 6)
  club.south.state = 'ready'
  await after(club, 1)
  expect(textOf(club.south.posts.find(({ key }) => key === 'pick.club.1')?.card)).toContain('brought 1 new paper.')
})

it('is asked for four times a day, and only whether it changed', async () => {
  const club = await testClub({ reader })
  answers['/feed'] = (response, request) => {
    const isKnown = request.headers['if-none-match'] === '"1"'
    if (isKnown) response.writeHead(304).end()
    else rss('A Tagged Paper')(response.setHeader('etag', '"1"'), request)
  }
  await follow(club, '/feed')
  for (const hours of [5, 1, 5, 1]) await after(club, hours)
  expect(server.asked.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"', '"1"'])
  expect(await told(club)).toContain('brought 1 new paper.')
})

it('is tried again later and later, and no sooner than its server wants', async () => {
  const club = await testClub({ reader })
  answers['/feed'] = rss('A Paper')
  await follow(club, '/feed')
  answers['/feed'] = status(500)
  const tries: number[] = []
  for (let hour = 1; hour <= 14; hour++) {
    const before = server.asked.length
    await after(club, 1)
    if (server.asked.length > before) tries.push(hour)
  }
  expect(tries).toEqual([6, 7, 9, 13])
  answers['/feed'] = status(429, { 'retry-after': String(40 * 3600) })
  await after(club, 24)
  const before = server.asked.length
  await after(club, 39)
  expect(server.asked).toHaveLength(before)
  await after(club, 1)
  expect(server.asked).toHaveLength(before + 1)
})

it('that has moved for good is asked at its new address, and is still the same feed', async () => {
  const club = await testClub({ reader })
  answers['/old'] = rss('A Paper')
  await follow(club, '/old')
  answers['/old'] = redirect('/new', 301)
  answers['/new'] = rss('A Paper')
  await after(club, 6)
  server.asked.length = 0
  await after(club, 6)
  expect(server.asked.map(({ path }) => path)).toEqual(['/new'])
  for (const again of ['/old', '/new', '/new/', '/new#top']) expect(await follow(club, again)).toContain('already')
  const bare = textOf(await club.type(`follow feed://${server.origin.slice('http://'.length)}/new`, olga))
  expect(bare).toContain('already')
  answers['/new'] = redirect('/today', 302)
  answers['/today'] = rss('A Paper')
  await after(club, 6)
  server.asked.length = 0
  await after(club, 6)
  expect(server.asked.map(({ path }) => path)).toEqual(['/new', '/today'])
})

it('is found by the page that names it', async () => {
  const club = await testClub({ reader })
  const head = '<title>A blog</title><link rel="alternate" type="application/rss+xml" href="feed">'
  answers['/blog/'] = text(`<!DOCTYPE html><html><head>${head}</head><body><p>Hello.</p></body></html>`, {
    'content-type': 'text/html',
  })
  answers['/blog/feed'] = rss('A Paper Of The Blog')
  expect(await follow(club, '/blog/')).toContain('Following Fresh Off The Press')
  server.asked.length = 0
  await after(club, 6)
  expect(server.asked.map(({ path }) => path)).toEqual(['/blog/feed'])
  expect(await follow(club, '/blog/')).toContain('already')
  answers['/plain'] = text('<!DOCTYPE html><html><body><p>Nothing here.</p></body></html>', {
    'content-type': 'text/html',
  })
  expect(await follow(club, '/plain')).toContain('no paper can be read in it')
})

it('that is gone for good ends with a word', async () => {
  const club = await testClub({ reader })
  answers['/feed'] = rss('A Last Paper')
  await follow(club, '/feed')
  answers['/feed'] = status(410)
  await after(club, 6)
  expect(await listed(club)).toContain('is gone for good')
  server.asked.length = 0
  await after(club, 24)
  expect(server.asked).toEqual([])
  expect(await told(club)).toMatch(/brought 1 new paper, and +is gone for good/)
  expect(await listed(club)).toContain('None')
  expect(textOf(await club.type('find last paper'))).toContain('A Last Paper')
  answers['/feed'] = rss('A Late Paper')
  expect(await follow(club, '/feed')).toContain('It has 1 paper.')
})

it.each([
  [
    'is a page now',
    text('<!DOCTYPE html><html><body><h1>Sign in</h1><p>To go on.</p></body></html>', { 'content-type': 'text/html' }),
    'since',
  ],
  ['is a list of another kind now', text('@article{a, title = {Another Paper}}'), 'something else'],
  [
    'broke off before its first paper',
    text('<rss version="2.0"><channel><title>Fresh Off The', { 'content-type': 'text/xml' }),
    'cut off',
  ],
])('that %s fails, and what it brought stays', async (_, answer, why) => {
  const club = await testClub({ reader })
  answers['/feed'] = rss('A Paper That Stays')
  await follow(club, '/feed')
  answers['/feed'] = answer
  await after(club, 6)
  expect(await listed(club)).toContain(why)
  expect(await listed(club)).toContain('could not be read since')
  expect(textOf(await club.type('find that stays'))).toContain('A Paper That Stays')
  expect(textOf(await club.type('find another paper'))).not.toContain('1 paper')
})

it.each([
  [
    'arXiv’s on a Sunday',
    '<rss version="2.0"><channel><title>cs.CL updates on arXiv.org</title><link>http://rss.arxiv.org/rss/cs.CL</link><skipDays><day>Sunday</day></skipDays></channel></rss>',
    'application/rss+xml',
  ],
  ['the daily papers of a day without any', '[]', 'application/json'],
])('that is empty, as %s, is followed and has nothing new', async (_, page, type) => {
  const club = await testClub({ reader })
  answers['/feed'] = text(page, { 'content-type': type })
  expect(await follow(club, '/feed')).toContain('no paper in it today')
  await after(club, 6)
  expect(await listed(club)).toContain('nothing new so far')
  expect(await told(club)).toContain('had nothing new.')
  expect(await club.store.range('digests/')).toEqual([])
})

it('that was followed before feeds were kept as they are now is still read', async () => {
  const club = await testClub({ reader })
  answers['/feed'] = rss('A Paper Of Long Ago', 'A Paper Of Today')
  await club.store.put('feeds/club/0123456789ab', {
    url: `${server.origin}/feed`,
    title: 'An Old Friend',
    digest: 'feed-0123456789ab',
    validators: { etag: null, lastModified: null },
    nextAt: '2026-11-18T12:00:00Z',
    failures: 3,
    failedSince: '2026-11-17T12:00:00Z',
    newAt: '2026-11-01T12:00:00Z',
    fresh: { round: 1, papers: 7 },
  })
  await addDigest(club.store, 'club', digest('feed-0123456789ab', null, [entry('A Paper Of Long Ago')]))
  expect(await follow(club, '/feed')).toContain('follows “An Old Friend” already')
  await after(club, 1)
  expect(await listed(club)).toContain('An Old Friend , last new paper  2026-11-18')
  expect(await told(club)).toContain('brought 1 new paper.')
})

it('is read once by two processes together', async () => {
  const club = await testClub({ reader })
  const other = await club.again()
  answers['/feed'] = rss('A Paper')
  await follow(club, '/feed')
  await other.all.tick()
  server.asked.length = 0
  answers['/feed'] = rss('A Paper', 'A Shared Paper')
  club.clock.advance({ minutes: 360 })
  await Promise.all([club, other].flatMap(({ all }) => [all.readFeeds(), all.readFeeds()]))
  await Promise.all([club, other].map(({ all }) => all.readFeeds()))
  expect(server.asked).toHaveLength(1)
  await other.all.tick()
  expect(textOf(await other.type('find shared paper'))).toContain('A Shared Paper')
  expect(await told(other)).toContain('brought 2 new papers.')
})

it('is fetched once for all clubs that follow it, whenever they began to, and brings each its own news', async () => {
  const club = await testClub({ reader })
  const ada = person('ada', true)
  const beside = 'north:g1:c9'
  const versioned = (etag: string, answer: Answer): Answer => {
    return (response, request) => {
      response.setHeader('etag', etag)
      if (request.headers['if-none-match'] === etag) response.writeHead(304).end()
      else answer(response, request)
    }
  }
  answers['/feed'] = versioned('"1"', rss('The First Of All'))
  await follow(club, '/feed')
  await club.fillIn('club start', { name: 'Birds' }, ada, beside)
  club.clock.advance({ minutes: 90 })
  expect(textOf(await club.type(`follow ${server.origin}/feed`, ada, beside))).toContain('It has 1 paper.')
  server.asked.length = 0
  answers['/feed'] = versioned('"2"', rss('The First Of All', 'The Second After That'))
  await after(club, 5)
  expect(server.asked).toHaveLength(1)
  for (const room of [beside, 'north:g1:c1'] as const) {
    expect(textOf(await club.type('find second after', ada, room))).toContain('The Second After That')
  }
  await after(club, 6)
  expect(server.asked).toHaveLength(2)
  expect(await told(club)).toContain('brought 2 new papers.')
})

it('whose papers the library has already brings nothing new, and the paper knows that the feed has it', async () => {
  const club = await testClub({ reader })
  answers['/feed'] = text(
    '<rss version="2.0"><channel><title>Old News</title><item><title>MAGISTRAL</title></item><item><title>Faking It</title><link>https://arxiv.org/abs/2412.14093v3</link></item></channel></rss>',
    { 'content-type': 'application/rss+xml' },
  )
  expect(await follow(club, '/feed')).toContain('It has 2 papers, all known already.')
  expect(textOf(await club.type('show Magistral'))).toContain('Old News')
  const before = await club.store.get('library/club')
  await after(club, 6)
  expect(await club.store.get('library/club')).toEqual(before)
  expect(await told(club)).toContain('had nothing new.')
})

it('of daily papers brings the counts of today', async () => {
  const club = await testClub({ reader })
  const daily = (upvotes: number) =>
    text(
      JSON.stringify([
        { paper: { id: '2511.00001', title: 'A Counted Paper', summary: 'We count.', upvotes }, numComments: 3 },
      ]),
      { 'content-type': 'application/json' },
    )
  answers['/api/daily_papers'] = daily(2)
  await follow(club, '/api/daily_papers')
  expect(textOf(await club.type('show A Counted Paper'))).toContain('2 upvotes, 3 comments')
  answers['/api/daily_papers'] = daily(57)
  await after(club, 6)
  expect(textOf(await club.type('show A Counted Paper'))).toContain('57 upvotes, 3 comments')
  expect(await told(club)).toContain('brought 1 new paper.')
})

it.each([
  ['half-way', 'feeds/', 2],
  ['at its end', 'library/', 0],
])('of which a process died %s is brought in whole by the next reading, and nothing twice', async (_, at, done) => {
  const store = await openStore('memory:')
  let changes = Number.POSITIVE_INFINITY
  const dying: Store = {
    ...store,
    expiring: store.expiring,
    change: (keys, decide) =>
      keys.some((key) => key.startsWith(at)) && changes-- <= 0
        ? Promise.reject(new Error('died'))
        : store.change(keys, decide),
  }
  const club = await testClub({ reader, store: dying })
  answers['/feed'] = many(1)
  await follow(club, '/feed')
  const { catalogue } = await club.all.of('north:g1:c1')
  answers['/feed'] = many(1200)
  changes = done
  await after(club, 6)
  const shown = async () => (await catalogue.digests()).find(({ id }) => id.startsWith('feed-'))?.papers
  expect(await shown()).toBe(1)
  changes = Number.POSITIVE_INFINITY
  await after(club, 24)
  expect(await shown()).toBe(1200)
  expect(await store.range('entries/')).toHaveLength(1200)
  expect(await told(club)).toContain('brought 1,200 new papers.')
})

it('that is not followed any more while it is read stays so', async () => {
  const club = await testClub({ reader })
  answers['/feed'] = rss('A Paper')
  await follow(club, '/feed')
  const { promise, resolve } = Promise.withResolvers<void>()
  answers['/feed'] = (response, request) =>
    void promise.then(() => rss('A Paper That Is Not Wanted')(response, request))
  club.clock.advance({ minutes: 360 })
  await club.all.tick()
  const [feed] = await (await club.all.of('north:g1:c1')).library.feeds()
  const stopped = await club.click('follow:choose:', [feed?.id ?? ''], olga)
  expect(textOf(stopped)).toContain('is no longer followed')
  resolve()
  await club.all.readFeeds()
  expect(await listed(club)).toContain('None')
  expect(textOf(await club.type('find that is not wanted'))).not.toContain('A Paper That Is Not Wanted')
})

it('is followed as long as one menu shows them all', async () => {
  const club = await testClub({ reader })
  answers['/feed'] = rss('A Paper')
  await follow(club, '/feed')
  const key = (await club.store.range('feeds/'))[0]?.key ?? ''
  const kept = Object(await club.store.get(key))
  for (let nth = 1; nth < 25; nth++) await club.store.put(`${key}${nth}`, { ...kept, url: `${kept.url}/${nth}` })
  answers['/one/more'] = rss('Another Paper')
  expect(await follow(club, '/one/more')).toContain('at most 25 feeds.')
  await club.click('follow:choose:', [key.slice('feeds/club/'.length)], olga)
  expect(await follow(club, '/one/more')).toContain('It has 1 paper.')
})

it('can be followed and ended by organisers only', async () => {
  const club = await testClub({ reader })
  answers['/feed'] = rss('A Paper')
  expect(textOf(await club.type(`follow ${server.origin}/feed`, person('eve')))).toContain('Only organisers')
  await follow(club, '/feed')
  const [feed] = await (await club.all.of('north:g1:c1')).library.feeds()
  expect(textOf(await club.click('follow:choose:', [feed?.id ?? ''], person('eve')))).toContain('Only organisers')
  expect(await listed(club)).toContain('Fresh Off The Press')
})

const item = (title: string, facts = '') => `<item><title>${title}</title>${facts}</item>`
const channel = (items: string, title = 'Fresh Off The Press') =>
  text(`<rss version="2.0"><channel><title>${title}</title>${items}</channel></rss>`, {
    'content-type': 'application/rss+xml',
  })
const entriesIn = async (club: TestClub) => (await club.store.range('entries/')).length

it.each([
  ['guid', '<guid isPermaLink="false">entry-7</guid>'],
  ['link', '<link>https://journal.example/papers/7</link>'],
])('F45 that corrects a title under the same %s changes the paper, which keeps its id', async (_, same) => {
  const club = await testClub({ reader })
  answers['/feed'] = channel(item('A Papre On Quokkas', same) + item('Another Paper', '<guid>8</guid>'))
  await follow(club, '/feed')
  const { catalogue } = await club.all.of('north:g1:c1')
  const before = await catalogue.resolve('A Papre On Quokkas')
  answers['/feed'] = channel(item('Quokkas: A Study', same) + item('Another Paper', '<guid>8</guid>'))
  for (const hours of [6, 6]) await after(club, hours)
  expect(await entriesIn(club)).toBe(2)
  expect(await catalogue.get(before.id)).toMatchObject({ id: before.id, title: 'Quokkas: A Study' })
  expect(textOf(await club.type('find papre on quokkas '))).not.toContain('A Papre')
  expect(await told(club)).toContain('brought 2 new papers.')
  // It is another one's title now.
  answers['/feed'] = channel(item('Quokkas: A Study', same) + item('A Papre On Quokkas', '<guid>9</guid>'))
  await after(club, 6)
  expect(await catalogue.get(before.id)).toMatchObject({ title: 'Quokkas: A Study' })
})

it('whose entries share one link tells them apart by their guids', async () => {
  const club = await testClub({ reader })
  const same = (guid: number) => `<link>https://journal.example/today</link><guid>${guid}</guid>`
  answers['/feed'] = channel(item('A Paper About Quokkas', same(1)))
  await follow(club, '/feed')
  answers['/feed'] = channel(item('A Paper About Newts', same(2)))
  await after(club, 6)
  expect(await entriesIn(club)).toBe(2)
})

it('F45 of arXiv changes by replacements what the library has, and takes in none by them', async () => {
  const club = await testClub({ reader })
  const announced = (id: string, kind: string, title: string, abstract: string) =>
    `<item><title>${title}</title><link>https://arxiv.org/abs/${id.slice(0, 10)}</link>
     <description>arXiv:${id} Announce Type: ${kind} Abstract: ${abstract}</description>
     <guid isPermaLink="false">oai:arXiv.org:${id}</guid><arxiv:announce_type>${kind}</arxiv:announce_type>
     <pubDate>Fri, 20 Nov 2026 00:00:00 -0500</pubDate></item>`
  const arxiv = (...items: string[]) =>
    text(
      `<rss xmlns:arxiv="http://arxiv.org/schemas/atom" version="2.0"><channel><title>cs.CL updates on arXiv.org</title><link>http://rss.arxiv.org/rss/cs.CL</link>${items.join('')}</channel></rss>`,
      { 'content-type': 'application/rss+xml' },
    )
  answers['/cs.CL'] = arxiv(
    announced('2611.00001v1', 'new', 'A New Paper', 'We say it first.'),
    announced('2401.00002v4', 'replace', 'An Old Paper', 'We say it again.'),
    announced('2402.00003v2', 'replace-cross', 'An Old Paper Elsewhere', 'We say it there.'),
  )
  expect(await follow(club, '/cs.CL')).toContain('It has 1 paper.')
  answers['/cs.CL'] = arxiv(
    announced('2611.00001v2', 'replace', 'A New Paper, Revised', 'We say it better.'),
    announced('2412.14093v3', 'replace-cross', 'Alignment Faking In Large Language Models', 'We say it of models.'),
    announced('2401.00002v5', 'replace', 'An Old Paper', 'We say it again and again.'),
  )
  await after(club, 6)
  const { catalogue } = await club.all.of('north:g1:c1')
  expect(await catalogue.resolve('2611.00001')).toMatchObject({
    title: 'A New Paper, Revised',
    abstract: 'We say it better.',
    date: '2026-11-20',
  })
  expect((await catalogue.resolve('2412.14093')).abstract).toBe('We say it of models.')
  await expect(catalogue.resolve('2401.00002')).rejects.toThrow('No paper')
  expect(await told(club)).toContain('brought 1 new paper.')
})

it('F46 that broke off in a title keeps nothing of it, and is asked for again', async () => {
  const club = await testClub({ reader })
  const whole = `<rss version="2.0"><channel><title>Fresh</title>${item('A Whole Paper', '<guid>1</guid>')}`
  const headers = { 'content-type': 'application/rss+xml', etag: '"1"' }
  answers['/feed'] = text(`${whole}<item><guid>2</guid><title>Half of a ti`, headers)
  expect(await follow(club, '/feed')).toContain('It has 1 paper.')
  expect(textOf(await club.type('find half of'))).not.toContain('Half of a ti')
  answers['/feed'] = text(`${whole}<item><guid>2</guid><title>Half of a title and</item></channel></rss>`, headers)
  await after(club, 6)
  expect(server.asked.at(-1)?.headers['if-none-match']).toBeUndefined()
  expect(await entriesIn(club)).toBe(1)
  answers['/feed'] = text(`${whole}${item('Half of a title and the rest', '<guid>2</guid>')}</channel></rss>`, headers)
  await after(club, 6)
  expect(textOf(await club.type('find half of'))).toContain('Half of a title and the rest')
})

it('F45 of thousands is followed from its newest 200, and says so', async () => {
  const club = await testClub({ reader })
  const day = (nth: number) => new Date(Date.UTC(2020, 0, 1 + nth)).toUTCString()
  const dated = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, nth) =>
      item(`Numbered Paper ${from + nth}`, `<pubDate>${day(from + nth)}</pubDate>`),
    ).join('')
  answers['/feed'] = channel(dated(0, 1500))
  expect(await follow(club, '/feed')).toMatch(
    /It has 200 papers\. These are its newest; 1,300 older papers are left out/,
  )
  expect(textOf(await club.type('find numbered paper 1499'))).toContain('Numbered Paper 1499')
  expect(await entriesIn(club)).toBe(200)
  answers['/feed'] = channel(dated(0, 1503))
  await after(club, 6)
  expect(await entriesIn(club)).toBe(203)
  const [feed] = await (await club.all.of('north:g1:c1')).library.feeds()
  await club.click('follow:choose:', [feed?.id ?? ''], olga)
  expect(await club.store.range('feeds')).toEqual([])
})

test.each([
  ['a feed', () => `${server.origin}/feed`, 'It follows Fresh Off The Press . It has 1 paper.'],
  ['a list', () => '@article{a, title={Herons}, year={2020}}', 'Read as bibtex: 1 paper.'],
])('a club can be started with %s, and has its first ballot from that', async (_, from, said) => {
  answers = { '/feed': rss('Herons') }
  const club = await testClub({ reader, found: false })
  const form = { name: 'Birds', digests: '', from: from() }
  const started = textOf(await club.fillIn('club start', form, person('ada', true)))
  expect(started.replaceAll(/ +/g, ' ')).toContain(said)
  expect(started).toContain('The first ballot is open here')
  expect(textOf(await club.type('vote'))).toContain('Herons')
})

test('a club that is started with an address where there is nothing is there all the same, and says so', async () => {
  const club = await testClub({ reader, found: false })
  const started = textOf(await club.type(`club start name:Birds from:${server.origin}/nothing`, person('ada', true)))
  expect(started).toContain('“Birds” has begun')
  expect(started).toContain('Nothing came from the address: ')
})
