import { describe, expect, test } from 'vitest'
import { choose } from '../../../src/library/registry.ts'

function read(text: string, name = 'page.md') {
  const parsed = choose({ name, text })?.parsed
  return {
    titles: parsed?.digest?.papers.map(({ title }) => title) ?? [],
    unread: parsed?.unread?.map(({ line, text }) => [line, text]) ?? [],
  }
}

const GEARS = 'Slow Gears for Patient Walls'
const MOSS = 'Deep Moss Learning for Stone Recognition'
const KETTLE = 'Kettles That Never Boil'

describe('an entry that became no paper is named', () => {
  test('as one of several that begin with a day, wherever it leads', () => {
    const day = (day: string, title: string, place: string) =>
      `*${day} May 2018* - [${title}](${place}), Ada Brun, PhD student\n`
    const { titles, unread } = read(
      `# Reading group\n\n${[
        day('7', 'Moss and Gears at Night', 'https://github.com/example/notes/tree/main/07'),
        day('14', GEARS, 'https://arxiv.org/abs/2001.00001'),
        day('21', MOSS, 'https://arxiv.org/abs/2001.00002'),
        day('28', KETTLE, 'https://arxiv.org/abs/2001.00003'),
      ].join('\n')}`,
    )
    const told = [...titles, ...unread.map(([, text]) => text)]
    for (const title of ['Moss and Gears at Night', GEARS, MOSS, KETTLE])
      expect(told).toContainEqual(expect.stringContaining(title))
  })

  test('where a row quotes several titles and not all of them were read', () => {
    const { titles, unread } = read(
      `Past readings\n\n- "${GEARS}" by Ada Brun\n- "Structure as Moss", "Stone as a Resource" and "Patient Embodiment" by I. M. Osei\n- "${KETTLE}" by Mei Zhao\n`,
    )
    expect(titles).toContain(GEARS)
    expect(unread).toEqual([[4, expect.stringContaining('Patient Embodiment')]])
  })

  test('where its place stands below it in words of its own, and not by that place', () => {
    const day = (day: string, title: string, file: string) =>
      `## 2020-${day}\n\n${title}\n\n由张分享关于齿轮的论文。\n\n[论文链接](https://example.org/${file}.pdf)\n`
    const { titles, unread } = read(
      `# 论文\n\n${[day('07-12', GEARS, 'g'), day('08-12', MOSS, 'm'), day('09-12', KETTLE, 'k')].join('\n')}`,
    )
    expect(titles).not.toContain('论文链接')
    expect([...titles, ...unread.map(([, text]) => text)]).toEqual([GEARS, MOSS, KETTLE])
  })
})

describe('what is only a part of an entry is no paper, and its row is named', () => {
  const among = (entry: string) =>
    read(
      `# Papers\n\n- [${GEARS}](https://arxiv.org/abs/2001.00001) by Ada Brun\n- ${entry}\n- [${KETTLE}](https://arxiv.org/abs/2001.00003) by Mei Zhao\n`,
    )

  test.each([
    [
      'where it appeared',
      '**ACL 2025 Findings** [Moss that thinks of rain and of weather] (https://arxiv.org/pdf/2207.11652)',
    ],
    [
      'half of a quotation',
      `[Crepet, William L. "The story of moss: Darwin's “perplexing gear”." Moss Letters 97 (2000): 12-13.](https://www.example.org/x.pdf)`,
    ],
  ])('such as %s', (_, entry) => {
    const { titles, unread } = among(entry)
    expect(titles).toEqual([GEARS, KETTLE])
    expect(unread).toEqual([[4, expect.stringMatching(/moss/i)]])
  })
})

describe('what is no entry is not named', () => {
  test.each([
    [
      'notes, code and slides below papers',
      `# Papers we read\n\n- [${GEARS}](https://arxiv.org/abs/2001.00001) by Ada Brun (2020)\n  - Nice figures, weak baselines.\n  - Code is [here](https://github.com/example/gears).\n- [${MOSS}](https://arxiv.org/abs/2001.00002) by Teo Cruz (2020)\n  - Slides: [pdf](https://example.org/slides.pdf)\n`,
    ],
    [
      'the days without papers',
      `# Schedule\n\n| Date | Paper | Presenter |\n|---|---|---|\n| 2024-01-09 | [${GEARS}](https://arxiv.org/abs/2001.00001) | Ada |\n| 2024-01-16 | No meeting | |\n| 2024-01-30 | TBD | Mei |\n| 2024-02-06 | Project updates | everybody |\n`,
    ],
    [
      'what a paper builds on, in its notes',
      `# Reading notes\n\n## ${GEARS}\n\nAda Brun, Teo Cruz. 2020. https://arxiv.org/abs/2001.00001\n\nIt builds on Zhao and Lee (2018), who turned them fast. Compare “Stones that Wait” by Ida Osei.\n`,
    ],
    [
      'what else is due in a course',
      `# Moss and Society\n\nProf. Ada Brun, Fall 2024, University of Kettle\n\n## Week 1\n\n- Brun, Ada. The Long Moss. Oslo: Fern Press, 1999, pp. 3-20.\n\n## Week 2\n\n- Cruz, Teo. “Gears and Power.” Moss Letters 5 (2001): 1-9.\n- Response paper due Friday\n\n## Week 3\n\n- Visit to the Mill Museum\n- Zhao, Mei. Kettles: A History. Bergen: Stone, 2004.\n`,
    ],
    [
      'the headings of a numbered list',
      `# Papers\n\n1. Early gears\n- Gears (Brun 2003, Fern) - ${GEARS}\n- Moss (Cruz 2004, Fern) - ${MOSS}\n2. Later gears\n- Kettle (Zhao 2005, Fern) - ${KETTLE}\n- Rain (Osei 2006, Fern) - Rain on Stone and Other Slow Things\n`,
    ],
  ])('such as %s', (_, text) => {
    const { titles, unread } = read(text)
    expect(titles).toContain(text.includes(GEARS) ? GEARS : 'The Long Moss')
    expect(unread).toEqual([])
  })
})
