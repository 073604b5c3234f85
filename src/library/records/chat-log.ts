import type { Format, Source } from '../format.ts'
import type { Parsed } from '../parsed-digest.ts'
import { type Message, papersSaid } from './chat-export.ts'

/** A chat as text, exported or copied: `[12/03/2023, 18:22:10] Ada: …`, or a name and an hour above what was said. */
export const format: Format = { name: 'chat-log', detect, parse }

function detect({ text }: Source): number {
  const lines = text.slice(0, 20_000).split('\n')
  const said = lines.filter((line) => line.trim() !== '')
  const openings = said.filter((line) => openingOf(line) !== null).length
  return openings >= 3 && openings >= said.length * 0.15 && /https?:\/\//.test(text) ? 0.99 : 0
}

function parse(source: Source): Parsed {
  const messages: Message[] = []
  source.text
    .slice(0, LONGEST)
    .split('\n')
    .forEach((line, index) => {
      const said = openingOf(line)
      const last = messages.at(-1)
      if (said !== null) messages.push({ line: index + 1, text: said, cards: [] })
      else if (last) last.text += `\n${line}`
    })
  return papersSaid(source, messages, 'chat')
}

const LONGEST = 2_000_000

/** What stands behind who spoke and when; null for every other line. */
function openingOf(line: string): string | null {
  const start = line.slice(0, 200).replace(/[\u200E\u200F\u202F]/g, ' ')
  const opening = ON_ITS_LINE.exec(start) ?? ABOVE.exec(start)
  return opening ? line.slice(opening[0].length) : null
}

const DAY = String.raw`\d{1,4}[./-]\d{1,2}[./-]\d{1,4}`
const HOUR = String.raw`\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?`
/** WhatsApp's, Telegram's and Signal's lines. */
const ON_ITS_LINE = new RegExp(
  String.raw`^\s*(?:\[${DAY},? ${HOUR}\]|\[${HOUR}(?:, ${DAY})?\]|${DAY},? ${HOUR} [-–])\s*[^:\n]{1,60}:\s?`,
)
/** Discord and Slack show a name and an hour above what was said. */
const ABOVE = new RegExp(
  String.raw`^\s*[^:\n]{1,60}?(?: — |\s{2,}|\s?\[)(?:(?:Today|Yesterday)(?: at)? |${DAY},? )?${HOUR}\]?\s*$`,
)
