import { isPaperPlace, isTalk } from '../formats/list-links.ts'
import { doiOfLink, webLink } from '../formats/paper-entry.ts'
import type { Run } from './row.ts'

/** Where an entry leads, as it is written: relative addresses too. */
export interface Place {
  label: string
  url: string
}

/** Every place to which a text leads, bare addresses and numbers included. */
export function placesIn(runs: readonly Run[]): Place[] {
  const found: Place[] = []
  for (const { text, url } of runs) {
    if (url !== null && url !== '') {
      const last = found.at(-1)
      if (last && last.url === url) last.label = `${last.label} ${text}`.trim()
      else found.push({ label: text.replace(/\s+/g, ' ').trim(), url })
      continue
    }
    const addresses = [...text.matchAll(ADDRESS)].map(([whole]) => whole.replace(/[.,;:!?]+$/, ''))
    const numbers = [...text.matchAll(NUMBER)].map(([, id = '']) => `https://arxiv.org/abs/${id}`)
    const dois = [...text.matchAll(DOI)].map(([, doi = '']) => `https://doi.org/${doi.replace(/[.,;:)\]]+$/, '')}`)
    const [, bracketed] = BRACKETED.exec(text) ?? []
    if (bracketed) numbers.push(`https://arxiv.org/abs/${bracketed}`)
    found.push(...[...addresses, ...numbers, ...dois].map((address) => ({ label: '', url: address })))
  }
  return found
}

