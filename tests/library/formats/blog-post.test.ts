import { describe, expect, test } from 'vitest'
import { format } from '../../../src/library/formats/blog-post.ts'
import { choose } from '../../../src/library/registry.ts'
import { digestOf, fixture, paperOf, titlesOf } from './text-fixtures.ts'

describe('a reading post in plain text', () => {
  const digest = digestOf(format, fixture('blog-early-autumn.txt'))

  test('gives the papers and nothing else: no question, caption, author line or closing', () => {
    expect(titlesOf(digest)).toEqual([
      'Experts Who Never Talk: Routing Without a Router',
      'Does Width Beat Depth?',
      '1.5-bit Llamas in the Wild',
      'Hydra, Gradient-Free Pruning',
      'A Closing Survey on Pruning',
      'Toto',
    ])
  })

  test('keeps its own title, date, opening and closing out of the papers', () => {
    expect(digest).toMatchObject({
      title: 'early autumn paper reading',
      period: { from: '2025-09-14', to: '2025-09-14' },
      opening: 'The pile grew over the holidays, so only things about sparse models made the cut. Here we go!',
      closing: 'No trends this week: the papers disagree about almost everything. See you next month.',
    })
  })

  test('gives the whole paragraph behind “idea.”, and no idea where there is none', () => {
    expect(paperOf(digest, 'Experts Who Never Talk: Routing Without a Router').idea).toBe(
      'Drop the router and let every token hash to its expert. The surprise is that nothing breaks. Balance comes for free, because a hash has no favourites.',
    )
    expect(paperOf(digest, 'Toto')).toMatchObject({
      idea: null,
      remarks: 'A model named after a dog has to be short on words, and so is its report. I liked it.',
    })
  })

  test('reads who wrote a paper, when, and where it is from the lines below its title', () => {
    expect(paperOf(digest, 'Experts Who Never Talk: Routing Without a Router')).toMatchObject({
      authors: ['Mira Okafor', 'Jan de Wit', 'Li Chen'],
      date: '2025',
      arxivId: '2508.01234',
      reviewed: true,
    })
    expect(paperOf(digest, 'A Closing Survey on Pruning')).toMatchObject({
      authors: ['Osei'],
      andOthers: true,
      link: 'https://arxiv.org/abs/2508.04321',
      arxivId: '2508.04321',
    })
  })

  test('gives each definition as term and meaning', () => {
    expect(digest.definitions).toEqual([
      { term: 'Load balancing', meaning: 'keeping every expert about as busy as the next one' },
      { term: 'Width (of a layer)', meaning: 'how many units stand side by side' },
    ])
  })
})

describe('a reading post in Markdown', () => {
  const digest = digestOf(format, fixture('blog-markdown.md'))

  test('takes the headings above the ideas for titles, and smaller or customary headings for none', () => {
    expect(titlesOf(digest)).toEqual([
      'Sleepy Attention: Heads That Rest',
      'Quoted Titles Are Fine Too',
      'lowercase is all you need',
    ])
    expect(digest.closing).toBe('Sleep more.')
  })

  test('reads a title’s link, and text without its marks', () => {
    expect(paperOf(digest, 'Sleepy Attention: Heads That Rest')).toMatchObject({
      idea: 'Heads take turns, and nobody notices.',
      authors: ['Ines Prado', 'Tom Ruiz'],
      link: 'https://arxiv.org/abs/2506.11111',
      arxivId: '2506.11111',
    })
  })
})

test.each([
  ['idea. It works.', 'It works.'],
  ['Idea: it works', 'it works'],
  ['idea — it works', 'it works'],
  ['The key idea. It works. It is cheap, too.', 'It works. It is cheap, too.'],
  ['idea.\nIt stands below.', 'It stands below.'],
])('reads the idea of “%s”', (line, idea) => {
  const digest = digestOf(format, {
    name: 'post',
    text: `may reading\nSome words to begin with.\nA Fine Title\n${line}`,
  })
  expect(paperOf(digest, 'A Fine Title').idea).toBe(idea)
})

test.each([
  ['defn. Drift := a slow change', 'Drift', 'a slow change'],
  ['Defn: Drift = a slow change', 'Drift', 'a slow change'],
  ['definition. drift: a slow change', 'drift', 'a slow change'],
  ['Drift := a slow change', 'Drift', 'a slow change'],
  ['def. “Drift” is a slow change', 'Drift', 'a slow change'],
])('reads the definition “%s”', (line, term, meaning) => {
  const { definitions } = digestOf(format, {
    name: 'post',
    text: `may reading\n\nA Fine Title\n\nidea. Yes.\n\n${line}`,
  })
  expect(definitions).toEqual([{ term, meaning }])
})

test('names the line of a definition that defines nothing', () => {
  const { problems } = format.parse({ name: 'post', text: 'A Fine Title\nidea. Yes.\ndefn. drift' })
  expect(problems).toEqual([
    { file: 'post', line: 3, message: '“drift” is no definition: write it as “defn. Term := what it means”.' },
  ])
})

