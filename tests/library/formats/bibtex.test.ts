import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { format } from '../../../src/library/formats/bibtex.ts'
import { fixture, papersIn, problemsIn, streamed } from './fixture.ts'

const source = fixture('bibtex-club.bib')

function read(text: string) {
  return papersIn(format, { name: 'x.bib', text })
}

describe('BibTeX', () => {
  test('has accents, symbols and braces as Unicode, names given first, and the date of what it refers to', () => {
    expect(papersIn(format, source)[0]).toEqual({
      title: 'Pretending to Sleep: Über α-Rest & More',
      abstract: 'We show that 50% of models rest — and wake.',
      authors: ['Jörg Müller', 'Ada Lovelace', 'Štefan Novák', 'Barnes and Noble', 'John von Neumann'],
      andOthers: true,
      date: '2024-12',
      link: 'https://papers.example.org/sleep_1',
      arxivId: '2412.94093',
      doi: '10.5555/sleep_1',
      tags: ['sleep', 'rest', 'Waking'],
    })
  })

  test('“and others” leaves the number of authors unknown; a full list tells it', () => {
    expect(read('@misc{a, title={T}, author={Ada Lovelace and others}}')).toEqual([
      { title: 'T', authors: ['Ada Lovelace'], andOthers: true },
    ])
    expect(read('@misc{a, title={T}, author={Ada Lovelace and Alan Turing}}')[0]?.authorsCount).toBe(2)
  })

  test.each([
    ['{Abbott}, B.~P. and {LIGO Collaboration} and et al.', ['B. P. Abbott', 'LIGO Collaboration']],
    ['given=Ada, family=Lovelace and Doe, Jr., John', ['Ada Lovelace', 'John Doe, Jr.']],
    ['de la Cruz, Juan and Ludwig van Beethoven', ['Juan de la Cruz', 'Ludwig van Beethoven']],
    ['Ada Lovelace and and Alan Turing and', ['Ada Lovelace', 'Alan Turing']],
  ])('the authors %s are %j', (author, names) => {
    expect(read(`@misc{a, title={T}, author={${author}}}`)[0]?.authors).toEqual(names)
  })

  test('has the arXiv id where others put it', () => {
    expect(papersIn(format, source).map(({ title, arxivId }) => [title, arxivId])).toContainEqual([
      'Counting SHEEP in the Dark',
      '2403.98001',
    ])
    expect(papersIn(format, source).map(({ title, arxivId }) => [title, arxivId])).toContainEqual([
      'Plain "Quotes" and Braces',
      '2403.98002',
    ])
  })

  test('puts in strings that are named, also in names', () => {
    expect(papersIn(format, source)[2]).toMatchObject({ authors: ['Ada Lovelace', 'Alan Turing'], date: '2024-03-07' })
  })

  test('does not carry one document’s strings into the next', () => {
    read('@string{who = "Ada Lovelace"}\n@misc{a, title={T}, author=who}')
    expect(read('@misc{a, title={T}, author=who}')).toEqual([{ title: 'T', authors: ['who'], authorsCount: 1 }])
  })

  test('takes the date of what an entry refers to, and a chapter the author of its book', () => {
    const parents = '@proceedings{p, title={P}, year=2001}\n@book{b, title={B}, author={Ada Lovelace}, year=1999}'
    const text = `@inproceedings{x, title={X}, crossref={P}}\n@inbook{y, title={Y}, crossref={b}}\n${parents}`
    expect(read(text)).toEqual([
      { title: 'X', date: '2001' },
      { title: 'Y', authors: ['Ada Lovelace'], authorsCount: 1, date: '1999' },
      { title: 'B', authors: ['Ada Lovelace'], authorsCount: 1, date: '1999' },
    ])
  })

  test('reads quoted brackets in round ones, quotes within quotes, and HTML that a publisher left', () => {
    expect(read('@misc(a, title = "One (of two)", author = "M\\"uller, Jos\\\'e", year = "2020a")')).toEqual([
      { title: 'One (of two)', authors: ['José Müller'], authorsCount: 1, date: '2020' },
    ])
    const html = String.raw`<i>In vivo</i> {\&}amp$\mathsemicolon$ {\textless}b{\textgreater}more{\textless}/b{\textgreater}`
    expect(read(`@misc{a, title = {${html}}}`)).toEqual([{ title: 'In vivo & more' }])
  })

  test('reads every entry but the broken ones, which it names by line; collections and comments are no papers', () => {
    expect(papersIn(format, source).map(({ title }) => title)).toEqual([
      'Pretending to Sleep: Über α-Rest & More',
      'Counting SHEEP in the Dark',
      'Plain "Quotes" and Braces',
      'No Key of Its Own',
      'In Round Brackets (Really)',
    ])
    expect(problemsIn(format, source)).toEqual([
      '38: The entry @article that begins here is never closed; it is left out.',
      '42: The entry “untitled” (@article) has no title; it is left out.',
    ])
  })

  test('loses one field, not the entry, to a comma that is missing or a value without braces', () => {
    const text = '@article{a,\n  title = {Whole}\n  author = {Ada Lovelace},\n  pages = 1--2,\n  year = 2020\n}'
    expect(read(text)).toEqual([{ title: 'Whole', authors: ['Ada Lovelace'], authorsCount: 1, date: '2020' }])
  })

  test.each([
    [String.raw`{\'E}cole {\o} \ss{} \L{}\'od\'z \c{c}a {\i}`, 'École ø ß Łódź ça ı'],
    [String.raw`$O(n^2)$ and $\mathcal{L}_1$`, 'O(n²) and L₁'],
    ['costs $5 and 10% more', 'costs $5 and 10% more'],
    ["``Quoted'' -- dashed~tied", '“Quoted” – dashed tied'],
    [String.raw`\emph{Not} \textbf{so} {NASA}`, 'Not so NASA'],
    ['日本語の{題}', '日本語の題'],
    [String.raw`Garc{\'\i}a, \AA{}ngstr\"om and M{\aa}nsson`, 'García, Ångström and Månsson'],
    [String.raw`200\,K, 20\,$^\circ$C, $x \pm 0.1$ and$\!$ more\/`, '200 K, 20 °C, x ± 0.1 and more'],
    [
      String.raw`An $O(n \log n / \log\log n)$ {\TeX}nique: $\frac{1}{2}\sqrt{x}$`,
      'An O(n log n / log log n) TeXnique: 1/2√x',
    ],
    [String.raw`\bibcyr{Влияние} of costs of \$5 \& $10, caf\'e`, 'Влияние of costs of $5 & $10, café'],
  ])('%s is %s', (title, plain) => {
    expect(read(`@misc{a, title = {${title}}}`)).toEqual([{ title: plain }])
  })

  test.each([1, 13, 64, 1000])(
    'is the same in pieces of %i characters, but for the order of what refers to others',
    async (size) => {
      const { papers, problems } = await streamed(format, source, size)
      const byTitle = (a: { title: string }, b: { title: string }) => (a.title < b.title ? -1 : 1)
      expect(papers.toSorted(byTitle)).toEqual(format.parse(source).digest?.papers.toSorted(byTitle))
      expect(problems).toEqual(problemsIn(format, source))
    },
  )

  test('gives back every title of letters, whatever stands in its other fields', () => {
    const title = fc
      .stringMatching(/^[\p{L}\p{N}]([\p{L}\p{N} ,.:?!()'-]{0,60}[\p{L}\p{N}])?$/u)
      .filter((text) => !/--|''/.test(text))
    fc.assert(
      fc.property(fc.array(fc.record({ title, other: fc.string() }), { minLength: 1, maxLength: 5 }), (entries) => {
        const text = entries
          .map(
            ({ title, other }, at) =>
              `@misc{k${at},\n title = {${title}},\n other = {${other.replace(/[{}\\"@%]/g, '')}}\n}`,
          )
          .join('\n')
        expect(read(text).map(({ title }) => title)).toEqual(
          entries.map(({ title }) => title.replace(/\s+/g, ' ').trim()),
        )
      }),
      { numRuns: 200 },
    )
  })
})
