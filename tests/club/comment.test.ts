import fc from 'fast-check'
import { expect, it } from 'vitest'
import { UNNAMED } from '../../src/club/caller.ts'
import { applyEvent, type Comment, type CommentEvent } from '../../src/club/comment.ts'

const at = (minute: number) => Temporal.Instant.fromEpochMilliseconds(minute * 60_000)
const ada = { account: 'chat:ada', name: 'Ada' } as const
const said: CommentEvent = { kind: 'said', thread: 't', author: ada, text: 'first', at: at(0) }
const edited = (minute: number): CommentEvent => ({
  kind: 'edited',
  thread: 't',
  author: ada,
  text: `edit ${minute}`,
  at: at(minute),
})
const deleted: CommentEvent = { kind: 'deleted', at: at(9) }
const after = (...events: CommentEvent[]) => events.reduce<Comment | undefined>(applyEvent, undefined)

it('keeps the latest edit beside the time at which it was said', () => {
  expect(after(said, edited(1), edited(2))).toMatchObject({ author: ada, text: 'edit 2', at: at(0), editedAt: at(2) })
})

it('erases the text and the author of a deleted comment', () => {
  expect(after(said, edited(1), deleted)).toEqual({
    author: null,
    text: '',
    prose: null,
    answers: null,
    thread: 't',
    paper: null,
    at: at(0),
    editedAt: null,
    deletedAt: at(9),
  })
})

it('takes its author’s name when it becomes known, whatever comes first, and never gives it up', () => {
  const nameless = { account: 'chat:ada', name: UNNAMED } as const
  const events: CommentEvent[] = [
    { kind: 'said', thread: 't', author: nameless, text: 'first', at: at(0) },
    said,
    { kind: 'edited', thread: 't', author: nameless, text: 'edit 1', at: at(1) },
    { kind: 'edited', thread: 't', text: 'edit 2', at: at(2) },
  ]
  fc.assert(
    fc.property(fc.shuffledSubarray(events, { minLength: 4 }), (shuffled) => {
      expect(after(...shuffled)).toMatchObject({ author: ada, text: 'edit 2' })
    }),
  )
})

it('is left as it is by what it has been told before', () => {
  const comment = after(said, edited(1))
  for (const event of [said, edited(1)]) expect(applyEvent(comment, event)).toBe(comment)
})

it('ends alike however often and in whatever order the same events come', () => {
  const events = [said, edited(1), edited(2), edited(3)]
  fc.assert(
    fc.property(fc.shuffledSubarray([...events, ...events], { minLength: 8 }), fc.boolean(), (shuffled, gone) => {
      const end = gone ? [...shuffled.slice(0, 3), deleted, ...shuffled.slice(3)] : shuffled
      const { at: _at, ...kept } = after(...end) ?? {}
      const { at: _then, ...expected } = after(...events, ...(gone ? [deleted] : [])) ?? {}
      expect(kept).toEqual(expected)
    }),
  )
})
