import { describe, expect, test } from 'vitest'
import { choose } from '../../../src/library/registry.ts'

const papersIn = (text: string, name = 'list.md') =>
  choose({ name, text })?.parsed.digest?.papers.map(({ title, authors }) => [title, ...authors]) ?? []

describe('A reference in words', () => {
  test.each([
    ['- Ada Brun, The Long Moss [1921] (Oslo: Fern Press, 1983). Read pages 3–20.', 'The Long Moss', 'Ada Brun'],
    [
      '- Ada Brun, A History of Slow Gears, abridged and edited by Teo Cruz (Fern, 1986).',
      'A History of Slow Gears',
      'Ada Brun',
    ],
    ['- Brun and Cruz. 2013. Moss keeps time by rain. Annals of Moss.', 'Moss keeps time by rain', 'Brun', 'Cruz'],
    [
      '- Cruz, T. R. 2013. The quiet mechanics of damp walls. Cogs 194:807–815.',
      'The quiet mechanics of damp walls',
      'T. R. Cruz',
    ],
    [
      '- Brun, A. B., and T. Cruz. 2013. Slow gears, small teeth and long winters. Cogs 19:3–9.',
      'Slow gears, small teeth and long winters',
      'A. B. Brun',
      'T. Cruz',
    ],
    [
      '- A. B. Brun, Teo Cruz: On Patient Methods for Moss Control. TOMS 6(2): 213-226 (1981)',
      'On Patient Methods for Moss Control',
      'A. B. Brun',
      'Teo Cruz',
    ],
    [
      '- Ada Brun and Teo G. Cruz, Mossy Humanities: A Primer for the Patient, (Oslo: Fern Press, 2015). pp. 1–14.',
      'Mossy Humanities: A Primer for the Patient',
      'Ada Brun',
      'Teo G. Cruz',
    ],
    [
      '- Brun, A. (1993). The Case against Dry Walls, Revisited. Moss Letters 61(4), 287–292',
      'The Case against Dry Walls, Revisited',
      'A. Brun',
    ],
    [
      '- Brun, A. (1988). Die Schule der Räder. Eine Einführung (S. 9-17). Moos Verlag.',
      'Die Schule der Räder. Eine Einführung',
      'A. Brun',
    ],
    [
      '- Ada Brun, Patient Gears at Work, 88 Moss L.J. 1408 (1979). Read pages 1409-1420',
      'Patient Gears at Work',
      'Ada Brun',
    ],
    [
      '- Teo Cruz, Predicting Locality: The Case for Slow Oil, 37 Cogs Justice 238 (2018).',
      'Predicting Locality: The Case for Slow Oil',
      'Teo Cruz',
    ],
    ['- Jan 27 Teo Cruz, “A slow account of moss”', 'A slow account of moss', 'Teo Cruz'],
    ['- Feb 10 Brun to appear, “How Gears Can Obviate Rust”', 'How Gears Can Obviate Rust', 'Brun'],
    ['- Mar 3 Zhao 2016 “Moss and objecthood”', 'Moss and objecthood', 'Zhao'],
    ['- Moss Stone & Cog by Ada de Brun', 'Moss Stone & Cog', 'Ada de Brun'],
    ['- MossNet (Brun 2013, Fern Labs) - A Damp Model of Everything', 'A Damp Model of Everything', 'Brun'],
  ])('is read as who, what and where: %s', (line, ...paper) => {
    expect(papersIn(`# Readings\n\n${line}\n`)).toEqual([paper])
  })

  test('is read where its link leads to the place or holds all of it', () => {
    const text = `# Papers to read

- Pett‐Brun, J., Cruz, T. M., ... & Zhao, L. (2022). Damp stones and what they remember. [Functional Moss, 36(6), 1411-1429.](https://doi.org/10.1111/1365-2435.1)
- [Cruz, Logic of Slow Gears (Chs 1, 2, and 4)](gears.pdf)
`
    expect(papersIn(text).map(([title]) => title)).toEqual([
      'Damp stones and what they remember',
      'Logic of Slow Gears',
    ])
  })

  test('of one family name alone is one among its like', () => {
    const text = `# Book seminar

- Ada Brun, Radical Moss, Fern, 1965 - through chap. 7
- Teo Cruz, One Day in the Life of a Wheel, Fern, 2008 - entire book
- Mira Zhao, The Soul of the Stone, Dover, 2003 - entire book
- Osei, Groundwork of the Patience of Walls, Fern, 1997 - through sec. II
`
    expect(papersIn(text)).toContainEqual(['Groundwork of the Patience of Walls', 'Osei'])
    expect(papersIn(text)).toHaveLength(4)
  })

  test('may begin with its day and a family name in capitals, one a line of a paragraph', () => {
    const text = `Los libros de este curso son los siguientes:
ENERO 27 - BRUN, Ada: La rueda que no quiso girar.
FEBRERO 23 - CRUZ,T.R.: Los musgos de la pared. La lluvia y el reloj.
MARZO 30 - ZHAO, M. L.: El jardín entre los engranajes.
`
    expect(papersIn(text, 'lista.txt')).toEqual([
      ['La rueda que no quiso girar', 'Ada BRUN'],
      ['Los musgos de la pared', 'T.R. CRUZ'],
      ['El jardín entre los engranajes', 'M. L. ZHAO'],
    ])
  })

  test('among paragraphs of words is one, and told where its title is none', () => {
    const text = `Notes for the seminar

We met in the small room and talked about walls for a long time, and then about rain.

Brun, Ada. 1953. Rotation: The Basis of Slow Change. New York: Fern-Hill.

Everybody liked the soup, and the discussion went on until the lamps were out.

The next meeting is on a Thursday, and there will be soup again, with bread.

Cruz, Teo; M. Zhao; Jon Osei (eds.). 2008. Handbook of Damp Theories. Oslo: Fern.
`
    const parsed = choose({ name: 'notes.txt', text })?.parsed
    const titles = parsed?.digest?.papers.map(({ title }) => title) ?? []
    expect(titles).toContain('Rotation: The Basis of Slow Change')
    const told = [...titles, ...(parsed?.unread ?? []).map(({ text: said }) => said)]
    expect(told.some((said) => said.includes('Handbook of Damp Theories'))).toBe(true)
  })

  test('is none where two halves of a title stand on both sides of a comma or a colon', () => {
    const text = `# Papers

- [Patient, Large Stones - Moving Walls in 1 Hour](https://arxiv.org/abs/2401.00001)
- [Moss Net: Adaptation with Damp Gears](https://arxiv.org/abs/2401.00002)
- [Outrageously Large Walls: The Sparse Layer](https://arxiv.org/abs/2401.00003)
`
    expect(papersIn(text).map(([title]) => title)).toEqual([
      'Patient, Large Stones - Moving Walls in 1 Hour',
      'Moss Net: Adaptation with Damp Gears',
      'Outrageously Large Walls: The Sparse Layer',
    ])
  })
})

test('titles in small letters are papers where each of their list leads somewhere', () => {
  const list = [
    'Keeping gears patient in a shared wall',
    'Growing a whole garden in a week',
    'Moss craft for many walls',
    'Old stones, new rain',
  ]
  const text = `Classic papers:\n\n${list.map((title, nth) => `${title}\nhttps://dl.acm.org/citation.cfm?id=${nth}9\n`).join('\n')}`
  expect(papersIn(text, 'list.txt').map(([title]) => title)).toEqual(list)
})
