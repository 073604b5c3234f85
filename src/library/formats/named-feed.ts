import { Parser } from 'htmlparser2'

/** The feed that a page of the web names as its own; null when it names none or is no page. */
export function namedFeed(html: string, page: string): string | null {
  if (!PAGE.test(html.slice(0, 1000))) return null
  let found: string | null = null
  const parser = new Parser({
    onopentag(name, { rel = '', type = '', href = '' }) {
      if (name === 'body' || found !== null) return parser.pause()
      const isFeed = name === 'link' && FEED.test(type) && rel.toLowerCase().split(/\s+/).includes('alternate')
      if (isFeed && href !== '') found = URL.parse(href, page)?.href ?? null
    },
  })
  parser.write(html.slice(0, LONGEST_HEAD))
  parser.end()
  return found
}

const PAGE = /<!doctype\s+html|<html[\s>]/i
const FEED = /^\s*application\/(?:rss|atom)\+xml/i
const LONGEST_HEAD = 200_000
