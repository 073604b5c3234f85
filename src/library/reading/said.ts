import { oneLine } from '../formats/texts.ts'
import { isLinkLabel } from './places.ts'

/** What is said of a paper on its own line: the line, and the points that some set behind it. */
export function pointsIn(text: string): { line: string | null; points: string[] } {
  const [first = '', ...points] = oneLine(text).split(/\s*[●•▪◦]\s*/)
  const line = first.replace(/^(?:[\s:：–—.|,;~·-]|\p{Extended_Pictographic}\uFE0F?)+/u, '').trim()
  // An opening of the points to come is no part of the line.
  const kept = /^(.*[.!?;])\s+[^.!?;]{1,60}:$/s.exec(line)?.[1] ?? line
  const isSaid =
    /\p{L}/u.test(kept) &&
    !isLinkLabel(kept) &&
    !/^\(?(?:pages?|pp?\.?) ?\d[\d\s–-]*\.?\)?$|^\(?(?:~|ca\.? )?\d+ ?(?:min(?:ute)?s?|hours?|pages?)\.?\)?$/i.test(
      kept,
    )
  return { line: isSaid ? kept.trim() : null, points: points.map((point) => `- ${point.trim()}`) }
}