const ADDRESS = /https?:\/\/[^\s<>()[\]"'|，。）]+/gi
const NUMBER =
  /(?<![/\w.])(?:arxiv(?: preprint)?(?: arxiv)?[: ]{1,2}|(?:www\.)?arxiv\.org\/(?:abs|pdf)\/)(\d{4}\.\d{4,5}(?:v\d+)?)/gi
/** `[2405.90017] Title`, as arXiv's pages are called. */
const BRACKETED = /^\s*\[(\d{4}\.\d{4,5})(?:v\d+)?\](?=\s)/
const DOI = /(?<![/\w.])(?:doi[: ]{1,2}|(?:dx\.)?doi\.org\/)(10\.\d{4,9}\/[^\s<>"]{1,200})/gi

/** How surely an address is a paper's: 3 for where papers are published, 1 for any page or file, -2 for talk, code and tools. */
export function placeWorth(url: string): number {
  if (SITE.test(url)) return isTalk(url) || OTHERS.test(url) ? -2 : 1
  if (isPaperPlace(url) || (webLink(url) && doiOfLink(url))) return 3
  if (/\.(?:pdf|ps(?:\.gz)?|djvu)(?:[?#]|$)/i.test(url)) return 3
  if (PAPERS.test(url)) return 3
  if (isTalk(url) || OTHERS.test(url)) return -2
  if (/^(?:(?:\.?\/)?#|mailto:|javascript:)/i.test(url)) return -4
  return 1
}

/** Whether an address is where people meet, or sign up for it. */
export function isMeetingPlace(url: string): boolean {
  return MEETING_PLACE.test(url)
}

const MEETING_PLACE =
  /^https?:\/\/(?:[\w-]+\.)*(?:zoom\.us|meet\.google\.com|teams\.microsoft\.com|whereby\.com|gather\.town|calendar\.google\.com|eventbrite\.|meetup\.com|forms\.gle|docs\.google\.com\/forms|lu\.ma|doodle\.com|chat\.whatsapp\.com|t\.me)/i

/** Whether an address is within the document's own site. */
export function isRelative(url: string): boolean {
  return !/^[a-z][a-z0-9+.-]*:|^\/\//i.test(url) && !/^(?:\.?\/)?#/.test(url)
}

/** A journal's front page is no paper of it. */
const SITE = /^https?:\/\/[^/?#]+\/?(?:index\.\w{3,5})?(?:#.*)?$/i
const PAPERS =
  /^https?:\/\/(?:[\w-]+\.)*(?:ncbi\.nlm\.nih\.gov\/(?:pubmed|pmc)|pubmed\.ncbi\.nlm\.nih\.gov|pmc\.ncbi\.nlm\.nih\.gov|europepmc\.org|hal\.science|zenodo\.org\/records?|iopscience\.iop\.org|aps\.org|journals\.plos\.org|mdpi\.com|frontiersin\.org|wiley\.com\/doi|tandfonline\.com|jstor\.org|academic\.oup\.com|researchgate\.net\/publication|citeseerx\.ist\.psu\.edu|adsabs\.harvard\.edu|inspirehep\.net|projecteuclid\.org|royalsocietypublishing\.org|elifesciences\.org|acm\.org\/(?:doi|citation)|dblp\.org\/rec|ojs\.aaai\.org|ijcai\.org\/proceedings|bmj\.com|nejm\.org|thelancet\.com|jamanetwork\.com|psycnet\.apa\.org|annualreviews\.org|worldscientific\.com|degruyter\.com|sagepub\.com|emerald\.com|copernicus\.org|agu\.org|vldb\.org|cidrdb\.org|drops\.dagstuhl\.de|hdl\.handle\.net)(?:[/?#]|$)/i
const OTHERS =
  /^https?:\/\/(?:[\w-]+\.)*(?:github\.com(?!\/[^?#]+\.pdf)|gitlab\.com|gist\.github\.com|colab\.research\.google\.com|wikipedia\.org|zoom\.us|meet\.google\.com|calendar\.google\.com|eventbrite\.|meetup\.com|forms\.gle|docs\.google\.com\/forms|vimeo\.com|bilibili\.com|slideshare\.net|speakerdeck\.com|medium\.com|npmjs\.com|pypi\.org|amazon\.[a-z.]{2,6}|scholar\.google\.|shields\.io|badge|opensource\.org|creativecommons\.org|mastodon\.|spotify\.com|apple\.com)(?:[/?#:]|$)?/i

/** Of an entry's places the paper's own, else what comes nearest to it; null where only talk or the list's own notes are. */
export function paperPlace(places: readonly Place[]): string | null {
  const web = places.flatMap(({ label, url }) => {
    const link = webLink(url)
    return link ? [{ label, url: link, worth: placeWorth(link) }] : []
  })
  const own = web.find(({ label, worth }) => PAPER_LABEL.test(label) && worth > 0)
  const best = web.reduce<(typeof web)[number] | null>(
    (best, one) => (one.worth > (best?.worth ?? -2) ? one : best),
    null,
  )
  return (best && best.worth >= 3 ? best : (own ?? best))?.url ?? null
}

const PAPER_LABEL = /^\W*(?:the )?(?:\w+ )?(?:paper|arxiv|pdf|preprint|doi|publication|article|full text)\b/i

/** Whether a link's words say what is behind it and nothing of the work. */
export function isLinkLabel(text: string): boolean {
  const bare = text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').toLowerCase()
  return (
    bare.length < 40 &&
    (bare === '' ||
      LABEL.test(bare) ||
      /^https?:|^(?:arxiv|doi)[: ]?[\d.]+/.test(bare) ||
      /^\d{4}\.\d{4,5}(?:v\d+)?$/.test(bare))
  )
}

const LABEL =
  /^(?:(?:the|this|original|official|our|their|my|a|an|main|full|conference|journal|arxiv|nips|neurips|icml|iclr|acl|cvpr|pdf|workshop|blog|short|long|extended|summary|review|open|paper|code|project|lecture|talk|detailed|read|local|video|link to(?: the)?|view|download|here is the|see)\W{1,3}){0,3}(?:papers?|pdfs?|links?|url|arxiv|preprint|abs(?:tract)?|doi|publication|openreview|html|tex|source|code|github|repo(?:sitory)?|implementation|pytorch|tensorflow|keras|jax|project(?: page)?|web ?site|site|page|demo|videos?|talks?|slides?|poster|blog(?: ?post)?|posts?|article|thread|tweet|twitter|x|data(?:set)?s?|models?|weights|colab|notebook|notes?|summar(?:y|ies)|reviews?|discussions?|comments?|recordings?|youtube|ppt|session|details|info|more|here|there|website|appendix|supplement(?:ary|al)?(?: materials?)?|bibtex|citations?|cite|report|(?:phd |doctoral |master['’]?s? )?thesis|book|chapter|version|one|media|press|hf|hugging ?face|reddit|wiki|this one|mirror|free|acm|ieee(?: xplore)?|springer(?:link)?|elsevier|science ?direct|jstor|pubmed|pmc|ssrn|biorxiv|medrxiv|hal|zenodo|osf|neurips|nips|pmlr|iclr|icml|cvpr|acl anthology|usenix|aaai|jmlr|wiley|plos|read|view|download|event|meetup|rsvp|minutes|read more|full text)$/
