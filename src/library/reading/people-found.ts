import { countWords } from '../formats/prose.ts'
import { oneLine } from '../formats/texts.ts'
import { leadingNames } from './leading-names.ts'
import { PARTICLE } from './name.ts'
import { LONGEST, MORE, type People, peopleIn } from './people.ts'
import { remembered } from './remembered.ts'
import { namesPlace } from './work-places.ts'

/** People at the beginning of a text, and what stands behind them. */
export function takePeople(text: string): { people: People; rest: string } | null {
  const lead = /^[\s,.;:|–—(-]*(?:by\s+)?/i.exec(text)?.[0].length ?? 0
  const start = text.slice(lead)
  if (!BEGINS.test(start)) return null
  const turned = TURNED.exec(start.slice(0, 80))?.[0]
  const isMore = turned && (leadingNames(start)?.named.length ?? 0) > turned.length
  if (turned && !isMore && !/^\s*(?:,|;|and\b|&)/.test(start.slice(turned.length)))
    return { people: peopleIn(turned), rest: start.slice(turned.length) }
  const stroke = strokeIn(start.slice(0, 2_000))
  const taken = takeNames(stroke > 0 ? start.slice(0, stroke) : start)
  const rest = taken && taken.rest + (stroke > 0 ? start.slice(stroke) : '')
  const family = FAMILIES.exec(start.slice(0, 400))?.[0]
  if (family && !NOUN.test(family) && (rest === null || start.length - rest.length < family.length)) {
    return { people: peopleIn(family), rest: start.slice(family.length) }
  }
  return taken?.people.authors.every(isName) ? { people: taken.people, rest: rest ?? '' } : null
}

/** `Brun (2019). …` right below a title: one family name, which its year alone makes one. */
export function nameAlone(text: string): { people: People; rest: string } | null {
  const [whole, name = ''] = /^(\p{Lu}\p{Ll}[\p{L}'’-]+)(?=,? \((?:19|20)\d{2}[a-z]?\)[.,:])/u.exec(text) ?? []
  return whole === undefined ? null : { people: peopleIn(name), rest: text.slice(whole.length) }
}

/** A stroke ends the names as a stop does, and a point in the middle that no name stands behind. */
function strokeIn(text: string): number {
  for (const { index, 0: sign } of text.matchAll(/\s[-–—|·•]+(?=\s)/g)) {
    const next = /^\s*([^·•|–—]*)/.exec(text.slice(index + sign.length))?.[1] ?? ''
    if (!/[·•]/.test(sign) || !isPeople(next.trim())) return index
  }
  return -1
}

/** The names that a text begins with, whatever they are. */
export function takeNames(text: string): { people: People; rest: string } | null {
  const found = leadingNames(text)
  return found && { people: peopleIn(found.named), rest: found.rest }
}

/** Whether a text holds people and nothing else. */
export const isPeople = remembered(holdsPeople)

/** Several people, which no title is; one person's name may as well be a title of capitals. */
export function isPeopleList(text: string): boolean {
  return /[,;&]|\band\b/.test(text) && isPeople(text)
}

function holdsPeople(text: string): boolean {
  const bare = oneLine(text.replace(/^by\s+/i, ''))
  if (bare.length < 3 || bare.length > LONGEST || !BEGINS.test(bare)) return false
  if (BODY.test(bare) && countWords(bare) <= 8) return true
  const words = bare.split(' ')
  if (
    words.length > 6 &&
    words.filter((word) => /^\p{Ll}{3}/u.test(word) && !SMALL.test(word)).length > words.length * 0.4
  )
    return false
  const taken = NOUN.test(bare) ? null : leadingNames(/\p{Lu}$/u.test(bare) ? `${bare}.` : bare)
  if (taken && taken.count > 1 && /^\.?$/.test(taken.rest.trim()) && peopleIn(taken.named).authors.every(isName))
    return true
  if (areNames(bare) && peopleIn(bare).authors.every(isName)) return true
  return !NOUN.test(bare) && FAMILIES.exec(bare)?.[0] === bare.replace(/\.$/, '')
}

/** Whether a line is names parted by commas, most of them whole. */
export function areNames(text: string): boolean {
  if (text.length > LONGEST || /[:?!]|\.\s+\p{Ll}|\b(?:19|20)\d{2}\b/u.test(text)) return false
  const { authors } = peopleIn(text)
  if (authors.length === 0 || authors.some((name) => countWords(name) > 6)) return false
  const whole = authors.filter((name) => NAME.test(name))
  if (authors.length > 1 || MORE.test(text)) return whole.length >= authors.length * 0.75
  return whole.length === 1 && countWords(text) <= 4
}

/** A body that signs as a person does: `The ATLAS Collaboration`, `Orbit Labs and Collaborators`. */
const BODY =
  /^(?:the )?\p{Lu}[\p{L}\p{N}&.-]*(?: (?:and |& |of |for |the )*\p{Lu}[\p{L}\p{N}&.-]*){0,6} (?:and )?(?:collaborat(?:ion|ors)|consortium|study group|working group|investigators)$/iu

const SMALL = new RegExp(`^(?:and|${PARTICLE})$`)

/** How a list of people may begin. */
const BEGINS = new RegExp(String.raw`^(?:\p{Lu}|[\p{Script=Han}\p{Script=Hangul}]|${PARTICLE}\s)`, 'u')

const GIVEN = String.raw`\p{Lu}(?:\.|[\p{L}'’.-]*)`
const NAME = new RegExp(
  String.raw`^(?:${GIVEN}\s+(?:(?:${PARTICLE}|y|${GIVEN})\s+){0,4}\p{Lu}[\p{L}'’-]*(?:,? (?:Jr|Sr|III?|IV)\.?)?|[\p{Script=Han}\p{Script=Hangul}]{2,5})$`,
  'u',
)

const WORD = String.raw`\p{Lu}[\p{L}'’]*\p{Ll}[\p{L}'’]*(?:-\p{Lu}[\p{L}'’]+)?`
const PARTICLES = String.raw`(?:${PARTICLE}\s){0,3}`
/** Family names alone, which only their list makes names: `Harrow, Hassidim and Lloyd`. */
const FAMILIES = new RegExp(
  String.raw`^${PARTICLES}${WORD}(?:(?:,\s(?:and\s|&\s)?|\s(?:and|&)\s)${PARTICLES}${WORD}){1,30}(?=\s*(?:[.;:(–—-]|,?\s(?:19|20)\d{2}\b|$))`,
  'u',
)

/** One author, turned, with an initial behind: `Berry, Dominic W.`. */
const TURNED = new RegExp(String.raw`^${PARTICLES}${WORD}(?:\s${WORD})?,\s${WORD}(?:\s\p{Lu}\.){1,3}`, 'u')

function isName(name: string): boolean {
  return (
    (/\b(?:collaboration|consortium)$/i.test(name) || !NOUN.test(name)) &&
    /\p{L}{2}/u.test(name) &&
    name.split(' ').length <= 6 &&
    !namesPlace(name) &&
    !SMALL_WORD.test(name) &&
    !/-\p{Ll}{3}/u.test(name)
  )
}

/** Words that titles begin their parts with and names never do: `Do As I Can, Not As I Say`. */
const SMALL_WORD =
  /(?<![\p{L}'’-])(?:As|Not|The|How|Why|What|When|Where|Is|Are|Does|With|From|Of|For|Your|You|We|It|Its|All|More|Towards?|Beyond|Without|Through|Between)(?![\p{L}'’-])/u

/** Ends of English nouns and adjectives that no family name has: two capitalised words of a title are no person. */
const NOUN =
  /(?:[ts]ions?|ments?|ness|ics|it(?:y|ies)|isms?|(?:\b|net|frame)works?|olog(?:y|ies)|ables?|ively|ical|tives?|ized|izing|yields?|tolerant|systems?|models?|learning|minimi[sz]ation|data|theory|methods?|analysis|language|approach|survey|study|review)\b/i
