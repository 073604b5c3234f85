import { describe, expect, test } from 'vitest'
import { format } from '../../../src/library/formats/pasted-paper.ts'
import { choose } from '../../../src/library/registry.ts'
import { fixture, papersIn } from './fixture.ts'

describe('a pasted paper', () => {
  test('is read with the facts that the page of arXiv prints around it, its title be broken or not', () => {
    expect(papersIn(format, fixture('pasted-paper-page.txt'))).toEqual([
      {
        title: 'Porcelain Hands: Grasping What Breaks With Less Force',
        abstract:
          'Robots drop cups or crush them. Porcelain Hands measures how a cup gives way and holds it with no more force than that.',
        authors: ['Ada Brun', 'Teo de la Cruz', 'Mei-Lin Zhao'],
        authorsCount: 3,
        date: '2024-05-03',
        link: 'https://arxiv.org/abs/2405.90017v2',
        arxivId: '2405.90017',
        tags: ['cs.RO', 'cs.LG'],
      },
    ])
  })

  test('is read from the first page of a journal, whose heads are no title and whose first section ends the abstract', () => {
    const physics =
      'COGS REVIEW D  VOLUME 23, NUMBER 2  15 JANUARY 1981\n\nTurning mills: A possible answer to the noise and rust prob-\nlems of gears\n\nAda H. Brun*\nGear Center, Lund University, Lund\n(Received 11 August 1980)\n\nThe standard picture of mills requires gears which are problem-\natic in two ways: (1) They are assumed to be highly polished, in spite of the fact that nobody polishes\nthem; and (2) their teeth must be cut to extraordinary accuracy so that the mill is as quiet as the one that one hears today.\n\nI. INTRODUCTION: NOISE AND RUST\n\nThe standard picture relies on gears which are puzzling in two ways that are explained below.\n\n*Present address: Moss Institute.\n'
    const psychology =
      'Contents lists available at GearDirect\n\nJournal of Memory and Gears\n\njournal homepage: www.example.com/locate/jmg\n\nOriginal Article\n\nSlow turning improves later recall of what a gear\nwas for in adults\n\nAda Brun a,*, Teo Cruz b, Mei Zhao a\n\na Department of Psychology, University of Oslo, Norway\nb Gear Institute, Lund, Sweden\n\nA B S T R A C T\n\nIn two experiments, we show that adults who turned a gear slowly remem-\nbered its use better a week later. The effect was larger for gears that they had\noiled themselves.\n\n1. Introduction\n\nGears have been studied since antiquity. Yet few studies ask what people remember.\n'
    const read = [physics, psychology].map((text) => choose({ name: 'page.txt', text })?.parsed.digest?.papers)
    expect(read).toMatchObject([
      [{ title: 'Turning mills: A possible answer to the noise and rust problems of gears', authors: ['Ada H. Brun'] }],
      [
        {
          title: 'Slow turning improves later recall of what a gear was for in adults',
          authors: ['Ada Brun', 'Teo Cruz', 'Mei Zhao'],
          abstract: expect.stringMatching(/^In two experiments.*oiled themselves\.$/s),
        },
      ],
    ])
  })

  test('has its idea, keywords and number from labels, also where they stand above what they announce', () => {
    expect(papersIn(format, fixture('pasted-paper-labels.txt'))).toEqual([
      {
        title: 'The Long Echo of a Short Prompt',
        idea: 'One early line steers what a model writes thousands of words later.',
        abstract:
          'What stands first in a prompt is felt for long. This study follows single lines through long answers. Their echo fades with depth and returns when a topic does.',
        authors: ['Nia Okoro', 'Jan van der Meer'],
        authorsCount: 2,
        date: '2024-09-22',
        doi: '10.5555/echo.7',
        tags: ['prompts', 'memory', 'long contexts'],
      },
    ])
  })

  test('needs no label where all of it is a title, names and an abstract', () => {
    expect(papersIn(format, fixture('pasted-paper-bare.txt'))).toEqual([
      {
        title: 'Counting Sheep Without Sleep: Tallies in Small Transformers',
        abstract: expect.stringMatching(/^Small transformers count badly.*ten times as large\.$/),
        authors: ['Nia Okoro', 'Jan van der Meer'],
        authorsCount: 2,
        link: 'https://arxiv.org/abs/2405.90021',
        arxivId: '2405.90021',
      },
    ])
  })

  test('may be one of a listing', () => {
    expect(papersIn(format, fixture('pasted-paper-listing.txt'))).toMatchObject([
      {
        title: 'Moss Grows on Stale Weights',
        arxivId: '2405.90031',
        authors: ['Ada Brun', 'Teo de la Cruz'],
        abstract: expect.stringMatching(/^Weights that.*covers\.$/),
        tags: ['cs.LG'],
      },
      { title: 'A Kettle Is Not a Pot', arxivId: '2405.90032', authors: ['Mei-Lin Zhao'], tags: ['cs.CV', 'cs.RO'] },
    ])
  })

  const MODEL = 'The model with a small probe beats the baseline on three benchmarks and on the larger datasets, too.'
  test.each([
    [
      'in one line',
      `Title: Old Gears. Authors: Ada Brun, Mei Zhao. Abstract: ${MODEL}`,
      ['Ada Brun', 'Mei Zhao'],
      MODEL,
    ],
    [
      'below labels',
      `Title\nOld Gears\n\nAuthors\nAda Brun\nMei Zhao\n\nAbstract\n${MODEL}\n`,
      ['Ada Brun', 'Mei Zhao'],
      MODEL,
    ],
    ['in Markdown', `# Old Gears\n\n**Authors:** Ada Brun\n\n## Abstract\n\n${MODEL}\n`, ['Ada Brun'], MODEL],
    [
      'with a section below',
      `Old Gears\nBrun A, Zhao ML\nAbstract—${MODEL}\n\n1 Introduction\nGears turn.\n`,
      ['A Brun', 'ML Zhao'],
      MODEL,
    ],
    ['with its number', `Old Gears (arXiv:2405.90061)\nAda Brun\nAbstract: ${MODEL}\n`, ['Ada Brun'], MODEL],
    ['without its abstract', 'Title: Old Gears\nAuthor: Ada Brun\nYear: 2019\n', ['Ada Brun'], undefined],
  ])('is one %s', (_, text, authors, abstract) => {
    const source = { name: 'pasted', text }
    expect(choose(source)?.format.name).toBe('pasted-paper')
    const [paper, ...others] = papersIn(format, source)
    expect(others).toEqual([])
    expect([paper?.title, paper?.authors, paper?.abstract]).toEqual(['Old Gears', authors, abstract])
  })

  test.each([
    [
      'a journal',
      `Article\nOpen access\nPublished: 15 July 2021\nOld Gears\nAda Brun, Mei Zhao & Teo Cruz\nCogs volume 5, pages 3–9 (2021)Cite this article\n\n1.2k Accesses\n\nAbstract\n${MODEL}\n`,
    ],
    [
      'PubMed',
      `J Cogs. 2021 Jul 15;5(3):3-9. doi: 10.5555/Cogs.5.\nOld Gears\nAda Brun 1 2, Mei Zhao 3, Teo Cruz 1\nAffiliations expand\nPMID: 318 DOI: 10.5555/Cogs.5\nAbstract\n${MODEL}\nKeywords: gears.\n`,
    ],
    [
      'a society',
      `Old Gears\nPublisher: SOC\nCite This\nPDF\nAda Brun; Mei Zhao; Teo Cruz\nAll Authors\n30\nCites in\nPapers\nAbstract:\n${MODEL}\nPublished in: 2021 Conference on Cogs\n`,
    ],
    [
      'a chat',
      `*Old Gears*\n_Ada Brun, Mei Zhao, Teo Cruz_\n\n> We present gears that turn without a sound, and never wear. ${MODEL}\n`,
    ],
    [
      'a program',
      `Title: Old Gears\nAuthors: Ada Brun, Mei Zhao, Teo Cruz\nSummary: ${MODEL}\n\nTitle: Moss\nAuthors: Ada Brun\nSummary: ${MODEL}\n`,
    ],
    [
      'notes',
      `## Old Gears\n\n- **Authors**: Ada Brun, Mei Zhao, Teo Cruz\n- **Venue**: Cogs 2021\n- **Abstract**: ${MODEL}\n\n## Moss\n\n- **Abstract**: ${MODEL}\n`,
    ],
  ])('is read as %s hands it on', (_, text) => {
    const source = { name: 'pasted', text }
    expect(choose(source)?.parsed.digest?.papers[0]).toMatchObject({
      title: 'Old Gears',
      authors: ['Ada Brun', 'Mei Zhao', 'Teo Cruz'],
      abstract: expect.stringMatching(/The model with a small probe.*datasets, too\.$/),
    })
  })

  test.each([
    [
      'news',
      'Orbit Labs Opens in Oslo\nThe company said on Tuesday that it will hire two hundred people. Analysts expect that others will follow, though some doubt that power will be cheap enough for large models.',
    ],
    [
      'an announcement',
      'Our New Docs Site\n\nWe present our new site for learning. We evaluate your feedback and introduce a search that you will like, and our models help you. Please try it today and tell us what you think!',
    ],
    [
      'minutes',
      `Meeting Notes\n\nAna and Tom were there. ${MODEL} Tom reads on until Tuesday, and then they decide on what to hand in.`,
    ],
    [
      'an opening',
      'Engineer for Evaluation\n\nWe build models that people rely on. You will design benchmarks and datasets, run experiments, and present results to our teams. We offer thirty days of leave and a good canteen.',
    ],
    [
      'a post with notes on top',
      '---\ntitle: How I Cook\nauthor: Ada Brun\ndate: 2024-03-12\n---\n\nCooking came late to me. My mother did not cook, and I do.\n',
    ],
    [
      'a word on abstracts',
      'Abstract: what a word. People use it for art, for thought and for the tops of papers. I like it best for art.',
    ],
    [
      'a guide',
      '# Lantern\n\nA library for probes. We present results on benchmarks and datasets in our experiments, and show how models learn.\n\n## Usage\n\n    lantern train\n\nThen wait.\n',
    ],
  ])('is not taken from %s', (_, text) => {
    expect(choose({ name: 'pasted', text })).toBeNull()
  })
})
