import { beforeEach, expect, it } from 'vitest'
import type { Card } from '../../../src/chat/card.ts'
import { forgetNominator } from '../../../src/club/forget.ts'
import { person, runTo, sendForm, type TestClub, testClub, textOf } from '../../fakes/club.ts'
import { digest, entry } from '../../library/digests.ts'
import { addDigest } from '../library/add-digest.ts'

const [olga, anna, ben, cleo] = [person('north:olga'), person('north:anna'), person('south:ben'), person('north:cleo')]
const TITLES = ['On Newts', 'On Owls', 'On Bats', 'On Moths', 'On Frogs']

let club: TestClub

beforeEach(async () => {
  club = await testClub()
  const dates: Record<string, string> = { 'On Newts': '2024', 'On Owls': '2024-06-15' }
  const papers = TITLES.map((title) => entry(title, { date: dates[title] ?? null }))
  await addDigest(club.store, 'club', digest('ours', '2026-11-01', papers))
  await club.all.tick()
})

const plain = (value: unknown) => textOf(value).replaceAll(/\s+/g, ' ')
const say = async (text: string, who = olga) => plain(await club.type(text, who))
const posts = (kind: string) => club.north.posts.filter(({ key }) => key.startsWith(`${kind}.`))
const card = (kind: string): Card => posts(kind).at(-1)?.card ?? { title: '', blocks: [] }
const shown = async (kind: string) => {
  await club.all.idle()
  return plain(card(kind))
}
const services = () => club.all.of('north:g1:c1')
const merge = async (one: string, other: string) => {
  const { id } = await (await services()).catalogue.resolve(one)
  expect(plain(await sendForm(club, `edit:merge:${id}`, { paper: other }, olga))).toContain('are one paper now')
  await club.all.idle()
}
/** The buttons of the ballot in the room by their papers, as somebody sees them before it changes. */
const buttons = () =>
  new Map(
    card('ballot').blocks.flatMap((block) =>
      block.kind === 'buttons'
        ? block.buttons.flatMap((one) =>
            'says' in one && one.says && 'action' in one ? [[one.says.replace(/^\d+: /, ''), one.action]] : [],
          )
        : [],
    ),
  )

it('votes for two papers that are merged on the ballot count for the one that stays, one a person', async () => {
  for (const title of ['On Newts', 'On Bats']) await say(`nominate ${title}`, cleo)
  await say('nominate On Owls', ben)
  await club.all.idle()
  const before = buttons()
  const vote = async (title: string, who = anna) => plain(await club.click(before.get(title) ?? '', [], who))
  await vote('On Newts')
  await vote('On Owls')
  await vote('On Bats', ben)
  const size = buttons().size
  await merge('On Owls', 'On Newts')

  const { rounds } = await services()
  const { round, tally } = await rounds.voting()
  const [merged, ...others] = round.candidates.filter(({ title }) => ['On Newts', 'On Owls'].includes(title))
  expect(others).toEqual([])
  // Cleo and Ben, who nominated one each, and Anna, who voted for both.
  expect(tally.approvals[merged?.paper ?? '']).toBe(3)
  expect(tally.voters).toBe(3)
  expect(round.candidates).toHaveLength(size)
  expect(await say('vote', anna)).toMatch(/You voted for: list On (Newts|Owls) text You can/)
  expect(await say('vote', anna)).not.toContain('left the ballot')

  // What somebody still sees of either takes the vote back, and gives it again.
  expect(await vote('On Owls')).toContain('You have no vote on this ballot now')
  expect(await vote('On Newts')).toMatch(/You voted for On (Newts|Owls) \./)
  const { catalogue } = await services()
  expect(await catalogue.get(merged?.paper ?? '')).toMatchObject({ date: '2024-06-15' })

  await runTo(club, '2026-11-23T08:00:00Z')
  expect(await say('results')).toMatch(/On (Newts|Owls) — 3 votes On Bats — 2 votes/)
  expect(club.logged.filter(({ level }) => level === 'error')).toEqual([])
})

