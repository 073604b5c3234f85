import { expect, it } from 'vitest'
import { compare } from '../runs/term/compare.ts'
import { Process, type Session, type Term } from '../runs/term/group.ts'
import { runTerm } from '../runs/term/term.ts'

/** 26 Tuesdays around a winter break, over both changes of the clocks. */
function term(choosing: 'vote' | 'presenter'): Term {
  const first = Temporal.PlainDate.from('2026-09-29')
  const weeks = Array.from({ length: 28 }, (_, week) => first.add({ weeks: week }).toString())
  const breaks = [{ from: '2026-12-22', to: '2027-01-03', reason: 'winter break' }]
  const days = weeks.filter((day) => breaks.every(({ from, to }) => day < from || day > to))
  const isTheirs = choosing === 'presenter'
  return {
    name: `quiet, ${choosing}`,
    process: Process.parse({
      rrule: 'FREQ=WEEKLY;BYDAY=TU',
      time: '17:00',
      zone: 'Europe/London',
      place: 'Room 4',
      choosing,
      chosenDaysBefore: 4,
      papersPerSession: 1,
      roles: isTheirs ? ['presenter'] : [],
      rota: isTheirs ? 'volunteers' : 'none',
      reminders: ['P1D', 'PT1H'],
      afterwards: ['notes'],
      breaks,
    }),
    span: { from: days[0] ?? '', to: days.at(-1) ?? '' },
    sessions: days.map((date, index): Session => {
      const people = isTheirs ? [{ who: `P${(index % 5) + 1}`, role: 'presenter' }] : []
      const papers = [{ title: `Study ${index + 1} of quiet things`, url: `https://papers.example.org/${index + 1}` }]
      return { date, kind: 'session', papers, people, time: null, place: null, track: null, reason: null, topic: null }
    }),
    acts: [],
    unread: [],
  }
}

it.each(['vote', 'presenter'] as const)(
  'a term of 26 meetings, chosen by %s, needs no act of an organiser',
  async (choosing) => {
    const planned = term(choosing)
    const ran = await runTerm(planned)
    expect(planned.sessions).toHaveLength(26)
    expect(compare(planned, ran)).toMatchObject({ same: 26, differences: [] })
    expect([...ran.acts, ...ran.brought.settled, ...ran.refused]).toEqual([])
    const counts = Map.groupBy(ran.posts, ({ kind }) => kind)
    expect(['pick', 'dayahead', 'hourahead', 'wrapup'].map((kind) => counts.get(kind)?.length)).toEqual([
      26, 26, 26, 26,
    ])
  },
)
