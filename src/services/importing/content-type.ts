/** What an answer says of its content: the type without parameters, in lower case, and its charset. */
export function readContentType(header: string | undefined): { type: string; charset: string | null } {
  const [type = '', ...parameters] = (header ?? '').split(';')
  const charset = parameters.map((part) => /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/i.exec(part)?.[1]).find(Boolean)
  return { type: type.trim().toLowerCase(), charset: charset ?? null }
}

/** Whether a document of this type, at this path, can be one that holds papers. */
export function isReadableType(type: string, path: string): boolean {
  if (type.startsWith('text/') || READABLE.test(type)) return true
  return UNTOLD.has(type) && KNOWN_ENDING.test(path)
}

const READABLE =
  /^application\/(?:[\w.+-]+\+)?(?:xml|json|csl\+json|json-lines|jsonl|jsonlines|ndjson|x-jsonlines|x-json-lines|x-ndjson|csv|bibtex|x-bibtex|x-bibtex-text-file|x-research-info-systems|vnd\.citationstyles\.csl\+json|markdown)$/

/** Types that say nothing: a server's word for “a file”. */
const UNTOLD = new Set(['', 'application/octet-stream', 'binary/octet-stream', 'application/download'])
const KNOWN_ENDING = /\.(?:md|markdown|txt|text|html?|xml|rss|atom|rdf|json|jsonl|ndjson|csv|tsv|bib|bibtex|ris)$/i
