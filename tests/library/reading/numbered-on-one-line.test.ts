import { expect, test } from 'vitest'
import { choose } from '../../../src/library/registry.ts'

const papersIn = (text: string, name = 'list.txt') => choose({ name, text })?.parsed.digest?.papers ?? []
const titlesIn = (text: string, name?: string) => papersIn(text, name).map(({ title }) => title)

const GEARS = 'Slow Gears for Patient Walls'
const MOSS = 'Deep Moss Learning for Stone Recognition'
const FERNS = 'Random Ferns and How They Grow'

test('references numbered on one line are one each', () => {
  const text =
    '1. Brun, A., Cruz, T. Distilling the rain of a garden. Moss Letters 2015. 2. Zhao, M. Deep residual moss for stone recognition. CVPR 2016. 3. Kingma & Ba, Adam: a method for slow gears, ICLR 2015'
  expect(titlesIn(text)).toEqual([
    'Distilling the rain of a garden',
    'Deep residual moss for stone recognition',
    'Adam: a method for slow gears',
  ])
})

test('what stands behind one number is not said of another', () => {
  const text = `1. Brun, ${GEARS}, NeurIPS 2017. 2. Cruz, T. ${MOSS}. Nature 2015. https://doi.org/10.1038/nature14539`
  const found = papersIn(text)
  expect(found.map(({ title, doi }) => [title, doi])).toContainEqual([MOSS, '10.1038/nature14539'])
  expect(found.filter(({ title, doi }) => title.includes(GEARS) && doi !== null)).toEqual([])
})

test.each([
  '1. % 2. % 3. %',
  '1) % 2) % 3) %',
  '(1) % (2) % (3) %',
  '[1] % [2] % [3] %',
  'Papers: 1. %; 2. %; 3. %',
  '- Papers: 1. % 2. % 3. %',
  '1. %, 2. %, 3. %',
])('titles behind numbers as in %j are one each', (form) => {
  const titles = [GEARS, MOSS, FERNS]
  const text = form.replace(/%/g, () => titles.shift() ?? '')
  expect(titlesIn(text)).toEqual([GEARS, MOSS, FERNS])
})

test('a line of such a list keeps the place of its document', () => {
  const text = `# Papers\n\n1. Brun, A. (2001). ${GEARS}. Cogs, 5, 1-9. 2. Cruz, T. (2002). ${MOSS}. Cogs, 6, 1-9.\n\n- [${FERNS}](https://arxiv.org/abs/2001.00017)\n- https://arxiv.org/abs/2001.00018\n`
  expect(titlesIn(text, 'list.md')).toEqual([GEARS, MOSS, FERNS])
  expect(choose({ name: 'list.md', text })?.parsed.unread?.map(({ line }) => line)).toEqual([6])
})

test.each([
  'Moss and Gears in Web 2.0 and Web 3.0 Gardens',
  'What We Learn From GPT 3. And What From GPT 4.',
  'Gears, Part 1. Walls That Wait for Moss, Part 2. Stones That Do Not',
  'Moss 1. 2. 3. and the Counting of Stones',
  'The Moss of Rule 1. The Stone of Rule 2. The Gear',
])('a title may have numbers in it: %s', (title) => {
  const link = 'https://arxiv.org/abs/1706.03762'
  expect(
    titlesIn(`# Papers\n\n- [${title}](${link})\n- [${GEARS}](https://arxiv.org/abs/1512.03385)\n`, 'papers.md'),
  ).toHaveLength(2)
  expect(titlesIn(`1. ${title} ${link}\n2. ${GEARS} https://arxiv.org/abs/1512.03385\n`)).toHaveLength(2)
  expect(titlesIn(`${title}\n${link}\n`)).toHaveLength(1)
})

test.each([
  `1. ${GEARS} shows that 1. walls wait, 2. stones do not\n2. ${MOSS} shows that 1. moss grows, 2. ferns do not\n`,
  `# Papers\n\n## ${GEARS}\n\nWe show: (1) Walls wait for moss; (2) Stones do not wait for ferns.\n\n## ${MOSS}\n\nBy Ada Brun\n`,
])('points that are made of a paper are no entries: %j', (text) => {
  expect(papersIn(text, 'list.md').length).toBeLessThanOrEqual(2)
})

test('pages and volumes of a reference open no entry', () => {
  const text = 'Brun, A. (2001). Cogs that remember the rain. Moss Letters, vol. 1. 2. Auflage. pp. 3-9.\n'
  expect(titlesIn(text)).toHaveLength(1)
})
