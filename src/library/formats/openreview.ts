import type { Format, Source } from '../format.ts'
import type { Parsed } from '../parsed-digest.ts'
import { peopleOf } from '../reading/people.ts'
import type { Complaint } from './complaint.ts'
import { partialDate } from './dates.ts'
import { listOf, toParsed } from './digest-entry.ts'
import { entryLines, isObject, type JsonObject, jsonOf, listAt, numberAt, textAt, whyNoJson } from './json-value.ts'
import { toPaper } from './paper-entry.ts'

/** What OpenReview's API answers: notes, of which the submissions are papers. Its older API has values where the newer has `{ value }`. */
export const format: Format = { name: 'openreview', detect, parse }

function detect(source: Source): number {
  if (!/^\s*\{/.test(source.text.slice(0, 1000))) return 0
  const [first] = notesOf(jsonOf(source)) ?? []
  return isObject(first) && isObject(first.content) && typeof first.id === 'string' ? 0.95 : 0
}

function parse(source: Source): Parsed {
  const notes = notesOf(jsonOf(source))
  if (!notes) return toParsed(source, null, [whyNoJson(source)])
  const lines = entryLines(source.text)
  const complaints: Complaint[] = []
  const papers = notes.flatMap((note, index) => {
    const read = readNote(isObject(note) ? note : {})
    if ('paper' in read) return [read.paper]
    complaints.push({ line: lines[index] ?? 1, message: read.complaint, isEntry: true })
    return []
  })
  return listOf(source, { publication: 'OpenReview', papers }, complaints, 'answer')
}

function notesOf(value: unknown): readonly unknown[] | null {
  return isObject(value) && Array.isArray(value.notes) ? value.notes : null
}

function readNote(note: JsonObject): ReturnType<typeof toPaper> {
  const content = isObject(note.content) ? plain(note.content) : {}
  const title = textAt(content, 'title')
  const id = textAt(note, 'forum', 'id')
  if (!title || !id) return { complaint: 'This note has no title; it is left out.' }
  const authors = listAt(content, 'authors').filter((name) => typeof name === 'string')
  return toPaper({
    title,
    idea: textAt(content, 'TLDR', 'TL;DR', 'tldr', 'one-sentence_summary', 'one_sentence_summary'),
    abstract: textAt(content, 'abstract'),
    ...peopleOf(authors.filter((name) => !/^anonymous$/i.test(name))),
    date: dayOf(numberAt(note, 'pdate', 'odate', 'cdate', 'tcdate')),
    link: `https://openreview.net/forum?id=${id}`,
    tags: listAt(content, 'keywords').filter((tag) => typeof tag === 'string'),
  })
}

function plain(content: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(content).map(([key, value]) => [key, isObject(value) && 'value' in value ? value.value : value]),
  )
}

/** The day of an instant in milliseconds. */
function dayOf(milliseconds: number | null): string | null {
  if (milliseconds === null || Math.abs(milliseconds) > 8.64e15) return null
  const day = new Date(milliseconds)
  return partialDate(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate())
}
