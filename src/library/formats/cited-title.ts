import { type People, peopleIn } from '../reading/people.ts'

/** A title with its citation behind it: `Title (Osei et al., 2024)`. */
export function readCited(text: string): { title: string; people: People; year: string } | null {
  const [, title, authors, year] = CITED.exec(text.slice(0, 600).replace(LINK_LABELS, '')) ?? []
  return title && authors && year ? { title, people: peopleIn(authors), year } : null
}

/** `[pdf]` and its like behind a title. */
export const LINK_LABELS =
  /\s*[[(](?:link|paper|pdf|arxiv|html|code|blog|post|website|project(?: page)?|github)?[\])]|\s[—–|·-] (?:link|paper|pdf|arxiv|html|code)$/gi

const SURNAME = "\\p{Lu}\\p{Ll}[\\p{L}'’-]*"
const CITED = new RegExp(
  `^(.{3,}?),? [([](\\p{Lu}[^()[\\]]{0,80}? et al\\.?(?=,? \\d)|${SURNAME}(?:(?:,|,? and|,? &) ${SURNAME}){0,6}(?=,)),? ((?:19|20)\\d{2})[)\\]]$`,
  'u',
)