test('takes the first line for a paper when its idea stands right below', () => {
  const digest = digestOf(format, {
    name: 'posts/july.txt',
    text: 'First Of All\nidea. Yes.\nSecond To None\nidea. No.',
  })
  expect(digest.title).toBe('july')
  expect(titlesOf(digest)).toEqual(['First Of All', 'Second To None'])
})

test('takes a title of two parts that look like names for a title', () => {
  const digest = digestOf(format, {
    name: 'post',
    text: 'may reading\n\nidle words.\n\nA Fine Title\n\nidea. Yes.\n\nFast Inference, Slow Training\n\nidea. No.',
  })
  expect(titlesOf(digest)).toEqual(['A Fine Title', 'Fast Inference, Slow Training'])
})

test('says by line where characters were read in a wrong encoding, and keeps them', () => {
  const { digest, problems } = format.parse({ name: 'post', text: 'A Fine Title\nidea. It doesnâ€™t matter.' })
  expect(digest?.papers[0]?.idea).toBe('It doesnâ€™t matter.')
  expect(problems).toMatchObject([{ file: 'post', line: 2 }])
})

test.each(['H1: Width Is All There Is', 'Step 2: Prune Again', 'note. Nice Figures', 'Fig. 3: The Bend'])(
  'takes “%s” for a remark and not for a title',
  (line) => {
    const text = `may reading\n\nidle words.\n\nA Fine Title\n\nidea. Yes.\n\n${line}\n\nIt went on for a while after that.`
    const digest = digestOf(format, { name: 'post', text })
    expect(titlesOf(digest)).toEqual(['A Fine Title'])
    expect(digest.papers[0]?.remarks).toContain(line)
  },
)

test('is known by its own title where it has no marks', () => {
  const text = `june paper reading\n\nI read two things.\n\nA Fine Title\n\nIt is fine because it says so on every page.\n\nAnother Fine Title\n\nThis one does not say so, but it is fine as well.`
  expect(format.detect({ name: 'post', text })).toBeGreaterThan(0.3)
  expect(titlesOf(digestOf(format, { name: 'post', text }))).toEqual(['A Fine Title', 'Another Fine Title'])
})

test('reads a post all in lower case, with a summary above its papers', () => {
  const text = `early may paper reading
TL;DR: sleep helps, and so do smaller models
sleepy routers technical report
Sleepy routers are routers that rest now and then, which is nice for everybody who has to pay for them.
Rest Rate: one step in ten is a rest, and the report says why that is enough for most models of this size.
width is what you make of it
idea. width helps as long as there is depth.
defn. effective width := how much of the width is used
anyway, see you soon!`
  const digest = digestOf(format, { name: 'post', text })
  expect(digest.title).toBe('early may paper reading')
  expect(titlesOf(digest)).toEqual(['sleepy routers technical report', 'width is what you make of it'])
  expect(digest.definitions).toEqual([{ term: 'effective width', meaning: 'how much of the width is used' }])
})

test('takes a group’s name, a question or a last word above a title for no title', () => {
  const text = `june reading

Two groups this time.

Routing

Routers That Rest

Otto Berg, Lee Tran

idea. Rest helps.

Open questions

Does it scale? I would think so, but nobody has tried it on anything large.

Skipped the proofs (sorry!)

Pruning

Late Pruning [2]

Orbit, 2024

idea. Prune late.

Early Pruning, Late Regret

Orbit Labs

idea. Do not prune early.`
  const digest = digestOf(format, { name: 'post', text })
  expect(titlesOf(digest)).toEqual(['Routers That Rest', 'Late Pruning', 'Early Pruning, Late Regret'])
  expect(paperOf(digest, 'Routers That Rest').authors).toEqual(['Otto Berg', 'Lee Tran'])
  expect(paperOf(digest, 'Late Pruning').idea).toBe('Prune late.')
})

test.each(['Honorable mentions', 'other interesting papers', 'Also read', 'What we did not get to'])(
  'takes the titles below “%s” for papers that were not reviewed',
  (heading) => {
    const lists = [
      'Maps for the Lost\n\n7 Maps: An Atlas\n\nSee you in July.',
      '- Maps for the Lost\n- 7 Maps: An Atlas',
    ]
    for (const list of lists) {
      const text = `june reading\n\nHello.\n\nA Fine Title\n\nidea. Yes.\n\n${heading}\n\n${list}`
      expect(digestOf(format, { name: 'post', text }).papers.map(({ title, reviewed }) => [title, reviewed])).toEqual([
        ['A Fine Title', true],
        ['Maps for the Lost', false],
        ['7 Maps: An Atlas', false],
      ])
    }
  },
)

test('reads title and day of an export from the notes above it', () => {
  const text = `---\ntitle: "june reading"\ndate: 2025-06-16\ntags: [papers]\n---\n\nHello again.\n\n**A Fine Title**\n\n*tl;dr.* It is.\n\n**Acknowledgements**\n\nThanks to Otto.`
  const digest = digestOf(format, { name: 'post', text })
  expect(digest).toMatchObject({ title: 'june reading', period: { from: '2025-06-16', to: '2025-06-16' } })
  expect(digest.papers).toMatchObject([{ title: 'A Fine Title', idea: 'It is.' }])
})