it('a place that a merge leaves free goes to what waits, and what was merged waits for another ballot as one', async () => {
  await say('club set size:2')
  for (const title of TITLES) await say(`nominate ${title}`, cleo)
  const more = Array.from({ length: 6 }, (_, nth) => `On Newts ${nth}`)
  await addDigest(
    club.store,
    'club',
    digest(
      'more',
      '2026-11-02',
      more.map((title) => entry(title)),
    ),
  )
  await club.all.tick()
  for (const title of more) await say(`nominate "${title}"`, ben)
  await club.all.idle()
  const titles = async () => (await (await services()).rounds.voting()).round.candidates.map(({ title }) => title)
  expect(await titles()).not.toContain('On Newts 5')
  await merge('On Owls', 'On Bats')
  expect(await titles()).toContain('On Newts 5')

  const press = (title: string) => club.click(buttons().get(title) ?? '', [], anna)
  await press('On Frogs')
  await runTo(club, '2026-11-23T08:00:00Z')
  const { round } = await (await services()).rounds.voting()
  const all = [...round.candidates, ...round.queue]
  expect(all.filter(({ title }) => ['On Owls', 'On Bats'].includes(title))).toMatchObject([{ nomination: { lost: 1 } }])
  expect(all.flatMap(({ merged = [] }) => merged)).toEqual([])
})

it('ballot and pick are shown anew with the title that a paper has once it was corrected, merged or parted', async () => {
  await say('nominate On Newts', cleo)
  expect(await shown('ballot')).toContain('On Newts')
  await say('edit On Newts title:"On the Newts of the North"')
  expect(await shown('ballot')).toContain('On the Newts of the North')
  expect(await shown('ballot')).not.toContain('On Newts')
  await runTo(club, '2026-11-23T08:00:00Z')
  expect(await shown('pick')).toContain('On the Newts of the North')

  await say('edit "On the Newts of the North" title:"Northern Newts"')
  expect(await shown('pick')).toContain('Paper of the week: Northern Newts')
  expect(await say('history')).toContain('Northern Newts')
  expect([...club.north.threadNames.values()]).toContain('Northern Newts')
  await merge('Northern Newts', 'Magistral')
  expect(await shown('pick')).toContain('Paper of the week: Magistral')
  const { catalogue, library } = await services()
  const { id } = await catalogue.resolve('Magistral')
  const own = (await library.parts(id)).filter(({ title }) => title === 'Northern Newts')
  await club.click(
    `edit:part:${id}`,
    own.map(({ place }) => place),
    olga,
  )
  expect(await shown('pick')).toContain('Paper of the week: Northern Newts')
})

const part = async (title: string) => {
  const { catalogue, library } = await services()
  const { id } = await catalogue.resolve(title)
  const own = (await library.parts(id)).filter((one) => one.title !== title)
  const places = own.map(({ place }) => place)
  expect(plain(await club.click(`edit:part:${id}`, places, olga))).toContain('papers of their own now')
  await club.all.idle()
}

it('papers that were merged and parted stand on the open ballot as before, each with its nomination and votes', async () => {
  await say('nominate On Newts reason:"So wet."', cleo)
  await say('nominate On Owls', ben)
  await club.all.idle()
  const before = buttons()
  await club.click(before.get('On Newts') ?? '', [], anna)
  const { rounds } = await services()
  const standing = async () => {
    const { round, tally } = await rounds.voting()
    return round.candidates
      .filter(({ title }) => ['On Newts', 'On Owls'].includes(title))
      .map(({ title, number, nomination, paper }) => [title, number, nomination, tally.approvals[paper]])
      .toSorted()
  }
  const had = await standing()
  expect(had).toHaveLength(2)
  await merge('On Owls', 'On Newts')
  const [merged] = await standing()
  expect(merged?.[3]).toBe(3)
  const { round } = await rounds.voting()
  expect(JSON.stringify(round)).toMatch(/So wet/)
  expect(JSON.stringify(forgetNominator(round, 'north:cleo'))).not.toMatch(/So wet|cleo/)
  await part(String(merged?.[0]))
  expect(await standing()).toEqual(had)
  // The buttons that somebody still sees mean what they meant.
  expect(plain(await club.click(before.get('On Owls') ?? '', [], anna))).toMatch(
    /You voted for On (Newts|Owls) and On (Newts|Owls) \./,
  )
})

