import { describe, expect, test } from 'vitest'
import { choose } from '../../../src/library/registry.ts'

function read(text: string, name = 'list.md') {
  return choose({ name, text })?.parsed.digest?.papers ?? []
}

const BOOKS = ['The Ethics of Moss', 'Madness and Gears', 'Ways of Waiting', 'The Human Kettle']
const STUDIES = [
  'The genetic basis of wing colour in island moths',
  'How memory shapes the evolution of trade',
  'Fast mapping of peat bogs from orbit',
  'Social learning in wild crows: a field experiment',
]
const WHO = ['Ada Brun', 'Teo Cruz', 'Mira Osei', 'Jon Prado']

const listOf = (titles: readonly string[], row: (title: string, who: string, at: number) => string) =>
  titles.map((title, at) => row(title, WHO[at] ?? '', at)).join('\n')

describe('rows that are alike say who wrote what in the order of all of them', () => {
  test.each<[string, (title: string, who: string, at: number) => string]>([
    ['who: what', (title, who) => `- ${who}: ${title}`],
    ['who, what', (title, who) => `- ${who}, ${title}`],
    ['who – what (when)', (title, who, at) => `- ${who} – ${title} (${1990 + at})`],
    ['when, who, what', (title, who, at) => `- ${1990 + at}, ${who}, ${title}`],
    ['what (when), who', (title, who, at) => `${at + 1}. ${title} (${1990 + at}), ${who}`],
    ['day: what (who presents)', (title, who, at) => `- May ${at + 3}: ${title} (${who.split(' ')[0]})`],
  ])('%s', (_, row) => {
    expect(read(`# Reading group\n\n${listOf(STUDIES, row)}\n`).map(({ title }) => title)).toEqual(STUDIES)
  })

  test('and a row that may be anything is read as the others are', () => {
    const papers = read(
      `# Book seminar\n\n- Ada Brun, *The Ethics of Moss* (Fern, 1990)\n- Teo Cruz, *Kettles* (Fern, 1991)\n- Osei, *Ways of Waiting*, ch. 2\n`,
    )
    expect(papers.map(({ title, authors }) => [title, authors])).toEqual([
      ['The Ethics of Moss', ['Ada Brun']],
      ['Kettles', ['Teo Cruz']],
      ['Ways of Waiting', ['Osei']],
    ])
  })

  test('what stands before a link in bold is none of it', () => {
    const text = listOf(
      STUDIES,
      (title, _, at) => `- [ ] **MOSS ${2020 + at} Findings** [${title}](https://example.org/${at})`,
    )
    expect(read(`# Papers\n\n${text}\n`).map(({ title }) => title)).toEqual(STUDIES)
  })

  test('titles that have a colon each are no names with titles', () => {
    const titles = ['Sharp Stones: How They Wait', 'Slow Kettles: Why They Sing', 'Deep Moss: What It Hears']
    expect(read(`# Papers\n\n${listOf(titles, (title) => `- ${title}`)}\n`).map(({ title }) => title)).toEqual(titles)
  })
})

describe('italics set titles off', () => {
  test.each<[string, string, (title: string, who: string, at: number) => string, string, string]>([
    ['Markdown', '# Readings\n\n', (title, who, at) => `- ${who}, _${title}_ (Fern, ${1990 + at})`, '\n', 'a.md'],
    ['a wiki', '== Readings ==\n', (title, who, at) => `* ${who}, ''${title}'', ${1990 + at}`, '\n', 'a.wiki'],
    [
      'reStructuredText',
      'Readings\n========\n\n',
      (title, who, at) => `* ${who}, *${title}*, ${1990 + at}`,
      '\n',
      'a.rst',
    ],
    [
      'HTML',
      '<html><body><h2>Readings</h2><ul>',
      (title, who, at) => `<li>${who}, <cite>${title}</cite> (Fern ${1990 + at})</li>`,
      '</ul></body></html>',
      'a.html',
    ],
  ])('in %s', (_, head, row, tail, name) => {
    const papers = read(`${head}${listOf(BOOKS, row)}${tail}`, name)
    expect(papers.map(({ title, authors, date }) => [title, authors, date])).toEqual(
      BOOKS.map((title, at) => [title, [WHO[at]], String(1990 + at)]),
    )
  })
})
