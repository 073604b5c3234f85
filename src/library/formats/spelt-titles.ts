import type { Named } from './named.ts'
import { countWords, titleCase } from './prose.ts'

/** Titles in running text without quotes, where the words around them tell that they are: behind “read”, or with a link or citation behind. */
export function speltTitles(text: string): Named[] {
  const found: Named[] = []
  for (const match of text.matchAll(SPELT)) {
    const [, whole = '', behind = ''] = match
    const run = whole.replace(BY, '')
    const before = text.slice(Math.max(0, match.index - 20), match.index)
    const words = countWords(run)
    const capitals = run.split(' ').filter((word) => /^\p{Lu}/u.test(word)).length
    const isCued = /\b(?:read|reading|reread|recommend|see|cite[sd]?|check(?:ed)? out)\s$/i.test(before)
    const isTitle = behind !== '' || run !== whole || capitals >= 5 || (isCued && words >= 3)
    if (isTitle && capitals >= 2 && titleCase(run) >= 0.75 && !SPEAKER.test(run)) {
      found.push({ at: match.index, title: run.replace(/[:,]$/, '') })
    }
  }
  for (const match of text.matchAll(LINKED)) {
    const title = match[1] ?? ''
    if (countWords(title) >= 3) found.push({ at: match.index + match[0].indexOf(title), title })
  }
  return found.filter(({ at }, index) => found.findIndex((one) => one.at === at) === index)
}

const SPEAKER = /^(?:I|We|You|They|He|She|It)(?:['’]|\b)/

const SMALL = '(?:a|an|and|as|at|by|for|from|in|into|is|of|on|or|the|to|via|vs|with)'
const CAPITAL = "\\p{Lu}(?:[\\p{L}\\p{N}'’+-]|\\.(?=\\p{N})){0,40}"
const SPELT = new RegExp(
  `(?<![\\p{L}\\p{N}“"'‘’-])(${CAPITAL}:?(?: (?:${SMALL} ){0,2}${CAPITAL}:?){1,14})(?= by \\p{Lu}|[.,;?!](?:\\s|$)|$|( \\((?:\\p{Lu}[^()]{2,40}(?:19|20)\\d{2}\\)|https?:|arXiv))| \\p{Ll})`,
  'gu',
)
const BY = / by \p{Lu}[\p{L}.'’-]+(?: (?:(?:and|&) )?\p{Lu}[\p{L}.'’-]+){0,6}$/u

/** `reading Progress measures for grokking (https://…)` */
const LINKED =
  /\b(?:read|reading|recommend|see|in|is|called|check out) (\p{Lu}[^.!?;()“”"]{10,160}?) ?\((?=https?:\/\/(?:arxiv|openreview|doi|www\.lesswrong|aclanthology)\b)/gu

export function quotedTitles(text: string): Named[] {
  const found: Named[] = []
  for (const match of text.matchAll(QUOTED)) {
    const single = match[2]
    const title = (match[1] ?? single ?? '').replace(/[.,;]$/, '').trim()
    const words = countWords(title)
    const before = text.slice(Math.max(0, match.index - 60), match.index)
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 30)
    const isNamed = WORK_BEHIND.test(after)
    const isCued = isNamed || WORK_BEFORE.test(before)
    if (words < 2 || words > 30 || /(?:!|\.{2}|…)$/.test(title)) continue
    const isLong = words >= 4 || title.includes(': ') || (words === 3 && BEGINS_TITLE.test(title))
    const isTitle = titleCase(title) >= 0.75 && (isCued || (!single && isLong))
    // Where the words beside it say that it is a work, a title need not be printed as one.
    const isCalled = (isNamed || CALLED_BEFORE.test(before)) && words >= 3 && SENTENCE_CASE.test(title)
    const isSubtitled = words >= 4 && SUBTITLED.test(title) && titleCase(title.split(': ', 1)[0] ?? '') >= 0.75
    if (isTitle || ((isCalled || isSubtitled) && !single && !SPEAKER.test(title)))
      found.push({ at: match.index, title, date: YEAR_BEHIND.exec(after)?.[1] ?? null })
  }
  return found
}

const YEAR_BEHIND = /^,? ?\(?((?:19|20)\d\d)\b/
const QUOTED = /[“"]([^“”"]{5,250})[”"]|(?<![\p{L}\p{N}])['‘]([^'‘’“”"]{5,250})['’](?![\p{L}\p{N}])/gu

const WORK_BEHIND =
  /^,? ?(?:by |paper|book|on (?:arXiv|(?:bio|med)Rxiv|SSRN|OpenReview|LessWrong)\b|in (?:Nature|Science|Cell)\b|says (?:no|yes|that|it|so)\b|(?:argues|shows|finds)\b|\(?(?:19|20)\d\d|from [\p{Lu}])/u
const CALLED_BEFORE =
  /(?:\b(?:paper|book|article|post|essay|report|preprint|thesis)(?: (?:about|on) (?:this|that|it))?:? |\b(?:titled|called|entitled|reread|read|found|liked|loved|enjoyed|recommend(?:ed)?) |\p{L}['’]s |\p{L}s['’] )$/iu
const BEGINS_TITLE = /^(?:The|An?|On|Towards?|Why|How|What|Is|Are|Do|Does) /
/** `Marmot Scaling: a replication attempt` */
const SUBTITLED = /^\p{Lu}[^ :]* [^:]{2,60}: \S/u
/** A capital, and no sentence that ends within. */
const SENTENCE_CASE = /^[\p{Lu}\p{N}](?!.*[.!?] )/u
const WORK_BEFORE =
  /\b(?:papers?|books?|articles?|posts?|essays?|works?|stud(?:y|ies)|reports?|preprints?|thesis|titled|called|entitled|read(?:ing)?|see|cite[sd]?|in|published|wrote)\b[^.!?“”"]{0,30}$/i

/** Behind a quotation: `…”—Inference Scaling fLaws`. */
export function attributions(text: string): Named[] {
  const match = /[”"]\s?[—–]{1,2}\s?([\p{Lu}][^“”"—–.]{4,150})\.?$/u.exec(text.slice(-300))
  const title = match?.[1]?.trim() ?? ''
  if (countWords(title) < 3 || titleCase(title) < 0.75) return []
  return [{ at: text.length - title.length, title }]
}
