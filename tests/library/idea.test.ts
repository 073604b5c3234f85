import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createIdeaOf, ideaOf } from '../../src/library/idea/idea.ts'
import { rouge1, rouge2, rougeL, rougeWords } from '../../src/library/idea/rouge.ts'
import { crossValidate, scoreIdeas } from '../../src/library/idea/score.ts'
import { sentencesOf } from '../../src/library/idea/sentences.ts'
import { trainIdea } from '../../src/library/idea/train.ts'

const ABSTRACT = [
  'Reading groups lose track of what they have read.',
  'In this paper, we propose a ledger that keeps every pick, vote and remark of a reading group in one place.',
  'Experiments with twelve groups show that members find earlier papers twice as fast.',
]

const textsOf = (abstract: string | readonly string[]): string[] => sentencesOf(abstract).map(({ text }) => text)

const lettersAndDigits = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

describe('an idea line', () => {
  it('is the sentence that says what the paper contributes, without its idle opening', () => {
    expect(ideaOf('A Ledger for Reading Groups', ABSTRACT)).toMatch(
      /^We propose a ledger that keeps every pick, vote and remark of a reading group( in one place)?\.$/,
    )
  })

  it('is the same from an abstract as from its sentences, and from lines broken anywhere', () => {
    const expected = ideaOf('A Ledger for Reading Groups', ABSTRACT)
    const whole = ABSTRACT.join(' ')
    expect(ideaOf('A Ledger for Reading Groups', whole)).toBe(expected)
    expect(ideaOf('A Ledger for Reading Groups', whole.replace(/(\S+ \S+ \S+ \S+) /g, '$1\r\n'))).toBe(expected)
    expect(ideaOf('A Ledger for Reading Groups', whole.match(/.{1,40}(\s|$)/g) ?? [])).toBe(expected)
  })

  it('drops connectives and brackets', () => {
    const idea = ideaOf('Ropes for Bridges', [
      'Bridges sway.',
      'To this end, we therefore introduce a woven rope (WR) that dampens the sway of long bridges.',
    ])
    expect(idea).toMatch(/^(To this end, we|We) (therefore )?introduce a woven rope (\(WR\) )?that dampens/)
    expect(ideaOf('Ropes', 'However, we show that wet ropes hold more weight than dry ones.')).toBe(
      'We show that wet ropes hold more weight than dry ones.',
    )
  })

  it('ends a sentence that is too long where a clause ends', () => {
    const idea = ideaOf(
      'Counting Birds by Ear',
      'We present a recorder that counts the birds of a forest from their songs alone, which spares the people who until now had to walk through the forest at dawn with field glasses and a notebook in every season of the year.',
    )
    expect(idea).toMatch(/ (forest|alone|dawn|notebook)\.$/)
  })

  it('does not cut where the rest would say something else, or wait for its other half', () => {
    const filler = 'and the keepers of the old mill along with all of their many helpers in the valley and on the hills'
    for (const sentence of [
      `We show that the clocks of the town cannot be set right without a new tower ${filler}.`,
      `We show that the bells of the town are rung not only by the monks in the morning, using ropes ${filler}.`,
      `We find that the mills of the town differ between the wheels of the river ${filler}.`,
    ]) {
      const idea = ideaOf('Clocks and Mills', [sentence, 'We describe the town.']) ?? ''
      expect(idea).not.toMatch(/set right\.$|differ\.$|between the wheels\.$|only by the monks.*\.$/)
    }
  })

  it('never ends at `as much`, before `&`, nor in a clause that still waits for its verb', () => {
    for (const [title, sentence] of [
      [
        'The Toil of Millers',
        'We present evidence that new sails on the mills of the valley can reduce the toil of the millers by as much as anyone who ever walked up the hill with sacks of flour had hoped they would.',
      ],
      [
        'Tower of the Winds',
        'We show how a recently proposed wooden tower, the Tower of the Winds, can tell the hour of the day to all the monks who walk in the old valley and to the keepers of the mill.',
      ],
      [
        'Clocks and Mills',
        'We present evidence that oiling the wheels of the mill in this old way can spare the millers of the valley the toil of many walks up the hill with sacks of flour.',
      ],
      [
        'Clocks and Mills',
        'We show that the new sails on the mills of the old valley turn in soft winds & storms while the sails on all the other mills of the hills never did.',
      ],
    ] as const) {
      expect(ideaOf(title, [sentence])).not.toMatch(/as much\.$|Winds\.$|the mill\.$|winds\.$/)
    }
  })

  it('comes from what the authors say, not from what they say was known before', () => {
    const idea = ideaOf('Maps of Caves', [
      'Maps of caves are drawn by hand, and drawing maps of caves takes explorers years of work.',
      'We let echoes do it.',
    ])
    expect(idea).not.toContain('by hand')
  })

  it('may join two short statements of the authors', () => {
    const weights = { words: {}, lines: { 'expected at 28': 1 }, stems: {} }
    const idea = createIdeaOf(weights)('Boats', [
      'Boats sink.',
      'In this paper, we build a boat from cork and old sails, which is light.',
      'We show that it swims in a storm.',
    ])
    expect(idea).toMatch(/^We build a boat .* and show that it swims in a storm\.$/)
  })

  it('prefers a line that can be understood alone', () => {
    const idea = ideaOf('Maps of Caves', [
      'We draw maps of caves with the help of echoes.',
      'This allows explorers to find maps of caves and echoes.',
    ])
    expect(idea).toBe('We draw maps of caves with the help of echoes.')
  })

  it('has no address, no question and no bare `this` where another line will do', () => {
    const pick = createIdeaOf({ words: {}, lines: { 'expected at 28': 1 }, stems: {} })
    const plain = 'We let quiet echoes draw the maps.'
    for (const other of [
      'Our tools and all of the maps that they drew are found at https://example.org/echoes and in the hut.',
      'We ask of all the old maps that hang in the hut: who drew the rivers below the ground?',
      'We do this by letting very many and very quiet echoes draw what no explorer has ever seen.',
      'We then extend it with very many and very quiet echoes that draw what no explorer has seen.',
    ]) {
      expect(pick('Maps of Caves', [other, plain])).toBe(plain)
    }
    expect(pick('Maps of Caves', ['We show that it is possible to let very quiet echoes draw.', plain])).toMatch(
      /^We show that it is possible/,
    )
  })

  it('drops an opening word that has lost its comma, and an opening of two words', () => {
    for (const opening of ['Furthermore', 'Here', 'However, here', 'In addition,', 'To this end,']) {
      expect(ideaOf('Ropes', `${opening} we show that wet ropes hold more weight than dry ones.`)).toBe(
        'We show that wet ropes hold more weight than dry ones.',
      )
    }
  })

  it('does not say of the authors what they say of something else', () => {
    const pick = createIdeaOf({ words: {}, lines: { 'expected at 15': -1 }, stems: {} })
    const idea = pick('Boats of Cork', [
      'We like boats.',
      'We show how a boat of cork and old sails can float in a storm and improve the trade.',
    ])
    expect(idea).not.toMatch(/^We improve/)
  })

  it('is known to point back when it speaks of what neither it nor the title has named', () => {
    const pick = createIdeaOf({ words: {}, lines: { 'points back': -10, 'expected at 28': 1 }, stems: {} })
    const plain = 'We let quiet echoes draw the maps.'
    for (const pointing of [
      'We solve these old problems by letting echoes draw.',
      'We find in such echoes what draws.',
    ]) {
      expect(pick('Maps of Caves', [pointing, plain])).toBe(plain)
    }
    expect(pick('Maps of Caves', [plain, 'We let echoes draw many new and better ones of these caves.'])).toMatch(
      / these caves\.$/,
    )
  })

  it('takes what there is when no sentence is a proper one', () => {
    expect(ideaOf('Notes', 'fragments about lighthouses and foghorns')).toBe(
      'Fragments about lighthouses and foghorns.',
    )
  })

  it('is nothing where there is no abstract', () => {
    for (const none of ['', '   \n ', '?!', 'Tba.', [], ['', ' ']]) expect(ideaOf('A Title', none)).toBeNull()
  })

  const sentence = fc
    .array(
      fc.constantFrom(
        ...'we propose models that learn which data, however (BERT) show results of the and in a novel “graph” $x$ by using (see both networks: by; not can improve [3] state-of-the-art e.g. training with 3.5 this paper'.split(
          ' ',
        ),
      ),
      { minLength: 1, maxLength: 90 },
    )
    .map((parts) => `${parts.join(' ')}.`)
  const anything = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', maxLength: 300 }))
  const abstracts = fc.oneof(
    fc.array(fc.oneof(sentence, anything), { maxLength: 8 }),
    fc.oneof(sentence, anything),
    fc.array(sentence, { maxLength: 8 }).map((sentences) => sentences.join(' ')),
  )

  it('is one line of at most 30 words that ends as a sentence, whatever the abstract', () => {
    fc.assert(
      fc.property(anything, abstracts, (title, abstract) => {
        const idea = ideaOf(title, abstract)
        if (idea === null) return
        expect(idea).not.toMatch(/[\n\r\v\f\u0085\u2028\u2029]/)
        expect(idea.split(/\s+/).length).toBeLessThanOrEqual(30)
        expect(idea).toMatch(/[.!?]$/)
      }),
      { numRuns: 500 },
    )
  })

  it('has only words of the abstract, in their order', () => {
    fc.assert(
      fc.property(anything, abstracts, (title, abstract) => {
        const said = lettersAndDigits([abstract].flat().join(' '))
        let from = 0
        for (const word of lettersAndDigits(ideaOf(title, abstract) ?? '')) {
          // Two statements may have been joined by it.
          if (word === 'and') continue
          const at = said.indexOf(word, from)
          expect(at, word).toBeGreaterThanOrEqual(from)
          from = at + 1
        }
      }),
      { numRuns: 500, examples: [['', ['we we we.', 'a``0']]] },
    )
  })

  it('comes from text of any length and shape', () => {
    for (const part of ['.', '-', '."', '(', 'a-', 'We show and show ', 'we, and we, ', 'We see (a) [b] that (c ']) {
      expect(() => ideaOf(part.repeat(50), part.repeat(200_000))).not.toThrow()
    }
  })
})

