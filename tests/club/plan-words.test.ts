import { expect, it } from 'vitest'
import { mentioned } from '../../src/chat/mentioned.ts'
import { minutesFrom } from '../../src/club/calendar/written.ts'
import type { AccountId } from '../../src/club/keys.ts'
import { linksFrom, papersFrom, peopleFrom } from '../../src/club/plan-words.ts'

const paper = (title: string | null, url: string | null = null, optional = false) => ({ title, url, optional })

it.each([
  ['Dynamo', [paper('Dynamo')]],
  [
    'Dynamo — https://a.example/dynamo.pdf; optional: FOQS <https://b.example/foqs|FOQS>',
    [paper('Dynamo', 'https://a.example/dynamo.pdf'), paper('FOQS', 'https://b.example/foqs', true)],
  ],
  [
    '- https://a.example/x\n- B4 and after (optional)',
    [paper(null, 'https://a.example/x'), paper('B4 and after', null, true)],
  ],
  ['Short- and Medium-Term Goals;', [paper('Short- and Medium-Term Goals')]],
  [
    'Attention: All You Need?\n\nBERT | https://a.example/b',
    [paper('Attention: All You Need?'), paper('BERT', 'https://a.example/b')],
  ],
])('reads the papers of “%s”', (text, expected) => {
  expect(papersFrom(text)).toEqual(expected)
})

it.each([
  ['Ada Lovelace', ['Ada Lovelace/host']],
  ['Ada, Bob (chair)', ['Ada/host', 'Bob/chair']],
  [
    'presenter: Ada; social and clinical impact: Bob, Carl',
    ['Ada/presenter', 'Bob/social and clinical impact', 'Carl/social and clinical impact'],
  ],
  ['Eve Smith (author, guest)\neveryone', ['Eve Smith/author, guest', 'everyone/host']],
])('reads the people of “%s”', (text, expected) => {
  expect(peopleFrom(text, 'host', () => null).map(({ name, role }) => `${name}/${role}`)).toEqual(expected)
})

it('knows the account of who is mentioned', () => {
  expect(
    peopleFrom('presenter: <@U7|ada>, <@!42>, north:ben', 'host', mentioned({ account: 'north:ben', name: 'Ben' })),
  ).toEqual([
    { account: 'north:U7', name: 'ada', role: 'presenter' },
    { account: 'north:42', name: '', role: 'presenter' },
    { account: 'north:ben', name: 'Ben', role: 'presenter' },
  ])
})

it.each([
  ['slack:T1:U9', 'slack:T1:U7', 'slack:T1:U7'],
  ['slack:T1:U9', 'slack:T2:U7', undefined],
  ['slack:T1:U9', 'host: Ada', undefined],
  ['discord:9', '<@7>', 'discord:7'],
])('knows for %s whether “%s” names an account of the same place', (account, text, expected) => {
  expect(mentioned({ account: account as AccountId, name: 'Zoe' })(text)?.account).toBe(expected)
})

it('reads links by what they lead to, and nothing where one has no address', () => {
  expect(linksFrom('slides https://a.example/s; notes: https://a.example/n; https://a.example/r')).toEqual([
    { what: 'slides', url: 'https://a.example/s' },
    { what: 'notes', url: 'https://a.example/n' },
    { what: 'link', url: 'https://a.example/r' },
  ])
  expect(linksFrom('slides')).toBeNull()
})

it.each([
  ['90', 90],
  ['90 minutes', 90],
  ['1.5 hours', 90],
  ['2h', 120],
  ['1h30', 90],
  ['1h 30m', 90],
  ['1:30', 90],
  ['1 hour 30', 90],
  ['half an hour', 30],
  ['half hour', 30],
  ['30 min', 30],
  ['90m', 90],
  ['1½ h', 90],
  ['1 1/2 hours', 90],
  ['1,25 hours', 75],
  ['an hour', 60],
  ['an hour and a half', 90],
  ['One and a half hours', 90],
  ['two hours, 15 minutes', 135],
  ['two and a quarter hours', 135],
  ['a quarter of an hour', 15],
  ['three quarters of an hour', 45],
  ['¾ hour', 45],
  ['0', null],
  ['long', null],
  ['m', null],
  ['half', null],
  ['2 long hours', null],
  ['90 minutes 5', null],
  ['', null],
])('reads how long “%s” is', (text, minutes) => {
  expect(minutesFrom(text)).toBe(minutes)
})
