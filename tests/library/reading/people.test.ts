import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type People, peopleFrom, peopleIn } from '../../../src/library/reading/people.ts'
import { isPeople, takePeople } from '../../../src/library/reading/people-found.ts'
import { formatNamed } from '../../../src/library/registry.ts'

describe('people', () => {
  test.each<[string, string[], (number | 'more')?]>([
    ['Lovelace, Ada; Turing, Alan', ['Ada Lovelace', 'Alan Turing']],
    ['Ada Lovelace, Alan Turing and Emmy Noether', ['Ada Lovelace', 'Alan Turing', 'Emmy Noether']],
    ['Ada Lovelace, Alan Turing, and Emmy Noether', ['Ada Lovelace', 'Alan Turing', 'Emmy Noether']],
    ['Ada Lovelace & Alan Turing', ['Ada Lovelace', 'Alan Turing']],
    ['Vaswani, A., Shazeer, N., & Parmar, N.', ['A. Vaswani', 'N. Shazeer', 'N. Parmar']],
    ['Vaswani, A., Shazeer, N., … Parmar, N.', ['A. Vaswani', 'N. Shazeer', 'N. Parmar'], 'more'],
    ['Lovelace, Ada, and Turing, Alan', ['Ada Lovelace', 'Alan Turing']],
    ['Lovelace, Ada and Turing, Alan and Noether, Emmy', ['Ada Lovelace', 'Alan Turing', 'Emmy Noether']],
    ['Lovelace, Ada K., Jon Prado, and Mei Zhao', ['Ada K. Lovelace', 'Jon Prado', 'Mei Zhao']],
    ['Lovelace, Ada', ['Ada Lovelace']],
    ['Lovelace AK, Turing A', ['AK Lovelace', 'A Turing']],
    ['Harrow, Hassidim and Lloyd', ['Harrow', 'Hassidim', 'Lloyd']],
    ['Brun, Bo.', ['Bo Brun']],
    ['Bo Brun.', ['Bo Brun']],
    ['van der Berg, Jan; de la Cruz, Teo', ['Jan van der Berg', 'Teo de la Cruz']],
    ['Jan van der Berg and Teo de la Cruz', ['Jan van der Berg', 'Teo de la Cruz']],
    ['García Márquez, G., and Le Guin, U. K.', ['G. García Márquez', 'U. K. Le Guin']],
    ['Martin Luther King, Jr., Ada Brun and John Doe III', ['Martin Luther King, Jr.', 'Ada Brun', 'John Doe III']],
    ['King, M. L., Jr., & Brun, B.', ['M. L. King, Jr.', 'B. Brun']],
    ['King, Jr., Martin', ['Martin King, Jr.']],
    ['J R Tolkien, A Lovelace', ['J R Tolkien', 'A Lovelace']],
    ['Osei, M, Prado, J', ['M Osei', 'J Prado']],
    ['Ada Brun (Lab of Cogs), Bo Lee¹, Cai Wu†', ['Ada Brun', 'Bo Lee', 'Cai Wu']],
    ['By Ada Brun, Moss University, Oslo; Bo Lee', ['Ada Brun', 'Bo Lee']],
    ['Ada Brun, Bo Lee, Moss University', ['Ada Brun', 'Bo Lee']],
    ['Search and Rescue Team', ['Search and Rescue Team'], 0],
    ['"Redwood, Inc.", Ada Brun', ['Redwood, Inc.', 'Ada Brun']],
    ['"Redwood, Inc."', ['Redwood, Inc.']],
    ['"B. One (Lab), C. Two (Lab)"', ['B. One', 'C. Two']],
    ['王小明、李雷', ['王小明', '李雷']],
    ['Osei et al.', ['Osei'], 'more'],
    ['Ada Brun, Bo Lee, et al', ['Ada Brun', 'Bo Lee'], 'more'],
    ['Ada Brun, Bo Lee and others', ['Ada Brun', 'Bo Lee'], 'more'],
    ['Ada Brun and 12 others', ['Ada Brun'], 13],
    ['Ada Brun, Bo Lee, +3 more', ['Ada Brun', 'Bo Lee'], 5],
    ['Janet Al', ['Janet Al']],
    ['', [], 0],
  ])('of “%s” are read', (text, authors, count = authors.length) => {
    expect(peopleIn(text)).toEqual({
      authors,
      authorsCount: count === 'more' || count === 0 ? null : count,
      andOthers: count === 'more' ? true : undefined,
    })
  })

  test('are the same however a list of them is written, and wherever it stands', () => {
    fc.assert(
      fc.property(fc.uniqueArray(person, { minLength: 2, maxLength: 12, size: 'max' }), (people) => {
        const spoken = people.map(spokenAs)
        for (const [style, write] of Object.entries(STYLES)) {
          const text = write(people)
          expect([style, text, peopleIn(text).authors]).toEqual([style, text, spoken])
          expect([style, text, isPeople(text)]).toEqual([style, text, true])
        }
        for (const style of ['spoken', 'semicolons', 'ampersand'] as const) {
          const text = STYLES[style](people)
          const taken = takePeople(`${text} (2019). On the Growth of Moss.`)
          expect([text, taken?.people.authors, taken?.rest]).toEqual([text, spoken, ' (2019). On the Growth of Moss.'])
        }
      }),
    )
  })

  test('are a count and no person where the rest of them is not named', () => {
    const rests = ['et al.', 'and others', 'et al', '…', 'and colleagues']
    fc.assert(
      fc.property(fc.array(person, { minLength: 1, maxLength: 5 }), fc.constantFrom(...rests), (people, rest) => {
        const spoken = people.map(spokenAs)
        const expected = { authors: spoken, authorsCount: null, andOthers: true }
        expect(peopleIn(`${spoken.join(', ')} ${rest}`)).toEqual(expected)
        expect(peopleFrom([...spoken, rest])).toEqual(expected)
      }),
    )
  })

  test('are the same in every format that names them', () => {
    const plain: People = { authors: ['Ada Lovelace', 'Bo King, III', 'Jan van der Berg'], authorsCount: 3 }
    const turned = ['Lovelace, Ada', 'King, Bo, III', 'van der Berg, Jan']
    const line = 'Ada Lovelace, Bo King, III and Jan van der Berg'
    for (const [format, text] of Object.entries({
      lectern: `# T\n\n## Papers\n\n### Moss\n\n- authors: ${line}\n`,
      csv: `title,authors\nMoss,"${turned.join('; ')}"\n`,
      'json-lines': `${JSON.stringify({ title: 'Moss', authors: line })}\n`,
      bibtex: '@article{a, title={Moss}, author={Lovelace, Ada and King, III, Bo and van der Berg, Jan}}',
      ris: `TY  - JOUR\nTI  - Moss\n${turned.map((name) => `AU  - ${name}\n`).join('')}ER  - \n`,
      'csl-json': JSON.stringify([{ title: 'Moss', author: turned.map(asCsl) }]),
      'paper-page': `<meta name="citation_title" content="Moss"><meta name="citation_authors" content="${turned.join('; ')}">`,
      feed: `<rss version="2.0"><channel><title>F</title><item><title>Moss</title><author>${line}</author></item></channel></rss>`,
      'reading-list': `# Papers\n\n- [Moss and How It Grows](https://arxiv.org/abs/2001.00001). ${line}. 2020.\n`,
    })) {
      const { digest } = formatNamed(format)?.parse({ name: 'a', text }) ?? {}
      const [paper] = digest?.papers ?? []
      expect([format, paper?.authors, paper?.authorsCount]).toEqual([format, plain.authors, plain.authorsCount])
    }
  })
})

function asCsl(name: string) {
  const [family, given, suffix] = name.split(', ')
  return { family, given, suffix }
}

interface Person {
  given: string
  family: string
}

const person = fc.record({
  given: fc.constantFrom('Ada', 'Bo', 'Mei-Lin', 'J. R.', 'Emmy K.', 'Zoë', 'A.'),
  family: fc.constantFrom('Lovelace', 'Brun', 'van der Berg', 'de la Cruz', "O'Neil", 'Núñez', 'Li', 'Osei-Mensah'),
})

function spokenAs({ given, family }: Person): string {
  return `${given} ${family}`
}

function turnedAs({ given, family }: Person): string {
  return `${family}, ${given}`
}

const STYLES = {
  spoken: (people: Person[]) => joined(people.map(spokenAs), ' and '),
  oxford: (people: Person[]) => joined(people.map(spokenAs), ', and '),
  ampersand: (people: Person[]) => joined(people.map(spokenAs), ' & '),
  semicolons: (people: Person[]) => people.map(turnedAs).join('; '),
  bibtex: (people: Person[]) => people.map(turnedAs).join(' and '),
}

function joined(names: string[], last: string): string {
  return names.slice(0, -1).join(', ') + last + (names.at(-1) ?? '')
}
