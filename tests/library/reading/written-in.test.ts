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
