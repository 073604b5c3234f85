import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { person, press, runTo, sendForm, type TestClub, testClub, textOf } from '../../fakes/club.ts'
import { digest, entry } from '../../library/digests.ts'
import { addDigest } from '../library/add-digest.ts'

const [olga, anna, ben] = [person('north:olga'), person('north:anna'), person('south:ben')]
const TITLES = ['On Newts', 'On Owls', 'On Bats', 'On Moths', 'On Frogs']

const plain = (value: unknown) => textOf(value).replaceAll(/\s+/g, ' ')

async function clubOf(way: string): Promise<TestClub> {
  const club = await testClub()
  const papers = TITLES.map((title) => entry(title))
  await addDigest(club.store, 'club', digest('ours', '2026-11-01', papers))
  await club.all.tick()
  await club.all.idle()
  await club.type(`club set way:${way}`, olga)
  if (way === 'sequence') await club.type('club list papers:"On Moths; On Frogs; On Bats"', olga)
  return club
}

/** That the group does not is the one thing to be said of votes. */
const withoutDenial = (text: string) =>
  text
    .replaceAll('This group does not vote', '')
    .replaceAll(/Nobody voted on what is read on that date/g, '')
    .replaceAll(/\b(?:ballot|vote|nominate|withdraw|results|club \w+):[\w.:/-]*/g, '')
    .replaceAll(/`?\/paper vote`?/g, '')

it.each(['sequence', 'organiser', 'presenter', 'random'])(
  'a group that does not vote is told nothing of votes and ballots: %s',
  async (way) => {
    const club = await clubOf(way)
    const before = club.north.posts.length
    const said: string[] = []
    const say = async (text: string, who = olga, button?: string) => {
      const card = await club.type(text, who)
      said.push(`${text}: ${plain(card)}`)
      if (button) said.push(`${button}: ${plain(await press(club, card, button, who))}`)
      return said.at(-1) ?? ''
    }
    for (const look of ['history', 'discuss', 'week', 'results', 'vote']) await say(look, anna)
    await say('nominate "On Newts"', anna)
    expect(await say('nominate "On Newts"', anna)).toContain('is nominated already, by you.')
    expect(await say('nominate "On Newts"', ben)).toContain('is nominated already, by anna.')
    expect(await say('show "On Newts"', ben)).toContain('It waits among the nominations, nominated by anna.')
    expect(await say('withdraw "On Newts"', anna)).toContain('On Newts , which you nominated, does not wait any more.')
    await say('withdraw "On Newts"', anna)
    await say('nominate "On Newts" reason:"So wet."', anna)
    await say('withdraw "On Newts" reason:"Not now."', olga)
    expect(await say('vote', anna)).toContain('An organiser withdrew your nomination: On Newts : “Not now.”')
    await say('nominate "On Newts"', anna)
    await say('club skip', olga, 'Skip it')
    expect(await say('vote', anna)).toContain('An organiser skipped the pick of')
    await say('club pause')
    await say('vote', anna)
    await say('club resume')
    await runTo(club, '2026-12-01T20:00:00Z')
    expect(await say('history', anna)).not.toContain('0 votes')
    for (const title of TITLES) await say(`show "${title}"`, anna)
    for (const look of ['discuss', 'week', 'results', 'vote']) await say(look, anna)
    await say('club veto reason:"Too long."')
    await say('club veto reason:"Too long." paper:"On Frogs"')
    await say('club veto reason:"Too long." paper:"On Frogs"')
    await say('meeting hold')
    await say('nominate "On Bats"', ben)
    await say('remove "On Bats"', olga, 'Remove it')
    await club.all.idle()
    const posted = club.north.posts.slice(before).map(({ card }) => plain(card))
    const all = [...said, ...posted].map(withoutDenial)
    expect(all.filter((text) => /\b(?:votes?|voted|ballots?|winner|won)\b/i.test(text))).toEqual([])
  },
)

