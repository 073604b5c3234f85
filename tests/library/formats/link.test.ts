import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  linkPage,
  linkQuery,
  linksAmong,
  type PaperLink,
  paperLink,
  paperLinks,
} from '../../../src/library/formats/link.ts'
import { pageOf, pageTyped } from '../../../src/library/formats/paper-sites.ts'

describe('a link to a paper', () => {
  it.each<[string, PaperLink]>([
    ['https://arxiv.org/abs/2412.14093v2', { site: 'arxiv', id: '2412.14093' }],
    ['http://www.arxiv.org/abs/2412.14093', { site: 'arxiv', id: '2412.14093' }],
    ['https://arxiv.org/pdf/2412.14093v1.pdf', { site: 'arxiv', id: '2412.14093' }],
    ['https://arxiv.org/html/2412.14093v2#S1', { site: 'arxiv', id: '2412.14093' }],
    ['https://arxiv.org/abs/2412.14093?context=cs', { site: 'arxiv', id: '2412.14093' }],
    ['https://arxiv.org/abs/cs/0501001v3', { site: 'arxiv', id: 'cs/0501001' }],
    ['https://arxiv.org/abs/math.GT/0309136', { site: 'arxiv', id: 'math.GT/0309136' }],
    ['arxiv.org/abs/2412.14093', { site: 'arxiv', id: '2412.14093' }],
    ['arXiv:2412.14093v2', { site: 'arxiv', id: '2412.14093' }],
    ['arxiv: 2412.14093', { site: 'arxiv', id: '2412.14093' }],
    ['2412.14093', { site: 'arxiv', id: '2412.14093' }],
    ['<https://arxiv.org/abs/2412.14093>', { site: 'arxiv', id: '2412.14093' }],
    ['https://huggingface.co/papers/2412.14093', { site: 'arxiv', id: '2412.14093' }],
    ['hf.co/papers/2412.14093', { site: 'arxiv', id: '2412.14093' }],
    ['https://www.alphaxiv.org/overview/2412.14093v1', { site: 'arxiv', id: '2412.14093' }],
    ['https://ar5iv.org/abs/2412.14093', { site: 'arxiv', id: '2412.14093' }],
    ['[a paper](https://arxiv.org/abs/2412.14093).', { site: 'arxiv', id: '2412.14093' }],
    ['(https://arxiv.org/abs/2412.14093)', { site: 'arxiv', id: '2412.14093' }],
    [
      'https://www.biorxiv.org/content/10.1101/2020.03.03.974485v1.full.pdf',
      { site: 'doi', id: '10.1101/2020.03.03.974485' },
    ],
    ['https://link.springer.com/article/10.1007/s11263-015-0816-y', { site: 'doi', id: '10.1007/s11263-015-0816-y' }],
    [
      'https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0012345',
      { site: 'doi', id: '10.1371/journal.pone.0012345' },
    ],
    ['https://www.nature.com/articles/nature14539', { site: 'doi', id: '10.1038/nature14539' }],
    ['https://aclanthology.org/N19-1423/', { site: 'doi', id: '10.18653/v1/n19-1423' }],
    ['aclanthology.org/2020.acl-main.1.pdf', { site: 'doi', id: '10.18653/v1/2020.acl-main.1' }],
    ['[2412.14093v2] Alignment faking in large language models', { site: 'arxiv', id: '2412.14093' }],
    ['arXiv:2412.14093v2 [cs.AI]', { site: 'arxiv', id: '2412.14093' }],
    ['biorxiv.org/content/10.1101/2023.05.01.538888v2.full', { site: 'doi', id: '10.1101/2023.05.01.538888' }],
    [
      'https://www.biorxiv.org/content/biorxiv/early/2023/05/02/2023.05.01.538888.full.pdf',
      { site: 'doi', id: '10.1101/2023.05.01.538888' },
    ],
    ['https://papers.ssrn.com/sol3/papers.cfm?abstract_id=3482150', { site: 'doi', id: '10.2139/ssrn.3482150' }],
    ['https://zenodo.org/records/1234567', { site: 'doi', id: '10.5281/zenodo.1234567' }],
    ['https://osf.io/preprints/psyarxiv/abcde_v2', { site: 'doi', id: '10.31234/osf.io/abcde' }],
    ['https://elifesciences.org/articles/12345', { site: 'doi', id: '10.7554/elife.12345' }],
    ['10.48550/arXiv.2412.14093', { site: 'arxiv', id: '2412.14093' }],
    ['https://doi.org/10.48550/ARXIV.2412.14093', { site: 'arxiv', id: '2412.14093' }],
    ['https://doi.org/10.1038/s41586-021-03819-2', { site: 'doi', id: '10.1038/s41586-021-03819-2' }],
    ['http://dx.doi.org/10.1145/3292500', { site: 'doi', id: '10.1145/3292500' }],
    ['doi.org/10.1145/3292500', { site: 'doi', id: '10.1145/3292500' }],
    ['doi:10.1145/3292500.ABC', { site: 'doi', id: '10.1145/3292500.abc' }],
    [
      '10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O',
      { site: 'doi', id: '10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o' },
    ],
    ['https://openreview.net/forum?id=Bkg6RiCqY7', { site: 'openreview', id: 'Bkg6RiCqY7' }],
    ['https://openreview.net/pdf?id=Bkg6RiCqY7', { site: 'openreview', id: 'Bkg6RiCqY7' }],
    ['openreview.net/forum?id=Bkg6RiCqY7&noteId=x', { site: 'openreview', id: 'Bkg6RiCqY7' }],
  ])('is known: %s', (text, link) => {
    expect(paperLink(text)).toEqual(link)
  })

  it.each([
    'https://example.org/abs/2412.14093',
    'https://arxiv.org/list/cs.CL/recent',
    'https://arxiv.org.evil.example/abs/2412.14093',
    'https://openreview.net/group?id=ICLR.cc',
    'https://openreview.net/forum?id=../x',
    'https://github.com/x/y',
    'Attention is all you need',
    '11.1000/182',
    '',
  ])('is not: %s', (text) => {
    expect(paperLink(text)).toBeNull()
  })

  it.each([
    ['PMID: 31452104', 'https://pubmed.ncbi.nlm.nih.gov/31452104/'],
    ['PMC6715190', 'https://pmc.ncbi.nlm.nih.gov/articles/PMC6715190/'],
    [
      'https://www.ncbi.nlm.nih.gov/pmc/articles/PMC6715190/pdf/x.pdf',
      'https://pmc.ncbi.nlm.nih.gov/articles/PMC6715190/',
    ],
    [
      'proceedings.neurips.cc/paper_files/paper/2022/file/3f5ee243-Paper-Conference.pdf',
      'https://proceedings.neurips.cc/paper_files/paper/2022/hash/3f5ee243-Abstract-Conference.html',
    ],
    ['http://proceedings.mlr.press/v9/a10a/a10a.pdf', 'http://proceedings.mlr.press/v9/a10a.html'],
    ['https://www.jmlr.org/papers/volume21/20-074/20-074.pdf', 'https://www.jmlr.org/papers/v21/20-074.html'],
    ['https://aclanthology.org/P05-1001.pdf', 'https://aclanthology.org/P05-1001/'],
    ['https://hal.science/hal-01234567v2/document', 'https://hal.science/hal-01234567'],
    ['https://ieeexplore.ieee.org/document/7780459', 'https://ieeexplore.ieee.org/document/7780459'],
  ])('%s is the page %s', (text, page) => {
    expect(paperLink(text)).toBeNull()
    expect(pageOf(pageTyped(text) ?? '')).toBe(page)
  })

  it.each(['Attention is all you need', 'and/or', 'e.g. this', 'v1.2/x', 'PMID', 'TCP/IP'])('%s is no page', (text) => {
    expect(pageTyped(text)).toBeNull()
  })

  it('leads to the page that it came from', () => {
    for (const link of [
      'https://arxiv.org/abs/2412.14093',
      'https://doi.org/10.1145/3292500',
      'https://openreview.net/forum?id=Bkg6RiCqY7',
    ]) {
      const known = paperLink(link)
      expect(known && linkPage(known)).toBe(link)
    }
  })

  it('of an old kind is asked for without its subject class', () => {
    const link = paperLink('https://arxiv.org/abs/math.GT/0309136')
    expect(link && linkQuery(link).path).toContain('id_list=math%2F0309136&')
  })

  it('asks for nothing but itself, whatever stands in a DOI', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (rest) => {
        const link = paperLink(`10.1000/${rest}`)
        if (link?.site !== 'doi') return
        const url = new URL(`https://doi.example${linkQuery(link).path}`)
        expect([url.origin, url.search, url.hash]).toEqual(['https://doi.example', '', ''])
      }),
    )
  })
})

