import { beforeEach, expect, it } from 'vitest'
import { NORTH, person, press, runTo, type TestClub, testClub, textOf } from '../../fakes/club.ts'

const olga = person('north:olga')
const anna = person('north:anna')

let club: TestClub

beforeEach(async () => {
  club = await testClub()
})

const plain = (value: unknown) => textOf(value).replaceAll(/\s+/g, ' ')
const say = async (text: string, who = olga) => plain(await club.type(text, who))
const posts = (key: string) => club.north.posts.filter((post) => `${post.key}.`.startsWith(`${key}.`))
const shown = (key: string) => plain(posts(key).at(-1)?.card ?? '')
/** What stands behind “More” of a pick. */
const more = async (key: string) => plain(await club.click(`week:more:${key}`))
const picks = () => posts('pick').map(({ card }) => card.title.replace('Paper of the week: ', ''))

const until = (instant: string) => runTo(club, instant)

it('a list is read in its order, several papers a meeting, with how far it has come, and is told to be at its end', async () => {
  await say('club list papers:"One of five; Two of five; Three of five; optional: Four of five; Five of five"')
  expect(await say('club set way:sequence papers:2')).toMatch(/Chooses The papers of a list are read in their order/)
  await club.all.idle()
  expect(shown('ballot.club.1')).toContain('This group does not vote')
  expect(await say('meeting show', anna)).toMatch(
    /2026-11-23.*One of five ; Two of five.*2026-11-30.*Three of five ; Four of five \(optional\).*2026-12-07.*— Five of five 2026-12-14T08:00:00Z moment 2026/,
  )
  await until('2026-11-23T08:00:00Z')
  expect(shown('pick.club.1')).toMatch(/One of five.*Also to read.*Two of five/)
  expect(await more('pick.club.1')).toContain('it is next on the list: 1 and 2 of 5.')
  expect(posts('ballot')).toHaveLength(1)
  expect(await say('club list', anna)).toContain('Next is 3 of 5')
  // What an organiser chooses for a date takes nothing off the list, but what is on it.
  await say('club choose paper:"Something else" date:2026-11-30')
  await until('2026-12-07T08:00:00Z')
  expect(picks()).toEqual(['One of five', 'Something else', 'Three of five'])
  await until('2026-12-21T08:00:00Z')
  expect(picks().at(-1)).toBe('Five of five')
  expect(await more('pick.club.4')).toContain('next on the list: 5 of 5.')
  expect(shown('news')).toContain('The list is at its end')
  expect(await say('club list', anna)).toContain('All 5 are read')
})

it('what a list had for a meeting that is cancelled is read at the next one, and once if that is taken back', async () => {
  await say('club list papers:"First of four; Second of four; Third of four; Fourth of four"')
  await say('club set way:sequence')
  await say('club calendar days:Monday lead:"2 days"')
  await until('2026-11-21T08:00:00Z')
  expect(picks()).toEqual(['First of four'])
  const cancelled = await club.type('meeting cancel date:2026-11-23', olga)
  expect(await say('club list')).toContain('Next is 1 of 4')
  await press(club, cancelled, 'Take it back', olga)
  expect(await say('club list')).toContain('Next is 2 of 4')
  await say('meeting cancel date:2026-11-23')
  await until('2026-12-05T08:00:00Z')
  expect(picks()).toEqual(['First of four', 'First of four', 'Second of four'])
})

it('a list can be a digest, be added to, and be gone to at any place by organisers alone', async () => {
  const { catalogue } = await club.all.of(NORTH)
  const [digest] = await catalogue.digests()
  const papers = (await catalogue.digest(digest?.id ?? '', 200))?.papers ?? []
  expect(await say('club list', anna)).toMatch(/no list.*club list digest:….*club list papers:…/)
  expect(await say('club list papers:Mine', anna)).toContain('Only organisers')
  expect(await say('club list papers:"First Unheard; Second Unheard" next:3')).toContain('The list has 2 papers')
  expect(await say('club list', anna)).toContain('There is no list.')
  await say(`club list digest:"${digest?.id}" more:"The last one" next:${papers.length}`)
  expect(await say('club list', anna)).toMatch(
    new RegExp(`Next is ${papers.length} of ${papers.length + 1}\\. .*The last one`),
  )
  await say('club set way:sequence')
  await until('2026-11-30T08:00:00Z')
  expect(picks()).toEqual([papers.at(-1)?.title, 'The last one'])
})

