import { expect, test } from 'vitest'
import { choose } from '../../../src/library/registry.ts'

const titlesIn = (text: string, name = 'list.md') =>
  choose({ name, text })?.parsed.digest?.papers.map(({ title }) => title) ?? []

const GEARS = 'Slow Gears for Patient Walls'
const MOSS = 'Deep Moss Learning for Stone Recognition'

test('a number in brackets below a title is its own, and no definition of a link', () => {
  const text = `# Papers\n\n${GEARS}\n[arXiv:1706.03762]\n\n${MOSS}\n[arXiv:1512.03385]\n`
  expect(titlesIn(text, 'list.txt')).toEqual([GEARS, MOSS])
})

test('a title may begin as a day does, or with a short name and a hyphen', () => {
  expect(titlesIn('Brun, A. (2001). 5-HT Receptors and Mood in Adult Moss. Cogs, 5, 1-9.\n')).toEqual([
    '5-HT Receptors and Mood in Adult Moss',
  ])
  expect(titlesIn('title,authors,year\n3-D Structure of the Cogwheel,Ada Brun,2001\n', 'list.csv')).toEqual([
    '3-D Structure of the Cogwheel',
  ])
})

test('a column may be called by what is read', () => {
  const text = `| When | What | Who |\n|---|---|---|\n| 2023-01-10 | ${GEARS} | Ada |\n| 2023-01-17 | ${MOSS} | Teo |\n`
  expect(titlesIn(text)).toEqual([GEARS, MOSS])
})

test('beside references a title with a comma, a stop or a stroke is whole', () => {
  const text = `# Reading list

- Brun, A. (2001). Cogs that remember the rain. Moss Letters, 5, 1-9.
- Cruz, T. (2002). Walls that listen to gears. Moss Letters, 6, 1-9.
- Zhao, M. (2003). Stones that wait for moss. Moss Letters, 7, 1-9.
- Causal Moss, A Primer for Masons
- Random Ferns. A Tutorial for Gardeners
`
  expect(titlesIn(text)).not.toContain('A Primer for Masons')
  expect(titlesIn(text)).not.toContain('A Tutorial for Gardeners')
})

test('a list of tools is none of papers, and titles that sound like duties are titles', () => {
  const tools =
    '# Tools\n\n- Simple Editor for Large Files\n- Fast Viewer of Vector Maps\n- Small Server for Static Pages\n'
  expect(titlesIn(tools)).toEqual([])
  const papers = ['Read the Room: Social Cues in Meetings', 'Choose the Right Statistical Test', GEARS, MOSS]
  expect(titlesIn(`# Papers\n\n${papers.map((title) => `- ${title}\n`).join('')}`)).toEqual(papers)
})

test('links of a word or two below what names papers are papers', () => {
  const text =
    'Papers we read\n\n[Cog-4](https://example.org/g)\n\n[Moss 2](https://example.org/l)\n\n[Segment Any Stone](https://example.org/s)\n'
  expect(titlesIn(text)).toContain('Segment Any Stone')
})

test('who presents or edits is not in the title', () => {
  expect(titlesIn(`# Papers\n\n- ${GEARS}, presented by Ada Brun\n- ${MOSS}, presented by Teo Cruz\n`)).toEqual([
    GEARS,
    MOSS,
  ])
})
