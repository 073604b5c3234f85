/** Somebody with an account in each chat, who links them: one person everywhere that people are counted. */
import { describe, expect, it } from 'vitest'
import { keys } from '../../src/club/keys.ts'
import { Clubs, Tallies, Votes } from '../../src/services/records.ts'
import { openStore } from '../../src/store/open.ts'
import { person, press, SOUTH, sendForm, type TestClub, testClub, textOf } from '../fakes/club.ts'

const ada = person('ada')
const south = person('south:ada')
const bo = person('bo')
const OPEN = { club: 'club', n: 1 }

const cast = (club: TestClub, who: typeof ada, ...numbers: number[]) =>
  club.click('vote:cast:ballot.club.1', numbers.map(String), who, roomOf(who))
const roomOf = (who: typeof ada) => (who.account.startsWith('south') ? SOUTH : undefined)
const counts = async (club: TestClub) => {
  const { voters, approvals } = (await Tallies.get(club.store, keys.tally(OPEN))) ?? { voters: 0, approvals: {} }
  return { voters, approvals: Object.fromEntries(Object.entries(approvals).filter(([, count]) => count > 0)) }
}

async function codeFor(club: TestClub, who: typeof ada): Promise<string> {
  const card = await press(club, await club.type('me show', who, roomOf(who)), 'Link another account', who)
  return /\b(\w{4}(?:-\w{4}){3})\b/.exec(textOf(card))?.[1] ?? ''
}

const enter = (club: TestClub, code: string, who: typeof ada) =>
  sendForm(club, 'me show:code:', { code }, who, roomOf(who))

async function link(club: TestClub, one = ada, other = south): Promise<string> {
  return textOf(await enter(club, await codeFor(club, one), other))
}

const unlink = (club: TestClub, who = ada) => club.click('me show:unlink:', [], who, roomOf(who))

describe('accounts that somebody links by a code', () => {
  it('are one voter: the later vote counts at once, and each has its own again once unlinked', async () => {
    const club = await testClub()
    await cast(club, ada, 1, 2)
    club.clock.advance({ minutes: 1 })
    await cast(club, south, 2, 3)
    await cast(club, bo, 1)
    expect(await counts(club)).toEqual({ voters: 3, approvals: { 1: 2, 2: 2, 3: 1 } })
    expect(await link(club)).toContain('one person now')
    expect(await counts(club)).toEqual({ voters: 2, approvals: { 1: 1, 2: 1, 3: 1 } })
    club.clock.advance({ minutes: 1 })
    await cast(club, ada, 4)
    expect(await counts(club)).toEqual({ voters: 2, approvals: { 1: 1, 4: 1 } })
    expect(textOf(await club.type('vote', south, SOUTH))).toContain('4')
    await unlink(club, south)
    expect(await counts(club)).toEqual({ voters: 3, approvals: { 1: 1, 2: 1, 3: 1, 4: 1 } })
  })

  it('change one vote from either chat, at the same instant too', async () => {
    const club = await testClub()
    await link(club)
    await cast(club, ada, 1, 2)
    await club.click('vote:toggle:ballot.club.1.2', [], south, SOUTH)
    expect(await counts(club)).toEqual({ voters: 1, approvals: { 1: 1 } })
    await club.click('vote:toggle:ballot.club.1.5', [], ada)
    expect(await counts(club)).toEqual({ voters: 1, approvals: { 1: 1, 5: 1 } })
    expect((await Votes.range(club.store, keys.votes(OPEN))).length).toBe(2)
  })

  it('count once when the ballot closes, and when its counts are lost', async () => {
    const club = await testClub()
    await cast(club, ada, 1)
    await cast(club, south, 1)
    await cast(club, bo, 2)
    await link(club)
    await club.store.remove(keys.tally(OPEN))
    expect(textOf(await club.type('results'))).toContain('2 people voted')
    club.clock.advance({ days: 7 })
    await club.all.tick()
    await unlink(club)
    expect(textOf(await club.type('results'))).toMatch(/2 people voted|2 voted/)
  })

  it('keep the count right when they are linked on one process while the other takes votes', async () => {
    const store = await openStore('memory:')
    const first = await testClub({ store })
    const second = await testClub({ store, second: true, chats: first })
    const code = await codeFor(first, ada)
    await Promise.all([
      cast(first, ada, 1),
      enter(second, code, south),
      cast(second, south, 2),
      cast(first, bo, 1),
      cast(second, ada, 3),
    ])
    await cast(second, south, 4)
    expect(await counts(first)).toEqual({ voters: 2, approvals: { 1: 1, 4: 1 } })
    await store.remove(keys.tally(OPEN))
    expect(textOf(await first.type('results'))).toContain('2 people voted')
    await store.close()
  })
})

