import { describe, expect, it } from 'vitest'
import type { Form } from '../../src/chat/card.ts'
import { UserError } from '../../src/club/errors.ts'
import type { ReadDocument, Reader } from '../../src/services/library/reader.ts'
import { NORTH, person, postedIn, press, SOUTH, type TestClub, testClub, textOf } from '../fakes/club.ts'
import { interaction } from '../fakes/interaction.ts'
import { noReader } from '../fakes/no-reader.ts'
import { digest, entry } from '../library/digests.ts'

const document = (...titles: string[]): ReadDocument => ({
  format: 'link',
  digest: digest(
    'a-page',
    null,
    titles.map((title) => entry(title, { authors: ['Mira Osei'], authorsCount: 1 })),
  ),
  picked: titles.map(() => null),
  problems: [],
})

function reader(read: () => ReadDocument): Reader & { asked: unknown[] } {
  const asked: unknown[] = []
  return {
    ...noReader,
    asked,
    read: async (what) => {
      asked.push(what)
      return read()
    },
  }
}

const where = () => ({ room: NORTH, caller: person('ada'), interaction: interaction() })

async function formOf(club: TestClub, action: string): Promise<Form> {
  const reply = await club.app.act({ ...where(), action, values: [] }).reply
  if (reply.kind !== 'form') throw new Error(`no form: ${textOf(reply.card)}`)
  return reply.form
}

async function submit(club: TestClub, form: Form, fields: Record<string, string>): Promise<string> {
  const pending = club.app.submit({ ...where(), action: form.action, fields, files: {} })
  if ('errors' in pending) throw new Error(JSON.stringify(pending.errors))
  const reply = await pending.reply
  return reply.kind === 'form' ? 'a form' : textOf(reply.card)
}

it('anyone nominates a paper that the library lacks by its link: it is looked up, added and put on the ballot', async () => {
  const from = reader(() => document('Tides in Small Harbours'))
  const club = await testClub({ reader: from })
  const said = textOf(await club.type('nominate https://arxiv.org/abs/2610.00001 reason: it is about tides'))
  expect(from.asked).toEqual(['https://arxiv.org/abs/2610.00001'])
  expect(said).toContain('Nominated: Tides in Small Harbours')
  expect(said).toContain('new in the club’s library')
  expect(said).toContain('Mira Osei')
  expect(textOf(await club.type('vote'))).toContain('Tides in Small Harbours')
  expect(textOf(await club.type('show tides in small harbours'))).toContain('nominated by ada')
})

it.each([
  'arXiv:2610.00001',
  '10.1000/tides.7',
  'https://example.org/tides',
  'example.org/tides',
  'arXiv 2610.00001',
  '[2610.00001] Tides in Small Harbours',
  'PMID: 31452104',
])('takes %s for an address', async (text) => {
  const from = reader(() => document('Tides in Small Harbours'))
  const club = await testClub({ reader: from })
  expect(textOf(await club.type(`nominate ${text}`))).toContain('Nominated: Tides in Small Harbours')
  expect(from.asked).toEqual([text])
})

it('shows where a paper appeared, and finds it by that', async () => {
  const venue = { name: 'Annals of Ebbing', volume: '7', number: '2', pages: '11–29' }
  const page = document('Tides in Small Harbours')
  const papers = page.digest.papers.map((paper) => ({ ...paper, venue }))
  const club = await testClub({ reader: reader(() => ({ ...page, digest: { ...page.digest, papers } })) })
  await club.type('nominate https://example.org/tides')
  expect(textOf(await club.type('show tides in small harbours'))).toContain('Annals of Ebbing 7(2), 11–29')
  expect(textOf(await club.type('find annals ebbing'))).toContain('Tides in Small Harbours')
})

it('finds the one address in what somebody wrote, and takes no side between several', async () => {
  const from = reader(() => document('Tides in Small Harbours'))
  const club = await testClub({ reader: from })
  const two = await club.type('nominate https://example.org/tides or https://example.org/ebbs')
  expect(textOf(two)).toContain('Nominate them one by one')
  const said = textOf(await club.type('nominate I liked this: https://example.org/tides (all of it)'))
  expect(said).toContain('Nominated: Tides in Small Harbours')
  expect(from.asked).toEqual(['https://example.org/tides'])
})

it('offers to describe a paper whose page cannot be read', async () => {
  const unread = reader(() => {
    throw new UserError('not-read', 'example.org sends application/pdf. Give its DOI instead.')
  })
  const club = await testClub({ reader: unread })
  const card = await club.type('nominate https://example.org/tides.pdf')
  expect(textOf(card)).toContain('Give its DOI instead')
  expect(card.blocks.some(({ kind }) => kind === 'buttons')).toBe(true)
})

it('describes what could not be read with the link and the reason that were typed', async () => {
  const unread = reader(() => {
    throw new UserError('not-read', 'example.org sends application/pdf. Give its DOI instead.')
  })
  const club = await testClub({ reader: unread })
  const card = await club.type('nominate https://example.org/tides.pdf reason:"They fly far."')
  const [button] = card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
  const form = await formOf(club, button && 'action' in button ? button.action : '')
  const values = form.inputs.map((input) => ('value' in input ? [input.name, input.value] : [input.name]))
  expect(values).toEqual([
    ['title'],
    ['link', 'https://example.org/tides.pdf'],
    ['people'],
    ['reason', 'They fly far.'],
  ])
})

