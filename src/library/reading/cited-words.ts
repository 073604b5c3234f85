/** Whether words name a work, whatever they are: by who, what and when, or a title in quotation marks and whose it is. */
import { countWords } from '../formats/prose.ts'
import { citedLine } from './cited-line.ts'
import { leadingNames } from './leading-names.ts'
import { isPeople } from './people-found.ts'
import { cleanTitle, titleOdds } from './titles.ts'

export function isCitedIn(text: string): boolean {
  const cited = citedLine(text)
  const isSure = cited !== null && cited.worth >= 3
  if (isSure && (cited.isQuoted || YEAR.test(cited.before) || YEAR.test(cited.rest))) return true
  if (isSure && (leadingNames(cited.before)?.count ?? 0) >= 2) return true
  if (CASE.test(text)) return true
  return isNamed(text) || isBehind(text) || quotedIn(text).some(isAttributed)
}

/** The titles in quotation marks that running text names with their people. */
export function quotedWorks(text: string): string {
  return quotedIn(text)
    .filter(isAttributed)
    .map(({ title }) => title)
    .join('; ')
}

function isAttributed({ before, behind }: Quoted): boolean {
  return BEFORE.test(before) || BEHIND.test(behind)
}

const YEAR = /(?<!\d)(?:1[5-9]|20)\d{2}(?!\d)/

/** `Brun v. Cruz, 32 C.G. 243 (1833)` */
const CASE = /^\W{0,3}\p{Lu}[^,]{1,80}\sv\.? \p{Lu}[^,]{1,80}, \d{1,4} \p{Lu}[\p{L}. ]{1,20}[^,]{0,30}\(.{0,30}\d{4}\)/u

/** `Brun (1952) The Slow Gear`, `Brun, A. (2010). Gears. An Introduction (pp. 7–49).` */
function isNamed(text: string): boolean {
  const [whole, who = ''] =
    /^\W{0,3}(\p{Lu}[^()[\]:"“”]{1,160}?)[,.]?\s+(?:[([](?:1[5-9]|20)\d{2}[a-z]?(?:\s?\[[\d ]+\])?[)\]]?[.,:]?|(?:1[5-9]|20)\d{2}[a-z]?[.,:])\s+(?=["“`]*[\p{Lu}\d])/u.exec(
      text,
    ) ?? []
  if (whole === undefined || /^(?:In|On|Since|From|By|At|The|Until|After|Before|During)\s/.test(who)) return false
  const names = leadingNames(`${who}.`)
  const isWho =
    isPeople(who) ||
    (names !== null && /^[.\s]*$/.test(names.rest)) ||
    /^\p{Lu}[\p{L}’'-]+(?:(?:,| and| &|,? et al\.?) ?(?:\p{Lu}[\p{L}’'-]+)?){0,3}$/u.test(who)
  return isWho && countWords(text.slice(whole.length)) >= 2
}

/** `Moss that Moves [Brun et al.]`, `Moss that Moves (Brun and Cruz, 2019)`. */
function isBehind(text: string): boolean {
  const [whole, title = ''] =
    /^(.{8,200}?)\s[([]\p{Lu}[\p{L}’'-]+(?: et\.? al\.?| (?:and|&) \p{Lu}[\p{L}’'-]+)?(?:,? (?:19|20)\d{2})?[)\]]/u.exec(
      text,
    ) ?? []
  return (
    whole !== undefined &&
    / et\.? al|\b(?:and|&)\b.*[)\]]$|\d{4}[)\]]$/.test(whole.slice(title.length)) &&
    titleOdds(cleanTitle(title).title) >= 1
  )
}

interface Quoted {
  title: string
  before: string
  behind: string
}

/** The titles in quotation marks, and what stands beside each. */
export function quotedIn(text: string): Quoted[] {
  return [...text.slice(0, LONGEST).matchAll(QUOTED)].flatMap(({ 0: whole, 1: inner = '', index }) =>
    titleOdds(cleanTitle(inner).title) >= -1
      ? [
          {
            title: inner,
            before: text.slice(Math.max(0, index - 60), index),
            behind: text.slice(index + whole.length, index + whole.length + 80),
          },
        ]
      : [],
  )
}

const LONGEST = 2_000
const QUOTED = /(?<![\p{L}\p{N}])[“"„«]([\p{Lu}\p{N}][^“”"„«»]{2,250})[”"“»](?![\p{L}\p{N}])/gu
const NAME = String.raw`\p{Lu}[\p{L}.’'-]+(?: (?:\p{Lu}[\p{L}.’'-]*|van|von|de|der|del|di|la)){0,3}`
/** `Ada Brun’s`, `Ada Brun,` before it. */
const BEFORE = new RegExp(String.raw`(?:^|[\s;,])${NAME}(?:[’']s?|,|:)\s+$`, 'u')
/** `by Ada Brun`, `, Ada Brun (1980)` behind it. */
const BEHIND = new RegExp(
  String.raw`^[.,]?\s+(?:(?:by|von|de|par|di|van|door|av|af) ${NAME}|${NAME}(?:,| and [^(]{2,60})?\s?[([]?(?:1[5-9]|20)\d{2})`,
  'u',
)