describe('the sentences of an abstract', () => {
  it('do not end at abbreviations, numbers, versions, initials or addresses', () => {
    const sentences = [
      'As Smith et al. (2019) and J. K. Lee found, e.g. in Fig. 3 and Eq. 2, a rate of 0.5 is best, i.e. half.',
      'Version 2.1.0 of the tool is at https://example.org/a.b?c=d now.',
      'It works with Node.js, etc.',
      'We like it!',
      'Does it scale?',
      'The U.S. census says so.',
    ]
    expect(textsOf(sentences.join(' '))).toEqual(sentences)
  })

  it('end at an abbreviation when a new sentence clearly begins', () => {
    expect(textsOf('It builds on Smith et al. We extend it.')).toEqual(['It builds on Smith et al.', 'We extend it.'])
  })

  it('are parted where the space is missing', () => {
    expect(textsOf('This is known.We show more.')).toEqual(['This is known.', 'We show more.'])
  })

  it('are mended when they come in pieces', () => {
    expect(textsOf(['We build a boat that', 'swims by itself.', 'It', 'is red.'])).toEqual([
      'We build a boat that swims by itself.',
      'It is red.',
    ])
  })

  it('come without what only sets letters or names parts', () => {
    expect(
      textsOf(
        'Background: Boats are \\emph{very} old~\\cite{noah}. Methods: We build {\\em new} ones. RESULTS: They swim at \\textbf{9 knots} in $k$ ``wild\'\' rivers, ``"or not".',
      ),
    ).toEqual(['Boats are very old.', 'We build new ones.', 'They swim at 9 knots in k “wild” rivers, "or not".'])
  })

  it.each([
    'CONCLUSIONS AND RELEVANCE Kettles that sing are heard.',
    'RESULTS Kettles that sing are heard.',
    'Main outcomes and measures: Kettles that sing are heard.',
    'Results. Kettles that sing are heard.',
    'Patients and Methods: Kettles that sing are heard.',
  ])('come without the label of their part: %s', (sentence) => {
    expect(textsOf(sentence).at(-1)).toBe('Kettles that sing are heard.')
  })

  it('keep a word that is a label elsewhere', () => {
    expect(textsOf('Results show that kettles sing.')).toEqual(['Results show that kettles sing.'])
  })

  it('know what their part tells, also where labels have no mark of their own', () => {
    const parts = sentencesOf(
      'Background Kettles are loud. Methods We listened to 40 kettles. Findings Between May and June, nine sang. Interpretation Some kettles sing. Funding The Guild.',
    )
    expect(parts).toEqual([
      { text: 'Kettles are loud.', part: 'before' },
      { text: 'We listened to 40 kettles.', part: 'work' },
      { text: 'Between May and June, nine sang.', part: 'result' },
      { text: 'Some kettles sing.', part: 'conclusion' },
      { text: 'The Guild.', part: 'work' },
    ])
  })

  it('may end with a letter that is no initial', () => {
    expect(textsOf('The curve has the form of an inverted U. Kettles in the middle sing.')).toEqual([
      'The curve has the form of an inverted U.',
      'Kettles in the middle sing.',
    ])
  })

  it('come without heading, bullets and stray stops', () => {
    expect(textsOf('Abstract: We look closer.\n\n• We see more.\n. Finally, we tell.')).toEqual([
      'We look closer.',
      'We see more.',
      'Finally, we tell.',
    ])
  })
})

