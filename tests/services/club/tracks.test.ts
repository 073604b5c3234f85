import { beforeEach, expect, it } from 'vitest'
import { actionId } from '../../../src/chat/action.ts'
import { person, press, runTo, sendForm, someVote, type TestClub, testClub, textOf } from '../../fakes/club.ts'

const olga = person('north:olga')
const anna = person('north:anna')

let club: TestClub

beforeEach(async () => {
  club = await testClub()
})

const plain = (value: unknown) => textOf(value).replaceAll(/\s+/g, ' ')
const say = async (text: string, who = olga) => {
  const card = await club.type(text, who)
  await club.all.idle()
  return plain(card)
}
const posts = (kind: string) => club.north.posts.filter(({ key }) => key.startsWith(`${kind}.`))
const picks = () => posts('pick').map(({ card }) => card.title.replace('Paper of the week: ', ''))
const ballot = () => plain(posts('ballot').at(-1)?.card ?? '')
const until = (instant: string) => runTo(club, instant)

const THREE =
  'club calendar days:"Reading: Mon 10:00 in Room 5, we vote; Talks: Wed 16:00 in the library, presenter chooses; Course: Fri noon, we follow a list"'

/** Whoever has a date chooses its paper. */
async function chooses(date: string, title: string, who = anna): Promise<void> {
  await say(`meeting take date:${date}`, who)
  await sendForm(club, actionId('meeting paper', 'describe', date), { title, link: '' }, who)
}

it('each track of a club chooses in its own way, and an open ballot goes on with its votes until its own date', async () => {
  expect(await say(THREE)).toContain(
    'Reading: every Monday 10:00 in Room 5, we vote; Talks: every Wednesday 16:00 in the library, who presents chooses; Course: every Friday 12:00, we follow a list (Europe/Berlin)',
  )
  await say('club list papers:"Chapter one; Chapter two; Chapter three"')
  expect(await say('club show', anna)).toContain(
    'Chooses Reading: we vote. Talks: who presents chooses. Course: we follow a list.',
  )
  expect(await say('club show', anna)).toContain('List 0 of 3 read')
  expect(ballot()).toContain('Voting closes 2026-11-23T09:00:00Z')
  expect(ballot()).toMatch(/For 2026-11-23T09:00:00Z moment — Reading/)
  // The next of the list is that of its own dates alone.
  expect(await say('meeting show', anna)).toMatch(
    /2026-11-20T11:00:00Z moment — Course ; Chapter one.*2026-11-23T09:00:00Z moment — Reading .*2026-11-25T15:00:00Z moment — Talks ;.*2026-11-27T11:00:00Z moment — Course ; Chapter two/,
  )
  await chooses('2026-11-25', 'Reading with one’s ears')
  await someVote(club)
  await until('2026-11-20T11:00:00Z')
  expect(picks()).toEqual(['Chapter one'])
  expect(ballot()).toContain('Voting closes 2026-11-23T09:00:00Z')
  expect(ballot()).toContain('1 person has voted')
  await until('2026-11-23T09:00:00Z')
  const [, voted] = picks()
  expect(plain(posts('pick').at(-1)?.card)).toContain('We meet 2026-11-23T09:00:00Z moment (Reading) , Room 5')
  expect(await say('results', anna)).toContain(voted)
  expect(ballot()).toContain('Voting closes 2026-11-30T09:00:00Z')
  await someVote(club)
  await until('2026-11-27T11:00:00Z')
  expect(picks().slice(2)).toEqual(['Reading with one’s ears', 'Chapter two'])
  expect(await say('club list', anna)).toContain('Next is 3 of 3')
  expect(ballot()).toContain('1 person has voted')
  await until('2026-11-30T09:00:00Z')
  expect(picks()).toHaveLength(5)
})

it('whoever presents is asked for the next date of their track, whatever comes before it', async () => {
  await say('club calendar days:"Reading: Mon and Tue 10:00; Talks: last Wed 16:00, presenter chooses"')
  await say('meeting take date:2026-11-25', anna)
  await until('2026-11-19T10:00:00Z')
  const asked = () => posts('news').filter(({ card }) => card.title === 'Which paper shall we read?')
  expect(plain(asked().map(({ card }) => card))).toContain('the meeting of 2026-11-25T15:00:00Z moment is yours')
  expect(await say('meeting paper date:2026-11-23 paper:Magistral', anna)).toContain(
    'On 2026-11-23 it is not for who presents to choose.',
  )
  await chooses('2026-11-25', 'Reading with one’s ears')
  await until('2026-11-25T15:00:00Z')
  expect(picks().at(-1)).toBe('Reading with one’s ears')
  expect(posts('news').filter(({ card }) => card.title === 'The paper is chosen')).toHaveLength(1)
})