it('what was merged with the paper that was picked is listed once, with the votes of all', async () => {
  for (const title of ['On Newts', 'On Bats']) await say(`nominate ${title}`, cleo)
  await say('nominate On Owls', ben)
  await club.all.idle()
  const press = (title: string, who: typeof anna) => club.click(buttons().get(title) ?? '', [], who)
  await press('On Owls', anna)
  await press('On Newts', anna)
  await press('On Owls', cleo)
  await runTo(club, '2026-11-23T08:00:00Z')
  expect(await say('results')).toMatch(/On Owls — 3 votes On Newts — 2 votes/)
  await merge('On Owls', 'On Newts')
  const { rounds } = await services()
  const title = (await rounds.reading())?.round.pick?.title ?? ''
  // Ben, Anna and Cleo.
  const results = await say('results')
  expect(results).toContain(`${title} — 3 votes On Bats — 1 vote`)
  expect(results).toContain('it had 3 votes, more than any other. 3 people voted.')
  expect(results.split(' — 3 votes')).toHaveLength(2)
  // Nor is it voted on again, as what lost.
  const { round } = await rounds.voting()
  expect([...round.candidates, ...round.queue].map((one) => one.title)).not.toContain(title)
  expect(round.candidates).toHaveLength(5)
})

it('papers of one meeting that are merged are read once', async () => {
  await say('club set papers:2')
  for (const title of ['On Newts', 'On Owls']) await say(`nominate ${title}`, cleo)
  await runTo(club, '2026-11-23T08:00:00Z')
  expect(await say('history')).toMatch(/On (Newts|Owls) ; On (Newts|Owls)/)
  await merge('On Owls', 'On Newts')
  const { rounds } = await services()
  expect((await rounds.reading())?.round.also).toEqual([])
  expect(await say('history')).not.toContain(';')
})

it('a title is corrected in what was read long ago, in the dates ahead, the list and what waits for an organiser', async () => {
  await say('nominate On Newts', cleo)
  await runTo(club, '2026-11-23T08:00:00Z')
  await say('nominate On Bats', cleo)
  await runTo(club, '2026-11-30T08:00:00Z')
  expect(await say('club calendar days:Monday time:18:00')).toContain('18:00')
  await say('club list papers:"On Owls; On Moths"')
  await say('meeting edit 2026-12-14 papers:"On Moths; On Owls"')
  await club.click('club set:approval:on', [], olga)
  await say('nominate On Frogs', ben)
  await say('edit On Newts title:"On Northern Newts"')
  await say('edit On Moths title:"On Northern Moths"')
  await say('edit On Frogs title:"On Northern Frogs"')
  await club.all.idle()
  expect(await say('history')).toContain('On Northern Newts')
  expect(await say('meeting show 2026-12-14')).toContain('On Northern Moths')
  expect(await say('club list')).toContain('On Northern Moths')
  expect(await say('club ideas')).toContain('On Northern Frogs')
  await merge('On Northern Moths', 'On Owls')
  const { plan } = await (await services()).meetings.on('2026-12-14')
  expect(plan.papers).toHaveLength(1)
})

it('papers that were read and turn out to be one are offered once below what was read', async () => {
  await say('nominate On Newts', cleo)
  await runTo(club, '2026-11-23T08:00:00Z')
  await say('nominate On Owls', cleo)
  await runTo(club, '2026-11-30T08:00:00Z')
  await merge('On Owls', 'On Newts')
  const card = await club.type('history', olga)
  const menus = card.blocks.flatMap((block) => (block.kind === 'select' ? [block.select.options] : []))
  const values = menus.flat().map(({ value }) => value)
  expect(values).toEqual([...new Set(values)])
})

it('each pick leads to its own discussion also where both turn out to be one paper', async () => {
  await say('nominate On Newts', cleo)
  await runTo(club, '2026-11-23T08:00:00Z')
  await say('nominate On Owls', cleo)
  await runTo(club, '2026-11-30T08:00:00Z')
  const picks = [...new Map(posts('pick').map(({ key, card }) => [key, card])).values()]
  const open = picks.map(
    ({ blocks }) =>
      blocks
        .flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
        .flatMap((button) => ('action' in button && button.label === 'Discussion' ? [button.action] : []))[0] ?? '',
  )
  const shared = async () =>
    Promise.all(open.map(async (action) => plain(await club.click(action)).match(/t-m\d+/)?.[0]))
  const before = await shared()
  expect(new Set(before).size).toBe(2)
  await merge('On Owls', 'On Newts')
  expect(await shared()).toEqual(before)
})