test('puts a title and an idea together again that were broken once to fit a width', () => {
  const text = `june reading

Hello.

Routers That Rest

idea. Match what rests and what wakes on the same trajectory, and one-step routing
follows.

Short.`
  expect(paperOf(digestOf(format, { name: 'post', text }), 'Routers That Rest').idea).toMatch(/routing follows\.$/)
})

test('names the line of an idea that stands below no title', () => {
  const text = 'idea. Prune late.\nIt works well enough.\nA Fine Title\nidea. Yes.'
  expect(format.parse({ name: 'post', text }).problems).toEqual([
    { file: 'post', line: 1, message: '“Prune late.” stands below no title; write one above it.' },
  ])
})

test('reads a definition within a paragraph, and leaves the paragraph whole', () => {
  const line = 'Rest law: the team fits a law for the rest rate := the part of steps that a router rests. It holds.'
  const digest = digestOf(format, { name: 'post', text: `may reading\nHello.\nA Fine Title\nidea. Yes.\n${line}` })
  expect(digest.definitions).toEqual([{ term: 'rest rate', meaning: 'the part of steps that a router rests' }])
  expect(digest.papers[0]?.remarks).toBe(line)
})

const POST = (lines: string) => digestOf(format, { name: 'post', text: lines })

test.each([
  ['Tessa’s notebook\nHome Archive RSS\nPapers I enjoyed in March\nApril 2, 2024 · 6 min read', '2024-04-02'],
  ['# Papers I enjoyed in March\n\n*Published 2024-04-02 by Tessa*', '2024-04-02'],
])('takes its own title from below the name of the site, and its day: %j', (head, day) => {
  const digest = POST(`${head}\n\nI read one a week.\n\nSleepy Experts\n\nIdea: Let them sleep.`)
  expect(digest).toMatchObject({ title: 'Papers I enjoyed in March', period: { from: day, to: day } })
  expect(titlesOf(digest)).toEqual(['Sleepy Experts'])
})

test.each([
  [
    'things I skimmed',
    '* [Dense Marmots](https://arxiv.org/abs/2508.01234)\n* Sparse Marmots\n\nthanks for reading <3',
  ],
  ['Other stuff', 'Dense Marmots\nSparse Marmots'],
  ['papers I want to read but haven’t', '- Dense Marmots\n- Sparse Marmots'],
  ['Not read yet:', 'Dense Marmots\nSparse Marmots'],
  ['what I’m reading next', '- Dense Marmots\n- Sparse Marmots'],
  ['to read', '- Dense Marmots\n- Sparse Marmots'],
])('takes what stands below “%s” for papers that nobody reviewed', (heading, list) => {
  const { papers } = POST(
    `early june paper reading\n\nSleepy Experts\n\nidea. let them sleep.\n\n${heading}\n\n${list}`,
  )
  expect(papers.map(({ title, reviewed }) => [title, reviewed])).toEqual([
    ['Sleepy Experts', true],
    ['Dense Marmots', false],
    ['Sparse Marmots', false],
  ])
})

test('takes a citation behind a title for its authors and year, and definitions behind a dash', () => {
  const digest = POST(
    'What I read in May\n\nSleepy Experts (Osei et al., 2022) [pdf]\n\nidea — let them sleep.\n\ndefn — nap := a short sleep.\n\ns2: simple sleep scaling\n\nA thousand naps, and nobody wakes up before the last of them.\n\nThinking about it more\n\nI keep coming back to the question of who wakes the experts, and when they do.\n\nWeek 3\n\nno meeting\n\nNapping Networks\nBa, Osei and Prado (2016)\n\nidea — nap.\n\nContinuous Sleep (Quill & Berg, 2025) — arXiv\n\nidea — sleep on.',
  )
  expect(digest.papers.map(({ title, authors, date }) => [title, authors, date])).toEqual([
    ['Sleepy Experts', ['Osei'], '2022'],
    ['s2: simple sleep scaling', [], null],
    ['Napping Networks', ['Ba', 'Osei', 'Prado'], '2016'],
    ['Continuous Sleep', ['Quill', 'Berg'], '2025'],
  ])
  expect(digest.definitions).toEqual([{ term: 'nap', meaning: 'a short sleep.' }])
})

test('is known in Markdown without marks where somebody speaks of having read', () => {
  const paper = (title: string) =>
    `### [${title}](https://arxiv.org/abs/2508.01234)\n\nI like it more than I thought I would like it.`
  const text = `# mid july paper reading\n\n${paper('Sleepy Experts')}\n\n${paper('Dense Marmots')}`
  expect(choose({ name: 'post', text })?.format.name).toBe('blog-post')
})

test('puts a link together again whose label was broken over lines', () => {
  const text =
    '# What I read in May\n\n## Sleepy Experts\n\n**Idea.** Let them sleep as [the other experts\ndid](https://example.org/may) in May, and wake them when they\nare needed for some token. Nobody minds, so far as I can tell,\nand they sleep.'
  expect(POST(text).papers[0]?.idea).toBe(
    'Let them sleep as the other experts did in May, and wake them when they are needed for some token. Nobody minds, so far as I can tell, and they sleep.',
  )
})
