import { describe, expect, test } from 'vitest'
import { format } from '../../../src/library/formats/comment-feed.ts'
import { choose } from '../../../src/library/registry.ts'
import { digestOf, fixture, titlesOf } from './text-fixtures.ts'

describe('a feed of comments that run together', () => {
  const digest = digestOf(format, fixture('comment-feed.txt'))

  test('comes apart into comments, a list staying with what introduces it', () => {
    expect(digest.comments).toHaveLength(11)
    expect(digest.comments).toContain('What would convince you:\n\na larger model\n\nmore seeds\n\nor both')
    expect(digest.comments).toContain('Oh, fair point. Could you share the code, please?')
    expect(digest.comments.join('\n')).not.toMatch(/^tessa-q$/m)
  })

  test('gives the works it names, quotes, cites and links to, none of them as reviewed', () => {
    expect(titlesOf(digest).toSorted()).toEqual(
      [
        'HASHMOE',
        'route-finder',
        'dStar-Plan',
        'Dense Thoughts: Reasoning Between the Tokens',
        'hash-attempts',
        'Osei et al. 2023',
        'Prado 2022',
        'Limits of Trying Again',
        'arXiv:2508.01234',
        'OpenReview AbC123',
      ].toSorted(),
    )
    expect(digest.papers.filter(({ reviewed }) => reviewed)).toEqual([])
    expect(digest.papers).toContainEqual(
      expect.objectContaining({ title: 'hash-attempts', link: 'https://github.com/tessaq/hash-attempts' }),
    )
    expect(digest.papers).toContainEqual(
      expect.objectContaining({ arxivId: '2508.01234', link: 'https://arxiv.org/abs/2508.01234v1' }),
    )
  })
})

test('parts comments where a site says who wrote them, and reads a bot’s list of works', () => {
  const digest = digestOf(format, fixture('comment-feed-hub.md'))
  expect(digest.comments.slice(1)).toEqual([
    'Thanks, but did you read the second one?\n\nIt argues the opposite.',
    'It argues the opposite.\n\nI wrote it, so yes! You are right though.',
  ])
  expect(digest.papers).toMatchObject([
    { title: 'Hashing Is All You Route', date: '2025', arxivId: '2507.00001', reviewed: false },
    { title: 'Experts on Strike', date: '2025', arxivId: '2507.00002', reviewed: false },
  ])
})

test.each([
  ['Has anyone replicated LEACE yet?', 'LEACE'],
  ['This was done in rStar-Math already.', 'rStar-Math'],
  ['It is in the book “Thinking in Circles” somewhere.', 'Thinking in Circles'],
  ['As shown by Osei and Prado (2021), it fails.', 'Osei and Prado 2021'],
  ['I agree with the Sleepy Heads of State paper here.', 'Sleepy Heads of State'],
  ['Read https://doi.org/10.1000/ABC for more.', 'doi:10.1000/ABC'],
])('finds the work in “%s”', (line, title) => {
  expect(titlesOf(digestOf(format, { name: 'feed', text: line }))).toEqual([title])
})

test.each([
  'I agree with the Google DeepMind paper here.',
  'In May 2024 nobody believed it, and ICML 2024 changed nothing.',
  'I asked GPT-4 and ChatGPT on my GPU, via the OpenAI API.',
  'They call it “policy distillation” or “behavioral cloning”.',
  'See https://twitter.com/someone/status/1 for the joke.',
  'The Self-Driving paper trail ends here, so look at the loss.',
])('finds no work in “%s”', (line) => {
  expect(digestOf(format, { name: 'feed', text: line }).papers).toEqual([])
})

test('names a work once, with the link that stands beside its title', () => {
  const text =
    'The paper “Dense Thoughts Between Tokens” is at https://arxiv.org/abs/2508.01234.\nI read “Dense Thoughts Between Tokens” twice.'
  expect(digestOf(format, { name: 'feed', text }).papers).toMatchObject([
    { title: 'Dense Thoughts Between Tokens', arxivId: '2508.01234', link: 'https://arxiv.org/abs/2508.01234' },
  ])
})

