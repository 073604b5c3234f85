import { HEART } from './hearts.ts'
import { countWords, isProse } from './prose.ts'

export function isNewsText(text: string): boolean {
  return isProse(text) || countWords(text) > 12 || /[.!?]["”’)]?$/.test(text)
}

export function isNewsHeading(text: string): boolean {
  return NEWS_HEADING.test(text) && countWords(text) <= 10 && !HEART.test(text) && !/[.!?]$/.test(text)
}

export function isAdvert(text: string): boolean {
  return /\b(?:sponsor(?:s|ed)?|advert\w*|sign up (?:now|today|for free)|try (?:it|\w+) (?:now|today|for free)|use code|% off|discount|get started (?:now|today|for free)|free trial|book a demo|refer a friend|support (?:my|this|our) newsletter|advertise with|join (?:our|my) \w+|join the community|patreon|learn more at|subscribe to)\b/i.test(
    text,
  )
}

export const NEWS_HEADING = /\bnews\b|\bin (?:1|one) line\b|\bheadlines\b/i
