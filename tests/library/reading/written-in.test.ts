import { describe, expect, test } from 'vitest'
import { choose } from '../../../src/library/registry.ts'

const GEARS = 'Old Gears Turn Slowly'
const MOSS = 'A map of quiet growth on northern stones'
const KETTLE = 'Kettles: why they sing'
const AT = 'https://arxiv.org/abs/2001.0000'

function read(text: string, name = 'page') {
  const parsed = choose({ name, text })?.parsed
  const papers = parsed?.digest?.papers ?? []
  return { papers, titles: papers.map(({ title }) => title), meetings: parsed?.meetings ?? [] }
}

describe('the marks that a list is written in are no part of its titles', () => {
  test.each([
    [
      'reStructuredText, as files to download',
      `Readings\n========\n\n.. include:: head.rst\n\n:download:\`${GEARS} (Brun 1961) <files/brun one.pdf>\`\n\n:download:\`${MOSS} (Zhao and Ito 1962) <files/zhao.pdf>\`\n\n:download:\`${KETTLE} (Ito 1963) <files/ito.pdf>\`\n`,
    ],
    [
      'reStructuredText, with titles that name their place below',
      `############\nGear Seminar\n############\n\n.. contents::\n   :depth: 2\n\nPapers we read\n~~~~~~~~~~~~~~\n\n* \`${GEARS}\`_\n* \`${MOSS}\`_\n* \`${KETTLE} <${AT}3>\`_\n\n.. _${GEARS}: ${AT}1\n.. _\`${MOSS}\`: ${AT}2\n`,
    ],
    [
      'the marks of a wiki without headings',
      `#summary Papers about gears\n\nWe have published the following papers:\n\n  * [${AT}1 ${GEARS}], Gear Days, May 2009\n  * [${AT}2 ${MOSS}], February 2010\n  * [${AT}3 ${KETTLE}], March 2010\n`,
    ],
    [
      'an Org outline without settings',
      `* gear course\n** what we do\nTalk about gears.\n\n** readings\n*** first part\n- [ ] [[${AT}1][/Old Gears Turn\n  Slowly/]] (Brun & Cruz 2001), *not* /all/ of it\n- [X] [[${AT}2][${MOSS}]]\n*** second part\n- [[${AT}3][${KETTLE}]] :: for /all/ of us\n`,
    ],
    [
      'links with a gap, twice over, or the wrong way round',
      `## Papers\n\n- [ ] **COGS 2024** [${GEARS}]  (${AT}1)\n- [x] **COGS 2023** [[${MOSS}](${AT}2)] (${AT}2)\n- [ ] **WGR** (${KETTLE})[${AT}3]\n`,
    ],
    [
      'links to files with gaps in their names',
      `# Papers\n\n- [${GEARS}](files/old gears.pdf)\n- [${MOSS}](<files/a map.pdf>)\n- [${KETTLE}] ([${AT}3](${AT}3))\n`,
    ],
  ])('%s', (_, text) => {
    expect(read(text).titles).toEqual([GEARS, MOSS, KETTLE])
  })
})

