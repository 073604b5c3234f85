import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { format } from '../../../src/library/formats/csv.ts'
import { fixture, papersIn, problemsIn, streamed } from './fixture.ts'

describe('a table of papers', () => {
  test('as a weekly list publishes it has an idea, a link and an abstract over several lines', () => {
    expect(papersIn(format, fixture('csv-weekly.csv'))).toEqual([
      {
        title: 'Sparse Lanterns',
        idea: 'lights only the experts that a token needs; halves the cost, at equal loss.',
        abstract: 'We present "Sparse Lanterns".\nIt is a mixture of lights.',
        link: 'https://arxiv.org/abs/2401.90001v1',
        arxivId: '2401.90001',
      },
      { title: 'QuietBench', idea: 'what models leave unsaid', link: 'https://labs.example.org/quiet.pdf' },
    ])
  })

  test('F32 names by their lines rows without a title or with too many values', () => {
    expect(problemsIn(format, fixture('csv-weekly.csv'))).toEqual([
      '5: This row has no title; it is left out.',
      '6: This row has 6 values for 5 columns; it is left out.',
    ])
  })

  test('may part its cells by semicolons and have columns that nobody knows', () => {
    expect(papersIn(format, fixture('csv-excel.csv'))).toEqual([
      {
        title: 'Die Größe der Dinge',
        authors: ['Jörg Müller', 'Ada Lovelace'],
        authorsCount: 2,
        date: '2021',
        doi: '10.5555/groesse',
        tags: ['size', 'things'],
      },
      {
        title: 'Ein zweites Werk',
        authors: ['Ada Lovelace', 'Alan Turing', 'Emmy Noether'],
        authorsCount: 3,
        date: '2022-05',
        upvotes: 11_000,
      },
    ])
  })

  test('loses one row to a quote that is never closed', () => {
    const text = 'Title,Idea\nOne,first\n"Two,never closed\nThree,third\nFour,fourth'
    expect(papersIn(format, { name: 'x.csv', text }).map(({ title }) => title)).toEqual(['One', 'Three', 'Four'])
    expect(problemsIn(format, { name: 'x.csv', text })).toEqual([
      '3: This row never ends, or its quotes are never closed; it is left out.',
    ])
  })

  test.each([1, 5, 50])('is the same in pieces of %i characters', async (size) => {
    const source = fixture('csv-weekly.csv')
    const { papers, problems } = await streamed(format, source, size)
    expect(papers).toEqual(format.parse(source).digest?.papers)
    expect(problems).toEqual(problemsIn(format, source))
  })

  test('takes a summary of a line for the idea, and one of many lines for the abstract', () => {
    const text = `Paper;Authors;One-line summary;Summary\nKites;Osei et al.;fly;\nBoats;"Osei, Mira; Tran, Lee";;float\nTrains;;;"${'They run on rails. '.repeat(30).trim()}"\n`
    expect(papersIn(format, { name: 'x.csv', text })).toEqual([
      { title: 'Kites', authors: ['Osei'], andOthers: true, idea: 'fly' },
      { title: 'Boats', authors: ['Mira Osei', 'Lee Tran'], authorsCount: 2, idea: 'float' },
      { title: 'Trains', abstract: expect.stringMatching(/^They run .* rails\.$/) },
    ])
  })

  test('gives back whatever stands in its cells', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'b', ' ', ',', '"', '\n', ';', 'é'), maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(cell, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 30 }),
        async (cells, size) => {
          const quoted = cells.map((text) => `"x${text.replaceAll('"', '""')}x"`)
          const text = `Title,Idea\n${quoted.map((value) => `${value},${value}`).join('\n')}\n`
          const { papers } = await streamed(format, { name: 'x.csv', text }, size)
          const expected = cells.map((value) => `x${value}x`.replace(/\s+/g, ' '))
          expect(papers.map(({ title, idea }) => [title, idea])).toEqual(expected.map((value) => [value, value]))
        },
      ),
      { numRuns: 200 },
    )
  })
})
