import { expect, it } from 'vitest'
import type { Block, Card } from '../../../src/chat/card.ts'
import { UserError } from '../../../src/club/errors.ts'
import type { ReadDocument, Reader } from '../../../src/services/library/reader.ts'
import { person, sendForm, someVote, testClub, textOf } from '../../fakes/club.ts'
import { noReader } from '../../fakes/no-reader.ts'
import { digest, entry } from '../../library/digests.ts'
import { addDigest } from './add-digest.ts'

const olga = person('olga')

const paper = (title: string, facts = {}) => entry(title, { abstract: `About ${title}. It works.`, ...facts })
const document = (...titles: string[]): ReadDocument => ({
  format: 'bibtex',
  digest: digest(
    'a-list',
    null,
    titles.map((title) => paper(title)),
  ),
  picked: titles.map((title) => `It is about ${title}.`),
  problems: [{ file: 'a-list', line: 7, message: 'The entry has no title.' }],
})

/** A reader that has what the test gives it. */
function reader(read: () => ReadDocument): Reader {
  return { ...noReader, read: async () => read() }
}

const buttonOf = (card: Card, label: string) => {
  const buttons = card.blocks.flatMap((block: Block) => (block.kind === 'buttons' ? block.buttons : []))
  const button = buttons.find((other) => other.label.startsWith(label))
  return button && 'action' in button ? button.action : ''
}
it('takes papers in for its club, tells what was known and what could not be read', async () => {
  const club = await testClub({ reader: reader(() => document('Magistral', 'A Brand New Paper')) })
  const card = textOf(await club.type('add https://papers.example/list', olga))
  expect(card).toContain('2 papers, 1 of them known already.')
  expect(card).toContain('Line 7: The entry has no title.')
  expect(textOf(await club.type('find brand new'))).toContain('A Brand New Paper')
  expect(textOf(await club.type('show A Brand New Paper'))).toContain(
    'It is about A Brand New Paper.   (from the abstract)',
  )
  await club.type('nominate A Brand New Paper')
  expect(textOf(await club.type('vote'))).toContain('A Brand New Paper')
})

it('tells what was added, what changed and what was known, and the second time knows all', async () => {
  let date = '2024-06-01'
  const club = await testClub({
    reader: reader(() => ({
      ...document(),
      digest: digest('a-list', null, [
        paper('Magistral'),
        paper('A Dated Paper', { date }),
        paper('A Quiet Paper'),
        ...(date === '2024-06-01' ? [] : [paper('A Late Paper')]),
      ]),
      picked: [],
      problems: [],
    })),
  })
  const add = async () => textOf(await club.type('add https://papers.example/list', olga))
  expect(await add()).toContain('3 papers, 1 of them known already.')
  date = '2024-07-02'
  expect(await add()).toContain('4 papers, 1 of them changed, 2 of them known already.')
  const before = await club.store.range('')
  expect(await add()).toContain('4 papers, all known already.')
  expect(await club.store.range('entries/')).toEqual(before.filter(({ key }) => key.startsWith('entries/')))
})

it('keeps the title of a paper that an undated text points at by its number', async () => {
  const known = { arxivId: '2407.03300' }
  const club = await testClub({
    reader: reader(() => ({
      ...document(),
      digest: digest('Pasted text', null, [paper('Look at this one please', known)]),
      picked: [],
      problems: [],
    })),
  })
  const { catalogue } = await club.all.of('north:g1:c1')
  const { title } = await catalogue.resolve('2407.03300')
  expect(title).toContain('DisCo-Diff')
  expect(textOf(await club.type('add https://papers.example/list', olga))).toContain('1 paper, known already')
  expect(await catalogue.resolve('DisCo-Diff')).toMatchObject({ title, ...known })
})