it('what organisers choose is read; where they have not, a nomination stands in, and without one the rooms are told', async () => {
  await say('club calendar days:Monday lead:"2 days" remind:"a day" place:"Room 5"')
  await say('club set way:organiser')
  await club.all.idle()
  expect(await say('vote', anna)).toContain('This group does not vote')
  await say('club choose paper:"Chosen by Olga"')
  expect(await say('club choose paper:"Mine"', anna)).toContain('Only organisers')
  await until('2026-11-21T08:00:00Z')
  expect(shown('pick.club.1')).toMatch(/Chosen by Olga.*We meet 2026-11-23T08:00:00Z/)
  expect(await more('pick.club.1')).toContain('an organiser chose it')

  await until('2026-11-28T08:00:00Z')
  expect(picks()).toEqual(['Chosen by Olga'])
  expect(shown('news')).toMatch(
    /We meet 2026-11-30T08:00:00Z moment , Room 5.*Nobody has chosen a paper.*do so with +\/paper club choose/,
  )
  // Late, but not too late: read at once, and the reminder is one of the paper.
  await say('club choose paper:"Chosen late" date:2026-11-30')
  await club.all.idle()
  expect(shown('pick.club.2')).toMatch(/Chosen late.*We meet 2026-11-30T08:00:00Z/)
  await until('2026-11-29T08:00:00Z')
  expect(posts('news')).toHaveLength(1)
  expect(shown('dayahead.club.2')).toContain('Chosen late')

  const [paper] = (await (await club.all.of(NORTH)).catalogue.mix('any', [], 1)) ?? []
  expect(await say(`nominate "${paper?.title}"`, anna)).toContain('It waits with what others have nominated')
  await until('2026-12-05T08:00:00Z')
  expect(await more('pick.club.3')).toMatch(/Nominated by anna|stands in/)
  expect(picks().at(-1)).toBe(paper?.title)
})

it('a group that does not vote is told of no ballot before and after a pick', async () => {
  await say('club set way:organiser')
  const [paper] = await (await club.all.of(NORTH)).catalogue.mix('any', [], 1)
  await say(`nominate "${paper?.title}"`, anna)
  await club.all.idle()
  expect(shown('ballot.club.1')).toContain('Nominations that wait')
  expect(await say('results', anna)).toMatch(/^This group does not vote text Organisers choose/)
  await say('club choose paper:"Chosen by Olga"')
  await until('2026-11-23T08:00:00Z')
  expect(picks()).toEqual(['Chosen by Olga'])
  expect(shown('ballot.club.1')).toMatch(/^This group does not vote text Organisers choose/)
  expect(shown('ballot.club.1')).not.toContain('Nominations that wait')
  expect(await say('results', anna)).toMatch(/^Picked: Chosen by Olga .*This group does not vote/)
  expect(await say('results', anna)).not.toMatch(/[Bb]allot|Voting/)
  const kept = await say('me show', anna)
  expect(kept).toContain('No vote on the open ballot')
  expect(kept).toContain(`if a group that does not vote did so: “${paper?.title}”`)
})

it('a paper is drawn from the nominations, and from the library when there is none', async () => {
  await say('club set way:random papers:2')
  const papers = await (await club.all.of(NORTH)).catalogue.mix('any', [], 3)
  for (const { title } of papers) await say(`nominate "${title}"`, anna)
  await until('2026-12-07T08:00:00Z')
  const drawn = ['pick.club.1', 'pick.club.2'].map(shown).join(' ')
  for (const { title } of papers) expect(drawn).toContain(title)
  expect(posts('pick')).toHaveLength(3)
  expect(await more('pick.club.3')).toContain('it was drawn at random')
  // Back to votes, the ballot is there at once.
  await say('club set way:vote')
  await club.all.idle()
  expect(shown('ballot.club.4')).toContain('What shall we read next?')
})

