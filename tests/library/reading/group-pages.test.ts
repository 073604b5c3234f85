import { describe, expect, test } from 'vitest'
import { choose } from '../../../src/library/registry.ts'

function read(text: string) {
  const parsed = choose({ name: 'page.md', text })?.parsed
  return {
    titles: parsed?.digest?.papers.map(({ title }) => title) ?? [],
    papers: parsed?.digest?.papers ?? [],
    unread: parsed?.unread ?? [],
    problems: parsed?.problems ?? [],
    meetings: parsed?.meetings ?? [],
  }
}

const GEARS = 'Old Gears Turn Slowly'
const MOSS = 'Moss - A Study of Quiet Growth'
const KETTLE = 'Kettles'

describe('what reading groups publish', () => {
  test.each([
    [
      'notes of its own',
      `# Club\n\n# Past Papers\n* May 4, 2021: [${GEARS}](gears.md)\n* Apr 6, 2021: [${MOSS}](moss.md)\n* March 2, 2021: [${KETTLE}](k.md)\n`,
    ],
    [
      'pages of any site',
      `## List of papers\n\n- [${GEARS}](https://notes.example.org/a)\n- [${MOSS}](https://notes.example.org/b)\n- [${KETTLE}](https://notes.example.org/c)\n`,
    ],
    [
      'files beside it, under pictures',
      `# Things\n\n* :scroll: [${GEARS}](gears.pdf)\n\n* 📜 [${MOSS}](moss.pdf)\n\n* [${KETTLE}](k.pdf)\n`,
    ],
    [
      'links by reference',
      `# Papers\n\n- [${GEARS}][1]\n- [${MOSS}][2]\n- [${KETTLE}][3]\n\n[1]: https://arxiv.org/abs/2001.00001\n[2]: https://arxiv.org/abs/2001.00002\n[3]: https://arxiv.org/abs/2001.00003\n`,
    ],
    [
      'links behind the titles',
      `#### 2021-05\n- ${GEARS} [[arXiv](https://arxiv.org/abs/2001.00001)] [[code](https://github.com/a/b)]\n- ${MOSS} [[NIPS paper](https://papers.example.org/m.pdf)]\n- ${KETTLE} [[pdf](https://arxiv.org/abs/2001.00003)] (soon)\n`,
    ],
    [
      'a wiki',
      `== Papers ==\n* [https://arxiv.org/abs/2001.00001 ${GEARS}]\n* [https://arxiv.org/abs/2001.00002 ${MOSS}]\n* [https://arxiv.org/abs/2001.00003 ${KETTLE}]\n`,
    ],
    [
      'HTML',
      `<html><body><h2>Papers</h2><ul><li><a href="https://arxiv.org/abs/2001.00001">${GEARS}</a></li><li><a href="m.pdf">${MOSS}</a></li><li><a href="k.pdf">${KETTLE}</a></li></ul></body></html>`,
    ],
    ['bare titles that are said to be papers', `This week's top papers:\n\n- ${GEARS}\n- ${MOSS}\n- ${KETTLE}\n`],
  ])('comes in whole from a list with %s', (_, text) => {
    const { titles, unread } = read(text)
    expect(titles).toEqual([GEARS, MOSS, KETTLE])
    expect(unread).toEqual([])
  })

  test.each([
    ['a link', `[${GEARS} (2011)](https://papers.example.org/g.pdf) by A. Brun, T. Cruz, and M. Zhao`],
    ['bold', `**${GEARS}**. A. Brun, T. Cruz, M. Zhao. ICML 2011 [pdf](https://papers.example.org/g.pdf)`],
    ['a number', `__1. ${GEARS} (OGTS)__ - Brun, Cruz and Zhao (2011) [pdf](https://papers.example.org/g.pdf)`],
    ['a stroke', `${GEARS} - Ada Brun, Teo Cruz, Mei Zhao - 2011 [pdf](https://papers.example.org/g.pdf)`],
    [
      'names before it',
      `Ada Brun, Teo Cruz, Mei Zhao. **${GEARS}**. ICML 2011. [pdf](https://papers.example.org/g.pdf)`,
    ],
  ])('has its people and year taken off a title that is set off by %s', (_, entry) => {
    const { papers } = read(`# Papers\n\n- ${entry}\n`)
    expect(papers).toMatchObject([
      { title: GEARS, authorsCount: 3, date: '2011', link: 'https://papers.example.org/g.pdf' },
    ])
  })

  test('in a table is a schedule: its days are no dates of papers, and who presents is no author', () => {
    const { papers, meetings, unread } = read(
      [
        '- **Frequency:** every week',
        '',
        '| # | Date | Presenter | Paper | Slides |',
        '|---|---|---|---|---|',
        `| 1 | 2026-03-02 | Ana | [${GEARS}](https://arxiv.org/abs/2001.00001) (Brun et al., 2019) | [deck](https://slides.example.org/1) |`,
        '| 2 | 2026-03-09 | | No meeting (spring break) | |',
        '| 3 | 2026-03-16 | TBD | TBD | |',
        `| 4 | 2026-03-23 | Bo & Cy | ${KETTLE} (Cruz et al., 2020) | |`,
        '| 5 | 2026-03-30 | Ana | Introduction & Overview | |',
      ].join('\n'),
    )
    expect(papers).toMatchObject([
      { title: GEARS, authors: ['Brun'], date: '2019' },
      { title: KETTLE, authors: ['Cruz'], date: '2020' },
    ])
    expect(unread).toEqual([])
    expect(meetings).toMatchObject([
      {
        date: '2026-03-02',
        kind: 'papers',
        papers: [GEARS],
        people: [{ name: 'Ana', role: 'presenter' }],
        links: [{ url: 'https://slides.example.org/1' }],
      },
      { date: '2026-03-09', kind: 'none', reason: 'No meeting (spring break)', papers: [] },
      { date: '2026-03-16', kind: 'open' },
      { date: '2026-03-23', kind: 'papers', people: [{ name: 'Bo' }, { name: 'Cy' }] },
      { date: '2026-03-30', kind: 'other', reason: 'Introduction & Overview' },
    ])
  })

  test.each([
    [
      'front matter',
      `---\nlayout: page\nsessions:\n  - date: "03/13/2026"\n    presenter: Ana\n    title: "${MOSS}"\n    authors: "Ada Brun (Lab of Cogs), Bo Lee (Lab of Cogs)"\n  - date: "04/03/2026"\n    title: No meeting\n---\n\n# About\n\nWe meet.\n`,
    ],
    [
      'a file of data',
      `- date: 2026-03-13\n  speaker: Ana\n  paper:\n    title: "${MOSS}"\n    authors: [Ada Brun, Bo Lee]\n- date: 2026-04-03\n  title: No meeting\n`,
    ],
    [
      'a table with commas',
      `Date,Presenter,Paper,Authors\n2026-03-13,Ana,${MOSS},"Ada Brun, Bo Lee"\n2026-04-03,,No meeting,\n`,
    ],
    [
      'a wiki',
      `== Papers ==\n{| class="wikitable"\n! Date !! Presenter !! Paper !! Authors\n|-\n| 2026-03-13 || Ana || '''${MOSS}''' || Ada Brun, Bo Lee\n|-\n| 2026-04-03 || || No meeting ||\n|}\n`,
    ],
    [
      'HTML',
      `<html><body><table><tr><th>Date</th><th>Presenter</th><th>Paper</th><th>Authors</th></tr><tr><td>2026-03-13</td><td>Ana</td><td><b>${MOSS}</b></td><td>Ada Brun, Bo Lee</td></tr><tr><td>2026-04-03</td><td></td><td>No meeting</td><td></td></tr></table></body></html>`,
    ],
  ])('is a schedule in %s, too', (_, text) => {
    const { papers, meetings } = read(text)
    expect(papers).toMatchObject([{ title: MOSS, authorsCount: 2, date: null }])
    expect(meetings).toMatchObject([
      { date: '2026-03-13', kind: 'papers', papers: [MOSS], people: [{ name: 'Ana' }] },
      { date: '2026-04-03', kind: 'none', reason: 'No meeting' },
    ])
  })

  test('as a list of days has who speaks before each title, and the days on which nobody meets', () => {
    const { titles, meetings } = read(
      `# Reading group\n\n- 01/18/2026 - Ana - ${GEARS} [[pdf](https://arxiv.org/pdf/2001.00001)]\n- 01/05/2026 - No meeting (new year)\n- 02/01/2026 - Bo - ${KETTLE} [[pdf](https://arxiv.org/pdf/2001.00003)]\n- 02/08/2026 - TBD\n`,
    )
    expect(titles).toEqual([GEARS, KETTLE])
    expect(meetings.map(({ date, kind, people }) => [date, kind, people[0]?.name])).toEqual([
      ['2026-01-18', 'papers', 'Ana'],
      ['2026-01-05', 'none', undefined],
      ['2026-02-01', 'papers', 'Bo'],
      ['2026-02-08', 'open', undefined],
    ])
  })

  test.each([
    [
      'several titles beside each other',
      `- [${GEARS}](https://arxiv.org/abs/2001.00001), [${MOSS}](https://arxiv.org/abs/2001.00002) and [${KETTLE}](https://arxiv.org/abs/2001.00003)`,
    ],
    [
      'lines below what names them',
      `Papers to read:\n${GEARS}\n${MOSS}\nA Kettle`.replace('A Kettle', 'Kettles and Their Lids'),
    ],
  ])('may have %s', (_, text) => {
    expect(read(`# Papers\n\n${text}\n`).titles.slice(0, 2)).toEqual([GEARS, MOSS])
  })

  test('in minutes has papers in the midst of its lines, on the day of their heading', () => {
    const { titles, meetings } = read(
      `## 2026-03-10: Ana\nDiscussed:\n[${GEARS}](https://arxiv.org/abs/2001.00001) (Brun et al., 05-2025)\n- turns eighty wheels\n\n[${MOSS}](https://arxiv.org/abs/2001.00002) (Zhao et al., 06-2025)\n`,
    )
    expect(titles).toEqual([GEARS, MOSS])
    expect(meetings).toMatchObject([{ date: '2026-03-10', papers: [GEARS, MOSS], people: [{ name: 'Ana' }] }])
  })

  test.each([
    [
      'headings with their link',
      `# ${GEARS} ([Link](https://eprint.iacr.org/2024/1))\n\nI liked it.\n\n# ${MOSS} ([Link](https://eprint.iacr.org/2024/2))\n\nSo did I.\n`,
    ],
    [
      'headings with people below',
      `# Notes\n\n### ${GEARS}\n_Ada Brun, Teo Cruz, and Mei Zhao_\n\nWheels turn.\n\n### ${MOSS}\n_Ada Brun and Bo Lee_\n\nMoss grows.\n`,
    ],
    [
      'labels below',
      `# journal-club\n\n## 08.11.2017\n### ${GEARS}\n**Author:** Ada Brun, Teo Cruz\n\n**Link:** https://arxiv.org/pdf/2001.00001.pdf\n\n**Motivation:** why?\n\n## 07.11.2017\n### ${MOSS}\n**Author:** Bo Lee\n\n**Link:** https://arxiv.org/abs/2001.00002\n`,
    ],
    [
      'numbers and a journal',
      `## Weekly\n\n 1. ${GEARS} by Ada Brun et al. (Nature Cogs, January 6 2026)\n\nGood news.\n\n 1. ${MOSS} by Bo Lee et al. (Nature Moss, January 8, 2026)\n\nIt grows.\n`,
    ],
  ])('in posts has papers under %s', (_, text) => {
    expect(read(text).titles).toEqual([GEARS, MOSS])
  })

  test('takes no heading, label, column or place-holder for a paper', () => {
    const text = [
      '# Reading group',
      '## Schedule',
      '- **Start date:** April 20',
      '- TBD',
      '- No meeting',
      '## How to join',
      '- [Join our chat](https://discord.gg/abc)',
      '- [Contributing](CONTRIBUTING.md)',
      '## Past papers',
      `- [${GEARS}](https://arxiv.org/abs/2001.00001)`,
      '- [Blog post on wheels](https://blog.example.org/wheels)',
      '- Erratum',
    ].join('\n')
    expect(read(text).titles).toEqual([GEARS])
  })

  test.each(['Interesting papers (not covered)', 'Excluded studies', 'Papers that we did not cover'])(
    'leaves out what stands below “%s”, and says so',
    (heading) => {
      const entry = (title: string, id: string) => `- [${title}](https://arxiv.org/abs/${id}) by Ada Brun\n`
      const text = `# Reading group\n\n## ${heading}\n\n${entry(GEARS, '2001.00001')}\n### 2019\n\n${entry(KETTLE, '2001.00002')}\n## Papers not yet covered\n\n${entry(MOSS, '2001.00003')}`
      const { papers, unread, problems } = read(text)
      expect(papers.map(({ title }) => title)).toEqual([MOSS])
      expect(unread).toEqual([])
      expect(problems).toMatchObject([{ line: 3, message: expect.stringContaining(heading) }])
    },
  )

  test('says what looks like an entry and was not read', () => {
    const text = `# Papers\n\n- [${GEARS}](https://arxiv.org/abs/2001.00001)\n- https://arxiv.org/abs/2001.00009\n`
    expect(read(text).unread).toEqual([{ line: 4, text: 'https://arxiv.org/abs/2001.00009' }])
  })

  test('keeps two works of one title apart, and one that is listed twice together', () => {
    const text = `# Papers\n\n- [Attention](https://arxiv.org/abs/2001.00001)\n- [Attention](https://arxiv.org/abs/2001.00002)\n- [Attention](https://arxiv.org/abs/2001.00001v2)\n`
    expect(read(text).papers.map(({ arxivId }) => arxivId)).toEqual(['2001.00001', '2001.00002'])
  })

  test('is opened where a code block holds all of it', () => {
    expect(read(`\`\`\`text\n# Papers\n\n- [${GEARS}](g.pdf)\n- [${MOSS}](m.pdf)\n\`\`\`\n`).titles).toEqual([
      GEARS,
      MOSS,
    ])
  })
})
