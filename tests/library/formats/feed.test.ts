import { describe, expect, test } from 'vitest'
import { decode } from '../../../src/library/decode.ts'
import { format } from '../../../src/library/formats/feed.ts'
import { fixture, papersIn, problemsIn } from './fixture.ts'

describe('a feed', () => {
  test('in RSS 2.0 has its HTML read as text, and signs that are no HTML left alone', () => {
    expect(papersIn(format, fixture('feed-rss2.xml'))).toEqual([
      {
        title: 'Why Rest Helps R&D',
        abstract: 'Rest helps.\n\nIt really does — we’ve measured.',
        authors: ['Ada Lovelace', 'Alan Turing'],
        authorsCount: 2,
        date: '2024-12-18',
        link: 'https://notes.example.org/rest',
        doi: '10.5555/rest.1',
        comments: 7,
        tags: ['rest'],
      },
      {
        title: 'On a < b',
        abstract: 'Order\n\nAbout order.',
        authors: ['Ada Lovelace'],
        authorsCount: 1,
        link: 'https://notes.example.org/order',
      },
    ])
    expect(problemsIn(format, fixture('feed-rss2.xml'))).toEqual(['26: This entry has no title; it is left out.'])
  })

  test('in RSS 1.0 has its items beside the channel', () => {
    expect(papersIn(format, fixture('feed-rdf.xml'))).toMatchObject([
      { title: 'Resting States', doi: '10.5555/rest.2', authors: ['A. Lovelace'], date: '2024-11-02' },
    ])
  })

  test('in Atom may bear a prefix, and its texts say what they are', () => {
    expect(papersIn(format, fixture('feed-atom.xml'))).toEqual([
      {
        title: 'Small Steps',
        abstract: 'Steps, small.',
        authors: ['Ada Lovelace', 'Alan Turing'],
        authorsCount: 2,
        date: '2024-12-18',
        link: 'https://lab.example.org/steps',
        tags: ['Steps'],
      },
    ])
    expect(format.parse(fixture('feed-atom.xml')).digest).toMatchObject({
      title: "A Lab's Blog",
      source: 'https://lab.example.org/',
      period: { from: '2024-12-18', to: '2024-12-18' },
    })
  })

  test.each(['iso-8859-1', 'windows-1252', 'utf-16le', 'utf-8'])(
    'is read in the encoding %s that it declares',
    (encoding) => {
      const text = `<?xml version="1.0" encoding="${encoding}"?><rss version="2.0"><channel><title>T</title><item><title>Über Größe</title></item></channel></rss>`
      const wide = encoding === 'utf-16le'
      const bytes = wide
        ? Buffer.from(`\uFEFF${text}`, 'utf16le')
        : Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'latin1')
      const { source, problems } = decode('feed.xml', bytes)
      expect(problems).toEqual([])
      expect(source && papersIn(format, source)).toEqual([{ title: 'Über Größe' }])
    },
  )

  test('expands no entities of its own, however many it declares', () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>T</title><item><title>x &b; &f; y</title></item></channel></rss>`
    expect(papersIn(format, { name: 'bomb.xml', text: bomb })).toEqual([{ title: 'x &b; &f; y' }])
  })

  test('F27 without entries was read, and says that there is nothing new', () => {
    const text = '<rss version="2.0"><channel><title>Quiet</title></channel></rss>'
    const { digest, problems } = format.parse({ name: 'quiet.xml', text })
    expect(digest).toMatchObject({ title: 'Quiet', papers: [] })
    expect(problems[0]?.message).toMatch(/nothing new/)
  })

  test('of a publisher has its abstract without what stands around it, and its authors wherever they stand', () => {
    const item = (title: string, ...parts: string[]) => `<item><title>${title}</title>${parts.join('')}</item>`
    const creator = (names: string) => `<dc:creator>${names}</dc:creator>`
    const text = `<rss version="2.0"><channel><title>T</title><link>https://j.example.org/toc/</link>
${item('One', creator('Lovelace, A. K., van der Berg, J., Turing, A.'), '<link>/a/1</link>')}
${item('Two', creator('Ada Lovelace and Alan Turing et al.'), '<description>J. Rest. 2024</description><content:encoded>&lt;p&gt;J. Rest. 2024&lt;/p&gt;&lt;p&gt;&lt;b&gt;ABSTRACT&lt;/b&gt;&lt;/p&gt;&lt;p&gt;We rest.&lt;/p&gt;&lt;p&gt;PMID:12 | DOI:x&lt;/p&gt;</content:encoded>', '<dc:identifier>pmid:12</dc:identifier><dc:identifier>doi:10.5555/two</dc:identifier>')}
${item('Three', '<description>&lt;p&gt;Publication date: March 2024&lt;/p&gt;&lt;p&gt;Author(s): Ada Lovelace, Alan Turing&lt;/p&gt;</description>')}
${item('Four', '<description>&lt;p&gt;Rest, Published online: 14 December 2023; doi:10.5555/4&lt;/p&gt;We wake.</description>')}
</channel></rss>`
    expect(papersIn(format, { name: 'x.xml', text })).toEqual([
      {
        title: 'One',
        authors: ['A. K. Lovelace', 'J. van der Berg', 'A. Turing'],
        authorsCount: 3,
        link: 'https://j.example.org/a/1',
      },
      {
        title: 'Two',
        abstract: 'We rest.',
        authors: ['Ada Lovelace', 'Alan Turing'],
        andOthers: true,
        doi: '10.5555/two',
      },
      { title: 'Three', authors: ['Ada Lovelace', 'Alan Turing'], authorsCount: 2 },
      { title: 'Four', abstract: 'We wake.' },
    ])
  })

  test('in Atom has links from where xml:base says', () => {
    const text = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example.org/b/"><title>T</title>
<entry xml:base="c/"><title>E</title><link href="d.html"/></entry></feed>`
    expect(papersIn(format, { name: 'x.xml', text })).toEqual([
      { title: 'E', link: 'https://a.example.org/b/c/d.html' },
    ])
  })

  test('holds no paper called as the board, the index or a correction of its journal', () => {
    const item = (title: string) =>
      `<item><title>${title}</title><link>https://journal.example.org/${title.length}</link></item>`
    const titles = ['Editorial Board', 'Erratum: Old Gears', 'Issue Information', 'Old Gears', 'Table of contents']
    const text = `<rss version="2.0"><channel><title>J</title>${titles.map(item).join('')}</channel></rss>`
    expect(papersIn(format, { name: 'feed.xml', text }).map(({ title }) => title)).toEqual(['Old Gears'])
  })
})
