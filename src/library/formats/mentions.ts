import { titleKey } from '../identity.ts'
import { readArxivId } from './facts.ts'
import { isKnownWork, KNOWN_WORK } from './known-works.ts'
import { countWords, titleCase } from './prose.ts'
import { addAddress, addressesIn, type DraftPaper, newPaper } from './text-draft.ts'
import type { Link, TextLine } from './text-lines.ts'

/** The works that running text mentions: by a link, a title in quotes, author and year, or a name that is known or introduced as one. */
export function findMentions(lines: readonly TextLine[]): DraftPaper[] {
  const found: DraftPaper[] = []
  const keys = new Map<string, DraftPaper>()
  for (const line of lines) {
    for (const mention of mentionsIn(line)) {
      const key = titleKey(mention.title)
      const first = keys.get(key) ?? found.find((paper) => sameWork(paper, mention))
      if (first) {
        fill(first, mention)
        continue
      }
      keys.set(key, mention)
      found.push(mention)
    }
    if (found.length >= MOST) break
  }
  return found
}

const MOST = 500

function sameWork(a: DraftPaper, b: DraftPaper): boolean {
  if (a.arxivId !== null && a.arxivId === b.arxivId) return true
  return (a.link !== null && a.link === b.link) || isCitationOf(a.title, b) || isCitationOf(b.title, a)
}

/** `the Jones paper` and `Jones et al. 2021`. */
function isCitationOf(name: string, { title, date }: DraftPaper): boolean {
  return date !== null && title.startsWith(`${name} `) && title.endsWith(` ${date}`)
}

function fill(paper: DraftPaper, other: DraftPaper): void {
  if ((isAddressTitle(paper.title) && !isAddressTitle(other.title)) || isCitationOf(paper.title, other))
    paper.title = other.title
  paper.link ??= other.link
  paper.arxivId ??= other.arxivId
  paper.doi ??= other.doi
  paper.date ??= other.date
}

function isAddressTitle(title: string): boolean {
  return /^arXiv:|^doi:|^10\.\d{4}/.test(title)
}

function mentionsIn(line: TextLine): DraftPaper[] {
  const text = line.text.slice(0, 10_000)
  const listed = listedWork(line, text)
  if (listed) return [listed]
  const named = namedIn(text)
  const papers = named.map(({ title, date }) => work(title, line, date))
  const links = addressesIn({ ...line, text })
    .filter(({ url }) => isWorkLink(url))
    .slice(0, 20)
  for (const link of links) {
    // A title and one link beside it are one work.
    const [only] = papers
    const isItsOwn =
      link.label === '' && only && papers.length === 1 && links.length === 1 && !/github\.com/i.test(link.url)
    if (isItsOwn) {
      addAddress(only, link.url)
      continue
    }
    const same = papers.find(({ title }) => titleKey(title) === titleKey(link.label))
    if (same) addAddress(same, link.url)
    else papers.push(linked(link, line))
  }
  return papers
}

function work(title: string, line: TextLine, date: string | null = null): DraftPaper {
  return { ...newPaper({ ...line, text: title, links: [] }, false), date }
}

/** `Title (2024)` as an item, as the bot of Hugging Face lists works that are like a paper. */
function listedWork(line: TextLine, text: string): DraftPaper | null {
  const isLinked = line.links.length === 1 && isWorkLink(line.links[0]?.url ?? '')
  const match = /^(.{8,300}?)\s*\(((?:19|20)\d{2})\)$/.exec(text)
  const title = match?.[1] ?? (isLinked && line.isItem ? text : '')
  const isList = line.isItem || isLinked
  if (!isList || title === '' || countWords(title) < 2 || (/[.!?]$/.test(title) && countWords(title) > 20)) return null
  return { ...newPaper({ ...line, text: title }, false), date: match?.[2] ?? null }
}

interface Named {
  at: number
  title: string
  date?: string | null
}

