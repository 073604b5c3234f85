/** Where in a row its title stands: of all ways to find one the best. */
import { countWords } from '../formats/prose.ts'
import { readReference } from '../formats/reference.ts'
import { citedLine } from './cited-line.ts'
import { isPeople, isPeopleList, takePeople } from './people-found.ts'
import { isLinkLabel } from './places.ts'
import { PLAIN_LINE, titleAndRest } from './plain-titles.ts'
import type { Run } from './row.ts'
import { cleanTitle, titleOdds } from './titles.ts'

export interface Span {
  text: string
  bold: boolean
  italic?: boolean | undefined
  url: string | null
}

/** Runs of one look as one; a link that is bold in part is one link. Italics are one with what stands beside them but where they are asked for. */
export function spansOf(runs: readonly Run[], hasItalics = false): Span[] {
  const found: Span[] = []
  for (const run of runs) {
    const last = found.at(-1)
    const isAlike = (last: Span) => last.bold === run.bold && (!hasItalics || !!last.italic === !!run.italic)
    if (last && last.url === run.url && (run.url !== null || isAlike(last))) last.text += run.text
    else found.push({ ...run })
  }
  return found
}

/** What stands behind links that only lead somewhere: `[pdf](…) Title`, `[slides](…) | [paper](…) | Title`. */
export function behindLabels(spans: readonly Span[]): Span[] {
  const at = spans.findIndex(({ text, url }) => (url === null ? /[\p{L}\p{N}]/u.test(text) : !isLinkLabel(text)))
  const [first] = spans
  if (at <= 0 || first?.url === null || first === undefined) return [...spans]
  const [title, ...rest] = spans.slice(at)
  return title ? [{ ...title, text: title.text.replace(/^[\s:|,;·–—)\]-]+/, '') }, ...rest] : [...spans]
}

/** What sets a title off from the rest of its row. */
export type Mark = 'link' | 'bold' | 'italic' | 'quoted' | 'plain'

export interface Split {
  title: string
  mark: Mark
  url: string | null
  before: Span[]
  rest: Span[]
}

/** Of all ways to find a title in a row the one that finds what looks most like one. */
export function bestSplit(spans: readonly Span[], isCiting = false): Split | null {
  const ways: { split: Split; worth: number }[] = []
  const add = (split: Split, bonus: number) => {
    const { title } = cleanTitle(split.title)
    if (title !== '')
      ways.push({ split, worth: titleOdds(title) + bonus - (isPeopleList(title) || isCitation(title) ? 5 : 0) })
  }
  spans.forEach((span, at) => {
    const before = spans.slice(0, at)
    const rest = spans.slice(at + 1)
    const text = span.text.replace(/\s+/g, ' ').trim()
    if (span.url !== null && !isLinkLabel(text) && !isVenueLink(before, rest)) {
      const split = withoutPeople(text)
      const named = namedBehind(text, rest)
      if (named) add({ ...named, url: span.url, before: [...before, ...named.before] }, 3)
      const cited = citedIn(text)
      if (cited)
        add({ ...cited, url: span.url, before: [...before, ...cited.before], rest: [...cited.rest, ...rest] }, 3)
      add(
        {
          title: split.title,
          mark: 'link',
          url: span.url,
          before,
          rest: split.rest === '' ? rest : [plainSpan(split.rest), ...rest],
        },
        before.length === 0 ? 2 : 1.2,
      )
    } else if (span.bold && span.url === null && !/^[^.:]{2,30}:$/.test(text)) {
      const unlikely = isPeople(text) ? 1 : 0
      add(
        { title: text.replace(/:$/, ''), mark: 'bold', url: null, before, rest },
        (before.length === 0 ? 2 : 1.2) - unlikely,
      )
    }
  })
  const placed = placedBehind(spans)
  if (placed) add(placed, 3)
  const [first] = spans
  // An address before the title is its place.
  if (first && first.url === null && !first.bold)
    first.text = first.text.replace(/^\s*https?:\/\/\S+\s+(?:[-–—:|]+\s+)?(?=\S)/, '')
  if (first && first.url === null && !first.bold) {
    const rest = spans.slice(1)
    const plain = titleAndRest(first.text, isCiting)
    const mark = plain.isQuoted ? 'quoted' : 'plain'
    const behind = [plainSpan(plain.rest), ...rest]
    // Words that run into a link are no title of their own.
    const runsOn =
      plain.rest === '' &&
      rest.length > 0 &&
      /[\p{L},]\s*$/u.test(first.text) &&
      !isLinkLabel(rest[0]?.text ?? '') &&
      !/^\s*https?:/.test(rest[0]?.text ?? '')
    add(
      {
        title: plain.title,
        mark,
        url: null,
        before: plain.before === '' ? [] : [plainSpan(plain.before)],
        rest: behind,
      },
      plain.isQuoted ? 1.5 : runsOn ? -3 : 0.5,
    )
  }
  // Names that are set off stand before the title: `**Ada Brun**: “Title”`.
  if (first?.bold && first.url === null && isPeople(first.text.replace(/[\s:,.]+$/, ''))) {
    const within = spans.findIndex(({ url }) => url !== null)
    const own = within < 0 ? spans : spans.slice(0, within)
    const plain = titleAndRest(own.map(({ text }) => text).join(''))
    const rest = [plainSpan(plain.rest), ...spans.slice(own.length)]
    if (plain.isQuoted)
      add({ title: plain.title, mark: 'quoted', url: null, before: [plainSpan(plain.before)], rest }, 1.5)
  }
  const cited = citedSplit(spans, isCiting)
  if (cited) add(cited.split, Math.min(cited.worth, 5) - (cited.split.mark === 'link' ? 0 : 1))
  const best = ways.reduce<(typeof ways)[number] | null>(
    (best, way) => (way.worth > (best?.worth ?? -9) ? way : best),
    null,
  )
  return best?.split ?? null
}