it('the best papers by vote are read together, and what lost comes back', async () => {
  await say('club set papers:2')
  const titles = (await (await club.all.of(NORTH)).catalogue.mix('any', [], 3)).map(({ title }) => title)
  for (const title of titles) await say(`nominate "${title}"`, anna)
  const vote = await club.type('vote', person('vera'))
  const menu = vote.blocks.flatMap((block) => (block.kind === 'select' ? [block.select] : []))[0]
  const wanted = (menu?.options ?? []).filter(({ label }) => titles.slice(1).includes(label)).map(({ value }) => value)
  await club.click(menu?.action ?? '', wanted, person('vera'))
  await until('2026-11-23T08:00:00Z')
  expect(shown('pick.club.1')).toMatch(new RegExp(`Also to read.*${titles[2]?.slice(0, 20)}`))
  expect(picks()).toEqual([titles[1]])
  const told = await say('club show', anna)
  expect(told).toMatch(new RegExp(`Your nomination was picked: +${titles[1]?.slice(0, 20)}`))
  expect(told).toMatch(new RegExp(`Your nomination was picked to be read as well: +${titles[2]?.slice(0, 20)}`))
  expect(shown('ballot.club.2')).toContain(titles[0])
  expect(shown('ballot.club.2')).not.toContain(titles[2])
})

it('an organiser takes a pick back with a reason, and what came next is read instead', async () => {
  const [first, second] = (await (await club.all.of(NORTH)).catalogue.mix('any', [], 2)).map(({ title }) => title)
  await say(`nominate "${first}"`, anna)
  await say(`nominate "${second}"`, person('north:ben'))
  await until('2026-11-23T08:00:00Z')
  const [won] = picks()
  const next = won === first ? second : first
  expect(await say('club veto reason:"it is retracted"', anna)).toContain('Only organisers')
  expect(await say('club veto reason:"it is retracted"')).toContain(`the group reads ${next}`)
  await club.all.idle()
  expect(shown('news')).toMatch(/An organiser took back .*: “it is retracted”\. Instead the group reads/)
  expect(picks()).toEqual([next])
  expect([...club.north.threadNames.values()]).toEqual([next])
  expect(shown('pick.club.1')).toContain(`Instead of “${won}”, which an organiser took back: “it is retracted”`)
  expect(shown('ballot.club.2')).not.toContain(next)
  expect(await say('club veto reason:"also retracted"')).toMatch(
    /Nothing else had a vote for that date, and the open ballot is for the next one.*club veto paper:… reason:…/,
  )
  await club.all.idle()
  const toldBefore = posts('news').length
  expect(await say(`club veto reason:"the same" paper:"${next}"`)).toContain(
    `“${next}” is what the group reads already`,
  )
  await club.all.idle()
  expect(posts('news')).toHaveLength(toldBefore)
  expect(await say('club veto reason:"also retracted" paper:"A Third One"')).toContain(
    'Not in the library: “A Third One”; it is read by this title alone',
  )
  // What is said belongs to the meeting, whatever is read there: where it is counted, that is said.
  const thread = posts('pick').find(({ room }) => room === NORTH)?.thread ?? ''
  const said = {
    kind: 'said' as const,
    room: NORTH,
    message: 'n1',
    thread,
    author: anna,
    text: 'so',
    at: club.clock.now(),
  }
  await club.all.hear(said)
  const counted = `counted with those on “${won}” and “${next}” before it`
  expect(await say('discuss')).toContain(`1 comment by 1 person, ${counted}.`)
  expect(await say('show "A Third One"')).toContain(`with 1 comment, ${counted}`)
  expect(await say('history')).toContain(`(1 comment, ${counted})`)
  // What was taken back can be nominated again.
  expect(await say(`nominate "${won}"`, anna)).toContain('Nominated')
  await until('2026-11-30T08:00:00Z')
  expect(shown('pick.club.2')).toContain(`Last week: “A Third One”, with 1 comment by 1 person, ${counted}.`)
})

