/** What headings say of what stands below them: papers or other things, a day, who presents. */
import { countWords } from '../formats/prose.ts'
import { DAY_AND_TOPIC, leadingDay, type Order, readDay } from './days.ts'
import { headOf } from './heads.ts'
import { readLabel } from './labels.ts'
import { isPeople } from './people-found.ts'
import { type Row, textOf } from './row.ts'
import { isNoTitle } from './titles.ts'

export interface Section {
  /** Which part of the document: rows of one part are alike. */
  number: number
  kind: 'papers' | 'others' | 'unnamed'
  /** The heading or line names papers itself, no heading above it. */
  isNamed: boolean
  /** It says of all that follows that it is papers, or none. */
  isSure: boolean
  /** It is one of several days, and what is read on them is alike. */
  isDay: boolean
  day: string | null
  who: string | null
  /** The year that its heading names, or one above. */
  year: number | null
}

const PAPERS =
  /\b(?:papers?|readings?|read|journal club|publications?|articles?|preprints?|literature|schedule|past|previous(?:ly)?|upcoming|sessions?|meetings?|discussed|presented|covered|nominat\w+|candidates?|backlog|queue|seminars?|weekly|this week|archive|bibliography|references|in the journals|(?:book|reading|literature) (?:club|circle)s?)\b|论文|論文|논문/i

const OTHERS =
  /\b(?:tools?|software|implementations?|datasets?|libraries|frameworks|videos?|courses?|tutorials?|blogs?|news|books?|contribut(?:e|ing|ors?)|licen[cs]e|contact|members|team|organi[sz]ers?|install\w*|usage|how to|how we|rules|guidelines|faq|acknowledg\w+|communit(?:y|ies)|websites?|conferences|newsletters?|podcasts?|people|jobs|chat|setup|events?|deadlines|positions|funding|(?:discussion )?questions|exercises|homework|assignments|getting started|table of contents|contents|footnotes|other (?:groups|lists|resources)|related (?:lists|groups|projects|repos\w*|resources)|useful links|resources|code of conduct|features|elsewhere|other news|in brief|lab ?work|assignments?|films?|movies|screenings?|documentar(?:y|ies)|snacks|in the (?:news|media|press)|curriculum vitae)\b/i

/** What a section of papers is called elsewhere, and one that holds none. */
const PAPERS_ELSEWHERE =
  /(?<!\p{L})(?:textes?|lectures? (?:du|de|des|à)|à lire|bibliographie|lektüre|literatur(?:liste)?|texte|aufsätze|zu lesen|lecturas?|artículos?|bibliografía|leituras?|artigos?|bibliografia|letture|articoli|artikelen|lese(?:kreis|gruppe|zirkel|sirkel)|literaturkreis|(?:cercle|club) de lecture|club(?:e|s|es)? de (?:lectura|leitura)s?|gruppo di lettura|lees(?:club|groep)|bokcirkel|bogklub|bokklubb)(?!\p{L})/iu
const OTHERS_ELSEWHERE =
  /(?<!\p{L})(?:outils|logiciels|actualités|règles|membres|devoirs|à faire|werkzeuge|neuigkeiten|regeln|mitglieder|kontakte?|hausaufgaben|übungen|herramientas|noticias|reglas|miembros|contacto|tareas|ferramentas|notícias|regras|membros|tarefas|strumenti|notizie|regole|membri|compiti)(?!\p{L})/iu

/** What a heading or a line says that it heads; null where it says neither. One paper’s own sections list no others. */
export function kindOf(text: string): 'papers' | 'others' | null {
  const words = text.replace(/\b(?:the|this|that) (?:paper|article)(?:['’]s)?\b/gi, '')
  if (PAPERS.test(words) || PAPERS_ELSEWHERE.test(words)) return 'papers'
  return OTHERS.test(words) || OTHERS_ELSEWHERE.test(words) ? 'others' : null
}

/** Whether it names papers itself. */
export function namesPapers(text: string): boolean {
  return kindOf(text) === 'papers' && (NAMES_PAPERS.test(text) || PAPERS_ELSEWHERE.test(text))
}

/** A line that says that papers follow: `This week's top papers:`, `During the year we have covered the following papers:`. */
const NAMES_PAPERS = /\b(?:papers?|reading list|articles|preprints|publications|readings)\b|论文|논문/i

export const SURE =
  /\b(?:top|best|following|these|this week|week['’]s|all|we (?:read|discussed|covered)|\d{1,3})\b.{0,60}\bpapers\b|\bpapers\b.{0,30}\b(?:of the (?:week|month|day)|this (?:week|month)|(?:we|I)(?:['’]ve| have)? (?:read|discussed|covered))\b/i

/** An item in bold that only names what is listed below it: `- **Tools**`. */
export function isHeadOfItems({ kind, depth, runs }: Row, next: Row | undefined): boolean {
  if (kind !== 'item' || next?.kind !== 'item' || next.depth <= depth) return false
  return countWords(textOf(runs)) <= 4 && runs.every(({ bold, url }) => bold && url === null)
}

/** A line in bold that stands for itself and is what headings are: `**Further readings**`. */
export function isHeadingInBold({ kind, gap, runs }: Row, next: Row | undefined): boolean {
  const text = textOf(runs)
  if (kind === 'text' && isSectionLine(text) && runs.every(({ url }) => url === null)) return true
  if (kind !== 'text' || !gap || countWords(text) > 12 || !runs.every(({ bold, url }) => bold && url === null))
    return false
  if (leadingDay(text)) return true
  if (next?.kind === 'item' && /^\W*(?:papers|articles|readings|preprints)\b/i.test(text)) return true
  if (countWords(text) > 4) return false
  return (
    !readLabel(text)?.value &&
    (isNoTitle(text) || /\b(?:readings?|papers?|questions|exercises|homework|links|resources)$/i.test(text))
  )
}

/** A line of plain words that is what headings are: `Suggested Articles`, `In the journals`. */
export function isSectionLine(text: string): boolean {
  return (
    countWords(text) <= 4 &&
    /^\p{Lu}[\p{L}\d '’&-]*$/u.test(text) &&
    readLabel(text) === null &&
    kindOf(text) !== null &&
    (isNoTitle(text) || IN_THE.test(text))
  )
}

const IN_THE = /^in the \p{L}+$/iu

/** A day, maybe without a year, and who presents then: `April 17: Anna Kowal`. */
export function opensDay(text: string): boolean {
  const rest = leadingDay(text)?.rest
  return rest !== undefined && (rest === '' || isPeople(rest))
}

/** The topic of a day above references that stand for themselves: `May 2: Mechanism`. */
export function isTopicOf(text: string, next: Row | undefined, order: Order): boolean {
  if (next?.kind !== 'item' || !leadingDay(text)?.rest) return DAY_AND_TOPIC.test(text)
  const head = headOf(next.runs, order)
  return head !== null && head.odds >= 1 && head.evidence >= 1
}

/** `2025-06-10: Ann` and `08.11.2017` head what was read that day. */
export function dayAndWho(text: string, order: Order): { day: string; who: string | null } | null {
  const day = text.length > 90 ? null : readDay(text, order)
  if (day === null || day.length < 7) return null
  const who = /^[^:–—]{4,40}[:–—]\s*(\p{Lu}[\p{L}.'’ -]{1,40})$/u.exec(text)?.[1] ?? null
  return { day, who: who && (isPeople(who) || countWords(who) <= 3) ? who : null }
}
