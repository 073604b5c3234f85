/** Paragraphs and items whose lines are things of their own, as rows. */
import { countWords, isUnfinished, titleCase } from '../formats/prose.ts'
import { leaning } from '../formats/titles-and-abstracts.ts'
import { citedLine } from './cited-line.ts'
import { joined, linesApart, openedByDay } from './day-rows.ts'
import { leadingDay } from './days.ts'
import { headOf, severalIn } from './heads.ts'
import { readLabel } from './labels.ts'
import { layOut, waysOf } from './layouts.ts'
import { isPeople, isPeopleList } from './people-found.ts'
import { isLinkLabel, placeWorth } from './places.ts'
import { linesOf, type Row, type Run, textOf } from './row.ts'
import { HOW_NEEDED } from './row-openings.ts'
import { isSectionLine, namesPapers, opensDay } from './sections.ts'
import { titleOdds, wordsIn } from './titles.ts'
import { arePlaces } from './work-places.ts'

/** A paragraph or item whose lines are things of their own, as those. */
export function partedRow(written: Row): Row[] {
  if (written.kind === 'cells') return [written]
  if (written.kind === 'heading') {
    const [day = [], ...below] = linesOf(written.runs)
    if (below.length === 0 || !opensDay(textOf(day))) return [written]
    return [
      { ...written, runs: day },
      ...partedRow({ ...written, kind: 'item', depth: 0, gap: false, runs: joined(below) }),
    ]
  }
  const row = { ...written, runs: written.runs.map(unbroken) }
  const several = severalIn(row.runs)
  if (several) return several.map((runs, at) => ({ ...row, gap: at === 0 && row.gap, runs }))
  const cited = citedIn(row.runs)
  if (cited) return cited.map((runs, at) => ({ ...row, kind: 'item', gap: at === 0 && row.gap, runs }))
  const labelled = labelledIn(row.runs)
  if (labelled)
    return labelled.flatMap((runs, at) =>
      partedRow({ ...row, kind: at === 0 ? row.kind : 'text', gap: at === 0 && row.gap, runs }),
    )
  const lines = linesOf(row.runs)
  if (lines.length < 2 || lines.length > 400) return quotedApart(row)
  if (row.kind === 'text' && lines.every((line) => OPENS_WITH_ADDRESS.test(textOf(line))))
    return linesApart(row).map((line) => ({ ...line, kind: 'item' }))
  const listed = listedBelow(lines)
  if (listed)
    return listed.map((runs, at) => ({
      ...row,
      line: row.line + at,
      kind: at === 0 && /[:：]$/.test(textOf(runs)) ? row.kind : 'item',
      gap: at === 0 && row.gap,
      runs,
    }))
  const opened = openedByDay(row, lines, partedRow)
  if (opened) return opened
  const laid = row.kind === 'text' ? laidOut(lines) : []
  const begins = lines.map(
    (line, at) =>
      at === 0 || laid[at] || (laid[at - 1] && at > laid.lastIndexOf(true)) || beginsAnew(line, lines[at - 1] ?? []),
  )
  // A title on the first line, and people, a link or a label on the second.
  if (!begins.slice(1).some(Boolean)) return quotedApart(row)
  const parts: Row[] = []
  lines.forEach((line, at) => {
    const last = parts.at(-1)
    if (begins[at] || !last) {
      parts.push({
        ...row,
        line: row.line + at,
        kind: at === 0 ? row.kind : 'text',
        depth: at === 0 ? row.depth : row.depth + (row.kind === 'item' ? 1 : 0),
        gap: at === 0 && row.gap,
        runs: line,
      })
    } else last.runs = [...last.runs, { text: '\n', bold: false, url: null }, ...line]
  })
  return parts.flatMap(quotedApart)
}

/** Which lines say who wrote what, in one order; none where others stand between them. */
function laidOut(lines: readonly Run[][]): boolean[] {
  const laid = layOut(lines.map((line) => waysOf(line))).map((split) => split !== null && split.before.length > 0)
  const count = laid.filter(Boolean).length
  const between = laid.lastIndexOf(true) - laid.indexOf(true) + 1
  return laid.map((is) => is && count >= 3 && count >= between * 0.6)
}

/** Lines that were broken behind a small word are one: `its` ends no title. */
function unbroken(run: Run): Run {
  if (!run.text.includes('\n')) return run
  const text = run.text
    .split('\n')
    .reduce((all, line) => `${all}${isUnfinished(all) && /\p{L}$/u.test(all) ? ' ' : '\n'}${line}`)
  return { ...run, text }
}

