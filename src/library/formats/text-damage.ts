import type { Complaint } from './complaint.ts'

const LIMITS = { characters: 2_000_000, lines: 20_000, complaints: 20 }

/** Why a document cannot be read at all; null where it can be. */
export function refuse(source: string): Complaint | null {
  if (source.length > LIMITS.characters) return { line: 1, message: 'The text is over 2 MB, too large for a digest.' }
  if (source.includes('\0')) return { line: 1, message: 'This is not text; save it as text in UTF-8.' }
  if (!/[^\s\uFEFF\u200B]/.test(source)) return { line: 1, message: 'There is no text in this document.' }
  let at = -1
  for (let count = 0; count < LIMITS.lines; count++) {
    at = source.indexOf('\n', at + 1)
    if (at < 0) return null
  }
  return { line: LIMITS.lines, message: `The text has over ${LIMITS.lines} lines, too many for a digest.` }
}

// UTF-8 read as Latin-1, Latin-2 or their Windows kin: a lead byte as a letter, then a byte that no text puts behind it.
const MOJIBAKE = /[ÂÃÎÏĂĎĹÅ][\u0080-\u00A9\u00AB-\u00BF€‚„†‡‰‹›™ľĽšŚťžźşąłČ]|â€|ă€|Ă¢|ðŸ|đź/

/** Rows in which characters were lost on the way here. */
export function spoiltLines(rows: string[]): Complaint[] {
  const complaints: Complaint[] = []
  for (const [index, row] of rows.entries()) {
    if (complaints.length === LIMITS.complaints) break
    const spoilt = row.includes('\uFFFD') ? '\uFFFD' : MOJIBAKE.exec(row)?.[0]
    if (!spoilt) continue
    complaints.push({
      line: index + 1,
      message: `“${spoilt}” looks like a character that was read in a wrong encoding; it is kept as it stands.`,
    })
  }
  return complaints
}