test.each([
  ['tessa-q 2mo 12 6', 'otto_b 3 Apr 2025 7'],
  ['[-]Tessa Quill1y196', '[-]Otto Berg8mo-3-5'],
  ['tessa-q 6 Jan 2025 3:14 UTC', 'otto 7 Jan 2025 15:00 UTC'],
  ['u/tessa • 3 yr. ago', 'u/[deleted] • 2 yr. ago • Edited 2 yr. ago'],
  ['**tessa** · 3 months ago · 4 points', '**otto** · 2 months ago'],
])('parts comments at “%s” and “%s”, without what the page prints around them', (first, second) => {
  const text = `Comments (2)\n${first}\n5 points\non: An open thread\nIt is fine.\n\nIt really is.\nReply\n\n${second}\nUpvote\nIs it, though? ... (read more)\n[deleted]`
  expect(digestOf(format, { name: 'feed', text }).comments).toEqual(['It is fine.\n\nIt really is.', 'Is it, though?'])
})

test.each([
  ['This is dRoute (Nov 2023 paper), with fewer steps.', 'dRoute'],
  ['The Marmot paper has a curve like yours.', 'Marmot'],
  ['Orbit’s new paper ‘Mapping the Mind of a Marmot’ is out.', 'Mapping the Mind of a Marmot'],
  ['I would read Sleepy Heads: An Introduction by Osei and Prado first.', 'Sleepy Heads: An Introduction'],
  ['Marmot Steering (Zhou et al, 2023) found the same.', 'Marmot Steering'],
  ['Sleepy Heads Outperform Wakeful Circuit Discovery has some.', 'Sleepy Heads Outperform Wakeful Circuit Discovery'],
  ['See Zhou et al. [2023] on this.', 'Zhou et al. 2023'],
  ['It is arXiv:2508.01234, I think.', 'arXiv:2508.01234'],
  ['My question was about doi:10.1000/ABC, though.', 'doi:10.1000/ABC'],
  ['As in the Osei paper. You know, Osei et al. 2023.', 'Osei et al. 2023'],
])('finds the one work in “%s”', (line, title) => {
  expect(titlesOf(digestOf(format, { name: 'feed', text: line }))).toEqual([title])
})

test.each([
  'It is “unreasonable effectiveness of ...” all over again.',
  'The RLHF paper trail and the LLM paper are no help.',
  'They call it ‘Grand Vision’ or ‘Cheap Experiments’.',
  'Fine, see Table 3. But I disagree.',
])('finds nothing to read in “%s”', (line) => {
  expect(digestOf(format, { name: 'feed', text: line }).papers).toEqual([])
})

describe.each([
  ['Reddit', ['u/tessa_q', '•', '3h ago'], ['12', 'Reply', 'Share']],
  ['X', ['Tessa Quill', '@tessaq', '·', 'Oct 29, 2024'], ['4', '1.2K', '48.2K Views']],
  ['Hugging Face', ['tessa-q', 'Paper author', 'Jan 21', '•', 'edited Jan 22'], ['Reply']],
  ['Slack', ['Tessa Quill  10:32 AM'], [':raised_hands: 3', '2 replies', 'Last reply today at 11:20 AM']],
  ['Discord', ['tessa — 01/14/2025 8:02 PM'], []],
  ['Hacker News', ['tessa99q 9 months ago | root | parent | next [–]'], []],
])('the comments of a page of %s', (_site, byline, chrome) => {
  const block = (said: string) => [...byline, said, ...chrome].join('\n')
  const text = [
    'A page about marmots',
    block('It is fine, as far as I can tell.'),
    block('Is it, though, with so few of them?'),
    block('Yes, see what I wrote above.'),
  ].join('\n')

  test('come apart where it says who wrote them', () => {
    expect(digestOf(format, { name: 'page', text }).comments).toEqual([
      'It is fine, as far as I can tell.',
      'Is it, though, with so few of them?',
      'Yes, see what I wrote above.',
    ])
  })

  test('are known for what they are', () => {
    expect(choose({ name: 'page', text })?.format.name).toBe('comment-feed')
  })
})

test('leaves out what a forum’s page says of the member whose comments it holds', () => {
  const text =
    '## LESSWRONGLW\n\ntessa-q\n\nI study marmots.\n\n# Wiki Contributions\n\nI see what you mean now, thanks!\n\nSorry, I meant the other one of the two.\n\nDo you have the code? I would like to run it.\n\nI think you have it upside down.'
  const found = choose({ name: 'page', text })?.format
  expect(found?.name).toBe('comment-feed')
  expect(digestOf(format, { name: 'page', text }).comments[0]).toBe('I see what you mean now, thanks!')
})

