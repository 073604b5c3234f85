/** What is done with prose, whichever chat it came from. */
import { MARKS, type Prose, type ProseBlock, type Span } from '../club/prose.ts'

export function span(text: string, marks: Span['marks'] = [], link: string | null = null): Span {
  return { text, marks, link }
}

export function block(kind: ProseBlock['kind'], spans: readonly Span[], { depth = 0, n = 0 } = {}): ProseBlock {
  return { kind, depth, n, spans: joined(spans) }
}

/** Words without any markup; web addresses are links. */
export function plainProse(text: string): Prose {
  return text === '' ? [] : [block('text', linked([span(text)]))]
}

/** A text with its markup, as far as it has any. */
export function withProse(text: string, prose: Prose): { text: string; prose?: Prose } {
  return JSON.stringify(prose) === JSON.stringify(plainProse(text)) ? { text } : { text, prose }
}

export function wordsOfProse(prose: Prose): string {
  return prose.map(({ spans }) => spans.map(({ text }) => text).join('')).join('\n')
}

/** Addresses among the words become links. */
export function linked(spans: readonly Span[]): Span[] {
  return spans.flatMap((one) => {
    if (one.link !== null || one.marks.includes('code')) return [one]
    return one.text.split(ADDRESS).map((text, index) => ({ ...one, text, link: index % 2 === 1 ? text : null }))
  })
}

/** Signs that end a sentence or close a bracket around it are none of the address. */
const ADDRESS = /(https?:\/\/[^\s<>]*[^\s<>.,:;!?'"()[\]*_~|])/

/** The longest beginning that `fits`, ending in `…`; all of it where it does. */
export function cutProse(
  prose: Prose,
  fits: (prose: Prose) => boolean,
  cut: (text: string, limit: number) => string,
): Prose {
  if (fits(prose)) return prose
  let [low, high] = [0, wordsOfProse(prose).length]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(beginning(prose, middle, cut))) low = middle
    else high = middle - 1
  }
  return beginning(prose, low, cut)
}

function beginning(prose: Prose, limit: number, cut: (text: string, limit: number) => string): Prose {
  const kept: Prose = []
  let left = limit
  for (const { spans, ...rest } of prose) {
    const some: Span[] = []
    for (const one of spans) {
      if (one.text.length > left) {
        some.push({ ...one, text: cut(one.text, left) || '…' })
        return [...kept, { ...rest, spans: some }]
      }
      some.push(one)
      left -= one.text.length
    }
    kept.push({ ...rest, spans: some })
    left -= 1
  }
  return kept
}

/** Neighbours that are set alike are one; empty ones are none. */
function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = []
  for (const one of spans) {
    if (one.text === '') continue
    const marks = MARKS.filter((mark) => one.marks.includes(mark))
    const last = all.at(-1)
    if (last && last.link === one.link && last.marks.join() === marks.join()) {
      all[all.length - 1] = { ...last, text: last.text + one.text }
    } else all.push({ ...one, marks })
  }
  return all
}