/** What kind of work it is and by whom, its title and in brackets who published it: `Livre de Bo Lee : Of Gears (Rouage)`. */
export function workSplit(spans: readonly Span[]): Split | null {
  const [first, ...others] = spans
  if (!first || first.bold || first.url !== null) return null
  const [whole, who = ''] = WORK_OF.exec(first.text) ?? []
  if (whole === undefined || !isPeople(who)) return null
  const [bracket = ''] = /[.,]?\s*\([^()]{2,80}\)[\s.]*$/.exec(first.text.slice(whole.length)) ?? []
  const title = first.text.slice(whole.length, first.text.length - bracket.length)
  if (title.trim() === '') return null
  return { title, mark: 'plain', url: null, before: [plainSpan(who)], rest: [plainSpan(bracket), ...others] }
}

const WORK_OF =
  /^\s*\p{L}[\p{L}’'-]{2,20} (?:by |of |von |de |du |d[’']|di |da |do |van |af |av )(\p{Lu}[^:：]{4,60}?)\s?[:：]\s+(?=\S)/u

/** A reference over links: `Brun, A. (2020). Title. [Cogs 5(2), 3–9](…)`, `[Brun, Moss (ch. 1)](…)`. */
function citedSplit(spans: readonly Span[], isCiting: boolean): { split: Split; worth: number } | null {
  if (!spans.some(({ url }) => url !== null)) return null
  const cited = citedLine(spans.map(({ text }) => text).join(''), isCiting)
  if (!cited) return null
  const { from } = cited
  const title = cut(spans, from, from + cited.title.length + (cited.isQuoted ? 2 : 0))
  const [first] = title
  // Most of it within one span, linked or not.
  if (!first || title.length > 1) return null
  const isWithin = first.url !== null
  return {
    split: {
      title: cited.title,
      mark: cited.isQuoted ? 'quoted' : isWithin ? 'link' : 'plain',
      url: first.url,
      before: cut(spans, 0, from),
      rest: cut(spans, from + first.text.length),
    },
    // A link that holds nothing but a reference.
    worth: cited.worth + (isWithin && cut(spans, 0, from).every(({ url }) => url === first.url) ? 1 : 0),
  }
}

/** What of spans stands between two places of their text. */
export function cut(spans: readonly Span[], from: number, to = Number.POSITIVE_INFINITY): Span[] {
  let at = 0
  return spans.flatMap((span) => {
    const text = span.text.slice(Math.max(0, from - at), Math.max(0, to - at))
    at += span.text.length
    return text === '' ? [] : [{ ...span, text }]
  })
}

/** Who wrote it before a stroke, on a row that begins with the day that it was read: `Ada Brun – Title`. */
export function signedSplit(spans: readonly Span[]): Split | null {
  const [first, ...others] = spans
  if (!first || first.bold || first.url !== null || others.some(({ url }) => url !== null && !isLinkLabel(url)))
    return null
  const [whole, who = ''] = /^\s*([^–—|:-]{4,80}?)\s+[–—:-]\s+(?=\S)/.exec(first.text) ?? []
  if (whole === undefined || !who.includes(' ') || !isPeople(who)) return null
  const [bracket = ''] = /\s*\([^()]*\)\s*$/.exec(first.text) ?? []
  const plain = titleAndRest(first.text.slice(whole.length, first.text.length - bracket.length))
  if (titleOdds(plain.title) < 1 || countWords(plain.title) < 3 || plain.before !== '') return null
  // Whoever is named with a colon speaks of it.
  const lead = whole.trimEnd().endsWith(':') ? `${who}:` : who
  const [before, rest] = [lead, `${plain.rest}${bracket}`].map((text) => ({ text, bold: false, url: null }))
  return before && rest
    ? {
        title: plain.title,
        mark: plain.isQuoted ? 'quoted' : 'plain',
        url: null,
        before: [before],
        rest: [rest, ...others],
      }
    : null
}

