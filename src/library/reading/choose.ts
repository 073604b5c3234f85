import type { Format, Source } from '../format.ts'
import { saysNothingNew } from '../formats/nothing-new.ts'
import { webLink } from '../formats/paper-entry.ts'
import type { Parsed, ParsedPaper } from '../parsed-digest.ts'
import { placeWorth } from './places.ts'
import { isNoTitle, titleOdds } from './titles.ts'

export interface Chosen {
  format: Format
  parsed: Parsed
}

/** Reads a document with every reader that may be right, and takes the one whose result explains most with most evidence. */
export function chooseAmong(formats: readonly Format[], source: Source): Chosen | null {
  const surest = formats
    .map((format) => ({ format, sureness: format.detect(source) }))
    .filter(({ sureness }) => sureness > 0)
    .sort((a, b) => b.sureness - a.sureness)
  const [first] = surest
  if (!first) return null
  // Records have marks that nothing else has.
  if (first.sureness >= CERTAIN) return { format: first.format, parsed: parseSafely(first.format, source) }
  let best: (Chosen & { worth: number }) | null = null
  let empty: Chosen | null = null
  for (const { format, sureness } of surest) {
    const parsed = parseSafely(format, source)
    if (parsed.problems.some(saysNothingNew)) empty ??= { format, parsed }
    const worth = worthOf(parsed) * (0.5 + sureness)
    if (worth > (best?.worth ?? 0)) best = { format, parsed, worth }
  }
  if (best ?? empty) return best ?? empty
  return first.sureness >= SURE_ENOUGH && !first.format.isGeneral
    ? { format: first.format, parsed: parseSafely(first.format, source) }
    : null
}

/** A format that stumbles over a document must not keep the others of a list from being read. */
export function parseSafely(format: Format, source: Source): Parsed {
  try {
    return format.parse(source)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const message = `The document cannot be read as ${format.name}: ${why.slice(0, 200)}`
    return { digest: null, problems: [{ file: source.name, line: 1, message }] }
  }
}

const CERTAIN = 0.99
const SURE_ENOUGH = 0.45

/** How much of a document a reading explains. */
function worthOf({ digest, meetings = [] }: Parsed): number {
  if (!digest) return 0
  const { papers, definitions, news, comments } = digest
  const others = (definitions.length + news.length + comments.length) * 0.5 + meetings.length * 0.3
  const seen = new Set<string>()
  return papers.reduce((sum, paper) => {
    // Two entries of one number are one work and something that is none.
    const id = paper.arxivId ?? paper.doi
    const isTwice = id !== null && seen.has(id)
    if (id !== null) seen.add(id)
    return sum + (isTwice ? -1 : worthOfPaper(paper))
  }, others)
}

function worthOfPaper({
  title,
  link,
  arxivId,
  doi,
  authors,
  authorsCount,
  abstract,
  idea,
  remarks,
  likes,
  upvotes,
  date,
}: ParsedPaper): number {
  if (isNoTitle(title)) return -1.5
  const place = webLink(link)
  const isFound = arxivId !== null || doi !== null || (place !== null && placeWorth(place) >= 3)
  const evidence =
    (isFound ? 1 : place === null ? 0 : 0.4) +
    (authors.length > 0 || authorsCount !== null ? 0.6 : 0) +
    (abstract !== null ? 0.9 : idea !== null || remarks !== null ? 0.4 : 0) +
    (likes !== null || upvotes !== null ? 0.3 : 0) +
    (date !== null ? 0.1 : 0)
  return titleOdds(title) < 0 && evidence < 0.5 ? -0.5 : 0.5 + evidence
}
