/** Which of the formats that are feeds a document is, seen from its beginning. */
export type FeedKind = 'arxiv-atom' | 'arxiv-rss' | 'feed'

export function feedKind(text: string): FeedKind | null {
  const head = text.slice(0, HEAD)
  const root = ROOT.exec(head)?.[1]?.toLowerCase()
  if (!root) return null
  if (root === 'rdf' && !/purl\.org\/rss|my\.netscape\.com/i.test(head)) return null
  if (ANNOUNCES.test(head)) return 'arxiv-rss'
  return root === 'feed' && ANSWERS.test(head) ? 'arxiv-atom' : 'feed'
}

const HEAD = 20_000
const ROOT =
  /^\s*(?:<\?xml[^>]*>\s*)?(?:(?:<!--(?:[^-]|-(?!->))*-->|<\?[^>]*>|<!DOCTYPE[^>[]*(?:\[[^\]]*\]\s*)?>)\s*)*<(?:[a-z]\w*:)?(feed|rss|rdf)(?=[\s>])/i
const ANNOUNCES =
  /rss\.arxiv\.org|export\.arxiv\.org\/rss|https?:\/\/arxiv\.org\/rss|<arxiv:announce_type|oai:arXiv\.org:|\(arXiv:[\w./-]+ \[[\w.-]+\]/i
const ANSWERS = /arxiv\.org\/api\/|<(?:\w+:)?id>\s*https?:\/\/arxiv\.org\/abs\//i
