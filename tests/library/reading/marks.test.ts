import { describe, expect, test } from 'vitest'
import { choose } from '../../../src/library/registry.ts'

const GEARS = 'Old Gears Turn Slowly'
const MOSS = 'A map of quiet growth on northern stones'
const KETTLE = 'Kettles: why they sing'
const AT = 'https://arxiv.org/abs/2001.0000'

function read(text: string) {
  const parsed = choose({ name: 'page', text })?.parsed
  const papers = parsed?.digest?.papers ?? []
  return { papers, titles: papers.map(({ title }) => title), meetings: parsed?.meetings ?? [] }
}

describe('a list of papers comes in whole', () => {
  test.each([
    [
      'that opens with a picture in tags and goes on in Markdown',
      `<p align="center">\n<img src="logo.png">\n</p>\n\n# Gear Club\n\n- [Code of conduct](CODE.md)\n\n## Past papers\n\n- [${GEARS}](${AT}1)\n- [${MOSS}](${AT}2)\n- [${KETTLE}](${AT}3)\n`,
    ],
    [
      'in an Org outline with its plans, drawers and tags',
      `#+TITLE: Gear papers\n#+AUTHOR: Ada\n\n* Schedule\n** DONE [[${AT}1][${GEARS}]] :wheels:\n   CLOSED: [2021-02-03 Wed 18:00]\n   :PROPERTIES:\n   :AUTHORS: Ada Brun, Teo Cruz\n   :END:\n** TODO [#A] [[file:pdf/moss.pdf][${MOSS}]] :green:wet:\n   SCHEDULED: <2021-03-03 Wed>\n   :PROPERTIES:\n   :AUTHORS: Mei Zhao\n   :END:\n** TODO No meeting (holiday)\n* Wishlist\n- [[${AT}3][${KETTLE}]]\n`,
    ],
    [
      "in DokuWiki's table",
      `====== Gear Club ======\n\n^ Date ^ Who ^ Paper ^\n| 2020-11-03 | Ada | [[${AT}1|${GEARS}]] |\n| 2020-11-10 | --- | //cancelled// |\n| 2020-11-17 | Teo | [[${AT}2|${MOSS}]] |\n| 2020-11-24 | Mei | [[:paper:k.pdf|${KETTLE}]] |\n`,
    ],
    [
      'in a table of Confluence',
      `h1. Gear Club\n\n||Date||Presenter||Paper||\n|2015-02-03|Ada|[${GEARS}|${AT}1]|\n|2015-02-10|—|_no meeting_|\n|2015-02-17|Teo|[${MOSS}|${AT}2]|\n|2015-02-24|Mei|[${KETTLE}|${AT}3]|\n`,
    ],
    [
      'in a table that numbers its columns',
      `Week,Date,Presenter 1,Paper 1,Presenter 2,Paper 2\n1,2022-09-05,Ada,"${GEARS} (Brun, 1968)",Teo,"${MOSS} (Zhao et al., 1999)"\n2,2022-09-12,,No class,,\n3,2022-09-19,Mei,"${KETTLE} (Ito, 2003)",Ada,TBD\n`,
    ],
    [
      'in a table whose kinds say what is none',
      `# Gear Lab Meeting\n\n| Date | Type | Topic / Paper | Discussant |\n|---|---|---|---|\n| 1/22 | Welcome | Welcome back, lab updates | — |\n| 1/29 | JC | Brun, A. E., & Cruz, L. (2015). ${GEARS}. *Cogs*, 348, 91-94. | Ada |\n| 2/5 | Practice talk | Teo and his talk on moss | — |\n| 2/12 | JC | Zhao & Ito (2016), *${MOSS}*, WGR | Mei |\n| 2/19 | -- | No lab meeting (WGR) | -- |\n| 2/26 | JC | ${KETTLE} (Ito, 2003) | Ken |\n`,
    ],
    [
      'on a page with other things beside it',
      `<html><body><h1>Papers</h1><h3><a href="${AT}1">${GEARS}</a></h3><p>Fine.</p><h3><a href="${AT}2">${MOSS}</a></h3><p>Green.</p><h3><a href="${AT}3">${KETTLE}</a></h3><p>Loud.</p><aside><h4>Recent posts</h4><ul><li><a href="/p/2">A week without email in the field</a></li></ul></aside></body></html>`,
    ],
    [
      'below a day on a line of its own each',
      `Gears and work - reading schedule\n\nSept 12\nAda Brun. ${GEARS}. AJG 85(3), 1979.\n\nSept 26\nTeo Cruz. ${MOSS}. AJG 48(5), 1983.\nOptional: Mei Zhao. ${KETTLE}. 1979.\n\nOct 10\nNO MEETING\n`,
    ],
    [
      'as definitions of what is past and next',
      `# Gear group\n\nNext up\n: **17 June** Brun, "${GEARS}" (Gear Inquiry, 2004) — Ken\n\nPast papers\n: **3 June** Zhao, "${MOSS}" (Stone Studies, 1988) — Ada\n: **20 May** Ito, "${KETTLE}" (Steam, 1980) — Mei\n`,
    ],
    [
      'numbered with a bar',
      `# Papers\n\n#### #14 | ${GEARS}\n> Brun, Cruz & Zhao — Cogs 2006\n\nTurns.\n${AT}1\n\n#### #13 | ${MOSS}\n> Zhao & Ito — Cogs 2006\n\nGrows.\n${AT}2\n\n#### #12 | ${KETTLE}\n> Ito & Brun — Cogs 2006\n\nSings.\n${AT}3\n`,
    ],
    ['with each address before its title', `Links, May\n\n${AT}1 - ${GEARS}\n${AT}2 – ${MOSS}\n${AT}3 — ${KETTLE}\n`],
    [
      'numbered with one stroke',
      `Three for today:\n\n1/ ${GEARS}\n${AT}1\n\n2/ ${MOSS}\n${AT}2\n\n3/ ${KETTLE}\n${AT}3\n`,
    ],
    ['numbered with two', `1// ${GEARS}\n${AT}1\n\n2// ${MOSS} (Brun lab)\n${AT}2\n\n3// ${KETTLE}\n${AT}3\n`],
    ['under a line in bold that names papers', `**Papers for the winter**\n\n* ${GEARS}\n* ${MOSS}\n* ${KETTLE}\n`],
    [
      'of things to do, though some say little',
      `### Reading queue\n\n- [x] ${GEARS} (Brun et al. 2001)\n- [ ] ${MOSS} (Stone Survey 2010)\n- [ ] buy new pens\n- [ ] ${KETTLE} (Zhao et al. 2004)\n`,
    ],
    [
      'as headings with a citation below each',
      `# ${GEARS}\n\nBrun & Cruz (2016). *World of Gears*. [link](${AT}1)\n\nFine.\n\n# ${MOSS}\n\nZhao (2019). *Stones*. [link](${AT}2)\n\nGreen.\n\n# ${KETTLE}\n\n*A. B. Ito* · Journal of Steam, 1951 · [pdf](${AT}3)\n\nLoud.\n`,
    ],
    [
      'in other languages',
      `# 読み会\n\n## 第3回\n\n- 発表者: 佐藤\n- 論文: [${GEARS}](${AT}1)\n- 著者: Ada Brun, Teo Cruz\n- 一言: 歯車は遅い。\n\n## 第2回\n\n- 論文: [${MOSS}](${AT}2)\n- 著者: Mei Zhao\n\n## 第1回\n\n- 論文: [${KETTLE}](${AT}3)\n`,
    ],
  ])('%s', (_, text) => {
    expect(read(text).titles).toEqual([GEARS, MOSS, KETTLE])
  })

  test('with what an Org drawer says of each', () => {
    const { papers } = read(
      `* Papers\n** TODO [[${AT}1][${GEARS}]]\n   :PROPERTIES:\n   :AUTHORS: Ada Brun, Teo Cruz\n   :YEAR: 1991\n   :END:\n   Twice.\n`,
    )
    expect(papers).toMatchObject([
      { authors: ['Ada Brun', 'Teo Cruz'], date: '1991', arxivId: '2001.00001', idea: 'Twice.' },
    ])
  })

  test('with people and ideas under Japanese names', () => {
    const { papers } = read(
      `## 第3回\n\n- 論文: [${GEARS}](${AT}1)\n- 著者: Ada Brun, Teo Cruz\n- 一言: 歯車は遅い。\n`,
    )
    expect(papers).toMatchObject([{ authors: ['Ada Brun', 'Teo Cruz'], idea: '歯車は遅い。' }])
  })

  test("from JSTOR's own lines, with the month of the issue and no publisher for a paper", () => {
    const text = `Title: ${GEARS}\nAuthor(s): Brun, A. H.\nSource: Cogs, New Series, Vol. 4, No. 16 (Nov., 1937), pp. 386-405\nPublished by: Gear Press\nStable URL: https://www.jstor.org/stable/1\n\nTitle: On Moss\nAuthor(s): Zhao, Mei\nSource: Stones, Vol. 22, No. 2 (Oct., 1979), pp. 233-261\nPublished by: Stone Press\nStable URL: https://www.jstor.org/stable/2\n`
    expect(read(text).papers).toMatchObject([
      { title: GEARS, authors: ['A. H. Brun'], date: '1937-11', link: 'https://www.jstor.org/stable/1' },
      { title: 'On Moss', date: '1979-10' },
    ])
  })
})