function namedIn(text: string): Named[] {
  const cited = citations(text)
  const spelt = [...speltTitles(text), ...quotedTitles(text)]
  // `Representation Engineering (Zou et al., 2023)` is one work, under its title.
  const loose = cited.filter(({ at }) => {
    const title = spelt.find((one) => one.at < at && at - (one.at + one.title.length) <= 3)
    if (!title) return true
    title.date ??= cited.find((one) => one.at === at)?.date ?? null
    return false
  })
  return [...spelt, ...attributions(text), ...loose, ...names(text)].sort((a, b) => a.at - b.at)
}

/** Titles in running text without quotes, where the words around them tell that they are: behind “read”, or with a link or citation behind. */
function speltTitles(text: string): Named[] {
  const found: Named[] = []
  for (const match of text.matchAll(SPELT)) {
    const [, whole = '', behind = ''] = match
    const run = whole.replace(BY, '')
    const before = text.slice(Math.max(0, match.index - 20), match.index)
    const words = countWords(run)
    const capitals = run.split(' ').filter((word) => /^\p{Lu}/u.test(word)).length
    const isCued = /\b(?:read|reading|reread|recommend|see|cite[sd]?|check(?:ed)? out)\s$/i.test(before)
    const isTitle = behind !== '' || capitals >= 5 || (isCued && words >= 3)
    if (isTitle && capitals >= 2 && titleCase(run) >= 0.75) {
      found.push({ at: match.index, title: run.replace(/[:,]$/, '') })
    }
  }
  for (const match of text.matchAll(LINKED)) {
    const title = match[1] ?? ''
    if (countWords(title) >= 3) found.push({ at: match.index + match[0].indexOf(title), title })
  }
  return found.filter(({ at }, index) => found.findIndex((one) => one.at === at) === index)
}