it('keeps works of one title by other people and years apart, and a preprint with what was published of it', async () => {
  const prefaces = Array.from({ length: 19 }, (_, nth) =>
    paper('Preface', { authors: [`Editor Number${nth}`], date: String(2000 + nth) }),
  )
  const club = await testClub({
    reader: reader(() => ({
      ...document(),
      digest: digest('a-list', null, [
        ...prefaces,
        paper('A Published Paper', { authors: ['Ada Lovelace'], arxivId: '2401.00001', date: '2024-01' }),
        paper('A Published Paper', { authors: ['Lovelace, A.'], doi: '10.1000/7', date: '2025' }),
      ]),
      picked: [],
      problems: [],
    })),
  })
  expect(textOf(await club.type('add https://papers.example/list', olga))).toContain('20 papers.')
  expect(textOf(await club.type('add https://papers.example/list', olga))).toContain('20 papers, all known already.')
  const { catalogue } = await club.all.of('north:g1:c1')
  expect((await catalogue.find('preface', 50)).papers).toHaveLength(19)
  expect(await catalogue.resolve('2401.00001')).toMatchObject({ doi: '10.1000/7' })
  expect(textOf(await club.type('show preface'))).toMatch(
    /19 papers are called “Preface”: by Editor Number\d+, 20\d\d; /,
  )
  expect((await catalogue.resolve('Preface, Number7 2007')).authors).toEqual(['Editor Number7'])
})

it('F46 lets organisers correct and remove what the club added, whatever its source says again', async () => {
  const club = await testClub({ reader: reader(() => document('A Papre On Newts', 'A Second Paper', 'Magistral')) })
  await club.type('add https://papers.example/list', olga)
  const { catalogue } = await club.all.of('north:g1:c1')
  const before = await catalogue.resolve('A Papre On Newts')
  const typed = 'edit "A Papre On Newts" title:"A Paper On Newts" people:"Ada Lovelace, Alan Turing" date:2024-06'
  expect(textOf(await club.type(typed, person('eve')))).toContain('Only organisers')
  expect(textOf(await club.type('edit "A Papre On Newts"', olga))).toContain('Say what is to be corrected')
  expect(textOf(await club.type('edit "A Papre On Newts" date:June', olga))).toContain('a date is such as 2024')
  expect(textOf(await club.type(typed, olga))).toContain('A Paper On Newts  is corrected')
  await club.type('add https://papers.example/list', olga)
  expect(await catalogue.get(before.id)).toMatchObject({
    title: 'A Paper On Newts',
    authors: ['Ada Lovelace', 'Alan Turing'],
    date: '2024-06',
  })
  expect((await catalogue.find('on newts', 5)).papers).toHaveLength(1)

  await club.type('nominate A Second Paper', olga)
  const ask = await club.type('remove A Second Paper', olga)
  expect(textOf(ask)).toContain('Remove “A Second Paper”?')
  const button = buttonOf(ask, 'Remove it')
  expect(textOf(await club.click(button, [], person('eve')))).toContain('Only organisers')
  expect(textOf(await club.click(button, [], olga))).toContain('no longer in the library')
  expect(textOf(await club.click(button, [], olga))).toContain('Removed already')
  expect(textOf(await club.type('find a second paper '))).not.toContain('A Second Paper ')
  const shipped = await club.click(buttonOf(await club.type('remove Magistral', olga), 'Remove it'), [], olga)
  expect(textOf(shipped)).toContain('the paper itself stays')
  expect(textOf(await club.type('remove Magistral', olga))).toContain('no club can change these')
})

