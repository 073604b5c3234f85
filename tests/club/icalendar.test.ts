import fc from 'fast-check'
import ICAL from 'ical.js'
import { expect, it } from 'vitest'
import { type CalendarEvent, icalendar } from '../../src/club/icalendar.ts'

const event: CalendarEvent = {
  uid: '2026-11-27.club@lectern',
  sequence: 2,
  stamp: Temporal.Instant.from('2026-11-18T12:00:00.123Z'),
  start: Temporal.Instant.from('2026-11-27T15:00:00Z'),
  end: Temporal.Instant.from('2026-11-27T16:30:00Z'),
  title: 'Title',
  place: null,
  notes: [],
  cancelled: false,
}

it('is read by other programs as it was meant, whatever stands in it', () => {
  const words = fc.string({ unit: 'binary', size: 'max', maxLength: 120 })
  const without = (text: string) => text.replaceAll(/\r\n|\r/g, '\n').replaceAll(/(?![\t\n])\p{Cc}/gu, '')
  fc.assert(
    fc.property(words, words, fc.array(words), fc.boolean(), (title, place, notes, cancelled) => {
      const text = icalendar(place, [{ ...event, title, place, notes, cancelled }])
      for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
      const calendar = new ICAL.Component(ICAL.parse(text))
      const [read] = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one))
      expect(read?.summary ?? '').toBe(without(title))
      expect(read?.location ?? '').toBe(without(place))
      expect(read?.description ?? '').toBe(without(notes.join('\n')))
      expect(read?.sequence).toBe(2)
      expect(read?.startDate.toJSDate().toISOString()).toBe('2026-11-27T15:00:00.000Z')
      expect(read?.duration.toSeconds()).toBe(90 * 60)
      expect(read?.component.getFirstPropertyValue('status')).toBe(cancelled ? 'CANCELLED' : 'CONFIRMED')
    }),
    { numRuns: 50 },
  )
})

it('breaks no line that is short enough, whatever letters it has', () => {
  const lines = icalendar('Lesekreis für Ökologie', [{ ...event, title: 'é'.repeat(34) }]).split('\r\n')
  expect(lines).toContain(`SUMMARY:${'é'.repeat(33)}`)
  expect(lines).toContain(' é')
  expect(lines.filter((line) => line.startsWith(' '))).toHaveLength(1)
})

it('breaks no line of as many letters as a line may have', () => {
  const longest = `SUMMARY:${'e'.repeat(75 - 'SUMMARY:'.length)}`
  const title = longest.slice('SUMMARY:'.length)
  expect(icalendar('Club', [{ ...event, title }]).split('\r\n')).toContain(longest)
  expect(icalendar('Club', [{ ...event, title: `${title}e` }]).split('\r\n')).not.toContain(`${longest}e`)
})
