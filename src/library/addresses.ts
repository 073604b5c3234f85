/** An arXiv id without its version, from the id itself or from a link that holds it. */
export function readArxivId(text: string): string | null {
  const bare = text.trim().replace(/^arxiv:\s*/i, '')
  const inLink = ARXIV_LINK.exec(bare)?.[1]
  const match = ARXIV_ID.exec(inLink ?? bare)
  // arXiv writes the subject in capitals: `math.GT/0309136`.
  return match?.[1]?.toLowerCase().replace(/\.[a-z]{2}(?=\/)/, (subject) => subject.toUpperCase()) ?? null
}

const ARXIV_LINK =
  /^https?:\/\/(?:(?:[a-z0-9-]+\.)*(?:arxiv|alphaxiv|ar5iv)\.org\/(?:abs|pdf|html|overview|format|e-print|ps|src)|(?:huggingface|hf)\.co\/papers|scirate\.com\/arxiv|(?:dx\.)?doi\.org\/10\.48550)\/(?:arxiv\.)?([^?#]+)/i
const ARXIV_ID = /^(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?(?:\.pdf)?\/?$/i

/** A DOI in lower case, from the DOI itself or from a link that holds it. */
export function readDoi(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^doi:\s*/i, '')
    .replace(/^https?:\/\/(?:dx\.)?doi\.org\//i, '')
  return /^10\.\d{4,9}\/\S+$/.test(bare) ? bare.toLowerCase() : null
}

/** One spelling for an arXiv id, a DOI and the links to them, and for any other link. */
export function addressOf(text: string): string {
  const bare = text.trim().replace(/^<(.*)>$/, '$1')
  const arxivId = readArxivId(bare.replace(/^(?:doi:\s*)?10\.48550\//i, ''))
  if (arxivId) return `arxiv:${arxivId}`
  const doi = readDoi(bare)
  if (doi) return `doi:${doi}`
  const [, path = '', query = ''] = /^([^#?]*)(?:\?([^#]*))?/.exec(bare.toLowerCase()) ?? []
  const named = query.split('&').filter((part) => part !== '' && !HOW_IT_CAME.test(part))
  const place = path.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '')
  return named.length === 0 ? place : `${place}?${named.toSorted().join('&')}`
}

/** What a link says of how it was come by, not of where it leads. */
const HOW_IT_CAME = /^(?:utm_\w+|fbclid|gclid|mc_\w+|usp|ref|referrer|source|share\w*|si|via|context|download)(?:=|$)/
