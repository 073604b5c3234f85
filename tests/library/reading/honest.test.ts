import { describe, expect, test } from 'vitest'
import { choose } from '../../../src/library/registry.ts'
import { fixture } from '../formats/fixture.ts'

function read(text: string, name = 'page.md') {
  const chosen = choose({ name, text })
  return {
    format: chosen?.format.name,
    papers: chosen?.parsed.digest?.papers ?? [],
    problems: chosen?.parsed.problems.map(({ message }) => message) ?? [],
    unread: chosen?.parsed.unread ?? [],
  }
}

describe('names that stand above their titles', () => {
  const ENTRIES = [
    ['Ada Brun, Teo Cruz', 'Old Gears Turn Slowly', 'https://arxiv.org/abs/2001.00001'],
    ['Mei Zhao and Bo Lee', 'Moss: A Study of Quiet Growth', 'https://arxiv.org/abs/2001.00002'],
    ['Ida Osei, Jon Prado', 'Kettles That Never Boil', 'https://arxiv.org/abs/2001.00003'],
  ]

  test('are those of the title below where gaps part the papers', () => {
    const { papers, unread } = read(`# Papers we read\n\n${ENTRIES.map((entry) => entry.join('\n')).join('\n\n')}\n`)
    expect(papers).toMatchObject([
      { title: 'Old Gears Turn Slowly', authors: ['Ada Brun', 'Teo Cruz'], arxivId: '2001.00001' },
      { title: 'Moss: A Study of Quiet Growth', authors: ['Mei Zhao', 'Bo Lee'], arxivId: '2001.00002' },
      { title: 'Kettles That Never Boil', authors: ['Ida Osei', 'Jon Prado'], arxivId: '2001.00003' },
    ])
    expect(unread).toEqual([])
  })

  test('are asked about rather than given to the paper above where nothing tells', () => {
    const entries = ENTRIES.map(([people, title, link]) => `${people}\n\n## ${title}\n\n${link}`)
    const { papers, problems } = read(`# Papers we read\n\n${entries.join('\n\n')}\n`)
    expect(papers).toEqual([])
    expect(problems).toEqual([expect.stringContaining('Do the names stand above their titles?')])
  })

  test('below their titles are no cause for doubt, though the last paper names nobody', () => {
    const entries = ENTRIES.map(([people, title, link]) => `## ${title}\n\n${people}\n\n${link}`)
    const { papers } = read(`# Papers\n\n${entries.join('\n\n')}\n\n## Rain\n\nhttps://arxiv.org/abs/2001.00004\n`)
    expect(papers.map(({ authors }) => authors.length)).toEqual([2, 2, 2, 0])
  })
})

describe('a list below a heading that is underlined', () => {
  const text = [
    'Gear Club (2024)',
    '======',
    'We have covered the following papers:',
    '',
    '__1. Old Gears Turn Slowly__ - Brun, Cruz and Zhao.',
    '  * University of Cogs, Moss Labs.',
    '',
    '> Brun, Ada, Teo Cruz, and Mei Zhao. [Gear Letters](https://doi.org/10.1000/gears) 1.2 (7-Oct-19): 3.',
    '',
    '## More papers',
    '[Kettles That Never Boil](https://arxiv.org/abs/2001.00003) (3-May-98) - Osei, Prado and Lee',
    '',
    '## Useful Links',
    '[Cogs](https://distill.pub) is an online journal about gears. It places emphasis on clear drawings.',
    '',
    '[Gears and Deep Gears](https://gears.example.org/) is a free online book by Ada Brun',
  ].join('\n')

  test('has its sections, so that what is no paper stays out of it', () => {
    const { papers, unread } = read(text)
    expect(papers.map(({ title }) => title)).toEqual(['Old Gears Turn Slowly', 'Kettles That Never Boil'])
    expect(unread).toEqual([])
  })

  test('has where people work, and its days of two-digit years', () => {
    expect(read(text).papers).toMatchObject([
      { date: '2019-10-07', affiliations: ['University of Cogs', 'Moss Labs'], authorsCount: 3, idea: null },
      { date: '1998-05-03', authors: ['Osei', 'Prado', 'Lee'], idea: null },
    ])
  })
})

describe('what was not read', () => {
  test.each([
    ['a table', 'papers.csv', 'Title,Authors,Year\nOld Gears,Ada Brun,2020\n,Teo Cruz and Mei Zhao,2021\n', 3],
    ['BibTeX', 'a.bib', '@article{a,\n title={Old Gears},\n year={2020}\n}\n@article{b,\n year={2021}\n}\n', 5],
    ['JSON lines', 'a.jsonl', '{"title":"Old Gears","authors":["Ada Brun"]}\n{"abstract":"It turns."}\n', 2],
    [
      'our own digest',
      'a.md',
      '# Gears\n\n## Papers\n\n### Old Gears\n\nThey turn.\n\n## Comments\n\n### Kettles That Boil\n\nHot.\n',
      11,
    ],
  ])('is named by its line in %s', (_, name, text, line) => {
    const { papers, unread } = read(text, name)
    expect(papers.map(({ title }) => title)).toEqual(['Old Gears'])
    expect(unread).toEqual([{ line, text: expect.stringMatching(/\S/) }])
  })

  test.each([
    ['arxiv-mail', 'txt', ''],
    ['daily-markdown', 'md', ''],
    ['daily-upvotes', 'txt', ''],
    ['newsletter-atx', 'md', ''],
    ['newsletter-plain', 'txt', ''],
    ['pasted-paper-page', 'txt', ''],
    ['references', 'txt', ''],
    ['references', 'txt', '[10] '],
  ])('is named below what the format of %s.%s does read, behind “%s”', (file, ending, mark) => {
    const name = `${file}.${ending}`
    const document = fixture(name).text.trimEnd()
    const text = `${document}\n\n${mark}[Kettles That Never Boil](https://arxiv.org/abs/2401.00099) by Ida Osei and Jon Prado\n`
    const before = read(document, name)
    const { format, papers, unread } = read(text, name)
    expect(format).toBe(before.format)
    expect(papers).toEqual(before.papers)
    const line = document.split('\n').length + 2
    expect(unread).toEqual([...before.unread, { line, text: expect.stringContaining('Kettles That Never Boil') }])
  })

  test('is named in a format of prose, too, and what it does say of a paper is not', () => {
    const { format, unread } = read(
      [
        'late autumn paper reading',
        '',
        'Old Gears Turn Slowly',
        '',
        'idea. Teeth wear evenly when gears are few. See Ada Brun. “Moss: A Study of Quiet Growth.” 2020.',
        '',
        'I liked how plainly it was told, and I would read it again on a rainy day.',
        '',
        'Kettles That Never Boil',
        '',
        'idea. Watched kettles are counted.',
      ].join('\n'),
      'post.txt',
    )
    expect(format).toBe('blog-post')
    expect(unread).toEqual([])
  })
})