/** As a title does on a line of its own. */
const BEGINS_AND_ENDS = /^[\p{Lu}\p{Lo}\p{N}“"].*[^,;:.–-]$/u

/** A line that says that papers follow and nothing but titles below it, or nothing but titles. */
function listedBelow(lines: Run[][]): Run[][] | null {
  const isBare = (line: Run[]) => {
    const text = textOf(line)
    const isPlain = line.every(({ bold, url }) => !bold && url === null)
    return (
      isPlain &&
      titleOdds(text) >= 1 &&
      wordsIn(text) >= 3 &&
      BEGINS_AND_ENDS.test(text) &&
      !isPeopleList(text) &&
      readLabel(text) === null
    )
  }
  if (lines.length > 2 && lines.every((line) => isBare(line) && !arePlaces(textOf(line)))) return lines
  const [first = [], ...below] = lines
  if (below.length < 2 || !/[:：]$/.test(textOf(first)) || !namesPapers(textOf(first))) return null
  return below.every((line) => titleOdds(textOf(line)) >= 1 && !/,$/.test(textOf(line))) ? lines : null
}

function quotedApart(row: Row): Row[] {
  const quoted = quotedIn(row.runs)
  return (
    quoted?.map((text, at) => ({ ...row, gap: at === 0 && row.gap, runs: [{ text, bold: false, url: null }] })) ?? [row]
  )
}

/** Several works in quotes, each behind who wrote it: `Ada Brun’s “Gears” (part 1) and Bo Lee, “Moss”`; null of anything else. */
function quotedIn(runs: readonly Run[]): string[] | null {
  const text = textOf(runs)
  if (runs.some(({ bold, url }) => bold || url !== null) || (text.match(/“/g) ?? []).length < 2 || text.length > 600)
    return null
  const found: string[] = []
  let who = ''
  for (let rest = text; rest !== ''; ) {
    const [whole, lead = '', title = ''] = QUOTED_WORK.exec(rest) ?? []
    if (whole === undefined || titleOdds(title) < -1) return null
    const name = /(?:\p{Lu}[\p{L}.'-]* ){0,3}\p{Lu}[\p{L}'-]+(?=(?:['’]s?|,)$)/u.exec(lead.trim())?.[0] ?? ''
    // A title in quotes within another work names no work of its own.
    if (name === '' && lead !== '' && found.length > 0) return null
    who = name || who
    const day = found.length === 0 ? lead.slice(0, lead.length - (leadingDay(lead)?.rest ?? lead).length) : ''
    found.push(`${day}${who === '' ? '' : `${who}, `}${whole.slice(whole.indexOf('“'))}`)
    rest = rest.slice(whole.length).replace(/^\s*[,;]?\s*(?:and\b|&)?\s*/, '')
    if (/^[.;]?$/.test(rest)) rest = ''
  }
  return found.length >= 2 && who !== '' ? found : null
}

const QUOTED_WORK = /^([^“”]{0,80}?)“([^“”]{4,200})”(?:\s*\([^()]{0,120}\))?/

/** Works that a sentence cites, each a link with its people or year in brackets behind it; what is said behind the last. */
function citedIn(runs: readonly Run[]): Run[][] | null {
  const isTitle = ({ text, url, bold }: Run) =>
    url !== null &&
    !bold &&
    placeWorth(url) >= 1 &&
    !isLinkLabel(text) &&
    countWords(text) >= (placeWorth(url) >= 3 && titleCase(text) < 1 ? 3 : 2) &&
    titleOdds(text) >= 0
  const isCited = (behind: Run | undefined) =>
    behind?.url === null &&
    /^\s*\((?:[^()]{0,120}\b(?:19|20)\d{2}\b|[^()]{0,120}\bet\.? al\b)[^()]{0,40}\)/.test(behind.text)
  const at = runs.flatMap((run, index) => (isTitle(run) && isCited(runs[index + 1]) ? [index] : []))
  if (at.length < 2) return null
  return at.map((start, nth) => {
    const [title, behind] = [runs[start], runs[start + 1]]
    if (!title || !behind) return []
    const bracket = /^\s*\([^()]*\)/.exec(behind.text)?.[0] ?? ''
    if (nth < at.length - 1) return [title, { ...behind, text: bracket }]
    const rest = behind.text.slice(bracket.length).replace(/^[^.!?]*[.!?](?=\s|$)/, '')
    return [title, { ...behind, text: `${bracket}${rest}` }, ...runs.slice(start + 2)]
  })
}

/** `**Authors:** … **Link:** …` on one line. */
function labelledIn(runs: readonly Run[]): Run[][] | null {
  const at = runs.flatMap(({ text, bold }, index) =>
    bold &&
    /[:：]\s*$/.test(text + (runs[index + 1]?.text ?? '').slice(0, 1)) &&
    readLabel(text.replace(/[:：]?\s*$/, ':'))
      ? [index]
      : [],
  )
  if (at.length < 2) return null
  const starts = at[0] === 0 ? at : [0, ...at]
  return starts.map((start, nth) => runs.slice(start, starts[nth + 1]))
}

function beginsAnew(line: readonly Run[], above: readonly Run[]): boolean {
  const text = textOf(line)
  const [first] = line
  const last = above.at(-1)
  // What is set off goes on over the line's end.
  if (first && last && (first.url !== null ? first.url === last.url : first.bold && last.bold && last.url === null))
    return false
  if (readLabel(text) || isLinks(line) || isPeople(text)) return true
  if (leadingDay(text) || HOW_NEEDED.test(text) || isSectionLine(text) || isSectionLine(textOf(above))) return true
  if (/^(?:pages?|pp\.?|vol(?:ume)?\.?) ?\d/i.test(text) && isPeople(textOf(above))) return true
  if ((citedLine(text)?.worth ?? 0) >= 3 || (citedLine(textOf(above))?.worth ?? 0) >= 4) return true
  if (isLinks(above) || readLabel(textOf(above)) || isPeopleList(textOf(above))) return true
  if (first?.url && placeWorth(first.url) >= 1 && countWords(first.text.trim()) >= 3) return true
  if (first?.bold && countWords(first.text.trim()) >= 2 && /[.!?)]\s*$/.test(textOf(above))) return true
  const title = textOf(above).replace(/\s*\(?https?:\/\/\S+$/, '')
  const isSaid = leaning({ text, heading: 0 }) > 0 || (countWords(text) > 5 && titleCase(text) < 0.3)
  if (
    isSaid &&
    title.length < 150 &&
    titleCase(title) >= 0.7 &&
    titleOdds(title) >= 1 &&
    !/[,;–—-]$/.test(title) &&
    /^[\p{Lu}\p{N}]|https?:/u.test(text + textOf(above))
  )
    return true
  if (
    /[.!?…)\]]["”]?$/.test(textOf(above)) &&
    /^[\p{Lu}\p{N}“"]/u.test(text) &&
    /[–—:-]|["”]/.test(text) &&
    (headOf(line)?.evidence ?? 0) >= 1
  )
    return true
  return /^\(?\d{1,3}(?:[.):]+|\/{1,2})\s+\S/.test(text) && !/[,\p{Ll}]$/u.test(textOf(above))
}

/** `https://… – Title`, as chats have it. */
const OPENS_WITH_ADDRESS = /^https?:\/\/\S+\s+(?:[-–—:|]+\s+)?\S/

/** Whether a text only leads somewhere. */
export function isLinks(runs: readonly Run[]): boolean {
  const said = runs
    .map(({ text, url }) => (url !== null && isLinkLabel(text) ? ' ' : text))
    .join('')
    .replace(/^\s*\d{1,3}(?:[.):]+|\/{1,2})\s/, ' ')
    .replace(
      /https?:\/\/[^\s<>()[\]"'|]+|(?<!\S)www\.[^\s<>()[\]"'|]+\/[^\s<>()[\]"'|]+|\barxiv[: ]\s?\d{4}\.\d{4,5}(?:v\d+)?|\bdoi[: ]\s?10\.\S+|\b(?:www\.|dx\.)?(?:arxiv|doi)\.org\/\S+/gi,
      ' ',
    )
  const isEmpty = said.split(/[|,/·;&()[\]\s:–—-]+/).every((word) => word === '' || isLinkLabel(word))
  return (
    isEmpty &&
    (runs.some(({ url }) => url !== null) ||
      /https?:|(?<!\S)www\.|arxiv[: ]\s?\d|doi[: ]\s?1|\b(?:arxiv|doi)\.org\//i.test(textOf(runs)))
  )
}

/** Whether a paragraph is one line of words and an address below it. */
export function isTitleOverPlace({ runs }: Row): boolean {
  const [title = [], place = [], ...others] = linesOf(runs)
  return others.length === 0 && /\p{L}/u.test(textOf(title)) && !isLinks(title) && isLinks(place)
}

/** Whether a document sets names on a line of their own above each title: several do, one of them with several names. */
export function haveNamesAbove(rows: readonly Row[]): boolean {
  const named = rows.filter(isNamedAbove)
  return named.length >= 2 && named.some(({ runs }) => isPeopleList(textOf(linesOf(runs)[0] ?? [])))
}

export function isNamedAbove({ kind, runs }: Row): boolean {
  if (kind !== 'text' || runs.some(({ url }) => url !== null)) return false
  const [names = [], title = [], ...others] = linesOf(runs)
  const text = textOf(title)
  return (
    others.length < 2 && isPeople(textOf(names)) && !isPeople(text) && countWords(text) >= 3 && titleOdds(text) >= 1
  )
}
