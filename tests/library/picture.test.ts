/** Which pictures of papers are taken from what feeds and pages say, and which are shown. */
import { expect, it, test } from 'vitest'
import { format as feed } from '../../src/library/formats/feed.ts'
import { format as daily } from '../../src/library/formats/hf-daily-json.ts'
import { isShownFrom, PICTURE_HOSTS, pictureAt } from '../../src/library/picture.ts'
import { format as page } from '../../src/library/records/paper-page.ts'

it.each([
  'http://img.example.com/a.png',
  'https://localhost/a.png',
  'https://10.0.0.7/a.png',
  'https://[::1]/a.png',
  'https://[::ffff:10.0.0.7]/a.png',
  'https://0x7f.1/a.png',
  'https://2130706433/a.png',
  'https://printer.local/a.png',
  'https://wiki.corp.internal/a.png',
  'https://img.example.com:8443/a.png',
  'https://ada:secret@img.example.com/a.png',
  'https://img.example.com/static/arxiv-logo-fb.png',
  'https://img.example.com/pictures/figure.svg',
  `https://img.example.com/${'a'.repeat(1000)}.png`,
  'data:image/png;base64,AAAA',
  '/figures/1.png',
  'https://',
  '',
  null,
])('takes no picture from %s', (address) => {
  expect(pictureAt(address, 'A figure')).toBe(null)
})

it('takes what its source says that it shows, in a line', () => {
  const url = 'https://img.example.com/a.png?size=large'
  expect(pictureAt(` ${url}\n`, ' A lake\n at dawn ')).toEqual({ url, alt: 'A lake at dawn' })
  expect(pictureAt(url, ' ')).toEqual({ url })
  expect(pictureAt(url, 'a'.repeat(400))?.alt).toHaveLength(300)
})

it('shows those of the hosts that are listed and of what stands below them', () => {
  const at = (url: string) => isShownFrom(['example.com'], { url })
  expect(['https://example.com/a', 'https://img.example.com/a'].map(at)).toEqual([true, true])
  expect(['https://notexample.com/a', 'https://example.com.evil.org/a'].map(at)).toEqual([false, false])
  expect(isShownFrom([], { url: 'https://example.com/a' })).toBe(false)
  expect(
    isShownFrom(PICTURE_HOSTS, { url: 'https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/1.png' }),
  ).toBe(true)
})

const IMG = 'https://img.example.com'
const pictureOf = (format: typeof feed, text: string) =>
  format.parse({ name: 'https://papers.example.org/1', text }).digest?.papers[0]?.picture
const item = (inside: string) =>
  `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Feed</title>
   <item><title>Otters in Estuaries</title><link>https://papers.example.org/1</link>${inside}</item></channel></rss>`

test.each([
  ['a thumbnail', `<media:thumbnail url="${IMG}/t.jpg"/>`, { url: `${IMG}/t.jpg` }],
  [
    'a thumbnail within a group, with words',
    `<media:group><media:content url="${IMG}/v.mp4" medium="video"/><media:thumbnail url="${IMG}/t.jpg"/><media:description>An &lt;i&gt;otter&lt;/i&gt;</media:description></media:group>`,
    { url: `${IMG}/t.jpg`, alt: 'An otter' },
  ],
  [
    'a picture with words of its own',
    `<media:content url="${IMG}/c.png" type="image/png"><media:title>An estuary</media:title></media:content>`,
    { url: `${IMG}/c.png`, alt: 'An estuary' },
  ],
  ['an enclosure', `<enclosure url="${IMG}/e.png" type="image/png" length="1"/>`, { url: `${IMG}/e.png` }],
  ['what is no picture', `<enclosure url="${IMG}/talk.mp3" type="audio/mpeg" length="1"/>`, undefined],
  [
    'the second where the first is none',
    `<media:thumbnail url="http://a/t.jpg"/><media:thumbnail url="${IMG}/t.jpg"/>`,
    { url: `${IMG}/t.jpg` },
  ],
])('a feed’s entry with %s', (_, inside, picture) => {
  expect(pictureOf(feed, item(inside))).toEqual(picture)
})

test('an entry of Atom with an enclosure', () => {
  const link = `<link rel="enclosure" type="image/jpeg" href="${IMG}/a.jpg"/>`
  const text = `<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><title>Otters in Estuaries</title>${link}</entry></feed>`
  expect(pictureOf(feed, text)).toEqual({ url: `${IMG}/a.jpg` })
})

test('the daily papers’ thumbnail', () => {
  const entry = {
    paper: { id: '2412.14093', title: 'Otters', summary: 'They swim.', upvotes: 3 },
    thumbnail: `${IMG}/t.png`,
  }
  expect(pictureOf(daily, JSON.stringify([entry]))).toEqual({ url: `${IMG}/t.png` })
})

test('what a paper’s own page gives for sharing, with its words', () => {
  const head = `<meta name="citation_title" content="Otters in Estuaries"><meta property="og:image" content="${IMG}/f1.png">
    <meta property="og:image:alt" content="Figure 1: otters">`
  expect(pictureOf(page, `<!doctype html><html><head>${head}</head></html>`)).toEqual({
    url: `${IMG}/f1.png`,
    alt: 'Figure 1: otters',
  })
})
