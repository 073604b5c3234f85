import { readArxivId } from '../addresses.ts'
import { peopleIn } from '../reading/people.ts'
import { isPeopleList } from '../reading/people-found.ts'
import { readCited } from './cited-title.ts'
import { isMarked } from './post-marks.ts'
import { countWords, isProse, namesTeam, titleCase } from './prose.ts'
import { type DraftPaper, newPaper } from './text-draft.ts'
import type { TextLine } from './text-line.ts'
import { findFullDates, readLeadingDate } from './written-dates.ts'

/** Who wrote a paper, when, and where it is to be found, as a line of its own below the title. */
export function isMetaLine(line: TextLine, above: TextLine | undefined): boolean {
  const { text } = line
  if (!above || line.heading > 0 || text.length > 300 || isMarked(line) || readCited(text)) return false
  if (isProse(above.text) || isMarked(above) || (/[.!]$/.test(above.text) && titleCase(above.text) < 0.7)) return false
  if (
    /^\(?(?:by:?|authors?:|affiliations?:|published(?: on| in)?:?|date:|link:|paper:|source:|venue:|arxiv:?|pdf|url:)(?:\s|$)/i.test(
      text,
    )
  )
    return true
  if (/^[[(]?https?:\/\/\S+[\])]?$/.test(text) || /^\(?arxiv:?\s*\d{4}\.\d{4,5}/i.test(text)) return true
  if (/\bet al\b/i.test(text) && countWords(text) <= 20 && !/\b(?:show|propose|find|introduce|argue|we)\b/i.test(text))
    return true
  if (
    line.links.length > 0 &&
    line.links.map(({ label }) => label).join('').length >= text.replace(/[^\p{L}\p{N}]/gu, '').length * 0.8
  ) {
    return /^\W*(?:link|paper|pdf|arxiv|html|code|blog|website|project)\b/i.test(text)
  }
  const length = countWords(text)
  if (length <= 4 && namesTeam(text) && length < countWords(above.text)) return true
  return isNames(text) || SIGNED.test(text) || readLeadingDate(text)?.rest === ''
}

/** `DeepMind, 2025` */
const SIGNED = /^\p{Lu}[^.!?:,()]{1,60}(?:, \(?|\s\()(?:19|20)\d{2}\)?$/u

function isNames(text: string): boolean {
  const names = text.replace(/[\s,]*\(?\b(?:19|20)\d{2}\)?$/, '')
  // A title with a comma in it may be one name that is turned.
  return isPeopleList(names) && peopleIn(names).authors.length > 1
}

export function addMeta(paper: DraftPaper, line: TextLine): void {
  const { link, arxivId, doi } = newPaper(line, true)
  paper.link ??= link
  paper.arxivId ??= arxivId ?? readArxivId(line.text)
  paper.doi ??= doi
  const bare = line.text.replace(/^\(?(?:by|authors?|published(?: on| in)?|date)(?::|\s)\s*/i, '').replace(/\)$/, '')
  const [day] = findFullDates(line.text)
  if (day) paper.date ??= day
  else if (/^by\b|^authors?:|\bet al\b/i.test(line.text) || isNames(bare)) {
    const year = /\(?\b((?:19|20)\d{2})\)?$/.exec(bare)?.[1]
    if (year) paper.date ??= year
    const names = bare.replace(/[\s,]*\(?\b(?:19|20)\d{2}\)?$/, '').replace(/\s*[([][^)\]]*[)\]]?$/, '')
    Object.assign(paper, peopleIn(names))
  }
}
