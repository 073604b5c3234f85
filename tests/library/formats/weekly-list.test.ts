import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { format } from '../../../src/library/formats/weekly-list.ts'
import { fixture, papersIn, problemsIn } from './fixture.ts'

describe('a weekly list', () => {
  test('in tables has a title, a line and the link to the paper; the table of contents is none', () => {
    expect(papersIn(format, fixture('weekly-list-tables.md'))).toEqual([
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
    expect(problemsIn(format, fixture('weekly-list-tables.md'))).toEqual([
      '30: This row of the table has no title; it is left out.',
    ])
  })

  test('with many weeks covers the first to the last day, also where a heading leaves out its year', () => {
    expect(format.parse(fixture('weekly-list-tables.md')).digest).toMatchObject({
      title: 'Club Papers of The Week',
      period: { from: '2023-12-25', to: '2024-01-14' },
    })
  })

  test('of titles in bold has what is said behind them and below', () => {
    expect(papersIn(format, fixture('weekly-list-bold.md'))).toEqual([
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
    expect(problemsIn(format, fixture('weekly-list-bold.md'))).toEqual([
      '13: This entry has no title of its own; the beginning of its line stands for one.',
    ])
  })

  test('of links takes invitations and videos for no papers', () => {
    expect(papersIn(format, fixture('weekly-list-links.md'))).toEqual([
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
    expect(papersIn(format, fixture('weekly-list-headings.md'))).toEqual([
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

  test('over 2 MB is refused in words', () => {
    const text = `1. **A** - b.\n`.repeat(160_000)
    const { digest, problems } = format.parse({ name: 'x.md', text })
    expect(digest).toBeNull()
    expect(problems[0]?.message).toMatch(/over 2 MB/)
  })

  test('gives back every title and line of plain words, in a table and in a list', () => {
    const words = fc.stringMatching(/^[A-Z][a-z0-9]{1,8}( [a-z0-9]{1,8}){1,6}$/)
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
          expect(format.detect({ name: 'x.md', text })).toBeGreaterThan(0.5)
          const found = papersIn(format, { name: 'x.md', text })
          expect(found.map(({ title, idea, arxivId }) => [title, idea, arxivId])).toEqual(expected)
        }
      }),
      { numRuns: 60 },
    )
  })
})