test('a heading has its subtitle in small letters too', () => {
  const { papers } = read(
    `## The image of gears: slow turning after forty years\n\n*Ada Brun & Teo Cruz* · Cogs, 2006 · [doi](https://doi.org/10.5555/cogs.5)\n\nFine.\n`,
  )
  expect(papers).toMatchObject([
    { title: 'The image of gears: slow turning after forty years', authors: ['Ada Brun', 'Teo Cruz'], date: '2006' },
  ])
})

test('a table may have an old paper and a new one side by side, and in any column why there is none', () => {
  const { papers, meetings } = read(
    `# Pairs\n\n| # | When | Classic | Recent | Host |\n|---|---|---|---|---|\n| 1 | 9 Jan 2023 | [${GEARS}](https://doi.org/10.5555/g.1) (Brun 1986) | [${MOSS}](${AT}2) (Zhao et al. 2022) | Ada |\n| 2 | 23 Jan 2023 | — | — | *no meeting* |\n| 3 | 6 Feb 2023 | [Lids That Stay](https://doi.org/10.5555/g.2) (Ito 1990) | tbd | N.N. |\n`,
  )
  expect(papers.map(({ title, authors, date }) => [title, authors, date])).toEqual([
    [GEARS, ['Brun'], '1986'],
    [MOSS, ['Zhao'], '2022'],
    ['Lids That Stay', ['Ito'], '1990'],
  ])
  expect(meetings.map(({ date, kind, papers, people }) => [date, kind, papers.length, people.length])).toEqual([
    ['2023-01-09', 'papers', 2, 1],
    ['2023-01-23', 'none', 0, 0],
    ['2023-02-06', 'papers', 1, 0],
  ])
})

