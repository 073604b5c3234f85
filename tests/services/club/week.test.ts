import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Block, Card } from '../../../src/chat/card.ts'
import { ChatFailure } from '../../../src/chat/failure.ts'
import { openStore } from '../../../src/store/open.ts'
import type { Store } from '../../../src/store/store.ts'
import { NORTH, person, press, SOUTH, settings, someVote, type TestClub, testClub, textOf } from '../../fakes/club.ts'
import { digest, entry } from '../../library/digests.ts'
import { addDigest } from '../library/add-digest.ts'

const ada = person('ada')
const bo = person('south:bo')
const olga = person('olga')

const selectOf = (card: Card) => {
  const block = card.blocks.find((other): other is Extract<Block, { kind: 'select' }> => other.kind === 'select')
  if (!block) throw new Error('no select on the card')
  return block.select
}
const posted = (club: TestClub, kind: string) =>
  [...club.north.posts, ...club.south.posts].filter(({ key }) => key.startsWith(`${kind}.`))
const actionOf = (card: Card, label: string) => {
  const buttons = card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
  const button = buttons.find((other) => other.label === label)
  if (!button || !('action' in button)) throw new Error(`no button ${label}`)
  return button.action
}
/** The lines of a card's first list. */
const listOf = (card: Card | undefined): string[] =>
  card?.blocks.flatMap((block) =>
    block.kind === 'list' || block.kind === 'table' ? [block.items.map(textOf)] : [],
  )[0] ?? []
const ballotOf = async (club: TestClub) => selectOf(await club.type('vote'))

/** Somebody votes when nobody has; then time passes. */
async function turn(club: TestClub, days = 7) {
  if (textOf(await club.type('results', bo, SOUTH)).includes('0 people voted')) await someVote(club, bo, SOUTH)
  club.clock.advance({ days })
  await club.all.tick()
}

