import type { Format, Source } from '../format.ts'
import { toParsed } from '../formats/digest-entry.ts'
import { readXml, type XmlElement } from '../formats/xml-tree.ts'
import type { Parsed } from '../parsed-digest.ts'

/** A list of feeds, as readers of feeds hand it on. It holds no papers; what it says is which feeds one may follow. */
export const format: Format = { name: 'opml', detect, parse }

function detect({ text }: Source): number {
  return /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)?<opml[\s>]/i.test(text.slice(0, 4_000)) ? 1 : 0
}

function parse(source: Source): Parsed {
  const { root, complaints } = readXml(source.text)
  const feeds = root ? feedsIn(root) : []
  const shown = feeds.slice(0, SHOWN).map(({ title, url }) => `${title} (${url})`)
  const more = feeds.length > SHOWN ? `, and ${feeds.length - SHOWN} more` : ''
  const message =
    feeds.length === 0
      ? 'This is a list of feeds with none in it.'
      : `This is a list of ${feeds.length} feeds and holds no papers itself. Follow the ones you want by their addresses: ${shown.join('; ')}${more}.`
  return toParsed(source, null, [...complaints, { line: 1, message }])
}

const SHOWN = 20

function feedsIn(element: XmlElement): { title: string; url: string }[] {
  const { xmlUrl, xmlurl, title, text } = element.attributes
  const url = xmlUrl ?? xmlurl
  const own = url && /^https?:/i.test(url) ? [{ title: (title || text || url).slice(0, 100), url }] : []
  return [...own, ...element.children.flatMap((child) => (typeof child === 'string' ? [] : feedsIn(child)))]
}
