import { beforeEach, describe, expect, it } from 'vitest'
import { exportLines } from '../../../src/services/export.ts'
import { NORTH, person, postedIn, press, SOUTH, someVote, type TestClub, testClub, textOf } from '../../fakes/club.ts'

const olga = person('north:olga')
const anna = person('north:anna')

let club: TestClub

beforeEach(async () => {
  // A Wednesday; the club meets on Mondays at nine.
  club = await testClub()
})

const say = async (text: string, who = olga) => textOf(await club.type(text, who))

/** What stands behind “More” of a pick. */
const more = async (key: string) => textOf(await club.click(`week:more:${key}`))

/** `11-23 ada, 11-30 bob`: who presents when, as a member is shown. */
async function dates(who = anna): Promise<string> {
  const { blocks } = await club.type('meeting show', who)
  const items = blocks.flatMap((block) => (block.kind === 'list' ? block.items : []))
  const lines = items.map((item) => textOf(item).replaceAll(/\s+/g, ' '))
  return lines
    .map((line) => line.replace(/^\d{4}-(\d\d-\d\d)\S* moment/, '$1').replace(/^\d{4}-/, ''))
    .map((line) =>
      line
        .replace(' — presenter: ', ' ')
        .replace(/north:(\w+) \w*/g, '$1')
        .trim(),
    )
    .join(', ')
}

/** Has a paper voted for and read at the date before an instant. */
async function read(instant: string): Promise<void> {
  await someVote(club)
  club.clock.set(instant)
  await club.all.tick()
}