test('a journal in a bracket is no person where it comes again', () => {
  const { papers } = read(
    `## Papers\n\n- [${GEARS}](${AT}1) (Cogs 2018)\n- [${MOSS}](${AT}2) (Cogs 2019)\n- [${KETTLE}](${AT}3) (Zhao et al. 2020)\n`,
  )
  expect(papers.map(({ authors }) => authors)).toEqual([[], [], ['Zhao']])
})

test('a cell may have its subtitle in small letters, and who wrote it and when below', () => {
  const { papers } = read(
    `<table><tr><td>Fecha</td><td>Artículo</td><td>Expone</td><td>Enlace</td></tr><tr><td>05/05/2021</td><td>Gears and rust: cause or company?<br>Ada Brun, Teo Cruz, 1965</td><td>Mei</td><td><a href="https://doi.org/10.5555/g.1">ver</a></td></tr><tr><td>19/05/2021</td><td colspan="3">Sin reunión</td></tr></table>`,
  )
  expect(papers).toMatchObject([
    { title: 'Gears and rust: cause or company?', authors: ['Ada Brun', 'Teo Cruz'], date: '1965', doi: '10.5555/g.1' },
  ])
})

test('a schedule says in a column of remarks why nothing is read', () => {
  const { papers, meetings } = read(
    `Datum;Wer;Artikel;Autor/innen;Bemerkung\n12.04.2022;Ada;${GEARS};Ada Brun, Teo Cruz;\n19.04.2022;;;;entfällt (Ferien)\n26.04.2022;N.N.;wird noch bekannt gegeben;;\n`,
  )
  expect(papers).toMatchObject([{ title: GEARS, authors: ['Ada Brun', 'Teo Cruz'] }])
  expect(meetings).toMatchObject([
    { kind: 'papers' },
    { kind: 'none', reason: 'entfällt (Ferien)' },
    { kind: 'open', people: [] },
  ])
})