describe('HTML', () => {
  test.each([
    [
      'cards within Markdown, each a link',
      `---\nlayout: default\n---\n\n# 小组论文分享\n\n<div class="list">\n  <div class="card">\n    <a href="${AT}1">\n      <h3>${GEARS}</h3>\n      <p>IEEE Gears 2025</p>\n      <p>日期：2025-03-26</p>\n    </a>\n  </div>\n\n  <div class="card">\n    <a href="{{ site.url }}/?paper=1">\n      <h3>${MOSS}</h3>\n      <p>WGR 2025</p>\n      <p>日期：2025-03-26</p>\n    </a>\n  </div>\n  <div class="card">\n    <a href="${AT}3"><p>COGS 2025</p><h3>${KETTLE}</h3></a>\n  </div>\n</div>\n\n## 规则\n\n1. 每周四报告\n2. 控制时间在20-30分钟\n`,
    ],
    [
      'paragraphs within Markdown',
      `# Papers we read\n\n<p>\n<a href="${AT}1">${GEARS}</a><br>\nAda Brun, Teo Cruz\n</p>\n<p>\n<a href="${AT}2">${MOSS}</a><br>\nMei Zhao, Ken Ito\n</p>\n\n<section>\n<h4><a href="${AT}3">${KETTLE}</a></h4>\n</section>\n`,
    ],
    [
      'headings with a day and a reference',
      `<!DOCTYPE html><html><body><h1>Journal Club</h1><h3>June 18, 2020<br><a href="">Brun, A., & Cruz, T. (2018). ${GEARS}. Cogs, 62(2), 911-922.</a></h3><p><a href="">[Recording and materials]</a></p><h3>June 11, 2020<br><a href="${AT}2">Zhao, M., Ito, K., & Brun, A. (2012). ${MOSS}. Stones, 6(2), 91-92.</a></h3><p><a href="">[Recording]</a></p><h3>June 4, 2020<br><a href="https://doi.org/10.5555/k.1">Ito, K. (2020). ${KETTLE}. Steam, 1-7.</a></h3></body></html>`,
    ],
    [
      'menus and what is not shown beside it',
      `<html><body><header><h1>Gear Lab</h1><p><a href="http://cogs.example.org/">School of Slow Machines</a></p><p><a href="/cv.html">Curriculum Vitae</a></p></header><div class="main-nav" role="navigation"><a href="/team.html">Team and Former Members</a></div><div style="display: none"><a href="/old.html">Old Papers Page of the Lab</a></div><ul class="menu"><li><a href="/dates.html">Dates and Places of Meetings</a></li></ul><h2>Papers</h2><dl><dt><a href="${AT}1">${GEARS}</a></dt><dd>Ada Brun, Teo Cruz</dd><dt><a href="${AT}2">${MOSS}</a></dt><dd>Mei Zhao</dd><dt><a href="${AT}3">${KETTLE}</a></dt><dd>Ken Ito</dd></dl><div id="footer"><p><a href="http://h.example.org">Design by Somebody Else</a></p></div></body></html>`,
    ],
  ])('%s', (_, text) => {
    expect(read(text).titles).toEqual([GEARS, MOSS, KETTLE])
  })

  test('may say who presents on the line above, and link the people before their title', () => {
    const entry = (day: string, who: string, link: string, title: string) =>
      `<li>${day}: ${who} <br>\n<a href="${link}">${title}"</em>"</li>`
    const { papers, meetings } = read(
      `<!DOCTYPE html><html><body><h1>Gear club</h1><p>We meet at the <a href="https://cogs.example.org">Faculty of Slow Things</a> to discuss papers.</p><h2>ARCHIVE</h2><ul>${entry('2025-02-21', 'Emma Wu', 'https://doi.org/10.5555/g.1', `Brun 1990 (Cogs 343)</a>: "<em>${GEARS}`)}${entry('2025-01-24', 'Jan Cieślak', `${AT}2`, `Zhao et al. 2019</a>: "<em>${MOSS}`)}</ul></body></html>`,
    )
    expect(papers.map(({ title, authors, date }) => [title, authors, date])).toEqual([
      [GEARS, ['Brun'], '1990'],
      [MOSS, ['Zhao'], '2019'],
    ])
    expect(meetings.map(({ date, people }) => [date, people.map(({ name }) => name)])).toEqual([
      ['2025-02-21', ['Emma Wu']],
      ['2025-01-24', ['Jan Cieślak']],
    ])
  })

  test('of a page with a menu alone gives no papers', () => {
    const text = `<!doctype html><html><head><title>Ada Brun</title></head><body><header><h1>Ada Brun</h1><p><a href="http://cogs.example.org">School of Slow Machines</a>, Oslo</p>\n<p class="view"><a href="/publications.html">Publications</a></p>\n<p class="view"><a href="/phd_supervision.html">PhD Supervision</a></p><p class="view"><a href="/journal_club.html">Journal Club</a></p></header><section><h2>What we're reading</h2><iframe src="https://calendar.example.org"></iframe></section></body></html>`
    expect(read(text).titles).toEqual([])
  })
})