describe('a rota', () => {
  it('of names in an order goes on by itself, and a break or a date that is cancelled moves everybody down one', async () => {
    const said = await say('club rota people:"P5, P10, P1"')
    expect(said).toContain('One after the other, in this order.')
    expect(said).toContain('P10 — 0 turns'.replace(' — ', '  — '))
    expect(await dates()).toBe('11-23 P5, 11-30 P10, 12-07 P1, 12-14 P5, 12-21 P10, 12-28 P1')
    await say('club calendar break:"2026-11-30 holiday"')
    expect(await dates()).toBe('11-23 P5, 12-07 P10, 12-14 P1, 12-21 P5, 12-28 P10, 01-04 P1')
    await say('meeting cancel date:2026-12-07 reason:strike')
    expect(await dates()).toBe('11-23 P5, 12-07: cancelled, strike, 12-14 P10, 12-21 P1, 12-28 P5, 01-04 P10, 01-11 P1')
    await say('meeting edit date:2026-12-14 kind:other topic:"Guest talk"')
    expect(await dates()).toMatch(/^11-23 P5, 12-07: cancelled, strike, 12-14 — Guest talk, 12-21 P10, 12-28 P1/)
    await say('meeting edit date:2026-12-21 people:"presenter: P5"')
    // Not twice in one round: their turn is then.
    expect(await dates()).toMatch(/^11-23 P10, .*, 12-14 — Guest talk, 12-21 P5, 12-28 P1, 01-04 P10/)
  })

  it('forgets no turn that was had when the calendar or the order changes', async () => {
    await say('club rota people:"a, b, c"')
    for (const time of ['2026-11-23T09:00:00Z', '2026-11-30T09:00:00Z']) await read(time)
    expect(await dates()).toMatch(/^12-07 c, 12-14 a/)
    await say('club calendar days:Friday')
    expect(await dates()).toMatch(/^12-04 c, 12-11 a, 12-18 b/)
    expect(await say('club rota')).toMatch(/c {2}— 0 turns.*a {2}— 1 turn.*b {2}— 1 turn/)
    expect(await say('meeting show date:2026-11-23')).toMatch(/The meeting of 2026-11-23.*presenter:\s+a /)
    await say('club rota add:d remove:"a"')
    expect(await dates()).toMatch(/^12-04 c, 12-11 b, 12-18 d, 12-25 c/)
  })

  it('takes its first people one by one', async () => {
    expect(await say('club rota add:a')).toMatch(/a {2}— 0 turns/)
    expect(await say('club rota add:b how:order')).toMatch(/a {2}— 0 turns.*b {2}— 0 turns/)
    expect(await dates()).toMatch(/^11-23 a, 11-30 b, 12-07 a/)
  })

  it('leaves who had a date alone when an organiser names somebody for a later one', async () => {
    await say('club rota people:"a, b, c"')
    await read('2026-11-23T09:00:00Z')
    club.clock.set('2026-11-24T09:00:00Z')
    await say('meeting edit date:2026-11-30 people:"presenter: a"')
    expect(await say('meeting show date:2026-11-23')).toMatch(/The meeting of 2026-11-23.*presenter:\s+a /)
    expect(await dates()).toMatch(/^11-30 a, 12-07 b, 12-14 c, 12-21 a/)
    expect(await say('club rota')).toMatch(/b {2}— 0 turns.*c {2}— 0 turns.*a {2}— 1 turn/)
  })

  it('counts a turn as soon as it was had, and none by a date that no paper was read for', async () => {
    await say('club rota people:"<@anna|anna>, b, c"')
    await read('2026-11-23T09:00:00Z')
    expect(await say('club rota')).toMatch(/b {2}— 0 turns.*c {2}— 0 turns.*anna {2}— 1 turn /)
    expect(await say('me show', anna)).toContain('You take turns: you had 1 date.')
    club.clock.set('2026-11-30T09:00:00Z')
    await club.all.tick()
    // Until the day is over a paper may still come.
    expect(await say('club rota')).toMatch(/b {2}— 0 turns.*c {2}— 0 turns.*anna {2}— 1 turn /)
    club.clock.set('2026-12-01T09:00:00Z')
    expect(await dates()).toMatch(/^12-07 b, 12-14 c, 12-21 anna/)
    await read('2026-12-07T09:00:00Z')
    const counted = /c {2}— 0 turns.*anna {2}— 1 turn .*b {2}— 1 turn /
    expect(await say('club rota')).toMatch(counted)
    expect(await say('club rota add:d')).toMatch(counted)
  })

  it('is fair by what everybody had before', async () => {
    await say('club rota how:fair people:"a (3), b (1), c (2)"')
    expect(await dates()).toBe('11-23 b, 11-30 c, 12-07 b, 12-14 a, 12-21 c, 12-28 b')
  })

  it('names members of either chat, and is for organisers to change', async () => {
    expect(await say('club rota how:order', anna)).toContain('Only organisers')
    await say('club rota people:"<@olga>, Ada Lovelace" roles:"presenter and discussant"')
    expect(await say('meeting show', anna)).toMatch(/presenter: {3}north:olga olga ; discussant: {3}Ada Lovelace/)
    expect(await say('club rota', anna)).toContain('Each date has a presenter and a discussant.')
    expect(await say('club rota how:none')).toMatch(
      /Nobody is named for the dates\..*\/paper club rota how:volunteers , or .*club rota people:"@Ada, @Bob"/,
    )
    await say('club rota how:order')
    await club.all.rename('north:olga', 'Olga Taussky')
    expect(await say('meeting show', anna)).toContain('Olga Taussky')
  })
})

describe('a name that is typed behind an @', () => {
  it('means whom the club knows by it, and else the answer says that it is a name alone', async () => {
    const [paper] = await (await club.all.of(SOUTH)).catalogue.complete('diffusion', 1)
    await club.type(`nominate paper:"${paper?.title}"`, person('south:kurt'), SOUTH)
    const edited = await say('meeting edit date:2026-11-23 people:"presenter: @KURT, @Emmy, Carl"')
    expect(edited).toMatch(/presenter:.*south:kurt kurt , +Emmy +and +Carl/)
    expect(edited).toContain('“Emmy” is a name without an account')
    const rota = await say('club rota people:"@Kurt, @Emmy (2)"')
    expect(rota).toContain('south:kurt kurt')
    expect(rota).toContain('“Emmy” is a name without an account')
    expect(await say('meeting edit date:2026-11-23 people:"<@anna|anna>, Carl"')).not.toContain('without an account')
  })
})

