import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode } from '../../src/library/decode.ts'
import type { Format, Source } from '../../src/library/format.ts'
import { ParsedDigest, ParsedPaper } from '../../src/library/parsed-digest.ts'
import { choose, formats } from '../../src/library/registry.ts'
import { documents, streamed } from './formats/fixture.ts'

/** What every format owes on every document, whatever it is. */
function expectHonest(format: Format, source: Source): void {
  const sureness = format.detect(source)
  expect(sureness).toBeGreaterThanOrEqual(0)
  expect(sureness).toBeLessThanOrEqual(1)
  const { digest, problems } = format.parse(source)
  if (digest) expect(ParsedDigest.safeParse(digest).error).toBeUndefined()
  else expect(problems.length).toBeGreaterThan(0)
  const lines = source.text.split('\n').length
  for (const { file, line, message } of problems) {
    expect(file).toBe(source.name)
    expect(line).toBeGreaterThanOrEqual(1)
    expect(line).toBeLessThanOrEqual(lines)
    expect(message).toMatch(/^\S.*\S$/s)
  }
}

const TOKENS = [
  ...[
    '"',
    "'",
    '\n',
    '\n\n',
    '\t',
    ',',
    ';',
    '{',
    '}',
    '[',
    ']',
    '<',
    '>',
    '</',
    '/>',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
  ],
  ...[
    '&amp;',
    '&#0;',
    '&#x110000;',
    '&x;',
    '\\',
    '\\"',
    '$',
    '%',
    '@',
    '@article{',
    '@string{',
    '#',
    '# ',
    '## Papers',
    '|',
  ],
  ...[
    '|---|',
    '- ',
    '1. ',
    '**',
    '](',
    '```',
    '♥',
    '11k ♥',
    'idea. ',
    'defn. X := ',
    '\u00A0',
    '\u200B',
    '\uFEFF',
    '\uFFFD',
  ],
  ...[
    '\u202E',
    '\uD800',
    '0',
    '-1',
    '1e999',
    '9999-99-99',
    'null',
    'ER  - ',
    'TY  - ',
    '__proto__',
    'constructor',
    '日本',
  ],
]

/** One random change: something goes, comes, stands twice, changes places, or the rest is cut off. */
function mutated(text: string, random: () => number): string {
  const at = Math.floor(random() * (text.length + 1))
  const length = Math.floor(random() ** 3 * 400)
  const part = text.slice(at, at + length)
  const token = TOKENS[Math.floor(random() * TOKENS.length)] ?? ''
  switch (Math.floor(random() * 7)) {
    case 0:
      return text.slice(0, at) + text.slice(at + length)
    case 1:
      return text.slice(0, at) + part + text.slice(at)
    case 2:
      return text.slice(at + length) + part + text.slice(0, at)
    case 3:
      return text.slice(0, at)
    case 4:
      return text.slice(0, at) + token.repeat(1 + Math.floor(random() ** 4 * 200)) + text.slice(at)
    case 5:
      return text.slice(0, at) + [...part].reverse().join('') + text.slice(at + length)
    default:
      return text.slice(0, at) + token + text.slice(at)
  }
}