test.each([
  ['You might like MarmotNet, it has fewer steps.', [['MarmotNet', null]]],
  [
    'Try HashTopK https://arxiv.org/abs/2508.01234, which is one of two. LoRA is the other.',
    [
      ['HashTopK', '2508.01234'],
      ['LoRA', null],
    ],
  ],
  [
    'New paper! We show that LoRA is not enough. arxiv.org/abs/2508.01234',
    [
      ['LoRA', null],
      ['arXiv:2508.01234', '2508.01234'],
    ],
  ],
  ['LoRA. Not a joke, it halved my bill. https://arxiv.org/abs/2106.09685', [['LoRA', '2106.09685']]],
  [
    'The [MRT paper](https://arxiv.org/abs/2508.01234) has it, and [our paper](https://arxiv.org/abs/2508.05678) too.',
    [
      ['MRT', '2508.01234'],
      ['arXiv:2508.05678', '2508.05678'],
    ],
  ],
  [
    'The HashMoe paper and Sleepy Marmots paper could be modified.',
    [
      ['HashMoe', null],
      ['Sleepy Marmots', null],
    ],
  ],
  ['I read “LoRA Sleeps Less and Forgets Less” twice.', [['LoRA Sleeps Less and Forgets Less', null]]],
  ['Marmots of Depth: Routing Tokens Twice (arxiv.org)', [['Marmots of Depth: Routing Tokens Twice', null]]],
  ['[R] Marmots of Depth', [['Marmots of Depth', null]]],
  ['Sleepy Experts Route Themselves Home (2024)', [['Sleepy Experts Route Themselves Home', null]]],
  ['I tried to replicate Sleepy Transformer on my own logs.', [['Sleepy Transformer', null]]],
  ['Osei and Prado’s Marmots has them.', [['Marmots', null]]],
  ['Tessa Quill’s “Draft report on marmots” has them.', [['Draft report on marmots', null]]],
  ['We redid it (“Marmot Scaling: a replication attempt”).', [['Marmot Scaling: a replication attempt', null]]],
  ['That matches “What do marmots learn?” on bioRxiv.', [['What do marmots learn?', null]]],
  ['* My prompts are in [this repo](https://github.com/tessaq/prompts)', [['prompts', null]]],
  ['* [Sleepy Heads](https://arxiv.org/abs/2508.01234), which I liked', [['Sleepy Heads', '2508.01234']]],
  ['As in Osei and Prado (2023), “Marmots Are Small”.', [['Marmots Are Small', null]]],
  ['“Marmots Without Regret” says no, as long as they sleep.', [['Marmots Without Regret', null]]],
  ['I am not convinced by “The Marmot Illusion”.', [['The Marmot Illusion', null]]],
  ['I recommend the book The Marmot Problem by Tessa Quill to anyone.', [['The Marmot Problem', null]]],
  ['I found “What marmots look like” true. What 2026 brings, we shall see.', [['What marmots look like', null]]],
  ['She said “It is not a paper” to me, and I wrote “Not today, thanks” back.', []],
  ['I’m on a MacBook Pro with an M3 Max, at 3:14 PM https://example.org/x', []],
])('finds in “%s” the works %j', (line, works) => {
  const { papers } = digestOf(format, { name: 'feed', text: line })
  expect(papers.map(({ title, arxivId }) => [title, arxivId])).toEqual(works)
})

describe('the page of a member of a forum, which has no marks at all', () => {
  const text = [
    'I ran the direct test, and most of what I called steering was the token itself.',
    'Tessa Quill',
    'Tessa Quill’s Shortform',
    'I dug deeper, and from the middle layers on it is another direction. I tried it on three queries:',
    'Marmots: 86% recovery, No→Yes',
    'Nuts: 100% recovery, No→Yes',
    'Thank you for pushing on this, as I would have built on it otherwise.',
    'The utility of marmots is that they sleep without being told to, which is more than I can say of this proj... (read more)',
  ]

  test('is known by the person who speaks', () => {
    const few = text.filter((line) => line.length > 60).slice(0, 4)
    expect(choose({ name: 'page', text: few.join('\n') })?.format.name).toBe('comment-feed')
    expect(choose({ name: 'page', text: text.join('\n') })?.format.name).toBe('comment-feed')
  })

  test('gives no name for a comment, none twice, and lines below a colon with what introduces them', () => {
    const { comments } = digestOf(format, { name: 'page', text: [...text, text[0]].join('\n') })
    expect(comments.map((comment) => comment.slice(0, 12))).toEqual([
      'I ran the di',
      'I dug deeper',
      'Thank you fo',
      'The utility ',
    ])
    expect(comments[1]?.split('\n\n')).toHaveLength(3)
  })
})