it('asks nobody for a paper that the library has', async () => {
  const club = await testClub()
  const known = textOf(await club.type('nominate magistral'))
  expect(known).toContain('Nominated: Magistral')
  expect(known).not.toContain('new in the club’s library')
})

it('adds and nominates nothing of a page with several papers, and says what to do', async () => {
  const club = await testClub({ reader: reader(() => document('One of Them', 'The Other One')) })
  const said = textOf(await club.type('nominate https://example.org/list'))
  expect(said).toContain('2 papers were found there')
  expect(textOf(await club.type('find one of them'))).not.toContain('One of Them')
})

it('says why a link could not be read', async () => {
  const club = await testClub({
    reader: reader(() => {
      throw new UserError('fetch-failed', 'The server says that there is no such page.')
    }),
  })
  expect(textOf(await club.type('nominate https://example.org/no'))).toContain('there is no such page')
})

it('lets a member describe a paper that nobody finds, with what was typed as its title', async () => {
  const club = await testClub()
  const card = await club.type('nominate "The Migration of Arctic Terns" reason:"They fly far."')
  expect(textOf(card)).toMatch(/Not in the library yet.*You wrote: {2}They fly far\./s)
  const [button] = card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
  const form = await formOf(club, button && 'action' in button ? button.action : '')
  expect(form.inputs[0]).toMatchObject({ name: 'title', value: 'The Migration of Arctic Terns' })
  const fields = { title: 'The Migration of Arctic Terns', link: '', people: 'Rosa Lindt, Osei, Mira', reason: 'Birds' }
  expect(await submit(club, form, { ...fields, link: 'tern.pdf' })).toContain('The link must be a whole web address')
  const people = 'Rosa Lindt and Mira Osei'
  const said = await submit(club, form, { ...fields, people, link: 'https://example.org/tern.pdf' })
  expect(said).toContain('Nominated: The Migration of Arctic Terns')
  expect(said).toContain('Rosa Lindt, Mira Osei')
  const bare = await submit(club, form, { title: 'Counting Terns at Night', link: '', people: '', reason: '' })
  expect(bare).toContain('It is new in the club’s library.')
  expect(bare).not.toContain('This is what')
  const shown = textOf(await club.type('show migration of arctic terns'))
  expect(shown).toContain('nominated by ada')
  expect(shown).toContain('https://example.org/tern.pdf')
})

describe('in a club that asks organisers about nominations', () => {
  const olga = person('olga')
  async function asking() {
    const club = await testClub({ reader: reader(() => document('Tides in Small Harbours')) })
    await press(club, await club.type('club show', olga), 'Ask organisers about nominations', olga)
    const said = textOf(await club.type('nominate https://arxiv.org/abs/2610.00001 reason: it is about tides'))
    expect(said).toContain('Proposed: Tides in Small Harbours')
    return club
  }

  it('one waits, and every room is told, until an organiser accepts it for whoever proposed it', async () => {
    const club = await asking()
    const told = (await postedIn(club, SOUTH)).at(-1)
    expect(told).toContain('ada proposes a paper')
    expect(told).toContain('it is about tides')
    const twice = await club.type('nominate tides in small harbours', person('bert')).catch((error: unknown) => error)
    expect(twice instanceof UserError ? twice.message : textOf(twice as never)).toContain('ada proposed it')
    expect(textOf(await club.type('vote'))).not.toContain('Tides in Small Harbours')
    const waiting = await club.type('club ideas', olga)
    expect(textOf(await press(club, waiting, 'Accept', person('ada')))).toContain('Only organisers')
    expect(textOf(await press(club, waiting, 'Accept', olga))).toContain('An organiser has decided')
    expect(textOf(await club.type('vote'))).toContain('Tides in Small Harbours')
    expect(textOf(await club.type('show tides in small harbours'))).toContain('nominated by ada')
    expect((await postedIn(club, SOUTH)).at(-1)).toContain('is nominated now')
    expect(textOf(await press(club, waiting, 'Decline', olga))).toContain('waits no longer')
  })

  it('one that is declined stays off the ballot, and an organiser’s own goes onto it', async () => {
    const club = await asking()
    expect(textOf(await press(club, await club.type('club ideas', olga), 'Decline', olga))).toContain('has decided')
    expect((await postedIn(club, SOUTH)).at(-1)).toContain('is not nominated')
    expect(textOf(await club.type('vote'))).not.toContain('Tides in Small Harbours')
    expect(textOf(await club.type('club ideas', olga))).toContain('No suggestion waits')
    expect(textOf(await club.type('nominate tides in small harbours', olga))).toContain('Nominated: Tides')
  })

  it('one that waits goes with whoever forgets', async () => {
    const club = await asking()
    await press(club, await club.type('me forget'), 'Forget me')
    expect(textOf(await club.type('club ideas', olga))).toContain('No suggestion waits')
  })
})
