/** A person's own page: what is on in their reading group, and from there what is kept of them. */
import { expect, it } from 'vitest'
import type { Card } from '../../../src/chat/card.ts'
import type { Caller } from '../../../src/club/caller.ts'
import { keys, type RoomId } from '../../../src/club/keys.ts'
import { NORTH, person, postNow, press, sendForm, settings, type TestClub, testClub, textOf } from '../../fakes/club.ts'
import { interaction } from '../../fakes/interaction.ts'

const ada = person('ada')
const olga = person('olga')
const DIRECT: RoomId = 'north:g1:d1'

/** What their page shows in a chat that has such pages. */
async function home({ app }: TestClub, caller: Caller = ada, room = DIRECT): Promise<Card> {
  const reply = await app.home?.({ room, direct: true, caller, interaction: interaction() }).reply
  if (reply?.kind !== 'card') throw new Error('no page')
  return reply.card
}

const labelsOf = (card: Card) =>
  card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons.map(({ label }) => label) : []))
const menusOf = ({ blocks }: Card) => blocks.flatMap((block) => (block.kind === 'select' ? [block.select] : []))

it('shows this week, the own vote and what was nominated, with the way to vote, and nothing of others', async () => {
  const club = await testClub()
  await postNow(club)
  await club.type('nominate magistral reason: it is adas favourite', ada)
  await club.click('vote:toggle:ballot.club.2.1', [], ada)
  const [shown, picked] = [textOf(await home(club)), textOf(await club.type('week'))]
  expect(shown).toContain('Paper of the week: ')
  expect(picked).toContain(/Paper of the week: ([^\n]{12})/.exec(shown)?.[1])
  expect(shown.match(/— your vote/g)).toHaveLength(2)
  expect(shown).toContain('You can change it until')
  expect(shown).toMatch(/Magistral\s+is on the ballot/)
  expect(shown).not.toMatch(/vera|olga|you organise/)
  expect(labelsOf(await home(club))).toEqual(
    expect.arrayContaining(['More of it', 'Vote in North', 'What is kept of you']),
  )

  const others = textOf(await home(club, person('bo')))
  expect(others).toContain('You have not voted on this ballot yet')
  expect(others).toMatch(/Nothing of yours is on the ballot.*\/paper nominate/)
  expect(others).not.toMatch(/your vote/)
})

it('is what stands above what is kept of them in the room, where they can vote at once', async () => {
  const club = await testClub()
  const shown = await club.type('me show', ada)
  expect(textOf(shown)).toContain('the first pick is still to come')
  expect(textOf(shown).indexOf('Your ballot')).toBeLessThan(textOf(shown).indexOf('No nominations.'))
  expect(textOf(await press(club, shown, 'Vote', ada))).toContain('You have not voted on this ballot yet')
  expect(textOf(await press(club, await home(club), 'What is kept of you', ada))).toContain('No nominations.')
})

it('says what of theirs waits for a ballot, and what for an organiser', async () => {
  const club = await testClub()
  await club.click('club set:approval:on', [], olga)
  await club.type('nominate magistral', ada)
  expect(textOf(await home(club))).toMatch(/Magistral\s+waits for an organiser/)
  expect(textOf(await home(club, person('bo')))).not.toMatch(/waits for an organiser/)
  await club.click('club set:approval:off', [], olga)
  for (const lake of [
    'Ammer',
    'Bled',
    'Como',
    'Geneva',
    'Iseo',
    'Lugano',
    'Maggiore',
    'Neagh',
    'Onega',
    'Prespa',
    'Ree',
  ])
    await sendForm(club, 'nominate:describe:', { title: `Toads of Lake ${lake}`, link: '', people: '', reason: '' })
  const shown = textOf(await home(club))
  expect(shown).toMatch(/Toads of Lake Prespa\s+is on the ballot/)
  expect(shown).toMatch(/Toads of Lake Ree\s+waits for a ballot/)
  expect(textOf(await home(club, person('bo')))).not.toMatch(/waits for a ballot/)
})

it('says what they voted for that has left the ballot', async () => {
  const club = await testClub()
  await club.type('nominate magistral', ada)
  await club.click('vote:toggle:ballot.club.1.6', [], person('bo'))
  await club.type('withdraw magistral', ada)
  expect(textOf(await home(club, person('bo')))).toMatch(/You voted for\s+Magistral\s*, which has left the ballot/)
})

it('shows all else where a record cannot be read', async () => {
  const club = await testClub()
  await club.store.change([], () => ({ writes: { [keys.round({ club: 'club', n: 1 })]: '{"torn":' } }))
  const shown = textOf(await home(club, olga))
  expect(shown).toContain('cannot be read')
  expect(shown).toContain('/paper club set')
})

it('shows organisers where the settings are', async () => {
  const club = await testClub()
  const shown = await home(club, olga)
  expect(textOf(shown)).toContain('/paper club set')
  expect(textOf(await press(club, shown, 'How it is set', olga))).toContain('Next pick')
})

it('says how a group begins where there is none', async () => {
  const club = await testClub({ found: false })
  const shown = textOf(await home(club))
  expect(shown).toContain('starts one there')
  expect(shown).toContain('/paper week')
  expect(shown).not.toContain('Your ballot')
})

it('lets somebody choose among several groups, and change that', async () => {
  const club = await testClub()
  const other: RoomId = 'north:g1:c2'
  await club.all.found({ ...settings, id: 'other', rooms: [other] })
  await club.all.tick()
  await club.type('week', ada, NORTH)
  await club.type('week', ada, other)
  const asked = await home(club)
  expect(textOf(asked)).not.toContain('Your ballot')
  const [menu] = menusOf(asked)
  const reply = club.app.act({
    ...{ action: menu?.action ?? '', values: ['other'], room: DIRECT, direct: true, caller: ada },
    interaction: interaction(),
  })
  await reply.reply
  const shown = await home(club)
  expect(textOf(shown)).toContain('Your ballot')
  expect(menusOf(shown).flatMap(({ options }) => options.filter(({ selected }) => selected))).toMatchObject([
    { value: 'other' },
  ])
})