it('a correction of a merged paper is of what it was made of, so that parting gives back the other', async () => {
  const club = await testClub({ reader: reader(() => document('Sparse Moss', 'A Second Paper')) })
  await club.type('add https://papers.example/list', olga)
  const { catalogue, library } = await club.all.of('north:g1:c1')
  const [moss, second] = [await catalogue.resolve('Sparse Moss'), await catalogue.resolve('A Second Paper')]
  await sendForm(club, `edit:merge:${moss.id}`, { paper: 'A Second Paper' }, olga)
  const shown = await catalogue.get(moss.id)
  const [corrected, other] = shown?.title === moss.title ? [moss, second] : [second, moss]
  expect(textOf(await club.type(`edit "${shown?.title}" title:"Moss, revised" people:"Ada Brun"`, olga))).toContain(
    'is corrected',
  )
  const parts = await library.parts(moss.id)
  expect(parts.map(({ title }) => title).toSorted()).toEqual([other.title, 'Moss, revised'].toSorted())
  await club.click(`edit:part:${moss.id}`, [parts[0]?.place ?? ''], olga)
  expect(await catalogue.get(other.id)).toEqual(other)
  expect(await catalogue.get(corrected.id)).toMatchObject({ title: 'Moss, revised', authors: ['Ada Brun'] })
})

it('a pick keeps its discussion when its paper is removed', async () => {
  const club = await testClub({ reader: reader(() => document('A Paper On Newts')) })
  await club.type('add https://papers.example/list', olga)
  const { catalogue } = await club.all.of('north:g1:c1')
  const { id } = await catalogue.resolve('A Paper On Newts')
  await club.type('nominate A Paper On Newts', olga)
  club.clock.set((await club.all.nextPick()) ?? '')
  await club.all.tick()
  const { rounds } = await club.all.of('north:g1:c1')
  expect((await rounds.reading())?.round.pick?.paper).toBe(id)
  await club.click(buttonOf(await club.type('remove A Paper On Newts', olga), 'Remove it'), [], olga)
  expect(await catalogue.get(id)).toBeUndefined()
  expect(textOf(await club.click(`discuss:open:${id}`))).toContain('Discussion: A Paper On Newts')
  expect(textOf(await club.type('week'))).toContain('Paper of the week: A Paper On Newts')
})

it('tells the rooms what is new on the day that the club sets, that nothing is once, and then is silent', async () => {
  let titles = ['On Newts', 'On Toads', 'On Frogs', 'On Owls', 'On Bees', 'On Ants']
  const club = await testClub({ reader: reader(() => document(...titles)) })
  const set = buttonOf(await club.type('club show', olga), 'Post weekly what is new')
  const send = (fields: Record<string, string>) => sendForm(club, set, fields, olga)
  await expect(send({ day: 'Thursday', time: 'late' })).rejects.toThrow('such as 09:00')
  expect(textOf(await send({ day: 'Thursday', time: '18:00' }))).toContain('every Thursday at 18:00')
  await club.type('add https://papers.example/list', olga)
  const posts = () => club.north.posts.filter(({ card }) => /^(New in the library|Nothing new)$/.test(card.title))
  const until = async (instant: string) => {
    club.clock.set(instant)
    // The week may turn first.
    await club.all.tick()
    await club.all.tick()
    await club.all.idle()
  }
  await until('2026-11-19T16:59:00Z')
  expect(posts()).toEqual([])
  await until('2026-11-19T17:00:00Z')
  const told = textOf(posts()[0]?.card)
  expect(told).toMatch(/6 papers since.*On \w+ .*It is about On \w+\..*I would read this.*The next 1 of 1/)
  const rest = textOf(await club.click(buttonOf(posts()[0]?.card ?? { title: '', blocks: [] }, 'The next 1 of 1')))
  expect(titles.filter((title) => !told.includes(title)).every((title) => rest.includes(title))).toBe(true)
  await until('2026-11-26T17:00:00Z')
  await until('2026-12-03T17:00:00Z')
  expect(posts().map(({ card }) => card.title)).toEqual(['New in the library', 'Nothing new'])
  titles = ['On Bats']
  await club.type('add https://papers.example/other', olga)
  await until('2026-12-10T17:00:00Z')
  expect(textOf(posts()[2]?.card)).toMatch(/1 paper since.*On Bats/)
  await send({ day: 'never', time: '18:00' })
  expect(textOf(await send({ day: 'never', time: '18:00' }))).toContain('Nothing was changed')
  titles = ['On Wasps']
  await club.type('add https://papers.example/third', olga)
  await until('2026-12-24T17:00:00Z')
  expect(posts()).toHaveLength(3)
})

