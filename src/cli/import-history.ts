/** `lectern import --as history`: a group's own table of what it has read becomes its past meetings. */

import { undatedSentence } from '../chat/cards/added.ts'
import { datesInText, datesMet, takeInPast } from '../services/club/past-dates.ts'
import { collect, type Piece } from '../services/importing/pieces.ts'
import { systemClock } from '../start/clock.ts'
import { withClub } from './clubs.ts'
import { mustExist } from './stores.ts'

/** `text`: the document as it is, where it may be one that the bot wrote. A sentence about what was taken in. */
export async function importHistory(
  storeUrl: string,
  club: string | undefined,
  text: string | null,
  pieces: () => Promise<AsyncIterable<Piece>>,
): Promise<string> {
  // Without a store there is no club either, and none is made.
  await mustExist(storeUrl)
  const { dates, undated, taken, known } = await withClub(storeUrl, club, async (open) => {
    const { dates, undated } = (text === null ? null : datesInText(text, open.club)) ?? (await datesOf(await pieces()))
    return { dates, undated, ...(await takeInPast({ ...open, clock: systemClock }, open.club, dates)) }
  })
  if (dates.length === 0) return `no meeting with its day was found.${undatedSentence(undated)}`
  const later = dates.length - taken - known
  return `${taken} past ${taken === 1 ? 'meeting' : 'meetings'} added, ${known} known already${later > 0 ? `, ${later} still to come left out` : ''}.${undatedSentence(undated)}`
}

async function datesOf(pieces: AsyncIterable<Piece>) {
  const { meetings, papers } = await collect(pieces)
  return datesMet(
    meetings,
    papers.map(({ paper }) => paper),
  )
}
