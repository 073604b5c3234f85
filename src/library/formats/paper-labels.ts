/** What a labelled line of a paper's page says; `aside` is what such a page says besides. */
export type Said =
  | 'title'
  | 'authors'
  | 'abstract'
  | 'idea'
  | 'tags'
  | 'date'
  | 'month'
  | 'year'
  | 'id'
  | 'link'
  | 'summary'
  | 'aside'

export interface Labelled {
  said: Said
  value: string
}

/** `Title: …`, `Abstract—…`, or `Keywords` alone on its line, as arXiv, OpenReview, the ACL Anthology and publishers print them. */
export function readLabel(text: string): Labelled | null {
  const opening = ABSTRACT.exec(text)?.[0]
  if (opening !== undefined) return { said: 'abstract', value: text.slice(opening.length).trim() }
  const colon = /[:：]/.exec(text.slice(0, LONGEST_NAME))?.index ?? Math.min(text.length, LONGEST_NAME)
  const said = SAID.get(text.slice(0, colon).trim().toLowerCase())
  return said ? { said, value: text.slice(colon + 1).trim() } : null
}

/** A labelled line that holds more labels, as lines: `Title: … Authors: … Abstract: …`. */
export function partLabels(text: string): string[] {
  if (readLabel(text) === null) return [text]
  const abstract = /.\s?(?=Abstract ?[:—])/.exec(text)
  const head = abstract ? text.slice(0, abstract.index + abstract[0].length) : text
  const rows = readLabel(head)?.said === 'abstract' ? [head] : head.split(NEXT_LABEL)
  return [...rows, text.slice(head.length)].map((row) => row.trim()).filter((row) => row !== '')
}

const LONGEST_NAME = 40
const ABSTRACT = /^abstract(?:\s*[:：—–]\s*|\.\s+|\s*-\s+|$)/i

const NAMES: Readonly<Record<Said, readonly string[]>> = {
  title: ['title', 'paper title'],
  authors: ['author', 'authors', 'author(s)'],
  abstract: ['abstract'],
  summary: ['summary'],
  idea: ['tl;dr', 'tldr', 'one-sentence summary'],
  tags: [
    'keywords',
    'key words',
    'keyword',
    'index terms',
    'categories',
    'category',
    'subjects',
    'subject',
    'subj-class',
  ],
  date: [
    ...['date', 'published', 'published on', 'publication date', 'published date', 'date published', 'submitted'],
    ...['submitted on', 'publication year', 'released', 'published in', 'date added to ieee xplore'],
  ],
  month: ['month'],
  year: ['year'],
  id: ['arxiv', 'arxiv id', 'arxiv number', 'cite as', 'doi', 'related doi', 'paper', 'identifier'],
  link: ['url', 'link', 'links', 'paper link', 'paper url', 'arxiv link', 'arxiv url', 'pdf', 'source', 'web'],
  aside: [
    ...['comments', 'comment', 'license', 'licence', 'journal-ref', 'journal reference', 'report-no', 'report number'],
    ...['msc-class', 'msc classes', 'acm-class', 'acm classes', 'anthology id', 'volume', 'issue', 'address', 'editor'],
    ...['editors', 'venue', 'venues', 'sig', 'sigs', 'publisher', 'note', 'pages', 'language', 'bibkey', 'bibtex'],
    ...[
      'cite (acl)',
      'cite (informal)',
      'copy citation',
      'software',
      'dataset',
      'data',
      'code',
      'video',
      'poster',
      'slides',
    ],
    ...['supplementary material', 'submission number', 'submission history', 'code of ethics', 'submission guidelines'],
    ...['anonymous url', 'no acknowledgement section', 'primary area', 'track', 'conference', 'journal', 'booktitle'],
    ...[
      'from',
      'issn',
      'isbn',
      'copyright',
      'corpus id',
      'award',
      'affiliation',
      'affiliations',
      'ccs concepts',
      'type',
    ],
    ...[
      'revised',
      'accepted',
      'received',
      'last modified',
      'updated',
      'external datasets',
      'reproducibility',
      'github',
    ],
    ...['project', 'project page', 'website', 'proceedings', 'event', 'series', 'version', 'institution', 'citation'],
    ...['optional supplementary material', 'student paper', 'submission type', 'please choose the closest area'],
  ],
}
const SAID: ReadonlyMap<string, Said> = new Map(
  Object.entries(NAMES).flatMap(([said, names]) => names.map((name): [string, Said] => [name, said as Said])),
)

/** Where another label stands in a line, be it glued to what is before it: `…2024.acl-long.123Volume: …`. */
const NEXT_LABEL =
  /(?=(?:Authors?|Keywords|Subjects|Comments|Cite as|Date|Volume|Month|Year|Address|Editors?|Venues?|SIGS?|Publisher|Note|Pages|Language|URL|DOI|Bibkey|Corpus ID|PMCID) ?:)/
