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

describe('a label in front of an entry is none of its title', () => {
  test.each([
    ['Readings', `Readings: [${GEARS}](https://arxiv.org/abs/2001.00001)`],
    ['Core text', `Core Text: “${GEARS}” by Ada Brun`],
    ['Agenda, and what it is', `Agenda: Paper discussion: [${GEARS}](https://arxiv.org/abs/2001.00001)`],
    ['Roundtable', `Roundtable: [${GEARS}](https://arxiv.org/abs/2001.00001)`],
    ['Book of somebody', `Book by Ada Brun: ${GEARS} (Cog Press)`],
    ['Buch von jemandem', `Buch von Ada Brun: ${GEARS} (Zahnrad)`],
    ['Livre de quelqu’un', `Livre d’Ada Brun : ${GEARS}. (Le Rouage)`],
  ])('whatever it says: %s', (_, line) => {
    const text = `# Journal club of papers\n\n## October 3, 2023\n${line}\n\nTea: Ida\n\n## October 12, 2023\nAgenda: Updates\n\nTea: Bo\n\n## October 17, 2023\n${line.replace(GEARS, MOSS).replace('00001', '00002')}\n\nTea: Ida\n\nNote: Ida is late\n`
    expect(read(text).titles).toEqual([GEARS, MOSS])
  })

  test('and what a label says below a title is a remark on it or a fact', () => {
    const parts = [GEARS, MOSS, KETTLE].map(
      (title, at) =>
        `${title}\nRationale: ${['Gears', 'Moss', 'Kettles'][at]} are on the mind of the town, and nobody has said why.`,
    )
    const { papers } = read(
      `Papers for the journal club\n\n${parts.map((part) => `October 2023\n${part}`).join('\n\n')}\n`,
    )
    expect(papers.map(({ title, idea }) => [title, idea?.slice(0, 10)])).toEqual([
      [GEARS, 'Rationale:'],
      [MOSS, 'Rationale:'],
      [KETTLE, 'Rationale:'],
    ])
  })

  test('nor are the headings that are labels of the title above them', () => {
    const entry = (title: string, link: string) =>
      `### ${title}\n#### Date: 2023-10-03\n#### Time: Tuesday 3pm\n#### Topic: Slow Machines\n[Paper link](${link})\n`
    const { titles } = read(
      `# Clubs\n\n## Tuesday Club\n${entry(GEARS, 'https://arxiv.org/abs/2001.00001')}\n## Thursday Journal Club\n${entry(MOSS, 'https://arxiv.org/abs/2001.00002')}`,
    )
    expect(titles).toEqual([GEARS, MOSS])
  })

  test('nor is one that says that nothing is read', () => {
    expect(read('# Readings\n\n**Thur April 4: Introduction**\n\nReadings: None\n\nPresenters: None\n').titles).toEqual(
      [],
    )
  })
})

describe('sections that hold no papers', () => {
  const READ = `- Ada Brun, Teo Cruz. 2019. “${GEARS}.” *Cogs* 5 (2): 1–12. ([Read](https://cogs.example.org/1.pdf))\n`
  const OTHER =
    '- [Turning a Gear by Hand](https://gears.example.org/turning) and a report on it\n- Slow Machines of the North\n'

  test.each(['Lab Work', 'Topics', 'Documentary', 'Assignments Due', 'Snacks {-}', 'À faire'])(
    'are told by the sections of readings beside them: %s',
    (name) => {
      const week = (title: string) => `#### Readings {-}\n\n${READ.replace(GEARS, title)}\n#### ${name}\n\n${OTHER}\n`
      expect(read(`# Schedule\n\n## Week 1\n\n${week(GEARS)}\n## Week 2\n\n${week(MOSS)}`).titles).toEqual([
        GEARS,
        MOSS,
      ])
    },
  )

  test('and those that do are told by lines that stand alone, too', () => {
    const text = `In the journals\nBrun, A., & Cruz, T. (2013). ${GEARS}. Cogs, 5, 1–12.\n\nGears turn, and nobody says why. They turn slowly.\n\nZhao, M., & Lee, B. (2013). ${MOSS}. Cogs, 6, 807–815.\nIn the news\nWhat Kind of Kettle Should You Buy for Your Lab?\nIs a kettle worth it even if nobody drinks tea?\n`
    expect(read(text).titles).toEqual([GEARS, MOSS])
  })

  test('and what is told of one paper below its title lists no others', () => {
    const text = `# ${GEARS}. Brun et al, 2010\nNotes and tools that our reading group made\n\n[arxiv link](https://arxiv.org/abs/1006.24701)\n\n## Goals of the Paper\n\n1. Show the Teeth of Old Gears.\n2. Suggest an Oil for Slow Gears.\n\n## Main Results\n\n1. The gears turn slowly.\n`
    expect(read(text).titles).toEqual([GEARS])
  })

  test('nor is a film a paper', () => {
    const text = `Reading and film group\n\n1. October 3rd: “${GEARS}” – Ada Brun\n\n2. October 12th: “${MOSS}” – Teo Cruz\n\n3. October 17th: Screening of “Kettles at Dawn”, dir. Mei Zhao\n`
    expect(read(text).titles).toEqual([GEARS, MOSS])
  })
})

