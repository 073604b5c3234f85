import { oneLine } from '../formats/texts.ts'
import type { Venue } from '../paper.ts'

/** Where a paper appeared, as a record has it in fields of its own; null where none of them says more than that it is a preprint. */
export function venueOf(
  name: string | null | undefined,
  parts: Partial<Record<'volume' | 'number' | 'pages', string | null | undefined>> = {},
): Venue | null {
  const place = nameIn(name ?? '')
  if (place.length < 2) return null
  const said = Object.entries(parts).flatMap(([part, text]) => {
    const value = oneLine(text ?? '').replace(/-{2,}|(?<=\d)-(?=\d)/g, '–')
    return value === '' || value.length > LONGEST_PART || /^abs\//.test(value) ? [] : [[part, value]]
  })
  return { name: place, ...Object.fromEntries(said) }
}

/** Where a citation says that a paper appeared, for a list of facts: nothing where it says none. */
export function venueFact(text: string): { venue?: Venue } {
  const venue = venueIn(text)
  return venue ? { venue } : {}
}

/**
 * Where a paper appeared, as running text has it behind its title: `Nature Cogs, January 6 2026`, `ICML 2011`,
 * `In Proc. Touch, Lyon, 2019, pp. 1901–1910`, `Journal of Robots, 7(2), 11–29`, `Annals of Nets. 2020;12:40-52`.
 */
export function venueIn(text: string): Venue | null {
  const bare = oneLine(text.replace(ADDRESSES, ' '))
  const name = NAME.exec(bare)?.[1] ?? ''
  if (!isName(name)) return null
  const rest = bare.slice(bare.indexOf(name) + name.length)
  const [, volume, inBrackets, named] = VOLUME.exec(rest) ?? []
  const pages = PAGES.exec(rest)
    ?.slice(1)
    .find((found) => found !== undefined)
  return venueOf(name, { volume, number: inBrackets ?? named, pages })
}

/** The place of a text that says nothing else: `Econometrica, 47(2), 263–291.`, `Pages 201-215` beside a place that is known. */
export function venueAlone(text: string): Venue | null {
  if (text.length > LONGEST_NAME) return null
  const venue = venueIn(text)
  if (!venue || !/\bvol\b|\bpp?\.|\bpages\b|\d ?[–-] ?\d|\d ?\(\w{0,3}\d|\d, (?:19|20)\d{2}\.?$/i.test(text))
    return null
  const rest = text.slice(text.indexOf(venue.name) + venue.name.length)
  return (rest.match(/\p{L}{3,}/gu) ?? []).every((word) => OF_VENUES.test(word) || MONTH.test(word)) ? venue : null
}

const OF_VENUES = /^(?:vol(?:ume)?|num(?:ber)?|issue|pages?|art(?:icle)?|suppl(?:ement)?|doi|and)$/i

/** A line that says where and when, as it stands below who wrote it: `Cogs 298 (2002)`, `WGR 2018`. */
export function isVenueLine(text: string): boolean {
  return VENUE_LINE.test(text)
}

const VENUE_LINE =
  /^(?:[Ii]n )?\p{Lu}[\p{L}.&:’' -]{1,80}(?:,? \d{1,4}(?:\(\d{1,4}\))?)?,? \(?(?:1[89]|20)\d{2}\)?\.?$/u

/** From a first and a last page. */
export function pagesOf(first: string | null | undefined, last: string | null | undefined): string | null {
  const [from, to] = [first?.trim() ?? '', last?.trim() ?? '']
  return from === '' ? null : to === '' || to === from ? from : `${from}–${to}`
}

const LONGEST_NAME = 200
const LONGEST_PART = 40

function nameIn(text: string): string {
  const name = oneLine(text)
    .replace(/^(?:in:?|published in:?|appeared in:?) (?=\S)/i, '')
    .replace(/[\s,.;:(]+$/, '')
  return /\barxiv\b|^(?:corr|preprint|unpublished|under review|submitted)\b/i.test(name) || name.length > LONGEST_NAME
    ? ''
    : name
}

/** A name in capitals, and no sentence, person or date. */
function isName(name: string): boolean {
  if (name.length < 2 || !/^\p{Lu}/u.test(name) || MONTH.test(name)) return false
  const words = name.split(' ')
  const small = words.filter(
    (word) => /^\p{Ll}/u.test(word) && !/^(?:of|on|the|in|for|and|der|de|la|für|et)$/.test(word),
  )
  return (
    words.length <= 14 &&
    small.length === 0 &&
    !/^(?:Available|Online|Retrieved|Accessed|Link|Paper|PDF|Code)\b/.test(name)
  )
}

const ADDRESSES = /https?:\/\/\S+|\bdoi:?\s?10\.\S+|\b10\.\d{4,9}\/\S+|\barxiv:\s?\S+|\babs\/\S+/gi
const MONTH = /^(?:spring|summer|fall|autumn|winter|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?$/i
/** Up to a year, a volume, pages, or a comma or stop before one of them. */
const NAME =
  /^[\s,.;:(–—-]*(?:[Ii]n:? )?((?:\d{1,3}(?:st|nd|rd|th)\b|[^,.;:()\d]|(?<=\b\p{Lu}\p{Ll}{1,5})\.(?=\s\p{Lu})|,(?= (?:and|&) )){2,200}?)\.?(?=\s*(?:[,.;:(]|['’]?\d|$)(?!\d{1,2}(?:st|nd|rd|th)\b))(?!\.?\s\p{Lu})(?!\s?\d{1,3}(?:st|nd|rd|th)\b)/u
const VOLUME =
  /^[\s,.;:]*(?:(?:19|20)\d{2}[;,:]\s?)?(?:vol(?:ume)?\.?\s?)?(?!(?:19|20)\d{2}\b)(?!\d{1,2}(?:st|nd|rd|th)?\s\p{Lu}\p{Ll}{2})(\d{1,4})(?!\d)(?:\s?\((?!(?:19|20)\d{2}\))(\w{0,3}\d[\w–-]{0,8})\)|,? (?:no|issue|number)\.? ?(\d{1,4}))?(?=[\s,.;:)]|$)/iu
const PAGES =
  /(?:\bpp?\.?|\bpages)\s?(\w{0,3}\d+(?:\s?[–-]{1,2}\s?\w{0,3}\d+)?)|[,:]\s?(\d{1,5}\s?[–-]{1,2}\s?\d{1,5})(?=[\s,.;)]|$)/i
