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
    const isTitle = behind !== '' || capitals >= 5 || (isCued && words >= 3)
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
const BY = / by (?:\p{Lu}[\p{L}'’-]+(?: (?:and|&) )?){1,4}$/u

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
    const isCued = WORK_BEFORE.test(before) || /^,? ?(?:by |paper|book|\(?(?:19|20)\d\d|from [\p{Lu}])/u.test(after)
    const looksIt = words >= 2 && titleCase(title) >= 0.75 && !/(?:!|\.{2}|…)$/.test(title)
    if (looksIt && words <= 30 && (isCued || (!single && (words >= 4 || title.includes(': ')))))
      found.push({ at: match.index, title })
  }
  return found
}

const QUOTED = /[“"]([^“”"]{5,250})[”"]|(?<![\p{L}\p{N}])['‘]([^'‘’“”"]{5,250})['’](?![\p{L}\p{N}])/gu

const WORK_BEFORE =
  /\b(?:papers?|books?|articles?|posts?|essays?|works?|stud(?:y|ies)|reports?|preprints?|thesis|titled|called|entitled|read(?:ing)?|see|cite[sd]?|in|published|wrote)\b[^.!?“”"]{0,30}$/i

/** Behind a quotation: `…”—Inference Scaling fLaws`. */
export function attributions(text: string): Named[] {
  const match = /[”"]\s?[—–]{1,2}\s?([\p{Lu}][^“”"—–.]{4,150})\.?$/u.exec(text.slice(-300))
  const title = match?.[1]?.trim() ?? ''
  if (countWords(title) < 3 || titleCase(title) < 0.75) return []
  return [{ at: text.length - title.length, title }]
}