it('asks in a form how the group chooses, and a group that answers nothing votes as ever', async () => {
  const form = await club.fillIn('club set', {}, olga)
  expect(plain(form)).toContain('Ballot 5 papers')
  expect(await club.store.get('clubs/club')).toMatchObject({ way: 'vote', papersEach: 1, minutes: null, waits: 4 })
  const changed = await club.fillIn('club set', { way: 'presenter', papers: '2', length: '90 minutes' }, olga)
  expect(plain(changed)).toMatch(/Length 90 minutes.*Whoever presents chooses.*Papers of a meeting 2/)
  expect(await club.store.get('clubs/club')).toMatchObject({ rota: { how: 'volunteers' } })
  await expect(club.fillIn('club set', { papers: 'some' }, olga)).rejects.toThrow('Write a number from 1 to 10')
})

it('an organiser posts the next paper of a list early, and it does not come again', async () => {
  await say('club list papers:"One of two; Two of two"')
  await say('club set way:sequence')
  await press(club, await club.type('club post', olga), 'Post it', olga)
  expect(picks()).toEqual(['One of two'])
  await until('2026-11-23T08:00:00Z')
  expect(picks()).toEqual(['One of two'])
  await until('2026-11-30T08:00:00Z')
  expect(picks()).toEqual(['One of two', 'Two of two'])
})

it('reads a paper that is on a list twice at two meetings, and the one of a cancelled meeting comes again once', async () => {
  await say('club list papers:"Loom 1; Loom 2; Loom 2; Loom 3"')
  await say('club set way:sequence')
  await say('club calendar lead:"2 days"')
  await until('2026-11-30T08:00:00Z')
  expect(picks()).toEqual(['Loom 1', 'Loom 2'])
  expect(await say('club list')).toContain('Next is 3 of 4')
  await until('2026-12-05T08:00:00Z')
  expect(await say('club list')).toContain('Next is 4 of 4')
  await say('meeting cancel date:2026-12-07 reason:snow')
  expect(await say('club list')).toContain('Next is 3 of 4')
  await say('club choose date:2026-12-14 paper:"Loom 2"')
  expect(await say('meeting show date:2026-12-21')).toContain('Loom 3')
  await until('2026-12-19T08:00:00Z')
  expect(picks()).toEqual(['Loom 1', 'Loom 2', 'Loom 2', 'Loom 2', 'Loom 3'])
})

it('finds the papers that organisers write by a part of their titles, asks which, and says what it does not know', async () => {
  const { catalogue } = await club.all.of(NORTH)
  const found = await catalogue.resolve('alignment faking in large')
  const chosen = await say('club choose paper:"alignment FAKING in large" date:2026-11-30')
  expect(chosen).toContain(found.title)
  expect(chosen).not.toContain('Not in the library')
  expect(await club.store.get('plans/club/2026-11-30')).toMatchObject({ papers: [{ paper: found.id }] })
  expect(await say('club choose paper:"A Title Of Our Own; language models" date:2026-12-07')).toMatch(
    /papers match “language models”.*with its link/,
  )
  expect(await say('club choose paper:"A Title Of Our Own" date:2026-12-07')).toMatch(
    /A Title Of Our Own.*Not in the library: “A Title Of Our Own”; it is read by this title alone/,
  )
  expect(await say('club list papers:"alignment faking in large; First Unheard; Second Unheard"')).toMatch(
    /2\. First Unheard.*Not in the library: “First Unheard” and “Second Unheard”; they are read by these titles alone/,
  )
  const [listed] = (await (await club.all.of(NORTH)).club.get()).sequence.papers
  expect(listed?.paper).toBe(found.id)
  // Of chapters the number is a whole one.
  expect(await say('club list papers:"A Book, Chapter 12"')).toContain('“A Book, Chapter 12”')
  expect(await say('club list papers:"A Book, Chapter 1; A Book, Chapter 2"')).toMatch(
    /1\. A Book, Chapter 1 .*2\. A Book, Chapter 2 .*Not in the library: “A Book, Chapter 1” and “A Book, Chapter 2”/,
  )
})