it('the page of one’s own tells of no ballot, and has no button to vote, where nobody votes', async () => {
  const club = await clubOf('sequence')
  await club.type('nominate "On Newts"', anna)
  const page = plain(await club.type('me show', anna))
  expect(page).toContain('How we choose')
  expect(page).toContain('On Newts waits among the nominations.')
  expect(page).not.toContain('vote:mine')
})

it('an organiser who accepts a proposal says nothing of a vote where nobody votes', async () => {
  const club = await clubOf('organiser')
  await club.click('club set:approval:on', [], olga)
  await club.type('nominate "On Newts"', anna)
  await press(club, await club.type('club ideas', olga), 'Accept', olga)
  await club.all.idle()
  const posted = club.north.posts
    .map(({ card }) => plain(card))
    .filter((text) => text.includes('A proposal is accepted'))
  expect(posted).toEqual([expect.stringMatching(/On Newts is nominated now\./)])
})

it('what is removed is not proposed any more either, and whoever proposed it is told', async () => {
  const club = await clubOf('vote')
  await club.click('club set:approval:on', [], olga)
  await club.type('nominate "On Owls"', anna)
  const removed = plain(await press(club, await club.type('remove "On Owls"', olga), 'Remove it', olga))
  expect(removed).toContain('Whoever brought it is told.')
  expect(plain(await club.type('club ideas', olga))).toContain('No suggestion waits for an answer.')
  await club.all.idle()
  expect(club.north.posts.map(({ card }) => card.title)).toContain('A proposal is declined')
})

it('what left the ballot and came back is told of as that, once', async () => {
  const club = await clubOf('vote')
  const votes = async () => plain(await club.type('vote', ben))
  await club.type('nominate "On Newts"', anna)
  const view = await (await club.all.of('north:g1:c1')).rounds.voting()
  const { number } = view.round.candidates.find(({ title }) => title === 'On Newts') ?? {}
  await club.click(`vote:toggle:ballot.club.1.${number}`, [], ben)
  await club.type('withdraw "On Newts"', anna)
  expect(await votes()).toContain('You voted for On Newts , which has left the ballot')
  await club.type('nominate "On Newts"', anna)
  expect(await votes()).toContain('which left the ballot and came back: that vote does not count any more.')
  // Anna's own vote came with her nomination again.
  const hers = plain(await club.type('vote', anna))
  expect(hers).toContain('You voted for: list On Newts')
  expect(hers).not.toContain('left the ballot')
})

it.each(['vote', 'random'])(
  'a paper that is removed is not nominated any more, and whoever did is told: %s',
  async (way) => {
    const club = await clubOf(way)
    await club.type('nominate "On Owls"', ben)
    const removed = plain(await press(club, await club.type('remove "On Owls"', olga), 'Remove it', olga))
    expect(removed).toContain('On Owls is no longer in the library.')
    expect(removed).toContain('Whoever brought it is told.')
    const { round } = await (await club.all.of('north:g1:c1')).rounds.voting()
    expect([...round.candidates, ...round.queue].map(({ title }) => title)).not.toContain('On Owls')
    expect(round.candidates).toHaveLength(5)
    expect(plain(await club.type('vote', ben))).toContain('An organiser withdrew your nomination: On Owls')
  },
)

it('a nomination opens no ballot where nobody votes, though nothing else waits', async () => {
  const seeds = await mkdtemp(join(tmpdir(), 'lectern-seeds-'))
  onTestFinished(() => rm(seeds, { recursive: true }))
  const club = await testClub({ seeds })
  await club.type('club set way:organiser', olga)
  await club.type('club choose paper:"Chosen by Olga"', olga)
  await runTo(club, '2026-11-23T08:00:00Z')
  const posted = async () => {
    await club.all.tick()
    await club.all.idle()
    return club.north.posts.map(({ key }) => key).filter((key) => key.startsWith('ballot'))
  }
  const before = await posted()
  expect((await (await club.all.of('north:g1:c1')).rounds.voting()).round.candidates).toEqual([])
  const newts = { title: 'On Newts', link: '', people: '', reason: '' }
  expect(plain(await sendForm(club, 'nominate:describe:', newts, anna))).toContain(
    'It waits with what others have nominated',
  )
  expect(await posted()).toEqual(before)
})