/** The same numbers from the same seed on every machine (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const ROUNDS = Number(process.env.FUZZ_ROUNDS ?? 4)
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_122)

describe('a document that is damaged', () => {
  test.each(documents())('$name is still read or refused in words by each format', ({ source }) => {
    const random = randomFrom(SEED)
    for (let round = 0; round < ROUNDS; round++) {
      let text = source.text
      for (let change = 0; change <= random() * 4; change++) text = mutated(text, random)
      const damaged = decode(source.name, Buffer.from(text)).source
      if (!damaged) continue
      const own = choose(damaged)?.format
      const other = formats[Math.floor(random() * formats.length)]
      for (const format of new Set([own, other])) if (format) expectHonest(format, damaged)
    }
  })

  test.each(documents().filter(({ format }) => formats.some(({ name, stream }) => name === format && stream)))(
    '$name comes out of a stream as it comes out at once',
    async ({ format: name, source }) => {
      const random = randomFrom(SEED)
      const format = formats.find((one) => one.name === name)
      if (!format) throw new Error(`There is no format ${name}.`)
      for (let round = 0; round < ROUNDS; round++) {
        const damaged = decode(source.name, Buffer.from(mutated(mutated(source.text, random), random))).source
        if (!damaged) continue
        const { papers, problems } = await streamed(format, damaged, 1 + Math.floor(random() * 300))
        for (const paper of papers) expect(ParsedPaper.safeParse(paper).error).toBeUndefined()
        const whole = format.parse(damaged)
        const titles = (list: readonly ParsedPaper[]) => list.map(({ title }) => title).sort()
        expect(titles(papers)).toEqual(titles(whole.digest?.papers ?? []))
        if (papers.length > 0) expect(problems.length).toBe(whole.problems.length)
      }
    },
  )
})

describe('any text', () => {
  test('is read or refused in words by each format', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.array(fc.constantFrom(...TOKENS), { maxLength: 60 }).map((tokens) => tokens.join('')),
    )
    fc.assert(
      fc.property(text, (text) => {
        for (const format of formats) expectHonest(format, { name: 'any', text: text.replaceAll('\r', '') })
      }),
      { numRuns: 100, seed: SEED },
    )
  })
})

const MB = 1_000_000
const filled = (unit: string, size: number, before = '') =>
  (before + unit.repeat(Math.ceil(size / unit.length))).slice(0, size)

describe('a document made to cost time', () => {
  test.each([
    ['braces', filled('{', 10 * MB)],
    ['brackets', filled('[', 10 * MB)],
    ['objects in objects', filled('{"a":', 3 * MB)],
    ['angle brackets', filled('<', 10 * MB)],
    ['elements in elements', filled('<item>', 3 * MB, '<rss version="2.0"><channel>')],
    ['entries on one line', filled('<item><title>a</title></item>', 2 * MB, '<rss version="2.0"><channel>')],
    ['elements that are closed in the wrong order', filled('<a></b>', 3 * MB, '<rss version="2.0">')],
    ['attributes', filled('a b c ', 3 * MB, '<rss version="2.0" ')],
    ['entities of its own', filled('<!ENTITY a "&a;&a;">', 3 * MB, '<?xml version="1.0"?><!DOCTYPE rss [')],
    ['quotes', filled('"', 3 * MB)],
    ['cells that open quotes', filled('"a,b\n', 3 * MB, 'Title,Idea\n')],
    ['entries that never close', filled('\n@article{a,', 3 * MB)],
    ['braces in a title', filled('{', 3 * MB, '@misc{a, title = {')],
    ['lines that are no JSON', filled('{"title"\n', 3 * MB)],
    ['authors of one record', filled('AU  - a, b\n', 3 * MB, 'TY  - JOUR\nTI  - a\n')],
    ['stars', filled('**', 2 * MB - 10)],
    ['links that never close', filled('- [a](', 2 * MB - 10)],
    ['lists in lists', filled('- ', 2 * MB - 10)],
    ['quotations in quotations', filled('> ', 2 * MB - 10)],
    ['code that never closes', filled('```\n~~~\n', 2 * MB - 10)],
    ['tables', filled('|a|\n|-|\n', 2 * MB - 10)],
    ['headings', filled('# January 1 - 2\n', 2 * MB - 10)],
    ['one line', filled('The idea is to read on and on. ', 2 * MB - 10)],
    ['line ends', filled('\n', 3 * MB)],
    ['line ends below references', filled('\n', 2 * MB - 10, 'References\n\n[1] A. Brun. Old gears. 2020.')],
    ['stops in an item of a page', filled('.', MB / 2, '<html><body><ul><li><a href="https://a.org/1">Old gears</a> ')],
    [
      'dashes in an item of a page',
      filled('–', MB / 2, '<html><body><ul><li><a href="https://a.org/1">Old gears</a> '),
    ],
  ])('of %s is over soon', (_, text) => {
    const source = { name: 'long', text }
    const format = choose(source)?.format
    if (format) expectHonest(format, source)
    for (const other of formats.filter(({ name }) => !READS_PROSE.has(name))) {
      const { digest, problems } = other.parse(source)
      expect(digest !== null || problems.length > 0).toBe(true)
    }
  })
})

/** Formats without marks of their own are only asked what they detect. */
const READS_PROSE = new Set(['blog-post', 'newsletter', 'comment-feed', 'daily-papers'])