describe('data with keys of its own', () => {
  test('lists papers within days, which have topics, and references within sections', () => {
    const days = `- week: 1
  days:
    - date: 2025-09-01
      title: Ethics
      required:
        - paper-title: ${GEARS}
          paper-author: Ada Brun
          paper-year: 2008
      recommended:
        - paper-title: ${MOSS}
          paper-author:
          paper-year:
    - date: 2025-09-03
      title: Networks
      required:
        - paper-title: Damp walls at scale
          paper-author: Teo Cruz
          paper-year: 2015
`
    expect(read(days, 'weeks.yml').papers.map(({ title, authors }) => [title, ...authors])).toEqual([
      [GEARS, 'Ada Brun'],
      [MOSS],
      ['Damp walls at scale', 'Teo Cruz'],
    ])
    const sections = `- section: "Old moss"
  items:
    - citation: "Domingo de Brun, *De Muscis et Rotis* (1553)"
      note: "The first of all."
    - citation: "Tomás de Cruz, *Suma de Piedras y Lluvias* (1571)"
`
    expect(read(sections, 'list.yml').titles).toEqual(['De Muscis et Rotis', 'Suma de Piedras y Lluvias'])
  })

  test.each([
    [
      'YAML whose titles are descriptions',
      `- date: "2021-03-11"\n  leader: Ada Brun\n  description: "${GEARS}"\n  url: "${AT}1"\n- date: "2021-01-29"\n  leader: Mei Zhao\n  description: ""\n  url: ""\n- date: "2020-11-12"\n  leader: Teo Cruz\n  description: "${MOSS}"\n  url: "${AT}2"\n- date: "2020-10-16"\n  leader: Ada Brun\n  description: "${KETTLE}"\n  url: "${AT}3"\n`,
    ],
    [
      'YAML whose readings are whole references',
      `- date: 2026-01-30\n  skipped: true\n\n- date: 2026-02-06\n  person: Helena\n  title: Slow things\n  readings:\n    - title: ${GEARS}. Ada Brun, 1945\n      url: https://gears.example.org/slow/\n- date: 2026-02-13\n  person: ???\n  title: Stones\n  readings:\n    - title: "${MOSS}. Mei Zhao. Scientific Stones. September 1991, pp. 94-104."\n      url: https://stones.example.org/24938718\n    - title: "${KETTLE}. Ken Ito, Ada Brun. COGS 1997"\n      url: ${AT}3\n- date: 2026-03-20\n  title: Spring Break\n  note: No reading group this week!\n- date: 2026-04-10\n  title: TBD\n# - date: 2026-04-17\n#   title: Ways of Not Knowing\n`,
    ],
    [
      'JSON',
      `{"club": "Gear reading club", "evenings": [{"when": "2024-05-03", "who": "Ada", "what we took": "${GEARS}", "see": "${AT}1"}, {"when": "2024-05-10", "who": "Mei", "what we took": "${MOSS}", "see": "${AT}2"}, {"when": "2024-05-17", "who": "Teo", "what we took": "${KETTLE}", "see": "${AT}3"}], "people": [{"who": "Ada Brun", "role": "Keeper of the Slow Gears"}]}`,
    ],
    [
      'a table with commas',
      `Evening,Opens,Text of the evening,By whom\n2024-05-03,Ada,${GEARS},"Brun, A."\n2024-05-10,Mei,${MOSS},"Zhao, M., & Ito, K."\n2024-05-17,Teo,${KETTLE},Ken Ito\n`,
    ],
  ])('comes in: %s', (_, text) => {
    const { titles } = read(text, 'reading club')
    expect(titles).toEqual([GEARS, MOSS, KETTLE])
  })

  test('says of whole references who wrote them, and of evenings what was none', () => {
    const { papers, meetings } = read(
      `- date: 2026-01-30\n  skipped: true\n- date: 2026-02-06\n  person: Helena\n  title: Slow things\n  readings:\n    - title: ${GEARS}. Ada Brun, Teo Cruz. COGS 1997\n      url: ${AT}1\n- date: 2026-02-13\n  person: Mei\n  title: Stones\n  readings:\n    - title: "${MOSS}. Mei Zhao, Ken Ito. 2000."\n      url: ${AT}2\n`,
    )
    expect(papers).toMatchObject([
      { title: GEARS, authors: ['Ada Brun', 'Teo Cruz'], date: '1997' },
      { title: MOSS, authors: ['Mei Zhao', 'Ken Ito'], date: '2000' },
    ])
    expect(meetings.map(({ date, kind, papers }) => [date, kind, papers])).toEqual([
      ['2026-01-30', 'none', []],
      ['2026-02-06', 'papers', [GEARS]],
      ['2026-02-13', 'papers', [MOSS]],
    ])
  })

  test.each([
    [
      'a team',
      `- name: Ada Brun\n  role: Keeper of Slow Gears\n  url: https://ada.example.org\n- name: Mei Zhao\n  role: Writer of Long Letters\n  url: https://mei.example.org\n`,
    ],
    [
      'a menu',
      `---\nlayout: page\nlinks:\n  - label: Papers of the Club\n    url: /papers.html\n  - label: About the Reading Group\n    url: /about.html\n---\n\nWe read papers.\n`,
    ],
  ])('of %s gives no papers', (_, text) => {
    expect(read(text).titles).toEqual([])
  })
})

