/** What sites make of a paper's address: a DOI that follows from it, or the page that tells of the paper. */

/** Where a site's own number of a paper is a part of its DOI. */
export function doiOfSite(address: string): string | null {
  for (const [pattern, doi] of NUMBERED) {
    const found = pattern.exec(address)
    if (found) return doi(found[1]?.toLowerCase() ?? '', found[2]?.toLowerCase() ?? '')
  }
  return null
}

/** The page of a paper behind an address that shows only its text, or that was typed as a number; else the address. */
export function pageOf(text: string): string {
  const address = text.trim()
  for (const [pattern, page] of PAGES) if (pattern.test(address)) return address.replace(pattern, page)
  return address
}

/** An address as it was typed, whole: without its scheme, or as the number of a site. Null for every other text. */
export function pageTyped(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^<(.*)>$/, '$1')
    .replace(/[.,;]+$/, '')
  const page = pageOf(bare)
  if (page !== bare) return page
  if (/^https?:\/\/\S+$/i.test(bare)) return bare
  return BARE.test(bare) ? `https://${bare}` : null
}

const SITE = String.raw`^https?:\/\/(?:www\.)?`

const NUMBERED: readonly (readonly [RegExp, (one: string, two: string) => string | null])[] = [
  [new RegExp(String.raw`${SITE}nature\.com\/articles\/([\w-]+)(?:\.pdf)?(?:[?#]|$)`, 'i'), (id) => `10.1038/${id}`],
  // The ACL Anthology gives DOIs since 2015.
  [
    new RegExp(
      String.raw`${SITE}(?:aclanthology\.org|aclweb\.org\/anthology)\/([A-Z]1[5-9]-\d{4}|20[2-9]\d\.[\w-]+\.\d+)(?:\/|\.pdf)?(?:[?#]|$)`,
      'i',
    ),
    (id) => `10.18653/v1/${id}`,
  ],
  [
    new RegExp(
      String.raw`${SITE}(?:bio|med)rxiv\.org\/content\/(?:bio|med)rxiv\/early\/[\d/]{8,12}\/([\d.]+\d)\b`,
      'i',
    ),
    (id) => `10.1101/${id}`,
  ],
  [
    /^https?:\/\/(?:papers\.|www\.)?ssrn\.com\/(?:sol3\/[\w.]+\?(?:[^#]*&)?abstract(?:_?id)?=|abstract=)(\d{4,9})/i,
    (id) => `10.2139/ssrn.${id}`,
  ],
  [new RegExp(String.raw`${SITE}zenodo\.org\/records?\/(\d+)(?:[/?#]|$)`, 'i'), (id) => `10.5281/zenodo.${id}`],
  [
    new RegExp(String.raw`${SITE}elifesciences\.org\/articles\/(\d{4,6})(?:[/?#]|$)`, 'i'),
    (id) => `10.7554/elife.${id}`,
  ],
  [
    new RegExp(String.raw`${SITE}osf\.io\/preprints\/(\w+)\/(\w{5})(?:_v\d+)?(?:[/?#]|$)`, 'i'),
    (server, id) => (OSF.has(server) ? `${OSF.get(server)}/osf.io/${id}` : null),
  ],
]

/** Each server of the Open Science Framework has a prefix of its own. */
const OSF = new Map([
  ['osf', '10.31219'],
  ['psyarxiv', '10.31234'],
  ['socarxiv', '10.31235'],
  ['edarxiv', '10.35542'],
  ['metaarxiv', '10.31222'],
  ['lawarxiv', '10.31228'],
  ['africarxiv', '10.31730'],
])

const PAGES: readonly (readonly [RegExp, string])[] = [
  [
    /^(https?:\/\/(?:proceedings|papers)\.(?:neurips|nips)\.cc\/(?:\w+\/)*)file(\/[0-9a-f]+-)Paper(-[\w-]+)?\.pdf$/i,
    '$1hash$2Abstract$3.html',
  ],
  [/^(https?:\/\/proceedings\.mlr\.press\/v\d+\/)([\w-]+)\/\2\.pdf$/i, '$1$2.html'],
  [/^(https?:\/\/(?:www\.)?jmlr\.org\/papers\/)volume(\d+)\/([\w-]+)\/\3\.pdf$/i, '$1v$2/$3.html'],
  [/^(https?:\/\/(?:www\.)?aclanthology\.org\/[\w.-]+?)\.pdf$/i, '$1/'],
  [/^(https?:\/\/openaccess\.thecvf\.com\/\S+)\/papers\/(\S+)\.pdf$/i, '$1/html/$2.html'],
  [
    /^(https?:\/\/(?:[\w-]+\.)*(?:hal\.science|archives-ouvertes\.fr)\/[a-z]+-\d+)(?:v\d+)?\/(?:document|file\/\S+)$/i,
    '$1',
  ],
  [/^https?:\/\/(?:www\.)?ncbi\.nlm\.nih\.gov\/(?:m\/)?pubmed\/(\d+)\/?$/i, 'https://pubmed.ncbi.nlm.nih.gov/$1/'],
  [
    /^https?:\/\/(?:(?:www\.)?ncbi\.nlm\.nih\.gov\/pmc|pmc\.ncbi\.nlm\.nih\.gov)\/articles\/(PMC\d+)(?:\/pdf\S*|\/)?$/i,
    'https://pmc.ncbi.nlm.nih.gov/articles/$1/',
  ],
  [/^PMID:?\s?(\d{4,9})$/i, 'https://pubmed.ncbi.nlm.nih.gov/$1/'],
  [/^(?:PMCID:?\s?)?(PMC\d{4,9})$/i, 'https://pmc.ncbi.nlm.nih.gov/articles/$1/'],
]

/** A host and what is there, without `https://`. */
const BARE = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,12}\/\S+$/i
