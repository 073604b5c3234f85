import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { benchCorpus } from './corpus.ts'

it('says by kind which titles and facts were read, which are none, and what was lost unsaid', async () => {
  const corpus = await mkdtemp(join(tmpdir(), 'lectern-corpus-'))
  try {
    for (const folder of ['docs', 'truth']) await mkdir(join(corpus, folder))
    const list = '# Papers\n\n- [On Newts and Owls](https://arxiv.org/abs/2401.00001) by Ada Brun\n'
    await writeFile(
      join(corpus, 'docs', '01-list.md'),
      `${list}- [On Bats at Night](https://arxiv.org/abs/2401.00002)\n`,
    )
    await writeFile(
      join(corpus, 'docs', '02-bib.bib'),
      '@article{a, title={On Moths}, author={Brun, Ada}, year={2024}}',
    )
    const truth = {
      '01-list': {
        papers: [
          { title: 'On Newts and Owls', arxivId: '2401.00001', authorsCount: 2 },
          { title: 'On Frogs in Spring', arxivId: '2401.00003' },
        ],
      },
      '02-bib': { papers: [{ title: 'On Moths', authorsCount: 1, dateISO: '2024' }] },
    }
    await writeFile(join(corpus, 'truth', 'all.json'), JSON.stringify(truth))
    const told: object[] = []
    await benchCorpus(corpus, (figure) => void told.push(figure))
    expect(told).toEqual([
      { bench: 'reading of list', titles: 2, recall: 0.5, precision: 0.5, facts: 2, factsRight: 0.5, lostUnsaid: 1 },
      { bench: 'reading of bib', titles: 1, recall: 1, precision: 1, facts: 2, factsRight: 1, lostUnsaid: 0 },
      {
        bench: 'reading of the whole corpus',
        documents: 2,
        titles: 3,
        recall: 0.67,
        precision: 0.67,
        facts: 4,
        factsRight: 0.75,
        lostUnsaid: 1,
      },
    ])
  } finally {
    await rm(corpus, { recursive: true, force: true })
  }
})
