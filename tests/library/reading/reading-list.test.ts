import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { format } from '../../../src/library/reading/reading-list.ts'
import { choose } from '../../../src/library/registry.ts'
import { fixture, papersIn, problemsIn } from '../formats/fixture.ts'

describe('a reading list', () => {
  test('in tables has a title, a line and the link to the paper; the table of contents is none', () => {
    expect(papersIn(format, fixture('reading-list-tables.md'))).toEqual([
      {
        title: 'Sparse Lanterns',
        idea: 'lights only the experts that a token needs; halves the cost of a step at equal loss.',
        link: 'https://arxiv.org/abs/2401.90001v2',
        arxivId: '2401.90001',
      },
      {
        title: 'Tides | A Benchmark of Drift',
        idea: 'measures how models age.',
        link: 'https://openreview.net/forum?id=abcd',
      },
      {
        title: 'QuietBench',
        idea: 'A lab presents QuietBench, a test of what models leave unsaid.',
        link: 'https://labs.example.org/quiet.pdf',
        remarks:
          '- Silence is informative – models skip 4 of 10 hard steps.\n- Small is loud – small models skip fewer.',
      },
      {
        title: '1.5-Bit Cats: Pets at the Edge',
        idea: 'runs pets on a watch.',
        link: 'http://arxiv.org/pdf/2401.90002.pdf',
        arxivId: '2401.90002',
      },
      { title: 'Only a Rumour', idea: 'a talk that some mention.' },
      {
        title: "Old Year's Model",
        idea: 'sums up the year with one number.',
        link: 'https://doi.org/10.5555/OLD.YEAR',
        doi: '10.5555/old.year',
      },
    ])
    expect(format.parse(fixture('reading-list-tables.md')).unread).toEqual([
      { line: 30, text: 'https://arxiv.org/abs/2401.90003' },
    ])
  })

  const HANDS = 'Porcelain Hands'
  const IDEA = 'holds a cup with no more force than it bears'
  const PLACE = 'https://arxiv.org/abs/2405.90017'
  test.each([
    ['in bold', `**${HANDS}**: ${IDEA}`, null],
    ['that is a link', `[${HANDS}](${PLACE}): ${IDEA}`, PLACE],
    ['in bold with a link behind it', `**${HANDS}** — ${IDEA} ([paper](${PLACE}))`, PLACE],
    ['with a bare link', `${HANDS} — ${IDEA} ${PLACE}`, PLACE],
    ['with its number', `- *${HANDS}* — ${IDEA} (arXiv:2405.90017)`, PLACE],
    ['with its year', `- ${HANDS} (2024) - ${IDEA}`, null],
    [
      'on lines',
      `${HANDS} (${PLACE})\n${IDEA}\n\nMoss Grows on Weights\nnames what no gradient reaches\n${PLACE}9\n`,
      PLACE,
    ],
  ])('may have one entry alone: a title %s and its idea', (_, text, link) => {
    const source = { name: 'list', text: `${text}\n` }
    expect(choose(source)?.format.name).toBe('reading-list')
    expect(format.parse(source).digest?.papers[0]).toMatchObject({ title: HANDS, idea: IDEA, link })
  })

  test.each([
    ['a note', '**Note**: the meeting is moved to Tuesday.'],
    ['a message', `Great read — this one changed my mind about hands ${PLACE}`],
    ['two lines and a link', `Hi all, here is what I found\nIt is about hands and I like it.\n${PLACE}`],
    ['things to do', '- buy milk\n- call Ana — she is in Oslo'],
  ])('is not taken from %s', (_, text) => {
    expect(choose({ name: 'note', text: `${text}\n` })).toBeNull()
  })

  test('as an exporter of pages keeps it has its title above and its days in its opening', () => {
    const text = `---\ntitle: "Top Papers of the Week"\npublished: 2026-06-07\n---\n![](https://pics.example.org/a.jpg)\n\nWelcome to the Top Papers of the Week (May 31 - June 7).\n\n## 1\\. ${HANDS}\n\nIt ${IDEA}.\n\n- **Why it matters:** Cups stay whole.\n\n[Paper](${PLACE}) | [Tweet](https://x.com/a/status/1)\n\n## Paper 2: Moss\n\nIt names what no gradient reaches.\n`
    const source = { name: 'kept', text }
    expect(choose(source)?.format.name).toBe('reading-list')
    expect(format.parse(source).digest).toMatchObject({
      title: 'Top Papers of the Week',
      period: { from: '2026-05-31', to: '2026-06-07' },
      papers: [
        { title: HANDS, idea: `It ${IDEA}.`, arxivId: '2405.90017' },
        { title: 'Moss', idea: 'It names what no gradient reaches.', link: null },
      ],
    })
  })

  test('may name titles alone, and who wrote them in brackets with an address that lacks its scheme', () => {
    const papersOf = (text: string) => {
      const source = { name: 'list', text }
      expect(choose(source)?.format.name).toBe('reading-list')
      return papersIn(format, source)
    }
    expect(
      papersOf('The Top AI Papers of the Week (August 17 - 23):\n\n- Moss\n- Old Gears v1.0\n- A Kettle\n\nRead on:\n'),
    ).toEqual(['Moss', 'Old Gears v1.0', 'A Kettle'].map((title) => ({ title, reviewed: false })))
    expect(papersOf(`${HANDS} (Brun & Zhao): ${IDEA}. arxiv.org/abs/2405.90017\n`)).toMatchObject([
      { title: HANDS, idea: `${IDEA}.`, authors: ['Brun', 'Zhao'], arxivId: '2405.90017' },
    ])
    expect(papersOf(`- Old Gears: A Story, arXiv 2019. [[Paper](${PLACE})] 🔥 they turn\n`)).toMatchObject([
      { title: 'Old Gears: A Story', idea: 'they turn', date: '2019' },
    ])
  })

  test('is no guide to a program', () => {
    const guide = '# Lantern\n\n- **Fast Start** — in two steps\n- **Small Core** — no needs\n\n```\nlantern\n```\n'
    expect(choose({ name: 'README.md', text: guide })).toBeNull()
  })

  test('with many weeks covers the first to the last day, also where a heading leaves out its year', () => {
    expect(format.parse(fixture('reading-list-tables.md')).digest).toMatchObject({
      title: 'Club Papers of The Week',
      period: { from: '2023-12-25', to: '2024-01-14' },
    })
  })

  test('of titles in bold has what is said behind them and below', () => {
    expect(papersIn(format, fixture('reading-list-bold.md'))).toEqual([
      {
        title: 'Gardens of Gradient',
        idea: 'shows that pruning by season beats pruning by size.',
        link: 'https://arxiv.org/abs/2403.91001',
        arxivId: '2403.91001',
      },
      {
        title: 'Maps Without Rivers',
        idea: 'asks what is lost when a graph forgets its direction.',
        link: 'https://openreview.net/forum?id=efgh',
      },
      {
        title: 'Who Said What?',
        idea: "traces quotes through a language model's memory.",
        authors: ['Nakamura'],
        andOthers: true,
        date: '2023',
        link: 'https://arxiv.org/abs/2311.91002',
        arxivId: '2311.91002',
      },
      {
        title: 'A Title Over Two Lines',
        idea: 'folds a list into fewer words.',
        authors: ['Mina Okafor', "Jean-Luc d'Arc"],
        authorsCount: 2,
        link: 'https://arxiv.org/abs/2403.91003',
        arxivId: '2403.91003',
      },
      {
        title: 'Nothing bold here, only a line',
        link: 'https://arxiv.org/abs/2403.91004',
        arxivId: '2403.91004',
        reviewed: false,
      },
      {
        title: 'A lab releases something large, which has no name so far…',
        idea: 'A lab releases something large, which has no name so far.',
        link: 'https://arxiv.org/abs/2403.91005',
        arxivId: '2403.91005',
      },
    ])
    expect(problemsIn(format, fixture('reading-list-bold.md'))).toEqual([
      '13: This entry has no title of its own; the beginning of its line stands for one.',
    ])
  })

  test('of links takes invitations and videos for no papers', () => {
    expect(papersIn(format, fixture('reading-list-links.md'))).toEqual([
      {
        title: 'Small Steps, Long Walks',
        idea: 'a walk of many small steps needs fewer labels than one of long ones.',
        link: 'https://arxiv.org/abs/2405.92001',
        arxivId: '2405.92001',
      },
      {
        title: 'Counting Sheep in Vector Spaces',
        idea: 'finds that sleep is linear.',
        link: 'https://doi.org/10.5555/SHEEP.7',
        doi: '10.5555/sheep.7',
      },
      { title: 'A Bare Link', link: 'https://arxiv.org/abs/2405.92002v3', arxivId: '2405.92002', reviewed: false },
      {
        title: 'Forests of Tables',
        idea: 'trees for tables, by tables.',
        link: 'https://proceedings.mlr.press/v999/forests24a.html',
      },
    ])
  })

  test('with an entry a heading has the line below it', () => {
    expect(papersIn(format, fixture('reading-list-headings.md'))).toEqual([
      {
        title: 'Looking Twice',
        idea: 'Looks at every picture twice and sees a fifth more.',
        remarks: 'Second thoughts are cheap here.',
        link: 'https://arxiv.org/abs/2406.93001',
        arxivId: '2406.93001',
      },
      {
        title: 'Blinking Networks',
        idea: 'Drops one frame in three without a loss.',
        link: 'https://arxiv.org/abs/2406.93002',
        arxivId: '2406.93002',
      },
      { title: 'Words of Few', idea: 'Trains on the rarest words first.', link: 'https://papers.example.org/few.pdf' },
    ])
  })

  test.each([
    ['Top Papers (December 30 - January 5) - 2025', '2024-12-30', '2025-01-05'],
    ['Papers of the Week (Jan 1-8, 2023)', '2023-01-01', '2023-01-08'],
    ['Week of March 3rd, 2025', '2025-03-03', '2025-03-03'],
    ['3 – 9 June 2024', '2024-06-03', '2024-06-09'],
    ['28 May to 3 June 2024', '2024-05-28', '2024-06-03'],
    ['2024-06-03 to 2024-06-09', '2024-06-03', '2024-06-09'],
  ])('“%s” covers %s to %s', (heading, from, to) => {
    const text = `# ${heading}\n\n1. **A** - b. [paper](https://arxiv.org/abs/2401.00001)\n`
    expect(format.parse({ name: 'x.md', text }).digest?.period).toEqual({ from, to })
  })

  test.each([
    [
      '[Kites](https://arxiv.org/abs/2401.00001) (2026-06, 463 upvotes): fly.',
      { idea: 'fly.', date: '2026-06', upvotes: 463 },
    ],
    ['[2022/05] [Kites](https://arxiv.org/abs/2401.00001): fly.', { idea: 'fly.', date: '2022-05' }],
    ["[NeurIPS'24] **Kites** [[paper](https://arxiv.org/abs/2401.00001)]", { date: '2024' }],
    [
      '[Kites](https://arxiv.org/abs/2401.00001), Osei et al., 2022',
      { authors: ['Osei'], andOthers: true, date: '2022' },
    ],
    [
      '**Kites.** *Mira Osei, Lee van Tran.* ICML 2020. [[paper](https://arxiv.org/abs/2401.00001)] [[code](https://example.org)]',
      { authors: ['Mira Osei', 'Lee van Tran'], authorsCount: 2, venue: { name: 'ICML' }, date: '2020' },
    ],
    ['**Kites**, `arXiv 2024.11`. [[Paper](https://arxiv.org/abs/2401.00001)]', { date: '2024-11' }],
    [
      'Kites. Mira Osei, Lee Tran. 2022. [paper](https://arxiv.org/abs/2401.00001)',
      { authors: ['Mira Osei', 'Lee Tran'], authorsCount: 2, date: '2022' },
    ],
    [
      '**Kites**, Mira Osei et al. [[Paper]](https://arxiv.org/abs/2401.00001)',
      { authors: ['Mira Osei'], andOthers: true },
    ],
    ['[ ] ~~**Kites**~~ — fly ([pdf](https://arxiv.org/abs/2401.00001))', { idea: 'fly' }],
    [
      '**1). Kites** - fly; see [this demo](https://example.org) for more. ([paper](https://arxiv.org/abs/2401.00001))',
      { idea: 'fly; see this demo for more.' },
    ],
    [
      '**Kites** – surveys papers from 2023. [arXiv](https://arxiv.org/abs/2401.00001)',
      { idea: 'surveys papers from 2023.' },
    ],
    ['**Kites**：飞。[论文](https://arxiv.org/abs/2401.00001)', { idea: '飞。' }],
    ['https://arxiv.org/abs/2401.00001 Kites', {}],
  ])('reads the entry “%s”', (entry, expected) => {
    const text = `# Week\n\n- ${entry}\n`
    const reviewed = 'idea' in expected ? {} : { reviewed: false }
    const link = 'https://arxiv.org/abs/2401.00001'
    expect(papersIn(format, { name: 'x.md', text })).toEqual([
      { title: 'Kites', link, arxivId: '2401.00001', ...reviewed, ...expected },
    ])
  })

  test.each([
    ['Sparse Lanterns of the North — lights only the experts that are needed.', '— '],
    ['1. Sparse Lanterns of the North (Osei et al., 2017): lights only the experts that are needed.', '1. '],
    ['- Sparse Lanterns of the North: lights only the experts that are needed.', '- '],
    ['- "Sparse Lanterns of the North" lights only the experts that are needed.', '- '],
    ['* Sparse Lanterns: A Study of the North. Lights only the experts that are needed, and says why.', '* '],
  ])('without a mark on its titles is one all the same: %s', (line) => {
    const other = line.replace(/Sparse Lanterns/, 'Quiet Rivers').replace(/2017/, '2019')
    const source = {
      name: 'list.txt',
      text: `Autumn reading\n\n${line}\n${other}\n${line.replace(/Sparse/, 'Blue')}\n`,
    }
    expect(choose(source)?.format.name).toBe('reading-list')
    const papers = papersIn(format, source)
    expect(papers.map(({ title }) => title)).toEqual([
      expect.stringMatching(/^Sparse Lanterns(?: of the North|: A Study of the North)$/),
      expect.stringMatching(/^Quiet Rivers/),
      expect.stringMatching(/^Blue Lanterns/),
    ])
    expect(papers.map(({ idea }) => idea?.toLowerCase())).toEqual(
      Array(3).fill(expect.stringMatching(/^lights only the experts that are needed/)),
    )
  })

  test('has facts by name below an entry, and a quoted line', () => {
    const text = [
      '# Papers, 3–9 June 2024',
      '## 1. Looking Twice',
      '**Authors:** Mina Okafor, Lee Tran',
      '**Link:** https://arxiv.org/abs/2406.93001',
      '**TL;DR:** Every picture is looked at twice.',
      '## [Blinking Networks](https://arxiv.org/abs/2406.93002)',
      'Authors: Ana Prado et al.',
      'Drops one frame in three.',
      '### More',
      '- **Words of Few** ([arXiv](https://arxiv.org/abs/2406.93003))',
      '  > Trains on the rarest words.',
    ].join('\n')
    expect(papersIn(format, { name: 'x.md', text })).toMatchObject([
      {
        title: 'Looking Twice',
        idea: 'Every picture is looked at twice.',
        authors: ['Mina Okafor', 'Lee Tran'],
        authorsCount: 2,
      },
      { title: 'Blinking Networks', idea: 'Drops one frame in three.', authors: ['Ana Prado'], andOthers: true },
      { title: 'Words of Few', idea: 'Trains on the rarest words.' },
    ])
  })

  test('in tables of other columns has dates, authors and titles under a picture', () => {
    const text = [
      '|Publish Date|Title|Authors|PDF|',
      '|---|---|---|---|',
      '|**2025-01-02**|**Long Rows**|Ann Lee et.al.|[2501.01234](http://arxiv.org/abs/2501.01234)|',
      '',
      '| Title & Authors | Summary | Links |',
      '|---|---|---|',
      '| [![Star](https://example.org/s.svg)](https://example.org) <br> **Pruning by Moonlight** <br> Ana Diaz, Li Wei | Prunes at night. | [Paper](https://arxiv.org/abs/2404.00009) |',
    ].join('\n')
    expect(papersIn(format, { name: 'x.md', text })).toMatchObject([
      { title: 'Long Rows', date: '2025-01-02', authors: ['Ann Lee'], arxivId: '2501.01234' },
      {
        title: 'Pruning by Moonlight',
        idea: 'Prunes at night.',
        authors: ['Ana Diaz', 'Li Wei'],
        arxivId: '2404.00009',
      },
    ])
  })

  test('of one-line ideas and links keeps every paper, its title cut as titles are', () => {
    const text =
      '**Top papers of the week (Jan 1-8):**\n1. A lab shows a lamp that lights only half of itself; it saves oil.\n  - Paper: https://arxiv.org/abs/2301.90001\n2. Notes on Lamps. A fine overview of what lamps do.\n  - https://arxiv.org/abs/2301.90002\n3. https://arxiv.org/abs/2301.90003\n'
    const source = { name: 'x.md', text }
    expect(choose(source)?.format.name).toBe('reading-list')
    expect(papersIn(format, source)).toMatchObject([
      { title: 'A lab shows a lamp that lights only half of itself; it saves oil…', arxivId: '2301.90001' },
      { title: 'Notes on Lamps', idea: 'A fine overview of what lamps do.', arxivId: '2301.90002' },
    ])
    expect(problemsIn(format, source)).toEqual([
      '2: This entry has no title of its own; the beginning of its line stands for one.',
    ])
    expect(format.parse(source).unread).toEqual([{ line: 6, text: 'https://arxiv.org/abs/2301.90003' }])
  })

  test('over 2 MB is refused in words', () => {
    const text = `1. **A** - b.\n`.repeat(160_000)
    const { digest, problems } = format.parse({ name: 'x.md', text })
    expect(digest).toBeNull()
    expect(problems[0]?.message).toMatch(/over 2 MB/)
  })

  test('gives back every title and line of plain words, in a table and in a list', () => {
    const words = fc.stringMatching(/^[A-Z][a-z]{4,8}( [a-z]{3,8}){1,6}$/)
    fc.assert(
      fc.property(fc.array(fc.tuple(words, words), { minLength: 2, maxLength: 6 }), (entries) => {
        const link = (at: number) => `https://arxiv.org/abs/2401.${10000 + at}`
        const table = entries.map(([title, idea], at) => `| ${at + 1}) **${title}** - ${idea} | [Paper](${link(at)}) |`)
        const list = entries.map(([title, idea], at) => `${at + 1}. **${title}** — ${idea} [paper](${link(at)})`)
        const expected = entries.map(([title, idea], at) => [title, idea, `2401.${10000 + at}`])
        for (const text of [
          `| **Paper** | **Links** |\n|---|---|\n${table.join('\n')}\n`,
          `# Week\n\n${list.join('\n')}\n`,
        ]) {
          expect(choose({ name: 'x.md', text })?.format.name).toBe('reading-list')
          const found = papersIn(format, { name: 'x.md', text })
          expect(found.map(({ title, idea, arxivId }) => [title, idea, arxivId])).toEqual(expected)
        }
      }),
      { numRuns: 60 },
    )
  })
})