it('a date of a track that is moved or cancelled chooses as its track does, and loses nothing', async () => {
  await say(THREE)
  await say('club list papers:"Chapter one; Chapter two; Chapter three"')
  await say('meeting move date:2026-11-23 to:2026-11-26')
  expect(ballot()).toContain('Voting closes 2026-11-26T09:00:00Z')
  await someVote(club)
  const cancelled = await club.type('meeting cancel date:2026-11-27', olga)
  await until('2026-11-26T09:00:00Z')
  expect(picks()).toHaveLength(2)
  expect(plain(posts('pick').at(-1)?.card)).toContain('We meet 2026-11-26T09:00:00Z moment (Reading) , Room 5')
  await until('2026-11-30T09:00:00Z')
  expect(picks()).toHaveLength(2)
  await press(club, cancelled, 'Take it back', olga)
  await until('2026-12-04T11:00:00Z')
  expect(picks()).toEqual(['Chapter one', expect.any(String), 'Chapter two'])
})

it('what stands on an open ballot and wins by it is not taken by another track, and what waits is', async () => {
  await say('club calendar days:"Reading: Mon 10:00; Talks: Wed 16:00, presenter chooses"')
  await sendForm(club, actionId('nominate', 'describe'), { title: 'The first of two', link: '' }, anna)
  await sendForm(club, actionId('nominate', 'describe'), { title: 'The second of two', link: '' }, anna)
  for (const voter of ['vera', 'vito']) {
    const card = await club.type('vote', person(voter))
    const [select] = card.blocks.flatMap((block) => (block.kind === 'select' ? [block.select] : []))
    const first = select?.options.find(({ label }) => label.includes('The first of two'))
    if (select && first) await club.click(select.action, [first.value], person(voter))
  }
  await until('2026-11-18T15:00:00Z')
  expect(picks()).toEqual(['The second of two'])
  await until('2026-11-23T09:00:00Z')
  expect(picks()).toEqual(['The second of two', 'The first of two'])
})

it('a club whose only rule chooses by itself is a club that chooses so, and its rules keep what is not said anew', async () => {
  await say('club calendar days:"every Monday 10:00, organisers choose"')
  expect(await say('club show', anna)).toContain('every Monday 10:00 (Europe/Berlin)')
  expect(await say('club show', anna)).toContain('Chooses Organisers choose what is read.')
  await say('club calendar days:"Reading: Mon 10:00, we vote; Talks: Wed 16:00, presenter chooses"')
  expect(await say('club calendar days:"Reading: Tue 10:00; Talks: Wed 17:00"')).toContain(
    'Reading: every Tuesday 10:00, we vote; Talks: every Wednesday 17:00, who presents chooses',
  )
  expect(await say('club calendar days:"Reading: Tue 10:00, as the club; Talks: Wed 17:00"')).toContain(
    'Reading: every Tuesday 10:00; Talks: every Wednesday 17:00, who presents chooses',
  )
  expect(await say('vote', anna)).toContain('This group does not vote')
  expect(await say('nominate Bad data', anna)).toContain(
    'It waits with what others have nominated. Reading: organisers choose.',
  )
})

it('a second process on the same store, and what is delivered again, change nothing', async () => {
  await say(THREE)
  await say('club list papers:"Chapter one; Chapter two"')
  await someVote(club)
  const other = await club.again()
  await until('2026-11-20T10:30:00Z')
  club.clock.set(Temporal.Instant.from('2026-11-20T11:00:30Z'))
  await Promise.all([club.all.tick(), other.all.tick()])
  await Promise.all([club.all.idle(), other.all.idle()])
  expect(picks()).toEqual(['Chapter one'])
  const id = 'the same one'
  const set = 'club calendar days:"Reading: Mon 10:00, we vote; Talks: Wed 16:00, we draw"'
  const first = plain(await other.type(set, olga, undefined, id))
  expect(plain(await other.type(set, olga, undefined, id))).toBe(first)
  expect(posts('news').filter(({ card }) => plain(card).includes('we draw'))).toHaveLength(1)
  club.clock.set(Temporal.Instant.from('2026-11-23T09:00:30Z'))
  await Promise.all([club.all.tick(), other.all.tick()])
  await Promise.all([club.all.idle(), other.all.idle()])
  expect(picks()).toHaveLength(2)
})

it('one track is changed alone, and the others stay as they are with all that was planned for them', async () => {
  await say(THREE)
  await say('meeting edit date:2026-11-25 topic:"A night of talks"')
  await say('meeting move date:2026-11-30 to:2026-12-01')
  expect(await say('club calendar track:talks days:"Thu 17:30" place:"Room 9"')).toContain(
    'Reading: every Monday 10:00 in Room 5, we vote; Talks: every Thursday 17:30 in Room 9, who presents chooses; Course: every Friday 12:00, we follow a list',
  )
  expect(await say('meeting show', anna)).toMatch(/2026-11-26T16:30:00Z moment — Talks ; A night of talks/)
  expect(await say('meeting show', anna)).toContain('2026-12-01T09:00:00Z moment (moved from 2026-11-30)')
  // The first one's time is the club's, and no other track's.
  expect(await say('club calendar track:Read time:9:30 until:2026-12-20')).toContain(
    'Reading: every Monday 09:30 in Room 5, we vote; Talks: every Thursday 17:30 in Room 9, who presents chooses; Course: every Friday 12:00, we follow a list (Europe/Berlin) , Reading: every Monday 09:30 in Room 5, we vote until 2026-12-20',
  )
  expect(await say('club calendar track:Reading until:none place:none')).toContain(
    'Reading: every Monday 09:30, we vote; Talks: every Thursday 17:30',
  )
  expect(await say('club set track:3 way:random length:"45 minutes"')).toContain(
    'Course: every Friday 12:00 for 45 minutes, we draw',
  )
  expect(await say('club set way:organiser')).toContain('Reading: every Monday 09:30, we vote; Talks')
})

