import { expect, test } from 'vitest'
import { format } from '../../../src/library/formats/arxiv-mail.ts'
import { choose } from '../../../src/library/registry.ts'
import { fixture, papersIn } from './fixture.ts'

test('a mail of arXiv gives its papers, those without an abstract too, and the days of which it tells', () => {
  expect(papersIn(format, fixture('arxiv-mail.txt'))).toEqual([
    {
      title: 'Ladders for Legged Machines: Climbing Where Wheels Give Up',
      abstract:
        'A machine with four legs learns to climb ladders from a hundred short clips. It falls less than its teacher, and gets up by it-self.',
      authors: ['René Dubois', 'Ada Brun', 'Teo de la Cruz'],
      authorsCount: 3,
      date: '2024-05-02',
      link: 'https://arxiv.org/abs/2405.90041',
      arxivId: '2405.90041',
      doi: '10.5555/ladder.3',
      tags: ['cs.RO', 'cs.AI'],
    },
    {
      title: 'Old Gears',
      authors: ['Mei-Lin Zhao'],
      authorsCount: 1,
      link: 'https://arxiv.org/abs/2301.90007',
      arxivId: '2301.90007',
      tags: ['cs.RO'],
    },
  ])
  expect(format.parse(fixture('arxiv-mail.txt')).digest).toMatchObject({
    title: 'Robotics',
    period: { from: '2024-05-02', to: '2024-05-03' },
  })
})

test('what stands above a mail is none of its papers', () => {
  const rule = '-'.repeat(78)
  const text = `${rule}\nSend any comments regarding submissions directly to submitter.\n${rule}\nArchives at http://arxiv.org/\n${rule}\n${rule}\n\\\\\narXiv:2402.90001\nDate: Tue, 6 Feb 2024 19:00:01 GMT   (3100kb,D)\n\nTitle: Old Gears\nAuthors: Ada Brun, Teo Cruz\nCategories: cs.RO\n\\\\\n  We turn gears until they are warm, and say how long that takes.\n\\\\ ( https://arxiv.org/abs/2402.90001 ,  3100kb)\n${rule}\n\\\\\narXiv:2402.90002\nDate: Tue, 6 Feb 2024 20:00:01 GMT   (12kb)\n\nTitle: Moss on Stones\nAuthors: Mei Zhao\nCategories: cs.RO\n\\\\\n  We watch moss grow, and say how long that takes.\n\\\\ ( https://arxiv.org/abs/2402.90002 ,  12kb)\n${rule}\n\\\\\narXiv:2402.90003\nDate: Tue, 6 Feb 2024 21:00:01 GMT   (12kb)\n\nTitle: Kettles\nAuthors: Ken Ito\nCategories: cs.RO\n\\\\ ( https://arxiv.org/abs/2402.90003 ,  12kb)\n`
  expect(choose({ name: 'mail.txt', text })?.parsed.digest?.papers.map(({ title }) => title)).toEqual([
    'Old Gears',
    'Moss on Stones',
    'Kettles',
  ])
})
