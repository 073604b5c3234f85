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
