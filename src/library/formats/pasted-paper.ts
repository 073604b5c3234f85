import type { Format, Source } from '../format.ts'
import type { Parsed } from '../parsed-digest.ts'
import { joinBrokenWords } from './broken-words.ts'
import { listOf, toParsed } from './digest-entry.ts'
import { toPaper } from './paper-entry.ts'
import { abstractOf, factsOf, idIn, titleOf } from './pasted-facts.ts'
import { type PaperRecord, recordsOf } from './pasted-records.ts'
import { countWords } from './prose.ts'
import { readLines } from './text-lines.ts'
import { leaning } from './titles-and-abstracts.ts'

/**
 * One paper as people copy it: its title and its abstract, with authors and other facts around them as they stand on the
 * page of arXiv, OpenReview, the ACL Anthology or a publisher; or the papers of one of arXiv's listings. What has no label
 * is taken for a paper only where the whole text is one and its abstract speaks as abstracts do.
 */
export const format: Format = { name: 'pasted-paper', detect, parse }

function detect({ text }: Source): number {
  if (OTHER_KIND.test(text.slice(0, 1_000))) return 0
  if (text.length > (SPEAKS_OF_PAPERS.test(text) ? LONGEST : LONGEST_BARE)) return 0
  const records = recordsOf(readLines(joinBrokenWords(text), false).lines)
  const papers = records.filter(isPaper)
  if (papers.length === 0 || papers.length < records.length * 0.7) return 0
  return papers.some(({ isTitled, isLabelled }) => isTitled || isLabelled) ? 0.9 : papers.length <= 2 ? 0.6 : 0
}

/** XML, JSON and tables. */
const OTHER_KIND = /^\s*(?:<|\{|@\w|\[\s*[{[]|[\w "-]{1,40}(?:,[\w"-][\w "-]{0,40}){2,}\n)/
const LONGEST = 400_000
const LONGEST_BARE = 10_000
const SPEAKS_OF_PAPERS = /^\W{0,10}abstract\b|^\W{0,10}(?:\d{1,4}\W{1,3})?arxiv: ?\S/im

function parse(source: Source): Parsed {
  const { lines, complaints, refusal } = readLines(joinBrokenWords(source.text), false)
  if (refusal) return toParsed(source, null, [refusal])
  const all = recordsOf(lines)
  // What stands above a listing says nothing of a paper.
  const records = all.length > 1 ? all.filter(saysSomething) : all
  const papers = records.flatMap((record) => {
    const read = toPaper(factsOf(record))
    if ('paper' in read) return [read.paper]
    complaints.push({ line: record.line, message: read.complaint, isEntry: true })
    return []
  })
  return listOf(source, { papers }, complaints, 'text')
}

function saysSomething({ abstract, authors, said, isTitled }: PaperRecord): boolean {
  return isTitled || abstract.length + authors.length + said.length > 0
}

function isPaper(record: PaperRecord): boolean {
  const { isTitled, isLabelled, strays, said } = record
  const [title, abstract] = [titleOf(record), abstractOf(record)]
  if (countWords(title) > 40) return false
  const speaks = strays.below.length === 0 && abstract.length < LONGEST_ABSTRACT && speaksAsAbstract(abstract)
  if (isTitled && title !== '') {
    const isWhole = record.authors.length > 0 && abstract === '' && strays.above.length + strays.below.length === 0
    const hasId = said.some(({ said, value }) => said === 'id' && idIn(value))
    return (isLabelled && abstract.length >= SHORTEST) || speaks || hasId || isWhole
  }
  if (title === '' || leaning({ text: title, heading: 0 }) >= 3 || /[.,;:]$/.test(title)) return false
  const isNear = strays.above.length <= 8 && !strays.above.some(({ text }) => leaning({ text, heading: 0 }) > 3)
  if (!isNear || abstract.length < SHORTEST) return false
  return isLabelled || speaks || (record.isFirstPage && record.authors.length > 0 && abstract.length >= 150)
}

const SHORTEST = 80
const LONGEST_ABSTRACT = 5_000

/** How abstracts speak of themselves, of what was done, of the means; and how they do not speak. */
const SPEECH = [
  /\b(?:this|the present|present) (?:paper|work|article|study|survey|thesis|report|letter)\b/i,
  /\bwe (?:\w+ly |also |first |then |further )?(?:propose|present|introduce|show|study|investigate|demonstrate|develop|describe|find|prove|analy[sz]e|explore|evaluate|provide|design|address|consider|report|examine|extend|establish|derive|formulate|observe|argue|release|compare|conduct|suggest|identify|formali[sz]e|perform|characteri[sz]e|obtain|construct|revisit|leverage|achieve)\b/i,
  /\b(?:proposed|our) (?:\w+ ){0,2}(?:methods?|approach|models?|framework|algorithms?|results?|experiments?|analysis|architecture|techniques?|systems?)\b/i,
  /\bstate[- ]of[- ]the[- ]art\b|\b(?:baselines?|benchmarks?|experiment(?:s|al|ally)?|empirical(?:ly)?|theoretical(?:ly)?|datasets?|neural|outperforms?|algorithms?|learning|models?)\b/i,
]
const OTHER_SPEECH = /\b(?:you|yours?|please|today|yesterday|tomorrow|my)\b|\b(?:me|us)\b|\bI (?=[a-z])|\w!(?=\s|$)/g

function speaksAsAbstract(text: string): boolean {
  const other = new Set(text.replace(/\bYou/g, 'you').match(OTHER_SPEECH) ?? [])
  return text.length >= 150 && SPEECH.filter((pattern) => pattern.test(text)).length - other.size >= 2
}
