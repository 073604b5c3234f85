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
    [
      'who presents: what, and its address',
      (title, who, at) => `- ${who.split(' ')[0]}: ${title} https://example.org/${at}`,
    ],
    [
      'what – who presents – where',
      (title, who, at) => `- ${title} – ${who.split(' ')[0]} – [paper](https://example.org/${at})`,
    ],
    ['[what] who', (title, who) => `- [${title}] ${who} and Sana Iqbal`],
    [
      'what by who (where and when)',
      (title, who, at) => `- ${title} by ${who.replace(/^(.)\S+/, '$1.')} (Moss ${1990 + at})`,
    ],
    ['„what“ von who', (title, who) => `- „${title}“ von ${who}`],
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

describe('lines broken to fit a width', () => {
  test('are one, whatever the first word of the next', () => {
    const text = `# Readings

We meet every second week in the kitchen of the institute, and anybody who
likes to read is welcome to come along and to say what they think about it, be
it much or little, as long as there is tea for all who waited in the hall, and
cake.

- Brun, Ada, and Teo Cruz. “Patient Walls: A Case Study of the Colossal Clean
  Kettles of the North.” *Annals of Moss*, vol. 5, 2021, pp. 12–19.
- Osei, Mira, et al. “Get the Ladder Out! Breaking Computational Tools for the
  Slow.” *Annals of Moss*, vol. 6, 2022, pp. 3–9.
- Prado, Jon. “Auditing Rain: Exploring the New Law of Roofs and the Gutters of
  Lima.” *Cogs and Walls*, vol. 2, 2023, pp. 1–14.
`
    expect(read(text).map(({ title }) => title)).toEqual([
      'Patient Walls: A Case Study of the Colossal Clean Kettles of the North',
      'Get the Ladder Out! Breaking Computational Tools for the Slow',
      'Auditing Rain: Exploring the New Law of Roofs and the Gutters of Lima',
    ])
  })

  test('are lines of their own where a label begins them', () => {
    const text = `# Course readings

## Week 1

What is moss? Part 1: The hard question
Primary Reading: Ada Brun, 1995, “Facing up to the Problem of Moss”

## Week 2

What is a wall? Part 2
Further reading: Teo Cruz, 2016, “Walls and Their Minds”
`
    expect(read(text).map(({ title }) => title)).toEqual(['Facing up to the Problem of Moss', 'Walls and Their Minds'])
  })
})

test('the heading of minutes is no paper, and a circle of readers reads', () => {
  const minutes = BOOKS.map(
    (title, at) => `## Meeting ${at + 3} May 2024\n\nPresent: Ada, Teo\n\nPaper: ${title} (Brun et al. 1998)\n`,
  )
  expect(read(minutes.join('\n')).map(({ title }) => title)).toEqual(BOOKS)
  expect(
    read(`# Lesekreis\n\n${listOf(BOOKS, (title, who) => `- ${who}: ${title}`)}\n`).map(({ title }) => title),
  ).toEqual(BOOKS)
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

test('a title in quotation marks is one wherever rows put the rest of them', () => {
  const text = `Economics of moss

Brun, Ada. “Slow Cycles,” Journal of Moss, December 1994, 1750-1783.

Cruz, Teo B. and Osei, Mira. “Slow Cycles in Two Towns,” Moss Quarterly, 1983, 39-69.

Prado, Jon. “Dust,” Journal of Stone, 1986.

Iqbal, Sana. “Ferns,” In The New Herbarium, pp. 322-336.

Lind, Eva R. “The Fern Premium: Still a Riddle,” Journal of Moss, March 1996, 42-71.
`
  expect(read(text, 'a.txt').map(({ title }) => title)).toEqual([
    'Slow Cycles',
    'Slow Cycles in Two Towns',
    'Dust',
    'Ferns',
    'The Fern Premium: Still a Riddle',
  ])
})

test('a day in another language and who translated a book are none of its title', () => {
  const days = ['13 febbraio', '12 marzo', '16 aprile', '14 gennaio 2025']
  const rows = listOf(BOOKS, (title, who, at) => `- ${days[at]} ${who}, ${title}, traduzione di Franca Verdi (Felce)`)
  const papers = read(`Calendario degli incontri del gruppo di lettura\n\n${rows}\n`, 'a.txt')
  expect(papers.map(({ title, authors }) => [title, authors])).toEqual(BOOKS.map((title, at) => [title, [WHO[at]]]))
})

test('where something stands in a book is no title, nor is a hole in a template', () => {
  const row = (what: string, where: string) => `| ${what} | ${where} |`
  const text = [
    row('Topic', 'Paper'),
    row('---', '---'),
    row('Moss', '[K] 4 [V] 7.1'),
    row('Ferns', '[H] 2'),
    row('Stones', '{{ item.title }}'),
    row('Rivers', 'How memory shapes the evolution of trade'),
  ].join('\n')
  expect(read(text).map(({ title }) => title)).toEqual(['How memory shapes the evolution of trade'])
})

describe('who presents, and words within a title, are no authors', () => {
  const titles = (text: string, name = 'a.md') => read(text, name).map(({ title, authors }) => [title, ...authors])

  test('of “led by” only who wrote it is one', () => {
    const rows = ['Moss Is All You Need (Brun et al. 2017)', 'FERN (Cruz et al. 2019)', 'PEAT-3 (Osei et al. 2020)']
    const led = rows.map((row, at) => `- ${row}, led by ${WHO[at]?.split(' ')[0]}`).join('\n')
    const expected = [
      ['Moss Is All You Need', 'Brun'],
      ['FERN', 'Cruz'],
      ['PEAT-3', 'Osei'],
    ]
    expect(titles(led)).toEqual(expected)
    expect(titles(led.replaceAll('- ', '2024-01-10: '))).toEqual(expected)
  })

  test('the last “by” says who', () => {
    const text =
      '- Walking by Water by Water by Brun et al. (2016)\n- Moss Is All You Need by Cruz et al. (2017)\n- Deep Fern Learning by Osei et al. (2016)'
    expect(titles(text)).toEqual([
      ['Walking by Water by Water', 'Brun'],
      ['Moss Is All You Need', 'Cruz'],
      ['Deep Fern Learning', 'Osei'],
    ])
  })

  test.each(['Tasks', 'Snacks', '## Films'])('below “%s” nothing is read', (head) => {
    expect(read(`${head}\n- Book the room (Ada Brun)\n- Vertigo (Teo Cruz)\n- Order new chairs (Mira Osei)`)).toEqual(
      [],
    )
  })

  test('a title keeps no quotation marks of its language', () => {
    const text = listOf(BOOKS, (title, who) => `- »${title}« von ${who}`)
    expect(titles(text)).toEqual(BOOKS.map((title, at) => [title, WHO[at]]))
  })

  test('a name with “de” in it is not cut', () => {
    const text = '- O Musgo, de Ada de Brun\n- Dom Cruz, de Ada de Brun\n- A Chaleira, de Ada de Brun'
    expect(titles(text).map(([title]) => title)).not.toContain('O Musgo, de Ada')
  })
})