describe('a document of nothing but titles', () => {
  const TITLES = [
    'A Survey of Slow Gears in Quiet Mills',
    'Once-For-All- Oil One Wheel and Let It Turn the Others',
    'DEEP KETTLES: BOILING WATER WITH PATIENCE, TRAINED LIDS AND A QUIET FLAME',
    'Moss and the Study of Quiet Growth',
    '慢速齿轮与安静磨坊的研究综述',
  ]

  test.each([
    ['one a line', TITLES.join('\n')],
    ['with gaps between them', TITLES.join('\n\n')],
    ['as a list', TITLES.map((title) => `- ${title}`).join('\n')],
    [
      'as a list with numbers, below its years',
      `# 2024\n\n${TITLES.map((title, at) => `${at + 1}. ${title}`).join('\n')}`,
    ],
  ])('is a list of them %s', (_, text) => {
    expect(read(`${text}\n`, 'list.txt').titles).toEqual(TITLES)
  })

  test.each([
    [
      'things to do',
      '- Buy milk and tea for Tuesday\n- Call the plumber about the kettle\n- Water the moss behind the house\n',
    ],
    [
      'sentences',
      'Old Gears Turn Slowly in the Rain.\nMoss Grows on the Roof of Our House.\nKettles Never Boil When You Watch Them.\n',
    ],
    ['names', 'Ada Brun\nTeo Cruz\nMei Zhao\nBo Lee\n'],
    [
      'names of places',
      'Department of Gears and Slow Machines\nUniversity of Cogs and Wheels\nInstitute of Quiet Growth Research\n',
    ],
  ])('is none of %s', (_, text) => {
    expect(read(text, 'list.txt').titles).toEqual([])
  })

  test('may have them in capitals, which are no journal for that', () => {
    const text = `Mills:\n\t1. ${GEARS}: https://arxiv.org/pdf/2407.10001\n\t2. SURVEY OF SLOW GEARING METHODS: https://arxiv.org/pdf/2407.10002\n\t3. KETTLES HAVE A MIND: https://arxiv.org/pdf/2407.10003\n`
    expect(read(text).titles).toEqual([GEARS, 'SURVEY OF SLOW GEARING METHODS', 'KETTLES HAVE A MIND'])
  })
})

describe('several works in quotes on one row', () => {
  test('are as many papers, each by whom it names', () => {
    const { papers } = read(
      `Our readings\n\nDate  Readings\nTue, Oct 3  Selections from Ada Brun’s “${GEARS}” (parts 1 and 2) and Teo Cruz’s “${MOSS}”;\nZhao, “${KETTLE}” (here) and “${RAIN}”\nThu, Oct 12  Ada Brun’s “Slow Mills at Night”\n`,
    )
    expect(papers.map(({ title, authors }) => [title, ...authors])).toEqual([
      [GEARS, 'Ada Brun'],
      [MOSS, 'Teo Cruz'],
      [KETTLE, 'Zhao'],
      [RAIN, 'Zhao'],
      ['Slow Mills at Night', 'Ada Brun'],
    ])
  })
})

describe('what looks like an entry and became none', () => {
  test('is told where its neighbours became papers', () => {
    const mills = `Mills:\n\t1. ${GEARS}: https://arxiv.org/pdf/2407.10001 (PRINTED)\n\t2. Wheel: (Printed)\n\t3. ${MOSS}: https://arxiv.org/pdf/2407.10002\n\t4. ${KETTLE}: https://arxiv.org/pdf/2407.10003\n`
    expect(read(mills).unread).toEqual([{ line: 3, text: expect.stringContaining('Wheel') }])
  })
})

describe('titles with their links below', () => {
  test('are papers in small letters, too, and none is the heading of several', () => {
    const titles = ['A Survey of Slow Gears', RAIN, 'Moss and its degrees of growth in a shared wood', KETTLE]
    const list = titles.map((title, at) => `   ${title}\n   https://arxiv.org/abs/2407.1000${at}\n`)
    const text = `Reading list of papers\n\nClassic Mills\n=============\n\n${list.join('\n')}`
    expect(read(text)).toMatchObject({ titles, unread: [] })
  })
})

describe('what is no entry', () => {
  test.each([
    ['where a group meets', '- We meet in the [University of Cogs](https://cogs.example.org) at noon\n'],
    [
      'a duty',
      '- Read through the essays on gears: [here](https://cogs.example.org/essays)\n- Visit the mill and turn a wheel\n',
    ],
  ])('is taken for none: %s', (_, rows) => {
    const text = `# Papers of our journal club\n\n- [${GEARS}](https://arxiv.org/abs/2001.00001)\n- [${MOSS}](https://arxiv.org/abs/2001.00002)\n\n## Also\n\n${rows}`
    expect(read(text).titles).toEqual([GEARS, MOSS])
  })

  test('is none of a film though it is in quotes, beside the readings of each week', () => {
    const week = (title: string, film: string) =>
      `#### Documentary {-}\n\n* *Turning*, Part 1 - "${film}" (<a href="https://cogs.example.org/film">Library</a>)\n\n#### Readings {-}\n\n* Ada Brun, Teo Cruz. 2019. “${title}.” *Cogs* 5 (2): 1–12.\n\n`
    expect(
      read(
        `# Schedule\n\n## Week 1\n\n${week(GEARS, 'In Water and in Wind')}## Week 2\n\n${week(MOSS, 'Becoming Millers')}`,
      ).titles,
    ).toEqual([GEARS, MOSS])
  })
})
