import type { Format, Source } from './format.ts'
import { format as arxivAtom } from './formats/arxiv-atom.ts'
import { format as arxivMail } from './formats/arxiv-mail.ts'
import { format as arxivRss } from './formats/arxiv-rss.ts'
import { format as bibtex } from './formats/bibtex.ts'
import { format as blogPost } from './formats/blog-post.ts'
import { format as commentFeed } from './formats/comment-feed.ts'
import { format as cslJson } from './formats/csl-json.ts'
import { format as csv } from './formats/csv.ts'
import { format as dailyPapers } from './formats/daily-papers.ts'
import { format as feed } from './formats/feed.ts'
import { format as hfDailyJson } from './formats/hf-daily-json.ts'
import { format as jsonLines } from './formats/json-lines.ts'
import { format as latexBibliography } from './formats/latex-bibliography.ts'
import { format as lectern } from './formats/lectern.ts'
import { format as newsletter } from './formats/newsletter.ts'
import { format as pastedPaper } from './formats/pasted-paper.ts'
import { format as references } from './formats/references.ts'
import { format as ris } from './formats/ris.ts'
import { format as zoteroCsv } from './formats/zotero-csv.ts'
import { type Chosen, chooseAmong } from './reading/choose.ts'
import { asWritten, numberedApart } from './reading/numbered-apart.ts'
import { format as readingList } from './reading/reading-list.ts'
import { format as chatExport } from './records/chat-export.ts'
import { format as chatLog } from './records/chat-log.ts'
import { format as endnoteXml } from './records/endnote-xml.ts'
import { format as jsonFeed } from './records/json-feed.ts'
import { format as opml } from './records/opml.ts'
import { format as paperNote } from './records/paper-note.ts'
import { format as paperPage } from './records/paper-page.ts'
import { format as pubmedXml } from './records/pubmed-xml.ts'
import { format as scholarResults } from './records/scholar-results.ts'
import { format as webOfScience } from './records/web-of-science.ts'

/** Every format there is; of two that are equally sure of a document the earlier one reads it. */
export const formats: readonly Format[] = [
  lectern,
  arxivAtom,
  arxivRss,
  feed,
  hfDailyJson,
  jsonFeed,
  opml,
  pubmedXml,
  endnoteXml,
  paperPage,
  paperNote,
  chatExport,
  chatLog,
  cslJson,
  jsonLines,
  zoteroCsv,
  csv,
  bibtex,
  latexBibliography,
  ris,
  webOfScience,
  scholarResults,
  arxivMail,
  pastedPaper,
  references,
  dailyPapers,
  newsletter,
  blogPost,
  commentFeed,
  readingList,
]

/** Reads a document in the way that explains most of it; null where nothing in it can be read. */
export function choose(source: Source): Chosen | null {
  const apart = numberedApart(source.text)
  if (!apart) return chooseAmong(formats, source)
  const chosen = chooseAmong(formats, { ...source, text: apart.text })
  const isRead = chosen?.parsed.digest && chosen.parsed.digest.papers.length > 0
  // What reads as nothing by itself may be something together.
  return isRead ? { ...chosen, parsed: asWritten(chosen.parsed, apart) } : chooseAmong(formats, source)
}

/** The format that is surest of the beginning of a document that is too large to be read whole. */
export function detectFormat(source: Source): Format | null {
  let best: { format: Format; sureness: number } | null = null
  for (const format of formats) {
    const sureness = format.detect(source)
    if (sureness >= SURE_ENOUGH && sureness > (best?.sureness ?? 0)) best = { format, sureness }
  }
  return best?.format ?? null
}

/** The format of a name, as `--format` takes it; its case is of no matter. */
export function formatNamed(name: string): Format | null {
  return formats.find((format) => format.name === name.trim().toLowerCase()) ?? null
}

const SURE_ENOUGH = 0.5
