import type { Meeting } from '../parsed-digest.ts'
import { isPlaceholder } from './titles.ts'

/** What a meeting without papers is, from the words in the place of one. */
export function meetingKind(words: string): Meeting['kind'] {
  if (isPlaceholder(words)) return 'open'
  if (
    /^\W*no\b|cancel|holiday|break|vacation|recess|thanksgiving|postponed|skip|\boff\b|exams?\b|deadline|fällt aus|entfällt|\bkeine?\b|ferien|feiertag|pause$|\bpas de\b|annul|\bsin (?:reuni|sesi)|cancelad|vacan|vacac|vakantie|férié|festivo|feriado|nessun|\bgeen\b/i.test(
      words,
    )
  )
    return 'none'
  return 'other'
}

/** The names in a schedule's cell: `Ann & Bob`, `@ann (Ann)`; what stands for nobody is none. */
export function presentersIn(text: string): Meeting['people'] {
  return text
    .split(/\s*(?:,|;|&|\/|\n|\band\b)\s*/)
    .map((name) =>
      name
        .replace(/^@\S+\s*\(([^()]{2,60})\)$/, '$1')
        .replace(/^\W+|[\s:]+$/g, '')
        .trim(),
    )
    .filter((name) => name !== '' && name.length <= 80 && !isPlaceholder(name))
    .slice(0, 20)
    .map((name) => ({ name, role: 'presenter' }))
}