it('merges two papers that are one, with what was said of either, and parts them again', async () => {
  const titles = ['On Newts', 'On the Newts of the North', 'On Newts']
  const papers = [
    paper('On Newts', { arxivId: '2401.00001' }),
    paper('On the Newts of the North', { arxivId: '2401.00002', idea: 'Northern newts glow.' }),
  ]
  const club = await testClub({ reader: reader(() => ({ ...document(), digest: digest('a-list', '2026', papers) })) })
  await club.type('add https://papers.example/list', olga)
  const { catalogue, rounds } = await club.all.of('north:g1:c1')
  const [one, other] = [await catalogue.resolve('2401.00001'), await catalogue.resolve('2401.00002')]
  await club.type('nominate 2401.00002', olga)
  await club.click(`show:second:${other.id}`, [], person('bo'))
  await club.type('nominate 2401.00001', person('eve'))
  const mend = await club.type('edit 2401.00001', olga)
  expect(textOf(mend)).not.toContain('It is made of this')
  const form = buttonOf(mend, 'Merge it with another')
  expect(textOf(await sendForm(club, form, { paper: '2401.00002' }, person('eve')))).toContain('Only organisers')
  expect(textOf(await sendForm(club, form, { paper: 'On Newts' }, olga))).toContain('Name the paper that it is to be')
  expect(textOf(await sendForm(club, form, { paper: '2401.00002' }, olga))).toContain('are one paper now')

  expect(await catalogue.get(other.id)).toMatchObject({ id: one.id, idea: 'Northern newts glow.' })
  expect((await catalogue.find('newts north', 5)).papers.map(({ id }) => id)).toEqual([one.id])
  const { round } = await rounds.voting()
  const theirs = round.candidates.filter(({ title }) => titles.includes(title))
  expect(theirs).toMatchObject([{ paper: one.id, nomination: { by: 'north:olga' } }])
  expect(await rounds.seconds(one.id)).toBe(1)
  expect(textOf(await club.click(`show:second:${one.id}`, [], person('bo')))).toContain('you no longer ask for it')
  // The same list again adds to the one.
  expect(textOf(await club.type('add https://papers.example/list', olga))).toContain('1 paper, known already')

  const parts = await club.type('edit 2401.00001', olga)
  const select = parts.blocks.flatMap((block) => (block.kind === 'select' ? [block.select] : []))[0]
  expect(select?.options.map(({ label }) => label)).toEqual(papers.map(({ title }) => title))
  const all = select?.options.map(({ value }) => value) ?? []
  expect(textOf(await club.click(select?.action ?? '', all, olga))).toContain('but not all of it')
  const parted = textOf(await club.click(select?.action ?? '', all.slice(1), olga))
  expect(parted).toContain('papers of their own now')
  for (const before of [one, other]) expect(await catalogue.get(before.id)).toEqual(before)
})

it('a pick keeps its discussion when its paper is merged with another, and when it is parted', async () => {
  const club = await testClub({ reader: reader(() => document('A Paper On Newts')) })
  await club.type('add https://papers.example/list', olga)
  const { catalogue, rounds } = await club.all.of('north:g1:c1')
  const { id } = await catalogue.resolve('A Paper On Newts')
  const shipped = await catalogue.resolve('Magistral')
  await club.type('nominate A Paper On Newts', olga)
  club.clock.set((await club.all.nextPick()) ?? '')
  await club.all.tick()
  expect((await rounds.reading())?.round.pick?.paper).toBe(id)
  await sendForm(club, `edit:merge:${id}`, { paper: 'Magistral' }, olga)
  expect((await catalogue.get(id))?.id).toBe(shipped.id)
  for (const either of [id, shipped.id]) {
    expect(textOf(await club.click(`discuss:open:${either}`))).toContain('Discussion: Magistral')
  }
  expect(textOf(await club.type('nominate Magistral', olga))).toContain('has read')
  expect((await rounds.voting()).round.candidates.map(({ paper }) => paper)).not.toContain(shipped.id)
  const { parts } = (await club.all.of('north:g1:c1')).library
  const own = (await parts(id)).filter(({ title }) => title === 'A Paper On Newts').map(({ place }) => place)
  await club.click(`edit:part:${id}`, own, olga)
  expect(textOf(await club.click(`discuss:open:${id}`))).toContain('Discussion: A Paper On Newts')
  expect(textOf(await club.type('nominate Magistral', olga))).toContain('Nominated: Magistral')
})