test.each([
  [
    'a list',
    `## [${GEARS}](${AT}1)\n\n> **TL;DR** They turn slowly and last long.\n\n## [${MOSS}](${AT}2)\n\n> **TL;DR** It grows.\n`,
  ],
  [
    'a post',
    `### ${GEARS}\n\n**Authors:** Ada Brun, Teo Cruz\n**Link:** <${AT}1>\n\n> **TL;DR** They turn slowly and last long.\n\nWhat I liked: the figures.\n\n### ${KETTLE}\n\n**Authors:** Mei Zhao\n**Link:** <${AT}3>\n\n> **TL;DR** Steam.\n\nWhat I liked: nothing.\n`,
  ],
])('the idea stands behind TL;DR in bold without a sign, too: %s', (_, text) => {
  expect(read(text).papers[0]).toMatchObject({ title: GEARS, idea: 'They turn slowly and last long.' })
})

test('a title without a link is one among those that have theirs, and what names a part is none', () => {
  const text = `## Wishlist\n\n- [${GEARS}](${AT}1)\n- Trace and type of many small wheels in motion\n- More papers that somebody once put here\n- [${KETTLE}](${AT}3)\n- [Lids That Stay](${AT}4)\n`
  expect(read(text).titles).toEqual([GEARS, 'Trace and type of many small wheels in motion', KETTLE, 'Lids That Stay'])
})

test('a letter in plain text has where and when on a line below the people, and titles that its width broke', () => {
  const { papers } = read(
    `Hello all,\n\nthree for you:\n\n1) ${GEARS}\n   Ada Brun, Teo Cruz\n   Cogs 298 (2002)\n   https://doi.org/10.5555/g.1\n\n   Read section 2 only.\n\n2) The slow growth of moss on gears and of its\n   Kin in the North\n   Mei Zhao, Ada Brun\n   WGR 2018\n   ${AT}2\n\n3) The many sounds that kettles make when they\n   are left alone on a stove\n   Ken Ito, Mei Zhao\n   Annals of Steam 32 (2009)\n   ${AT}3\n`,
  )
  expect(
    papers.map(({ title, authorsCount, date, venue, link }) => [title, authorsCount, date, venue?.name, link]),
  ).toEqual([
    [GEARS, 2, '2002', 'Cogs', 'https://doi.org/10.5555/g.1'],
    ['The slow growth of moss on gears and of its Kin in the North', 2, '2018', 'WGR', `${AT}2`],
    ['The many sounds that kettles make when they are left alone on a stove', 2, '2009', 'Annals of Steam', `${AT}3`],
  ])
})

test('several works as they are typed come in where they have a title, and those that have none are told', () => {
  const parsed = choose({
    name: 'typed',
    text: `doi:10.5555/g.1\narXiv 2001.00004\n[1706.00001] ${GEARS}\n\n“Kettles: Why They Sing” Ito & Zhao 1991\n`,
  })?.parsed
  expect(parsed?.digest?.papers.map(({ title, authors, date, arxivId }) => [title, authors, date, arxivId])).toEqual([
    [GEARS, [], null, '1706.00001'],
    ['Kettles: Why They Sing', ['Ito', 'Zhao'], '1991', null],
  ])
  expect(parsed?.unread?.map(({ text }) => text)).toEqual([
    'https://doi.org/10.5555/g.1',
    'https://arxiv.org/abs/2001.00004',
  ])
})

test('a title in small letters keeps what stands behind its colon', () => {
  const title = 'The slow wheel: Kinds of gears and their uses in the history of mills'
  expect(read(`## Papers\n\n- ${title} [pdf](${AT}1)\n- ${GEARS} [pdf](${AT}2)\n`).titles).toEqual([title, GEARS])
})

test('what a club does instead of reading is an evening and no paper', () => {
  const { titles, meetings } = read(
    `| Date | Reading | Lead |\n|---|---|---|\n| 2024-10-08 | [${GEARS}](${AT}1) | Ada |\n| 2024-10-15 | End-of-term drinks 🍷 | all |\n`,
  )
  expect(titles).toEqual([GEARS])
  expect(meetings.map(({ kind, reason }) => [kind, reason])).toEqual([
    ['papers', null],
    ['other', 'End-of-term drinks 🍷'],
  ])
})