describe('ROUGE', () => {
  it('compares stems', () => {
    expect(rougeWords('Relational hopping, agreed: caresses & ponies')).toEqual([
      'relat',
      'hop',
      'agre',
      'caress',
      'poni',
    ])
  })

  it('is the balance of what both have', () => {
    const [line, target] = [
      ['a', 'b', 'c', 'd'],
      ['a', 'c', 'b'],
    ]
    expect(rouge1(line, target)).toBeCloseTo(6 / 7)
    expect(rouge2(line, target)).toBe(0)
    expect(rougeL(line, target)).toBeCloseTo(4 / 7)
  })
})

it('ships its weights in less than 10 KB', () => {
  const shipped = readFileSync(new URL('../../src/library/idea/weights.json', import.meta.url))
  expect(shipped.length).toBeGreaterThan(1_000)
  expect(shipped.length).toBeLessThan(10_000)
})

it('is not what was only meant to be done, where something came of it', () => {
  const abstract =
    'OBJECTIVE To assess whether morning light improves the sleep of kettles. RESULTS Sleep rose by 7 points in the light group. CONCLUSIONS Morning light modestly improved the sleep of kettles in homes.'
  expect(ideaOf('Light and kettles', abstract)).toBe('Morning light modestly improved the sleep of kettles in homes.')
})

