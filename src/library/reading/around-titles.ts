/** What stands before and behind a title: by whom, where and when, and who speaks of it. */
import { readCitation, VOLUME } from '../formats/citation.ts'
import type { FoundFacts } from '../formats/paper-entry.ts'
import { type People, peopleIn } from './people.ts'
import { isPeople, takePeople } from './people-found.ts'
import { wordsOf } from './plain-line.ts'
import { textOf } from './row.ts'
import type { Span } from './title-places.ts'
import { isNoTitle } from './titles.ts'

/** What is said behind a title, without who leads the talk of it: `led by Eva`, `– presenter: Kim`. */
export function ledBy(said: string): { who: string; said: string } | null {
  const [whole, by, as] = LED.exec(said) ?? []
  const name = by ?? as ?? ''
  return whole === undefined || !/^\p{Lu}/u.test(name)
    ? null
    : { who: name.trim().replace(/\.$/, ''), said: said.slice(0, -whole.length) }
}

/** Looks for what comes before from its beginning alone, since a long run of stops would take the square of its length. */
const LED =
  /(?<![\s(,;.–—-])[\s(,;.–—-]*(?:\b(?:vorgestellt von|presentado por|apresentado por|présentée? par)|(?<!\p{L})(?:presented|led|hosted|chaired|moderated|introduced|chosen|picked|nominated|suggested|proposed) by):? ([\p{L}.'’ -]{2,40})[\s).]*$|(?<![\s(,;.–—-])[\s(,;.–—-]*\b(?:presenter|speaker|discussion leader|discussant|lead|leader|host|vortrag|vortragender?|referent(?:in)?|moderation|ponente|presentador[a]?|intervenante?|relatore|relatrice|apresentador[a]?):\s?([\p{L}.'’ -]{2,40})[\s).]*$/iu

/** What stands before a title: who wrote it, when it was, or who speaks of it. */
export function beforeOf(spans: readonly Span[]): { people: People | null; date: string | null; who: string | null } {
  // Whose the title is: `Ada Brun’s “Old Gears”`.
  const text = textOf(spans)
    .replace(/[\s:：,–—-]+$/, '')
    // The stop of an initial is the name's.
    .replace(/(?<!(?<!\p{L})\p{Lu})\.[\s,–—-]*$/u, '')
    .replace(/['’]s?$/, '')
  if (text === '') return { people: null, date: null, who: null }
  const date = /\b(?:19|20)\d{2}\b/.exec(text)?.[0] ?? null
  const bare = text.replace(/\s*[([]?\b(?:(?:19|20)\d{2}[a-z]?|to appear|in press|forthcoming|ms)\b[)\]]?/, '').trim()
  const isWho = /[:：–—-]\s*$/.test(textOf(spans)) && bare.length < 40 && !/,|\band\b|&/.test(bare)
  if (isPeople(bare)) return isWho ? { people: null, date, who: bare } : { people: peopleIn(bare), date, who: null }
  // A family name alone, which its year makes one, or a sign before the title: `Brun (2017)`, `Brun, “Gears”`.
  const isAlone = bare.length < text.length || (/[,.]\s*$/.test(textOf(spans)) && !isNoTitle(bare))
  if (isAlone && /^\p{Lu}\p{Ll}[\p{L}'’-]+$/u.test(bare)) return { people: peopleIn(bare), date, who: null }
  const taken = takePeople(bare)
  if (taken && taken.rest.trim().length < 12) return { people: taken.people, date, who: null }
  return { people: null, date: null, who: isWho && /^\p{Lu}/u.test(bare) ? bare : null }
}

/** What stands behind a title: by whom, where and when it appeared, and what is said of it. */
export function behindOf(spans: readonly Span[]): { facts: Partial<FoundFacts>; said: string } {
  const words = wordsOf(spans).replace(/^\s*["”]?/, '')
  const lead = /^[\s,.;:|–—*-]*/.exec(words)?.[0].length ?? 0
  const start = words.slice(lead)
  const stop = /^[^([]{0,400}?(?=\s*(?:[([]|(?<!\b\p{Lu})\.\s|\n|$))/u.exec(start)?.[0] ?? ''
  const named = stop.replace(/^by:?\s+/i, '').replace(/[\s.,;]+$/, '')
  // A number before a bracket is a volume, and what it stands behind a journal: `Cogs 20 (1993)`.
  const isVolume = /\d$/.test(named) && /^\s*[([,]/.test(start.slice(stop.length))
  if (named !== '' && !isVolume && isPeople(named) && !VOLUME.test(start.slice(stop.length))) {
    const rest = readCitation(start.slice(stop.length))
    return { facts: { ...rest.facts, ...peopleIn(named) }, said: rest.rest }
  }
  const { facts, rest } = readCitation(words)
  if (facts.authors?.length) return { facts, said: rest }
  const taken = takePeople(rest)
  if (
    taken &&
    /^\s*(?:$|[.([,;:–—-])/.test(taken.rest) &&
    (taken.people.authors.length > 1 || taken.people.authorsCount === null || taken.rest.trim() === '')
  ) {
    const more = readCitation(taken.rest)
    return { facts: { ...more.facts, date: facts.date ?? more.facts.date ?? null, ...taken.people }, said: more.rest }
  }
  return { facts, said: rest }
}