const SMALL = '(?:a|an|and|as|at|by|for|from|in|into|is|of|on|or|the|to|via|vs|with)'
const CAPITAL = "\\p{Lu}(?:[\\p{L}\\p{N}'’+-]|\\.(?=\\p{N})){0,40}"
const SPELT = new RegExp(
  `(?<![\\p{L}\\p{N}“"'‘’-])(${CAPITAL}:?(?: (?:${SMALL} ){0,2}${CAPITAL}:?){1,14})(?= by \\p{Lu}|[.,;?!](?:\\s|$)|$|( \\((?:\\p{Lu}[^()]{2,40}(?:19|20)\\d{2}\\)|https?:|arXiv))| \\p{Ll})`,
  'gu',
)
const BY = / by (?:\p{Lu}[\p{L}'’-]+(?: (?:and|&) )?){1,4}$/u

/** `reading Progress measures for grokking (https://…)` */
const LINKED =
  /\b(?:read|reading|recommend|see|in|is|called|check out) (\p{Lu}[^.!?;()“”"]{10,160}?) ?\((?=https?:\/\/(?:arxiv|openreview|doi|www\.lesswrong|aclanthology)\b)/gu

function quotedTitles(text: string): Named[] {
  const found: Named[] = []
  for (const match of text.matchAll(QUOTED)) {
    const single = match[2]
    const title = (match[1] ?? single ?? '').replace(/[.,;]$/, '').trim()
    const words = countWords(title)
    const before = text.slice(Math.max(0, match.index - 60), match.index)
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 30)
    const isCued = WORK_BEFORE.test(before) || /^,? ?(?:by |paper|book|\(?(?:19|20)\d\d|from [\p{Lu}])/u.test(after)
    const looksIt = words >= 2 && titleCase(title) >= 0.75 && !/(?:!|\.{2}|…)$/.test(title)
    if (looksIt && words <= 30 && (isCued || (!single && (words >= 4 || title.includes(': ')))))
      found.push({ at: match.index, title })
  }
  return found
}

const QUOTED = /[“"]([^“”"]{5,250})[”"]|(?<![\p{L}\p{N}])['‘]([^'‘’“”"]{5,250})['’](?![\p{L}\p{N}])/gu

const WORK_BEFORE =
  /\b(?:papers?|books?|articles?|posts?|essays?|works?|stud(?:y|ies)|reports?|preprints?|thesis|titled|called|entitled|read(?:ing)?|see|cite[sd]?|in|published|wrote)\b[^.!?“”"]{0,30}$/i

/** Behind a quotation: `…”—Inference Scaling fLaws`. */
function attributions(text: string): Named[] {
  const match = /[”"]\s?[—–]{1,2}\s?([\p{Lu}][^“”"—–.]{4,150})\.?$/u.exec(text.slice(-300))
  const title = match?.[1]?.trim() ?? ''
  if (countWords(title) < 3 || titleCase(title) < 0.75) return []
  return [{ at: text.length - title.length, title }]
}

/** `Jones 2021`, `Jones et al. (2021)`, `(Hao and Li, 2024)`. */
function citations(text: string): Named[] {
  const found: Named[] = []
  for (const match of text.matchAll(CITATION)) {
    const [whole, name = '', year = ''] = match
    const surname = name.split(/ (?:and|&|et)\b/)[0] ?? ''
    if (
      NOT_A_SURNAME.test(surname) ||
      (/\b(?:in|since|by|until|from|of|late|early|mid)\s$/i.test(
        text.slice(Math.max(0, match.index - 6), match.index),
      ) &&
        !/ (?:et|and|&) /.test(name) &&
        whole.includes(','))
    )
      continue
    found.push({ at: match.index, title: `${name} ${year}`, date: year })
  }
  return found
}

const CITATION =
  /(?<![\p{L}\p{N}-])(\p{Lu}\p{Ll}[\p{L}'’-]{1,30}(?: et al\.?| (?:and|&) \p{Lu}\p{Ll}[\p{L}'’-]{1,30})?),? [([]?((?:19[6-9]|20[0-4])\d)[a-z]?\b(?![-/:]\d)/gu
const NOT_A_SURNAME =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|spring|summer|autumn|fall|winter|early|mid|late|in|by|since|until|from|around|circa|before|after|during|year|of|as|for|the|on|about|only|back|already|neurips|nips|icml|iclr|acl|emnlp|cvpr|eccv|iccv|aaai|ijcai|colm|naacl|copyright|figure|fig|table|section|chapter|edit(?:ed)?|version|claude|gemini|llama|windows|office|election|agenda|olympics?|mid-\w+|q[1-4]|end|then|maybe|perhaps|say|like|until|till|this|that|and|or|but|with|at|to)$/i

/** Names that are known, and names that the words around them introduce as a work: `the linked rStar-Math paper`, `replicate COCONUT`. */
function names(text: string): Named[] {
  const found: Named[] = []
  for (const match of text.matchAll(KNOWN_WORK)) found.push({ at: match.index, title: match[0] })
  for (const pattern of INTRODUCED) {
    for (const match of text.matchAll(pattern)) {
      const name = (match[1] ?? '').replace(/[.,;:’']+$/, '').replace(/['’]s$/, '')
      if (isDistinctive(name) && !NOT_A_WORK.test(name)) found.push({ at: match.index, title: name })
    }
  }
  for (const match of text.matchAll(CALLED)) {
    const name = match[1] ?? ''
    if (isDistinctive(name) || (/^\p{Lu}[\p{L}\p{N}. -]{2,}$/u.test(name) && !MAKERS.test(name) && !FIELDS.test(name)))
      found.push({ at: match.index, title: name })
  }
  for (const match of text.matchAll(NAMED_PAPER)) {
    const title = (match[1] ?? '').trim()
    if (!MAKERS.test(title)) found.push({ at: match.index, title })
  }
  return found.filter(({ title }, index) => found.findIndex((other) => other.title === title) === index)
}

const NAME = '([\\p{L}][\\p{L}\\p{N}]{0,40}(?:[-+.][\\p{L}\\p{N}]{1,40}){0,6}\\+{0,3})'
const INTRODUCED = [
  new RegExp(
    `\\b(?:replicat(?:ed?|ing)|reproduc(?:ed?|ing)|read|reading|cit(?:ed?|ing)|check(?:ed)? out|(?:have a )?look(?:ed|ing)? (?:at|into)|see(?: also)?|compar(?:ed?|ing) (?:to|with)|inspired by|similar to|based on|introduced (?:in|by)|proposed (?:in|by)|as in|like in) (?:the )?${NAME}`,
    'giu',
  ),
  new RegExp(
    `\\b(?:for example|for instance|e\\.g\\.|such as|techniques?:|methods?:|approach(?:es)?:),? ${NAME}(?=[,.;:)]|$)`,
    'giu',
  ),
  new RegExp(`\\b[\\p{Lu}][\\p{L}]{0,40}['’]s ${NAME} (?:they|paper|uses?|model|method|shows?|showed)\\b`, 'gu'),
  new RegExp(`(?<!\\S)${NAME} \\((?:[^()]{0,20} )?(?:arXiv|https?:|paper|preprint)`, 'giu'),
]

/** `the Chinchilla paper`, `the IOI paper`: there a plain name is enough. */
const CALLED = new RegExp(
  `\\b(?:the|this|that|their|linked|original|recent|new|famous|old) ${NAME.slice(0, -1)}(?: \\d[\\d.]{0,3})?) (?:paper|preprint|technical report|tech report)\\b(?! trail)`,
  'giu',
)

/** `the Limits of Routing paper`, of more words than one. */
const NAMED_PAPER =
  /\b(?:the|this|that|their|linked|original|recent|new) (\p{Lu}[\p{L}\p{N}-]{1,30}(?: (?:of|for|and|in|on|to|the|with|\p{Lu}[\p{L}\p{N}-]{1,30})){0,6} \p{Lu}[\p{L}\p{N}-]{1,30}) (?:paper|preprint|book|article|essay)\b/gu
const MAKERS =
  /\b(?:google|openai|anthropic|meta|microsoft|apple|nvidia|deepmind|deepseek|stanford|mit|berkeley|fair|redwood|apollo|epoch|metr|arc|miri|hugging|mistral|alibaba|tencent|amazon|ibm|nature|science|neurips|icml|iclr)\b/i

const FIELDS =
  /^(?:llms?|nlp|rlhf|asi|agi|nns?|gans?|vaes?|saes?|cnns?|rnns?|vlms?|mlps?|cot|iq|gpus?|arxiv|latex|pdf|fig\w*|section|english|chinese|first|second|third|last|next)$/i

/** A name that no plain word is: COCONUT, rStar-Math, math-shepard. */
function isDistinctive(name: string): boolean {
  if (isKnownWork(name)) return true
  if (name.length < 4 || name.length > 40) return false
  if (/^\p{Lu}{5,}$/u.test(name) || /\p{Ll}\p{Lu}/u.test(name)) return true
  return (
    /^\p{L}[\p{L}\p{N}]+-[\p{L}\p{N}-]*\p{L}{3,}/u.test(name) &&
    !/^(?:self|non|pre|post|multi|well|fine|re|co|semi|long|short|open|high|low|half|two|three|one|first|second|human|test|train|real|state|end|step|so|cross|out|in|up|under|over|by)-/i.test(
      name,
    )
  )
}

const NOT_A_WORK =
  /^(?:open ?ai|deep(?:mind|seek)|chat-?gpt|(?:chat)?gpt[-\d.o]*.*|git(?:hub|lab)|youtube|linkedin|facebook|lesswrong|huggingface|anthropic|nvidia|pytorch|tensorflow|jax|colab|substack|arxiv|alignmentforum|greaterwrong|iphone|macos|ios|wifi|mlp|llms?|rlhf|claude.*|gemini.*|grok.*|qwen.*|llama.*|mistral.*|o\d.*|javascript|typescript|ebay|paypal|spacex|playstation|latex|powerpoint|https?|readme|gpus?|tpus?|cpus?|metr|miri|nasa|e-?mail|[\p{L}]+-(?:based|like|style|level|time|only|free|out|in|of|to|up|off|on|wise|ish|trained|scale|class|specific|related|shot|term|sized))$/iu

function linked(link: Link, line: TextLine): DraftPaper {
  const paper = work(titleOfLink(link), line)
  addAddress(paper, link.url)
  return paper
}

function titleOfLink({ label, url }: Link): string {
  const isLabel = countWords(label) >= 2 || isDistinctive(label)
  if (isLabel && !/^https?:|^(?:this|that|the|a|my|our|here|see|link)\b/i.test(label)) return label
  const id = readArxivId(url)
  if (id) return `arXiv:${id}`
  const parsed = URL.parse(url)
  const parts = (parsed?.pathname ?? '').split('/').filter((part) => part !== '')
  if (/(?:^|\.)github\.com$/i.test(parsed?.hostname ?? '')) return decoded(parts[1] ?? '').replace(/\.git$/, '') || url
  if (/(?:^|\.)doi\.org$/i.test(parsed?.hostname ?? '')) return `doi:${decoded(parts.join('/'))}`
  if (/(?:^|\.)openreview\.net$/i.test(parsed?.hostname ?? ''))
    return `OpenReview ${parsed?.searchParams.get('id') ?? ''}`.trim()
  const slug = decoded(parts.at(-1) ?? '').replace(/\.(?:pdf|html?)$/i, '')
  const spoken = slug.replace(/[-_]+/g, ' ').trim()
  return spoken === '' ? url.slice(0, 300) : spoken.charAt(0).toUpperCase() + spoken.slice(1, 300)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The research pages of the labs, and not their other ones. */
const LABS =
  /(?:^|\.)(?:anthropic\.com\/research|alignment\.anthropic\.com|openai\.com\/(?:index|research)|deepmind\.(?:google|com)\/(?:research|blog|discover\/blog)|gwern\.net|metr\.org\/blog|epoch\.ai\/blog|apolloresearch\.ai\/(?:research|blog))\/[^/]/

/** Where works are kept: preprints, proceedings, code, research posts, any PDF. */
function isWorkLink(url: string): boolean {
  const parsed = URL.parse(/^\//.test(url) ? `https://huggingface.co${url}` : url)
  if (!parsed) return false
  const { hostname, pathname } = parsed
  if (/(?:^|\.)github\.com$/.test(hostname))
    return /^\/[\w.-]+\/[\w.-]+/.test(pathname) && !/\/(?:issues|pull|discussions)\//.test(pathname)
  if (/(?:^|\.)huggingface\.co$/.test(hostname)) return /^\/papers\/\d/.test(pathname)
  if (/(?:^|\.)(?:lesswrong\.com|alignmentforum\.org|greaterwrong\.com|forum\.effectivealtruism\.org)$/.test(hostname))
    return /^\/posts\/\w+\/[^/]+$/.test(pathname)
  if (LABS.test(`${hostname}${pathname}`)) return true
  if (/\.pdf$/i.test(pathname)) return true
  return (
    /(?:^|\.)(?:arxiv\.org|alphaxiv\.org|doi\.org|openreview\.net|aclanthology\.org|proceedings\.mlr\.press|papers\.nips\.cc|proceedings\.neurips\.cc|semanticscholar\.org|biorxiv\.org|medrxiv\.org|distill\.pub|transformer-circuits\.pub|openaccess\.thecvf\.com|dl\.acm\.org|ieeexplore\.ieee\.org|jmlr\.org|pnas\.org|nature\.com|science\.org|sciencedirect\.com|link\.springer\.com|jstor\.org|ssrn\.com|osf\.io|zenodo\.org|hal\.science)$/.test(
      hostname,
    ) && pathname.length > 1
  )
}