describe('a code', () => {
  it('is good once, for ten minutes, and not for the account that it was made for', async () => {
    const club = await testClub()
    const code = await codeFor(club, ada)
    expect(textOf(await enter(club, code, ada))).toContain('the code of this account')
    expect(textOf(await enter(club, code.toLowerCase().replaceAll('-', ' '), south))).toContain('one person now')
    expect(textOf(await enter(club, code, bo))).toContain('used already')
    expect(textOf(await enter(club, 'K7QD-2M9X', bo))).toContain('no such code')
    const late = await codeFor(club, bo)
    club.clock.advance({ minutes: 10 })
    expect(textOf(await enter(club, late, south))).toContain('too old')
    expect(await link(club)).toContain('linked already')
  })

  it('is kept as a hash', async () => {
    const club = await testClub()
    const code = await codeFor(club, ada)
    expect(JSON.stringify(await club.store.range(''))).not.toMatch(new RegExp(`${code}|${code.replaceAll('-', '')}`))
  })
})

describe('one person with two accounts', () => {
  it('would read a paper once, whichever they press', async () => {
    const club = await testClub()
    const shown = async () => textOf(await club.type('show memory mosaics', bo))
    const would = async (who: typeof ada) => {
      const action = /show:second:\S+/.exec(await shown())?.[0] ?? ''
      return textOf(await club.click(action, [], who, roomOf(who)))
    }
    await would(ada)
    await would(south)
    expect(await shown()).toContain('I would read this (2)')
    await link(club)
    expect(await shown()).toContain('I would read this (1)')
    await would(south)
    expect(await shown()).not.toContain('I would read this (')
  })

  it('takes off with one what they nominated with the other', async () => {
    const club = await testClub()
    await club.type('nominate magistral', ada)
    expect(textOf(await club.type('withdraw magistral', south, SOUTH))).toContain('only they or an organiser')
    await link(club)
    expect(textOf(await club.type('withdraw magistral', south, SOUTH))).not.toContain('only they')
    expect(textOf(await club.type('me show', south, SOUTH))).toContain('No nominations')
  })

  it('is an organiser with both, until somebody takes that from either', async () => {
    const club = await testClub()
    const olga = person('olga')
    const olgasOther = person('south:olga')
    expect(textOf(await club.type('club set size:6', olgasOther, SOUTH))).toContain('Only organisers')
    await link(club, olga, olgasOther)
    expect(textOf(await club.type('club set size:6', olgasOther, SOUTH))).toContain('6 papers')
    await unlink(club, olgasOther)
    expect(textOf(await club.type('club set size:7', olgasOther, SOUTH))).toContain('Only organisers')
  })

  it('takes turns once, with what both have had, and is named once by either', async () => {
    const club = await testClub()
    const olga = person('olga')
    const turns = async () => (await Clubs.get(club.store, keys.club('club')))?.rota.people ?? []
    await club.type('club rota how:fair people:"<@ada>, <@bo>"', olga)
    await club.type('club rota add:"<@ada>"', person('south:olga', true), SOUTH)
    expect((await turns()).map(({ account }) => account)).toEqual(['north:ada', 'north:bo', 'south:ada'])
    await link(club)
    expect((await turns()).map(({ account }) => account)).toEqual(['north:ada', 'north:bo'])
    await club.type('club rota add:"<@ada>"', person('south:olga', true), SOUTH)
    expect(await turns()).toHaveLength(2)
    await club.type('club rota remove:"<@ada>"', person('south:olga', true), SOUTH)
    expect((await turns()).map(({ account }) => account)).toEqual(['north:bo'])
  })

  it('is shown what is kept of both, and forgets both', async () => {
    const club = await testClub()
    await club.type('nominate magistral reason: adas favourite', ada)
    await club.type('suggest paper:magistral idea:A line that ada wrote', south, SOUTH)
    await cast(club, ada, 1)
    await link(club)
    const shown = textOf(await club.type('me show', south, SOUTH))
    expect(shown).toContain('1 nomination: “Magistral”')
    expect(shown).toContain('“A line that ada wrote”')
    expect(shown).toContain('One person with this account')
    await press(club, await club.type('me forget', south, SOUTH), 'Forget me', south)
    await club.all.idle()
    expect(JSON.stringify(await club.store.range(''))).not.toMatch(/ada/)
    expect(textOf(await club.type('me show', ada))).toContain('No nominations')
  })
})
