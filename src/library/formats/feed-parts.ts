import { readPartialDate } from './dates.ts'
import { childOf, childrenOf, textIn, type XmlElement } from './xml-tree.ts'

/** What says of the whole feed what it is: RSS's channel, Atom's own root. Null for what is no feed. */
export function feedHead(root: XmlElement): XmlElement | null {
  if (root.name === 'feed') return root
  return root.name === 'rss' || root.name === 'rdf' ? (childOf(root, 'channel') ?? null) : null
}

/**
 * The entries of a feed: RSS 2.0 keeps them in its channel, RSS 1.0 beside it. Of what never closed a part may be missing: neither
 * such an entry is taken nor such a fact of one.
 */
export function feedEntries(root: XmlElement): XmlElement[] {
  const isAtom = root.name === 'feed'
  const places = isAtom ? [root] : [...childrenOf(root, 'channel'), root]
  return places
    .flatMap((place) => childrenOf(place, isAtom ? 'entry' : 'item'))
    .filter(({ isUnclosed }) => !isUnclosed)
    .map((entry) => ({
      ...entry,
      children: entry.children.filter((child) => typeof child === 'string' || !child.isUnclosed),
    }))
}

/** The day that a feed was made. */
export function feedDay(head: XmlElement): string | null {
  for (const name of ['pubdate', 'lastbuilddate', 'updated', 'dc:date']) {
    const day = readPartialDate(textIn(childOf(head, name)))
    if (day) return day
  }
  return null
}