it('parts two works of one title, of which the older keeps the id, and what comes later goes with its people', async () => {
  const club = await testClub()
  const tell = (id: string, date: string, facts = {}) =>
    addDigest(club.store, 'club', digest(id, date, [paper('On Owls', facts)]))
  await tell('old', '2024', { authors: ['Ada Lovelace'] })
  await tell('new', '2025', { authors: ['Ada Lovelace'], idea: 'Owls of another kind.' })
  await club.all.tick()
  const { catalogue } = await club.all.of('north:g1:c1')
  const before = await catalogue.resolve('On Owls')
  const parts = await club.type('edit On Owls', olga)
  const select = parts.blocks.flatMap((block) => (block.kind === 'select' ? [block.select] : []))[0]
  await club.click(select?.action ?? '', [select?.options[1]?.value ?? ''], olga)
  const ideas = (await catalogue.find('on owls', 5)).papers.map(({ id, idea }) => [id === before.id, idea])
  expect(ideas.toSorted()).toEqual([
    [false, 'Owls of another kind.'],
    [true, null],
  ])
  await tell('new', '2025', { authors: ['Ada Lovelace'], idea: 'Owls of quite another kind.' })
  await club.all.tick()
  expect((await catalogue.find('on owls', 5)).total).toBe(2)
})

it('refuses additions by others than organisers, and says why nothing could be read', async () => {
  const club = await testClub({
    reader: reader(() => {
      throw new UserError('no', 'That page is over 10 MB.')
    }),
  })
  expect(textOf(await club.type('add x', person('eve')))).toContain('Only organisers')
  expect(textOf(await club.type('add x', olga))).toContain('over 10 MB')
  const alone = club.app.runText({ text: 'add', caller: olga, room: 'north:g1:c1', interaction: 'test:1' })
  expect([alone.answers, (await alone.reply).kind]).toEqual(['form', 'form'])
})

it('takes in what another process added, at the next tick', async () => {
  const club = await testClub()
  const other = await club.again()
  await other.type('find anything')
  await addDigest(club.store, 'club', digest('elsewhere', null, [paper('From Elsewhere')]))
  await other.all.tick()
  expect(textOf(await other.type('find from elsewhere'))).toContain('From Elsewhere')
})

it('adds to a digest of the same name, and keeps what was there', async () => {
  const club = await testClub()
  await addDigest(club.store, 'club', digest('list', null, [paper('First Of The List')]))
  await addDigest(club.store, 'club', digest('list', null, [paper('Second Of The List')]))
  await club.all.tick()
  const found = textOf(await club.type('find of the list'))
  expect(found).toContain('First Of The List')
  expect(found).toContain('Second Of The List')
})

