import { readArxivId } from '../addresses.ts'
import type { Link } from './inline-markdown.ts'
import { countWords } from './prose.ts'
import { isDistinctive } from './work-names.ts'

/** What a link to a work calls it: its label, or what its address says. */
export function titleOfLink({ label, url }: Link): string {
  const name = nameOf(label)
  if (name !== null) return name
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

/** `the IOI paper` is called IOI; `our paper` and `here` are no names. */
function nameOf(label: string): string | null {
  if (/^https?:|^(?:this|that|these|those|an?|my|our|their|his|her|your|here|see|link|some|another)\b/i.test(label))
    return null
  const name = label
    .replace(/^the (?:(?:original|recent|new|linked) )?/i, '')
    .replace(/(?:^| )(?:paper|preprint|post|blog ?post|article|report|thread|repo|code|pdf)$/i, '')
  if (name !== label) return /\p{Lu}|\p{L}\d/u.test(name) ? name : null
  return countWords(label) >= 2 || isDistinctive(label) ? label : null
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
export function isWorkLink(url: string): boolean {
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
