import { describe, expect, test } from 'vitest'
import { choose } from '../../../src/library/registry.ts'

function read(text: string, name = 'page.md') {
  const parsed = choose({ name, text })?.parsed
  const papers = parsed?.digest?.papers ?? []
  return { titles: papers.map(({ title }) => title), papers, unread: parsed?.unread ?? [] }
}

const GEARS = 'Old Gears Turn Slowly'
const MOSS = 'Moss and the Study of Quiet Growth'
const KETTLE = 'Kettles That Never Boil'
const RAIN = 'Rain on Tin Roofs: What Listeners Hear'

describe('the day in front of an entry is none of its title', () => {
  test.each([
    ['weekday and no sign', ['Tue, Oct 3  ', 'Thu. Oct 12  ', 'Tue, Oct 17  ', 'Thurs, Oct 26 ']],
    ['weekday and numbers', ['Tue 10/3  ', 'Thu 10/12  ', 'Tue 10/17  ', 'Thu 10/26 ']],
    ['day that a flattened page glued to it', ['October 3rd', 'October 12th', 'October 17th', 'October 26th']],
    ['day of a year and no sign', ['October 3, 2023 ', 'October 12, 2023 ', 'October 17, 2023 ', 'October 26, 2023 ']],
    ['hour, too', ['Oct 3, 15h00 – ', 'Oct 12, 3:30 pm – ', 'Oct 17, 15:00-16:00 – ', 'Oct 26, 15h00 – ']],
  ])('where it is a %s', (_, days) => {
    const titles = [GEARS, MOSS, KETTLE, RAIN]
    const lines = titles.map((title, at) => `${days[at]}${title}, by Ada Brun, Teo Cruz and Mei Zhao (Ana)`)
    expect(read(`Our journal club\n\n${lines.join('\n\n')}\n`).titles).toEqual(titles)
    expect(read(`Our journal club\n\nDate  Readings\n${lines.join('\n')}\n`).titles).toEqual(titles)
  })

  test.each([
    ['a day', ['3 October 2023', '12 October 2023', '17 October 2023']],
    ['a day in numbers and an hour', ['03/10/2023\n15h00', '12/10/2023\n15h00', '17/10/2023\n15h00']],
    ['a month', ['October 2023', 'October 2023', 'September 2023']],
  ])('where %s stands on a line of its own', (_, days) => {
    const titles = [GEARS, MOSS, KETTLE]
    const intro = 'Papers for the journal club\n\nWe meet and read. Bring your own tea.\n\n'
    for (const gap of ['\n', '\n\n']) {
      const parts = titles.map((title, at) => `${days[at]}${gap}${title}`)
      expect(read(`${intro}${parts.join('\n\n')}\n`).titles).toEqual(titles)
    }
    const items = titles.map((title, at) => `  • ${days[at]?.replace('\n', '\n    ')}\n    ${title}`)
    expect(read(`${intro}${items.join('\n')}\n`).titles).toEqual(titles)
  })

  test('and its topic heads what is read, and is no paper', () => {
    const bold = `**Thur April 18: Mechanism**\n\n- Ada Brun, Teo Cruz (2019). ${GEARS}.\n\n**Thur April 25: Slow Growth**\n\n- Mei Zhao, Bo Lee (2011). ${MOSS}.\n`
    expect(read(`# Readings\n\n${bold}`).titles).toEqual([GEARS, MOSS])
    const numbers = `Week 1\n\n23: What are Gears For?\n\n  • Ada Brun, Teo Cruz (2019). ${GEARS}.\n\n25 : Slow and Quiet Growth\n\n  • Mei Zhao, Bo Lee (2011). ${MOSS}.\n`
    expect(read(`Schedule of Readings\n\n${numbers}`).titles).toEqual([GEARS, MOSS])
  })

  test('where who wrote it stands between them, be it whose title it is', () => {
    const { papers } = read(
      `Our readings\n\nTue, Oct 3  Ada Brun’s “${GEARS}”\nThu, Oct 12  Teo Cruz, “${MOSS}”\nTue, Oct 17  Slow growth\n`,
    )
    expect(papers).toMatchObject([
      { title: GEARS, authors: ['Ada Brun'] },
      { title: MOSS, authors: ['Teo Cruz'] },
    ])
  })

  test('but a title may begin with one, and a day below a title is that of the title', () => {
    const title = 'May 4 Seasons of Gears Explain the Rest?'
    expect(read(`# Papers\n\n- [${title}](https://arxiv.org/abs/2001.00001)\n`).titles).toEqual([title])
    const below = `# Papers\n\n[${GEARS}](https://arxiv.org/abs/2001.00001)\n\nOctober 3, 2023\n\n[${MOSS}](https://arxiv.org/abs/2001.00002)\n\nOctober 12, 2023\n`
    expect(read(below).titles).toEqual([GEARS, MOSS])
  })
})