it('calls whom a mention names by the name that the club knows, and says of nobody that they are elsewhere', async () => {
  const [paper] = await (await club.all.of(NORTH)).catalogue.complete('diffusion', 1)
  await club.type(`nominate paper:"${paper?.title}"`, anna)
  await say('club rota people:"<@anna>, <@bea>"')
  expect(await say('meeting show')).toMatch(/north:anna anna.*north:bea somebody not known by name yet/)
  const edited = await say('meeting edit date:2026-12-07 people:"<@anna>"')
  expect(edited).toContain('north:anna anna')
})

describe('members', () => {
  const bea = person('north:bea')
  const sam = person('south:sam')

  it('take free dates by command and by button, one of two gets it, and what is given back is told in every room', async () => {
    expect(await say('meeting take', anna)).toContain('Nobody is named for the dates here')
    await say('club rota how:volunteers')
    const ballot = () => textOf(club.south.posts.find(({ key }) => key.startsWith('ballot'))?.card)
    await club.all.idle()
    expect(ballot()).toMatch(/For {2}2026-11-23T08:00:00Z moment {2}— {2}presenter: free/)
    expect(await say('meeting take', anna)).toMatch(/You are {2}presenter {2}on {2}2026-11-23/)
    await club.all.idle()
    expect(ballot()).toMatch(/For {2}2026-11-23T08:00:00Z moment {2}— {2}presenter: {3}north:anna anna/)
    const shown = await club.type('meeting show', bea)
    const both = await Promise.all([
      press(club, shown, 'Take Monday, 7 December 2026', bea),
      press(club, shown, 'Take Monday, 7 December 2026', sam),
    ])
    expect(both.map(textOf).sort()).toEqual([
      expect.stringMatching(/^It is yours/),
      expect.stringMatching(/^That did not work text (bea|sam) has 2026-12-07/),
    ])
    expect(await say('meeting take date:2026-11-23', bea)).toContain('anna has 2026-11-23')
    expect(await say('meeting take date:2026-11-24', bea)).toContain('does not meet on 2026-11-24')
    expect(await dates()).toMatch(/^11-23 anna, 11-30 free, 12-07 (bea|sam), 12-14 free/)
    expect(await say('meeting return date:2026-11-23', bea)).toContain('You do not have 2026-11-23')
    await say('meeting return', anna)
    for (const room of [NORTH, SOUTH]) {
      const [post] = (await postedIn(club, room)).slice(-1)
      expect(post).toMatch(/anna has changed them\..*2026-11-23T08:00:00Z moment.*presenter: free.*Take the free date/)
    }
    const news = club.south.posts.at(-1)?.card
    expect(news && textOf(await press(club, news, 'Take the free date', sam))).toMatch(/on {2}2026-11-23/)
  })

  it('swap once both agreed, which changes these two dates and is said in every room', async () => {
    await say('club rota people:"<@anna|anna>, <@bea|bea>, Carl"')
    expect(await say('meeting swap with:2026-12-07', anna)).toContain('Carl is known here by name alone')
    expect(await say('meeting swap with:2026-12-21 mine:2026-11-30', anna)).toContain('You do not have 2026-11-30')
    expect(await say('meeting swap with:2026-12-21', anna)).toMatch(/As soon as.*bea.*agrees/)
    await club.all.idle()
    const ask = club.south.posts.at(-1)?.card
    if (!ask) throw new Error('nobody was asked')
    const asked = club.south.posts.at(-1)?.key
    expect(textOf(ask)).toMatch(/anna would like to swap.*2026-11-23.*anna.*2026-12-21.*bea/)
    expect(textOf(await press(club, ask, 'Agree', sam))).toContain('Only who is asked can agree')
    expect(textOf(await press(club, ask, 'Agree', bea))).toMatch(/^Swapped.*have changed places/)
    expect(await dates()).toBe('11-23 bea, 11-30 bea, 12-07 Carl, 12-14 anna, 12-21 anna, 12-28 Carl')
    expect((await postedIn(club, SOUTH)).at(-1)).toMatch(/bea has changed them.*2026-11-23.*bea.*2026-12-21.*anna/)
    expect(await say('meeting return date:2026-11-23', bea)).toContain('yours by a swap')
    await club.all.idle()
    for (const { posts } of [club.north, club.south])
      expect(posts.find(({ key }) => key === asked)?.card.title).toBe('Swapped')
    // The same message in another room, pressed by whomever.
    for (const who of [bea, anna, sam])
      expect(textOf(await press(club, ask, 'Agree', who))).toMatch(/^Swapped.*have changed places/)
    expect(await dates()).toMatch(/^11-23 bea, 11-30 bea/)
    await club.click('me forget:confirm:', [], bea)
    expect(JSON.stringify(await club.store.range(''))).not.toMatch(/swaps|north:bea/)
  })

  it('give back what they had by a swap among volunteers, and read in an order that a swap is what it is', async () => {
    await say('club rota how:volunteers')
    await say('meeting take date:2026-11-23', anna)
    await say('meeting take date:2026-11-30', bea)
    await say('meeting swap with:2026-11-30', anna)
    await club.all.idle()
    const agree = () => press(club, club.south.posts.at(-1)?.card ?? { title: '', blocks: [] }, 'Agree', bea)
    await agree()
    expect(await dates()).toMatch(/^11-23 bea, 11-30 anna, 12-07 free/)
    expect(await say('meeting return', bea)).toContain('Given back')
    expect(await say('meeting return date:2026-11-30', anna)).toContain('Given back')
    expect(await dates()).toMatch(/^11-23 free, 11-30 free, 12-07 free/)

    await say('club rota how:order people:"<@anna|anna>, <@bea|bea>"')
    await say('meeting swap with:2026-11-30', anna)
    await club.all.idle()
    await agree()
    expect(await dates()).toMatch(/^11-23 bea, 11-30 anna/)
    const refused = await say('meeting return date:2026-11-23', bea)
    expect(refused).toMatch(/by a swap.*`?meeting swap/)
    expect(refused).not.toContain('your turn')
    expect(await say('meeting return date:2026-12-14', bea)).toContain('because it is your turn')
  })

  it('give back what they took, and keep what they have on that date by a swap', async () => {
    await say('club rota how:order roles:"presenter, host" people:"<@anna|anna>, <@bea|bea>, <@carl|carl>"')
    for (const who of [bea, person('north:carl')]) await say('meeting away from:2026-11-20 to:2026-11-25', who)
    expect(await dates()).toMatch(/^11-23 anna ; host: free, 11-30 bea/)
    await say('meeting swap mine:2026-11-23 with:2026-11-30', anna)
    await club.all.idle()
    await press(club, club.south.posts.at(-1)?.card ?? { title: '', blocks: [] }, 'Agree', bea)
    await say('meeting take date:2026-11-23 role:host', bea)
    const both = await dates()
    expect(both).toMatch(/^11-23 bea ; host: bea, 11-30 anna/)
    expect(await say('meeting return date:2026-11-23', bea)).toContain('You are its presenter still')
    expect(await dates()).toBe(both.replace('host: bea', 'host: free'))
  })

  it('swap one role of two, which moves no third one; who has both dates is not asked', async () => {
    await say('club rota people:"<@bruno|bruno>, <@anna|anna>, <@bea|bea>" roles:"presenter, discussant"')
    const before = await dates()
    expect(before).toMatch(/^11-23 bruno ; discussant: anna, /)
    expect(await say('meeting swap with:2026-11-30 mine:2026-11-23', person('north:bruno'))).toContain('is not yours')
    expect(await say('meeting swap with:2026-11-30 mine:2026-11-23', anna)).toMatch(/As soon as.*bea.*agrees/)
    await club.all.idle()
    const ask = club.south.posts.at(-1)?.card
    if (!ask) throw new Error('nobody was asked')
    await press(club, ask, 'Agree', bea)
    const [first, second, ...others] = before.split(', ')
    expect((await dates()).split(', ')).toEqual([
      first?.replace('anna', 'bea'),
      second?.replace('bea', 'anna'),
      ...others,
    ])
    await say('club rota people:"<@anna|anna>, <@bea|bea>" roles:"presenter, discussant"')
    expect(await say('meeting swap with:2026-12-14 mine:2026-12-07', anna)).toContain('is not yours')
  })

  it('have had their own turns by a swap, also when one of its two dates was added by hand and is moved', async () => {
    await say('club rota how:fair people:"<@anna|anna>, <@bea|bea>"')
    await say('meeting add date:2026-12-02')
    expect(await dates()).toMatch(/^11-23 anna, 11-30 bea, 12-02 anna, 12-07 bea/)
    await say('meeting swap with:2026-11-30 mine:2026-12-02', anna)
    await club.all.idle()
    const ask = club.south.posts.at(-1)?.card
    if (!ask) throw new Error('nobody was asked')
    await press(club, ask, 'Agree', bea)
    await say('meeting move date:2026-12-02 to:2026-12-03')
    expect(await dates()).toMatch(/^11-23 anna, 11-30 anna, 12-03 bea, 12-07 bea, 12-14 anna/)
  })

  it('are told in every room when an organiser takes a date from one of them, and not when one is given a free date', async () => {
    await say('club rota how:volunteers')
    await say('meeting edit date:2026-11-23 people:"presenter: <@anna|anna>"')
    expect((await postedIn(club, SOUTH)).join()).not.toContain('has changed them')
    await say('meeting edit date:2026-11-23 people:"presenter: <@bea|bea>"')
    await say('meeting edit date:2026-11-23 people:none')
    for (const room of [NORTH, SOUTH]) {
      const [given, taken] = (await postedIn(club, room)).slice(-2)
      expect(given).toMatch(/An organiser has changed them\.\s+north:anna anna\s+no longer has\s+2026-11-23/)
      expect(given).toMatch(/2026-11-23\S* moment {2}— {2}presenter: {3}north:bea bea/)
      expect(taken).toMatch(/north:bea bea\s+no longer has.*presenter: free.*Take the free date/)
    }
    await say('club rota how:order people:"<@anna|anna>, <@bea|bea>, Carl"')
    await say('meeting edit date:2026-11-23 people:"presenter: Carl"')
    expect((await postedIn(club, SOUTH)).at(-1)).toMatch(/north:anna anna\s+no longer has\s+2026-11-23/)
  })

  it('pass a turn on and take that back, and are away without losing their turn', async () => {
    await say('club rota people:"<@anna|anna>, <@bea|bea>, Carl"')
    await say('club rota people:"<@anna>, <@bea|bea>, Carl"')
    expect(await say('me show', anna)).toContain('You take turns: you had 0 dates.')
    const passed = await club.type('meeting skip', { ...anna, name: 'Anna' })
    expect(textOf(passed)).toMatch(/You no longer have {2}2026-11-23\S* moment.*You have these dates: list 2026-12-07/)
    expect(await say('club rota')).toContain('north:anna Anna')
    expect(await say('meeting show')).toMatch(/anna Anna/)
    expect(await dates()).toMatch(/^11-23 bea, 11-30 Carl, 12-07 anna, 12-14 bea/)
    expect((await postedIn(club, SOUTH)).at(-1)).toMatch(/Anna has changed them.*2026-11-23.*bea/)
    await press(club, passed, 'Take it back', anna)
    expect(await dates()).toMatch(/^11-23 anna, 11-30 bea/)
    expect(await say('meeting away from:2026-11-20 to:2026-11-30', anna)).toMatch(
      /You have these dates: list 2026-12-07/,
    )
    expect(await dates()).toMatch(/^11-23 bea, 11-30 Carl, 12-07 anna, 12-14 bea/)
    expect(await say('club rota')).toContain('away: 2026-11-20 to 2026-11-30')
    await say('meeting away back', anna)
    expect(await dates()).toMatch(/^11-23 anna, 11-30 bea/)
    expect(await say('meeting skip', sam)).toContain('You take no turns here')
  })
})

describe('attendance', () => {
  const bea = person('north:bea')
  const sam = person('south:sam')

  it('is counted on the posts of a meeting in every room, by name only for who agrees, and is exported', async () => {
    await say('club calendar place:"Room 5" remind:"a day" lead:"3 days"')
    await someVote(club)
    club.clock.set('2026-11-20T08:00:01Z')
    await club.all.tick()
    club.clock.set('2026-11-22T08:00:01Z')
    await club.all.tick()
    const shown = () => [...club.north.posts, ...club.south.posts].filter(({ key }) => /^(pick|dayahead)/.test(key))
    expect(shown()).toHaveLength(4)
    const [pick, reminder] = club.north.posts.filter(({ key }) => /^(pick|dayahead)/.test(key)).map(({ card }) => card)
    if (!pick || !reminder) throw new Error('nothing was posted')
    const told = await press(club, pick, "I'm coming", anna)
    expect(textOf(told)).toMatch(/You are coming.*your name is not shown/)
    const named = await press(club, told, 'Show my name', anna)
    await press(club, reminder, "I'm coming", bea)
    expect(textOf(await press(club, reminder, 'Not this time', sam))).toContain('You are not coming this time')
    await club.all.idle()
    for (const { card } of shown())
      expect(textOf(card)).toContain('2 people come, among them anna; 1 cannot this time.')
    await say('meeting coming answer:wait', bea)
    await press(club, named, 'Hide my name', anna)
    expect(await say('meeting show date:2026-11-23')).toMatch(
      /1 person comes; 1 cannot this time; 1 would like it to wait/,
    )
    await press(club, told, 'Show my name', anna)
    const lines = await Array.fromAsync(exportLines(club.store))
    expect(lines.filter(({ kind }) => kind === 'meeting')).toEqual([
      { kind: 'meeting', club: 'club', day: '2026-11-23', coming: 1, not: 1, waiting: 1, names: ['anna'] },
    ])
    expect(await say('me show', anna)).toContain('Whether you come to 1 meeting.')
    await club.click('me forget:confirm:', [], anna)
    expect(JSON.stringify(await club.store.range('coming/'))).not.toContain('anna')
  })

  it('names who agreed in the order in which they said so, whatever they said since', async () => {
    const zoe = person('north:zoe')
    for (const who of [zoe, anna]) {
      await say('meeting coming named', who)
      club.clock.advance({ minutes: 1 })
    }
    const both = '2 people come: zoe and anna.'
    expect(await say('meeting show date:2026-11-23')).toContain(both)
    for (const answer of ['no', 'yes']) await say(`meeting coming answer:${answer}`, zoe)
    expect(await say('meeting show date:2026-11-23')).toContain(both)
  })

  it('is shown by a bare call, which says nothing for whoever asks', async () => {
    const asked = await club.type('meeting coming', anna)
    expect(textOf(asked)).toMatch(/^You have not said whether you come.*2026-11-23/)
    expect(await say('meeting show date:2026-11-23')).not.toContain('comes')
    await press(club, asked, 'Wait for me', anna)
    expect(await say('meeting coming', anna)).toContain('You would like it to wait for you')
    expect(await say('meeting show date:2026-11-23')).toContain('1 would like it to wait.')
    await press(club, await club.type('meeting coming', anna), "I'm coming", anna)
    expect(await say('meeting show date:2026-11-23')).toContain('1 person comes.')
  })

  it('lets a paper wait for who asked, at an organiser’s button, and it is nominated again', async () => {
    await say('club calendar place:"Room 5" lead:"3 days"')
    const found = await (await club.all.of(NORTH)).catalogue.complete('diffusion', 2)
    for (const { title } of found) await say(`nominate paper:"${title}"`, bea)
    club.clock.set('2026-11-20T08:00:01Z')
    await club.all.tick()
    const pick = () => club.north.posts.find(({ key }) => key.startsWith('pick'))?.card
    const first = pick()
    if (!first) throw new Error('nothing was picked')
    expect(textOf(first)).not.toContain('Let it wait')
    await press(club, first, 'Wait for me', anna)
    await club.all.idle()
    const asked = pick()
    if (!asked) throw new Error('the pick is gone')
    expect(textOf(await press(club, asked, 'Let it wait', anna))).toContain('Only organisers')
    const read = asked.title.replace('Paper of the week: ', '')
    expect(textOf(await press(club, asked, 'Let it wait', olga))).toMatch(/^It waits.*waits for a later meeting/)
    await club.all.idle()
    expect(pick()?.title).toBe(`Paper of the week: ${found[1]?.title}`)
    expect(textOf(await club.type('vote', bea))).toContain(`${read}  (`)
    expect((await postedIn(club, SOUTH)).at(-1)).toContain('Somebody asked for it to wait.')
  })

  it('is of a meeting, wherever it is moved, and of none that does not take place', async () => {
    await say('meeting coming date:2026-12-07 named', anna)
    await say('meeting move date:2026-12-07 to:2026-12-08')
    expect(await say('meeting show date:2026-12-08', bea)).toContain('1 person comes: anna.')
    await say('meeting cancel date:2026-12-08')
    expect(textOf(await club.click('meeting coming:no:2026-12-07', [], anna))).toContain('does not take place any more')
  })
})

describe('where whoever presents chooses', () => {
  const bea = person('north:bea')

  beforeEach(async () => {
    await say('club set way:presenter')
    await say('club rota people:"<@anna|anna>, <@bea|bea>"')
    await club.all.tick()
  })

  /** The latest message of both rooms, which say the same. */
  async function told(): Promise<string> {
    const [north, south] = await Promise.all([NORTH, SOUTH].map(async (room) => (await postedIn(club, room)).at(-1)))
    expect(south).toBe(north)
    return north ?? ''
  }

  async function titles(): Promise<string[]> {
    const { catalogue } = await club.all.of(NORTH)
    return (await catalogue.complete('diffusion', 4)).map(({ title }) => title)
  }

  it('they are asked in every room, and what they name with its reason is read', async () => {
    const [title = ''] = await titles()
    expect(await told()).toMatch(/anna : the meeting of {2}2026-11-23T08:00:00Z.*is yours.*Choose the paper/)
    expect(await say(`meeting paper paper:"${title}" date:2026-11-23`, bea)).toContain('You do not have 2026-11-23')
    const ask = club.south.posts.at(-1)?.card
    if (!ask) throw new Error('nobody was asked')
    expect(await say('meeting paper "nonsense that nobody wrote" reason:"It is long."', anna)).toMatch(
      /Not in the library yet.*It is long.*Describe it yourself/s,
    )
    const chosen = await club.fillIn('meeting paper', { paper: title, reason: 'It is short.' }, anna)
    expect(textOf(chosen)).toMatch(/^Chosen: .*It is read on {2}2026-11-23/)
    expect(await say('meeting show', bea)).toContain(title)
    club.clock.set('2026-11-22T08:00:01Z')
    await club.all.tick()
    // Nobody is asked for what stands, and what asked says so.
    expect(await told()).toMatch(new RegExp(`^The paper is chosen.*2026-11-23T08:00:00Z moment +reads +${title}`))
    expect(await told()).not.toContain('Choose the paper')
    club.clock.set('2026-11-23T08:00:01Z')
    await club.all.tick()
    const posts = await postedIn(club, SOUTH)
    expect(await more('pick.club.1')).toMatch(/who presents it chose it.*anna : {2}“It is short.”/)
    expect(posts.at(-2)).toMatch(/Next: {2}2026-11-30T08:00:00Z moment {2}— {2}presenter: {3}north:bea bea$/)
    expect(await told()).toMatch(/bea : the meeting of {2}2026-11-30/)
    expect(await say(`meeting paper paper:"${title}"`, bea)).toContain('has read')
    expect(await say(`meeting paper paper:"${title}" date:2026-11-30`, anna)).toContain('You do not have 2026-11-30')
  })

  it('they choose no other one once the paper of their date stands', async () => {
    const [title = '', other = ''] = await titles()
    await say('club calendar days:Monday lead:"3 days"')
    await say(`meeting paper paper:"${title}"`, anna)
    club.clock.set('2026-11-20T08:00:01Z')
    await club.all.tick()
    expect(await say(`meeting paper paper:"${other}" date:2026-11-23`, anna)).toContain('stands already')
    expect(await say('meeting show date:2026-11-23')).toContain(title)
  })

  it('they are reminded a day before, and the best of what waits stands in for who says nothing', async () => {
    const [title = ''] = await titles()
    await say(`nominate paper:"${title}"`, bea)
    const asked = (await postedIn(club, NORTH)).length
    club.clock.set('2026-11-22T08:00:01Z')
    await club.all.tick()
    expect((await postedIn(club, NORTH)).slice(asked)).toEqual([expect.stringMatching(/anna : the meeting/)])
    await club.all.tick()
    expect((await postedIn(club, NORTH)).length).toBe(asked + 1)
    club.clock.set('2026-11-23T08:00:01Z')
    await club.all.tick()
    const posts = await postedIn(club, NORTH)
    const pick = posts.findLast((post) => post.startsWith('Paper of the week'))
    expect(pick).toContain(title)
    expect(await more('pick.club.1')).toMatch(/nobody had chosen|stands in/)
  })

  it.each(['presenter', 'organiser'])('a turn is had also where the bot was not told of a paper (%s)', async (way) => {
    await say(`club set way:${way}`)
    await say('club rota people:"a, b, c" how:order')
    club.clock.set('2026-11-25T09:00:00Z')
    await club.all.tick()
    expect(await dates()).toMatch(/^11-30 b, 12-07 c, 12-14 a/)
    expect(await say('meeting show date:2026-11-23')).toMatch(/presenter:\s+a /)
  })

  it('organisers choose for who is known by name alone, by the button that asks, and nobody else does', async () => {
    await say('club rota people:"Carl"')
    await club.all.tick()
    await say('meeting cancel date:2026-11-23')
    await club.all.tick()
    expect(await told()).toMatch(/^Which paper.*Carl : the meeting of {2}2026-11-30.*tell an organiser, who chooses/)
    const ask = club.south.posts.at(-1)?.card
    if (!ask) throw new Error('nobody was asked')
    expect(textOf(await press(club, ask, 'Choose the paper', anna))).toContain('You do not have 2026-11-30')
    const button = {
      action: 'meeting paper:choose:2026-11-30',
      values: [],
      caller: olga,
      room: NORTH,
      interaction: 'b',
    }
    expect(await club.app.act(button).reply).toMatchObject({ form: { action: 'meeting paper:paper:2026-11-30' } })
    const [title = ''] = await titles()
    const chosen = await say(`meeting paper paper:"${title}" reason:"Carl likes it." date:2026-11-30`)
    expect(chosen).toMatch(/^Chosen: .*It is read on {2}2026-11-30T08:00:00Z moment \./)
    for (const due of ['2026-11-29T08:00:01Z', '2026-11-30T08:00:01Z']) {
      club.clock.set(due)
      await club.all.tick()
    }
    const pick = (await postedIn(club, SOUTH)).findLast((post) => post.startsWith('Paper of the week'))
    expect(pick).toContain(title)
    expect(await more('pick.club.1')).toMatch(/an organiser chose it.*Carl.*“Carl likes it\.”/)
  })

  it('nobody is asked but for who would, where a date is free', async () => {
    await say('club rota how:volunteers people:none')
    await say('meeting cancel date:2026-11-23')
    await club.all.tick()
    expect(await told()).toMatch(/Who presents next\?.*2026-11-30.*Take the date/)
    const ask = club.south.posts.at(-1)?.card
    expect(ask && textOf(await press(club, ask, 'Take the date', bea))).toContain('It is yours')
  })
})

describe('whoever wants a date that they cannot have', () => {
  const takes = async (role = '') => say(`meeting take date:2026-11-23${role && ` role:${role}`}`, anna)

  it('is told that nobody is named here', async () => {
    expect(await takes()).toContain('Nobody is named for the dates here.')
  })

  it('is told who has it, in which role too, and which role it does not have', async () => {
    await say('club rota how:volunteers roles:"presenter, Chair"')
    await say('meeting take date:2026-11-23 role:chair')
    expect(await takes('CHAIR')).toContain('olga has 2026-11-23')
    expect(await takes('minutes')).toContain('needs no minutes')
    expect(await takes('presenter')).toContain('It is yours')
  })

  it('is told that no paper is read on it', async () => {
    await say('club rota how:volunteers')
    await say('meeting edit date:2026-11-23 kind:other topic:"Guest talk"')
    expect(await takes()).toContain('No paper is read on 2026-11-23')
  })
})