describe('training', () => {
  const topics = 'ledgers maps votes bridges clocks letters gardens rivers harbours kites ovens wells'.split(' ')
  const examples = topics.map((topic, at) => ({
    title: `On ${topic}`,
    sentences: [
      `Many people have long worked on ${topic} of the old kind.`,
      ...(at % 2 === 0 ? [`It is hard to tell good ${topic} from bad.`] : []),
      `We introduce a method that repairs broken ${topic} at night.`,
      'The code is available on the web.',
    ],
    targets: [`A method that repairs ${topic} at night.`],
  }))

  it('gives the same from the same examples', () => {
    expect(trainIdea(examples)).toEqual(trainIdea(examples))
  })

  it('learns which sentence people choose, also for papers that it has not seen', () => {
    const lead = scoreIdeas(examples, (_, abstract) => abstract[0] ?? null)
    expect(crossValidate(examples).rouge1).toBeGreaterThan(lead.rouge1 + 30)
  })

  it('learns another choice from other targets', () => {
    const turned = examples.map((example) => ({ ...example, targets: ['The code is available on the web.'] }))
    const ideaOfTurned = createIdeaOf(trainIdea(turned))
    expect(ideaOfTurned('On lanterns', [...ABSTRACT, 'The code is available on the web.'])).toMatch(/^The code/)
  })
})
