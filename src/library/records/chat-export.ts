import type { Format, Source } from '../format.ts'
import { dateWithin } from '../formats/citation.ts'
import type { Complaint } from '../formats/complaint.ts'
import { listOf, toParsed } from '../formats/digest-entry.ts'
import { plainText } from '../formats/html-text.ts'
import { entryLines, isObject, type JsonObject, jsonOf, listAt, textAt, whyNoJson } from '../formats/json-value.ts'
import { type FoundFacts, toPaper } from '../formats/paper-entry.ts'
import { oneLine } from '../formats/texts.ts'
import type { Parsed, ParsedPaper, Unread } from '../parsed-digest.ts'
import { takePeople } from '../reading/people-found.ts'
import { isLinkLabel, placeWorth } from '../reading/places.ts'
import { cleanTitle, isNoTitle, pageTitle, titleOdds } from '../reading/titles.ts'
import { SAYS } from '../reading/weighing.ts'

/** A channel as chats export it: the papers that were linked, by the title that the chat showed, with what was said of them. */
export const format: Format = { name: 'chat-export', detect, parse }

function detect(source: Source): number {
  if (!/^\s*[[{]/.test(source.text.slice(0, 1_000)) || !/"(?:ts|timestamp)"/.test(source.text.slice(0, 50_000)))
    return 0
  const messages = messagesOf(jsonOf(source))?.slice(0, 20) ?? []
  return messages.length > 0 && messages.every(isMessage) ? 1 : 0
}

function isMessage(value: unknown): boolean {
  if (!isObject(value)) return false
  const isSaid = typeof value.text === 'string' || typeof value.content === 'string'
  return isSaid && (typeof value.ts === 'string' || (typeof value.timestamp === 'string' && isObject(value.author)))
}

function messagesOf(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value
  return isObject(value) && Array.isArray(value.messages) ? value.messages : null
}

function parse(source: Source): Parsed {
  const messages = messagesOf(jsonOf(source))
  if (!messages) return toParsed(source, null, [whyNoJson(source)])
  const lines = Array.isArray(jsonOf(source)) ? entryLines(source.text) : []
  const said = messages.flatMap((message, index): Message[] =>
    isObject(message)
      ? [
          {
            line: lines[index] ?? 1,
            text: textAt(message, 'text', 'content') ?? '',
            cards: [...listAt(message, 'attachments'), ...listAt(message, 'embeds')].filter(isObject).flatMap(cardOf),
          },
        ]
      : [],
  )
  return papersSaid(source, said, 'export')
}

/** What somebody said in a chat, with what the chat showed of the pages linked in it. */
export interface Message {
  line: number
  text: string
  cards: Card[]
}

/** The papers that were linked, each by the title that stands at its link. */
export function papersSaid(source: Source, messages: readonly Message[], what: string): Parsed {
  const papers = new Map<string, ParsedPaper>()
  const untitled: (Unread & { url: string })[] = []
  const complaints: Complaint[] = []
  for (const message of messages) {
    const { line } = message
    const said = wordsOf(message.text)
    const cards = [...message.cards, ...labelled(message.text), ...besideLinks(message.text)]
    for (const { title, url, text, told } of cards) {
      if (placeWorth(url) < 3) continue
      const known = papers.get(url)
      const read = toPaper({ ...told, title, abstract: text, link: url, remarks: known ? null : said, reviewed: false })
      if ('complaint' in read) complaints.push({ line, message: read.complaint, isEntry: true })
      else if (!known) papers.set(url, read.paper)
    }
    const shown = new Set(cards.map(({ url }) => url))
    for (const url of linksIn(message.text)) {
      if (placeWorth(url) < 3 || shown.has(url) || papers.has(url)) continue
      if (!untitled.some((one) => one.url === url))
        untitled.push({ line, url, text: said.includes(url) ? said : `${url} ${said}`.trim() })
    }
  }
  const unread = untitled.filter(({ url }) => !papers.has(url)).map(({ line, text }) => ({ line, text }))
  const read = listOf(source, { papers: [...papers.values()] }, complaints, what)
  return { ...read, unread: [...(read.unread ?? []), ...unread].toSorted((a, b) => a.line - b.line) }
}

interface Card {
  title: string
  url: string
  text: string
  /** People and year, where somebody wrote them behind the link. */
  told?: Partial<FoundFacts>
}

/** What a chat shows of a page that is linked. */
function cardOf(card: JsonObject): Card[] {
  const url = textAt(card, 'title_link', 'from_url', 'original_url', 'url')
  const title = cleanTitle(
    pageTitle(plainText(textAt(card, 'title', 'fallback') ?? ''), textAt(card, 'service_name')),
  ).title
  const text = plainText(textAt(card, 'text', 'description') ?? '')
  return url && title !== '' ? [{ title, url, text }] : []
}

/** Links that bear a title themselves, or have one in bold before them: `<url|Title>`, `[Title](url)`, `**Title** <url>`. */
function labelled(text: string): Card[] {
  return [...text.matchAll(LABELLED)].flatMap((match) => {
    const [whole, barUrl, barTitle, markTitle, markUrl, boldTitle, boldUrl] = match
    const title = cleanTitle(pageTitle(plainText(barTitle ?? markTitle ?? boldTitle ?? ''))).title
    const url = barUrl ?? markUrl ?? boldUrl ?? ''
    const told = toldBehind(text.slice(match.index + whole.length))
    const least = told.date ? 0 : 1
    return isLinkLabel(title) || isNoTitle(title) || titleOdds(title) < least ? [] : [{ title, url, text: '', told }]
  })
}

/** A line that is one link and a title: `https://… Title`, `“Title” https://…`; what is said of it is none. */
function besideLinks(text: string): Card[] {
  return text.split('\n').flatMap((line) => {
    const [url, ...others] = linksIn(line)
    if (url === undefined || others.length > 0 || /<https?:[^<>]*\||\]\(|\*\*/.test(line)) return []
    const rest = plainText(line.replace(/<?https?:\/\/[^\s<>|()"']+>?/i, ' ').replace(/^[\s•*–-]+/, ''))
    const quoted = /[“"]([^“”"]{8,300})[”"]/.exec(rest)?.[1]
    const { title } = cleanTitle(quoted ?? rest)
    const isTitle = !isLinkLabel(title) && !isNoTitle(title) && titleOdds(title) >= (quoted ? 0 : 2)
    const isSaid = quoted === undefined && (SAYS.test(title) || /[!?]|[.…]\s*$|^\p{Ll}/u.test(rest.trim()))
    return isTitle && !isSaid ? [{ title, url, text: '' }] : []
  })
}

/** `(Brun & Cruz, 2015)` right behind a link. */
function toldBehind(text: string): Partial<FoundFacts> {
  const inner = /^\s{0,2}\(([^()\n]{4,120})\)/.exec(text)?.[1] ?? ''
  const date = dateWithin(inner)
  return date ? { ...takePeople(inner.replace(/,?\s*\d{4}$/, ''))?.people, date } : {}
}

const LABELLED =
  /<(https?:[^<>|\s]{1,1000})\|([^<>]{3,400})>|\[([^[\]]{3,400})\]\(<?(https?:[^()<>\s]{1,1000})>?\)|\*{1,2}([^*\n]{8,300})\*{1,2}[\s:–—(-]{0,6}<?(https?:[^\s<>()|]{1,1000})/g

function linksIn(text: string): string[] {
  return (text.match(/https?:\/\/[^\s<>|()"']+/gi) ?? []).map((url) => url.replace(/[.,;:!?]+$/, ''))
}

/** What was said, without the marks of the chat. */
function wordsOf(text: string): string {
  return oneLine(
    text
      .replace(/<(https?:[^<>|]{1,1000})\|([^<>]{1,400})>/g, '$2')
      .replace(/<(https?:[^<>|]{1,1000})>/g, '$1')
      .replace(/<[@#!][^<>]{1,80}>/g, '')
      .replace(/:[a-z0-9_+-]{2,30}:/g, ''),
  )
}