describe('what somebody wrote', () => {
  it.each<[string, PaperLink[]]>([
    ['Have you seen https://arxiv.org/abs/2412.14093v2?', [{ site: 'arxiv', id: '2412.14093' }]],
    [
      '“Rings” (https://doi.org/10.1145/3292500), and arXiv: 2412.14093!',
      [
        { site: 'doi', id: '10.1145/3292500' },
        { site: 'arxiv', id: '2412.14093' },
      ],
    ],
    [
      '[this](https://example.org) <https://openreview.net/forum?id=Bkg6RiCqY7>',
      [{ site: 'openreview', id: 'Bkg6RiCqY7' }],
    ],
    ['doi:10.1016/S0140-6736(97)11096-0.', [{ site: 'doi', id: '10.1016/s0140-6736(97)11096-0' }]],
    ['(doi:10.1016/S0140-6736(97))', [{ site: 'doi', id: '10.1016/s0140-6736(97)' }]],
    ['2412.14093 is 10.1145 times as many', []],
    ['nothing here', []],
  ])('holds its links to papers: %s', (text, links) => {
    expect(linksAmong(text)).toEqual(links)
  })
})

describe('a text of links', () => {
  it('is one if there is nothing else in it', () => {
    expect(
      paperLinks('arXiv:2412.14093\n\nhttps://doi.org/10.1145/3292500, https://arxiv.org/abs/2412.14093v3\n'),
    ).toEqual([
      { site: 'arxiv', id: '2412.14093' },
      { site: 'doi', id: '10.1145/3292500' },
    ])
  })

  it.each([
    'See arXiv:2412.14093',
    'https://arxiv.org/abs/2412.14093 is good',
    '',
    ' \n',
    '@article{arXiv:2412.14093}',
  ])('is none otherwise: %s', (text) => expect(paperLinks(text)).toBeNull())

  it.each([
    ['https://www.tandfonline.com/doi/full/10.5555/Cogs.5', '10.5555/cogs.5'],
    ['https://link.springer.com/content/pdf/10.5555/cogs-5.pdf', '10.5555/cogs-5'],
    ['https://www.biorxiv.org/content/10.1101/2024.01.02.573456v2.full.pdf+html', '10.1101/2024.01.02.573456'],
    ['https://www.medrxiv.org/content/10.64898/2025.12.02.25341234v1.full', '10.64898/2025.12.02.25341234'],
    ['https://journals.example.org/articles/10.5555/cogs.5/full', '10.5555/cogs.5'],
    ['https://pubs.example.org/en/toc/abc/10.5555/cogs.5', '10.5555/cogs.5'],
    ['DOI 10.5555/cogs.5', '10.5555/cogs.5'],
  ])('to %s is the DOI in it', (address, id) => {
    expect(paperLink(address)).toEqual({ site: 'doi', id })
  })

  it('may be typed as arXiv and its number, several in one message', () => {
    expect(paperLinks('arXiv 2412.14093 and-so')).toBeNull()
    expect(paperLinks('arXiv 2412.14093, DOI 10.5555/cogs.5')).toEqual([
      { site: 'arxiv', id: '2412.14093' },
      { site: 'doi', id: '10.5555/cogs.5' },
    ])
  })
})