/** `Zhao & Lee, 2022` and `Brun et al.` name a paper by its people, and are no title. */
export function isCitation(text: string): boolean {
  const people = text.replace(/,?\s*[([]?(?:19|20)\d{2}[a-z]?[)\]]?\.?$/, '')
  return (people !== text && isPeopleList(people)) || /^[\p{L}'’ -]{2,40} et\.? al\b.{0,12}$/iu.test(text)
}

/** `[Physical Review Letters](…) 103.15 (2009): 150502` behind people names where the work appeared. */
function isVenueLink(before: readonly Span[], rest: readonly Span[]): boolean {
  const lead = before
    .map(({ text }) => text)
    .join('')
    .trim()
  const behind = rest
    .map(({ text }) => text)
    .join('')
    .trim()
  if (lead === '' || !/[.,"”]$/.test(lead)) return false
  const people = takePeople(lead)
  return (
    people !== null && /^(?:\d|\(\d|,? ?(?:vol\.?|no\.?|pp?\.) ?\d)/i.test(behind) && people.people.authors.length > 0
  )
}

/** A link may hold a whole reference: `Ada Brun, “Title”, Cogs 5`, `Brun, A. (2001). Title. Cogs, 5, 1-9.` */
function citedIn(written: string): Pick<Split, 'title' | 'mark' | 'before' | 'rest'> | null {
  const text = written.replace(/[‐‑]/g, '-')
  const plain = titleAndRest(text)
  const isQuoted = plain.isQuoted && isPeople(plain.before.replace(/[\s,.:–—-]+$/, ''))
  const title = isQuoted ? plain.title : (readReference(text)?.title ?? '')
  const at = title === '' ? -1 : text.indexOf(title)
  if (at <= 0) return null
  const [before, rest] = isQuoted ? [plain.before, plain.rest] : [text.slice(0, at), text.slice(at + title.length)]
  return { title, mark: 'link', before: [plainSpan(before)], rest: [plainSpan(rest)] }
}

/** A reference of which a link says where it appeared: `Brun, A. (2001). Title. [Cogs, 5(1), 1-9.](…)` */
function placedBehind(spans: readonly Span[]): Split | null {
  const link = spans.findIndex(({ text, url }) => url !== null && !isLinkLabel(text))
  if (link <= 0) return null
  const lead = spans
    .slice(0, link)
    .map(({ text }) => text)
    .join('')
  const cited = citedIn(lead + (spans[link]?.text ?? ''))
  if (!cited || !lead.replace(/[‐‑]/g, '-').includes(cited.title)) return null
  return { ...cited, mark: 'quoted', url: spans[link]?.url ?? null, rest: [...cited.rest, ...spans.slice(link + 1)] }
}

/** A link may name a work by its people and year, and its title stand behind: `[Brun et al. 2001](…): “Title”`. */
function namedBehind(text: string, rest: readonly Span[]): Pick<Split, 'title' | 'mark' | 'before' | 'rest'> | null {
  const [, people = '', bracket = ''] = CITES.exec(text) ?? []
  if (people === '') return null
  const behind = rest.map((span) => span.text).join('')
  const [whole, title = ''] = /^\s*[:,–—-]?\s*["“]([^"“”]{3,300})["”]+/.exec(behind) ?? []
  if (whole === undefined) return null
  return { title, mark: 'quoted', before: [plainSpan(people)], rest: [plainSpan(bracket + behind.slice(whole.length))] }
}

const CITES = /^(\p{Lu}[\p{L}'’.,& -]{1,80}? \(?(?:19|20)\d{2}[a-z]?\)?)(\s*\([^()]{2,40}\))?$/u

function plainSpan(text: string): Span {
  return { text, bold: false, url: null }
}

/** A link's words are its title, but for the people that some set behind it. */
function withoutPeople(text: string): { title: string; rest: string } {
  for (const { index, 0: sign } of text.slice(0, PLAIN_LINE).matchAll(/\s+by:?\s+(?=\p{Lu})|\s+[-–—|]\s+|,\s+/gu)) {
    const behind = text.slice(index + sign.length)
    const taken = takePeople(behind)
    if (!taken || !/^[\s.,;()[\]|–—-]*(?:(?:19|20)\d{2})?[\s.,;()[\]]*$/.test(taken.rest)) continue
    const isSure =
      (/by/.test(sign) && !/^\p{Lu}\p{Ll}{3,}ing\b[^,&]*$/u.test(behind)) ||
      /\bet al\b|\b\p{Lu}\. ?\p{Lu}|(?:19|20)\d{2}/u.test(behind)
    if (isSure && titleOdds(cleanTitle(text.slice(0, index)).title) >= 0)
      return { title: text.slice(0, index), rest: ` ${behind}` }
  }
  return { title: text, rest: '' }
}
