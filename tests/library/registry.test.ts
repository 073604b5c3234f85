import { describe, expect, test } from 'vitest'
import { ParsedDigest } from '../../src/library/parsed-digest.ts'
import { choose, formatNamed, formats } from '../../src/library/registry.ts'
import { documents } from './formats/fixture.ts'

describe('the formats', () => {
  test('have names of their own, by which they are found', () => {
    const names = formats.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(formats.map(({ name }) => formatNamed(name))).toEqual(formats)
    expect(formatNamed(' BibTeX ')?.name).toBe('bibtex')
    expect(formatNamed('docx')).toBeNull()
  })

  test('each have documents to be known by', () => {
    const shown = new Set(documents().map(({ format }) => format))
    expect(formats.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([])
  })

  test.each(documents())('$name is read as $format, which explains most of it', ({ format, source }) => {
    expect(choose(source)?.format.name).toBe(format)
  })

  test.each(documents())(
    '$name is read into what the library takes, with problems at lines that are there',
    ({ source }) => {
      const { digest, problems } = choose(source)?.parsed ?? {}
      if (digest) expect(ParsedDigest.parse(digest)).toEqual(digest)
      else expect(problems).not.toEqual([])
      const lines = source.text.split('\n').length
      expect(problems?.filter(({ file, line }) => file !== source.name || line < 1 || line > lines)).toEqual([])
    },
  )

  test.each([
    ['an empty text', ''],
    ['a few words', 'Hello, what shall we read next week?'],
    ['JSON of something else', '{"name": "lectern", "version": "0.1.0", "private": true}'],
    ['HTML of something else', '<!doctype html><html><body><p>Hi.</p></body></html>'],
    ['a table of something else', 'city,people\nBerlin,3\nParis,2\n'],
    ['a program', 'import { z } from "zod"\n\nexport const a = [1, 2, 3]\n'],
    ['XML of something else', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><g/></svg>'],
  ])('%s is of none of them', (_, text) => {
    expect(choose({ name: 'x', text })).toBeNull()
  })
})