it('what is not of one track, or names none, is refused, and nothing is changed', async () => {
  expect(await say('club set track:Talks way:vote')).toContain('This group has no tracks: it meets by one rule.')
  await say(THREE)
  const before = await say('club calendar')
  for (const [text, why] of [
    [
      'club set track:Sewing way:vote',
      '“Sewing” is no track of this group, or more than one. They are 1. Reading, 2. Talks and 3. Course.',
    ],
    ['club set track:Talks papers:2 voting:ranked', '“papers” and “voting” are of the whole club.'],
    ['club calendar track:Talks lead:"2 days"', '“lead” is of the whole club.'],
    ['club calendar track:Talks', 'Say beside “track” what is to be otherwise'],
    ['club calendar track:Talks days:"Mon 10:00; Tue 10:00"', 'A track has one rule'],
  ] as const)
    expect(await say(text)).toContain(why)
  expect(await say('club calendar')).toBe(before)
  expect(await say('club set track:Talks way:vote', anna)).toContain('Only organisers')
})

it('each track reads its own list, and an added date is that of the track that was said', async () => {
  await say('club calendar days:"Course: Mon 10:00, from a list; Book: Wed 16:00 in the library, from a list"')
  await say('club list track:Book papers:"Leaf one; Leaf two; Leaf three"')
  await say('club list papers:"Chapter one; Chapter two"')
  expect(await say('club list track:Book', anna)).toMatch(/The list of Book .*Next is 1 of 3.*Leaf one/)
  expect(await say('club list', anna)).toMatch(/Next is 1 of 2.*Chapter one/)
  const added = await club.type('meeting add date:2026-11-24 track:Book', olga)
  expect(await say('meeting show date:2026-11-24', anna)).toMatch(/2026-11-24T15:00:00Z.*Track Book.*Where the library/)
  expect(await say('meeting show', anna)).toMatch(
    /18T15.*Leaf one.*23T09.*Chapter one.*24T15.*Leaf two.*25T15.*Leaf three/,
  )
  await until('2026-11-24T15:00:00Z')
  expect(picks()).toEqual(['Leaf one', 'Chapter one', 'Leaf two'])
  expect(plain(added)).toContain('The club also meets on 2026-11-24')
  expect(await say('club list track:Book', anna)).toContain('Next is 3 of 3')
  // What is cancelled comes next on the list that it was on.
  await until('2026-11-25T15:00:00Z')
  await say('club list track:Book more:"Leaf four"')
  await say('club calendar lead:"1 day"')
  await until('2026-12-01T15:00:00Z')
  expect(picks().slice(3)).toEqual(['Leaf three', 'Chapter two', 'Leaf four'])
  await say('meeting cancel date:2026-12-02')
  expect(await say('club list track:Book', anna)).toContain('Next is 4 of 4')
  expect(await say('club list', anna)).toContain('All 2 are read')
})

it('turns are for the dates of the tracks that are said, and those of others take nobody', async () => {
  await say(THREE)
  // Where who presents chooses, whoever wants a date takes it.
  expect(await say('club rota', anna)).toContain('Each date of Talks has a presenter.')
  expect(await say('meeting show', anna)).toMatch(
    /18T15:00:00Z moment — Talks ; presenter: free .*20T11:00:00Z moment — Course 2026-11-23T09:00:00Z moment — Reading 2026/,
  )
  expect(await say('meeting take date:2026-11-23', anna)).toContain('turns are for the dates of other tracks')
  expect(await say('club rota track:Talks how:order people:"Ada, Bob, Carl"')).toContain('One after the other')
  const turns = () => say('meeting show', anna)
  expect(await turns()).toMatch(/18T15.*Talks ; presenter: Ada .*23T09.*Reading 2026-11-25T15.*presenter: Bob/)
  await until('2026-11-19T10:00:00Z')
  await say('meeting cancel date:2026-11-25')
  expect(await turns()).toMatch(/2026-12-02T15:00:00Z moment — Talks ; presenter: Bob/)
  expect(await say('club rota track:"Talks, Course"')).toContain('Each date of Talks and Course has a presenter.')
  expect(await turns()).toMatch(/20T11.*Course ; presenter: Bob .*27T11.*Course ; presenter: Carl/)
  expect(await say('club rota track:all')).toContain('Each date has a presenter.')
  expect(await turns()).toMatch(/23T09.*Reading ; presenter: Carl/)
})
