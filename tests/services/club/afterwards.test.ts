import { beforeEach, expect, it } from 'vitest'
import type { Card } from '../../../src/chat/card.ts'
import { exportLines } from '../../../src/services/export.ts'
import { NORTH, person, press, runTo, someVote, type TestClub, testClub, textOf } from '../../fakes/club.ts'
import { interaction } from '../../fakes/interaction.ts'

const [olga, anna, ben] = [person('north:olga'), person('north:anna'), person('south:ben')]

let club: TestClub

beforeEach(async () => {
  club = await testClub()
})

const plain = (value: unknown) => textOf(value).replaceAll(/\s+/g, ' ')
const say = async (text: string, who = olga) => plain(await club.type(text, who))
const posts = (key: string) => club.north.posts.filter((post) => `${post.key}.`.startsWith(`${key}.`))
const card = async (key: string): Promise<Card> => {
  await club.all.idle()
  return posts(key).at(-1)?.card ?? { title: '', blocks: [] }
}
const action = ({ blocks }: Card, label: string) => {
  const buttons = blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
  const found = buttons.find((button) => button.label === label)
  return found && 'action' in found ? found.action : ''
}
const send = (form: string, fields: Record<string, string>) =>
  club.app.submit({ action: form, fields, files: {}, caller: anna, room: NORTH, interaction: interaction() })

it('once a meeting is over whoever had a part is thanked, and the next date is offered to who would take it', async () => {
  await say('club calendar days:Monday lead:"4 days" remind:afterwards place:"Room 5"')
  await say('club rota how:volunteers roles:presenter')
  await say('meeting take date:2026-11-23', anna)
  await someVote(club, anna)
  await runTo(club, '2026-11-19T09:00:00Z')
  expect(plain(await card('pick.club.1'))).toMatch(
    /With presenter: .*anna.*Next: .*presenter: free.*Take Monday, 30 November 2026/,
  )
  await runTo(club, '2026-11-23T12:00:00Z')
  const asked = await card('wrapup')
  expect(plain(asked)).toMatch(/Thanks to presenter: .*anna.*Next: .*presenter: free.*Take Monday, 30 November 2026/)
  expect(plain(await press(club, asked, 'Take Monday, 30 November 2026', ben))).toContain('It is yours')
  expect(await say('meeting show date:2026-11-30')).toContain('ben')
})

it('reminders come two of a kind, and half and quarters of an hour before', async () => {
  const written = '15 minutes, P2D, half'
  expect(await say(`club calendar remind:"${written}"`)).toContain('15 minutes, 10 minutes and afterwards, or none')
  expect(
    await say('club calendar days:Monday lead:"15 days" remind:"15 minutes, two weeks, PT30M, 2 hours, P2D"'),
  ).toMatch(/A reminder comes 2 weeks, 2 days, 2 hours, 30 minutes, 15 minutes before ?\./)
  await say('club choose date:2026-12-07 paper:"Chosen ahead"')
  await runTo(club, '2026-12-07T12:00:00Z')
  const kinds = ['twoweeksahead', 'twodaysahead', 'twohoursahead', 'halfhourahead', 'quarterahead']
  expect(kinds.map((kind) => posts(kind).length)).toEqual([1, 1, 1, 1, 1])
})

it('reminders come days, hours and minutes before as the club says, and afterwards its rooms are asked how it was', async () => {
  expect(
    await say('club calendar days:Monday lead:"4 days" remind:"P3D, PT3H, 10 minutes, afterwards" place:"Room 5"'),
  ).toMatch(/A reminder comes 3 days, 3 hours, 10 minutes before ?\. Once it is over the rooms are asked how it was/)
  await someVote(club, anna)
  await runTo(club, '2026-11-20T12:00:00Z')
  const [pick] = posts('pick.club.1')
  const comment = (message: string, text: string, answers?: string) => ({
    ...{ room: NORTH, thread: pick?.thread ?? '', message, kind: 'said' as const, author: anna, text },
    ...(answers ? { answers } : {}),
    at: club.clock.now(),
  })
  for (const one of [comment('c1', 'Nobody cares.'), comment('c2', 'Most agree.'), comment('c3', 'Why so?', 'c1')])
    await club.all.hear(one)
  await club.all.hear(comment('c4', 'A last word.'))
  club.north.reacted.set('c2', [{ sign: '👍', count: 2 }])
  await club.all.react(comment('c2', ''))
  await runTo(club, '2026-11-23T12:00:00Z')
  expect(['threedaysahead', 'threehoursahead', 'tenminutesahead', 'wrapup'].map((kind) => posts(kind).length)).toEqual([
    1, 1, 1, 1,
  ])

  const asked = await card('wrapup')
  expect(plain(asked)).toMatch(/How was it\?.*1 person voted.*4 comments by 1 person so far.*Did it provoke discussion/)
  expect(plain(asked)).toMatch(/“Most agree\.”, by anna.*“Nobody cares\.”, by anna/)
  expect(plain(asked)).not.toContain('A last word')
  await press(club, asked, 'Yes', anna)
  await club.click(action(asked, 'No'), [], ben)
  expect(plain(await card('wrapup'))).toMatch(/Yes \(1\).*No \(1\)/)
  const link = await club.app.act({
    action: action(asked, 'Add slides / notes / recording'),
    values: [],
    caller: anna,
    room: NORTH,
    interaction: interaction(),
  }).reply
  const form = link.kind === 'form' ? link.form.action : ''
  expect(send(form, { what: 'notes', address: 'my notes' })).toMatchObject({
    errors: { address: expect.stringContaining('web address') },
  })
  const added = send(form, { what: 'notes', address: 'https://a.example/notes' })
  expect('reply' in added && plain(await added.reply)).toContain('now stands on the post')
  // On both posts, though the week after has begun for one of them.
  expect(plain(await card('wrapup'))).toContain('https://a.example/notes')
  expect(plain(await card('pick.club.1'))).toContain('https://a.example/notes')
  expect(await say('meeting show date:2026-11-23', anna)).toContain('https://a.example/notes')
})

it('what was said of a week is in the next pick and the export as counts, and goes with whoever said it', async () => {
  await someVote(club, anna)
  await runTo(club, '2026-11-23T08:00:00Z')
  await someVote(club, anna)
  await runTo(club, '2026-11-30T08:00:00Z')
  const how = await press(club, await card('pick.club.2'), 'How was it?', anna)
  const said = await press(club, how, 'Yes', anna)
  await club.click(action(said, 'Yes (1)'), [], ben)
  // Pressed again it is taken back.
  await club.click(action(said, 'No'), [], ben)
  expect(plain(await club.click(action(said, 'No'), [], ben))).toMatch(/Yes \(1\).*No /)
  expect(await say('me show', anna)).toContain('How 1 discussion was for you')
  const rounds = (await Array.fromAsync(exportLines(club.store))).filter((line) => line.kind === 'round')
  expect(rounds[0]).toMatchObject({ discussed: { yes: 1, no: 0 }, recommended: { yes: 0, no: 0 } })
  expect(JSON.stringify(rounds)).not.toContain('anna')
  await club.click('me forget:confirm:', [], anna)
  expect(await club.store.range('verdicts/')).toEqual([])
})
