import { expect, it } from 'vitest'
import type { Block, Card } from '../../src/chat/card.ts'
import { UserError } from '../../src/club/errors.ts'
import { addDigest } from '../../src/services/libraries.ts'
import type { ReadDocument, Reader } from '../../src/services/reader.ts'
import { person, type TestClub, testClub, textOf } from '../fakes/club.ts'
import { digest, entry } from '../library/digests.ts'

const olga = person('olga')

const paper = (title: string, facts = {}) => entry(title, { abstract: `About ${title}. It works.`, ...facts })
const document = (...titles: string[]): ReadDocument => ({
  format: 'bibtex',
  digest: digest(
    'a-list',
    null,
    titles.map((title) => paper(title)),
  ),
  problems: [{ file: 'a-list', line: 7, message: 'The entry has no title.' }],
})

/** A reader that has what the test gives it. */
function reader(read: () => ReadDocument): Reader {
  const given = async () => read()
  return {
    read: given,
    readFeed: async () => ({ ...(await given()), validators: { etag: null, lastModified: null } }),
    pickIdea: ({ title }) => `It is about ${title}.`,
  }
}

const buttonOf = (card: Card, label: string) => {
  const buttons = card.blocks.flatMap((block: Block) => (block.kind === 'buttons' ? block.buttons : []))
  const button = buttons.find((other) => other.label.startsWith(label))
  return button && 'action' in button ? button.action : ''
}
const turn = async (club: TestClub, days: number) => {
  club.clock.advance({ days })
  await club.all.tick()
}

it('takes papers in for its club, tells what was known and what could not be read', async () => {
  const club = await testClub({ reader: reader(() => document('Magistral', 'A Brand New Paper')) })
  const card = textOf(await club.type('add https://papers.example/list', olga))
  expect(card).toContain('2 papers, 1 of them known already')
  expect(card).toContain('Line 7: The entry has no title.')
  expect(textOf(await club.type('find brand new'))).toContain('A Brand New Paper')
  expect(textOf(await club.type('show A Brand New Paper'))).toContain(
    'It is about A Brand New Paper.   (from the abstract)',
  )
  await club.type('nominate A Brand New Paper')
  expect(textOf(await club.type('vote'))).toContain('A Brand New Paper')
})

it('refuses additions by others than organisers, and says why nothing could be read', async () => {
  const club = await testClub({
    reader: reader(() => {
      throw new UserError('no', 'That page is over 10 MB.')
    }),
  })
  expect(textOf(await club.type('add x', person('eve')))).toContain('Only organisers')
  expect(textOf(await club.type('add x', olga))).toContain('over 10 MB')
  const alone = club.app.runText({ text: 'add', caller: olga, room: 'north:g1:c1' })
  expect([alone.answers, (await alone.reply).kind]).toEqual(['form', 'form'])
})

it('takes in what another process added, at the next tick', async () => {
  const club = await testClub()
  const other = await club.again()
  await other.type('find anything')
  await addDigest(club.store, 'club', digest('elsewhere', null, [paper('From Elsewhere')]), () => null)
  await other.all.tick()
  expect(textOf(await other.type('find from elsewhere'))).toContain('From Elsewhere')
})

it('adds to a digest of the same name, and keeps what was there', async () => {
  const club = await testClub()
  await addDigest(club.store, 'club', digest('list', null, [paper('First Of The List')]), () => null)
  await addDigest(club.store, 'club', digest('list', null, [paper('Second Of The List')]), () => null)
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
  const waiting = await club.type('club ideas', olga)
  expect(textOf(waiting)).toContain('bo suggests: ')
  expect(textOf(await club.click(buttonOf(waiting, 'Accept'), [], person('eve')))).toContain('Only organisers')
  expect(textOf(await club.click(buttonOf(waiting, 'Accept'), [], olga))).toContain('No suggestion waits')
  expect(textOf(await club.type('show Magistral'))).toContain('Says plainly what did not work.')
})

it('forgets a rejected idea', async () => {
  const club = await testClub()
  await club.type('suggest Magistral idea: Nothing new.', person('bo'))
  await club.click(buttonOf(await club.type('club ideas', olga), 'Reject'), [], olga)
  expect(textOf(await club.type('show Magistral'))).not.toContain('Nothing new.')
  expect(textOf(await club.type('club ideas', olga))).toContain('No suggestion waits')
})

it('F27 tells each week what a followed feed brought, that it brought nothing, or since when it fails', async () => {
  let read = () => document('Fed Paper One')
  const club = await testClub({ reader: reader(() => read()) })
  expect(textOf(await club.type('follow https://feeds.example/new.xml', olga))).toContain('1 paper came in at once')
  expect(textOf(await club.type('follow https://feeds.example/new.xml', olga))).toContain('already')
  read = () => document('Fed Paper One', 'Fed Paper Two')
  await turn(club, 1)
  await expect.poll(async () => textOf(await club.type('find fed paper two'))).toContain('Fed Paper Two')
  await turn(club, 6)
  const weekly = (key: string) => textOf(club.north.posts.find((post) => post.key === key)?.card)
  expect(weekly('pick.club.1')).toContain('brought 2 new papers')
  await turn(club, 7)
  expect(weekly('pick.club.2')).toContain('had nothing new')
  read = () => {
    throw new UserError('gone', 'The server does not answer.')
  }
  await turn(club, 1)
  await expect.poll(async () => textOf(await club.type('follow', olga))).toContain('could not be read since')
  await turn(club, 6)
  expect(weekly('pick.club.3')).toContain('could not be read since')
  const feeds = await club.type('follow', olga)
  expect(textOf(await club.click(buttonOf(feeds, 'Stop following'), [], olga))).toContain('None yet')
})