describe('tables', () => {
  const WHOLE = [
    `Brun, A., Cruz, T., & Ito, K. (2022). ${GEARS}. [Functional Gears, 36(6), 1411-1429.](https://doi.org/10.5555/g.1)`,
    `Zhao, M. & Ito, K. (2018). ${MOSS}. [WGR 116(16) 7656-7661](https://doi.org/10.5555/g.2)`,
    `Ito, K. (1999). ${KETTLE}. [Steam, 177-192.](https://doi.org/10.5555/g.3)`,
  ]

  test.each([
    [
      'cells that are references whose place is a link',
      `# Cercle\n\n| Date | Thématique | Article à consulter |\n|:---:|:---|:---|\n|29 mars 2023|Engrenages|${WHOLE[0]}|\n|12 avril 2023|Mousses|${WHOLE[1]}|\n|24 mai 2023|NA|NA|\n|7 juin 2023|Vapeur|${WHOLE[2]}|\n`,
    ],
    [
      'cells with several references, parted by line ends',
      `# Club\n\n| Date | Paper |\n|---|---|\n|2023-03-29|${WHOLE[0]}, <br><br> ${WHOLE[1]}|\n|2023-04-12|${WHOLE[2]}|\n`,
    ],
    [
      'cells with several titles, parted by a word or a sign',
      `# Club\n\nDate|Person|Paper\n---|---|---\n2021-06-17|Ada (1/0)|[${GEARS}](${AT}1) or [${MOSS}](${AT}2)\n2021-06-24|Mei|${KETTLE}\n\n## Timetable\n\nWhen|What\n---|---\n9:00|Introduce the speaker, ask questions during the talk?\n9:55|Last question\n9:57|Volunteer for the next meeting?\n`,
    ],
    [
      'bare titles with semicolons between them',
      `# Club\n\n| When | Papers | Lead |\n|---|---|---|\n| 2021-06-17 | ${GEARS}; ${MOSS} | Ada |\n| 2021-06-24 | ${KETTLE} | Mei |\n`,
    ],
    [
      'columns that rows of dashes part',
      `# Club\n\n  Date         Person   Paper\n  ----------   ------   ------------------------------------------\n  2021-06-17   Ada      ${GEARS}\n  2021-06-24   Mei      ${MOSS}\n  2021-07-01            ${KETTLE}\n\nMore soon.\n`,
    ],
    [
      'columns with a rule above, between and below, whose cells go on below',
      `Papers of the club\n\n==========  ======================  =======\nDate        Paper                   Speaker\n==========  ======================  =======\n2021-06-17  ${GEARS}   Ada\n2021-06-24  A map of quiet growth   Mei\n            on northern stones\n2021-07-01  ${KETTLE}  Ken\n==========  ======================  =======\n`,
    ],
  ])('%s', (_, text) => {
    expect(read(text).titles).toEqual([GEARS, MOSS, KETTLE])
  })
})

describe('plain text', () => {
  const PLACES = ['http://dl.example.org/citation.cfm?id=1', 'www.stones.example.org/2.PDF', `${AT}3`]
  const TITLES = ['Old gears turn slowly', MOSS, 'why kettles sing: a study of steam', 'Lids that stay']
  const block = (indent: string) =>
    TITLES.map((title, nth) => `${indent}${title}\n${indent}${PLACES[nth] ?? `${AT}4`}\n`).join('\n')

  test.each([
    [
      'three spaces',
      `This is the reading list of the gear group.\n\n*** Start of list ***\n\nClassic Gears\n===========\n\n${block('   ')}`,
    ],
    ['four, below a heading that stands as far in', `    Papers on gears\n    ---------------\n\n${block('    ')}`],
    ['none', `Papers\n\n${block('')}`],
  ])('has blocks of a title and its address, in small letters too, behind %s', (_, text) => {
    expect(read(text, 'list.txt').titles).toEqual(TITLES)
  })
})