it('an organiser who posts early is told what happens: which paper, of which meeting, and what becomes of the ballot', async () => {
  await say('club calendar days:Monday lead:"3 days" place:"Room 5"')
  await say('club choose paper:"Chosen ahead" date:2026-11-23')
  const asked = await club.type('club post', olga)
  expect(plain(asked)).toMatch(
    /Chosen ahead , is what is read next.*instead of 2026-11-20T08:00:00Z moment , for the meeting of 2026-11-23T08:00:00Z moment \. The ballot stays open/,
  )
  await press(club, asked, 'Post it', olga)
  expect(picks()).toEqual(['Chosen ahead'])
  const [paper] = await (await club.all.of(NORTH)).catalogue.mix('any', [], 1)
  await say(`nominate "${paper?.title}"`, anna)
  expect(await say('club post')).toMatch(
    /closes the ballot now, with the votes of 1 person.*for the meeting of 2026-11-30T08:00:00Z.*Chosen ahead , was picked.*its meeting is still to come, 2026-11-23T08:00:00Z/,
  )
})

it('a date that was skipped stays so where nothing is chosen when an organiser posts early', async () => {
  await say('club calendar days:Monday')
  await say('club set way:organiser')
  await press(club, await club.type('club skip', olga), 'Skip it', olga)
  await club.click('club post:confirm:ballot.club.1', [], olga)
  await club.all.idle()
  expect(picks()).toEqual([])
  expect(await say('club show')).toContain('2026-11-30T08:00:00Z')
})

it('who forgets themselves is not named as who chose what a list has', async () => {
  await say('club list papers:"One of two; Two of two"')
  const chosenBy = async () => (await (await club.all.of(NORTH)).club.get()).sequence.papers.map(({ by }) => by)
  expect(await chosenBy()).toEqual([olga.account, olga.account])
  await press(club, await club.type('me forget', olga), 'Forget me', olga)
  expect(await chosenBy()).toEqual([null, null])
  expect(JSON.stringify(await club.store.range('clubs/'))).not.toContain('One of two","by":"north:olga')
})

it('of the papers that a presenter chooses, and of a list, the last need not be read where the group said so', async () => {
  await say('club set way:presenter papers:2+1')
  await say('club rota how:volunteers')
  await say('meeting take date:2026-11-23', anna)
  const { catalogue } = await club.all.of(NORTH)
  const titles = (await catalogue.mix('some', [], 3)).map(({ title }) => title)
  for (const title of titles) await say(`meeting paper paper:"${title}" date:2026-11-23`, anna)
  await until('2026-11-23T08:00:00Z')
  const inOrder = titles.map((title) => title.slice(0, 20))
  expect(shown('pick.club.1')).toMatch(new RegExp(`${inOrder[0]}.*${inOrder[1]}.*${inOrder[2]}.*optional`))
  expect(shown('pick.club.1').match(/optional/g)).toHaveLength(1)
  await say('club list papers:"One of four; Two of four; Three of four; Four of four"')
  await say('club set way:sequence')
  expect(await say('meeting show', anna)).toContain('Two of four ; Three of four (optional)')
  await until('2026-11-30T08:00:00Z')
  expect(shown('pick.club.2')).toMatch(/One of four.*Two of four.*Three of four \(optional\)/)
})

it('the history names the day of a meeting where its paper stood earlier, and nothing is held before it stands', async () => {
  await say('club list papers:"One of two; Two of two"')
  await say('club set way:sequence')
  await say('club calendar days:Thursday lead:"2 days" from:2026-11-26')
  expect(await say('meeting hold')).toContain('No paper stands for the next meeting yet')
  await until('2026-11-24T08:00:00Z')
  expect(await say('history', anna)).toMatch(/2026-11-26(?:T08:00:00Z date)? .*One of two/)
})
