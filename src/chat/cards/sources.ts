import type { ShippedDigest } from '../../ports/club.ts'
import { type Input, linesOf } from '../card.ts'
import { digestName } from './paper.ts'

/** What a club reads from, in words. `digests`: as the club has it. */
export function sourcesOf(digests: readonly string[] | null, shipped: readonly ShippedDigest[]): string {
  if (digests === null) return 'all digests that come with the bot, and what is added here'
  const named = shipped.filter(({ id }) => digests.includes(id)).map(digestName)
  return named.length > 0 ? `${named.join('; ')}; and what is added here` : 'only what is added here'
}

/** As many as a menu holds in every chat. */
const LISTED = 25

/** Asks which digests a club reads from. `digests`: as the club has it. */
export function digestsInput(shipped: readonly ShippedDigest[], digests: readonly string[] | null): Input {
  const choices = shipped.slice(0, LISTED).map((digest) => ({ label: digestName(digest), value: digest.id }))
  const chosen = choices.filter(({ value }) => digests === null || digests.includes(value))
  return {
    kind: 'choices',
    name: 'digests',
    label: 'Read from',
    hint: 'Take out what is not for you. With none of them the group reads what it adds itself.',
    required: false,
    value: chosen.map(({ value }) => value).join('\n'),
    choices,
  }
}

/** A mark for each digest that is asked about, 1 where the club reads from it. */
export function digestMarks(shipped: readonly ShippedDigest[], digests: readonly string[] | null): string {
  return shipped
    .slice(0, LISTED)
    .map(({ id }) => (digests === null || digests.includes(id) ? '1' : '0'))
    .join('')
}

/**
 * What was chosen there: null for all of them, also those to come; undefined where it was not asked, or nothing was changed. With
 * the marks that were `shown` only what differs from them is put into what the club has `now`.
 */
export function chosenDigests(
  shipped: readonly ShippedDigest[],
  answer: string | undefined,
  before?: { shown: string; now: readonly string[] | null },
): string[] | null | undefined {
  if (answer === undefined) return undefined
  const listed = shipped.slice(0, LISTED).map(({ id }) => id)
  const ticked = linesOf(answer).filter((id) => listed.includes(id))
  if (before?.shown.length !== listed.length) return ticked.length === listed.length ? null : ticked
  const isChanged = (id: string, at: number) => ticked.includes(id) !== (before.shown[at] === '1')
  if (!listed.some(isChanged)) return undefined
  const { now } = before
  const chosen = listed.filter((id, at) => (isChanged(id, at) ? ticked : (now ?? listed)).includes(id))
  return chosen.length === listed.length ? null : chosen
}
