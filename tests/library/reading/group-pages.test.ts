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

  test('may begin with links that only lead somewhere, and lead to what ends a letter', () => {
    const { papers, unread } = read(
      `# Papers\n\nWe meet **Thursdays at 16:00** on [Slack](https://a.slack.com).\n\n- [pdf](p/g.pdf) ${GEARS} - Ada Brun, Teo Cruz - 2014\n- [slides](s.pdf) | [paper](m.pdf) | Quiet Moss: A Study\n- [Optional: Kettles That Sing](https://arxiv.org/abs/2001.00003) – presenter: Kim\n\nThanks for reading! Forward this to a friend.\nUnsubscribe: https://a.example.org/u\n`,
    )
    expect(papers.map(({ title, authors, idea }) => [title, authors.length, idea])).toEqual([
      [GEARS, 2, null],
      ['Quiet Moss: A Study', 0, null],
      ['Kettles That Sing', 0, null],
    ])
    expect(unread).toEqual([])
  })

  test('has every work that a sentence cites', () => {
    const { papers } = read(
      `# Minutes\n\nWe read [${GEARS}](https://arxiv.org/abs/2001.00001) (Brun et al., 06-2022), which [Quiet Moss and How It Grows](https://arxiv.org/abs/2001.00002) (Cruz et al., 04-2023) doubts. Mei was not convinced.\n`,
    )
    expect(papers.map(({ title, authors, date, idea }) => [title, authors, date, idea])).toEqual([
      [GEARS, ['Brun'], '2022-06', null],
      ['Quiet Moss and How It Grows', ['Cruz'], '2023-04', 'Mei was not convinced.'],
    ])
  })

  test('may be titles alone below a heading that calls them readings', () => {
    expect(
      read(
        '# Reading Group\n\n## Readings\n\nOld Gears Turn Slowly\nWhat Is a Kettle?\nMoss, Growth, and the Limits of Stone\n',
      ).titles,
    ).toEqual([GEARS, 'What Is a Kettle?', 'Moss, Growth, and the Limits of Stone'])
  })

  test.each([
    [
      'Brun, A. (1980). Toward a theory of gears. *Journal of Gears & Wheels*, 1(1), 39–60.',
      1,
      'Journal of Gears & Wheels',
    ],
    ['Brun A, Cruz TH. Toward a theory of gears. Q J Gear. 1995;110(1):73-92.', 2, 'Q J Gear'],
    ['Brun A, Cruz TH (1995). Toward a theory of gears. *Gears* 63:544-557', 2, 'Gears'],
    ['Brun, A. F., Cruz, T., & Zhao, M. (Eds.). (2004). *Toward a theory of gears*. Gear Press.', 3, undefined],
    ['Toward a theory of gears. Brun & Cruz. WGR 1982. [PDF](g.pdf)', 2, 'WGR'],
    ['*Ada Brun, Teo Cruz, Mei S. Zhao.* **Toward a theory of gears.** GEARS 2019.', 3, 'GEARS'],
    ['Brun, S. Ada, and Teo Cruz. 2010. "Toward a theory of gears." *Gears* 25(4): 545–576.', 2, 'Gears'],
    ['Recommended: Brun, Ada J. 2008. "Toward a theory of gears." *Gear Theory* 8(1): 9–25.', 1, 'Gear Theory'],
    ['[Toward a theory of gears](g.pdf) - Brun & Cruz, WGR 1982. They turn.', 2, 'WGR'],
    ['[Toward a theory of gears](g.pdf) - Brun, WGR 1982. They turn.', 1, 'WGR'],
    [
      '"Toward a theory of gears", Ada Brun, Annals of Gears and Cogs, 1960. [doi](g.pdf)',
      1,
      'Annals of Gears and Cogs',
    ],
    ['Toward a theory of gears, A. Brun, T. Cruz et M. Zhao, GEARS 2019', 3, 'GEARS'],
    [
      'Brun, M. T. H., & Cruz, R. (2014). Toward a theory of gears. *Gear Psychologist*, 49(4), 219–243.',
      2,
      'Gear Psychologist',
    ],
    ['5 Oct: Ada Brun, Toward a theory of gears (Gear Sci. 67, 2000)', 1, 'Gear Sci'],
    ['Ada Brun. Toward a theory of gears. AJG 85(3), 1979.', 1, 'AJG'],
    ['Brun (2017) Toward a theory of gears. WGR.', 1, undefined],
    ['Brun 1972, *Toward a theory of gears*', 1, undefined],
    ['Brun & Cruz 2004, *Toward a theory of gears*', 2, undefined],
    ['Brun A, Cruz TH Jr. Toward a theory of gears. Gears. 1997;91(3):295-8.', 2, 'Gears'],
    ['Brun, L. S. (n.d.). Toward a theory of gears [Unpublished].', 1, undefined],
    ['Ada Brun, ‘Toward a theory of gears’, *Gear Inquiry* 20 (1993), 10–35', 1, 'Gear Inquiry'],
    ['[Ada Brun, "Toward a theory of gears"](g.pdf), *Gear Review* 5 (1967)', 1, 'Gear Review'],
    ['*Toward a theory of gears*, A. Brun, Cogs 177 (1972). Présenté par Karim.', 1, 'Cogs'],
    ['Toward a theory of gears, T. Brun et al., PRL 75 (1995)', null, 'PRL'],
    ['Toward a theory of gears by Brun, Cruz, Zhao & Ito (WGR)', 4, undefined],
  ])('takes a reference apart: %s', (entry, count, venue) => {
    const { papers } = read(`## Background reading\n\n1. ${entry}\n`)
    expect(papers.map(({ title, authorsCount }) => [title, authorsCount])).toEqual([
      ['Toward a theory of gears', count],
    ])
    expect(papers[0]?.venue?.name).toBe(venue)
  })

  test('has its days and turns taken off the references that it reads', () => {
    const { papers } = read(
      `**Sess. 1** — *Intro & organisation*\n\n**Sess. 2** — Brun, A. C., & Cruz, J. (2011) 'Slow gears: Teeth that nobody counts', *Gears* 22(11), pp. 1359–1366.\n\n**Sess. 3** — Open Gear Collaboration (2015). Estimating how slowly gears turn. *Gears*, 349, aac4716. doi:10.5555/g.aac4716\n`,
    )
    expect(papers.map(({ title, authors, date }) => [title, authors, date])).toEqual([
      ['Slow gears: Teeth that nobody counts', ['A. C. Brun', 'J. Cruz'], '2011'],
      ['Estimating how slowly gears turn', ['Open Gear Collaboration'], '2015'],
    ])
  })

  test('has parts in bold and keycaps for numbers, which are no papers and no part of one', () => {
    const { papers } = read(
      `## Week 3\n\n**Core readings**\n* [${GEARS}](https://arxiv.org/abs/2001.00001) (Brun, Cruz and Zhao, 2022) (20 min)\n\n**Further readings**\n* [Do As I Can, Not As I Turn: Moss](https://arxiv.org/abs/2001.00002)\n\n**Discussion questions**\n* What makes a gear slow?\n\n1️⃣ Kettles: Singing with Steam https://arxiv.org/abs/2001.00003\n2️⃣ Lids: Keeping It In https://arxiv.org/abs/2001.00004\n`,
    )
    expect(papers.map(({ title, authors, idea, remarks }) => [title, authors.length, idea, remarks])).toEqual([
      [GEARS, 3, null, null],
      ['Do As I Can, Not As I Turn: Moss', 0, null, null],
      ['Kettles: Singing with Steam', 0, null, null],
      ['Lids: Keeping It In', 0, null, null],
    ])
  })

  test('may set its people off before a title in quotes, in any tongue', () => {
    const { papers } = read(
      `# Club\n\n## Papers\n\n- **Ada Brun & Teo Cruz**: “${GEARS} and why”, *Gears* 66 (2013), 8–38. [PDF](g.pdf)\n- « Sur la théorie des engrenages », A. Brun (1984)\n- À définir\n`,
    )
    expect(papers.map(({ title, authors }) => [title, authors.length])).toEqual([
      [`${GEARS} and why`, 2],
      ['Sur la théorie des engrenages', 1],
    ])
  })

  test('in a table with semicolons keeps a DOI a DOI', () => {
    const text =
      '"Date";"Discussant";"Title";"DOI"\n"05/03/2024";"Ana";"Old Gears";"10.5555/gears.162.3859.1243"\n"02/04/2024";"";"OSTERPAUSE";""\n'
    expect(read(text).papers).toMatchObject([{ title: 'Old Gears', doi: '10.5555/gears.162.3859.1243', arxivId: null }])
  })

  test('in the tongue of its group has its days, people and rooms, and the days on which nobody meets', () => {
    const { titles, meetings } = read(
      `| Datum | Referent:in | Paper | Raum |\n|---|---|---|---|\n| 17.10.24 | Lena | ${GEARS} | 2.04 |\n| 31.10.24 | – | fällt aus (Feiertag) | |\n| 07.11.24 | alle | Pizza! | |\n`,
    )
    expect(titles).toEqual([GEARS])
    expect(
      meetings.map(({ date, kind, place, people }) => [date, kind, place, people.map(({ name }) => name)]),
    ).toEqual([
      ['2024-10-17', 'papers', '2.04', ['Lena']],
      ['2024-10-31', 'none', null, []],
      ['2024-11-07', 'other', null, ['alle']],
    ])
  })

  test('announces in a letter what is read next', () => {
    const { papers, meetings } = read(
      `Dear all,\n\nthis Friday Piotr will present\n\n  "${GEARS} in mice"\n  Brun TR, Cruz JW, Zhao T, et al. Cell 2016; 167: 1469-1480\n  https://doi.org/10.1016/j.cell.2016.11.018\n\nNext week: Maria, "A kettle in every house: a causal role?"\n\nThere will be no meeting on 21 February.\n`,
    )
    expect(papers.map(({ title, authors, idea }) => [title, authors.length, idea])).toEqual([
      [`${GEARS} in mice`, 3, null],
      ['A kettle in every house: a causal role?', 0, null],
    ])
    expect(meetings).toEqual([])
  })

  test('under headings may have its people in them, labels on one line, or a body below', () => {
    const { papers } = read(
      `# Notes\n\n### ${GEARS} / _Brun et al._\n\nWe present a gear that turns. It is slow.\n\n### Moss for the 2020s\n\n**Author:** Ada Brun, Teo Cruz **Link:** <https://arxiv.org/abs/2001.00002>\n\nMoss, done anew.\n\n### Kettles below the boiling threshold\nOrbit Labs and Collaborators\n\n**Link:** https://arxiv.org/abs/2001.00003\n`,
    )
    expect(papers.map(({ title, authors, arxivId }) => [title, authors, arxivId])).toEqual([
      [GEARS, ['Brun'], null],
      ['Moss for the 2020s', ['Ada Brun', 'Teo Cruz'], '2001.00002'],
      ['Kettles below the boiling threshold', ['Orbit Labs'], '2001.00003'],
    ])
  })

  test('as a first page that was pasted has its columns of names, and words that its lines broke', () => {
    const { papers, unread } = read(
      `RESEARCH ARTICLE\nGEARS TODAY | https://doi.org/10.5555/gears.1 May 13, 2019 1 / 9\n\nGears and Slow Communication:\nA Study of Their Adop-\ntion in the\nWild\n\nAda Brun                    Teo Cruz\nGear University             Moss University\n\nAbstract\nWe show low-dimen-\nsional gears of a self-\nmade kind. In this paper we present a method and experiments that prove that gears turn slowly.\n`,
    )
    expect(papers).toMatchObject([
      {
        title: 'Gears and Slow Communication: A Study of Their Adoption in the Wild',
        authors: ['Ada Brun', 'Teo Cruz'],
        doi: '10.5555/gears.1',
      },
    ])
    expect(papers[0]?.abstract).toContain('low-dimensional gears of a self-made kind')
    expect(unread).toEqual([])
  })

  test.each([
    [
      'German',
      '12. Oktober 2023: Ada Brun – ',
      ' (Vortrag: Jana)',
      '26. Oktober 2023: entfällt',
      '2023-10-12',
      '2023-10-26',
    ],
    ['French', '**1er mars 2024** — Ada Brun : ', '', '**28 mars 2024** — pas de séance', '2024-03-01', '2024-03-28'],
    ['Spanish', '5 de marzo de 2024: ', '', '19 de marzo de 2024: sin reunión', '2024-03-05', '2024-03-19'],
  ])('has its days in %s', (_, day, behind, none, first, second) => {
    const { titles, meetings } = read(`# Reading group papers\n\n- ${day}${GEARS}${behind}\n- ${none}\n`)
    expect(titles).toEqual([GEARS])
    expect(meetings.map(({ date, kind }) => [date, kind])).toEqual([
      [first, 'papers'],
      [second, 'none'],
    ])
  })

  test('in a table has a day and a year from around it, whatever its column is called, and who is “No meeting”', () => {
    const { titles, meetings } = read(
      `# Reading group\n\n## Spring 2024\n\n| Quando | Apresentador | Artigo |\n|---|---|---|\n| Jan 18 | Ana | [${GEARS}](g.pdf) |\n| Feb 1 | *No meeting* (holiday) | |\n| Feb 15 | TBD | TBD |\n`,
    )
    expect(titles).toEqual([GEARS])
    expect(meetings.map(({ date, kind, reason, people }) => [date, kind, reason, people.length])).toEqual([
      ['2024-01-18', 'papers', null, 1],
      ['2024-02-01', 'none', 'No meeting (holiday)', 0],
      ['2024-02-15', 'open', 'TBD', 0],
    ])
  })

  test('in a table of HTML may have cells that reach over several rows and columns', () => {
    const row = (cells: string) => `<tr>${cells}</tr>`
    const { papers, unread } = read(
      `<table>${row('<th>Week</th><th>Topic</th><th>Reading</th>')}${row(`<td rowspan="2">1</td><td rowspan="2">Old things</td><td><a href="https://arxiv.org/abs/2001.00001">${GEARS}</a></td>`)}${row('<td><a href="https://arxiv.org/abs/2001.00002">Quiet Moss: A Study</a></td>')}${row('<td>2</td><td colspan="2">No class</td>')}</table>`,
    )
    expect(papers.map(({ title, arxivId }) => [title, arxivId])).toEqual([
      [GEARS, '2001.00001'],
      ['Quiet Moss: A Study', '2001.00002'],
    ])
    expect(unread).toEqual([])
  })

  test('may have bars between its cells and no rule that says that it is a table', () => {
    const { titles, meetings } = read(
      `## Schedule\n\n10/02/2023 | ${GEARS} | Ada Brun et al. | Presenter: Sue\n10/09/2023 | Holiday - no meeting\n10/16/2023 | Quiet Moss: A Study | Teo Cruz et al. | Presenter: Raj\n`,
    )
    expect(titles).toEqual([GEARS, 'Quiet Moss: A Study'])
    expect(meetings.map(({ date, kind, people }) => [date, kind, people[0]?.name])).toEqual([
      ['2023-10-02', 'papers', 'Sue'],
      ['2023-10-09', 'none', undefined],
      ['2023-10-16', 'papers', 'Raj'],
    ])
  })

  test('in lists within a list has sections that items in bold name', () => {
    const { titles } = read(
      `# Papers\n\n- **Gears**\n  - [${GEARS}](https://arxiv.org/abs/2001.00001)\n- **Tools**\n  - [Weigh and Measure](https://weigh.example.org)\n`,
    )
    expect(titles).toEqual([GEARS])
  })

  test('names families in a bracket or before a year, and a day before a title in a heading', () => {
    const { papers } = read(
      `# Papers\n\n- [${GEARS}](https://arxiv.org/abs/2001.00001) (Brun, Dwork)\n\n## [Quiet Moss: A Study](https://arxiv.org/abs/2001.00002)\nBrun, Cruz, Zhao, 2019\n\n## 2023-06-01 Kettles That Sing and Whistle\n\nPaper: https://arxiv.org/abs/2001.00003\n`,
    )
    expect(papers.map(({ title, authors, arxivId }) => [title, authors, arxivId])).toEqual([
      [GEARS, ['Brun', 'Dwork'], '2001.00001'],
      ['Quiet Moss: A Study', ['Brun', 'Cruz', 'Zhao'], '2001.00002'],
      ['Kettles That Sing and Whistle', [], '2001.00003'],
    ])
  })

  test('is no paper where a letter says where people meet', () => {
    const { titles } = read(
      `Next week's paper is "${GEARS}" (https://arxiv.org/abs/2001.00001).\n\nSame room link as always: https://zoom.us/j/1\n\nBest,\nRosa\n`,
    )
    expect(titles).toEqual([GEARS])
  })

  test('in AsciiDoc has its links the other way round', () => {
    const { titles } = read(
      `= Club\n\n== Papers\n\n. https://arxiv.org/abs/2001.00001[${GEARS}] -- Brun et al.\n. https://arxiv.org/abs/2001.00002[Quiet Moss: A Study]\n`,
    )
    expect(titles).toEqual([GEARS, 'Quiet Moss: A Study'])
  })

  test('in a letter stands under a day and who presents', () => {
    const { papers } = read(
      `Dear all,\n\nthe programme of our journal club:\n\nApril 17   Ana Brun\n           ${GEARS}: the role of oil\n           Cruz et al., Annals of Gears 2012\n           doi:10.5555/gears.3\n\nApril 24   no meeting\n`,
    )
    expect(papers).toMatchObject([{ title: `${GEARS}: the role of oil`, authors: ['Cruz'], doi: '10.5555/gears.3' }])
  })

  test('has a link below a word on it, and people below a heading on a page', () => {
    const thread = read(
      `Our five papers:\n\n1/ "${GEARS}" (Brun et al.)\n   What gears! https://arxiv.org/abs/2001.00001\n`,
    )
    expect(thread.papers).toMatchObject([{ title: GEARS, arxivId: '2001.00001' }])
    expect(thread.unread).toEqual([])
    const page = read(
      `<html><body><h1>Papers we read</h1><h3><a href="https://www.nature.com/articles/s41586-024-00001-2">${GEARS}</a></h3><p><em>Ada Brun, Teo Cruz &amp; Mei Zhao. Nature (2024)</em></p><p>They turn them.</p><h3>Elsewhere</h3><ul><li><a href="https://example.org/p">A podcast on moss</a></li></ul></body></html>`,
    )
    expect(page.papers.map(({ title, authors, doi, date }) => [title, authors.length, doi, date])).toEqual([
      [GEARS, 3, '10.1038/s41586-024-00001-2', '2024'],
    ])
  })

  test('keeps two halves of a title that look like two people, and a meeting’s number and day before it', () => {
    const { titles } = read(
      `# Papers\n\n* Sharp Gears, Fuzzy Far Gears: How Moss Turns\n  Ada Brun, Teo Cruz\n\n* **Meeting 12** (2023-05-03): *Gear Hierarchy: Towards Larger Wheels*. Poli et al. [[arxiv](https://arxiv.org/abs/2001.00002)]\n* **Meeting 13** (2023-05-10): social, pizza at Mario's.\n`,
    )
    expect(titles).toEqual(['Sharp Gears, Fuzzy Far Gears: How Moss Turns', 'Gear Hierarchy: Towards Larger Wheels'])
  })

  test('in data may call the titles of its papers names', () => {
    const { titles } = read(
      `sessions:\n  - date: 2023-02-01\n    presenters: [Ewa, Tom]\n    papers:\n      - name: "${GEARS}"\n        link: https://arxiv.org/abs/2001.00001\n      - name: Quiet Moss\n        link: https://arxiv.org/abs/2001.00002\n`,
    )
    expect(titles).toEqual([GEARS, 'Quiet Moss'])
  })
})
