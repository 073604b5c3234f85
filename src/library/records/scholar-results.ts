import type { Format, Source } from '../format.ts'
import type { Complaint } from '../formats/complaint.ts'
import { listOf } from '../formats/digest-entry.ts'
import { toPaper } from '../formats/paper-entry.ts'
import { oneLine } from '../formats/texts.ts'
import type { Parsed, ParsedPaper } from '../parsed-digest.ts'
import { peopleIn } from '../reading/people.ts'
import { cleanTitle, isNoTitle } from '../reading/titles.ts'
import { venueOf } from '../reading/venue.ts'

/** What Google Scholar answers or mails, as people copy it: a title, `K Tamm, A Lepik - Journal, 2024`, and a piece of the text. */
export const format: Format = { name: 'scholar-results', detect, parse }

function detect({ text }: Source): number {
  const head = text.slice(0, 50_000)
  return FURNITURE.test(head) && head.split('\n').some((line) => BYLINE.test(line)) ? 0.9 : 0
}

/** What stands below each result, and what a mail of them says of itself. */
const FURNITURE =
  /^[^\S\n]*(?:☆ ?)?(?:Save\b.{0,20}(?:Cite|Twitter|LinkedIn|Facebook)|Cite\b.{0,40}Cited by \d|Cited by \d+ ?(?:Related|$)|Google Scholar Alerts?\b|This message was sent by Google Scholar)/m
/** Names are short here: `K Tamm, AB Lepik… - Journal of Peat, 2024 - Elsevier`. */
const NAME = String.raw`\p{Lu}{1,4} [\p{L}'’-]{2,40}(?: [\p{L}'’-]{2,40}){0,3}`
const BYLINE = new RegExp(
  String.raw`^\s*(${NAME}(?:, ${NAME}){0,11}\s?(?:…|\.{3})?)\s[-–]\s(?:([^\n]{2,200}?),? )?((?:19|20)\d{2})(?:\s[-–]\s\S.{0,80})?\s*$`,
  'u',
)

function parse(source: Source): Parsed {
  const lines = source.text.slice(0, LONGEST).split('\n')
  const papers: ParsedPaper[] = []
  const complaints: Complaint[] = []
  lines.forEach((line, at) => {
    const [, people = '', venue = '', date = ''] = BYLINE.exec(line.slice(0, 600)) ?? []
    const above = oneLine(lines[at - 1] ?? '').replace(/^(?:\[(?:HTML|PDF|BOOK|B|CITATION|C)\]\s*)+/g, '')
    const { title } = cleanTitle(above)
    if (date === '' || title === '' || isNoTitle(title)) return
    const read = toPaper({ title, ...peopleIn(people), date, venue: venueOf(venue), reviewed: false })
    if ('paper' in read) papers.push(read.paper)
    else complaints.push({ line: at, message: read.complaint, isEntry: true })
  })
  return listOf(source, { papers }, complaints, 'list')
}

const LONGEST = 2_000_000
