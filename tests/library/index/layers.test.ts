import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTables, openToRead, openToWrite, prepareFile } from '../../../src/library/index/file.ts'
import { questionsTo } from '../../../src/library/index/questions.ts'
import { createReading } from '../../../src/library/index/reading.ts'
import { createUpdating, type RuledEntry, type Updating } from '../../../src/library/index/update.ts'
import type { DigestSummary } from '../../../src/library/paper.ts'
import type { ParsedDigest } from '../../../src/library/parsed-digest.ts'
import { digest } from '../digests.ts'
import { merge } from '../merged.ts'
import { anyRulings, dropOthers, newFile, paper } from './papers.ts'

const shared = newFile()
prepareFile(shared)
const shipping = createUpdating(openToWrite(shared))
const file = newFile()
prepareFile(file, true)
const writing = createUpdating(openToWrite(file, shared), true)
const reading = createReading(openToRead(file, shared), true)
const laid = questionsTo(() => {
  reading.look()
  return reading
})

function update(
  updating: Updating,
  digests: readonly ParsedDigest[],
  ideas: readonly (readonly [string, string])[] = [],
  rulings: readonly RuledEntry[] = [],
) {
  dropOthers(updating, digests)
  for (const { papers, ...head } of digests) {
    updating.begin(head)
    updating.put(
      head.id,
      papers.map((paper, n) => ({ name: String(n), n, paper, picked: null })),
    )
    updating.end(head.id, 'mark')
  }
  updating.setRulings(rulings)
  updating.setIdeas(ideas.map(([id, line]) => [id, { line, name: 'Bo' }]))
}

/** Few titles, numbers and words, so that entries meet in every way. */
const entries = fc
  .record({
    title: fc.constantFrom(
      ...[
        'Attention Is All',
        'attention is all!',
        'Attention is all you need',
        'Attention is all…',
        'Attention is all you…',
      ],
      ...['Newts at night', 'Newts by day', 'Toads at night', 'Toad songs', 'On axolotls', 'On salamanders'],
    ),
    arxivId: fc.option(fc.constantFrom('2401.00001', '2401.00002', '2401.00003')),
    idea: fc.option(fc.constantFrom('They glow.', 'They sing at night.')),
    abstract: fc.option(fc.constantFrom('Newts and toads sing.', 'A long night of salamanders and newts.')),
    authors: fc.subarray(['Ada Lovelace', 'Alan Turing']),
    date: fc.option(fc.constantFrom('1950', '2024')),
    tags: fc.subarray(['Ponds', 'Nights']),
    reviewed: fc.boolean(),
  })
  .map(({ title, ...facts }) => paper(title, facts))

const digestsOf = (...ids: string[]) =>
  fc.uniqueArray(
    fc
      .record({
        id: fc.constantFrom(...ids),
        date: fc.constantFrom('2024', '2024-05', '2025', null),
        papers: fc.array(entries, { maxLength: 5 }),
        term: fc.option(fc.constantFrom('Newt', 'Toad')),
      })
      .map(({ id, date, papers, term }) =>
        digest(id, date, papers, { definitions: term === null ? [] : [{ term, meaning: `Of ${id}.` }] }),
      ),
    { selector: ({ id }) => id, maxLength: 3 },
  )

const step = fc.record({
  shipped: digestsOf('one', 'two', 'three'),
  own: digestsOf('own', 'other', 'two'),
  reads: fc.option(fc.subarray(['one', 'two', 'three'])),
  idea: fc.boolean(),
  rulings: fc.oneof(fc.constant([]), anyRulings('one', 'two', 'own')),
})

/** A member's line of a shared paper, which stays when the shared library is laid under it again. */
const withLine = {
  shipped: [digest('one', '2024', [paper('Newts at night', { idea: 'They glow.' })])],
  own: [],
  reads: null,
  idea: true,
  rulings: [],
}

const TYPED = [
  'night',
  'newts',
  'toads sing',
  'toad',
  'glwo',
  'attention',
  'tag:ponds',
  'by:ada newts',
  'in:one',
  'salamadner',
  '',
  'xyzzy',
]

test('what a club adds to and reads of shared digests answers as a library of its own would', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), (steps) => {
      for (const { shipped, own, reads, idea, rulings } of steps) {
        const isOwn = new Set(own.map(({ id }) => id))
        const read = shipped.filter(({ id }) => !isOwn.has(id) && (reads?.includes(id) ?? true))
        const { papers } = merge([...read, ...own], rulings)
        const ideas = idea ? papers.slice(0, 1).map(({ id }) => [id, 'A better line.'] as const) : []

        update(shipping, shipped)
        const before = writing.known().digests.map(({ id }) => id)
        const layOn = (digests: readonly ParsedDigest[]) =>
          writing.layOn(
            'basis',
            digests.map(({ id }) => id),
          )
        layOn(read.filter(({ id }) => !before.includes(id)))
        dropOthers(writing, own)
        layOn(read)
        update(writing, own, ideas, rulings)

        const database = new DatabaseSync(':memory:')
        createTables(database)
        const alone = createUpdating(database)
        update(alone, [...read, ...own], ideas, rulings)
        const expected = createReading(database)
        const single = questionsTo(() => expected)

        const ids = papers.map(({ id }) => id)
        expect(laid.papers(ids)).toEqual(single.papers(ids))
        expect(laid.size()).toEqual(single.size())
        expect(laid.digests().map(uncounted)).toEqual(single.digests().map(uncounted))
        expect(laid.tags()).toEqual(single.tags())
        expect(laid.terms()).toEqual(single.terms())
        for (const term of ['newt', 'toads']) {
          expect(laid.define(term).map(({ definition }) => definition)).toEqual(
            single.define(term).map(({ definition }) => definition),
          )
        }
        for (const id of ['one', 'two', 'own']) {
          expect({ ...laid.digest(id, 5), total: 0 }).toEqual({ ...single.digest(id, 5), total: 0 })
        }
        for (const text of TYPED) {
          const [found, wanted] = [laid.find(text, 20), single.find(text, 20)]
          expect({ ...found, papers: idsOf(found.papers) }).toEqual({ ...wanted, papers: idsOf(wanted.papers) })
          expect(idsOf(laid.complete(text, 20))).toEqual(idsOf(single.complete(text, 20)))
          expect(idsOf(laid.nearest(text, 20))).toEqual(idsOf(single.nearest(text, 20)))
        }
        for (const id of ids) expect(idsOf(laid.similar(id, 20))).toEqual(idsOf(single.similar(id, 20)))
        expect(idsOf(laid.mix('seed', [], 30))).toEqual(idsOf(single.mix('seed', [], 30)))
        const drawn = (from: typeof laid, tag?: string) =>
          new Set(Array.from({ length: 60 }, (_, nth) => from.random(tag, nth / 60)?.id))
        expect(drawn(laid)).toEqual(drawn(single))
        expect(drawn(laid, 'ponds')).toEqual(drawn(single, 'ponds'))
        alone.close()
      }
    }),
    { numRuns: 25, examples: [[[withLine, withLine]]] },
  )
}, 120_000)

function idsOf(papers: readonly { id: string }[]): string[] {
  return papers.map(({ id }) => id).sort()
}

/** A digest's papers are counted when it is taken in, and what comes later may put them together otherwise. */
function uncounted({ papers: _, ...digest }: DigestSummary) {
  return digest
}
