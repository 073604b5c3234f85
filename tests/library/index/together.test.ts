import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { createTables } from '../../../src/library/index/file.ts'
import { paperAt } from '../../../src/library/index/papers.ts'
import { createAsk } from '../../../src/library/index/statements.ts'
import { createUpdating, type RuledEntry } from '../../../src/library/index/update.ts'
import type { ParsedDigest } from '../../../src/library/parsed-digest.ts'
import { digest } from '../digests.ts'
import { merge } from '../merged.ts'
import { anyRulings, dropOthers, idOf, paper } from './papers.ts'

const database = new DatabaseSync(':memory:')
createTables(database)
const ask = createAsk(database)
const updating = createUpdating(database)

afterAll(() => updating.close())

function update(
  digests: readonly ParsedDigest[],
  ideas: readonly (readonly [string, string])[] = [],
  rulings: readonly RuledEntry[] = [],
): void {
  dropOthers(updating, digests)
  for (const { papers, ...head } of digests) {
    updating.begin(head)
    const entries = papers.map((paper, n) => ({ name: String(n), n, paper, picked: null }))
    for (const entry of entries) updating.put(head.id, [entry])
    updating.end(head.id, 'mark')
  }
  updating.setRulings(rulings)
  updating.setIdeas(ideas.map(([id, line]) => [id, { line, name: 'Bo' }]))
}

/** Few titles, numbers and dates, so that entries meet in every way. */
const entries = fc
  .record({
    title: fc.constantFrom(
      ...['Attention Is All', 'attention is all!', 'Attention is all you', 'Attention is all you need'],
      ...['Attention is all…', 'Attention is all you…', 'Attention is…', 'Other', 'The Other', '変換器の…'],
    ),
    arxivId: fc.option(fc.constantFrom('2401.00001', '2401.00002', '2401.00003')),
    doi: fc.option(fc.constantFrom('10.1/a', '10.1/b')),
    idea: fc.option(fc.constantFrom('One.', 'Two.')),
    authors: fc.subarray(['Ada Lovelace', 'Alan Turing']),
    date: fc.option(fc.constantFrom('1950', '2024')),
    likes: fc.option(fc.nat(3)),
    tags: fc.subarray(['a', 'b']),
    reviewed: fc.boolean(),
  })
  .map(({ title, ...facts }) => paper(title, facts))

const digests = fc.uniqueArray(
  fc
    .record({
      id: fc.constantFrom('one', 'two', 'three', 'four'),
      date: fc.constantFrom('2024', '2024-05', '2025', null),
      publication: fc.option(fc.constantFrom('Weekly', 'Daily')),
      papers: fc.array(entries, { maxLength: 4 }),
    })
    .map(({ id, date, papers, publication }) => digest(id, date, papers, { publication })),
  { selector: ({ id }) => id, maxLength: 4 },
)

const step = fc.record({ from: digests, rulings: fc.oneof(fc.constant([]), anyRulings('one', 'two', 'three', 'four')) })

test('what is put together step by step is what is put together at once, whatever comes, changes and goes', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 5 }), (steps) => {
      for (const { from, rulings } of steps) {
        update(from, [], rulings)
        const { papers, aliases } = merge(from, rulings)
        expect(ask('SELECT id FROM papers').length).toBe(papers.length)
        expect(papers.map(({ id }) => paperAt(ask, id))).toEqual(papers)
        // Where several works have an entry of one title, its id may lead to any of them.
        expect([...aliases.keys()].filter((id) => !paperAt(ask, id))).toEqual([])
      }
    }),
    { numRuns: 150 },
  )
})

test('an accepted line stands on its paper, also when its id is another by now', () => {
  const paperNow = (id: string) => paperAt(ask, id)
  const old = paper('New Title', { arxivId: '2412.1' })
  const ideas = [[idOf(old), 'A better line.']] as const
  update([digest('new', '2025', [old])], ideas)
  update([digest('new', '2025', [old]), digest('old', '2024', [paper('Old Title', { arxivId: '2412.1' })])], ideas)
  expect(paperNow(idOf(old))).toMatchObject({
    id: idOf(paper('Old Title')),
    idea: 'A better line.',
    ideaFrom: 'member',
  })
  update([digest('new', '2025', [old])])
  expect(paperNow(idOf(old))?.idea).toBeNull()
})