it('shows a better idea once an organiser has accepted it', async () => {
  const club = await testClub()
  await club.type('suggest Magistral idea: Says plainly what did not work.', person('bo'))
  expect(textOf(await club.type('show Magistral'))).not.toContain('Says plainly')
  expect(textOf(await club.type('club ideas', person('eve')))).toContain('Only organisers')
  expect(textOf(await club.type('club show'))).toContain('1 suggested idea line to settle')
  const waiting = await club.type('club ideas', olga)
  expect(textOf(waiting)).toContain('bo suggests: ')
  expect(textOf(await club.click(buttonOf(waiting, 'Accept'), [], person('eve')))).toContain('Only organisers')
  const accepted = textOf(await club.click(buttonOf(waiting, 'Accept'), [], olga))
  expect(accepted).toMatch(/Magistral +shows the line of bo now/)
  expect(accepted).toContain('No suggestion waits')
  expect(textOf(await club.click(buttonOf(waiting, 'Accept'), [], olga))).toContain('waits no longer')
  expect(textOf(await club.type('show Magistral'))).toMatch(/Says plainly what did not work\. +\(in the words of bo\)/)
  expect(textOf(await club.type('suggest Magistral idea: Says plainly  what did not work.'))).toContain('already')
  for (const week of [1, 2]) {
    await someVote(club)
    club.clock.set((await club.all.nextPick()) ?? '')
    await club.all.tick()
    const pick = textOf(club.north.posts.find(({ key }) => key === `pick.club.${week}`)?.card)
    expect(pick.includes('Thanks to bo for the one of  Magistral')).toBe(week === 1)
  }
})

it('never accepts a line that the organiser has not seen', async () => {
  const club = await testClub()
  await club.type('suggest Magistral idea: A sober line.', person('bo'))
  const seen = await club.type('club ideas', olga)
  expect(textOf(await club.type('suggest Magistral idea: A silly line.', person('bo')))).toContain('in place of your')
  expect(textOf(await club.click(buttonOf(seen, 'Accept'), [], olga))).toContain('waits no longer')
  expect(textOf(await club.type('show Magistral'))).not.toMatch(/sober|silly/)
  expect(textOf(await club.type('club ideas', olga))).toContain('A silly line.')
})

it('shows of several lines for one paper the other ones beside what was accepted meanwhile', async () => {
  const club = await testClub()
  await club.type('suggest Magistral idea: The line of bo.', person('bo'))
  club.clock.advance({ minutes: 1 })
  await club.type('suggest Magistral idea: The line of cy.', person('south:cy'))
  const both = await club.type('club ideas', olga)
  expect(textOf(both)).toMatch(/bo suggests.*cy suggests/)
  const left = textOf(await club.click(buttonOf(both, 'Accept'), [], olga))
  expect(left).toMatch(/The line of bo\. +\(in the words of bo\).*cy suggests: +The line of cy/)
})

it('tells which digest a fact is from where several have the paper, and each site’s counts with their day', async () => {
  const club = await testClub()
  const daily = { publication: 'Daily Papers' }
  const newer = digest('newer', '2026-02-03', [paper('Counted Paper', { upvotes: 12, comments: 1 })], daily)
  const older = digest('older', '2026-01-02', [paper('Counted Paper', { upvotes: 99, idea: 'It counts.' })], daily)
  const weekly = digest('weekly', '2026-01-09', [paper('Counted Paper', { likes: 1100 })], {
    publication: 'The Weekly',
    issue: '7',
  })
  for (const each of [newer, older, weekly]) await addDigest(club.store, 'club', each)
  await club.all.tick()
  const card = textOf(await club.type('show Counted Paper'))
  expect(card).toMatch(/It counts\. +\(Daily Papers\)/)
  expect(card).toContain('The Weekly 7 1,100 likes (2026-01-09)')
  expect(card).toContain('Daily Papers 12 upvotes, 1 comment (2026-02-03)')
  expect(card).not.toContain('99')
})

it('forgets a rejected idea', async () => {
  const club = await testClub()
  await club.type('suggest Magistral idea: Nothing new.', person('bo'))
  await club.click(buttonOf(await club.type('club ideas', olga), 'Reject'), [], olga)
  expect(textOf(await club.type('show Magistral'))).not.toContain('Nothing new.')
  expect(textOf(await club.type('club ideas', olga))).toContain('No suggestion waits')
})
