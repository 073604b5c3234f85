import { expect, test } from 'vitest'
import { format } from '../../../src/library/formats/references.ts'
import { choose } from '../../../src/library/registry.ts'
import { fixture, papersIn } from './fixture.ts'

test('references are read in every usual style, with their number where they have one', () => {
  const papers = papersIn(format, fixture('references.txt'))
  expect(
    papers.map(({ title, authors, authorsCount, date, arxivId, doi }) => [
      title,
      authors,
      authorsCount,
      date,
      arxivId ?? doi,
    ]),
  ).toEqual([
    ['Porcelain hands: Grasping what breaks', ['A. Brun', 'T. de la Cruz', 'M.-L. Zhao'], undefined, '2021', undefined],
    ['Can a glove feel?', ['Ada Brun', 'Teo de la Cruz'], 2, '2022', undefined],
    ['Felt before seen', ['A. Brun'], undefined, '2019', '10.5555/felt'],
    ['Echoes in long prompts', ['Nia Okoro', 'Jan van der Meer', 'Ada Brun'], 3, '2024', '2405.90051'],
    ['Weights at rest', ['A Brun', 'N Okoro'], 2, '2020', undefined],
    ['Moss on weights', ['A. Brun', 'M. Zhao'], 2, '2023', undefined],
    ['Who counts? Tallies in small models', ['Jan P van Dam'], 1, '2018', undefined],
    ['Tide Two Technical Report', ['Orbit Labs'], 1, '2024-06', '2406.90001'],
    ['Kettles and pots', ['Mei-Lin Zhao', 'Nia Okoro'], 2, '2017', undefined],
  ])
})

test('one reference alone is enough, and prose that names people and years is none', () => {
  const formatOf = (text: string) => choose({ name: 'pasted', text })?.format.name
  expect(formatOf('Brun, A., & Zhao, M. (2021). Porcelain hands. Careful Robots, 7(2), 11–29.')).toBe('references')
  expect(
    formatOf('In 2017, Brun et al. built the first hand (Porcelain Hands, Touch 2017). All has changed since.'),
  ).toBeUndefined()
  expect(
    formatOf('The rain was over. Ada Brun, Teo Cruz and Mei Zhao went out. It was 2017. Nobody spoke.'),
  ).toBeUndefined()
  expect(formatOf('Mauro Conti. Mended the gears and the hands. Was with us from 2004-2007.')).toBeUndefined()
})

test('what LaTeX prints as references is read item by item, in blocks and without', () => {
  const chosen = choose(fixture('latex-bibliography.bbl'))
  expect(chosen?.parsed.digest?.papers.map(({ title, authors, date }) => [title, authors, date])).toEqual([
    ['Toward a theory of gears', ['A. Brun'], '1984'],
    ['Time and the ordering of moss', ['T. Cruz', 'M. Zhao'], '1978'],
  ])
  expect(chosen?.parsed.unread).toHaveLength(1)
})