describe('the first week', () => {
  it('welcomes each room in three lines and opens a ballot of five there at once', async () => {
    const club = await testClub()
    for (const chat of [club.north, club.south]) {
      expect(chat.posts.map(({ key }) => key)).toEqual(['welcome.club.1', 'ballot.club.1'])
      const [welcome, ballot] = chat.posts
      expect(welcome?.card.blocks[0]).toMatchObject({ kind: 'list', items: { length: 3 } })
      expect(listOf(ballot?.card)).toHaveLength(5)
    }
  })

  it('has its first pick at the next club time that is at least a day away', async () => {
    const club = await testClub({ now: '2026-11-22T12:00:00Z' })
    expect(textOf(await club.type('club show'))).toContain('2026-11-30T08:00:00Z')
  })

  it('says what to set when a channel belongs to no club', async () => {
    const club = await testClub()
    expect(textOf(await club.type('week', ada, 'north:g9:c9'))).toContain('add north:g9:c9 to CLUB_ROOMS')
  })

  it('welcomes a room that is added later, and leaves the others alone', async () => {
    const club = await testClub()
    const notes = await club.all.found({ ...settings, rooms: [NORTH, SOUTH, 'north:g1:c2'] })
    await club.all.tick()
    expect(notes).toEqual([])
    expect(club.north.posts.filter(({ room }) => room === 'north:g1:c2').map(({ key }) => key)).toEqual([
      'welcome.club.1',
      'ballot.club.1',
    ])
    expect(club.south.posts).toHaveLength(2)
  })

  it('F41 lets a room go that is listed no more, with what was on its way there, and takes it back', async () => {
    const club = await testClub()
    club.north.failures.push({ failure: new ChatFailure('archived', 'no', 'x'), after: false })
    await turn(club)
    const notes = await club.all.found({ ...settings, rooms: [SOUTH] })
    expect(notes).toEqual(['A channel in North is not in CLUB_ROOMS any more, so it has left the club.'])
    const next = await club.again()
    const before = club.north.posts.length
    expect(textOf(await next.type('week', ada, NORTH))).toContain('belongs to no reading group')
    await turn(next)
    await next.all.idle()
    expect(club.north.posts).toHaveLength(before)
    const shown = textOf(await next.type('club show', ada, SOUTH))
    expect(shown).toContain('Rooms #south in South')
    expect(shown).not.toContain('Needs an organiser')
    expect(await next.all.found(settings)).toEqual([])
    await next.all.tick()
    expect(club.north.posts.map(({ key }) => key).slice(before)).toEqual([
      'welcome.club.2',
      'pick.club.2',
      'ballot.club.3',
    ])
  })

  it('leaves a channel to the group that has it, and says so, when it is made and afterwards', async () => {
    const club = await testClub()
    for (const more of [[], ['north:g1:c3'] as const]) {
      await club.all.found({ ...settings, id: 'second', rooms: [SOUTH, 'north:g1:c2', ...more] })
      await club.all.tick()
      await club.all.rooms.check()
      expect(await club.all.strays()).toEqual([
        expect.stringMatching(/^#south in South, which CLUB_ROOMS lists, belongs to another reading group.*club leave/),
      ])
      expect(JSON.stringify(await club.store.get('clubs/second'))).not.toContain(SOUTH)
    }
    expect(club.south.posts).toHaveLength(2)
    expect(club.north.posts.map(({ room }) => room)).toContain('north:g1:c3')
    await club.click('club leave:confirm:', [], olga, SOUTH)
    expect(await club.all.strays()).toEqual([expect.stringMatching(/no reading group\. Start the bot again/)])
  })

  it('tells where the environment differs from what was set in the chat', async () => {
    const club = await testClub()
    await club.type('club set weekday:Friday time:16:30', olga)
    expect(await club.all.found(settings)).toEqual([
      "The club's time is Friday 16:30 (Europe/Berlin), as set in the chat; the environment says Monday 09:00 (Europe/Berlin).",
    ])
    expect(await club.all.found({ ...settings, isTimeDefault: true })).toEqual([])
  })
})

describe('a week', () => {
  it('is voted on from both chats, picked, posted in both with idea and thread, and with the reason behind a button, and followed by a new ballot', async () => {
    const club = await testClub()
    await club.type('nominate magistral reason: it is short', ada)
    const ballot = await ballotOf(club)
    const magistral = ballot.options.find(({ label }) => label === 'Magistral')?.value ?? ''
    await club.click('vote:cast:ballot.club.1', [magistral], ada)
    const own = await club.click('vote:cast:ballot.club.1', [magistral], bo, SOUTH)
    expect(textOf(own)).toContain('You voted for  Magistral .')
    await club.all.idle()
    for (const { card } of posted(club, 'ballot')) expect(textOf(card)).toMatch(/Magistral +· 2025 · +▰▰▰▰▰ +2 votes/)

    await turn(club)
    const picks = posted(club, 'pick')
    expect(picks.map(({ room }) => room)).toEqual([NORTH, SOUTH])
    for (const { card, thread } of picks) {
      expect(card.title).toBe('Paper of the week: Magistral')
      const more = textOf(await press(club, card, 'More', ada))
      expect(more).toContain('it had 2 votes, more than any other')
      expect(more).toContain('Nominated by ada: “it is short”')
      expect(more).toContain('Seen in')
      expect(thread).not.toBeNull()
    }
    expect(
      posted(club, 'ballot')
        .map(({ key }) => key)
        .filter((key) => key === 'ballot.club.2'),
    ).toHaveLength(2)
    await club.all.idle()
    expect(club.north.posts.find(({ key }) => key === 'ballot.club.1')?.card.title).toBe('This ballot is closed')
    expect(textOf(await club.type('history'))).toContain('Magistral  (2 votes, 0 comments)')
  })

  it('puts no more than the pick and the ballot into a room on the day, with the wrap-up of the week before', async () => {
    const club = await testClub()
    await turn(club)
    const before = club.north.posts.length
    const pick = posted(club, 'pick')[0]
    await club.all.hear({
      kind: 'said',
      room: NORTH,
      thread: pick?.thread ?? '',
      message: 'x1',
      author: ada,
      text: 'good',
      at: club.clock.now(),
    })
    await turn(club)
    const day = club.north.posts.slice(before)
    expect(day.map(({ key }) => key)).toEqual(['pick.club.2', 'ballot.club.3'])
    expect(textOf(day[0]?.card)).toMatch(/Last week: .* with 1 comment by 1 person/)
  })

  it('F12 counts fifty clicks of one member at once as one vote, the last one', async () => {
    const club = await testClub()
    const papers = (await ballotOf(club)).options.map(({ value }) => value)
    await Promise.all(
      Array.from({ length: 50 }, (_, index) => club.click('vote:cast:ballot.club.1', [papers[index % 5] ?? ''], ada)),
    )
    const results = textOf(await club.type('results'))
    expect(results).toContain('1 person voted')
    expect(
      selectOf(await club.type('vote'))
        .options.filter(({ selected }) => selected)
        .map(({ value }) => value),
    ).toEqual([papers[4]])
  })

  it('takes one paper more or less by its number, in a line, once however often a press is delivered', async () => {
    const club = await testClub()
    const [first, second] = (await ballotOf(club)).options
    const tap = (number: string, id?: string) => club.click(`vote:toggle:ballot.club.1.${number}`, [], ada, NORTH, id)
    const one = await tap(first?.value ?? '', 'north:press-1')
    expect([one.title, one.blocks.length]).toEqual(['', 2])
    expect(textOf(one)).toContain(`You voted for  ${first?.label} .`)
    expect(textOf(await tap(second?.value ?? ''))).toContain(`You voted for  ${first?.label}  and  ${second?.label} .`)
    expect(textOf(await tap(first?.value ?? '', 'north:press-1'))).toContain(`${first?.label}  and  ${second?.label} .`)
    expect(textOf(await tap(first?.value ?? '', 'north:press-2'))).toContain(`You voted for  ${second?.label} .`)
    expect(textOf(await tap('99'))).toMatch(/has left the ballot since.*You voted for/s)
    expect(textOf(await tap(second?.value ?? ''))).toContain('You have no vote on this ballot now')
    expect(textOf(await club.type('results'))).toContain('0 people voted')
  })

  it('takes a vote back', async () => {
    const club = await testClub()
    const [first] = (await ballotOf(club)).options
    await club.click('vote:cast:ballot.club.1', [first?.value ?? ''])
    expect(textOf(await club.click('vote:clear:ballot.club.1'))).toContain('You have not voted')
    expect(textOf(await club.type('results'))).toContain('0 people voted')
  })

  it('refuses votes on a closed ballot, and an id of another club is not found', async () => {
    const club = await testClub()
    const [first] = (await ballotOf(club)).options
    await turn(club)
    expect(textOf(await club.click('vote:cast:ballot.club.1', [first?.value ?? '']))).toContain('That ballot is closed')
    expect(textOf(await club.click('vote:cast:ballot.other.1', [first?.value ?? '']))).toContain(
      'not a ballot of this reading group',
    )
    expect(textOf(await club.click('vote:cast:ballot.club.99', []))).toContain('not a ballot of this reading group')
    expect(textOf(await club.click('vote:cast:nonsense', []))).toContain('not a ballot of this reading group')
  })

  it('leaves a paper that is not on the ballot out of a vote', async () => {
    const club = await testClub()
    expect(textOf(await club.click('vote:cast:ballot.club.1', ['zzzzzzzz']))).toContain(
      'You have no vote on this ballot now',
    )
  })

  it('withdraws a nomination for its nominator only', async () => {
    const club = await testClub()
    await club.type('nominate magistral', ada)
    expect(textOf(await club.type('withdraw magistral', person('eve')))).toContain('ada nominated it')
    expect(textOf(await club.type('withdraw magistral', ada))).toContain('Withdrawn')
    expect(textOf(await ballotOf(club))).not.toContain('Magistral')
  })

  it('F42 counts no vote again for what was withdrawn and nominated again, and an old button withdraws nothing new', async () => {
    const club = await testClub()
    const nominated = await club.type('nominate magistral', ada)
    const magistral = (await ballotOf(club)).options.find(({ label }) => label === 'Magistral')?.value ?? ''
    await club.click('vote:cast:ballot.club.1', [magistral], bo, SOUTH)
    await club.type('withdraw magistral', ada)
    expect(textOf(await club.type('vote', bo, SOUTH))).toMatch(
      /You voted for\s+Magistral\s+, which has left the ballot/,
    )
    await club.type('nominate magistral', ada)
    // The one vote is that of who nominated it anew.
    expect(textOf(await club.type('results'))).toContain('Magistral  — 1 vote ')
    expect(textOf(await club.click(actionOf(nominated, 'Withdraw it'), [], ada))).toContain('Nobody has nominated')
    expect(textOf(await club.type('results'))).toContain('Magistral')
  })

  it('tells what had left the ballot between sight and click, and leaves the earlier vote when that was all', async () => {
    const club = await testClub()
    await club.type('nominate magistral', ada)
    const { options } = await ballotOf(club)
    const magistral = options.find(({ label }) => label === 'Magistral')?.value ?? ''
    const other = options[0]
    await club.type('withdraw magistral', ada)
    const both = textOf(await club.click('vote:cast:ballot.club.1', [magistral, other?.value ?? ''], bo, SOUTH))
    expect(both).toMatch(/Magistral\s+has left the ballot since you saw it/)
    expect(both).toContain(`You voted for  ${other?.label} .`)
    const alone = textOf(await club.click('vote:cast:ballot.club.1', [magistral], bo, SOUTH))
    expect(alone).toMatch(/Magistral\s+has left the ballot since you saw it/)
    expect(alone).toContain(`You voted for  ${other?.label} .`)
  })

  it('tells an organiser whose nomination they withdrew, and its nominator that it was theirs', async () => {
    const club = await testClub()
    await club.type('nominate magistral', ada)
    const byOlga = textOf(await club.type('withdraw magistral', olga))
    expect(byOlga).toMatch(/Magistral\s+, which ada nominated, is off the ballot/)
    await club.type('nominate magistral', ada)
    expect(textOf(await club.type('withdraw magistral', ada))).toMatch(/Magistral\s+, which you nominated, is off/)
  })

  it('lets no vote that was long on its way replace what was chosen since, nor bring back what was taken back', async () => {
    const club = await testClub()
    const [first = '', second = ''] = (await ballotOf(club)).options.map(({ value }) => value)
    const early = club.clock.now()
    const late = async (values: string[]) => {
      const now = club.clock.now()
      club.clock.set(early)
      await club.click('vote:cast:ballot.club.1', values, bo, SOUTH)
      club.clock.set(now)
    }
    club.clock.advance({ minutes: 1 })
    await club.click('vote:cast:ballot.club.1', [second], bo, SOUTH)
    await late([first])
    expect(textOf(await club.type('results'))).toContain('1 person voted')
    const mine = await club.type('vote', bo, SOUTH)
    expect(
      selectOf(mine)
        .options.filter(({ selected }) => selected)
        .map(({ value }) => value),
    ).toEqual([second])
    await club.click('vote:clear:ballot.club.1', [], bo, SOUTH)
    await late([first])
    expect(textOf(await club.type('results'))).toContain('0 people voted')
  })

  it('F43 lists results in the order that the rules decided, and says which one did where votes were level', async () => {
    const club = await testClub()
    await club.type('nominate magistral', ada)
    const { options } = await ballotOf(club)
    const values = options.map(({ value }) => value)
    await club.click('vote:cast:ballot.club.1', values, bo, SOUTH)
    await club.click('vote:cast:ballot.club.1', values, ada)
    await turn(club)
    await club.all.idle()
    const closed = club.north.posts.find(({ key }) => key === 'ballot.club.1')?.card
    for (const card of [closed, await club.type('results', person('zoe'))]) {
      const lines = listOf(card)
      expect(lines[0]).toContain('Magistral  — 2 votes, ahead because it was nominated')
      expect(lines[1]).toContain(', ahead by its title')
      const titles = lines.slice(1).map((line) => line.split('  — ')[0] ?? '')
      expect(titles).toEqual(titles.toSorted())
    }
  })

  it('has one truth about a vote in the last instant: what was kept is told as kept, though the ballot closed meanwhile', async () => {
    const real = await openStore('memory:')
    let afterVote = async () => {}
    const store: Store = {
      ...real,
      change: async (keys, decide) => {
        const result = await real.change(keys, decide)
        if (keys.some((key) => key.startsWith('votes/'))) await afterVote()
        return result
      },
    }
    const club = await testClub({ store })
    const [first] = (await ballotOf(club)).options
    afterVote = () => turn(club)
    const kept = textOf(await club.click('vote:cast:ballot.club.1', [first?.value ?? '']))
    expect(kept).toContain(`You voted for  ${first?.label} .`)
    afterVote = async () => {}
    expect(textOf(await club.type('results'))).toContain(`${first?.label}  — 1 vote`)
    const refused = textOf(await club.click('vote:cast:ballot.club.1', [first?.value ?? ''], bo, SOUTH))
    expect(refused).toContain('That ballot is closed')
    expect(textOf(await club.type('results'))).toContain('1 person voted')
    expect(textOf(await club.click('vote:mine:ballot.club.1', []))).toContain(
      `You voted for: list ${first?.label.slice(0, 40)}`,
    )
  })

  it('does not read a paper twice', async () => {
    const club = await testClub()
    await club.type('nominate magistral')
    const magistral = (await ballotOf(club)).options.find(({ label }) => label === 'Magistral')
    await club.click('vote:cast:ballot.club.1', [magistral?.value ?? ''])
    await turn(club)
    expect(textOf(await club.type('nominate magistral'))).toContain('has read “Magistral” already')
  })
})

describe('organisers', () => {
  it.each(['club set time:10:00', 'club post', 'club skip', 'club organiser north:eve'])(
    'refuses “%s” to others plainly',
    async (text) => {
      const club = await testClub()
      expect(textOf(await club.type(text, person('eve')))).toContain('Only organisers')
      expect(posted(club, 'pick')).toEqual([])
    },
  )

  it('lets an administrator of the chat in, and whom an organiser makes one', async () => {
    const club = await testClub()
    await club.type('club organiser north:eve', person('root', true))
    expect(textOf(await club.type('club set time:10:00', person('eve')))).toContain('Monday 10:00')
    await club.type('club organiser member:north:eve remove:yes', olga)
    expect(textOf(await club.type('club set time:11:00', person('eve')))).toContain('Only organisers')
  })

  it('are shown by name once they have done something here', async () => {
    const club = await testClub()
    await club.type('club organiser south:bo', olga)
    const before = textOf(await club.type('club show', person('root', true)))
    expect(before).toContain('olga')
    expect(before).toContain('somebody in South who has not done anything here yet')
    await club.type('nominate magistral', bo, SOUTH)
    expect(textOf(await club.type('club show', ada))).not.toContain('somebody in South')
    await club.type('club set size:6', { ...bo, name: 'Bo the second' }, SOUTH)
    expect(textOf(await club.type('club show', ada))).toContain('Bo the second')
  })

  it('skips a week once it is confirmed: pick and ballot stay, the time moves by one week, and the ballot says so', async () => {
    const club = await testClub()
    await someVote(club)
    await club.type('club pause', olga)
    expect(textOf(await club.type('club skip', olga))).toContain('The club is paused, so there is no pick to skip')
    await club.type('club resume', olga)
    const asked = await club.type('club skip', olga)
    expect(textOf(asked)).toMatch(/skip the one of\s+2026-11-23T08:00:00Z.*the next one comes\s+2026-11-30T08:00:00Z/)
    expect(textOf(await club.type('club show'))).toContain('2026-11-23T08:00:00Z')
    expect(textOf(await press(club, asked, 'Skip it', olga))).toContain('2026-11-30T08:00:00Z')
    await club.all.idle()
    for (const { card } of posted(club, 'ballot'))
      expect(textOf(card)).toMatch(/An organiser skipped the pick of\s+2026-11-23T08:00:00Z/)
    // That the pause is over is said as well.
    expect(club.north.posts).toHaveLength(3)
    club.clock.set('2026-11-23T09:00:00Z')
    await club.all.tick()
    expect(posted(club, 'pick')).toEqual([])
    club.clock.set('2026-11-30T08:01:00Z')
    await club.all.tick()
    expect(posted(club, 'pick')).toHaveLength(2)
  })

  it('F48 asks the second of two who skip a moment apart, and skips one week', async () => {
    const club = await testClub()
    const root = person('root', true)
    const [first, second] = await Promise.all([club.type('club skip', olga), club.type('club skip', root)])
    await press(club, first, 'Skip it', olga)
    const late = textOf(await press(club, second, 'Skip it', root))
    expect(late).toMatch(/Nothing was skipped.*comes\s+2026-11-30T08:00:00Z/)
    expect(textOf(await club.type('club show'))).toContain('2026-11-30T08:00:00Z')
    expect(textOf(await club.type('club skip', root))).toMatch(
      /The pick of\s+2026-11-23T08:00:00Z date\s+is skipped already/,
    )
  })

  it('takes a skip back while its time has not come, and not after', async () => {
    const club = await testClub()
    const skipped = await press(club, await club.type('club skip', olga), 'Skip it', olga)
    expect(textOf(await press(club, skipped, 'Take it back', olga))).toContain('2026-11-23T08:00:00Z')
    expect(textOf(await club.type('club show'))).toContain('2026-11-23T08:00:00Z')
    await club.all.idle()
    expect(textOf(posted(club, 'ballot')[0]?.card)).not.toContain('skipped')
    const again = await press(club, await club.type('club skip', olga), 'Skip it', olga)
    club.clock.set('2026-11-24T08:00:00Z')
    expect(textOf(await press(club, again, 'Take it back', olga))).toContain('Nothing was taken back')
    expect(textOf(await club.type('club show'))).toContain('2026-11-30T08:00:00Z')
  })

  it('F40 keeps a skip when the time is changed after it', async () => {
    const club = await testClub()
    await press(club, await club.type('club skip', olga), 'Skip it', olga)
    expect(textOf(await club.type('club set weekday:Tuesday', olga))).toContain('2026-12-01T08:00:00Z')
    expect(textOf(await club.type('club set weekday:Sunday', olga))).toContain('2026-11-29T08:00:00Z')
  })

  it('posts now once it is confirmed, and leaves the new ballot open for at least a day', async () => {
    const club = await testClub({ now: '2026-11-22T12:00:00Z' })
    await someVote(club)
    const asked = await club.type('club post', olga)
    expect(textOf(asked)).toMatch(
      /closes the ballot now, with the votes of 1 person, and posts.*2 channels.*cannot be taken back/,
    )
    expect(posted(club, 'pick')).toEqual([])
    expect(textOf(await press(club, asked, 'Close and post', olga))).toContain('2026-11-30T08:00:00Z')
    expect(posted(club, 'pick')).toHaveLength(2)
  })

  it('F48 closes no second ballot when two organisers post a moment apart, and tells the second', async () => {
    const club = await testClub()
    const root = person('root', true)
    await someVote(club)
    const [first, second] = await Promise.all([club.type('club post', olga), club.type('club post', root)])
    await press(club, first, 'Close and post', olga)
    await someVote(club)
    expect(textOf(await press(club, second, 'Close and post', root))).toContain('is closed already: “')
    expect(posted(club, 'pick')).toHaveLength(2)
    club.clock.advance({ minutes: 3 })
    expect(textOf(await club.type('club post', root))).toMatch(/The last one,.*was picked/)
  })

  it('posts nothing by hand when nobody has voted, and says why', async () => {
    const club = await testClub()
    expect(textOf(await club.type('club post', olga))).toContain('Nobody has voted on the open ballot')
    expect(textOf(await club.click('club post:confirm:ballot.club.1', [], olga))).toContain('Nobody has voted')
    await someVote(club)
    await club.click('vote:clear:ballot.club.1', [], person('vera'))
    expect(textOf(await club.click('club post:confirm:ballot.club.1', [], olga))).toContain('Nobody has voted')
    expect(textOf(await club.type('vote'))).toContain('You have not voted on this ballot yet')
    expect(posted(club, 'pick')).toEqual([])
  })

  it('moves the open ballot along when the time is changed', async () => {
    const club = await testClub()
    await someVote(club)
    await club.type('club set weekday:Friday time:16:30 zone:America/New_York', olga)
    club.clock.set('2026-11-20T21:31:00Z')
    await club.all.tick()
    expect(posted(club, 'pick')).toHaveLength(2)
  })

  it('explains a setting that is not to be had', async () => {
    const club = await testClub()
    expect(textOf(await club.type('club set time:25:99', olga))).toContain('clock of 24 hours')
    expect(textOf(await club.type('club set zone:Atlantis', olga))).toContain('such as Europe/Berlin')
  })
})

describe('a nomination that is not picked', () => {
  const win = async (club: TestClub, nth: number) => {
    const { options } = await ballotOf(club)
    const [first] = options.filter(({ hint }) => hint === 'From the library')
    for (const voter of ['bo', 'cy', 'dee']) {
      await club.click(`vote:cast:ballot.club.${nth}`, [first?.value ?? ''], person(voter))
    }
    await turn(club)
  }

  it('comes back without its votes, says for the how manyth time, and leaves when it has waited long enough', async () => {
    const club = await testClub()
    await club.type('club set waits:2', olga)
    await club.type('nominate magistral reason: it is short', ada)
    await win(club, 1)
    expect(textOf(posted(club, 'pick').at(-1)?.card)).toContain('Magistral , which ada nominated, waits')
    const second = textOf(await club.type('vote'))
    expect(second).toContain('Magistral  (0 votes)')
    expect(second).toContain('Nominated by ada, for the second time: “it is short”')
    await win(club, 2)
    expect(textOf(await club.type('vote'))).toContain('for the third time')
    await win(club, 3)
    expect(textOf(posted(club, 'pick').at(-1)?.card)).toContain(
      'Magistral , which ada nominated, has waited long enough',
    )
    expect(textOf(await club.type('vote'))).not.toContain('Nominated by ada')
  })

  it('is its nominator’s own vote while it stands, and that can be taken back', async () => {
    const club = await testClub()
    const said = textOf(await club.type('nominate magistral', ada))
    expect(said).toContain('with your own vote for it')
    const mine = await club.type('vote', ada)
    expect(textOf(mine)).toMatch(/You voted for: list\s+Magistral/)
    await club.click(actionOf(mine, 'Withdraw my vote'), [], ada)
    expect(textOf(await club.type('vote', ada))).toContain('You have not voted')
  })

  it('stays away once it was withdrawn', async () => {
    const club = await testClub()
    await club.type('nominate magistral', ada)
    await win(club, 1)
    expect(textOf(await club.type('withdraw magistral', ada))).toContain('is off the ballot')
    await win(club, 2)
    expect(textOf(await club.type('vote'))).not.toContain('Nominated by ada')
  })
})

describe('posting once', () => {
  it('F01 posts once a room when two processes meet the same week', async () => {
    const club = await testClub()
    const other = await club.again()
    await someVote(club)
    club.clock.advance({ days: 7 })
    await Promise.all([club.all.tick(), other.all.tick(), club.all.tick(), other.all.tick()])
    expect(posted(club, 'pick')).toHaveLength(2)
    expect(posted(club, 'ballot').filter(({ key }) => key === 'ballot.club.2')).toHaveLength(2)
  })

  it('F02 finds a post again whose sending was not confirmed', async () => {
    const club = await testClub()
    club.north.failures.push({ failure: new ChatFailure('busy', 'unknown', 'time-out'), after: true })
    await turn(club)
    await turn(club, 1)
    expect(club.north.posts.filter(({ key }) => key === 'pick.club.1')).toHaveLength(1)
    expect(club.north.posts.find(({ key }) => key === 'pick.club.1')?.thread).not.toBeNull()
    expect(textOf(await club.type('club show'))).not.toContain('Needs an organiser')
  })

  it('does not send again, and tells an organiser, while the history cannot be read', async () => {
    const club = await testClub()
    club.north.historyReadable = false
    club.north.failures.push({ failure: new ChatFailure('busy', 'unknown', 'time-out'), after: true })
    await turn(club)
    await turn(club, 1)
    expect(club.north.posts.filter(({ key }) => key === 'pick.club.1')).toHaveLength(1)
    expect(textOf(await club.type('club show'))).toContain('Needs an organiser')
  })

  it('F03 posts once, and says that it is late, after being down over three weeks', async () => {
    const club = await testClub()
    await turn(club, 21)
    expect(posted(club, 'pick').map(({ key }) => key)).toEqual(['pick.club.1', 'pick.club.1'])
    expect(textOf(posted(club, 'pick')[0]?.card)).toContain('This comes late')
  })

  it('F24 posts in the other rooms when one is gone, and tells the organisers', async () => {
    const club = await testClub()
    club.north.failures.push({ failure: new ChatFailure('archived', 'no', 'archived'), after: false })
    await turn(club)
    expect(club.south.posts.some(({ key }) => key === 'pick.club.1')).toBe(true)
    expect(textOf(await club.type('club show'))).toContain('the channel is archived')
  })

  it('sends what a chat missed once it is connected again', async () => {
    const club = await testClub()
    club.south.state = 'failing'
    await turn(club)
    expect(club.south.posts.some(({ key }) => key === 'pick.club.1')).toBe(false)
    club.south.state = 'ready'
    await club.all.tick()
    expect(club.south.posts.filter(({ key }) => key === 'pick.club.1')).toHaveLength(1)
  })

  it('F20 leaves a room alone for a while that does not let it edit, and the others are kept up to date', async () => {
    const club = await testClub()
    const [first] = (await ballotOf(club)).options
    const vote = async (voter: string) => {
      await club.click('vote:cast:ballot.club.1', [first?.value ?? ''], person(voter))
      await club.all.idle()
    }
    club.north.forbidsEdits = true
    await vote('ada')
    const [tried, south] = [club.north.edits, club.south.edits]
    await vote('bo')
    expect([club.north.edits, club.south.edits]).toEqual([tried, south + 1])
    club.north.forbidsEdits = false
    club.clock.advance({ minutes: 10 })
    await vote('cy')
    expect(club.north.edits).toBe(tried + 1)
  })

  it('F29 goes on when a ballot message was deleted', async () => {
    const club = await testClub()
    club.north.posts.length = 0
    const again = await club.again()
    await again.all.resume('north')
    await again.all.idle()
    expect(textOf(await again.type('vote'))).toContain('You have not voted')
    await turn(again)
    expect(posted(again, 'pick')).toHaveLength(2)
  })
})

describe('a clock that is wrong', () => {
  it('F11 closes nothing early when one of two processes is five minutes ahead, and all closes in time', async () => {
    const club = await testClub({ now: '2026-11-23T07:50:00Z' })
    await club.type('club set weekday:Monday time:09:00', olga)
    await someVote(club)
    const due = Temporal.Instant.from((await club.all.nextPick()) ?? '')
    const ahead = await testClub({ store: club.store, second: true })
    for (const minutes of [6, 5, 4, 3, 2, 1]) {
      club.clock.set(due.subtract({ minutes }))
      ahead.clock.set(due.subtract({ minutes: minutes - 5 }))
      await club.all.tick()
      await ahead.all.tick()
      expect(textOf(await club.type('results')), `${minutes} minutes before`).toContain('The count so far')
    }
    club.clock.set(due)
    await club.all.tick()
    expect(textOf(await club.type('results'))).toContain('Picked:')
    expect(posted(club, 'pick')).toHaveLength(2)
  })

  it('is not waited for once its process has ended', async () => {
    const club = await testClub()
    await someVote(club)
    const due = Temporal.Instant.from((await club.all.nextPick()) ?? '')
    const other = await testClub({ store: club.store, second: true })
    other.clock.set(due.subtract({ minutes: 1 }))
    await other.all.tick()
    club.clock.set(due)
    await club.all.tick()
    expect(posted(club, 'pick')).toEqual([])
    await other.all.leave()
    await club.all.tick()
    expect(posted(club, 'pick')).toHaveLength(2)
  })

  it.each([true, false])(
    'puts the next pick a week away again after a jump of a year and back (voted: %s)',
    async (voted) => {
      const club = await testClub()
      if (voted) await someVote(club)
      club.clock.set('2027-11-20T12:00:00Z')
      await club.all.tick()
      expect(textOf(await club.type('club show'))).toContain('2027-11-2')
      club.clock.set('2026-11-20T12:05:00Z')
      await club.all.tick()
      expect(textOf(await club.type('club show'))).toContain('2026-11-23T08:00:00Z')
      expect(textOf(await club.type('club set weekday:Tuesday', olga))).toContain('2026-11-24T08:00:00Z')
      await someVote(club)
      club.clock.set('2026-11-24T08:00:30Z')
      await club.all.tick()
      expect(textOf(await club.type('results'))).toContain('2026-12-01T08:00:00Z')
    },
  )

  it.each([true, false])(
    'closes nothing early after a jump of a year back and right again (voted: %s)',
    async (voted) => {
      const club = await testClub()
      if (voted) await someVote(club)
      club.clock.set('2025-11-20T12:00:00Z')
      await club.all.tick()
      club.clock.set('2026-11-20T12:05:00Z')
      await club.all.tick()
      await club.all.tick()
      expect(posted(club, 'pick')).toEqual([])
      expect(textOf(await club.type('club show'))).toContain('2026-11-23T08:00:00Z')
      await someVote(club)
      club.clock.set('2026-11-23T08:00:30Z')
      await club.all.tick()
      expect(posted(club, 'pick')).toHaveLength(2)
      expect(textOf(await club.type('club show'))).toContain('2026-11-30T08:00:00Z')
    },
  )

  it('leaves a pick where several skips have put it', async () => {
    const club = await testClub()
    for (const _ of [1, 2]) await press(club, await club.type('club skip', olga), 'Skip it', olga)
    await club.all.tick()
    expect(textOf(await club.type('club show'))).toContain('2026-12-07T08:00:00Z')
  })
})

describe('a library that is empty or used up', () => {
  const emptyClub = async () => {
    const seeds = await mkdtemp(join(tmpdir(), 'lectern-seeds-'))
    onTestFinished(() => rm(seeds, { recursive: true }))
    return testClub({ seeds })
  }
  const stocked = (club: TestClub, count: number) =>
    addDigest(
      club.store,
      'club',
      digest(
        'stock',
        null,
        Array.from({ length: count }, (_, index) => entry(`Stocked ${index}`)),
      ),
    )

  it('opens no empty ballot, tells organisers, and opens it once there is something', async () => {
    const club = await emptyClub()
    expect(club.north.posts.map(({ key }) => key)).toEqual(['welcome.club.1'])
    expect(textOf(await club.type('vote'))).toContain('Nothing is on the ballot yet')
    expect(textOf(await club.type('club show'))).toMatch(
      /Needs an organiser.*no paper left.*Add papers with \/paper add/,
    )
    await turn(club)
    expect(club.north.posts).toHaveLength(1)
    await stocked(club, 6)
    await club.all.tick()
    await club.all.tick()
    for (const chat of [club.north, club.south]) {
      expect(chat.posts.map(({ key }) => key)).toEqual(['welcome.club.1', 'ballot.club.1'])
      expect(listOf(chat.posts[1]?.card)).toHaveLength(5)
    }
    expect(textOf(await club.type('club show'))).not.toContain('Needs an organiser')
  })

  it('is told to organisers when it runs low, and opens no ballot when it is used up', async () => {
    const club = await emptyClub()
    await stocked(club, 2)
    await club.all.tick()
    await club.all.tick()
    expect(textOf(await club.type('club show'))).toContain('too few papers left')
    await turn(club)
    await turn(club)
    expect(posted(club, 'pick')).toHaveLength(4)
    expect(posted(club, 'ballot').map(({ key }) => key)).not.toContain('ballot.club.3')
    expect(textOf(await club.type('club show'))).toContain('no paper left that this club has not read')
  })
})

describe('a week without a vote', () => {
  const weekOf = async (club: TestClub) => {
    club.clock.advance({ days: 7 })
    await club.all.tick()
    await club.all.idle()
  }
  const ballots = (club: TestClub) => posted(club, 'ballot').map(({ card }) => textOf(card))

  it('has no pick, posts nothing, says so on the ballot, and leaves it open for a week more', async () => {
    const club = await testClub()
    await club.type('nominate magistral', ada)
    await club.click('vote:clear:ballot.club.1', [], ada)
    await weekOf(club)
    expect([...club.north.posts, ...club.south.posts]).toHaveLength(4)
    expect(ballots(club)).toHaveLength(2)
    for (const ballot of ballots(club)) {
      expect(ballot).toMatch(/Nobody had voted by\s+2026-11-23T08:00:00Z moment\s+, so there was no pick/)
      expect(ballot).toMatch(/Voting closes\s+2026-11-30T08:00:00Z/)
      expect(ballot).not.toContain('pause')
    }
    await someVote(club)
    await club.all.idle()
    expect(ballots(club)[0]).not.toContain('Nobody had voted')
    await weekOf(club)
    expect(posted(club, 'pick')).toHaveLength(2)
  })

  it('is one as well when those who voted took it back', async () => {
    const club = await testClub()
    await someVote(club)
    await club.click('vote:clear:ballot.club.1', [], person('vera'))
    await weekOf(club)
    expect(posted(club, 'pick')).toEqual([])
    expect(ballots(club)[0]).toContain('Nobody had voted')
  })

  it('is asked about on the ballot after the third: an organiser pauses the club, and lets it go on', async () => {
    const club = await testClub()
    for (const _ of [1, 2, 3]) await weekOf(club)
    expect(ballots(club)[0]).toContain('no votes 3 weeks in a row. Organisers: shall the club pause?')
    const [ballot] = posted(club, 'ballot')
    if (!ballot) throw new Error('no ballot')
    expect(textOf(await press(club, ballot.card, 'Pause the club', ada))).toContain('Only organisers')
    expect(textOf(await press(club, ballot.card, 'Pause the club', olga))).toContain('paused since')
    await club.all.idle()
    expect(ballots(club)[0]).toContain('The club has paused')
    await someVote(club)
    await weekOf(club)
    await weekOf(club)
    expect(posted(club, 'pick')).toEqual([])
    expect(await club.all.nextPick()).toBeNull()
    const shown = await club.type('club show', olga)
    expect(textOf(shown)).toContain('none: paused since')
    expect(textOf(await press(club, shown, 'Let the club go on', olga))).not.toContain('paused')
    await club.all.idle()
    expect(ballots(club)[0]).toContain('Voting closes')
    await weekOf(club)
    expect(posted(club, 'pick')).toHaveLength(2)
    const goesOn = expect.stringMatching(/has ended its pause\. {2}The next pick comes/)
    expect(posted(club, 'news').map(({ card }) => textOf(card))).toEqual([goesOn, goesOn])
    expect([...club.north.posts]).toHaveLength(5)
  })

  it('F40 keeps a pause when the time is set meanwhile', async () => {
    const club = await testClub()
    await someVote(club)
    await club.type('club pause', olga)
    await club.type('club set weekday:Friday', olga)
    await weekOf(club)
    expect(posted(club, 'pick')).toEqual([])
    expect(textOf(await club.type('club resume', olga))).toContain('2026-11-27T08:00:00Z')
  })
})

it('F25 shows no name beside a vote in any post, card or log line', async () => {
  const club = await testClub()
  const [first] = (await ballotOf(club)).options
  const secret = person('south:zebulon')
  await club.click('vote:cast:ballot.club.1', [first?.value ?? ''], secret, SOUTH)
  await turn(club)
  const cards = await Promise.all(
    ['results', 'week', 'history', 'club show', 'discuss', `show ${first?.label}`].map((text) => club.type(text)),
  )
  const seen = [...club.north.posts, ...club.south.posts, ...cards, ...club.logged].map(textOf).join('\n')
  expect(seen).not.toContain('zebulon')
})
