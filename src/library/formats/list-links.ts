/** Where an entry of a list leads: to the paper, to its code, to talk of it. */
export interface Link {
  label: string
  url: string
}

/** Of an entry's links the one to the paper itself, else to what comes nearest to it; talk of it elsewhere is none. */
export function paperLink(links: readonly Link[]): string | null {
  const isPaper = ({ label, url }: Link) => isPaperPlace(url) || (PAPER_LABEL.test(label) && !isTalk(url))
  const others = links.filter(({ url }) => !isTalk(url))
  return (links.find(isPaper) ?? others.find(({ label }) => !SIDE_LABEL.test(label)) ?? others[0])?.url ?? null
}

/** Whether an address is one at which papers are published. */
export function isPaperPlace(url: string): boolean {
  return PAPER_PLACES.test(url)
}

/** Whether an address is one at which people talk about papers, or at which they subscribe. */
export function isTalk(url: string): boolean {
  return TALK_PLACES.test(url)
}

const PAPER_LABEL =
  /^\W*(?:the\s+)?(?:paper|arxiv|pdf|preprint|abs(?:tract)?|publication|doi|openreview|(?:technical\s+)?report|full\s+text)\b/i
const SIDE_LABEL =
  /^\W*(?:tweet|thread|twitter|x|code|github|repo(?:sitory)?|project(?:\s+page)?|website|site|page|demo|video|talk|slides|poster|blog(?:\s+post)?|dataset|data|models?|weights|hf|hugging\s*face|colab|notebook|discussion|summary|review|link|html|bibtex)\W*$/i
const PAPER_PLACES =
  /^https?:\/\/(?:[\w-]+\.)*(?:arxiv\.org|alphaxiv\.org|doi\.org|openreview\.net|aclanthology\.org|biorxiv\.org|medrxiv\.org|ssrn\.com|neurips\.cc|nips\.cc|mlr\.press|jmlr\.org|thecvf\.com|nature\.com|science\.org|pnas\.org|cell\.com|ieeexplore\.ieee\.org|dl\.acm\.org|springer\.com|sciencedirect\.com|semanticscholar\.org|eprint\.iacr\.org|transformer-circuits\.pub|distill\.pub|osf\.io|usenix\.org|isca-speech\.org)(?:[/?#]|$)|^https?:\/\/huggingface\.co\/papers\/|\.pdf(?:[?#]|$)/i
const TALK_PLACES =
  /^https?:\/\/(?:[\w-]+\.)*(?:twitter\.com|x\.com|t\.co|youtube\.com|youtu\.be|linkedin\.com|facebook\.com|instagram\.com|reddit\.com|bsky\.app|threads\.net|t\.me|patreon\.com|substack\.com\/subscribe)(?:[/?#]|$)/i

export const BARE_ADDRESS = /https?:\/\/[^\s<>()[\]"'|]+/gi

/** `arXiv:2412.14093`, which leads to a paper as its address does. */
export const BARE_NUMBER =
  /(?<![/\w.])(?:arxiv: ?|(?:www\.)?arxiv\.org\/(?:abs|pdf)\/)(\d{4}\.\d{4,5}(?:v\d+)?)(?:\s\[[\w.-]{2,12}\])?/gi

/** Whether a link's words say what is behind it and nothing of the work. */
export function isLabel(text: string): boolean {
  return SIDE_LABEL.test(text) || (text.length < 30 && PAPER_LABEL.test(text))
}
